"""What things were put in or on, kept in mind: a plate with a mug on it looks like a bowl, and a cube under another is not to be seen at all.

Knows object tokens and what was put where; nothing of pixels, words or joints.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from torch import Tensor

from assistant.vla.attention_span import Span
from assistant.vla.sight import PICKABLE, Objects
from assistant.vla.thing import LIKE, Thing

_STAYS = 0.03  # metres it may be pushed, or seem to have been, and still be the same
_PUSHED = 0.012  # metres from which it was pushed; less is what lies on it being taken for a part of it
_PLAINLY = 0.02  # share of its color below which it is another one, whatever lies in it
_ABOVE = 0.012  # metres from which what stands at the same spot stands higher, and is another thing
KEPT = 6


def with_base(bases: Sequence[Thing], span: Span) -> list[Thing]:
    """What is kept in mind once `span` has put its thing somewhere; the latest first."""
    kept = [base for base in bases if float((base.place - span.began).norm()) > _STAYS]  # it is not there any more if it was itself what was taken
    if not span.on_goal:
        return kept
    same = [_same(base, span.goal) for base in kept]
    known = kept[same.index(True)] if True in same else None  # seen before anything lay on it
    before = span.goal_began if known is None else known.place
    base = replace(span.goal, color=(span.goal if known is None else known).color.clone())
    if _gap(before, span.goal.place) < _PUSHED:
        base.place = before.clone()
    return [base, *(other for other, again in zip(kept, same) if not again)][:KEPT]


def recall(bases: Sequence[Thing], objects: Objects) -> list[Thing]:
    """Gives, in place, the containers that stand where they stood their kind, their color and their middle again. Returns the bases that are not plainly others by now.

    Of one that something lies in the color says little: a blue box with a red and a green cube in it is seen as hardly blue.
    """
    kept = []
    for base in bases:
        if not base.wide:
            kept.append(base)
            continue
        gap = (objects.place[0] - base.place)[:, :2].norm(dim=-1)
        there = objects.present[0] & (objects.kind[0, :, PICKABLE:].sum(-1) > 0.5) & (gap < _STAYS)
        if not bool(there.any()):
            kept.append(base)  # the arm may hide it
            continue
        index = int(gap.masked_fill(~there, 1.0).argmin())
        small = objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)
        filled = bool((small & ((objects.place[0] - objects.place[0, index])[:, :2].norm(dim=-1) < base.disc.radius)).any())
        if float((objects.color[0, index] * base.color).sum()) < (_PLAINLY if filled else LIKE):
            continue
        objects.kind[0, index], objects.color[0, index] = base.kind, base.color
        if float(gap[index]) < _PUSHED:
            objects.place[0, index] = base.place
        kept.append(base)
    return kept


def uncover(bases: Sequence[Thing], objects: Objects) -> set[int]:
    """Gives, in place, a cube that stands hidden under what was put on it a token of its own. Returns which tokens these are."""
    filled: set[int] = set()
    for base in bases:
        if base.wide:
            continue
        rise = objects.place[0, :, 2] - base.place[2]
        there = objects.present[0] & ((objects.place[0] - base.place)[:, :2].norm(dim=-1) < _STAYS)
        if bool((there & (rise > _ABOVE)).any()) and not bool((there & (rise <= _ABOVE)).any()):
            filled.add(base.add_to(objects))
    return filled - {None}


def _same(base: Thing, goal: Thing) -> bool:
    return base.wide == goal.wide and _gap(base.place, goal.place) < _STAYS and (base.wide or abs(float(base.place[2] - goal.place[2])) < _ABOVE)


def _gap(one: Tensor, other: Tensor) -> float:
    """Metres between them, seen from above."""
    return float((one - other)[:2].norm())
