"""What is on the table in a lesson: drawing scenes, and what is true in them (relations, the shortest unique name of each thing).

Base frame: x forward, y left, z up, metres. Knows nothing of sentences but the robot's own names for things.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from typing import Sequence

from assistant.vla.shapes import HALF_HEIGHTS, RADII
from assistant.vla.training.language.phrases import Draw

KINDS = ("cube", "cup", "ball", "can", "bowl", "plate", "box")
PICKABLE = ("cube", "cup", "ball", "can")
CONTAINERS = ("bowl", "plate", "box")
COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "pink", "white", "black")
SIZES = ("small", "medium", "large")
NEAR, FAR, SIDE = 0.14, 0.30, 0.20  # metres: where things stand, x from NEAR to FAR, y from -SIDE to SIDE
_REACH = 0.325  # metres from the base: corners further out are left empty
_BOX = 0.075  # metres from a box's middle to its corner
_FLOOR = {"bowl": 0.006, "plate": 0.006, "box": 0.004}  # metres from the table to what lies inside


@dataclass(frozen=True, slots=True)
class SceneObject:
    """One thing. Position of its centre in metres, yaw in radians; inside: index of what it lies in or stands on."""

    kind: str
    color: str
    size: str
    x: float
    y: float
    z: float
    yaw: float = 0.0
    held: bool = False
    inside: int | None = None


Scene = tuple[SceneObject, ...]
Look = tuple[str, str, str]  # kind, colour, size


def radius(kind: str, size: str) -> float:
    """Metres from the thing's axis to its outermost point, seen from above."""
    return _BOX if kind == "box" else RADII[kind][SIZES.index(size)]


def half_height(kind: str, size: str) -> float:
    return HALF_HEIGHTS[kind][SIZES.index(size)]


def any_look(draw: Draw, kinds: Sequence[str] = KINDS) -> Look:
    kind = draw.of(kinds)
    size = "medium" if kind not in ("cube", "ball") or draw.random() < 0.6 else draw.of(("small", "large"))
    return kind, draw.of(COLORS), size


def near_miss(draw: Draw, look: Look) -> Look:
    """A look that shares kind or colour with this one, but not both."""
    kind, color, size = look
    same_group = PICKABLE if kind in PICKABLE else CONTAINERS
    if draw.random() < 0.55:
        other = draw.of(COLORS)
        return kind, other if other != color else COLORS[COLORS.index(color) - 1], size
    other = draw.of(same_group)
    return other if other != kind else same_group[same_group.index(kind) - 1], color, "medium"


class NoRoom(Exception):
    """This drawn scene did not work out; draw another. Never leaves the package."""


def build(draw: Draw, looks: Sequence[Look], inside: dict[int, int] | None = None, held: int | None = None) -> tuple[Scene, list[int]]:
    """Places the looks, in random order. inside: {look: look it lies in or stands on}.

    Returns the scene and, for each look, its index in the scene. Raises NoRoom when they do not fit or two would have no names of their own.
    """
    if draw.bare:
        inside = held = None
    inside = inside or {}
    order = draw.shuffled(range(len(looks)))
    where = [0] * len(looks)
    for index, look in enumerate(order):
        where[look] = index
    random, room = draw.random, draw.gap
    round_table = draw.bare or random() < 0.6  # around the arm, as the simulator places things; else anywhere, as people may
    spots: dict[int, tuple[float, float, float]] = {}
    taken: list[tuple[float, float, float]] = []
    for look in sorted(range(len(looks)), key=lambda i: looks[i][0] in PICKABLE):  # large things first
        if look in inside or look == held:
            continue
        kind, _, size = looks[look]
        r = radius(kind, size)
        for _ in range(30):
            if round_table:
                far = 0.19 + 0.08 * random() if r > 0.05 else 0.155 + 0.13 * random()
                side = 1.9 * random() - 0.95
                x, y = far * cos(side), far * sin(side)
            else:
                x, y = NEAR + (FAR - NEAR) * random(), SIDE * (2 * random() - 1)
                if x * x + y * y > _REACH * _REACH:
                    continue
            for tx, ty, tr in taken:
                gap = r + tr + room
                if (x - tx) * (x - tx) + (y - ty) * (y - ty) < gap * gap:
                    break
            else:
                taken.append((x, y, r))
                spots[look] = (x, y, half_height(kind, size))
                break
        else:
            raise NoRoom
    loads: dict[int, int] = {}
    for look, base in inside.items():
        bx, by, bz = spots[base]
        count = loads[base] = loads.get(base, 0) + 1
        base_kind = looks[base][0]
        shift = 0.0 if base_kind == "cube" else 0.018 if count < 3 else 0.03
        floor = _FLOOR[base_kind] if base_kind in _FLOOR else 2 * bz
        side = (1, -1, 0)[min(count, 3) - 1]
        spots[look] = (bx + draw.between(-0.008, 0.008) * (shift > 0), by + side * shift, floor + half_height(looks[look][0], looks[look][2]))
    if held is not None:
        spots[held] = (draw.between(0.16, 0.26), draw.between(-0.12, 0.12), draw.between(0.10, 0.20))
    scene = tuple(
        SceneObject(*looks[look], *spots[look], 6.2832 * random() - 3.1416, look == held, where[inside[look]] if look in inside else None)
        for look in order)
    return scene, where


def same_look(scene: Scene, index: int) -> list[int]:
    """Indexes of the things with the same kind and colour, itself included."""
    kind, color = scene[index].kind, scene[index].color
    return [i for i, o in enumerate(scene) if o.kind == kind and o.color == color]


def names(scene: Scene) -> tuple[str, ...]:
    """The shortest unique name of each thing: "red cup", "small red cube", "left red cube", "red cube on the white plate".

    Raises NoRoom when two things cannot be told apart.
    """
    result: list[str] = [""] * len(scene)
    for index, thing in enumerate(scene):
        if result[index]:
            continue
        twins = same_look(scene, index)
        plain = f"{thing.color} {thing.kind}"
        if len(twins) == 1:
            result[index] = plain
        else:
            for twin, name in zip(twins, _tell_apart(scene, twins, plain)):
                result[twin] = name
    return tuple(result)


def _tell_apart(scene: Scene, twins: list[int], plain: str) -> list[str]:
    things = [scene[i] for i in twins]
    sizes = [t.size for t in things]
    if len(set(sizes)) == len(sizes):
        return [f"{size} {plain}" for size in sizes]
    if any(t.held or t.inside is not None for t in things):
        places = [_place(scene, t) for t in things]
        if len(set(places)) < len(places):
            raise NoRoom
        return [f"held {plain}" if place == "held" else f"{plain} {place}" for place in places]
    for axis, ends in (("y", ("right", "left")), ("x", ("near", "far"))):
        order = sorted(range(len(things)), key=lambda k: getattr(things[k], axis))
        gaps = [getattr(things[b], axis) - getattr(things[a], axis) for a, b in zip(order, order[1:])]
        if len(things) <= 3 and min(gaps) >= 0.04:
            labels = [ends[0], ends[1]] if len(things) == 2 else [ends[0], "middle", ends[1]]
            result = [""] * len(things)
            for label, k in zip(labels, order):
                result[k] = f"{label} {plain}"
            return result
    raise NoRoom


def _place(scene: Scene, thing: SceneObject) -> str:
    if thing.held:
        return "held"
    if thing.inside is None:
        return "on the table"
    base = scene[thing.inside]
    alone = sum(o.kind == base.kind for o in scene) == 1 and base.kind != "cube"
    return f"{preposition(base.kind)} the {base.kind if alone else base.color + ' ' + base.kind}"


def preposition(kind: str) -> str:
    """In a bowl or box, on a plate or cube."""
    return "in" if kind in ("bowl", "box") else "on"


RELATIONS = ("left_of", "right_of", "in_front_of", "behind", "next_to")
RELATION_WORDS = {"left_of": "left of", "right_of": "right of", "in_front_of": "in front of", "behind": "behind", "next_to": "next to"}


def offset(a: SceneObject, b: SceneObject, relation: str) -> float:
    """Metres by which a lies on that side of b (negative: the other side)."""
    if relation == "left_of":
        return a.y - b.y
    if relation == "right_of":
        return b.y - a.y
    return b.x - a.x if relation == "in_front_of" else a.x - b.x


def holds(a: SceneObject, b: SceneObject, relation: str) -> bool | None:
    """Whether a stands in the relation to b; None when it is too close to call. Held things stand nowhere (False)."""
    if a.held or b.held:
        return False
    dx, dy = a.x - b.x, a.y - b.y
    if relation == "next_to":
        if a.inside is not None or b.inside is not None:
            return False
        gap = (dx * dx + dy * dy) ** 0.5 - radius(a.kind, a.size) - radius(b.kind, b.size)
        return True if gap < 0.045 else False if gap > 0.07 else None
    along = offset(a, b, relation)
    across = abs(dx) if relation in ("left_of", "right_of") else abs(dy)
    if along > 0.04 and across < 0.8 * along:
        return True
    if along < 0.015 or across > 1.5 * along:
        return False
    return None


def distance(a: SceneObject, b: SceneObject) -> float:
    return ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5


def loaded(scene: Scene, index: int) -> list[int]:
    """Indexes of what lies in or stands on the thing."""
    return [i for i, o in enumerate(scene) if o.inside == index]


def held(scene: Scene) -> int | None:
    for index, thing in enumerate(scene):
        if thing.held:
            return index
    return None


def in_order(scene: Scene, indexes: Sequence[int]) -> list[int]:
    """Sorted by kind, colour, then left to right: the order in which the robot lists things and works through them."""
    return sorted(indexes, key=lambda i: (KINDS.index(scene[i].kind), COLORS.index(scene[i].color), SIZES.index(scene[i].size), -scene[i].y))
