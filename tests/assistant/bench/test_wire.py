"""What is read off the servos' wire: goals that move the arm, and holds."""

import threading
import time

import numpy as np
import pytest

from assistant.bench.wire import Wire
from drivers.arm import Arm
from drivers.simulator.servos import CALIBRATION, ServoBus
from tests.drivers.lagging import Lagging, running

POSE = np.array([0.3, -0.5, 0.4, 0.2, -0.6, 0.5])


@pytest.fixture
def arm():
    mechanism = Lagging(POSE)
    bus = ServoBus(mechanism)
    with running(bus, mechanism):
        arm = Arm(bus.port, CALIBRATION, timeout=1.0)
        arm.connect()
        yield arm
        arm.close()


def test_motion_and_hold_are_told_apart_with_their_times(arm):
    wire, began = Wire(arm.bus), time.perf_counter()
    arm.read(), arm.telemetry()
    assert wire.writes == [] and wire.motion(began) is None and wire.hold(began) is None
    arm.command(POSE + 0.1)
    moved = time.perf_counter()
    arm.command(POSE + 0.1)  # the same goals again move nothing
    assert began < wire.motion(began) < moved and wire.motions(began) == 1 and wire.motion(moved) is None
    arm.hold()
    assert moved < wire.hold(began) < time.perf_counter() and wire.hold(began, moved) is None and wire.hold(time.perf_counter()) is None
    assert wire.motions(moved) == 0 and wire.writes[-1].hold and not wire.writes[0].hold
    arm.command(POSE)
    assert wire.motions(moved) == 1


def test_of_several_holds_in_a_row_the_first_one_is_told(arm):
    wire, began = Wire(arm.bus), time.perf_counter()
    arm.command(POSE + 0.1)
    arm.hold()
    first = time.perf_counter()
    arm.hold()
    assert wire.hold(began) < first
    arm.command(POSE - 0.1)
    going = time.perf_counter()
    arm.hold()
    assert wire.hold(began) > going and wire.hold(began, first) < first


def test_a_watcher_is_given_whole_packets_from_any_thread(arm):
    wire = Wire(arm.bus)
    threads = [threading.Thread(target=arm.command, args=(POSE + 0.01 * number,)) for number in range(1, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wire.writes) == 5 and all(len(write.goals) == 6 for write in wire.writes)
