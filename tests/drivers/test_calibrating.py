"""The calibration of an arm that is moved by hand: emulated servos on their pseudo-terminal, their shafts turned by the test."""

import math

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.calibrating import Calibrating, NotYet, set_up
from drivers.calibration import JOINTS, CalibrationError, load_calibration, save_calibration, stored_calibration
from drivers.simulator.servo import DEFAULTS
from drivers.simulator.servos import ServoBus
from tests.drivers.lagging import Lagging, running

MIDDLES = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.7854])
REACH = (1.9, 1.74, 1.68, 1.65, 1.5, 0.95)  # rad from the middle to either stop


class Person:
    """Who moves the limp arm."""

    def __init__(self, mechanism: Lagging, calibrating: Calibrating) -> None:
        self.shafts, self.steps = mechanism, calibrating

    def put(self, positions) -> None:
        self.shafts.positions = np.array(positions, float)

    def sweep(self, joint: str, reach: float) -> None:
        """From the middle to one stop, to the other, and back."""
        shaft = JOINTS.index(joint)
        for angle in np.concatenate([np.linspace(0, reach, 12), np.linspace(reach, -reach, 24), np.linspace(-reach, 0, 12)]):
            self.shafts.positions = self.shafts.positions.copy()
            self.shafts.positions[shaft] = MIDDLES[shaft] + angle
            self.steps.watch()


@pytest.fixture
def arm():
    mechanism = Lagging(MIDDLES)
    servos = ServoBus(mechanism)
    with running(servos, mechanism), ft.Bus(servos.port) as bus:
        steps = Calibrating(bus)
        yield steps, Person(mechanism, steps), bus, servos
    servos.close()


def test_a_whole_calibration_finds_what_the_arm_is_and_lerobot_s_file_holds_it(arm, tmp_path):
    steps, person, bus, servos = arm
    for servo in servos.servos:  # as they came from the factory
        for register in (ft.HOMING_OFFSET, ft.MIN_POSITION, ft.MAX_POSITION):
            bus.write(servo.id, register, DEFAULTS[register])
    steps.begin()
    steps.middle()
    for joint, reach in zip(JOINTS, REACH):
        assert steps.joint == joint
        person.sweep(joint, reach)
        steps.done()
    assert steps.joint is None
    found = steps.finish()
    assert stored_calibration(bus) == found
    for joint, reach in zip(JOINTS, REACH):
        if joint != "wrist_roll":
            span = 2 * reach * 4096 / (2 * math.pi)
            assert found[joint].range_max - found[joint].range_min == pytest.approx(span, abs=3)
            assert (found[joint].range_max + found[joint].range_min) / 2 == pytest.approx(2047, abs=3)
    assert (found["wrist_roll"].range_min, found["wrist_roll"].range_max) == (0, 4095)
    save_calibration(tmp_path / "arm.json", found)
    assert load_calibration(tmp_path / "arm.json") == found
    for servo in servos.servos:
        servo.power_cycle()
    assert stored_calibration(bus) == found


def test_nothing_is_written_before_the_end(arm):
    steps, person, bus, _ = arm
    before = stored_calibration(bus)
    steps.begin()
    steps.middle()
    person.sweep("shoulder_pan", 1.9)
    steps.done()
    assert stored_calibration(bus) == before
    with pytest.raises(CalibrationError, match="shoulder_lift has not been measured"):
        steps.finish()


def test_the_arm_goes_limp(arm):
    steps, _, bus, _ = arm
    bus.write(3, ft.TORQUE_ENABLE, 1)
    steps.begin()
    assert not any(bus.read(servo, ft.TORQUE_ENABLE) for servo in range(1, 7))


def test_a_joint_that_was_not_moved_is_asked_for_again(arm):
    steps, person, _, _ = arm
    steps.begin()
    steps.middle()
    person.sweep("shoulder_pan", 0.5)
    with pytest.raises(NotYet, match="shoulder_pan was moved through 57 degrees only"):
        steps.done()
    person.sweep("shoulder_pan", 1.9)
    steps.done()
    assert steps.joint == "shoulder_lift"


def test_servos_that_have_each_other_s_numbers_are_found_out(arm):
    steps, person, _, _ = arm
    steps.begin()
    steps.middle()
    person.sweep("shoulder_pan", 1.9)
    steps.done()
    person.sweep("elbow_flex", 1.5)  # asked for shoulder_lift
    with pytest.raises(NotYet, match=r"move shoulder_lift \(servo 2\), but servo 3 moved"):
        steps.done()
    person.sweep("shoulder_lift", 1.7)
    steps.done()


def test_a_joint_that_was_not_in_its_middle_passes_the_end_of_its_scale_and_the_middle_is_asked_for_again(arm):
    steps, person, _, _ = arm
    steps.begin()
    person.put(MIDDLES - [1.8, 0, 0, 0, 0, 0])
    steps.middle()
    with pytest.raises(NotYet, match="shoulder_pan passed the end of its scale"):
        person.sweep("shoulder_pan", 1.9)
    assert steps.joint is None
    person.put(MIDDLES)
    steps.middle()
    person.sweep("shoulder_pan", 1.9)
    steps.done()


@pytest.mark.parametrize(("spoil", "message"), [
    (lambda servos: servos.faults.silent.add(4), r"Servo 4 \(wrist_flex\) does not answer"),
    (lambda servos: servos.servos[1].put(ft.MODEL, 1234), "Servo 2 .* is no STS3215 but of model 1234"),
    (lambda servos: servos.servos[4].put(ft.MAX_VOLTAGE, 80), r"Servo 5 \(wrist_roll\) has 12.1 V and wants 4.0 to 8.0"),
])
def test_what_would_spoil_it_is_said_before_it_begins(arm, spoil, message):
    steps, _, _, servos = arm
    spoil(servos)
    with pytest.raises(NotYet, match=message):
        steps.begin()


def test_a_servo_that_falls_silent_is_named_and_the_step_goes_on_when_it_is_back(arm):
    steps, person, _, servos = arm
    steps.begin()
    steps.middle()
    servos.faults.silent.add(6)
    with pytest.raises(ft.NoReply, match=r"Servo 6 \(gripper\) stopped answering"):
        steps.watch()
    servos.faults.silent.clear()
    person.sweep("shoulder_pan", 1.9)
    steps.done()


def test_where_a_servo_keeps_nothing_the_old_calibration_is_written_again(arm, monkeypatch):
    steps, person, bus, servos = arm
    before = stored_calibration(bus)
    steps.begin()
    steps.middle()
    for joint, reach in zip(JOINTS, REACH):
        person.sweep(joint, reach * 0.9)
        steps.done()
    write = servos.servos[3].write
    monkeypatch.setattr(servos.servos[3], "write", lambda address, data: None if address == ft.MAX_POSITION.address else write(address, data))
    with pytest.raises(CalibrationError, match="Servo 4 was given"):
        steps.finish()
    monkeypatch.undo()
    assert stored_calibration(bus) == before


def test_a_servo_gets_its_number_whatever_it_was_and_at_whatever_rate(monkeypatch):
    monkeypatch.setattr("drivers.calibrating.LIKELY", range(10, 13))
    servos = ServoBus(mechanism := Lagging(MIDDLES))
    with running(servos, mechanism):
        with ft.Bus(servos.port) as bus:
            for number in (1, 2):  # the others are not connected; these have been used elsewhere
                bus.write(number, ft.LOCK, 0)
                bus.write(number, ft.ID, 10 + number)
            servos.faults.silent |= {3, 4, 5, 12}
            bus.write(6, ft.LOCK, 0)
            bus.write(6, ft.ID, 13)
            servos.faults.silent.add(13)
            bus.write(11, ft.BAUD, ft.BAUDRATES.index(115_200))
        assert set_up(servos.port, "gripper", range(14)) == (11, 115_200)
        with ft.Bus(servos.port) as bus:
            assert bus.ping(6) == ft.MODEL_STS3215
        servos.servos[0].power_cycle()
        assert (servos.servos[0].id, servos.servos[0].baudrate) == (6, 1_000_000)
        servos.faults.silent.discard(3)
        with pytest.raises(NotYet, match=r"2 servos answer \(3, 6\)"):
            set_up(servos.port, "elbow_flex", range(14))
        servos.faults.silent |= {3, 6}
        with pytest.raises(NotYet, match="No servo answers"):
            set_up(servos.port, "elbow_flex", range(14))
