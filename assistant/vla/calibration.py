"""When to ask: conformal prediction over what could be meant, as in KnowNo (Ren et al. 2023, arXiv 2307.01928).

On sentences kept apart for it, how much the model believed in what was right is written down, sorted, in the checkpoint's config. For a coverage
target c, the threshold is their conformal quantile: with probability c at least, what is right is among the deeds that are believed in that
much. Where that set is one act, Vela acts; where it is more, or none, it asks.
Knows numbers only.
"""

from __future__ import annotations

from math import floor
from typing import Sequence

UNCALIBRATED = 0.75
"""Threshold of a checkpoint that brings no scores."""


def threshold(scores: Sequence[float], coverage: float) -> float:
    """The largest threshold in [0, 1] that keeps what is right with probability `coverage`, in (0, 1), given its sorted `scores` on sentences kept apart.

    Split conformal prediction (Vovk et al. 2005): of n scores the k-th smallest, k = floor((n + 1) (1 - coverage)); 0 when n is too small for the target.
    """
    if not scores:
        return UNCALIBRATED
    k = floor((len(scores) + 1) * (1 - coverage) + 1e-9)
    return float(scores[k - 1]) if k >= 1 else 0.0
