"""The arm over emulated servos: it never moves by surprise, says what is wrong in a sentence, and lets nothing hang on one servo."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import replace

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.arm import JOINTS, Arm, ArmError, ArmRelaxed, CalibrationError, load_calibration, parse_calibration, save_calibration
from drivers.simulator.servos import CALIBRATION, ServoBus
from tests.drivers.lagging import Lagging, running

POSE = (0.3, -0.5, 0.4, 0.2, -0.6, 0.5)  # rad, the gripper too
TARGET = np.array([0.5, -0.3, 0.2, 0.1, -0.4, 0.7])


@pytest.fixture
def runner():
    mechanism = Lagging(POSE)
    bus = ServoBus(mechanism)
    with running(bus, mechanism, speed=4.0) as runner:
        yield runner


@pytest.fixture
def arm(runner):
    arm = Arm(runner.bus.port, CALIBRATION, timeout=0.1, clock=lambda: runner.speed * time.monotonic())
    yield arm
    arm.close()


def until(condition, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


# connecting


def test_connecting_holds_the_arm_where_it_is(arm, runner):
    state = arm.connect()
    expected = [*POSE[:5], (POSE[5] + 0.1745) / (1.7453 + 0.1745)]
    assert state.positions == pytest.approx(expected, abs=2e-3)
    assert state.positions.dtype == np.float32 and state.silent == () and state.faults == {}
    time.sleep(0.2)
    assert runner.mechanism.enabled.all()
    assert runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)


def test_an_old_goal_far_away_moves_nothing(arm, runner):
    """Somebody left goals in the servos; torque must not come on with them."""
    for servo in runner.bus.servos:
        servo.put(ft.GOAL_POSITION, 2900)
    arm.connect()
    time.sleep(0.2)
    assert runner.mechanism.positions == pytest.approx(POSE, abs=2e-3)


def test_connecting_limp_switches_nothing_on(arm, runner):
    arm.connect(hold=False)
    assert arm.connected and arm.relaxed and not runner.mechanism.enabled.any()
    with pytest.raises(ArmRelaxed, match="limp"):
        arm.command(TARGET)
    assert not any(servo.enabled for servo in runner.bus.servos)


def test_the_protection_is_set_and_wears_no_eprom(arm, runner):
    arm.connect()
    gripper, elbow = runner.bus.servos[5], runner.bus.servos[2]
    assert [gripper.get(r) for r in (ft.MAX_TORQUE, ft.PROTECTION_CURRENT, ft.OVERLOAD_TORQUE, ft.TORQUE_LIMIT)] == [500, 250, 25, 500]
    assert [elbow.get(r) for r in (ft.MAX_TORQUE, ft.TORQUE_LIMIT, ft.P_GAIN, ft.RETURN_DELAY)] == [1000, 1000, 16, 0]
    gripper.power_cycle()
    assert gripper.get(ft.MAX_TORQUE) == 1000


def test_a_dead_servo_is_named_and_nothing_moves(arm, runner):
    runner.bus.faults.silent = {3}
    with pytest.raises(ft.NoReply, match=r"elbow_flex \(id 3\)") as caught:
        arm.connect()
    assert "shoulder" not in str(caught.value) and caught.value.ids == (3,)
    assert not runner.mechanism.enabled.any() and not arm.connected and arm.relaxed


def test_total_silence_speaks_of_power(arm, runner):
    runner.bus.faults.silent = set(range(1, 7))
    with pytest.raises(ft.NoReply, match="power supply"):
        arm.connect()


def test_the_wrong_baud_rate_is_told_apart_from_silence(runner):
    with pytest.raises(ft.NoReply, match="silent at 250000 baud but answer at 1000000"):
        Arm(runner.bus.port, CALIBRATION, baudrate=250_000).connect()


def test_another_model_is_refused(arm, runner):
    runner.bus.servos[1].memory[3:5] = (2825).to_bytes(2, "little")
    with pytest.raises(ArmError, match="shoulder_lift .* model 2825"):
        arm.connect()
    assert not runner.mechanism.enabled.any()


def test_another_arms_calibration_is_refused(runner):
    wrong = json.loads(json.dumps(CALIBRATION))
    wrong["wrist_flex"]["homing_offset"] += 300
    with pytest.raises(CalibrationError, match="wrist_flex"):
        Arm(runner.bus.port, wrong).connect()
    assert not runner.mechanism.enabled.any()


def test_a_joint_outside_its_range_gets_no_torque(arm, runner):
    runner.mechanism.positions = np.array([2.4, 0, 0, 0, 0, 0])
    with pytest.raises(ArmError, match="shoulder_pan is far outside"):
        arm.connect()
    assert not runner.mechanism.enabled.any()


def test_no_port_and_a_busy_port(arm, runner):
    with pytest.raises(ft.PortMissing):
        Arm("/dev/ttyACM99", CALIBRATION).connect()
    arm.connect()
    with pytest.raises(ft.PortBusy):
        Arm(runner.bus.port, CALIBRATION).connect()
    assert arm.read().silent == ()


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
    with pytest.raises(ArmError, match="^wrist_flex did not confirm .* the arm stays limp"):
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


# moving


def test_command_moves_there_and_returns_what_was_sent(arm, runner):
    arm.connect()
    sent = arm.command(TARGET)
    assert sent.dtype == np.float32 and sent == pytest.approx(TARGET, abs=1.6e-3)
    assert until(lambda: np.allclose(arm.read().positions, TARGET, atol=3e-3))
    assert runner.mechanism.positions[:5] == pytest.approx(TARGET[:5], abs=3e-3)
    assert runner.mechanism.positions[5] == pytest.approx(-0.1745 + 0.7 * 1.9199, abs=5e-3)


def test_command_stays_in_range(arm):
    arm.connect()
    sent = arm.command([9, -9, 9, -9, 0, 2])
    assert sent == pytest.approx([1.9205, -1.7457, 1.6905, -1.6582, 0, 1], abs=2e-3)
    assert (sent <= arm.limits[:, 1] + 1e-6).all() and (sent >= arm.limits[:, 0] - 1e-6).all()


@pytest.mark.parametrize("target", [[0] * 5, [0] * 7, [[0] * 6], [np.nan] * 6, [0, 0, np.inf, 0, 0, 0]])
def test_a_target_that_is_none_is_refused(arm, runner, target):
    arm.connect()
    with pytest.raises(ValueError, match="six finite numbers"):
        arm.command(target)


def test_the_fence_on_speed(runner):
    with Arm(runner.bus.port, CALIBRATION, speed=0.5) as arm:
        arm.command(TARGET + [1, 0, 0, 0, 0, 0])
        speeds = []
        until(lambda: speeds.append(abs(arm.read().velocities[0])) or not arm.read().moving.any())
        assert 0.4 < max(speeds) < 0.7


def test_hold_stops_a_motion(arm, runner):
    arm.connect()
    arm.command([-1.9, *TARGET[1:]])
    assert until(lambda: arm.read().positions[0] < -0.2)
    arm.hold()
    here = arm.read().positions[0]
    time.sleep(0.3)
    assert here > -1.5 and arm.read().positions[0] == pytest.approx(here, abs=0.3)
    assert not arm.read().moving.any()


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


def test_hold_keeps_the_squeeze_of_a_grasp(arm, runner):
    arm.connect()
    runner.mechanism.blocked[5] = True
    arm.command([*arm.read().positions[:5], 0.1])
    assert until(lambda: arm.read().loads[5] < -0.3 and not arm.read().moving[5])
    arm.hold()
    time.sleep(0.1)
    assert arm.read().loads[5] < -0.3


def test_a_gripper_that_squeezes_for_long_reports_overload_and_still_answers(arm, runner):
    arm.connect()
    runner.mechanism.blocked[5] = True
    arm.command([*arm.read().positions[:5], 0.0])
    assert until(lambda: arm.read().faults.get("gripper") == ("overload",))
    state = arm.telemetry()
    assert state.silent == () and abs(state.loads[5]) < 0.3, "the servo has lowered its torque to protect itself"


def test_reading_does_not_hang_on_one_silent_servo(arm, runner):
    arm.connect()
    runner.bus.faults.silent = {2}
    state = arm.read()
    assert state.silent == ("shoulder_lift",) and np.isnan(state.positions[1]) and not state.moving[1]
    assert np.isfinite(np.delete(state.positions, 1)).all()
    runner.bus.faults.silent = set(range(1, 7))
    with pytest.raises(ft.NoReply, match="None of the arm's servos"):
        arm.read()


def test_telemetry(arm):
    arm.connect()
    arm.command(TARGET)
    state = arm.telemetry()
    assert state.goals == pytest.approx(TARGET, abs=2e-3) and state.energised.all()
    assert state.torque_limits == pytest.approx([1, 1, 1, 1, 1, 0.5])
    assert (state.voltages > 11).all() and (state.temperatures < 40).all() and (state.currents >= 0).all()


# relaxing and closing


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


# calibration files


def test_a_calibration_goes_to_a_file_and_back(tmp_path):
    path = tmp_path / "new" / "arm.json"
    save_calibration(path, calibration := parse_calibration(CALIBRATION))
    assert load_calibration(path) == calibration
    assert json.loads(path.read_text()) == CALIBRATION


def test_an_inverted_joint_turns_the_other_way(runner):
    inverted = {**CALIBRATION, "wrist_flex": {**CALIBRATION["wrist_flex"], "drive_mode": 1}, "gripper": {**CALIBRATION["gripper"], "drive_mode": 1}}
    with Arm(runner.bus.port, inverted) as arm:
        state = arm.read()
        assert state.positions[3] == pytest.approx(-POSE[3], abs=2e-3)
        assert state.positions[5] == pytest.approx(1 - (POSE[5] + 0.1745) / 1.9199, abs=2e-3)
        assert arm.command(state.positions) == pytest.approx(state.positions, abs=1e-3)


@pytest.mark.parametrize("break_it, words", [
    (lambda c: c.pop("gripper"), "gripper"), (lambda c: c.update(elbow=c["elbow_flex"]), "elbow"),
    (lambda c: c["gripper"].pop("id"), "exactly id"), (lambda c: c["gripper"].update(id="6"), "whole number"),
    (lambda c: c["gripper"].update(id=5), "same servo id"), (lambda c: c["gripper"].update(range_min=3000), "in order"),
    (lambda c: c["gripper"].update(homing_offset=5000), "homing_offset"), (lambda c: c["gripper"].update(drive_mode=2), "drive_mode"),
    (lambda c: c["gripper"].update(range_max=1422), "in order"), (lambda c: c["gripper"].update(id=True), "whole number"),
])  # fmt: skip
def test_a_broken_calibration_is_refused_with_a_sentence(tmp_path, break_it, words):
    data = json.loads(json.dumps(CALIBRATION))
    break_it(data)
    path = tmp_path / "arm.json"
    path.write_text(json.dumps(data))
    with pytest.raises(CalibrationError, match=words) as caught:
        load_calibration(path)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"null", b'{"a": 1}'])
def test_a_file_that_is_no_calibration(tmp_path, content):
    path = tmp_path / "arm.json"
    path.write_bytes(content)
    with pytest.raises(CalibrationError):
        load_calibration(path)
    with pytest.raises(CalibrationError, match="no calibration file"):
        load_calibration(tmp_path / "none.json")
    with pytest.raises(CalibrationError, match="cannot be read"):
        load_calibration(tmp_path)


def test_a_bad_calibration_is_not_saved(tmp_path):
    calibration = parse_calibration(CALIBRATION)
    with pytest.raises(CalibrationError):
        save_calibration(tmp_path / "arm.json", {**calibration, "gripper": replace(calibration["gripper"], range_max=99999)})
    assert list(tmp_path.iterdir()) == [] and JOINTS == tuple(calibration)


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


def test_after_a_power_cut_the_protection_is_set_anew(arm, runner):
    arm.connect()
    gripper = runner.bus.servos[5]
    kept = [gripper.get(register) for register in (ft.P_GAIN, ft.OVERLOAD_TORQUE, ft.PROTECTION_CURRENT, ft.TORQUE_LIMIT)]
    for servo in runner.bus.servos:
        servo.power_cycle()
    assert [gripper.get(register) for register in (ft.P_GAIN, ft.OVERLOAD_TORQUE, ft.PROTECTION_CURRENT, ft.TORQUE_LIMIT)] != kept
    arm.hold()
    assert [gripper.get(register) for register in (ft.P_GAIN, ft.OVERLOAD_TORQUE, ft.PROTECTION_CURRENT, ft.TORQUE_LIMIT)] == kept


def test_a_goal_brings_its_torque_limit_with_it(arm, runner):
    arm.connect()
    for servo in runner.bus.servos:
        servo.power_cycle()
    arm.command(TARGET)
    assert until(lambda: runner.bus.servos[5].get(ft.TORQUE_LIMIT) == 500)
