"""How a low thing in a box is gripped: with both fingers between its walls. Across the arm one of them often comes down on a wall, and lifts the box with what lies in it.

Geometry of the table, no learning. Knows things on the table; nothing of pixels, words or joints.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, pi, sin
from typing import Sequence

from torch import Tensor

from assistant.vla.grasp import CLEARANCE, PAN_AXIS, width
from assistant.vla.sight import KINDS
from assistant.vla.thing import Thing

_LONG, _WIDE = 0.057, 0.042  # metres from a box's middle to its short and its long walls, inside
_FIXED, _MOVING = 0.020, 0.012  # metres that each fingertip takes beside the thing, the way the fingers open: the fixed one is thick, and comes down some millimetres off
_BROAD = 0.007  # metres from the middle of a fingertip to its edge, across that way
_CLOSING = 0.008  # metres between the thing and the finger that closes on it, where there is least room
_TURNS = tuple(k * pi / 24 for k in range(-13, 7))
"""Rad from across the arm that the fingers may be turned: the wrist turns further one way than the other."""
_ROLLED = 0.012  # metres that a thing may move before it is settled anew how it is gripped
_ASKEW = 0.004  # metres of room that a turn by one radian is worth


@dataclass(frozen=True)
class Walls:
    """A box: its middle (x, y) in metres and the direction (x, y) of its long side, base frame."""

    middle: tuple[float, float]
    long: tuple[float, float]

    def room(self, x: float, y: float, way: float) -> float:
        """Metres from (x, y) to the nearest wall along `way` (rad), for something as broad as a fingertip; less than nothing from outside."""
        return min(self._free(x - side * sin(way), y + side * cos(way), way) for side in (-_BROAD, 0.0, _BROAD))

    def _free(self, x: float, y: float, way: float) -> float:
        (mx, my), (lx, ly) = self.middle, self.long
        dx, dy, wx, wy = x - mx, y - my, cos(way), sin(way)
        sides = ((dx * lx + dy * ly, wx * lx + wy * ly, _LONG), (dy * lx - dx * ly, wy * lx - wx * ly, _WIDE))
        if any(abs(at) > half for at, _, half in sides):
            return -max(abs(at) - half for at, _, half in sides)
        return min((half - at if goes > 0 else half + at) / abs(goes) if abs(goes) > 1e-6 else 1.0 for at, goes, half in sides)


def opening_between(walls: Walls, x: float, y: float, wide: float, faces: float | None) -> float:
    """Rad, base frame: the way the fingers are to open, from the fixed one to the other, about a thing at (x, y) that is `wide` metres wide.

    faces: the yaw (rad) of a thing with four faces, None of a round one. The way in which both fingers find room; of such, the one that is most across the arm.
    """
    across = atan2(y, x - PAN_AXIS) + pi / 2
    turns: Sequence[float] = _TURNS
    if faces is not None:
        askew = (faces - across + pi / 4) % (pi / 2) - pi / 4
        turns = [askew + k * pi / 2 for k in (-1, 0, 1) if _TURNS[0] <= askew + k * pi / 2 <= _TURNS[-1]]

    def against(turn: float) -> float:
        way = across + turn
        fixed = wide / 2 + CLEARANCE + _FIXED - walls.room(x, y, way + pi)
        other = wide / 2 + _CLOSING + _MOVING - walls.room(x, y, way)
        return max(fixed, 0.0) + max(other, 0.0) + _ASKEW * abs(turn)

    return across + min(turns, key=against)


@dataclass
class Grip:
    """How the fingers open about a thing between walls: settled once, and anew when it has rolled."""

    walls: Walls
    _lay: Tensor | None = None
    _way: float = 0.0

    @classmethod
    def between(cls, others: Sequence[Thing], thing: Thing) -> "Grip | None":
        """Where one of the others is a box that the thing lies in, and it is known which way that stands."""
        for box in others:
            if KINDS[int(box.kind.argmax())] == "box" and bool(box.along.any()) and float((box.place - thing.place)[:2].norm()) < box.disc.radius:
                return cls(Walls(tuple(box.place[:2].tolist()), tuple(box.along.tolist())))
        return None

    def opens(self, thing: Thing) -> float:
        """Rad, base frame: from the fixed finger to the other."""
        if self._lay is None or float((self._lay - thing.place)[:2].norm()) > _ROLLED:
            yaw = atan2(float(thing.turn[1]), float(thing.turn[0])) / 4
            faces = yaw if KINDS[int(thing.kind.argmax())] == "cube" else None
            self._lay = thing.place.clone()
            self._way = opening_between(self.walls, *thing.place[:2].tolist(), float(width(thing.kind[None], thing.size[None])), faces)
        return self._way
