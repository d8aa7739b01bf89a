"""What is known of the table beyond the picture: what was put where and in what, what stood there when it was last looked at, and where things were before they were moved.

Knows object tokens, what was put where, and what depth says is hidden; nothing of pixels, words or joints.
"""

from __future__ import annotations

from typing import Collection

from torch import Tensor

from assistant.vla.attention_span import Span
from assistant.vla.bases import recall, uncover, with_base
from assistant.vla.depth import InDepth
from assistant.vla.former_places import FormerPlaces
from assistant.vla.hidden import drop_hidden, fill_in, keep_kinds, standing
from assistant.vla.placed import add_unseen, not_at, recognise, still_there, where_put
from assistant.vla.sight import Objects
from assistant.vla.thing import Thing

KEPT = 6
"""Things that were put somewhere which are remembered."""
_NEARLY, _PARTLY = 0.75, 0.35  # share of a thing that is hidden from which it cannot be seen, and from which it need not be
_WIDE = 0.05  # metres from the middle of a box within which something in front of it may be taken for its side


class Recollection:
    """Of one table. look: the depth picture, or None; without one nothing is known to be hidden, and there is no saying what stands where nothing is seen. tip (3,): the fingers."""

    def __init__(self) -> None:
        self.placed: list[Thing] = []  # what it put somewhere, the latest first: in the shade of a bowl, red looks orange
        self.bases: list[Thing] = []  # what it put that in or on: a plate with a mug on it looks like a bowl
        self.stood: list[Thing] = []  # all that stood there when it was last spoken to, or is known to stand behind the arm
        self.former = FormerPlaces()

    def after(self, span: Span) -> None:
        """An instruction about a thing is over."""
        self.stood = not_at(self.stood, span.began)
        if span.settled:
            self.former.put(span.target.place)
            self.placed = [span.target, *not_at(self.placed, span.began)][:KEPT]  # it may have been put somewhere before
            self.bases = with_base(self.bases, span)

    def recognise(self, objects: Objects, tip: Tensor) -> tuple[list[Thing], list[Thing]]:
        """Gives, in place, what stands where something was put the looks of that. Returns what was put, and in or on what, as far as that is not plainly gone, or swapped."""
        return recognise(self.placed, objects, tip, self._hollow(objects)), recall(self.bases, objects)

    def add_unseen(self, objects: Objects, tip: Tensor, look: InDepth | None) -> set[int]:
        """Gives, in place, what was put somewhere, stands there and is not seen tokens of its own. Returns which these are."""
        return set() if look is None else add_unseen(self.placed, objects, tip, look.stands, self._hollow(objects))

    def reconcile(self, objects: Objects, tip: Tensor, look: InDepth | None) -> set[int]:
        """What is seen and what is remembered become one, in both. Returns the slots of what is there though nothing is seen of it."""
        known = self.add_unseen(objects, tip, look)
        self.placed, self.bases = self.recognise(objects, tip)
        return known | self.uncover(objects)

    def uncover(self, objects: Objects) -> set[int]:
        """Gives, in place, cubes that stand hidden under what was put on them tokens of their own. Returns which these are."""
        return uncover(self.bases, objects)

    def look_behind(self, objects: Objects, look: InDepth | None, known: Collection[int] = ()) -> None:
        """Takes the arm itself for nothing, and gives what it hides, and was seen before, tokens of its own, in place. known: slots of what is there though nothing is seen of it."""
        if look is None or not self.stood:
            return
        if look.table:  # where that is not to be seen, it is no arm that is in front of everything
            drop_hidden(objects, lambda place: look.hidden(place) > _NEARLY, known)
        keep_kinds(self.stood, objects, lambda place: look.hidden(place, _WIDE) > 0)
        fill_in(self.stood, objects, lambda place: look.hidden(place) > _PARTLY)

    def keep(self, objects: Objects) -> None:
        """Remembers what stands there now."""
        self.stood = standing(objects)

    def unseen(self, objects: Objects) -> list[Thing]:
        """What it put somewhere and does not see there now: while it is at work, it takes that to be there all the same."""
        return [thing for thing, seen in zip(self.placed, where_put(self.placed, objects, self._hollow(objects))) if seen is None]

    def _hollow(self, objects: Objects) -> list[Thing]:
        """The bowls and boxes that something was put in and that stand where they stood."""
        return [base for base in self.bases if base.hollow and still_there(base, objects) is not None]
