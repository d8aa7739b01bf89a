"""A soft tone that says "heard" without words. Knows nothing of when."""

from __future__ import annotations

import numpy as np

RATE = 24_000
NOTES = (660.0, 880.0)  # Hz, a rising fourth
NOTE = 0.08  # seconds each
LOUDNESS = 0.12  # of 1: a voice's is about 0.2


def tone() -> tuple[np.ndarray, int]:
    """(n,) float32 mono and its rate, as a voice gives; fades in and out, so that nothing clicks."""
    time = np.arange(int(NOTE * RATE)) / RATE
    shape = LOUDNESS * np.sin(np.pi * time / NOTE) ** 2
    return np.concatenate([shape * np.sin(2 * np.pi * note * time) for note in NOTES]).astype(np.float32), RATE
