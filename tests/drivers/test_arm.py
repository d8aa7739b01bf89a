"""The arm over emulated servos: it never moves by surprise, says what is wrong in a sentence, and lets nothing hang on one servo."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.arm import Arm, ArmError, ArmRelaxed, CalibrationError
from drivers.simulator.servos import CALIBRATION
from tests.drivers.lagging import POSE, TARGET, until

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


def test_an_inverted_joint_turns_the_other_way(runner):
    inverted = {**CALIBRATION, "wrist_flex": {**CALIBRATION["wrist_flex"], "drive_mode": 1}, "gripper": {**CALIBRATION["gripper"], "drive_mode": 1}}
    with Arm(runner.bus.port, inverted) as arm:
        state = arm.read()
        assert state.positions[3] == pytest.approx(-POSE[3], abs=2e-3)
        assert state.positions[5] == pytest.approx(1 - (POSE[5] + 0.1745) / 1.9199, abs=2e-3)
        assert arm.command(state.positions) == pytest.approx(state.positions, abs=1e-3)
