"""Where beside a thing another is to stand: geometry of the table, no learning.

A network that answers in metres averages over the sides that are free, and the mean of left and right is the thing itself. Knows circles on a
table; nothing of pixels, words or joints. Demonstrator and model ask the same question here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import Iterator, Sequence

WAYS = {"put_left_of": pi / 2, "put_right_of": -pi / 2, "put_in_front_of": pi, "put_behind": 0.0}
"""Bearing (rad) of each side in the base frame, as the robot sees it: in front of a thing is nearer to the robot."""
_INSIDE = {"bowl": 0.042, "plate": 0.050, "box": 0.043}
"""Metres from the middle to where the side begins."""
_ROOM_FOR_MORE = 0.6  # share of the way to the side that the first thing is put at the back: the next one finds room in front of it
_NEXT = 0.024  # metres of gap for "next to": seen as such by everybody, and the fingers still fit
_ASIDE = 0.032  # the same for the four sides
_ALONG = 0.05  # metres by which it must lie on the side that was named
_FARTHEST = 0.17  # metres between the two middles
_NEAREST_REACH, _FARTHEST_REACH, _WIDEST = 0.162, 0.300, 1.15  # metres from the base, and rad to the side: where the fingers come straight down
_ROOM, _TIGHT = 0.030, 0.012  # metres between it and the others: as much as one likes, and as little as one can


@dataclass(frozen=True)
class Disc:
    """A thing as it stands: middle and radius, metres, base frame."""

    x: float
    y: float
    radius: float


def spot_beside(skill: str, thing: Disc, goal: Disc, others: Sequence[Disc]) -> tuple[float, float]:
    """(x, y), metres: where `thing` is to stand for `skill` (put_left_of, …, put_next_to). The best there is, even when none is good."""
    return _best(thing, others, _beside(skill, thing, goal))


def spot_inside(thing: Disc, goal: Disc, kind: str, others: Sequence[Disc]) -> tuple[float, float]:
    """(x, y), metres: where in or on the goal, a `kind` of container, `thing` is to be put down: towards the back, or beside what lies there already.

    In front and behind, seen from the arm, rather than to the side: its fingers open sideways.
    """
    there = [o for o in others if hypot(o.x - goal.x, o.y - goal.y) < goal.radius]
    widest, bearing = max(_INSIDE[kind] - thing.radius, 0.0), atan2(goal.y, goal.x)
    turns = [k * pi / 8 for k in range(16)] if there else [0.0]
    ways = (widest / 2, widest) if there else (_ROOM_FOR_MORE * widest,)
    places = ((goal.x + away * cos(bearing + a), goal.y + away * sin(bearing + a), 0.3 * abs(sin(a))) for away in ways for a in turns)
    return _best(thing, there, places)

def spot_for_down(thing: Disc, others: Sequence[Disc]) -> tuple[float, float]:
    """(x, y), metres: where `thing`, held above the table, is to be put down: under it, or near by where there is room."""
    return _best(thing, others, ((thing.x + away * cos(a), thing.y + away * sin(a), 5 * away) for away in (0.0, 0.04, 0.07, 0.10) for a in (k * pi / 4 for k in range(8))))


def _beside(skill: str, thing: Disc, goal: Disc) -> Iterator[tuple[float, float, float]]:
    """Places (x, y) and what speaks against each."""
    named = WAYS.get(skill)
    apart = goal.radius + thing.radius + (_NEXT if named is None else _ASIDE)
    turns = [k * pi / 8 for k in range(16)] if named is None else [k * 0.175 for k in range(-7, 8)]
    for further in (0.0, 0.01) if named is None else (0.0, 0.02, 0.04, 0.06, 0.08, 0.10):
        away = apart + further
        for turn in turns:
            if named is not None and (away * cos(turn) < _ALONG or away > max(_FARTHEST, apart)):
                continue
            bearing = turn + (named or 0.0)
            yield goal.x + away * cos(bearing), goal.y + away * sin(bearing), 8 * further + (0.0 if named is None else 0.3 * abs(turn))


def _best(thing: Disc, others: Sequence[Disc], places: Iterator[tuple[float, float, float]]) -> tuple[float, float]:
    def against(place: tuple[float, float, float]) -> float:
        x, y, cost = place
        room = min((hypot(x - o.x, y - o.y) - o.radius - thing.radius for o in others), default=1.0)
        far, wide = hypot(x, y), abs(y) - sin(_WIDEST) / cos(_WIDEST) * x
        out = max(_NEAREST_REACH - far, 0.0) + max(far - _FARTHEST_REACH, 0.0) + max(wide, 0.0)
        return cost + 40 * max(_TIGHT - room, 0.0) + 8 * max(_ROOM - room, 0.0) + 30 * out

    x, y, _ = min(places, key=against)
    return x, y
