"""Where beside a thing another is to stand."""

import random
from math import cos, hypot, sin

import pytest

from assistant.vla.shapes import RADII
from assistant.vla.spot import WAYS, Disc, fit_inside, spot_beside, spot_for_down, spot_inside

CAN = RADII["can"][1]
BOWL = RADII["bowl"][1]


def on_the_side(skill: str, goal: Disc, x: float, y: float) -> float:
    """Metres by which (x, y) lies on the side that the skill names."""
    return {"put_left_of": y - goal.y, "put_right_of": goal.y - y, "put_in_front_of": goal.x - x, "put_behind": x - goal.x}[skill]


@pytest.mark.parametrize("skill", [*WAYS, "put_next_to"])
def test_it_is_beside_the_goal_on_the_side_that_was_named(skill):
    rng = random.Random(skill)
    for _ in range(300):
        goal = Disc(rng.uniform(0.16, 0.26), rng.uniform(-0.15, 0.15), rng.choice([r[1] for r in RADII.values()]))
        x, y = spot_beside(skill, Disc(0.2, 0.2, CAN), goal, [])
        gap = hypot(x - goal.x, y - goal.y) - goal.radius - CAN
        assert gap > 0.02  # never on the goal itself
        if skill == "put_next_to":
            assert gap < 0.036
        else:
            assert on_the_side(skill, goal, x, y) > 0.045 and gap < 0.135


def test_what_stands_there_already_is_left_room():
    goal = Disc(0.22, 0.0, BOWL)
    straight = spot_beside("put_left_of", Disc(0.2, -0.2, CAN), goal, [])
    x, y = spot_beside("put_left_of", Disc(0.2, -0.2, CAN), goal, [Disc(*straight, CAN)])
    assert hypot(x - straight[0], y - straight[1]) > 2 * CAN + 0.012
    assert y > 0.045


def test_the_arm_is_not_sent_where_it_cannot_go_when_there_is_another_way():
    x, y = spot_beside("put_in_front_of", Disc(0.25, 0.1, CAN), Disc(0.19, 0.0, BOWL), [])  # straight in front of it is the arm's own base
    assert hypot(x, y) > 0.14 and x < 0.145


def test_what_is_held_over_a_bowl_is_put_down_beside_it():
    bowl = Disc(0.22, 0.02, BOWL)
    x, y = spot_for_down(Disc(0.22, 0.0, CAN), [bowl])
    assert hypot(x - bowl.x, y - bowl.y) > BOWL + CAN
    assert spot_for_down(Disc(0.22, -0.15, CAN), [bowl]) == (0.22, -0.15)


@pytest.mark.parametrize("yaw", [0.0, 0.5, 0.8, 1.1, 1.57])
@pytest.mark.parametrize("bearing", [-0.7, 0.0, 0.7])
def test_two_tall_things_find_room_in_a_box_however_it_lies(yaw, bearing):
    box, way = Disc(0.22 * cos(bearing), 0.22 * sin(bearing), RADII["box"][1]), (cos(yaw), sin(yaw))
    for one, other in (("cup", "cup"), ("cup", "can"), ("can", "cup")):
        first = Disc(*spot_inside(Disc(0.1, 0.2, RADII[one][1]), box, "box", [], way, tall=True), RADII[one][1])
        second = Disc(*spot_inside(Disc(0.1, 0.2, RADII[other][1]), box, "box", [first], way, tall=True), RADII[other][1])
        assert hypot(first.x - second.x, first.y - second.y) > first.radius + second.radius + 0.008
        for thing in (first, second):
            x, y = thing.x - box.x, thing.y - box.y
            assert abs(x * way[0] + y * way[1]) + thing.radius < 0.058 and abs(y * way[0] - x * way[1]) + thing.radius < 0.043


@pytest.mark.parametrize("kind, one, other", [("plate", "cup", "cup"), ("plate", "can", "cup"), ("bowl", "can", "cup")])
def test_two_tall_things_find_room_on_a_plate_and_the_slim_ones_in_a_bowl(kind, one, other):
    goal = Disc(0.2, 0.1, RADII[kind][1])
    first = Disc(*spot_inside(Disc(0.1, 0.2, RADII[one][1]), goal, kind, [], tall=True), RADII[one][1])
    x, y = spot_inside(Disc(0.1, 0.2, RADII[other][1]), goal, kind, [first], tall=True)
    assert hypot(first.x - x, first.y - y) > first.radius + RADII[other][1] + 0.002


def test_the_second_goes_in_front_of_the_first_and_not_beside_it_where_the_fingers_open():
    plate = Disc(0.22, 0.0, RADII["plate"][1])
    first = Disc(*spot_inside(Disc(0.1, 0.2, CAN), plate, "plate", []), CAN)
    x, y = spot_inside(Disc(0.1, 0.2, CAN), plate, "plate", [first])
    assert first.x > plate.x > x and abs(y) < 0.01


def test_two_mugs_do_not_stand_in_one_bowl_but_two_cans_do():
    mug, can = 0.0225, 0.016
    assert fit_inside("bowl", [mug]) and not fit_inside("bowl", [mug, mug]) and fit_inside("bowl", [can, can])
    assert fit_inside("plate", [mug, mug]) and not fit_inside("plate", [mug] * 3) and fit_inside("plate", [can] * 3)
    assert fit_inside("box", [mug, mug]) and not fit_inside("box", [mug] * 3)
    assert not fit_inside("plate", [can] * 4)
