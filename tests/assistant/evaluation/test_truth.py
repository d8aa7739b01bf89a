"""The states of the scenario page, each where it holds and where it just does not."""

import numpy as np
import pytest

from assistant.evaluation.scenario import Condition
from assistant.evaluation.truth import Body, Scene, Snapshot, holds

HOME = np.array([1.5, -1.7, 1.1, 1.3, 0.0, 0.04])
OPEN = HOME + np.array([0, 0, 0, 0, 0, 0.5])
TALL = {"cube": 0.03, "cup": 0.06, "ball": 0.035, "can": 0.06, "bowl": 0.04, "plate": 0.012, "box": 0.03}
WIDE = {"cube": 0.0213, "cup": 0.0225, "ball": 0.0175, "can": 0.016, "bowl": 0.055, "plate": 0.06, "box": 0.075}


def turned(yaw=0.0, over=0.0):
    c, s = np.cos(yaw), np.sin(yaw)
    lay = np.array([[1, 0, 0], [0, np.cos(over), -np.sin(over)], [0, np.sin(over), np.cos(over)]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ lay


def body(kind, x, y, bottom=0.0, yaw=0.0, over=0.0):
    one = Body(kind, np.zeros(3), turned(yaw, over), WIDE[kind], TALL[kind])
    return Body(kind, np.array([x, y, bottom + one.half]), one.rotation, one.radius, one.height)


def check(word, *names, now, before=None, held=None, joints=HOME, travel=0.0, held_before=None):
    before = before or now
    scene = Scene({n: b.position for n, b in before.items()}, Snapshot(before, HOME, held_before), Snapshot(now, joints, held), travel, HOME)
    return holds(Condition(word, names), scene)


def test_lifted_needs_height_and_the_hand():
    table = {"a": body("cube", 0.2, 0.0)}
    high, low = {"a": body("cube", 0.2, 0.0, 0.06)}, {"a": body("cube", 0.2, 0.0, 0.04)}
    assert check("lifted", "a", now=high, before=table, held="a")
    assert not check("lifted", "a", now=low, before=table, held="a")
    assert not check("lifted", "a", now=high, before=table)  # thrown, or standing on something


@pytest.mark.parametrize("container, dx, bottom, word, expected", [
    ("bowl", 0.0, 0.006, "in", True), ("bowl", 0.03, 0.010, "in", True), ("bowl", 0.07, 0.0, "in", False),
    ("bowl", 0.0, 0.05, "in", False), ("box", 0.055, 0.004, "in", True), ("box", 0.065, 0.004, "in", False),
    ("plate", 0.0, 0.006, "on", True), ("plate", 0.05, 0.006, "on", True), ("plate", 0.07, 0.0, "on", False),
    ("plate", 0.0, 0.03, "on", False), ("cube", 0.01, 0.03, "on", True), ("cube", 0.03, 0.0, "on", False),
    ("cube", 0.01, 0.05, "on", False), ("box", 0.0, 0.004, "on", True),
])
def test_in_and_on(container, dx, bottom, word, expected):
    now = {"a": body("ball", 0.2 + dx, 0.0, bottom), "b": body(container, 0.2, 0.0)}
    assert check(word, "a", "b", now=now) is expected
    assert not check(word, "a", "b", now=now, held="a")


def test_a_can_that_fell_over_in_the_box_is_in_it():
    assert check("in", "a", "b", now={"a": body("can", 0.2, 0.01, 0.004, over=np.pi / 2), "b": body("box", 0.2, 0.0)})


def test_a_turned_box_turns_its_inside():
    ball = body("ball", 0.2, 0.055, 0.004)
    assert check("in", "a", "b", now={"a": ball, "b": body("box", 0.2, 0.0, yaw=np.pi / 2)})
    assert not check("in", "a", "b", now={"a": ball, "b": body("box", 0.2, 0.0)})


@pytest.mark.parametrize("word, x, y", [("left_of", 0, 1), ("right_of", 0, -1), ("behind", 1, 0), ("in_front_of", -1, 0)])
def test_the_robots_own_view(word, x, y):
    def at(distance):
        return {"a": body("cube", 0.2 + x * distance, y * distance), "b": body("cube", 0.2, 0.0)}

    assert check(word, "a", "b", now=at(0.05)) and check(word, "a", "b", now=at(0.19))
    assert not check(word, "a", "b", now=at(0.02)) and not check(word, "a", "b", now=at(0.25)) and not check(word, "a", "b", now=at(-0.05))


def test_next_to_is_a_gap_between_edges():
    def at(distance, yaw=0.0):
        return {"a": body("cube", 0.2, distance), "b": body("cube", 0.2, 0.0, yaw=yaw)}

    assert check("next_to", "a", "b", now=at(0.075)) and not check("next_to", "a", "b", now=at(0.085))
    assert check("next_to", "a", "b", now=at(0.085, yaw=np.pi / 4))
    assert not check("next_to", "a", "b", now={"a": body("ball", 0.2, 0.0, 0.006), "b": body("bowl", 0.2, 0.0)})


def test_unmoved_is_one_centimetre_in_this_turn():
    before = {"a": body("cube", 0.2, 0.0), "b": body("cube", 0.2, 0.1)}
    now = {"a": body("cube", 0.209, 0.0), "b": body("cube", 0.211, 0.1)}
    assert check("unmoved", "a", now=now, before=before)
    assert not check("unmoved", "b", now=now, before=before) and not check("unmoved", "all", now=now, before=before)


def test_the_arm_itself():
    assert check("gripper", "closed", now={}) and check("gripper", "open", now={}, joints=OPEN)
    assert check("gripper", "closed", now={}, joints=OPEN, held="a")
    assert check("pose", "home", now={}) and not check("pose", "home", now={}, joints=HOME + 0.2)
    assert check("still", "true", now={}, travel=0.01) and not check("still", "true", now={}, travel=0.1)


@pytest.mark.parametrize("word, x, y", [("left_of", 0, 1), ("right_of", 0, -1), ("behind", 1, 0), ("in_front_of", -1, 0)])
def test_what_is_in_it_is_not_beside_it(word, x, y):
    bowl = body("bowl", 0.2, 0.0)
    assert not check(word, "a", "b", now={"a": body("cube", 0.2 + 0.031 * x, 0.031 * y, 0.006), "b": bowl})
    assert check(word, "a", "b", now={"a": body("cube", 0.2 + 0.1 * x, 0.1 * y), "b": bowl})
