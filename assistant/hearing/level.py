"""How loud it is at a microphone, and for how long there has been no sound at all.

A quiet room still rustles; exact zeros, or less than -80 dBFS, come from a microphone that is muted, switched off or not plugged in. Knows nothing of devices.
"""

from __future__ import annotations

import numpy as np

from assistant.hearing.microphone import NOTHING
from assistant.hearing.speech import RATE

FLOOR = -80  # dBFS
FALL = 60.0  # dB a second at which the meter falls: slow enough to be seen


class Level:
    """A running meter over one stream at 16 kHz. silent: seconds of digital silence up to now."""

    def __init__(self) -> None:
        self.silent = 0.0
        self._dbfs = float(FLOOR)

    @property
    def dbfs(self) -> int:
        """Of full scale: 0 is as loud as it gets, -80 is nothing."""
        return round(self._dbfs)

    def take(self, samples: np.ndarray) -> None:
        """The next of the stream, (n,) float32 in [-1, 1]."""
        if not len(samples):
            return
        seconds = len(samples) / RATE
        sound = samples - samples.mean()  # a muted converter may still give a constant
        self.silent = self.silent + seconds if np.abs(sound).max() < NOTHING else 0.0
        loud = float(np.sqrt(np.mean(np.square(sound))))
        now = 20.0 * np.log10(loud) if loud > 0.0 else FLOOR
        self._dbfs = float(np.clip(max(now, self._dbfs - FALL * seconds), FLOOR, 0))
