"""Servos that protect themselves, that fall silent, and that say where they cannot be: the arm holds, and says what it is."""

from __future__ import annotations

import itertools
import threading
import time

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.arm import COOL, ArmError, ArmSilent, ArmTripped
from tests.drivers.lagging import POSE, TARGET, until


def goals_sent(arm) -> list[set[int]]:
    """The servos of each packet of goals from now on."""
    sent = []

    def watch(packet: bytes) -> None:
        ((_, instruction, body),) = ft.parse(bytearray(packet))
        if instruction == ft.SYNC_WRITE and body[0] == ft.ACCELERATION.address:
            sent.append(set(body[2 :: body[1] + 1]))

    arm.bus.watch = watch
    return sent


def test_a_servo_that_cut_its_torque_for_heat_gets_no_goal_until_it_is_cool_and_somebody_says_so(arm, runner):
    arm.connect()
    elbow = runner.bus.servos[2]
    arm.command(TARGET)
    elbow.celsius = 90.0
    assert until(lambda: "elbow_flex" in arm.read().faults)
    sent = goals_sent(arm)
    for _ in range(3):
        with pytest.raises(ArmTripped, match="^elbow_flex reports overheat.* the other joints hold"):
            arm.command(-TARGET)
    arm.hold()
    assert sent == [{1, 2, 4, 5, 6}] * 2 and not elbow.enabled
    state = arm.telemetry()
    assert np.delete(state.goals, [2]) == pytest.approx(np.delete(state.positions, [2]), abs=0.05) and state.energised.tolist() == [True, True, False, True, True, True]
    with pytest.raises(ArmError, match=r"elbow_flex \(\d+ °C\) .* still too hot"):
        arm.clear_faults()
    assert not elbow.enabled

    elbow.celsius = COOL - 5
    time.sleep(0.1)
    with pytest.raises(ArmTripped):  # cool, but nobody has said that it may
        arm.command(TARGET)
    assert not elbow.enabled
    runner.mechanism.positions = runner.mechanism.positions + [0, 0, 0.3, 0, 0, 0]  # it sank meanwhile
    here = arm.read().positions[2]
    arm.clear_faults()
    time.sleep(0.1)
    assert elbow.enabled and arm.read().positions[2] == pytest.approx(here, abs=5e-3)
    arm.command(TARGET)
    assert until(lambda: np.allclose(arm.read().positions, TARGET, atol=3e-3))


def test_an_overload_of_a_joint_is_a_fault_that_of_a_gripper_which_squeezes_is_none(arm, runner):
    arm.connect()
    runner.bus.servos[5].faults = 32
    assert arm.read().faults == {"gripper": ("overload",)}
    arm.command(TARGET)
    runner.bus.servos[1].faults = 32
    arm.read()
    with pytest.raises(ArmTripped, match="shoulder_lift reports overload"):
        arm.command(TARGET)


def test_a_limp_arm_is_not_taken_up_while_a_servo_is_too_hot(arm, runner):
    runner.bus.servos[5].celsius, runner.bus.servos[5].faults = 90.0, 4
    with pytest.raises(ArmError, match="gripper .* too hot"):
        arm.connect()
    assert not any(servo.enabled for servo in runner.bus.servos)
    runner.bus.servos[5].celsius = 30.0
    arm.connect()
    assert until(lambda: runner.mechanism.enabled.all())


def test_a_joint_that_stays_silent_is_not_driven_blindly(arm, runner):
    arm.connect()
    arm.command(TARGET)
    runner.bus.faults.silent = {3}
    sent, count = goals_sent(arm), 0
    with pytest.raises(ArmSilent, match="^elbow_flex does not answer.* goes no further until it does"):
        while count < 10:
            arm.command(TARGET)
            arm.read()
            count += 1
    assert count <= 3 and sent[-1] == {1, 2, 4, 5, 6}
    held = len(sent)
    with pytest.raises(ArmSilent):
        arm.command(TARGET)
    assert len(sent) == held
    runner.bus.faults.silent = set()
    assert until(lambda: not arm.read().silent, 3.0)
    arm.command(TARGET)
    assert until(lambda: np.allclose(arm.read().positions, TARGET, atol=3e-3))


def test_a_servo_that_misses_one_reading_does_not_end_a_motion(arm, runner):
    arm.connect()
    reply, lost = runner.bus._reply, [3]  # a reading and its two repetitions

    def lossy(servo, *given, **more):
        if servo.id == 3 and lost[0]:
            lost[0] -= 1
            return b""
        return reply(servo, *given, **more)

    runner.bus._reply = lossy
    assert arm.read().silent == ("elbow_flex",)
    for _ in range(5):
        arm.command(TARGET)
        arm.read()
    assert arm.read().silent == ()


def test_whoever_commands_without_looking_is_stopped_all_the_same(arm, runner):
    arm.connect()
    runner.bus.servos[2].faults = 4
    time.sleep(0.12)
    with pytest.raises(ArmTripped):
        arm.command(TARGET)


# a hold with a silent servo

def test_a_hold_asks_those_that_were_silent_a_moment_ago_and_names_who_stays_silent(arm, runner):
    arm.connect()
    arm.command(TARGET)
    reply = runner.bus._reply
    runner.bus._reply = lambda servo, *given, **more: b"" if servo.id == 1 else reply(servo, *given, **more)
    assert arm.read().silent == ("shoulder_pan",)
    with pytest.raises(ArmError, match="shoulder_pan did not answer and may still move; the other joints hold"):
        arm.hold()
    assert arm.telemetry().goals[1:] == pytest.approx(arm.telemetry().positions[1:], abs=0.05)
    runner.bus._reply = reply
    arm.hold()  # within the second in which it would not be asked
    assert abs(arm.telemetry().goals[0] - arm.telemetry().positions[0]) < 0.05


def test_a_hold_is_on_the_wire_at_once_though_a_silent_servo_is_waited_for(arm, runner):
    arm.connect()
    runner.bus.faults.silent = {3}
    over, sent, delays = threading.Event(), [], []

    def watch(packet):
        if packet[4] == ft.SYNC_WRITE:
            sent.append(time.monotonic())

    def wait_for_it():
        while not over.is_set():
            arm.bus.sync_read(range(1, 7), 56, 15, insist=True)

    arm.bus.watch = watch
    waiting = threading.Thread(target=wait_for_it)
    waiting.start()
    try:
        for _ in range(7):
            time.sleep(0.05)
            sent.clear()
            began = time.monotonic()
            with pytest.raises(ArmError, match="elbow_flex"):
                arm.hold()
            delays.append(sent[0] - began)
    finally:
        over.set()
        waiting.join()
    assert sorted(delays)[3] < 0.03, delays  # 20 ms, and what else the machine does


def test_a_moving_joint_that_says_nothing_for_once_is_held_where_it_just_was(arm, runner):
    arm.connect()
    arm.command(TARGET)
    arm.command([-1.5, *TARGET[1:]])
    assert until(lambda: arm.read().positions[0] < 0.2)
    reply = runner.bus._reply
    runner.bus._reply = lambda servo, *given, **more: b"" if servo.id == 1 else reply(servo, *given, **more)
    here = arm._believing.last(1, 1.0)
    with pytest.raises(ArmError, match="shoulder_pan did not answer"):
        arm.hold()
    assert runner.bus.servos[0].get(ft.GOAL_POSITION) == here


# positions that cannot be

def garbled(runner, servo: int, position: int, times: int) -> None:
    """That many replies of the servo tell another position, with a right checksum."""
    report, left = runner.bus.servos[servo - 1].report, [times]

    def wrong():
        report()
        if left[0]:
            left[0] -= 1
            runner.bus.servos[servo - 1].put(ft.PRESENT_POSITION, position)

    runner.bus.servos[servo - 1].report = wrong


@pytest.mark.parametrize("position", [910, 3000, -30000])
def test_one_wrong_position_moves_nothing(arm, runner, position):
    arm.connect()
    arm.command(arm.read().positions)
    here = arm.read().positions
    garbled(runner, 3, position, times=1)
    assert arm.read().positions == pytest.approx(here, abs=0.01)
    garbled(runner, 3, position, times=1)
    arm.hold()
    assert arm.telemetry().goals == pytest.approx(here, abs=0.01)
    arm.relax()
    garbled(runner, 3, position, times=1)
    arm.hold()
    assert arm.telemetry().goals == pytest.approx(here, abs=0.01) and arm.read().positions == pytest.approx(here, abs=0.01)


def test_a_joint_whose_positions_cannot_be_believed_says_so_as_a_silent_one(arm, runner):
    arm.connect()
    report, positions = runner.bus.servos[2].report, itertools.cycle((30, 3000, 900))
    runner.bus.servos[2].report = lambda: (report(), runner.bus.servos[2].put(ft.PRESENT_POSITION, next(positions)))
    state = arm.read()
    assert state.silent == ("elbow_flex",) and np.isnan(state.positions[2]) and np.isfinite(np.delete(state.positions, 2)).all()


def test_a_joint_that_is_elsewhere_is_believed_in_the_end(arm, runner):
    arm.connect(hold=False)
    runner.mechanism.positions = runner.mechanism.positions + [1.0, 0, 0, 0, 0, 0]
    assert arm.read().positions[0] == pytest.approx(POSE[0] + 1.0, abs=2e-3)


def test_a_joint_that_pushed_until_it_was_overloaded_stops_pushing_when_the_arm_holds(arm, runner):
    """An overload lowers a servo's torque and leaves its goal: free again, it would go there."""
    arm.connect()
    runner.mechanism.blocked[1] = True
    arm.command(TARGET + [0, 0.4, 0, 0, 0, 0])
    assert until(lambda: "overload" in arm.read().faults.get("shoulder_lift", ()))
    arm.hold()
    stood = float(runner.mechanism.positions[1])
    runner.mechanism.blocked[1] = False
    time.sleep(0.3)
    assert abs(runner.mechanism.positions[1] - stood) < 0.02
    with pytest.raises(ArmTripped, match="shoulder_lift reports overload"):
        arm.command(TARGET)


def test_the_settings_of_a_servo_that_lost_its_power_are_written_until_all_have_them(arm, runner):
    arm.connect()
    runner.bus.brown_out()
    write = runner.bus.servos[3].write
    runner.bus.servos[3].write = lambda address, data: None
    reply = runner.bus._reply
    runner.bus._reply = lambda servo, *given, **more: b"" if servo.id == 4 and not given[0] else reply(servo, *given, **more)  # its writes go unanswered
    with pytest.raises(ft.BusError):
        arm.hold()
    runner.bus.servos[3].write, runner.bus._reply = write, reply
    arm.hold()
    gripper = runner.bus.servos[5]
    assert (gripper.get(ft.OVERLOAD_TORQUE), gripper.get(ft.PROTECTION_CURRENT)) == (25, 250)
