"""One more look when all is done: is what was put somewhere still there, or was it knocked out by what came after it?

Only what is seen elsewhere is said to be elsewhere; what is not to be seen at all is hidden. Knows object tokens and what was done; nothing of
pixels, words or joints.
"""

from __future__ import annotations

from typing import Sequence

import torch
from torch import Tensor

from assistant.vla.attention_span import Span
from assistant.vla.sight import PICKABLE, Objects
from assistant.vla.thing import LIKE


def look_back(done: Sequence[Span], objects: Objects, tip: Tensor) -> tuple[list[Span], list[Span]]:
    """Those whose thing now lies elsewhere, and those whose thing is not to be seen. tip (3,): the fingers, which may be in the way."""
    amiss, hidden, missing, taken = [], [], [], set()
    for span in done:
        there = next((i for i in _there(span, objects) if i not in taken), None)
        if there is None:
            missing.append(span)
        else:
            taken.add(there)  # of two alike, each needs one
    others = objects.present[0].clone()
    others[list(taken)] = False
    for span in missing:
        (hidden if span.astray(objects, tip, others) is None else amiss).append(span)
    return amiss, hidden


def _there(span: Span, objects: Objects) -> list[int]:
    """The tokens that may be the span's thing, standing or lying where it was put: of its colour, whatever else they look like."""
    color = (objects.color[0] * span.target.color).sum(-1)
    pickable = objects.kind[0, :, :PICKABLE].sum(-1) > 0.5
    found = objects.present[0] & pickable & (objects.held[0] < 0.5) & (color > LIKE) & span.within(objects.place[0]) & ~span.sunk(objects)
    return torch.nonzero(found)[:, 0].tolist()
