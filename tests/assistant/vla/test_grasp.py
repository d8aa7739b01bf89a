"""Which way the fingers open: across the arm, along a cube's faces."""

import math

import pytest
import torch
import torch.nn.functional as F

from assistant.vla.grasp import CLEARANCE, PAN_AXIS, bearing, grip_point, off_centre, too_low, width
from assistant.vla.shapes import HALF_HEIGHTS
from assistant.vla.sight import KINDS, SIZES

PLACE = torch.tensor([[PAN_AXIS + 0.15, 0.15, 0.015]])
ACROSS = math.radians(45 + 90)


def kind(name):
    return F.one_hot(torch.tensor([KINDS.index(name)]), len(KINDS)).float()


def turned(yaw):
    return torch.tensor([[math.cos(4 * yaw), math.sin(4 * yaw)]])


def opens(name, yaw, now=ACROSS):
    return float(bearing(PLACE, kind(name), turned(yaw), torch.tensor([now])))


@pytest.mark.parametrize("askew", (-40, -20, 0, 20, 40))
def test_a_cube_is_taken_by_the_faces_nearer_to_across_the_arm(askew):
    assert math.degrees(opens("cube", ACROSS + math.radians(askew))) == pytest.approx(135 + askew, abs=0.1)


@pytest.mark.parametrize("yaw", (0.0, 0.5, 1.2))
def test_what_is_round_is_taken_across_the_arm_however_it_is_turned(yaw):
    assert opens("cup", yaw) == pytest.approx(ACROSS, abs=1e-3)


def test_between_two_pairs_of_faces_the_fingers_stay_with_the_one_they_are_turned_to():
    yaw = ACROSS + math.radians(44)
    assert math.degrees(opens("cube", yaw, ACROSS - math.radians(46))) == pytest.approx(135 - 46, abs=0.1)
    assert math.degrees(opens("cube", yaw, ACROSS + math.radians(44))) == pytest.approx(135 + 44, abs=0.1)


def test_it_does_not_matter_which_of_its_four_faces_counts_as_its_front():
    assert opens("cube", 0.3) == pytest.approx(opens("cube", 0.3 + math.pi / 2), abs=1e-3)


def test_the_fixed_finger_comes_down_beside_the_thing():
    size = F.one_hot(torch.tensor([SIZES.index("large")]), len(SIZES)).float()
    point = grip_point(PLACE, kind("cube"), size, torch.tensor([0.0]))
    assert (PLACE - point)[0].tolist() == pytest.approx([HALF_HEIGHTS["cube"][2] + CLEARANCE, 0.0, 0.0], abs=1e-6)


def test_widths_are_those_of_the_simulators_things():
    from drivers.simulator.things import Thing

    narrow = {"cup": 0.045, "can": 0.032}  # as the simulator draws them; a cube and a ball are as wide as they are high
    for name in ("cube", "ball", "cup", "can"):
        for index, size in enumerate(SIZES if name in ("cube", "ball") else ("medium",)):
            thing = Thing(name="it", kind=name, color="red", size=size)
            expected = F.one_hot(torch.tensor([SIZES.index(size)]), len(SIZES)).float()
            assert float(width(kind(name), expected)) == pytest.approx(narrow.get(name, thing.height), abs=1e-4)


def test_fingers_about_a_thing_are_shifted_along_it_until_it_is_midway_and_no_farther():
    place, opens = torch.tensor([0.2, 0.0, 0.03]), torch.tensor([[0.0, 1.0, 0.0]]).repeat(4, 1)
    tip = torch.tensor([[0.193, -0.022, 0.04], [0.207, -0.022, 0.04], [0.193, -0.022, 0.15], [0.193, -0.10, 0.04]])
    shift = off_centre(tip, opens, place, top=0.06)
    assert torch.allclose(shift[:2], torch.tensor([[0.007, 0, 0], [-0.007, 0, 0]]), atol=1e-6)  # beside it the fixed finger stays where it is
    assert not shift[2:].any()  # high above it, or far from it, they are on their way


def test_they_are_put_right_by_little_at_once():
    shift = off_centre(torch.tensor([[0.18, -0.022, 0.04]]), torch.tensor([[0.0, 1.0, 0.0]]), torch.tensor([0.2, 0.0, 0.03]), top=0.06)
    assert 0.005 < float(shift[0, 0]) < 0.015


def test_what_stands_on_another_is_taken_no_lower_than_its_middle():
    on_another, tip = torch.tensor([0.2, 0.0, 0.045]), torch.tensor([[0.2, -0.022, 0.038], [0.2, -0.022, 0.06], [0.2, -0.1, 0.038]])
    raised = too_low(tip, on_another, rest=0.015)
    assert abs(float(raised[0, 2]) - 0.007) < 1e-6 and not raised[:, :2].any() and not raised[1:].any()
    assert not too_low(tip - torch.tensor([0.0, 0.0, 0.03]), torch.tensor([0.2, 0.0, 0.015]), rest=0.015).any()  # on the table it is as the hand has learned it
