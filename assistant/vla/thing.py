"""One thing kept in mind from look to look: what it is, where it is, and which token of the next look is it.

Knows object tokens and how big things are; nothing of pixels, words, joints or what is to be done with the thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from assistant.vla.action import thing_columns
from assistant.vla.shapes import HALF_HEIGHTS, RADII
from assistant.vla.sight import COLORS, KINDS, PICKABLE, Objects
from assistant.vla.spot import Disc

LIKE = 0.2
"""Likeness from which a token may be the thing that is kept in mind."""
JUMP = 0.025
"""Metres it seems to have moved from which it must be seen there twice running to be believed."""
TWIN = 0.03
"""Metres from where its twin stood within which what is seen is the twin."""
LOST = 4
"""Looks without it, after which it is searched for anywhere, and the hand moves aside."""
_COLOR = 0.5  # share of its colour from which another thing may be taken for it when the hand hides it
_GATE = 0.06  # metres a thing may seem to have moved between two looks and still be the same one
_FALL = 0.15  # the same, just after the fingers let go of it
_ALOFT = 0.015  # metres over the table from which what it stands on is no floor of a bowl: the lowest cube is 24 mm
_MEASURED = 0.8  # share that is believed of a place that was measured


@dataclass
class Thing:
    """One thing kept in mind. place (3,) metres, base frame; exact: it was measured, and measured: at this very look; the rest as in Objects, without batch and slot."""

    kind: Tensor
    color: Tensor
    size: Tensor
    place: Tensor
    turn: Tensor
    held: Tensor
    pixel: Tensor
    exact: bool = False
    measured: bool = False
    missing: int = 0
    rumour: Tensor | None = None  # where it was seen last, if that was elsewhere: once is no proof, for a hand in the way may look like anything
    along: Tensor = field(default_factory=lambda: torch.zeros(2))  # which way a box's long side runs, as in Objects
    twins: Tensor = field(default_factory=lambda: torch.zeros(0, 3))  # (K, 3) where others stood that look like it, or may once a hand is in front of them

    @classmethod
    def of(cls, objects: Objects, index: int) -> "Thing":
        thing = cls(*(getattr(objects, name)[0, index].clone() for name in ("kind", "color", "size", "place", "turn", "held", "pixel")))
        thing.exact, thing.along = bool(objects.exact[0, index]), objects.along[0, index].clone()
        fellows = objects.present[0] & ((objects.color[0] * thing.color).sum(-1) > _COLOR) & (objects.kind[0, :, :PICKABLE].sum(-1).round() == thing.kind[:PICKABLE].sum().round())
        others = (thing.likeness(objects) > LIKE) | fellows  # half hidden, a cube may look like a can
        others[index] = False
        thing.twins = objects.place[0, others].clone()
        return thing

    def likeness(self, objects: Objects) -> Tensor:
        """(N,) how far each token has this thing's kind and colour, 0 to 1."""
        return (objects.kind[0] * self.kind).sum(-1) * (objects.color[0] * self.color).sum(-1) * objects.present[0]

    def write_to(self, objects: Objects, index: int) -> None:
        """Makes slot `index` of the tokens, in place, this thing."""
        for name in ("kind", "color", "size", "place", "turn", "held", "pixel"):
            getattr(objects, name)[0, index] = getattr(self, name)
        objects.present[0, index] = True

    def add_to(self, objects: Objects) -> int | None:
        """Gives the thing, which nobody holds, a slot of its own among the tokens, in place. Returns which; None where none is free."""
        free = (~objects.present[0]).nonzero()[:, 0].tolist()
        if not free:
            return None
        self.write_to(objects, free[0])
        objects.held[0, free[0]] = 0.0
        return free[0]

    def lend_looks(self, objects: Objects, index: int) -> None:
        """Gives slot `index` of the tokens, in place, this thing's kind, color and size; where it is stays as it is seen."""
        objects.kind[0, index], objects.color[0, index], objects.size[0, index] = self.kind, self.color, self.size

    def columns(self) -> Tensor:
        return thing_columns(self.kind, self.size, self.place, self.turn, self.held, torch.ones(()))[None]

    @property
    def label(self) -> str:
        return f"{COLORS[int(self.color.argmax())]} {KINDS[int(self.kind.argmax())]}"

    @property
    def wide(self) -> bool:
        """Whether it is one of those that things are put in or on."""
        return float(self.kind[PICKABLE:].sum()) > 0.5

    @property
    def hollow(self) -> bool:
        """Whether things are put in it rather than on it."""
        return self.wide and KINDS[int(self.kind.argmax())] != "plate"

    @property
    def rest(self) -> float:
        """Metres from what it stands on to its middle."""
        return HALF_HEIGHTS[KINDS[int(self.kind.argmax())]][int(self.size.argmax())]

    @property
    def aloft(self) -> bool:
        """Whether it stands on a cube, or higher."""
        return float(self.place[2]) - self.rest > _ALOFT

    @property
    def disc(self) -> Disc:
        """As it stands on the table, seen from above."""
        return Disc(float(self.place[0]), float(self.place[1]), RADII[KINDS[int(self.kind.argmax())]][int(self.size.argmax())])

    @property
    def obstacle(self) -> Tensor:
        """(4,) metres, base frame: x, y, radius and top."""
        return torch.tensor([self.disc.x, self.disc.y, self.disc.radius, float(self.place[2]) + self.rest])

    def follow(self, objects: Objects, trust: float = 0.6, fallen: bool = False, level: bool = False, guessed: float = 0.012) -> None:
        """Takes in the object token that is this thing, if one is: like it, and not far from where it was.

        trust: how far the new place replaces the old; fallen: the fingers just let go of it; level: it stands as high as it stood; guessed: metres
        aside within which a guess, which knows least of heights, says nothing against what was measured before.

        A token that looks held is passed over: what the fingers feel is not looked for, so the hand is only in front of it, and its height a guess.
        """
        like = self.likeness(objects) * (objects.kind[0, :, :PICKABLE].sum(-1).round() == self.kind[:PICKABLE].sum().round())
        gap = (objects.place[0] - self.place).norm(dim=-1)
        gate = 1.0 if self.missing >= LOST else _FALL if fallen else _GATE
        fit = torch.where((gap < gate) & (like > LIKE) & (objects.held[0] < 0.5) & ~self._twin(objects, gap), like.sqrt() - gap / 0.10, -torch.inf)
        best, self.measured = int(fit.argmax()), False
        if not torch.isfinite(fit[best]):
            self.missing += 1
            return
        far = float(gap[best]) > JUMP
        heard, self.rumour = self.rumour, objects.place[0, best].clone() if far else None
        if far and not fallen and (heard is None or float((heard - objects.place[0, best]).norm()) > JUMP):
            self.missing += 1
            return
        exact = self.measured = bool(objects.exact[0, best])
        share = 1.0 if far else max(trust, _MEASURED) if exact else trust
        moved = objects.place[0, best] - self.place
        if not exact and not far and not fallen:
            if level:
                moved[2] = 0.0
            if self.exact and float(moved[:2].norm()) < guessed:
                moved.zero_()
        self.place, self.exact = self.place + share * moved, exact or (self.exact and not far)
        self.turn = torch.nn.functional.normalize(self.turn + share * (objects.turn[0, best] - self.turn), dim=-1)
        self.pixel, self.missing = objects.pixel[0, best].clone(), 0
        if bool(objects.along[0, best].any()):
            self.along = objects.along[0, best].clone()

    def _twin(self, objects: Objects, gap: Tensor) -> Tensor:
        """(N,) which tokens are a twin that stands where it stood, and not this thing, which is `gap` (N,) metres from them."""
        if not len(self.twins):
            return torch.zeros_like(gap, dtype=torch.bool)
        return (torch.cdist(objects.place[0], self.twins).amin(1) < TWIN) & (gap > TWIN)
