"""The teacher does what it teaches, by friction alone."""

import numpy as np
import pytest

from assistant.vla.training.demonstrator import Arm, Demonstrator, Task, drive
from drivers.simulator.world import Thing, World

TABLE = [Thing("cube", "cube", "red", at=(0.22, 0.08), yaw=0.3), Thing("bowl", "bowl", "blue", at=(0.22, -0.08))]


@pytest.fixture(scope="module")
def arm() -> Arm:
    return Arm()


def carry_out(world: World, arm: Arm, task: Task, steps: int = 120) -> bool:
    teacher = Demonstrator(world, arm)
    teacher.begin(task)
    command = world.joint_positions()
    for _ in range(steps):
        label = teacher.label()
        if label.done:
            return True
        drive(world, label.target, command)
        command = label.target
    return False


def test_inverse_kinematics_reaches_what_it_is_asked_for(arm):
    joints = arm.solve(np.zeros(6), np.array([0.22, 0.05, 0.05]), np.array([0.0, 1.0]), iterations=40)
    tip, rotation = arm.forward(joints)
    assert np.allclose(tip, (0.22, 0.05, 0.05), atol=0.002)
    assert rotation[2, 2] > 0.8  # the fingers point down


def test_it_picks_up_and_what_it_holds_is_held(arm):
    world = World(TABLE)
    assert carry_out(world, arm, Task("pick", "cube"))
    assert world.grasped() == "cube" and world.pose("cube")[0][2] > 0.06


def test_it_puts_in(arm):
    world = World(TABLE)
    assert carry_out(world, arm, Task("put_in", "cube", "bowl"))
    assert np.hypot(*(world.pose("cube")[0] - world.pose("bowl")[0])[:2]) < 0.04
    assert world.grasped() is None


def test_a_hand_that_opens_lets_fall(arm):
    world = World(TABLE)
    assert carry_out(world, arm, Task("pick", "cube"))
    carry_out(world, arm, Task("open"))
    world.step(200)
    assert world.grasped() is None and world.pose("cube")[0][2] < 0.03
