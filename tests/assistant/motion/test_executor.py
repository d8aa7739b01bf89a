"""The executor against a fake body: what counts as done, what as failed, and how a stop ends it."""

import threading
import time

import numpy as np
import pytest

from assistant.events import Bus, StepFinished, StepProgress, StepStarted
from assistant.interface import ActionChunk
from assistant.motion.clock import LockstepClock, RealClock
from assistant.motion.executor import Executor, Pace
from assistant.motion.safety import PAUSE, PERIOD, Safety
from tests.assistant.motion.fakes import REST, FakeArm, PausingClock, PoseBrain, observe_with

OPEN_OVER = REST + np.array([0.5, 0.6, -0.3, 0.0, 0.0, 0.7])
SHUT = OPEN_OVER * np.array([1, 1, 1, 1, 1, 0.0]) + np.array([0, 0, 0, 0, 0, 0.15])  # told a width: to hold something
FIST = SHUT * np.array([1, 1, 1, 1, 1, 0.0])
UP = SHUT + np.array([0.0, -0.4, 0.2, 0.0, 0.0, 0.0])


def rig(brain, thing=0.0, clock=None, **pace):
    arm = FakeArm(thing=thing)
    if thing:
        arm.positions[5] = arm.goal[5] = thing
    clock = clock or LockstepClock(arm.advance)
    bus, events = Bus(), []
    bus.subscribe(events.append)
    safety = Safety(arm, bus=bus, clock=clock, home=REST)
    return arm, safety, Executor(brain, safety, observe_with(arm, clock), clock, bus, Pace(**pace)), events


def test_a_motion_with_an_open_hand_is_done_when_the_brain_is_sure_twice():
    brain = PoseBrain({"go": [OPEN_OVER]})
    arm, _, executor, events = rig(brain)
    outcome = executor.run(["go"])
    assert outcome.succeeded and not outcome.stopped
    assert [r.reason for r in outcome.reports] == [""]
    assert 0.4 < outcome.seconds < 5
    assert [type(e) for e in events][0] is StepStarted and isinstance(events[-1], StepFinished)
    assert [e.done for e in events if isinstance(e, StepProgress)][-2:] == [1.0, 1.0]
    assert np.allclose(arm.positions[:5], OPEN_OVER[:5], atol=0.12)


def test_a_grasp_with_something_between_the_fingers_succeeds():
    brain = PoseBrain({"take": [OPEN_OVER, SHUT, UP]})
    _, _, executor, _ = rig(brain, thing=0.3)
    outcome = executor.run(["take"])
    assert outcome.succeeded, outcome


def test_a_grasp_on_nothing_is_retried_twice_and_reported_as_empty():
    brain = PoseBrain({"take": [OPEN_OVER, SHUT, UP]})
    _, _, executor, events = rig(brain)
    outcome = executor.run(["take"])
    assert not outcome.succeeded
    assert outcome.reports[0].reason == "empty" and outcome.reports[0].attempts == 3
    assert [e.attempt for e in events if isinstance(e, StepStarted)] == [1, 2, 3]
    assert brain.resets == 1  # what it is about is kept from one attempt to the next


def test_a_brain_that_breaks_on_the_spot_ends_the_run_with_its_error():
    class Breaks(PoseBrain):
        def act(self, observation, instruction):
            raise RuntimeError("no idea")

    _, _, executor, events = rig(Breaks({"take": [OPEN_OVER]}))
    with pytest.raises(RuntimeError, match="no idea"):
        executor.run(["take"])
    assert isinstance(events[-1], StepFinished) and events[-1].reason == "broken"


def test_what_is_not_to_be_seen_is_not_groped_for():
    class Blind(PoseBrain):
        def act(self, observation, instruction):
            return ActionChunk(np.tile(observation.state, (8, 1)).astype(np.float32), 0.1, unseen=True)

    arm, _, executor, events = rig(Blind({"take": [OPEN_OVER]}))
    outcome = executor.run(["take"])
    assert outcome.reports[0].reason == "unseen" and outcome.reports[0].attempts == 3
    assert np.allclose(arm.positions[:5], REST[:5], atol=0.05)  # it looked again from where it hides nothing


def test_a_hand_that_is_shut_as_such_is_no_grasp():
    _, _, executor, _ = rig(PoseBrain({"close": [OPEN_OVER, FIST]}))
    outcome = executor.run(["close"])
    assert outcome.succeeded and outcome.reports[0].attempts == 1


def test_what_was_lost_on_the_way_is_reported_as_dropped():
    arm_at = {}

    class Loses(PoseBrain):
        def act(self, observation, instruction):
            if self._at == 2:
                arm_at["arm"].thing = 0.0
            return super().act(observation, instruction)

    brain = Loses({"take": [OPEN_OVER, SHUT, UP]})
    arm, _, executor, _ = rig(brain, thing=0.3, retries=0)
    arm_at["arm"] = arm
    assert executor.run(["take"]).reports[0].reason == "dropped"


def test_a_brain_that_stands_still_gets_nowhere_and_the_later_steps_are_not_tried():
    class Idle(PoseBrain):
        def act(self, observation, instruction):
            return ActionChunk(np.tile(observation.state, (8, 1)), 0.1)

    _, _, executor, events = rig(Idle({}))
    outcome = executor.run(["a", "b"])
    assert [r.reason for r in outcome.reports] == ["unreachable"]
    assert outcome.seconds <= 30.5
    assert {e.instruction for e in events if isinstance(e, StepStarted)} == {"a"}


def test_joints_that_cannot_follow_are_blocked():
    arm, _, executor, _ = rig(PoseBrain({"go": [OPEN_OVER]}), retries=0)
    follow = arm.advance

    def held_fast(seconds):
        follow(seconds)
        arm.positions[0] = min(arm.positions[0], 0.1)

    executor._clock._advance = held_fast
    assert executor.run(["go"]).reports[0].reason == "blocked"


def test_a_step_never_takes_longer_than_a_person_waits():
    class Restless(PoseBrain):
        def act(self, observation, instruction):
            self.acted += 1
            target = REST + 0.3 * (-1) ** self.acted * np.array([1, 0, 0, 0, 0, 0])
            return ActionChunk(np.tile(target, (8, 1)), 0.1)

    _, _, executor, _ = rig(Restless({}))
    outcome = executor.run(["a"])
    assert outcome.reports[0].reason == "empty"
    assert outcome.seconds <= 30.1


@pytest.mark.parametrize("targets", [np.full((8, 6), np.nan), np.zeros((8, 5)), np.zeros((0, 6)), np.zeros(6)])
def test_motion_that_is_none_is_refused_and_nothing_moves(targets):
    class Broken(PoseBrain):
        def act(self, observation, instruction):
            return ActionChunk(targets, 0.1)

    arm, _, executor, _ = rig(Broken({}), retries=0)
    assert executor.run(["a"]).reports[0].reason == "refused"
    assert not [what for what, _ in arm.log if what != "hold"]


def test_a_wire_that_breaks_ends_the_step_and_is_the_callers_to_say():
    arm, _, executor, events = rig(PoseBrain({"go": [OPEN_OVER]}))
    arm.broken = OSError("the cable is out")
    with pytest.raises(OSError):
        executor.run(["go"])
    assert isinstance(events[-1], StepFinished) and events[-1].reason == "broken"


def test_setpoints_come_at_50_hz_and_each_is_near_the_last():
    brain = PoseBrain({"go": [OPEN_OVER]})
    arm, _, executor, _ = rig(brain)
    outcome = executor.run(["go"])
    assert len(arm.commanded) == pytest.approx(outcome.seconds / 0.02, abs=2)
    assert np.max(np.abs(np.diff(arm.commanded, axis=0))) <= 0.08 + 1e-6


def test_a_stop_ends_the_run_at_once():
    class Stops(PoseBrain):
        def act(self, observation, instruction):
            if self.acted == 2:
                safety.stop("voice")
            return super().act(observation, instruction)

    arm, safety, executor, events = rig(Stops({"go": [OPEN_OVER]}))
    outcome = executor.run(["go", "go"])
    assert outcome.stopped and not outcome.succeeded
    assert outcome.reports[-1].reason == "stopped" and len(outcome.reports) == 1
    assert arm.log[-1][0] == "hold"


def test_steps_decided_on_before_a_stop_are_not_begun():
    arm, safety, executor, _ = rig(PoseBrain({"go": [OPEN_OVER]}))
    epoch = safety.epoch
    safety.stop("panel")
    safety.clear()
    arm.log.clear()
    assert executor.run(["go"], epoch).stopped
    assert arm.log == []


def test_in_real_time_the_arm_moves_on_while_the_brain_thinks_and_stops_in_the_middle_of_a_thought():
    class Slow(PoseBrain):
        def act(self, observation, instruction):
            time.sleep(0.1)
            chunk = super().act(observation, instruction)
            return ActionChunk(chunk.targets, chunk.dt, 0.0)

    class Body(threading.Thread):
        def run(self):
            while not self.over:
                arm.advance(0.01)
                time.sleep(0.01)
        over = False

    arm, safety, executor, events = rig(Slow({"go": [OPEN_OVER]}), clock=RealClock())
    body = Body()
    body.start()
    result = []
    run = threading.Thread(target=lambda: result.append(executor.run(["go"])))
    run.start()
    deadline = time.monotonic() + 30
    while len(arm.commanded) < 60 and time.monotonic() < deadline:  # 1.5 s, on a machine with nothing else to do
        time.sleep(0.02)
    commands, thoughts = len(arm.commanded), executor._vla.acted
    safety.stop("voice")
    run.join(10.0)
    body.over = True
    body.join()
    executor.close()
    assert result and result[0].stopped
    assert arm.log[-1][0] == "hold"
    assert commands > 3 * thoughts  # it went on with one chunk while it thought of the next
    assert np.max(np.abs(arm.positions - REST)) > 0.1


class Undoing(PoseBrain):
    """Sees, at each look back, what `looks` says, the last for good: (undone, hidden)."""

    def __init__(self, plans, looks):
        super().__init__(plans)
        self.looks, self.looked = looks, 0

    def look_back(self, observation):
        self.looked += 1
        return self.looks[min(self.looked, len(self.looks)) - 1]


def both(looks):
    brain = Undoing({"one": [OPEN_OVER], "two": [OPEN_OVER]}, looks)
    _, _, executor, events = rig(brain)
    return brain, executor.run(["one", "two"]), [e.instruction for e in events if isinstance(e, StepStarted)]


def test_what_a_later_step_undid_is_done_once_more():
    _, outcome, started = both([(("one",), ()), (("one",), ()), ((), ())])
    assert outcome.succeeded and started == ["one", "two", "one"] and len(outcome.reports) == 2


def test_what_stays_undone_is_reported_so():
    _, outcome, started = both([(("one",), ())])
    assert [(r.instruction, r.reason) for r in outcome.reports] == [("one", "missed"), ("two", "")]
    assert not outcome.succeeded and started == ["one", "two", "one"]


def test_what_seems_undone_once_is_not_believed():
    brain, outcome, started = both([(("one",), ()), ((), ())])
    assert outcome.succeeded and started == ["one", "two"] and brain.looked == 2


def test_the_hand_goes_aside_from_what_it_hides_before_it_is_judged():
    brain, outcome, started = both([((), ("one",)), ((), ("one",))])
    assert outcome.succeeded and started == ["one", "two"] and brain.looked == 2


def test_after_a_failure_nothing_is_done_again_but_the_truth_is_reported():
    brain = Undoing({"one": [OPEN_OVER], "far": [OPEN_OVER * 100]}, [(("one",), ())])
    _, _, executor, events = rig(brain)
    outcome = executor.run(["one", "far"])
    assert [r.reason for r in outcome.reports] == ["missed", "blocked"]
    assert [e.instruction for e in events if isinstance(e, StepStarted)].count("one") == 1


def test_a_single_step_is_not_looked_back_at():
    brain = Undoing({"one": [OPEN_OVER]}, [(("one",), ())])
    _, _, executor, _ = rig(brain)
    assert executor.run(["one"]).succeeded and brain.looked == 0


def test_the_hand_that_goes_aside_to_look_stays_as_it_is():
    brain = Undoing({"one": [OPEN_OVER], "shut": [FIST]}, [((), ("one",))])
    arm, _, executor, _ = rig(brain)
    assert executor.run(["one", "shut"]).succeeded
    assert arm.positions[5] < 0.1  # "close the gripper" was the last thing it was told


def test_with_something_in_the_hand_nothing_is_done_again_but_the_truth_is_reported():
    brain = Undoing({"one": [OPEN_OVER], "take": [SHUT, UP]}, [(("one",), ())])
    _, _, executor, events = rig(brain, thing=0.3)
    outcome = executor.run(["one", "take"])
    assert [r.reason for r in outcome.reports] == ["missed", ""]
    assert [e.instruction for e in events if isinstance(e, StepStarted)] == ["one", "take"]


def test_what_blocked_it_is_pressed_on_no_longer_once_the_step_is_over():
    arm, _, executor, _ = rig(PoseBrain({"far": [OPEN_OVER * 100]}), retries=0)
    assert not executor.run(["far"]).succeeded
    assert arm.log[-1][0] == "hold"


def test_a_step_goes_on_after_a_pause_and_is_not_taken_for_stuck():
    clock = PausingClock(begin=15, periods=120)
    clock.arm, clock.safety, executor, _ = rig(PoseBrain({"go": [OPEN_OVER]}), clock=clock, stuck_seconds=1.0)
    outcome = executor.run(["go"])
    assert outcome.succeeded and outcome.reports[0].attempts == 1 and outcome.seconds > 120 * PERIOD
    assert clock.arm.log[-1][0] == "command" and [what for what, _ in clock.arm.log].count("hold") == 1


def test_a_pause_that_nobody_ends_ends_the_run_as_a_stop():
    clock = PausingClock(begin=15, periods=10**6)
    clock.arm, clock.safety, executor, _ = rig(PoseBrain({"go": [OPEN_OVER]}), clock=clock)
    outcome = executor.run(["go"])
    assert outcome.stopped and clock.safety.stopped and outcome.seconds < 15 * PERIOD + PAUSE + 0.2
