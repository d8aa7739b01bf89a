"""A mechanism without physics for the emulated servos: each shaft follows its goal like a first-order lag, and can be blocked.

`running(bus, mechanism)` serves a bus from a thread as time passes; `pass_time` is for tests that count time themselves.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

import numpy as np

POSE = (0.3, -0.5, 0.4, 0.2, -0.6, 0.5)
"""Where the arm of the tests stands: rad, the gripper too."""
TARGET = np.array([0.5, -0.3, 0.2, 0.1, -0.4, 0.7])
"""Where it is sent, in state units."""
STEP = 0.004
STALL_TORQUE = 3.0
STIFFNESS = 30.0  # N·m/rad


class Lagging:
    """joint_positions, joint_velocities, joint_torques and drive, as the emulated servos want them. `blocked` shafts do not move."""

    def __init__(self, positions=(0.0,) * 6, lag: float = 0.02):
        self.positions, self.velocities = np.array(positions, float), np.zeros(6)
        self.goals, self.limits, self.enabled = self.positions.copy(), np.ones(6), np.zeros(6, bool)
        self.blocked, self.lag = np.zeros(6, bool), lag

    def joint_positions(self):
        return self.positions

    def joint_velocities(self):
        return self.velocities

    def joint_torques(self):
        bound = STALL_TORQUE * self.limits
        return np.clip(STIFFNESS * (self.goals - self.positions), -bound, bound) * self.enabled

    def drive(self, goals, torque_limits, enabled):
        self.goals, self.limits, self.enabled = goals, torque_limits, enabled

    def step(self, dt: float) -> None:
        free = self.enabled & ~self.blocked
        self.velocities = np.where(free, (self.goals - self.positions) / self.lag, 0.0)
        self.positions = self.positions + self.velocities * dt


def pass_time(bus, mechanism: Lagging, seconds: float) -> None:
    """Simulated seconds, as fast as they go."""
    for _ in range(round(seconds / STEP)):
        bus.advance(STEP)
        mechanism.step(STEP)


class Runner:
    """Serves a bus from its own thread; time passes in it `speed` times as fast as on the wall."""

    def __init__(self, bus, mechanism: Lagging, speed: float = 1.0):
        self.bus, self.mechanism, self.speed = bus, mechanism, speed
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        last = time.monotonic()
        while not self._end.is_set():
            self.bus.serve(STEP)
            while (now := time.monotonic()) - last > STEP / self.speed:
                last = max(last + STEP / self.speed, now - 1.0)
                pass_time(self.bus, self.mechanism, STEP)

    def stop(self) -> None:
        self._end.set()
        self._thread.join()


@contextmanager
def running(bus, mechanism: Lagging, speed: float = 1.0):
    runner = Runner(bus, mechanism, speed)
    try:
        yield runner
    finally:
        runner.stop()
        bus.close()


def until(condition, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
