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
    """Gives, in place, each of `things` that is hidden and not seen now a token of its own, and each of those that things are put in its kind. Returns what was hidden. What is seen elsewhere was moved, and anything that stands where it stood is it or took its place."""
    gone, taken, held = [], torch.zeros_like(objects.present[0]), objects.held[0] > 0.5
    for thing in things:
        another = (objects.kind[0, :, PICKABLE:].sum(-1) > 0.5) != thing.wide  # a can in the bowl has not taken its place
        gap = (objects.place[0] - thing.place).norm(dim=-1).masked_fill(~objects.present[0] | taken | held | another, torch.inf)
        nearest = int(gap.argmin())
        if float(gap[nearest]) < _AROUND:
            taken[nearest] = True
            if thing.wide and float((objects.color[0, nearest] * thing.color).sum()) > LIKE:
                objects.kind[0, nearest] = thing.kind  # with the arm near, a box looks like a plate
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
