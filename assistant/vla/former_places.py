"""Where things stood before they were moved, for "put it back where it was".

Knows things and where they stood; nothing of pixels, words or joints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from torch import Tensor

from assistant.vla.placed import STAYED, lies_in
from assistant.vla.shapes import HALF_HEIGHTS
from assistant.vla.thing import Thing

_OVER = 0.020  # metres between two middles, seen from above, within which what stands higher stands on the other
KEPT = 8
"""Moves that are remembered."""
WHERE_IT_WAS = " where it was"
"""How a step ends that puts a thing back."""


@dataclass(frozen=True)
class FormerPlace:
    """place (3,): metres, base frame. base: what the thing lay in or stood on there; None on the table."""

    place: Tensor
    base: Thing | None = None

    @classmethod
    def of(cls, thing: Thing, others: Sequence[Thing]) -> "FormerPlace":
        """Where `thing` stands now, among others."""
        aside = lambda o: float((o.place - thing.place)[:2].norm())  # noqa: E731
        below = [o for o in others if not o.wide and aside(o) < _OVER and float(thing.place[2] - o.place[2]) > min(HALF_HEIGHTS["cube"])]
        around = [o for o in others if o.wide and lies_in(thing, (o,))]
        return cls(thing.place.clone(), min(below or around, key=aside, default=None))


class FormerPlaces:
    """Of each thing that was moved, and of the one in the hand, where it stood before."""

    def __init__(self) -> None:
        self._moved: list[tuple[Tensor, FormerPlace]] = []  # where it was put, and where it was before; the latest first
        self._taken: FormerPlace | None = None  # where what is in the hand was taken from
        self._before: FormerPlace | None = None  # and where it was before it was put there
        self._now = False

    def told(self) -> None:
        """A new command: what is in the hand is there from before."""
        self._now = False

    def take(self, place: FormerPlace) -> None:
        """The hand took a thing from there."""
        self._taken, self._now, self._before = place, True, self.before(place.place)

    def before(self, place: Tensor) -> FormerPlace | None:
        """Where what stands at `place` (3,) was before it was put there; None where it was not put there."""
        return next((before for put, before in self._moved if float((put - place).norm()) < STAYED), None)

    def empty(self) -> None:
        """There is nothing in the hand: what was taken fell, or somebody took it."""
        self._taken = self._before = None

    def put(self, place: Tensor) -> None:
        """What was in the hand stands at `place` (3,) now."""
        if self._taken is None:
            return
        gone = (place, self._taken.place)
        kept = [(put, before) for put, before in self._moved if min(float((put - p).norm()) for p in gone) > STAYED]
        self._moved = [(place.clone(), self._taken), *kept][:KEPT]
        self.empty()

    @property
    def of_held(self) -> FormerPlace | None:
        """Where what is in the hand goes to be where it was: taken by this very command, to where it stood before it was last put somewhere; held since before, to where it was taken from."""
        return self._before if self._now and self._before is not None else self._taken
