"""How the fingers open about a low thing in a box."""

from math import atan2, pi

import pytest
import torch

from assistant.vla.grasp import PAN_AXIS
from assistant.vla.sight import KINDS
from assistant.vla.walls import Walls, opening_between
from tests.assistant.vla.spans import objects, span
from tests.assistant.vla.test_looking_back import BLUE, CUBE, RED

BOX, BALL = KINDS.index("box"), KINDS.index("ball")
BALL_WIDE = 0.035
WALLS = Walls((0.22, 0.0), (0.0, 1.0))  # its long side across the arm


def turn_of(way, x, y):
    """Rad from across the arm."""
    return (way - atan2(y, x - PAN_AXIS) - pi / 2 + pi) % (2 * pi) - pi


def test_the_room_to_the_walls():
    assert WALLS.room(0.22, 0.0, 0.0) == pytest.approx(0.042) and WALLS.room(0.22, 0.02, pi / 2) == pytest.approx(0.037)
    assert WALLS.room(0.22, 0.02, -pi / 2) == pytest.approx(0.077) and WALLS.room(0.30, 0.0, 0.0) < 0


def test_in_the_middle_they_open_across_the_arm():
    assert abs(turn_of(opening_between(WALLS, 0.22, 0.0, BALL_WIDE, None), 0.22, 0.0)) < 0.2


@pytest.mark.parametrize("y", [0.039, -0.039])
def test_at_a_short_wall_they_open_along_it(y):
    way = opening_between(WALLS, 0.22, y, BALL_WIDE, None)
    assert abs(turn_of(way, 0.22, y)) > 0.9
    assert min(WALLS.room(0.22, y, way), WALLS.room(0.22, y, way + pi)) > 0.030


def test_of_a_cube_they_take_two_faces():
    for yaw in (0.0, 0.3, 0.7):
        way = opening_between(WALLS, 0.24, -0.03, 0.03, yaw)
        assert abs((way - yaw + pi / 4) % (pi / 2) - pi / 4) < 1e-6


def test_a_thing_in_a_box_is_taken_between_its_walls_and_elsewhere_as_always():
    seen = objects((BALL, RED, 0.22, 0.039, 0.02), (BOX, BLUE, 0.22, 0.0, 0.015))
    seen.along[0, 1] = torch.tensor([0.0, 1.0])
    assert abs(turn_of(float(span(seen).opens[0]), 0.22, 0.039)) > 0.9
    seen.along[0, 1] = 0.0  # nobody knows which way it stands
    assert span(seen).opens is None
    assert span(objects((CUBE, RED, 0.22, 0.15, 0.015), (BOX, BLUE, 0.22, 0.0, 0.015))).opens is None
