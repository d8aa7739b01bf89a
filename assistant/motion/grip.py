"""What the hand feels: whether the gripper closed on something, on nothing, or lost what it held.

Judged from the joint state alone, against what the gripper was told; knows nothing of instructions or pictures.
"""

from __future__ import annotations

from dataclasses import dataclass

GRIPPER = 5


@dataclass(frozen=True)
class Touch:
    """margin: how much wider than told the gripper must stay (opening). load: fraction of stall torque it must bear.
    shut: told to go below this, the hand is to be shut as such (a fist, the rest pose), not to take hold of something.
    travel: how far below its widest it must be told to go for that to be a grasp.
    steady: readings (50 a second) without the gripper moving or being told anew: a load while it closes is not yet a thing held.
    """

    margin: float = 0.03
    load: float = 0.08
    shut: float = 0.08
    travel: float = 0.1
    steady: int = 8


class Grip:
    """Watches the gripper through one attempt; `told` is the opening the brain asked for, before any limit."""

    def __init__(self, touch: Touch | None = None) -> None:
        self._touch = touch or Touch()
        self._widest = 0.0
        self._held = False
        self._since = (0.0, 0.0)  # opening, and what it was told, when it last began to stand still
        self._steady = 0
        self.told: float | None = None
        self.opening = 0.0
        self.load = 0.0

    def feel(self, state, told: float | None) -> None:
        """state: drivers.arm.JointState."""
        self.opening = float(state.positions[GRIPPER])
        self.load = abs(float(state.loads[GRIPPER]))
        self._widest = max(self._widest, self.opening)
        if told is not None:
            self.told = told
        now = (self.opening, self.opening if self.told is None else self.told)
        if abs(now[0] - self._since[0]) > 0.01 or abs(now[1] - self._since[1]) > 0.05:
            self._since, self._steady = now, 0
        else:
            self._steady += 1
        self._held = self._held or self.holding

    @property
    def holding(self) -> bool:
        """The gripper stays wider than it was told to, and bears a load: something is between the fingers."""
        if self.told is None:
            return False
        touch = self._touch
        return self._steady >= touch.steady and self.opening - self.told > touch.margin and self.load >= touch.load

    @property
    def fate(self) -> str:
        """What became of the thing, in one word: "missed" (still in the hand), "dropped" or "empty" (never had it)."""
        if self.holding:
            return "missed"
        return "dropped" if self._held else "empty"

    @property
    def verdict(self) -> str:
        """"" when the hand is as the brain meant it, else "empty" or "dropped"."""
        if self.told is None or self.told < self._touch.shut or self.holding:
            return ""
        if self._widest - self.told < self._touch.travel:
            return ""  # open: nothing to be felt
        return self.fate
