"""The hand passes over what it is not about."""

import pytest
import torch
from torch import Tensor

from assistant.vla.action import Body
from assistant.vla.fingers import held_width
from assistant.vla.passing import narrowed, raised, straight_up
from assistant.vla.walls import Walls
from tests.assistant.vla.small import small_arm

LOW = torch.tensor([[0.0, 0.3, 0.2, -0.5, 0.0, 0.3]])


@pytest.fixture(scope="module")
def body() -> Body:
    return small_arm(0.30)


@pytest.fixture
def low(body) -> tuple[Tensor, Tensor]:
    """Eight rows in one place, lower than a can is high, and where the fixed finger's tip (3,) is there."""
    tip, _ = body(LOW[:, :5])
    assert 0.01 < float(tip[0, 2]) < 0.055
    return LOW.repeat(8, 1), tip[0]


def test_over_a_can_in_its_way_the_hand_is_raised_row_by_row(body, low):
    rows, tip = low
    can = torch.tensor([[float(tip[0]), float(tip[1]), 0.016, 0.06]])
    heights = body(raised(body, rows, can, None))[0][:, 2]
    assert float(heights[-1]) > 0.07 and bool((heights.diff() > -1e-3).all()) and float(heights[0]) < float(tip[2]) + 0.04
    carrying = body(raised(body, rows, can, None, hangs=0.03))[0][:, 2]
    assert float(carrying[-1]) > float(heights[-1]) + 0.02


def test_the_other_finger_counts_as_well(body, low):
    rows, tip = low
    _, turn = body(LOW[:, :5])
    other = tip + turn[0, :, 0] * 0.06
    rows[:, 5] = 0.45
    can = torch.tensor([[float(other[0]), float(other[1]), 0.016, 0.06]])
    assert float(body(raised(body, rows, can, None))[0][-1, 2]) > float(tip[2]) + 0.01


def test_what_is_beside_its_way_or_low_or_where_it_works_changes_nothing(body, low):
    rows, tip = low
    x, y = tip[:2].tolist()
    for others, work in (([[x, y + 0.2, 0.016, 0.06]], None), ([[x, y, 0.016, 0.06]], tip[:2]), (torch.zeros(0, 4), None)):
        assert torch.allclose(raised(body, rows, torch.as_tensor(others), work), rows[:, :5], atol=1e-6)


def test_straight_up_is_up(body, low):
    _, tip = low
    tips = body(straight_up(body, LOW[:, :5], 3))[0]
    assert float((tips[:, :2] - tip[:2]).norm(dim=-1).max()) < 0.004 and float(tips[-1, 2]) > float(tip[2]) + 0.07


CUBE, WIDE = torch.tensor([0.2, 0.0, 0.015]), 0.03
ACROSS = torch.tensor([[0.0, 1.0, 0.0]])


@pytest.mark.parametrize("gap, may", ((0.060, 0.48), (0.030, 0.40), (0.010, 0.36)))
def test_the_fingers_open_no_wider_than_there_is_room_for(gap, may):
    """A can on the side of the finger that closes, so far from the cube."""
    can = torch.tensor([[0.2, 0.015 + gap + 0.016, 0.016, 0.06]])
    opening = narrowed(torch.tensor([[0.2, -0.021, 0.05]]), ACROSS, torch.tensor([0.48]), CUBE, WIDE, can)
    assert float(opening) == pytest.approx(may, abs=0.02)
    assert held_width(float(opening)) > WIDE + 0.012  # the cube fits between them all the same


def test_far_from_the_thing_or_with_nothing_on_that_side_they_open_as_they_like():
    near, told = torch.tensor([[0.2, -0.021, 0.05]]), torch.tensor([0.48])
    for tips, others in ((near - torch.tensor([0.0, 0.1, 0.0]), [[0.2, 0.041, 0.016, 0.06]]), (near, [[0.2, -0.06, 0.016, 0.06]]), (near, [[0.26, 0.041, 0.016, 0.06]])):
        assert torch.equal(narrowed(tips, ACROSS, told, CUBE, WIDE, torch.tensor(others)), told)
    assert torch.equal(narrowed(near, ACROSS, told, CUBE, WIDE, torch.zeros(0, 4)), told)


def test_between_walls_they_open_no_wider_than_to_the_wall():
    tips, opens, openings = torch.tensor([[0.22, -0.02, 0.02]]), torch.tensor([[0.0, 1.0, 0.0]]), torch.tensor([0.6])
    place = torch.tensor([0.22, 0.01, 0.02])
    free = narrowed(tips, opens, openings, place, 0.035, torch.zeros(0, 4))
    walled = narrowed(tips, opens, openings, place, 0.035, torch.zeros(0, 4), Walls((0.22, 0.0), (0.0, 1.0)))
    assert float(walled) < float(free)


def test_what_it_stands_on_is_not_beside_it():
    """A cube on a cube that is not quite under it: fingers that open no wider than beside a neighbour come down on it."""
    tips, told, on_another = torch.tensor([[0.2, -0.021, 0.08]]), torch.tensor([0.48]), torch.tensor([0.2, 0.0, 0.045])
    under = torch.tensor([[0.2, 0.003, 0.021, 0.03]])
    assert torch.equal(narrowed(tips, ACROSS, told, on_another, WIDE, under, foot=0.03), told)
    assert float(narrowed(tips, ACROSS, told, on_another, WIDE, torch.tensor([[0.2, 0.045, 0.016, 0.06]]), foot=0.03)) < 0.45
