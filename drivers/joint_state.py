"""What the arm says of its joints at one moment, in SI units. Knows nothing of how it was read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class JointState:
    """All arrays (6,), servo order. A joint whose servo is silent, or says what cannot be, has NaN (moving: False) and is named in `silent`.

    positions: float32 rad, gripper 0..1. velocities: float32 rad/s, gripper 1/s. loads: float32, signed fraction of the stall torque,
    positive towards larger positions. temperatures: °C. voltages: V. currents: A. time: seconds of time.monotonic().
    faults: {joint: what its servo reports}, e.g. {"gripper": ("overload",)}; a joint without fault is not in it.
    """

    positions: np.ndarray
    velocities: np.ndarray
    loads: np.ndarray
    temperatures: np.ndarray
    voltages: np.ndarray
    currents: np.ndarray
    moving: np.ndarray
    time: float
    silent: tuple[str, ...]
    faults: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Telemetry(JointState):
    """A JointState with what the servos have been told: goals (6,) in state units, torque_limits (6,) fraction, energised (6,) bool."""

    goals: np.ndarray
    torque_limits: np.ndarray
    energised: np.ndarray
