"""Time as the robot lives it: real seconds in the app, simulated seconds in evaluation.

The executor and safety only ever ask `now` and `sleep_until`, so the same code runs in both. Knows nothing of what
moves the simulated seconds on: it is handed a function that does.
"""

from __future__ import annotations

import time
from typing import Callable, Protocol


class Clock(Protocol):
    """Seconds on the robot's clock. `overlap`: thinking takes time here, so think while moving."""

    overlap: bool

    def now(self) -> float: ...

    def sleep_until(self, moment: float) -> None: ...


class RealClock:
    """`time.monotonic`."""

    overlap = True

    def now(self) -> float:
        return time.monotonic()

    def sleep_until(self, moment: float) -> None:
        """Returns at once when `moment` has passed."""
        left = moment - time.monotonic()
        if left > 0:
            time.sleep(left)


class LockstepClock:
    """Simulated seconds, which pass only in `sleep_until`; thinking takes none of them.

    advance(seconds) steps the simulator and returns when it has done so.
    """

    overlap = False

    def __init__(self, advance: Callable[[float], None], start: float = 0.0) -> None:
        self._advance = advance
        self._now = start

    def now(self) -> float:
        return self._now

    def sleep_until(self, moment: float) -> None:
        left = moment - self._now
        if left > 1e-9:
            self._advance(left)
            self._now = moment
