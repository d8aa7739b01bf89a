"""Safety and the executor in real time, on the simulated robot's own serial port."""

import threading
import time

import numpy as np
import pytest

from assistant.events import Bus
from assistant.interface import ActionChunk, Observation
from assistant.motion.executor import Executor
from assistant.motion.safety import Safety
from assistant.robot import simulate
from tests.assistant.motion.fakes import PoseBrain

HOME = np.array([1.5, -1.7, 1.1, 1.3, 0.0, 0.04])


@pytest.fixture(scope="module")
def robot():
    with simulate((), 0, view=None) as robot:
        yield robot


class Swing(PoseBrain):
    """To and fro with the shoulder, never done; takes 60 ms to think."""

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        time.sleep(0.06)
        goal = observation.state[0] + (0.6 if observation.state[0] < 0.5 else -0.6) * np.arange(1, 9) / 8
        rows = np.tile(HOME, (8, 1))
        rows[:, 0] = goal
        return ActionChunk(rows.astype(np.float32), 0.1)


def test_a_stop_in_full_motion_is_on_the_wire_at_once_and_the_arm_stands_still(robot):
    bus = Bus()
    safety = Safety(robot.arm, bus=bus, clock=robot.clock, home=HOME)
    executor = Executor(Swing({}), safety, robot.observe, robot.clock, bus)
    outcomes = []
    run = threading.Thread(target=lambda: outcomes.append(executor.run(["swing"])))
    run.start()
    deadline, speed = time.monotonic() + 30, 0.0
    while speed < 0.3 and time.monotonic() < deadline:
        time.sleep(0.01)
        speed = abs(float(robot.arm.read().velocities[0]))
    began = time.perf_counter()
    safety.stop("voice")
    latency = time.perf_counter() - began
    run.join(10.0)
    time.sleep(1.0)
    one = robot.arm.read().positions
    time.sleep(0.3)
    other = robot.arm.read().positions
    executor.close()
    print(f"speed {speed:.2f} rad/s, stop took {latency * 1000:.1f} ms")
    assert outcomes and outcomes[0].stopped
    assert latency < 0.5  # 1 ms when the machine has a core to spare; tests run beside others
    assert np.max(np.abs(one - other)) < 0.01

    safety.clear()
    assert safety.home()
    assert np.max(np.abs(robot.arm.read().positions - HOME)[:5]) < 0.06
