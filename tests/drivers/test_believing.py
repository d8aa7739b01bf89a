"""Position readings: a wild one is not believed, a moving joint always is, and a joint that really is elsewhere is in the end."""

from __future__ import annotations

import logging

import pytest

from drivers import feetech as ft
from drivers.believing import CONSISTENT, Believing
from drivers.calibration import RADIANS_PER_TICK


class Servos:
    """Answers what the test says next of servo 1, the last for good, and 2048 of servo 2; each question takes 2 ms."""

    def __init__(self, *positions: int):
        self.positions, self.asked, self.now = list(positions), [], 100.0

    def ask(self, servos):
        self.asked.append(tuple(servos))
        self.now += 0.002
        here = {1: self.positions.pop(0) if len(self.positions) > 1 else self.positions[0], 2: 2048}
        return {servo: ft.PRESENT_POSITION.encode(here[servo]) for servo in servos}

    def read(self, believing: Believing) -> dict[int, int]:
        return {servo: ft.PRESENT_POSITION.decode(block) for servo, block in believing.read(self.ask, (1, 2), 0).items()}


@pytest.fixture
def begun():
    servos = Servos(1000)
    believing = Believing(lambda: servos.now)
    assert servos.read(believing) == {1: 1000, 2: 2048}
    servos.asked.clear()
    return servos, believing


@pytest.mark.parametrize("wild", [[3000], [-32767], [3000, 3001]])
def test_after_a_wild_reading_the_servo_is_asked_again_and_what_can_be_is_believed(begun, wild):
    servos, believing = begun
    servos.positions = [*wild, 1002, 1003]
    assert servos.read(believing) == {1: 1002, 2: 2048}
    assert servos.asked == [(1, 2)] + [(1,)] * len(wild)


@pytest.mark.parametrize("wild", [[3000, 32767, 17], [3000, 3001, 17], [-32767, 4000, 4001]])
def test_wild_readings_that_do_not_agree_are_not_believed(begun, wild, caplog):
    servos, believing = begun
    servos.positions = [*wild, 1000]
    assert servos.read(believing) == {2: 2048} and f"{wild[0]}, which cannot be" in caplog.text
    assert servos.read(believing)[1] == 1000


def test_readings_that_go_on_saying_the_same_are_believed_and_logged(begun, caplog):
    servos, believing = begun
    servos.positions = [3000, 3001, 3001]
    assert servos.read(believing) == {1: 3001, 2: 2048}
    assert servos.asked == [(1, 2)] + [(1,)] * (CONSISTENT - 1) and "was at 1000 and is at 3001" in caplog.text
    assert servos.read(believing)[1] == 3001


def test_a_joint_at_full_speed_is_believed_without_asking_twice(begun):
    servos, believing = begun
    for _ in range(50):
        servos.now += 0.018
        servos.positions = [servos.positions[0] + round(5.0 * 0.02 / RADIANS_PER_TICK)]
        servos.read(believing)
    assert len(servos.asked) == 50


def test_after_a_rest_a_far_reading_is_confirmed_and_one_that_could_be_is_no_news(begun, caplog):
    servos, believing = begun
    caplog.set_level(logging.WARNING)
    servos.now += 60.0
    servos.positions = [3000, 32767]
    assert 1 not in servos.read(believing)
    caplog.clear()
    servos.positions = [3000]
    assert servos.read(believing)[1] == 3000 and caplog.text == ""


def test_the_first_reading_must_be_confirmed():
    servos = Servos(3000, 1000, 17)
    assert servos.read(Believing(lambda: servos.now)) == {2: 2048}
    servos = Servos(1000)
    believing = Believing(lambda: servos.now)
    assert servos.read(believing)[1] == 1000
    believing.forget()
    servos.positions = [1000, 3000, 17]
    assert 1 not in servos.read(believing)
