"""How loud the room is while nobody speaks in it, and whether a sound stands out from that.

Silero takes people who talk in the background for speech, as they are; what is said to Vela is louder than they. Knows nothing of speech or turns.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from assistant.hearing.speech import RATE, WINDOW

REMEMBERED = 3.0  # seconds of the room's own sound, and of all sound, over which their loudness is taken
FEWEST = 6  # windows of it before there is an opinion
ABOVE = 5.0  # dB over the room's own by which what is said to Vela stands out: of babble 10 dB below speech one window in a hundred does
SOONEST = 1.0  # seconds of sound, of whatever kind, before there is an opinion on how steady it is
SOFTEST = 0.15  # share of those windows that even amid speech are hardly more than the room
STEADY = 8.0  # dB over these by which what is said to Vela stands out: one voice rises and falls by far more, of many at once the sum does not


class NoiseFloor:
    """A running estimate over the windows of one stream; levels are decibels of full scale.

    It rests on the windows in which nobody spoke (`note`), and on the softest of all (`hear`): where people talk from the first sound on, there are none of the others.
    """

    def __init__(self) -> None:
        self._heard: deque[float] = deque(maxlen=round(REMEMBERED * RATE / WINDOW))
        self._levels: deque[float] = deque(maxlen=round(REMEMBERED * RATE / WINDOW))
        self._sum = 0.0

    @property
    def level(self) -> float:
        """The mean of the levels noted; -inf while they are too few."""
        return self._sum / len(self._levels) if len(self._levels) >= FEWEST else -math.inf

    @property
    def softest(self) -> float:
        """The level below which SOFTEST of all windows lie; -inf while they are too few."""
        return sorted(self._heard)[int(SOFTEST * len(self._heard))] if len(self._heard) >= SOONEST * RATE / WINDOW else -math.inf

    def is_above(self, level: float) -> bool:
        """Whether so loud a window is more than the room's own, as far as that was heard by itself."""
        return level >= self.level + ABOVE

    def stands_out(self, level: float) -> bool:
        """Whether so loud a window may be speech that is meant to be heard."""
        return self.is_above(level) and level >= self.softest + STEADY

    def hear(self, level: float) -> None:
        """A window, whatever is in it."""
        self._heard.append(level)

    def note(self, level: float) -> None:
        """A window that was the room's own."""
        if len(self._levels) == self._levels.maxlen:
            self._sum -= self._levels[0]
        self._levels.append(level)
        self._sum += level


def decibels(window: np.ndarray) -> float:
    """(n,) float32 -> its mean power in dB of full scale, -100 for digital silence."""
    return 10.0 * math.log10(float(np.mean(np.square(window))) + 1e-10)
