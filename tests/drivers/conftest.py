"""An arm over emulated servos that a thread serves, four times as fast as on the wall."""

from __future__ import annotations

import time

import pytest

from drivers.arm import Arm
from drivers.simulator.servos import CALIBRATION, ServoBus
from tests.drivers.lagging import POSE, Lagging, running


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
