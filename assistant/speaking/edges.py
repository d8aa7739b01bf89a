"""The silence before and after what a voice says. Hibari begins every sentence with 0.3 s of it: as long as she took to think.

Knows nothing of voices or texts.
"""

from __future__ import annotations

import numpy as np

INAUDIBLE = 10 ** (-50 / 20)  # of the loudest sample: the breath before a soft consonant is louder
BEFORE, AFTER = 0.02, 0.2  # seconds that are left: a consonant may rise slowly, and the next sentence does not follow on the heels of the last


def without_silence(samples: np.ndarray, rate: int) -> np.ndarray:
    """(n,) float32 at `rate` a second, without what is inaudible at its beginning and end; nothing where all is silence."""
    loudness = np.abs(samples)
    audible = np.flatnonzero(loudness > INAUDIBLE * loudness.max(initial=0.0))
    if not len(audible):
        return samples[:0]
    return samples[max(0, audible[0] - round(BEFORE * rate)) : audible[-1] + 1 + round(AFTER * rate)]
