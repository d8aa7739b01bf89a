"""What a table's top may look like besides plain: patterns of two colours, made by rule and drawn from a number.

Knows nothing of MuJoCo or of what stands on it.
"""

from __future__ import annotations

import numpy as np

PATTERNS = ("checks", "stripes", "wood", "cloth", "stone")
_PIXELS = 512


def pattern(name: str, first, second, number: int) -> np.ndarray:
    """(512, 512, 3) uint8, to be laid once over the whole table; colours (3,) in [0, 1]. ValueError for a name that is none of PATTERNS."""
    rng = np.random.default_rng(number)
    v, u = np.mgrid[0:_PIXELS, 0:_PIXELS] / _PIXELS
    turn = rng.uniform(0, np.pi)
    along, across = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    if name == "checks":
        count = rng.uniform(6, 40)
        share = ((np.floor(along * count) + np.floor(across * count)) % 2)
    elif name == "stripes":
        count, part = rng.uniform(5, 40), rng.uniform(0.2, 0.8)
        share = (along * count % 1 < part).astype(float)
    elif name == "wood":
        bent = across + 0.05 * _clouds(rng, 4)
        share = 0.6 * (0.5 + 0.5 * np.sin(2 * np.pi * bent * rng.uniform(12, 40))) + 0.4 * _clouds(rng, 90)
        plank = np.floor(across * rng.uniform(3, 9))
        share = np.clip(share * (0.6 + 0.4 * np.sin(plank * 12.9) ** 2), 0, 1)
    elif name == "cloth":
        count = rng.uniform(20, 90)
        share = 0.5 * (along * count % 1 < 0.5) + 0.5 * (across * count % 1 < 0.5)
    elif name == "stone":
        share = np.clip(0.5 * _clouds(rng, int(rng.integers(4, 14))) + 0.5 * _clouds(rng, int(rng.integers(20, 120))), 0, 1) ** rng.uniform(0.5, 2)
    else:
        raise ValueError(f"There is no pattern {name!r}; there are {', '.join(PATTERNS)}.")
    first, second = np.asarray(first, float), np.asarray(second, float)
    return np.round(255 * np.clip(first + share[..., None] * (second - first), 0, 1)).astype(np.uint8)


def _clouds(rng: np.random.Generator, cells: int) -> np.ndarray:
    """(512, 512) in [0, 1]: smooth noise of so many cells across."""
    grid = rng.random((cells + 1, cells + 1))
    steps = np.linspace(0, cells, _PIXELS, endpoint=False)
    low, part = np.floor(steps).astype(int), steps % 1
    part = part * part * (3 - 2 * part)
    rows = grid[low] + part[:, None] * (grid[low + 1] - grid[low])
    return rows[:, low] + part * (rows[:, low + 1] - rows[:, low])
