"""What the arm hides between one sentence and the next: with a cube in the hand, the block behind it is still there, and the gripper in front of it is no plate.

Knows object tokens, and is told which places (3,), metres, base frame, are hidden; nothing of pixels, words or joints.
"""

from __future__ import annotations

from typing import Callable, Collection, Sequence

import torch
from torch import Tensor

from assistant.vla.sight import PICKABLE, Objects
from assistant.vla.thing import LIKE, Thing

_AROUND = 0.04  # metres around where it stood within which what looks like it is it, seen half


def standing(objects: Objects) -> list[Thing]:
    """All that stands or lies there, to be remembered; what is held goes with the hand."""
    return [Thing.of(objects, index) for index in (objects.present[0] & (objects.held[0] < 0.5)).nonzero()[:, 0].tolist()]


def where_they_stood(things: Sequence[Thing], objects: Objects) -> Tensor:
    """(N,) which tokens are one of `things`, where it stood."""
    found = torch.zeros_like(objects.present[0])
    for thing in things:
        found |= ((objects.place[0] - thing.place).norm(dim=-1) < _AROUND) & (thing.likeness(objects) > LIKE)
    return found


def fill_in(things: Sequence[Thing], objects: Objects, is_hidden: Callable[[Tensor], bool]) -> list[Thing]:
    """Gives, in place, each of `things` that is hidden and not seen now a token of its own. Returns which these are. What is seen elsewhere was moved, and anything that stands where it stood is it or took its place."""
    gone, taken, held = [], torch.zeros_like(objects.present[0]), objects.held[0] > 0.5
    for thing in things:
        another = (objects.kind[0, :, PICKABLE:].sum(-1) > 0.5) != thing.wide  # a can in the bowl has not taken its place
        gap = (objects.place[0] - thing.place).norm(dim=-1).masked_fill(~objects.present[0] | taken | held | another, torch.inf)
        nearest = int(gap.argmin())
        if float(gap[nearest]) < _AROUND:
            taken[nearest] = True
        else:
            gone.append(thing)
    filled = []
    for thing in gone:
        alike = (thing.likeness(objects) > LIKE) & ~taken & ~held
        if bool(alike.any()):
            taken[int(alike.nonzero()[0, 0])] = True
            continue
        if is_hidden(thing.place) and (slot := thing.add_to(objects)) is not None:
            objects.exact[0, slot], taken[slot] = thing.exact, True
            filled.append(thing)
    return filled


def drop_hidden(objects: Objects, is_hidden: Callable[[Tensor], bool], but: Collection[int]) -> None:
    """Takes away, in place, what was said to be seen where something nearer hides it: that was the arm itself. but: slots that nothing was seen in, and are filled all the same."""
    for index in (objects.present[0] & (objects.held[0] < 0.5)).nonzero()[:, 0].tolist():
        if index not in but and is_hidden(objects.place[0, index]):
            objects.present[0, index] = False


def keep_kinds(things: Sequence[Thing], objects: Objects, is_touched: Callable[[Tensor], bool]) -> None:
    """Gives, in place, what things are put in and something is in front of now its kind again: with a finger over it, a box looks like a plate. In the open what is seen counts: it may be another by now."""
    wide = objects.present[0] & (objects.kind[0, :, PICKABLE:].sum(-1) > 0.5)
    for thing in things:
        gap = (objects.place[0] - thing.place).norm(dim=-1).masked_fill(~wide, torch.inf)
        nearest = int(gap.argmin())
        if thing.wide and float(gap[nearest]) < _AROUND and float((objects.color[0, nearest] * thing.color).sum()) > LIKE and is_touched(thing.place):
            objects.kind[0, nearest] = thing.kind
