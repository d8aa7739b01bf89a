"""The calibration at a terminal: an emulated arm on its pseudo-terminal, and a person who moves it and presses Enter."""

import math

import numpy as np
import pytest

from assistant.calibrate import BEGIN, MIDDLE, MOVES, calibrate
from drivers import feetech as ft
from drivers.calibration import JOINTS, load_calibration, stored_calibration
from drivers.simulator.servos import ServoBus
from tests.drivers.lagging import Lagging, running
from tests.drivers.test_calibrating import MIDDLES, REACH


class Hands:
    """Does what the lines ask for, a little with each look, and presses Enter when it is done; `wrong` joints are moved only in part the first time."""

    def __init__(self, mechanism: Lagging, wrong=()) -> None:
        self.shafts, self.wrong, self.told, self.way = mechanism, set(wrong), [], []

    def tell(self, line):
        self.told.append(line)
        joint = next((joint for joint, words in MOVES.items() if line.startswith(words)), None)
        if joint is not None:
            reach = REACH[JOINTS.index(joint)] * (0.2 if joint in self.wrong else 1.0)
            self.wrong.discard(joint)
            self.way = [(JOINTS.index(joint), angle) for angle in np.concatenate([np.linspace(0, reach, 8), np.linspace(reach, -reach, 16), np.linspace(-reach, 0, 8)])]

    def show(self, line):
        self.told.append(line)

    def ready(self, wait):
        if self.way:
            shaft, angle = self.way.pop(0)
            positions = self.shafts.positions.copy()
            positions[shaft] = MIDDLES[shaft] + angle
            self.shafts.positions = positions
            return False
        return True


@pytest.fixture
def arm():
    servos = ServoBus(mechanism := Lagging(MIDDLES))
    with running(servos, mechanism), ft.Bus(servos.port) as bus:
        yield mechanism, bus, servos


def test_it_leads_through_all_joints_and_keeps_what_it_finds(arm, tmp_path):
    mechanism, bus, _ = arm
    hands = Hands(mechanism)
    calibrate(bus, hands, tmp_path / "so101.json")
    assert [line for line in hands.told if line in (BEGIN, MIDDLE)] == [BEGIN, MIDDLE]
    assert [joint for joint in JOINTS for line in hands.told if line.startswith(MOVES[joint])] == list(JOINTS)
    found = load_calibration(tmp_path / "so101.json")
    assert found == stored_calibration(bus)
    assert found["elbow_flex"].range_max - found["elbow_flex"].range_min == pytest.approx(2 * REACH[2] * 4096 / (2 * math.pi), abs=3)


def test_a_step_that_is_not_done_is_asked_for_again_with_the_reason(arm, tmp_path):
    mechanism, bus, servos = arm
    servos.servos[2].put(ft.MAX_VOLTAGE, 80)
    hands = Hands(mechanism, wrong={"wrist_flex"})
    tell = hands.tell

    def heal(line):
        tell(line)
        if "has 12.1 V and wants" in line:
            servos.servos[2].put(ft.MAX_VOLTAGE, 140)

    hands.tell = heal
    calibrate(bus, hands, None)
    assert hands.told.count(BEGIN) == 2 and sum(line.startswith(MOVES["wrist_flex"]) for line in hands.told) == 2
    assert any("wrist_flex was moved through" in line for line in hands.told)
