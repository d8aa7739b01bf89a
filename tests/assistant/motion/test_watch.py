"""The watch over the arm: what it says of a servo that is hot, strained, faulty or silent, when, and that it is said once."""

import time
from dataclasses import replace

import numpy as np
import pytest

from assistant.events import Bus, Problem, Recovered
from assistant.motion import watch
from assistant.motion.clock import LockstepClock
from assistant.motion.safety import Safety
from assistant.motion.watch import MISSED, STRAINED, Watch
from drivers.feetech import NoReply
from drivers.joint_state import JointState

SIX = np.zeros(6, np.float32)
WELL = JointState(SIX, SIX, SIX, SIX + 30, SIX + 12, SIX, np.zeros(6, bool), 0.0, (), {})


class Arm:
    state: JointState | Exception = WELL
    read_times = 0

    def read(self):
        self.read_times += 1
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


@pytest.fixture
def rig():
    arm, bus, events = Arm(), Bus(), []
    bus.subscribe(events.append)
    clock = LockstepClock(lambda seconds: None)
    watching = Watch(Safety(arm, clock=clock), bus)

    def look(state, times=1):
        arm.state = state
        for _ in range(times):
            clock.sleep_until(clock.now() + 0.6)
            watching.look()
        told = [(type(event), getattr(event, "text", "")) for event in events]
        events.clear()
        return told

    return look


def with_(values, at, value):
    return np.where(np.arange(6) == at, np.float32(value), values)


def test_a_well_arm_is_nothing_to_speak_of(rig):
    assert rig(WELL, 10) == []


def test_a_hot_servo_is_said_once_and_is_well_only_when_it_is_cooler(rig):
    at = lambda celsius: replace(WELL, temperatures=with_(WELL.temperatures, 5, celsius))  # noqa: E731
    assert rig(at(59)) == []
    assert rig(at(61), 3) == [(Problem, "gripper is 61 °C hot.")]
    assert rig(at(57), 2) == []
    assert rig(at(54), 2) == [(Recovered, "")]


def test_faults_are_said_but_not_that_a_gripper_squeezes(rig):
    assert rig(replace(WELL, faults={"gripper": ("overload",)}), 3) == []
    assert rig(replace(WELL, faults={"gripper": ("overload",), "elbow_flex": ("voltage", "overload")}), 3) == [(Problem, "elbow_flex reports voltage. elbow_flex reports overload.")]
    assert rig(WELL, 2) == [(Recovered, "")]


def test_a_silent_servo_is_said_when_it_was_no_single_miss(rig):
    silent = replace(WELL, positions=with_(SIX, 1, np.nan), temperatures=with_(SIX, 1, np.nan), loads=with_(SIX, 1, np.nan), silent=("shoulder_lift",))
    assert rig(silent, MISSED - 1) == [] and rig(WELL) == [] and rig(silent, MISSED - 1) == []
    assert rig(silent, 3) == [(Problem, "shoulder_lift does not answer.")]
    assert rig(NoReply("None of the arm's servos answers.", ()), MISSED + 1)[-1] == (Problem, "None of the arm's servos answers.")
    assert rig(WELL) == [(Recovered, "")]


def test_a_joint_that_pushes_for_long_while_it_stands_is_said(rig):
    pushing = replace(WELL, loads=with_(SIX, 2, -0.7))
    assert rig(replace(pushing, moving=np.ones(6, bool)), STRAINED * 2) == []
    assert rig(pushing, STRAINED - 1) == []
    assert rig(pushing) == [(Problem, "elbow_flex pushes with 70% of its strength though it stands still.")]


def test_an_idle_arm_is_looked_at_and_one_that_is_read_anyway_is_not_asked_again(monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 0.02)
    arm, bus, problems = Arm(), Bus(), []
    bus.subscribe(problems.append)
    watching = Watch(Safety(arm), bus)
    watching.start()
    deadline = time.monotonic() + 10.0
    while arm.read_times < 5 and time.monotonic() < deadline:
        time.sleep(0.01)
    arm.state = replace(WELL, faults={"wrist_roll": ("overheat",)})
    while not problems and time.monotonic() < deadline:
        time.sleep(0.01)
    watching.close()
    assert arm.read_times >= 5 and problems[0].text == "wrist_roll reports overheat."

    clock = LockstepClock(lambda seconds: None)
    safety, arm.read_times = Safety(arm, clock=clock), 0
    for _ in range(10):
        clock.sleep_until(clock.now() + 0.3)
        safety.read()
        Watch(safety, bus).look()
    assert arm.read_times == 10
