"""The simulated world: what stands where, honest grasps, and mistakes that are said."""

import numpy as np
import pytest

from drivers.simulator.world import HOME, Thing, World


def test_things_stand_where_they_were_put():
    world = World([Thing("cup", "cup", "red", at=(0.24, 0.06)), Thing("bowl", "bowl", "blue", at=(0.2, -0.1))])
    place, _ = world.pose("cup")
    assert np.allclose(place, (0.24, 0.06, 0.03), atol=0.003)


def test_the_seed_places_things_apart_and_within_reach():
    things = [Thing(f"t{i}", kind, "red") for i, kind in enumerate(("cube", "cup", "ball", "can", "bowl", "plate"))]
    first, second = World(things, seed=3), World(things, seed=3)
    assert [t.at for t in first.things] == [t.at for t in second.things]
    for i, a in enumerate(first.things):
        assert 0.12 < np.hypot(*a.at) < 0.32
        for b in first.things[i + 1 :]:
            assert np.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) > a.radius + b.radius


def test_what_is_said_to_stand_in_a_bowl_lies_in_it():
    world = World([Thing("ball", "ball", "red", at=(0.22, 0.05)), Thing("bowl", "bowl", "blue", at=(0.22, 0.05))])
    ball, bowl = world.pose("ball")[0], world.pose("bowl")[0]
    assert np.hypot(*(ball - bowl)[:2]) < 0.03 and 0.0 < ball[2] < 0.06


@pytest.mark.parametrize("thing, word", [(Thing("a", "banana", "red"), "banana"), (Thing("a", "cube", "mauve"), "mauve"), (Thing("a", "cube", "red", size="huge"), "huge")])
def test_unknown_words_are_named(thing, word):
    with pytest.raises(ValueError, match=word):
        World([thing])


def test_a_full_table_is_refused_in_words():
    with pytest.raises(ValueError, match="do not fit"):
        World([Thing(f"p{i}", "plate", "white") for i in range(14)])


def test_a_limp_arm_falls_nowhere_and_a_driven_one_follows():
    world = World([])
    goal = HOME + np.array([-0.3, 0.2, 0, 0, 0, 0])
    world.drive(goal, np.ones(6), np.ones(6, bool))
    world.step(250)
    assert np.allclose(world.joint_positions(), goal, atol=0.03)
    world.drive(HOME, np.ones(6), np.zeros(6, bool))
    world.step(250)
    assert np.allclose(world.joint_positions(), goal, atol=0.08)


@pytest.mark.parametrize("name", ("base", "gripper", "table", "world", "shoulder_pan", "front", "fixed_jaw_pad", "strange0", "a/b"))
def test_a_thing_may_be_called_like_a_part_of_the_robot_or_the_room(name):
    world = World([Thing(name, "cube", "red", (0.2, 0.1)), Thing("it", "ball", "blue", (0.2, -0.1))])
    assert np.allclose(world.pose(name)[0][:2], (0.2, 0.1), atol=0.002) and world.grasped() is None
    world.lay(name, np.array([0.25, 0.0, 0.02]))
    assert np.allclose(world.pose(name)[0][:2], (0.25, 0.0), atol=1e-6)
    world.close()
