"""Where beside a thing another is to stand: geometry of the table, no learning.

A network that answers in metres averages over the sides that are free, and the mean of left and right is the thing itself. Knows circles on a
table; nothing of pixels, words or joints. Demonstrator and model ask the same question here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt
from typing import Iterable, Iterator, Sequence

WAYS = {"put_left_of": pi / 2, "put_right_of": -pi / 2, "put_in_front_of": pi, "put_behind": 0.0}
"""Bearing (rad) of each side in the base frame, as the robot sees it: in front of a thing is nearer to the robot."""
_INSIDE = {"bowl": 0.042, "plate": 0.050, "box": 0.043}
"""Metres from the middle to where the side begins."""
_LONG, _WIDE = 0.057, 0.042  # metres from a box's middle to its short and its long sides
TALL = 0.025
"""Metres from its foot to its middle from which the fingers that hold a thing stay above the rim of any container."""
_STILL_IN = 0.040  # metres from a box's middle within which the hand has learned that a thing is in it
_WAY = (0.0, 0.3, 0.6, 0.85, 1.0)  # shares of the way from the middle to the side that are tried
_ROOM_FOR_MORE = 0.85  # the same for the first thing, which is put at the back: the next one finds room in front of it
_LOW_ROOM = 0.6  # the same for what is low: low things need less, and nearer to the side they are seen less surely
_HANDLE = 0.25  # share of the way to a box's long side that what is tall keeps away from it: a mug's handle may point there
_AT_THE_SIDE = 0.05  # what speaks against the whole way: a hand that is a little off puts it on the rim
_FINGER = 0.012  # metres beside a thing, seen from the arm, that the fingers take when they let go of the next one
_GAP = 0.006  # metres between two that stand side by side in a container: a finger's thickness
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


def spot_inside(
    thing: Disc, goal: Disc, kind: str, others: Sequence[Disc], long_side: tuple[float, float] = (0.0, 0.0), tall: bool = False,
) -> tuple[float, float]:
    """(x, y), metres: where in or on the goal, a `kind` of container, `thing` is to be put down: towards the back, or beside what lies there already.

    In front and behind, seen from the arm, rather than to the side: its fingers open sideways. long_side: the direction of a box's, (0, 0) where it is
    not known; tall: the fingers stay above the rim, wherever they open.
    """
    there = [o for o in others if hypot(o.x - goal.x, o.y - goal.y) < goal.radius]
    bearing = atan2(goal.y, goal.x)
    places = []
    for x, y, share in _inside(thing.radius, kind, bearing, *long_side, handle=_HANDLE if tall else 0.0):
        back, aside = x * cos(bearing) + y * sin(bearing), abs(y * cos(bearing) - x * sin(bearing))
        cost = (0.3 if tall else 25.0) * aside + (_AT_THE_SIDE if share >= 1.0 else 0.0)
        if not there:
            cost += 1.0 if share > (_ROOM_FOR_MORE if tall else _LOW_ROOM) else -5 * back - (1.5 * aside if tall else 0.0)
        for other in there:
            between = (x + goal.x - other.x) * cos(bearing) + (y + goal.y - other.y) * sin(bearing)
            cost += 6 * max(other.radius + _FINGER - abs(between), 0.0)
        places.append((goal.x + x, goal.y + y, cost))
    return _best(thing, there, places, _TIGHT)


def fit_inside(kind: str, radii: Sequence[float]) -> bool:
    """Whether up to three upright things of these radii (metres) can stand side by side in a `kind` of container, with room for a finger between them."""
    widest, apart = max(radii), 2 * max(radii) + _GAP
    if kind == "box":
        return len(radii) == 1 or 2 * (_LONG - widest) >= apart * (len(radii) - 1)
    across = {1: apart, 2: 2 * (_INSIDE[kind] - widest), 3: sqrt(3) * (_INSIDE[kind] - widest)}
    return len(radii) in across and across[len(radii)] >= apart


def _inside(radius: float, kind: str, bearing: float, along: float, across: float, handle: float) -> Iterator[tuple[float, float, float]]:
    """Places from the middle (x, y) where a thing so wide stands inside, and the share of the way to the side that each is; `handle` more where that is a box's long side, which is near."""
    if kind == "box" and (along or across):
        shares = sorted({sign * share for share in _WAY for sign in (-1, 1)})
        long, wide = max(_LONG - radius, 0.0), max(_WIDE - radius, 0.0)
        for a, b in ((a, b) for a in shares for b in shares if hypot(a * long, b * wide) < _STILL_IN):
            yield a * long * along - b * wide * across, a * long * across + b * wide * along, max(abs(a), abs(b) + handle if b else 0.0)
        return
    widest = max(_INSIDE[kind] - radius, 0.0)
    yield from ((share * widest * cos(bearing + k * pi / 8), share * widest * sin(bearing + k * pi / 8), share) for share in _WAY for k in range(16))


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


def _best(thing: Disc, others: Sequence[Disc], places: Iterable[tuple[float, float, float]], ample: float = _ROOM) -> tuple[float, float]:
    """ample: metres of room beyond which more is worth nothing."""

    def against(place: tuple[float, float, float]) -> float:
        x, y, cost = place
        room = min((hypot(x - o.x, y - o.y) - o.radius - thing.radius for o in others), default=1.0)
        far, wide = hypot(x, y), abs(y) - sin(_WIDEST) / cos(_WIDEST) * x
        out = max(_NEAREST_REACH - far, 0.0) + max(far - _FARTHEST_REACH, 0.0) + max(wide, 0.0)
        return cost + 40 * max(_TIGHT - room, 0.0) + 8 * max(ample - room, 0.0) + 30 * out

    x, y, _ = min(places, key=against)
    return x, y
