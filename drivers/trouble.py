"""What keeps the arm from going on: servos whose protection has acted, and servos that have fallen silent.

Remembers it from one reading to the next, and has the words for it. Knows joints by name; knows nothing of the bus or of goals.
"""

from __future__ import annotations

from typing import Iterable

GRIPPER = "gripper"
PROTECTIONS = ("overheat", "overcurrent", "overload")
SILENT_READINGS = 3
"""In a row, after which a joint is driven no further blindly."""


class ArmError(Exception):
    """The arm cannot do what was asked; the message is a sentence for the user."""


class ArmRelaxed(ArmError):
    """A target was sent while the arm is limp: it was not passed on, because a goal alone would switch torque on."""


class ArmOverruled(ArmError):
    """A target was not sent, because whoever gave it said so in the last moment."""


class ArmTripped(ArmError):
    """A servo has protected itself: it gets no goal, which alone would switch its torque on again, until `Arm.clear_faults`."""


class ArmSilent(ArmError):
    """A joint does not answer, so nothing moves until it does."""


class Trouble:
    """Any thread may call. A gripper's overload is none: its servo lowers its own torque while it squeezes, keeps it on, and must be able to let go."""

    def __init__(self) -> None:
        self.tripped: dict[str, tuple[str, ...]] = {}  # joint -> what its servo reported
        self._missed: dict[str, int] = {}  # joint -> readings in a row in which it was silent

    def answered(self, joint: str, faults: Iterable[str]) -> None:
        self._missed.pop(joint, None)
        acted = tuple(fault for fault in faults if fault in PROTECTIONS and (joint, fault) != (GRIPPER, "overload"))
        if acted:
            self.tripped[joint] = tuple(dict.fromkeys((*self.tripped.get(joint, ()), *acted)))

    def missed(self, joint: str) -> None:
        self._missed[joint] = self._missed.get(joint, 0) + 1

    def nearly_silent(self, joint: str) -> bool:
        """Whether the next reading without it is the last one that passes."""
        return self._missed.get(joint, 0) == SILENT_READINGS - 1

    def forget(self, joints: Iterable[str]) -> None:
        """Somebody has looked after them, and their servos have been switched on again."""
        for joint in joints:
            self.tripped.pop(joint, None)
            self._missed.pop(joint, None)

    def refusal(self) -> ArmError | None:
        """Why no goal may be sent now."""
        if self.tripped:
            what = "; ".join(f"{joint} reports {' and '.join(faults)}" for joint, faults in dict(self.tripped).items())
            return ArmTripped(f"{what}, so it is sent no further and the other joints hold; support the arm, let it cool down, see what it pushed against, and clear the stop.")
        silent = ", ".join(joint for joint, times in dict(self._missed).items() if times >= SILENT_READINGS)
        if silent:
            return ArmSilent(f"{silent} does not answer, so the arm holds and goes no further until it does; check the cable to that servo.")
        return None
