"""How what things are put in stands, by its rim in the depth picture: where its middle is, and which way its long side runs.

Sight alone is some millimetres off in the middle and cannot tell a box's long side from its short one; two cups only fit along the long one.
Knows points in the base frame; nothing of pixels, words or joints.
"""

from __future__ import annotations

import numpy as np

_RIMS = {"bowl": (0.040, 0.108, 0.108), "plate": (0.012, 0.118, 0.118), "box": (0.030, 0.120, 0.090)}
"""Height of the rim, how long and how wide it is from end to end, metres."""
_BAND = (0.006, 0.003)  # metres below and above the rim that count as the rim
_FARTHEST = 0.085  # metres from where sight has the middle within which the rim is looked for
_OFF = 0.008  # metres by which what was measured may be longer or shorter, and its middle elsewhere, to be believed
_ON_RIM, _A_SIDE = 0.7, 0.15  # shares of the points that lie on the four sides of what was found, and on its ends or its sides alone
_FEWEST = 40  # points on a rim
_TURNS = np.radians(np.arange(0, 180, 3))


def find_rim(cloud: np.ndarray, kind: str, middle: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The middle (2,) and the direction (2,) of the long side, zeros where no side is longer; None when the rim is not to be seen whole.

    cloud (N, 3): points measured about it, metres, the table at height 0; middle (2,): where it seems to be.
    """
    height, long, wide = _RIMS[kind]
    aside = cloud[:, :2] - middle
    rim = aside[(cloud[:, 2] > height - _BAND[0]) & (cloud[:, 2] < height + _BAND[1]) & (np.linalg.norm(aside, axis=1) < _FARTHEST)]
    if len(rim) < _FEWEST:
        return None
    turns = _TURNS if long > wide else _TURNS[:1]
    ways = np.stack([np.cos(turns), np.sin(turns)], 1)  # of the long side
    across = ways @ [[0, 1], [-1, 0]]
    spans = []
    for directions in (ways, across):
        along = rim @ directions.T
        spans.append((along.min(0), along.max(0)))
    off = np.maximum(*(np.abs(high - low - size) for (low, high), size in zip(spans, (long, wide))))
    best = int(off.argmin())
    middles = [(low[best] + high[best]) / 2 for low, high in spans]
    if off[best] > _OFF or np.hypot(*middles) > 2 * _OFF:
        return None
    if long > wide:  # a part of it may be as long and as wide, askew
        ends, sides = (np.abs(np.abs(rim @ way[best] - m) - size / 2) < _OFF / 2 for way, m, size in zip((ways, across), middles, (long, wide)))
        if (ends | sides).mean() < _ON_RIM or ends.mean() < _A_SIDE or sides.mean() < _A_SIDE:
            return None
    centre = middles[0] * ways[best] + middles[1] * across[best]
    return middle + centre, ways[best] if long > wide else np.zeros(2)
