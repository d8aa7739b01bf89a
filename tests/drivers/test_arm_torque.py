"""Torque on and off: all joints or none, confirmed, and nothing leaps or falls unasked."""

from __future__ import annotations

import time

import pytest

from drivers import feetech as ft
from drivers.arm import Arm, ArmError, ArmRelaxed
from drivers.simulator.servos import CALIBRATION
from tests.drivers.lagging import POSE, TARGET, until

# on

def test_a_limp_arm_does_not_leap_to_old_goals_when_the_packets_that_nobody_answers_are_lost(arm, runner):
    for servo in runner.bus.servos:
        servo.put(ft.GOAL_POSITION, 2500)
    runner.bus._sync_write = lambda *_: None
    arm.connect()
    assert until(lambda: runner.mechanism.enabled.all())
    time.sleep(0.2)
    assert runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)


def test_a_servo_that_does_not_take_its_goal_leaves_a_limp_arm_limp(arm, runner):
    arm.connect()
    arm.relax()
    servo = runner.bus.servos[3]
    servo.put(ft.GOAL_POSITION, 2900)
    write = servo.write
    servo.write = lambda address, data: write(address, data) if address != ft.ACCELERATION.address else None
    with pytest.raises(ArmError, match="^wrist_flex did not confirm .* no torque was switched on"):
        arm.hold()
    assert arm.relaxed and not any(servo.enabled for servo in runner.bus.servos)
    with pytest.raises(ArmRelaxed):
        arm.command(TARGET)
    servo.write = write
    arm.hold()
    assert until(lambda: runner.mechanism.enabled.all())
    assert runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)


def test_a_limp_arm_with_a_silent_servo_stays_limp(arm, runner):
    arm.connect()
    arm.relax()
    runner.bus.faults.silent = {2}
    with pytest.raises(ArmError, match="^shoulder_lift did not answer, so no torque was switched on"):
        arm.hold()
    assert arm.relaxed and not any(servo.enabled for servo in runner.bus.servos)


def test_connecting_that_fails_half_way_leaves_no_joint_energised(arm, runner):
    write = runner.bus.servos[4].write
    runner.bus.servos[4].put(ft.GOAL_POSITION, 0)
    runner.bus.servos[4].write = lambda address, data: write(address, data) if address != ft.ACCELERATION.address else None
    with pytest.raises(ArmError, match="wrist_roll"):
        arm.connect()
    assert not any(servo.enabled for servo in runner.bus.servos) and not arm.connected and not arm.bus.is_open


def test_connecting_that_fails_half_way_lets_no_joint_fall_that_was_held(arm, runner):
    arm.connect()
    arm.close()
    time.sleep(0.1)  # the hold with which it closed is answered by nobody
    runner.bus.servos[0].write(ft.TORQUE_ENABLE.address, b"\0")
    write = runner.bus.servos[4].write
    runner.bus.servos[4].put(ft.GOAL_POSITION, 0)
    runner.bus.servos[4].write = lambda address, data: write(address, data) if address != ft.ACCELERATION.address else None
    with pytest.raises(ArmError, match="wrist_roll"):
        arm.connect()
    assert [servo.enabled for servo in runner.bus.servos] == [False, True, True, True, True, True]


# off, and closing

def test_relax_switches_off_and_blocks_targets_until_hold(arm, runner):
    arm.connect()
    arm.relax()
    assert until(lambda: not runner.mechanism.enabled.any())
    with pytest.raises(ArmRelaxed):
        arm.command(TARGET)
    assert not any(servo.enabled for servo in runner.bus.servos)
    arm.hold()
    assert until(lambda: runner.mechanism.enabled.all())
    assert runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)


def test_one_dead_servo_does_not_leave_the_others_energised(arm, runner):
    arm.connect()
    runner.bus.faults.silent = {2}
    with pytest.raises(ArmError, match="shoulder_lift .* may still be energised"):
        arm.relax()
    assert [servo.enabled for servo in runner.bus.servos] == [False, True, False, False, False, False]
    assert arm.relaxed


def test_torque_goes_off_in_one_packet_and_is_said_again_where_it_was_lost(arm, runner):
    arm.connect()
    obey, sent = runner.bus._sync_write, []

    def lose_the_first(listening, parameters):
        sent.append(parameters)
        if len(sent) > 1:
            obey(listening, parameters)

    runner.bus._sync_write = lose_the_first
    arm.relax()
    assert not any(servo.enabled for servo in runner.bus.servos) and list(sent[0][2::2]) == [1, 2, 3, 4, 5, 6]


def test_a_servo_that_keeps_its_torque_though_it_answers_is_named_and_the_others_go_limp(arm, runner):
    arm.connect()
    runner.bus.servos[3].write = lambda *_: None
    with pytest.raises(ArmError, match="^wrist_flex did not say .* may still be energised"):
        arm.relax()
    assert [servo.enabled for servo in runner.bus.servos] == [False, False, False, True, False, False]


def test_a_servo_that_cannot_answer_still_goes_limp(arm, runner):
    arm.connect()
    reply = runner.bus._reply
    runner.bus._reply = lambda servo, *given, **more: b"" if servo.id == 1 else reply(servo, *given, **more)
    with pytest.raises(ArmError, match="^shoulder_pan did not say"):
        arm.relax()
    assert not any(servo.enabled for servo in runner.bus.servos)


def test_a_port_that_takes_no_bytes_for_once_does_not_keep_the_torque_on(arm, runner, monkeypatch):
    arm.connect()
    write, refused = arm.bus.sync_write, []

    def refuse_the_first(*given):
        if not refused:
            refused.append(given)
            raise ft.BusError("The serial port takes no more bytes.")
        write(*given)

    monkeypatch.setattr(arm.bus, "sync_write", refuse_the_first)
    arm.relax()
    assert refused and not any(servo.enabled for servo in runner.bus.servos)


def test_close_holds_and_the_port_is_free(arm, runner):
    arm.connect()
    runner.bus.faults.silent = {2}
    arm.close()
    arm.close()
    assert runner.mechanism.enabled.all() and runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)
    runner.bus.faults.silent = set()
    Arm(runner.bus.port, CALIBRATION).connect(hold=False)


def test_close_can_relax(arm, runner):
    arm.connect()
    arm.close(relax=True)
    assert not any(servo.enabled for servo in runner.bus.servos)


def test_closing_after_the_cable_was_pulled(arm, runner):
    arm.connect()
    runner.stop()
    runner.bus.close()
    with pytest.raises(ft.PortLost, match="vanished"):
        arm.command(TARGET)
    assert not arm.connected
    arm.close()
