"""What was put somewhere is known again for what it was: in the shade of a bowl red looks orange, and a hand in front of it hides it.

Knows object tokens and what was put where; nothing of pixels, words or joints.
"""

from __future__ import annotations

from typing import Callable, Sequence

import torch
from torch import Tensor

from assistant.vla.sight import PICKABLE, Objects
from assistant.vla.spot import TALL
from assistant.vla.thing import LIKE, Thing

_IN_THE_WAY = 0.06  # metres from the fingertips within which the hand itself may be what is measured
_ELBOW_ROOM = 0.04  # metres, seen from above, within which what is seen may be the thing that stands there, and no other
STAYED = 0.025
"""Metres within which a thing is still where it was put."""
_FAINT = 0.15  # how surely something must be seen at least where something is known to be: less than half of what it takes elsewhere
_PLAINLY = 0.02  # likeness below which it is another thing
_SAME_PLACE = 0.012  # metres from where it was put within which it may have any color
_ON_OTHERS = 0.028  # metres from the table to the foot of a mug or can in a bowl from which it lies on others: one that leans is lower
_ASLANT = (0.0, 0.012, 0.024)  # metres by which what was put in a bowl may stand higher than it was let go: against its wall, and on what else is in there
_HEAP = 0.05  # metres higher than it was put at which a thing in a bowl may lie on others
STILL_IN = 0.05
"""Metres from the middle of a container, seen from above, within which a thing lies in or on it."""
_BELOW = 0.012  # metres from which what stands lower is what it was put on
_HIDDEN = 0.12  # metres from the fingertips, seen from above, within which the hand may hide what is there


def not_at(things: Sequence[Thing], place: Tensor) -> list[Thing]:
    """Those that do not stand at `place` (3,), metres, base frame."""
    return [thing for thing in things if float((thing.place - place).norm()) > STAYED]


def where_put(things: Sequence[Thing], objects: Objects, hollow: Sequence[Thing] = ()) -> list[int | None]:
    """For each of the things the token that stands where it was put and is not plainly another one; no token is two of them.

    Of what stands on a cube, or was not measured, the color says nothing against it: from above, white on red is pink, and yellow in a dark box is blue. Of two in one bowl, it says which.
    hollow: bowls and boxes; what lies in one may lie on what else does.
    """
    fits = []
    for number, thing in enumerate(things):
        below = (thing.place[2] - objects.place[0, :, 2] > _BELOW) & thing.aloft
        away = objects.place[0] - thing.place
        heaped = (away[:, 2] > _BELOW) & (away[:, 2] < _HEAP) & lies_in(thing, hollow)
        gap = torch.where(heaped, away[:, :2].norm(dim=-1), away.norm(dim=-1)).masked_fill(~objects.present[0] | below, torch.inf)
        other = objects.exact[0] & ((objects.color[0] * thing.color).sum(-1) < _PLAINLY) & (gap > _SAME_PLACE)  # black, and two centimetres beside where white was put
        gap = gap.masked_fill(other & ~heaped, torch.inf)
        nearest = int(gap.argmin())
        plain = not thing.aloft and bool(objects.exact[0, nearest]) and not bool(heaped[nearest])
        alike = thing.likeness(objects) if plain else (objects.kind[0] * thing.kind).sum(-1)
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


def lies_in(thing: Thing, bases: Sequence[Thing]) -> bool:
    """Whether the thing lies in or on one of these bowls, boxes and plates."""
    return any(float((base.place - thing.place)[:2].norm()) < STILL_IN for base in bases)


def add_unseen(put: Sequence[Thing], objects: Objects, tip: Tensor, stands: Callable[[Tensor], bool], hollow: Sequence[Thing] = ()) -> set[int]:
    """Gives, in place, each thing that was put somewhere, stands there and is not seen a token of its own: red in a red bowl, a mug on its side, the lowest of three in a bowl. Returns which these are.

    tip (3,): the fingers. stands: whether depth says that something stands at a place (3,). hollow: the bowls and boxes that things were put in, and that are there.
    """
    filled: set[int] = set()
    found = where_put(put, objects, hollow)
    known = set(found) - {None}
    for thing, seen in zip(put, found):
        if seen is not None or float((tip - thing.place).norm()) < _IN_THE_WAY:
            continue
        if not _under_a_heap(thing, objects, hollow):
            inside = lies_in(thing, hollow)
            stranger = _something_else(thing, objects, known | filled)
            if stranger is not None:
                if inside:
                    known.add(stranger)  # of several in a bowl it may be one, but one only
                continue
            if not any(stands(thing.place + torch.tensor([0.0, 0.0, higher])) for higher in (_ASLANT if inside else _ASLANT[:1])):
                continue
        if (slot := thing.add_to(objects)) is not None:
            filled.add(slot)
    return filled


def _under_a_heap(thing: Thing, objects: Objects, hollow: Sequence[Thing]) -> bool:
    """Whether something in the bowl or box that the thing was put in lies on what else is in there, and may hide it."""
    base = next((base for base in hollow if lies_in(thing, (base,))), None)
    if base is None:
        return False
    small = objects.present[0] & objects.exact[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5) & (objects.held[0] < 0.5)
    inside = small & ((objects.place[0] - base.place)[:, :2].norm(dim=-1) < STILL_IN)
    others = (Thing.of(objects, i) for i in inside.nonzero()[:, 0].tolist())
    return any(o.aloft and (o.rest < TALL or float(o.place[2]) - o.rest > _ON_OTHERS) for o in others)


def _something_else(thing: Thing, objects: Objects, but: set[int]) -> int | None:
    """What is seen there, none of these, and may be what stands there; None where there is nothing."""
    small = objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)
    small[list(but)] = False
    below = (thing.place[2] - objects.place[0, :, 2] > _BELOW) & thing.aloft
    gap = (objects.place[0] - thing.place)[:, :2].norm(dim=-1).masked_fill(~small | below, torch.inf)
    return int(gap.argmin()) if float(gap.min()) < _ELBOW_ROOM else None


def recognise(placed: Sequence[Thing], objects: Objects, tip: Tensor, hollow: Sequence[Thing] = ()) -> list[Thing]:
    """Gives, in place, what stands where something was put the looks of that; tip (3,): the fingers; hollow: as in where_put. Returns what was put and is not plainly gone, or swapped."""
    kept = []
    for thing, nearest in zip(placed, where_put(placed, objects, hollow)):
        if nearest is not None:
            thing.lend_looks(objects, nearest)
            kept.append(thing)
        elif float((tip[:2] - thing.place[:2]).norm()) < _HIDDEN:
            kept.append(thing)
    return kept
