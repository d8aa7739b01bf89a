"""What a noun phrase means (kind, colour, size, place, what it is not) and what that fits in a scene.

Knows scenes; nothing of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from assistant.vla.training.language.scenes import SIZES, Scene, SceneObject, distance, holds, names


class Table:
    """A scene with names for its things, the robot's own unless others are given. Raises NoRoom when two things cannot be told apart."""

    __slots__ = ("scene", "names")

    def __init__(self, scene: Scene, called: tuple[str, ...] | None = None) -> None:
        self.scene, self.names = scene, called or names(scene)

    def of(self, kinds: Sequence[str], without: Sequence[int] = ()) -> list[int]:
        return [i for i, o in enumerate(self.scene) if o.kind in kinds and i not in without]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a noun phrase says. relation: (relation, landmark's index; two of them for "between"); side: left, right, near, far, middle, or left2 (the second from the left) and so on; rank: small, large;
    unlike: ("color" or "kind", value), or ("colors", two of them)."""

    kinds: tuple[str, ...] | None = None
    color: str | None = None
    size: str | None = None
    relation: tuple[str, int | tuple[int, int]] | None = None
    side: str | None = None
    rank: str | None = None
    unlike: tuple[str, str | tuple[str, str]] | None = None
    held: bool = False


NTH = {"left2": ("left", 2), "right2": ("right", 2), "left3": ("left", 3), "right3": ("right", 3), "left1": ("left", 1), "right1": ("right", 1)}


def denote(table: Table, meaning: Meaning, candidates: Sequence[int]) -> list[int] | None:
    """What the meaning fits among the candidates; None when a place is too close to call."""
    scene = table.scene
    found = []
    for i in candidates:
        o = scene[i]
        if (meaning.kinds is None or o.kind in meaning.kinds) and (meaning.color is None or o.color == meaning.color) \
                and (meaning.size is None or o.size == meaning.size) and (not meaning.held or o.held):
            if meaning.unlike is None or not _is(o, *meaning.unlike):
                found.append(i)
    if meaning.relation is not None and found:
        found = _related(scene, meaning.relation, found)
    if found and meaning.rank is not None:
        order = sorted(found, key=lambda i: SIZES.index(scene[i].size), reverse=meaning.rank == "large")
        if len(order) < 2 or scene[order[0]].size == scene[order[1]].size:
            return None
        found = order[:1]
    if found and meaning.side is not None:
        found = _sided(scene, meaning.side, found)
    return found


def _is(o: SceneObject, what: str, value: str | tuple[str, str]) -> bool:
    return o.color in value if what == "colors" else getattr(o, what) == value


def _related(scene: Scene, relation: tuple[str, int], found: list[int]) -> list[int] | None:
    how, mark = relation
    if how == "between":
        return _between(scene, mark, found)
    found = [i for i in found if i != mark]
    if how == "in":
        return [i for i in found if scene[i].inside == mark]
    if how in ("nearest", "farthest"):
        if len(found) < 2 or any(scene[i].held or scene[i].inside == mark for i in found):
            return None
        order = sorted(found, key=lambda i: distance(scene[i], scene[mark]), reverse=how == "farthest")
        gap = abs(distance(scene[order[0]], scene[mark]) - distance(scene[order[1]], scene[mark]))
        return order[:1] if gap > 0.035 else None
    result = []
    for i in found:
        truth = holds(scene[i], scene[mark], how)
        if truth is None:
            return None
        if truth:
            result.append(i)
    return result


def _between(scene: Scene, marks: tuple[int, int], found: list[int]) -> list[int] | None:
    a, b = (scene[m] for m in marks)
    dx, dy = b.x - a.x, b.y - a.y
    length = (dx * dx + dy * dy) ** 0.5
    if length < 0.09 or a.held or b.held:
        return None
    result = []
    for i in found:
        if i in marks or scene[i].held:
            continue
        x, y = scene[i].x - a.x, scene[i].y - a.y
        along, across = (x * dx + y * dy) / length / length, abs(x * dy - y * dx) / length
        if 0.2 < along < 0.8 and across < 0.035:
            result.append(i)
        elif 0.0 < along < 1.0 and across < 0.07:
            return None
    return result


def _sided(scene: Scene, side: str, found: list[int]) -> list[int] | None:
    if any(scene[i].held for i in found):
        return None
    if side in NTH:
        end, k = NTH[side]
        order = sorted(found, key=lambda i: scene[i].y, reverse=end == "left")
        if len(found) < max(3, k) or min(abs(scene[a].y - scene[b].y) for a, b in zip(order, order[1:])) < 0.03:
            return None
        return order[k - 1:k]
    if len(found) == 1:
        o = scene[found[0]]
        fits = {"left": o.y > 0.04, "right": o.y < -0.04, "near": o.x < 0.19, "far": o.x > 0.25, "middle": False}[side]
        return found if fits else None
    if side == "middle":
        if len(found) != 3:
            return None
        order = sorted(found, key=lambda i: scene[i].y)
        a, b, c = (scene[i].y for i in order)
        return order[1:2] if min(b - a, c - b) > 0.035 else None
    if side in ("left", "right"):
        order = sorted(found, key=lambda i: scene[i].y, reverse=side == "left")
        return order[:1] if abs(scene[order[0]].y - scene[order[1]].y) > 0.035 else None
    order = sorted(found, key=lambda i: scene[i].x, reverse=side == "far")
    first, second = scene[order[0]], scene[order[1]]
    far_apart = abs((first.x ** 2 + first.y ** 2) ** 0.5 - (second.x ** 2 + second.y ** 2) ** 0.5) > 0.015  # by distance as well as by depth
    same_way = (first.x ** 2 + first.y ** 2 < second.x ** 2 + second.y ** 2) == (side == "near")
    return order[:1] if abs(first.x - second.x) > 0.035 and far_apart and same_way else None
