"""Safety: what it refuses, what it bounds, and that the stop holds whatever else goes on."""

import threading
import time

import numpy as np
import pytest

from assistant.events import Bus, Problem, StopCleared, Stopped
from assistant.motion.clock import LockstepClock, RealClock
from assistant.motion.safety import PAUSE, PERIOD, Limits, Safety, SafetyError, StoppedError
from drivers.trouble import ArmError, ArmSilent, ArmTripped
from tests.assistant.motion.fakes import REST, FakeArm, PausingClock, State


@pytest.fixture
def rig():
    arm = FakeArm()
    clock = LockstepClock(arm.advance)
    bus, events = Bus(), []
    bus.subscribe(events.append)
    return arm, clock, Safety(arm, bus=bus, clock=clock, home=REST), events


def play(safety, clock, targets):
    for target in targets:
        safety.send(target)
        clock.sleep_until(clock.now() + PERIOD)
        safety.read()


@pytest.mark.parametrize("targets", [
    [0.0] * 5, np.zeros((2, 6)), [np.nan] * 6, [np.inf, 0, 0, 0, 0, 0], "six", None, [None] * 6, [[1], [2, 3]],
])
def test_refuses_what_is_no_setpoint(rig, targets):
    arm, _, safety, _ = rig
    with pytest.raises(SafetyError):
        safety.send(targets)
    assert arm.log == []


def test_refuses_what_was_planned_from_old_sight(rig):
    arm, clock, safety, _ = rig
    clock.sleep_until(10.0)
    with pytest.raises(SafetyError, match="ago"):
        safety.send(REST, observed_at=10.0 - safety.limits.max_age - 0.1)
    safety.send(REST, observed_at=9.9)
    assert len(arm.log) == 1


def test_hostile_targets_stay_within_range_speed_and_acceleration(rig):
    arm, clock, safety, _ = rig
    rng = np.random.default_rng(0)
    limits = Limits()
    safety.limits = limits
    play(safety, clock, (rng.uniform(-30, 30, 6) if i % 7 else rng.uniform(-1e9, 1e9, 6) for i in range(3000)))
    goals = np.concatenate([[REST], arm.commanded])
    assert np.all(goals >= np.array(limits.low) - 1e-9) and np.all(goals <= np.array(limits.high) + 1e-9)
    velocity = np.diff(goals, axis=0) / PERIOD
    assert np.all(np.abs(velocity) <= np.array(limits.speed) + 1e-6)
    acceleration = np.diff(np.concatenate([[np.zeros(6)], velocity]), axis=0)[:, :5] / PERIOD
    assert np.all(np.abs(acceleration) <= np.array(limits.acceleration[:5]) * 1.001)


def test_a_setpoint_that_comes_late_does_not_make_the_arm_leap_after_what_it_missed(rig):
    arm, clock, safety, _ = rig
    target = REST + np.array([1.8, 0, 0, 0, 0, 0])
    play(safety, clock, [target] * 15)
    before = arm.commanded[-1][0]
    clock.sleep_until(clock.now() + 0.07)  # on top of the period: not long enough to count as a pause
    safety.send(target)
    assert 0 < arm.commanded[-1][0] - before <= Limits().speed[0] * 0.04 + 1e-9


def test_a_joint_that_seems_to_be_elsewhere_at_once_takes_the_goal_there_no_faster_than_it_may(rig):
    arm, clock, safety, _ = rig
    play(safety, clock, [REST] * 5)
    read = arm.read
    arm.read = lambda: State(read().positions + np.float32([1.5, -1.5, 1.5, 1.5, 2.0, 0.9]), np.zeros(6), np.zeros(6))
    play(safety, clock, [REST] * 5)
    assert np.all(np.abs(np.diff(arm.commanded, axis=0)) <= np.array(Limits().speed) * PERIOD + 1e-9)


def test_reaches_a_target_without_overshoot_and_follows_a_slow_stream_closely(rig):
    arm, clock, safety, _ = rig
    target = REST + np.array([1.5, 0.5, -0.8, 0.3, -1.0, 0.4])
    play(safety, clock, [target] * 120)
    assert np.allclose(arm.commanded[-1], target, atol=1e-3)
    assert arm.commanded[:, 0].max() <= target[0] + 1e-3

    stream = [target - np.array([0.01 * i, 0, 0, 0, 0, 0]) for i in range(100)]  # half a radian a second
    play(safety, clock, stream)
    assert abs(arm.commanded[-1][0] - stream[-1][0]) < 0.02


def test_a_gripper_that_holds_something_is_not_crushed():
    arm = FakeArm(thing=0.4)
    arm.positions[5] = arm.goal[5] = 0.8
    clock = LockstepClock(arm.advance)
    safety = Safety(arm, clock=clock)
    target = REST.copy()
    target[5] = 0.0
    play(safety, clock, [target] * 100)
    assert 0.4 - safety.limits.squeeze - 0.03 <= arm.goal[5] < 0.4 - 0.1


def test_stop_latches_and_what_was_planned_before_it_dies(rig):
    arm, clock, safety, events = rig
    epoch = safety.epoch
    safety.send(REST, epoch)
    safety.stop("panel")
    assert arm.log[-1][0] == "hold" and safety.stopped
    with pytest.raises(StoppedError):
        safety.send(REST)
    safety.clear()
    with pytest.raises(StoppedError):
        safety.send(REST, epoch)
    safety.send(REST, safety.epoch)
    assert [type(e) for e in events] == [Stopped, StopCleared]
    assert events[0].source == "panel"


def test_a_stop_does_not_wait_for_a_reading_that_takes_long():
    arm = FakeArm()
    safety, reading, go_on = Safety(arm), threading.Event(), threading.Event()
    read = arm.read

    def slow():
        reading.set()
        go_on.wait(10.0)
        return read()

    arm.read = slow
    threads = [threading.Thread(target=safety.read), threading.Thread(target=safety.stop, args=("panel",))]
    threads[0].start()
    reading.wait(10.0)
    threads[1].start()
    deadline = time.monotonic() + 5.0
    while not arm.log and time.monotonic() < deadline:
        time.sleep(0.001)
    held = list(arm.log)
    go_on.set()
    for thread in threads:
        thread.join(10.0)
    assert held == [("hold", None)] == arm.log


def test_a_setpoint_that_is_under_way_while_the_arm_is_stopped_is_held_too():
    arm = FakeArm()
    safety, sending, go_on = Safety(arm, clock=LockstepClock(arm.advance)), threading.Event(), threading.Event()
    command = arm.command

    def slow(targets, unless):  # the wire has been asked for already
        sending.set()
        go_on.wait(10.0)
        return command(targets)

    arm.command = slow
    threads = [threading.Thread(target=safety.send, args=(REST,)), threading.Thread(target=safety.stop, args=("panel",))]
    threads[0].start()
    sending.wait(10.0)
    threads[1].start()
    deadline = time.monotonic() + 5.0
    while not arm.log and time.monotonic() < deadline:
        time.sleep(0.001)
    go_on.set()
    for thread in threads:
        thread.join(10.0)
    assert [what for what, _ in arm.log] == ["hold", "command", "hold"]


def test_clear_without_a_stop_does_nothing(rig):
    arm, _, safety, events = rig
    safety.clear()
    assert arm.log == [] and events == []


def test_stop_from_another_thread_reaches_the_wire_at_once_and_nothing_follows():
    arm = FakeArm()
    clock = RealClock()
    safety = Safety(arm, clock=clock)
    epoch, ended = safety.epoch, threading.Event()

    def stream():
        try:
            while True:
                safety.send(REST + 0.3, epoch)
                arm.advance(PERIOD)
                clock.sleep_until(clock.now() + PERIOD)
        except StoppedError:
            ended.set()

    thread = threading.Thread(target=stream)
    thread.start()
    time.sleep(0.3)
    before = time.perf_counter()
    safety.stop("voice")
    took = time.perf_counter() - before
    assert ended.wait(10.0)
    thread.join()
    assert took < 0.25  # well under 1 ms when the machine has a core to spare; it need not have one in a test
    assert arm.log[-1][0] == "hold"


def test_a_stop_on_a_broken_wire_is_latched_and_said(rig):
    arm, _, safety, events = rig
    arm.broken = OSError("the cable is out")
    safety.stop("signal")
    assert safety.stopped
    assert [type(e) for e in events] == [Problem, Stopped]
    with pytest.raises(OSError):
        safety.clear()
    assert safety.stopped


def test_a_servo_that_protected_itself_stops_the_arm_until_somebody_clears_it(rig):
    arm, _, safety, events = rig
    arm.broken = ArmTripped("gripper reports overheat.")
    with pytest.raises(StoppedError, match="gripper reports overheat"):
        safety.send(REST)
    assert safety.stopped and arm.log == [("hold", None)]
    assert [(type(e), getattr(e, "text", "")) for e in events] == [(Problem, "gripper reports overheat."), (Stopped, "")]
    with pytest.raises(StoppedError):
        safety.send(REST)
    safety.clear()
    assert [what for what, _ in arm.log] == ["hold", "clear_faults", "hold"]
    safety.send(REST)


def test_a_stop_stays_while_a_servo_is_too_hot(rig):
    arm, _, safety, _ = rig
    safety.stop("panel")
    arm.broken = ArmError("gripper (70 °C) is too hot.")
    with pytest.raises(SafetyError, match="The stop stays: gripper .70 °C. is too hot."):
        safety.clear()
    assert safety.stopped


def test_after_a_hold_that_one_joint_did_not_hear_the_motion_goes_on_from_where_the_arm_is(rig):
    arm, clock, safety, _ = rig
    moving(rig, 10)
    arm.broken = ArmSilent("elbow_flex does not answer.")
    for act in (lambda: safety.send(REST + 1.0), safety.hold):
        with pytest.raises(ArmSilent):
            act()
        arm.positions = arm.positions - 0.1  # where it really came to rest
        arm.broken = None
        safety.read()
        safety.send(REST + 1.0)
        assert np.abs(arm.commanded[-1] - arm.positions).max() < 0.03
        arm.broken = ArmSilent("elbow_flex does not answer.")


def test_home_moves_there_and_a_stop_ends_it(rig):
    arm, clock, safety, _ = rig
    play(safety, clock, [REST + 0.4] * 60)
    assert safety.home() is True
    assert np.allclose(arm.positions[:5], REST[:5], atol=0.05)

    play(safety, clock, [REST + 0.4] * 60)
    advance, count = arm.advance, [0]

    def advance_and_stop(seconds):
        advance(seconds)
        count[0] += 1
        if count[0] == 5:
            safety.stop("panel")

    clock._advance = advance_and_stop
    with pytest.raises(StoppedError):
        safety.home()
    assert arm.log[-1][0] == "hold"


def test_relax_warns_waits_and_stays_stopped(rig):
    arm, clock, safety, events = rig
    safety.relax(warning_seconds=1.0)
    assert clock.now() >= 1.0 and arm.log[-1][0] == "relax" and safety.stopped
    assert any(isinstance(e, Problem) and "limp" in e.text for e in events)


def test_limits_say_what_is_wrong_with_them():
    with pytest.raises(ValueError, match="six numbers"):
        Limits(speed=(1.0, 2.0))
    with pytest.raises(ValueError, match="below"):
        Limits(low=(0.0,) * 6, high=(0.0,) * 6)


def test_from_outside_its_range_a_joint_comes_in_no_faster_than_it_may():
    arm = FakeArm()
    arm.positions = np.array([1.5, -1.35, 1.25, 0.95, 0.0, 0.04])
    arm.goal = arm.positions.copy()
    clock = LockstepClock(arm.advance)
    limits = Limits(low=(-0.5, -1.745, -1.69, -1.658, -2.744, 0.0), high=(0.5, 1.745, 1.69, 1.658, 2.744, 1.0), speed=(0.5,) * 6)
    play(Safety(arm, limits, clock=clock), clock, [arm.positions.copy()] * 200)
    pan = np.array([1.5, *(goal[0] for goal in arm.commanded)])
    assert np.abs(np.diff(pan)).max() <= 0.5 * PERIOD + 1e-6
    assert pan[-1] == pytest.approx(0.5, abs=1e-3)


def test_an_arm_that_sank_while_it_stood_does_not_leap_back(rig):
    arm, clock, safety, _ = rig
    play(safety, clock, [REST + np.array([1.0, 0.5, -0.8, 0.3, -1.0, 0.4])] * 150)
    clock.sleep_until(clock.now() + 5.0)
    arm.positions, arm.goal = REST.copy(), REST.copy()  # its power went off and on
    count = len(arm.commanded)
    here = np.asarray(safety.read().positions, float)
    safety.send(here)
    assert arm.log[-2][0] == "hold" and np.abs(arm.commanded[count] - here).max() < 0.01


def test_a_stop_while_another_is_being_cleared_stays():
    arm = FakeArm()
    safety = Safety(arm)
    safety.stop("panel")
    hold, begun, go_on = arm.hold, threading.Event(), threading.Event()

    def slow():
        begun.set()
        go_on.wait(10.0)
        hold()

    arm.hold = slow
    clearing = threading.Thread(target=safety.clear)
    clearing.start()
    begun.wait(10.0)
    stopping = threading.Thread(target=safety.stop, args=("panel",))
    stopping.start()
    while safety.epoch < 2:
        time.sleep(0.001)
    go_on.set()
    clearing.join(10.0), stopping.join(10.0)
    assert safety.stopped


def moving(rig, periods=20):
    """The arm on its way to a far pose."""
    _, clock, safety, _ = rig
    play(safety, clock, [REST + 1.0] * periods)


def test_a_pause_holds_at_once_and_nothing_passes_until_it_is_over(rig):
    arm, clock, safety, events = rig
    moving(rig)
    safety.pause()
    assert safety.paused and not safety.stopped and arm.log[-1][0] == "hold"
    held = np.array(arm.positions)
    play(safety, clock, [REST + 1.0] * 30)
    assert arm.log[-1][0] == "hold" and np.allclose(arm.positions, held, atol=0.02)
    safety.resume()
    play(safety, clock, [REST + 1.0] * 200)
    assert np.allclose(arm.positions[:2], REST[:2] + 1.0, atol=0.05)
    assert not any(isinstance(event, Stopped) for event in events)


def test_a_pause_that_nobody_ends_becomes_a_stop(rig):
    _, clock, safety, events = rig
    moving(rig)
    safety.pause()
    clock.sleep_until(clock.now() + PAUSE + 0.1)
    with pytest.raises(StoppedError, match="paused"):
        safety.send(REST)
    assert safety.stopped and [event.source for event in events if isinstance(event, Stopped)] == ["safety"]


def test_a_stop_within_a_pause_stays_when_the_pause_is_over(rig):
    _, _, safety, _ = rig
    safety.pause()
    safety.stop("voice")
    safety.resume()
    with pytest.raises(StoppedError):
        safety.send(REST)
    safety.clear()
    safety.send(REST)


def test_a_pause_that_does_not_reach_the_arm_is_a_stop(rig):
    arm, _, safety, events = rig
    arm.hold = lambda: (_ for _ in ()).throw(OSError("unplugged"))
    safety.pause()
    assert safety.stopped and any(isinstance(event, Problem) for event in events)


def test_a_plain_motion_arrives_though_it_was_paused():
    arm, clock = FakeArm(), PausingClock(begin=15, periods=100)
    clock.arm, clock.safety = arm, Safety(arm, clock=clock, home=REST)
    assert clock.safety.move_to(REST + np.array([0.8, 0.3, 0, 0, 0, 0]))
    assert clock.safety.paused is False and clock.count > 115


def test_after_a_pause_the_gripper_does_not_loosen_what_it_squeezes(rig):
    arm, clock, safety, _ = rig
    arm.thing = 0.3
    grip = np.array([*REST[:5], 0.0])
    for tick in range(60):
        clock.sleep_until(tick * PERIOD)
        arm.advance(PERIOD)
        safety.send(grip)
    safety.hold()
    arm.goal = grip.copy()  # the real arm keeps the squeeze when it holds
    before = len(arm.commanded)
    safety.send(grip)
    assert arm.commanded[before:][:, 5].max() < 0.05


def test_a_setpoint_that_waited_for_the_wire_while_a_stop_came_is_not_sent(rig, monkeypatch):
    arm, _, safety, _ = rig
    command = arm.command

    def late(targets, unless):
        safety._stopped = True  # meanwhile
        return command(targets, unless)

    monkeypatch.setattr(arm, "command", late)
    with pytest.raises(StoppedError):
        safety.send(REST)
    assert len(arm.commanded) == 0
