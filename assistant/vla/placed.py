"""What was put somewhere is known again for what it was: in the shade of a bowl red looks orange, and a hand in front of it hides it.

Knows object tokens and what was put where; nothing of pixels, words or joints.
"""

from __future__ import annotations

from typing import Callable, Sequence

import torch
from torch import Tensor

from assistant.vla.sight import PICKABLE, Objects
from assistant.vla.thing import LIKE, Thing

_IN_THE_WAY = 0.06  # metres from the fingertips within which the hand itself may be what is measured
_ELBOW_ROOM = 0.04  # metres, seen from above, within which what is seen may be the thing that stands there, and no other
STAYED = 0.025
"""Metres within which a thing is still where it was put."""
_FAINT = 0.15  # how surely something must be seen at least where something is known to be: less than half of what it takes elsewhere
_PLAINLY = 0.02  # likeness below which it is another thing
_SAME_PLACE = 0.012  # metres from where it was put within which it may have any color
_BELOW = 0.012  # metres from which what stands lower is what it was put on
_HIDDEN = 0.12  # metres from the fingertips, seen from above, within which the hand may hide what is there


def not_at(things: Sequence[Thing], place: Tensor) -> list[Thing]:
    """Those that do not stand at `place` (3,), metres, base frame."""
    return [thing for thing in things if float((thing.place - place).norm()) > STAYED]


def where_put(things: Sequence[Thing], objects: Objects) -> list[int | None]:
    """For each of the things the token that stands where it was put and is not plainly another one; no token is two of them.

    Of what stands on a cube, or was not measured, the color says nothing against it: from above, white on red is pink, and yellow in a dark box is blue. Of two in one bowl, it says which.
    """
    fits = []
    for number, thing in enumerate(things):
        below = (thing.place[2] - objects.place[0, :, 2] > _BELOW) & thing.aloft
        gap = (objects.place[0] - thing.place).norm(dim=-1).masked_fill(~objects.present[0] | below, torch.inf)
        other = objects.exact[0] & ((objects.color[0] * thing.color).sum(-1) < _PLAINLY) & (gap > _SAME_PLACE)  # black, and two centimetres beside where white was put
        gap = gap.masked_fill(other, torch.inf)
        nearest = int(gap.argmin())
        alike = (objects.kind[0] * thing.kind).sum(-1) if thing.aloft or not bool(objects.exact[0, nearest]) else thing.likeness(objects)
        if float(gap[nearest]) < STAYED and float(alike[nearest]) > _PLAINLY:
            fits.append((float((objects.color[0, nearest] * thing.color).sum()) < LIKE, float(gap[nearest]), number, nearest))
    found: list[int | None] = [None] * len(things)
    for _, _, number, token in sorted(fits):
        if token not in found:
            found[number] = token
    return found


def make_out(things: Sequence[Thing], objects: Objects) -> None:
    """Takes, in place, what is seen faintly where something of that color was put for seen: far out, or in the shade, a black cube is hardly one to an eye that does not know of it."""
    for thing in things:
        near = (objects.place[0] - thing.place)[:, :2].norm(dim=-1) < STAYED
        if bool((near & objects.present[0]).any()):
            continue
        faint = objects.score[0].masked_fill(~near | ((objects.color[0] * thing.color).sum(-1) < LIKE), 0.0)
        best = int(faint.argmax())
        if float(faint[best]) > _FAINT:
            objects.present[0, best] = True


def still_there(thing: Thing, objects: Objects) -> int | None:
    """The token that stands where the thing stood and is like it. Of what things are put in, its color may differ: with something red in it, a white box looks yellow."""
    alike = objects.kind[0, :, PICKABLE:].sum(-1) * objects.present[0] if thing.wide else thing.likeness(objects)
    gap = (objects.place[0] - thing.place).norm(dim=-1).masked_fill(alike < LIKE, torch.inf)
    return int(gap.argmin()) if float(gap.min()) < STAYED else None


def add_unseen(put: Sequence[Thing], objects: Objects, tip: Tensor, stands: Callable[[Tensor], bool]) -> set[int]:
    """Gives, in place, each thing that was put somewhere, stands there and is not seen a token of its own: red in a red bowl, a mug on its side. Returns which these are.

    tip (3,): the fingers. stands: whether depth says that something stands at a place (3,).
    """
    filled: set[int] = set()
    found = where_put(put, objects)
    known = set(found) - {None}
    for thing, seen in zip(put, found):
        if seen is not None or float((tip - thing.place).norm()) < _IN_THE_WAY or _something_else(thing, objects, known | filled):
            continue
        if stands(thing.place) and (slot := thing.add_to(objects)) is not None:
            filled.add(slot)
    return filled


def _something_else(thing: Thing, objects: Objects, but: set[int]) -> bool:
    """Whether what is seen there, but these, may be what stands there."""
    small = objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)
    small[list(but)] = False
    below = (thing.place[2] - objects.place[0, :, 2] > _BELOW) & thing.aloft
    return bool((small & ~below & ((objects.place[0] - thing.place)[:, :2].norm(dim=-1) < _ELBOW_ROOM)).any())


def recognise(placed: Sequence[Thing], objects: Objects, tip: Tensor) -> list[Thing]:
    """Gives, in place, what stands where something was put the looks of that; tip (3,): the fingers. Returns what was put and is not plainly gone, or swapped."""
    kept = []
    for thing, nearest in zip(placed, where_put(placed, objects)):
        if nearest is not None:
            thing.lend_looks(objects, nearest)
            kept.append(thing)
        elif float((tip[:2] - thing.place[:2]).norm()) < _HIDDEN:
            kept.append(thing)
    return kept
