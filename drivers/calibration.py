"""LeRobot's calibration file for an SO-101: which servo ticks a joint's range spans, and the conversion to radians.

Knows LeRobot's JSON and arithmetic: zero is the middle of the range, the gripper runs from 0 at range_min to 1 at range_max.
Knows nothing of how the numbers are found (`drivers.arm` compares them with the servos, `drivers.calibrating` measures them).
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Mapping

import numpy as np

from drivers import feetech as ft
from drivers.feetech import TICKS_PER_TURN

JOINTS = ("shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll", "gripper")
"""LeRobot's joint names, in servo-id order (1 to 6)."""
RADIANS_PER_TICK = 2 * math.pi / TICKS_PER_TURN


class CalibrationError(Exception):
    """A calibration that cannot be used; the message is a sentence for the user."""


@dataclass(frozen=True)
class JointCalibration:
    """One joint of LeRobot's file. drive_mode 1 turns the joint's sign round. Ticks are Present_Position's, 0 to 4095."""

    id: int
    drive_mode: int
    homing_offset: int
    range_min: int
    range_max: int

    def problem(self) -> str | None:
        """What is wrong with the numbers, or None."""
        if any(type(value) is not int for value in asdict(self).values()):
            return "every value must be a whole number"
        if not 0 <= self.id <= 252:
            return f"id {self.id} is not between 0 and 252"
        if self.drive_mode not in (0, 1):
            return f"drive_mode {self.drive_mode} is neither 0 nor 1"
        if abs(self.homing_offset) > 2047:
            return f"homing_offset {self.homing_offset} is not between -2047 and 2047"
        if not 0 <= self.range_min < self.range_max <= TICKS_PER_TURN - 1:
            return f"range_min {self.range_min} and range_max {self.range_max} are not in order between 0 and {TICKS_PER_TURN - 1}"
        return None


Calibration = Mapping[str, JointCalibration]
"""All six joints, by LeRobot's name."""


def parse_calibration(data: object, source: str = "the calibration") -> dict[str, JointCalibration]:
    """LeRobot's {joint: {id, drive_mode, homing_offset, range_min, range_max}}, checked. Raises CalibrationError; `source` names it."""
    if not isinstance(data, Mapping):
        raise CalibrationError(f"{source} does not hold LeRobot's calibration (a table of joints); calibrate the arm again.")
    if set(data) != set(JOINTS):
        wrong = ", ".join(map(str, sorted(set(JOINTS) ^ set(data))))
        raise CalibrationError(f"{source} must hold exactly the joints {', '.join(JOINTS)}; missing or unknown: {wrong}. Calibrate the arm again.")
    joints = {}
    for name in JOINTS:
        entry = data[name]
        if isinstance(entry, JointCalibration):
            entry = asdict(entry)
        if not isinstance(entry, Mapping) or set(entry) != set(JointCalibration.__dataclass_fields__):
            raise CalibrationError(f"{source}: {name} must have exactly {', '.join(JointCalibration.__dataclass_fields__)}; calibrate the arm again.")
        joints[name] = JointCalibration(**entry)
        if problem := joints[name].problem():
            raise CalibrationError(f"{source}: {name}: {problem}; calibrate the arm again.")
    ids = [joint.id for joint in joints.values()]
    if len(set(ids)) != len(ids):
        raise CalibrationError(f"{source}: two joints have the same servo id ({ids}); calibrate the arm again.")
    return joints


def load_calibration(path: str | os.PathLike) -> dict[str, JointCalibration]:
    """Reads and checks a LeRobot calibration file. Raises CalibrationError with one sentence for the user."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CalibrationError(f"There is no calibration file {path}; run `python app.py calibrate`, or copy LeRobot's file there.") from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CalibrationError(f"The calibration file {path} cannot be read ({error}); calibrate the arm again.") from error
    return parse_calibration(data, str(path))


def stored_calibration(bus: ft.Bus) -> dict[str, JointCalibration]:
    """The calibration that the servos themselves keep (LeRobot writes it there too), ids 1 to 6. Moves nothing.

    Raises NoReply, and CalibrationError when they are as they left the factory.
    """
    servos = tuple(range(1, len(JOINTS) + 1))
    try:
        stored = {
            name: JointCalibration(
                id=servo, drive_mode=0, homing_offset=bus.read(servo, ft.HOMING_OFFSET),
                range_min=bus.read(servo, ft.MIN_POSITION), range_max=bus.read(servo, ft.MAX_POSITION),
            )
            for servo, name in zip(servos, JOINTS)
        }  # fmt: skip
    except ft.NoReply as silence:
        rate = bus.find_baudrate(servos)
        if rate is None:
            raise ft.NoReply(f"No servo answers on {bus.port} at any baud rate; switch on the arm's power supply and check the servo cable. Nothing was moved.", servos) from silence
        if rate != bus.baudrate:
            raise ft.NoReply(f"The servos on {bus.port} are silent at {bus.baudrate} baud but answer at {rate}; set the arm's baud rate to {rate}. Nothing was moved.", servos) from silence
        raise
    whole_turns = [name for name, joint in stored.items() if joint.range_max - joint.range_min >= TICKS_PER_TURN - 1]
    if set(whole_turns) - {"wrist_roll"}:  # LeRobot gives only the roll the whole turn
        raise CalibrationError(f"The servos on {bus.port} keep no calibration ({', '.join(whole_turns)}: the factory's whole turn); calibrate the arm (`python app.py calibrate`, or LeRobot). Nothing was moved.")
    return parse_calibration(stored, f"the calibration that the servos on {bus.port} keep")


def save_calibration(path: str | os.PathLike, calibration: Calibration) -> None:
    """Writes LeRobot's file, whole or not at all. Raises CalibrationError for numbers that `load_calibration` would not take."""
    joints = parse_calibration(calibration, "the calibration to save")
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".new")
    temporary.write_text(json.dumps({name: asdict(joint) for name, joint in joints.items()}, indent=4) + "\n", encoding="utf-8")
    temporary.replace(target)


class Units:
    """Servo ticks to SI and back for all six joints at once; arrays are (6,) in servo order, the gripper last and in [0, 1]."""

    def __init__(self, calibration: Calibration):
        joints = [calibration[name] for name in JOINTS]
        self.low = np.array([joint.range_min for joint in joints], np.float64)
        self.high = np.array([joint.range_max for joint in joints], np.float64)
        self.sign = np.array([-1.0 if joint.drive_mode else 1.0 for joint in joints])
        self._zero = (self.low + self.high) / 2
        self._zero[-1] = self.high[-1] if joints[-1].drive_mode else self.low[-1]
        self.scale = self.sign * RADIANS_PER_TICK  # state units per tick
        self.scale[-1] = self.sign[-1] / (self.high[-1] - self.low[-1])

    @property
    def limits(self) -> np.ndarray:
        """(6, 2) lowest and highest state of each joint that the calibration allows."""
        ends = np.stack([(self.low - self._zero) * self.scale, (self.high - self._zero) * self.scale], axis=1)
        return np.sort(ends, axis=1)

    def to_state(self, ticks: np.ndarray) -> np.ndarray:
        """(6,) ticks -> (6,) float32 radians; the gripper's opening clipped to [0, 1]."""
        state = ((ticks - self._zero) * self.scale).astype(np.float32)
        state[-1] = min(max(state[-1], 0.0), 1.0) if state[-1] == state[-1] else state[-1]  # NaN stays NaN
        return state

    def to_ticks(self, state: np.ndarray) -> np.ndarray:
        """(6,) radians -> (6,) whole ticks within the calibrated range."""
        return np.clip(np.rint(np.asarray(state, np.float64) / self.scale + self._zero), self.low, self.high).astype(np.int64)
