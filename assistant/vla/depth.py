"""Where things are to the millimetre, by the depth picture: what a thing's top is, its middle is under.

Sight says what is where, from colour alone, within some millimetres; of things on top of others it guesses the height. Here the points that the
depth camera measured on a thing's top replace that guess, where there are enough of them. Without depth, sight stands.
Knows object tokens, how big things are and how the camera stands; nothing of words or joints.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from assistant.interface import Intrinsics
from assistant.vla.rim import find_rim
from assistant.vla.shapes import HALF_HEIGHTS, RADII, SIZED
from assistant.vla.sight import HEIGHT, KINDS, PICKABLE, WIDTH, Objects

_FACE = 0.004  # metres below a thing's highest point that count as its top
_SLACK = 0.006  # metres beyond its radius within which a point may be its own
_HIGHER, _LOWER = 0.075, 0.035  # metres by which its top may be above and below where sight has it
_SAME = 0.012  # metres within which two things cannot both be
_WHOLE = {"cube": 0.95, "ball": 0.95, "cup": 1.7, "can": 1.7}  # radii that a top extends at the least each way: a cube's corner is a radius away, the cap of a ball that is smaller than it seems is not wide
_WIDER = 0.45  # radii that it may extend farther one way than the other: a cube's, a ball's and a round top's are as long as they are wide, but for noise
_OVER = 0.012  # metres over a top from which a point is another's
_INNER = 0.65  # radii from a top's middle within which all of it is its own: a cube's side is 0.7 from there
_SIDE = (0.030, 0.052)  # metres from the middle of something wide between which the following is its highest
_SIDES = {"bowl": 0.040, "plate": 0.006, "box": 0.030}
_AROUND = 0.09  # metres from the middle of something wide to beyond its rim
_HIGHEST_SIDE = 0.048  # metres over the table: what is higher is no side but what lies in it, or the hand
_DOUBTFUL, _CORNER = 0.75, 0.085  # score below which it may be none, and metres from a wide thing's middle within which it may be a part of that
_APART, _LEVEL = 0.6, 0.02  # share of their radii together within which two things are in each other, and metres by which one stands higher that stands on the other
_SIZED = 0.0024  # metres from how high a size is within which a thing is of that size
_FEWEST = 12  # points on a top
_TILT, _SUNK = 0.08, 0.03  # slope and metres within which what seems to be the table is believed to be it
_BELOW = 0.004  # metres by which all is lower than a thing's middle where it is not
_THERE = 0.012  # metres from the middle of a thing within which whatever stands there is as high as it
_FRONT, _NEARER = 0.014, 0.045  # metres from a thing's middle across the line of sight, and towards the camera, within which and from which what is measured is in front of it
_HAND = 0.05  # metres from the fingertips, seen from above, within which the hand may be what was measured


def fit_camera(pixels: np.ndarray, places: np.ndarray, focal: float) -> np.ndarray:
    """pixels (N, 2) of the small picture, focal in such pixels, places (N, 3) in metres -> (3, 4): camera frame (x right, y down, z forward) from base frame.

    Least squares over the pose by Gauss and Newton, from straight above the things (Hartley and Zisserman 2004, ch. 7). The axis goes through the picture's middle.
    """
    pixels = (pixels - [WIDTH / 2, HEIGHT / 2]) / focal

    def pose(x: np.ndarray) -> np.ndarray:
        turn = _turned(x[:3]) @ start
        return np.concatenate([turn, -turn @ x[3:, None]], 1)

    def off(x: np.ndarray) -> np.ndarray:
        seen = places @ pose(x)[:, :3].T + pose(x)[:, 3]
        return (seen[:, :2] / seen[:, 2:] - pixels).ravel()

    way = np.linalg.lstsq(np.c_[places[:, :2], np.ones(len(places))], pixels, rcond=None)[0][:2]  # across and down a metre of x and of y
    right = np.array([*way[:, 0], 0.0]) / np.linalg.norm(way[:, 0])
    down = np.array([0.0, 0.0, -1.0])
    start = np.stack([right, np.cross(down, right), down])
    x = np.array([0, 0, 0, *places[:, :2].mean(0), 1 / np.linalg.norm(way, axis=0).mean()])
    for _ in range(30):
        now = off(x)
        x = x - np.linalg.lstsq(np.stack([(off(x + step) - now) / 1e-6 for step in np.eye(6) * 1e-6], 1), now, rcond=None)[0]
    return pose(x)


def _turned(vector: np.ndarray) -> np.ndarray:
    """Rodrigues' formula: rotation vector (3,) rad -> (3, 3)."""
    angle = float(np.linalg.norm(vector))
    if angle < 1e-9:
        return np.eye(3)
    x, y, z = vector / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


class Points:
    """The depth picture as points in the base frame, the table at height 0. depth (H, W) metres, 0 = unknown; pose (3, 4), see `fit_camera`."""

    def __init__(self, depth: np.ndarray, intrinsics: Intrinsics, pose: np.ndarray) -> None:
        self.depth, self.intrinsics = depth, intrinsics
        self.turn, self.eye = pose[:, :3].T, -pose[:, :3].T @ pose[:, 3]
        self.table: np.ndarray | None = np.zeros(3)
        self.table = self._level()

    def about(self, u: float, v: float, half: float, stride: int = 1) -> np.ndarray:
        """(N, 3) points measured within `half` pixels of (u, v)."""
        rows, columns = _window(self.depth, u, v, half, stride)
        metres = self.depth[np.ix_(rows, columns)].ravel()
        across, down = (x.ravel()[metres > 0] + 0.5 for x in np.meshgrid(columns, rows))
        points = self.eye + (self._way(across, down) * metres[metres > 0]).T @ self.turn.T
        points[:, 2] -= points[:, :2] @ self.table[:2] + self.table[2]
        return points

    def ray(self, u: float, v: float) -> np.ndarray:
        """(2,) metres that the line of sight through (u, v) runs aside for each metre up."""
        way = self.turn @ self._way(u, v)
        return way[:2] / way[2]

    def _way(self, u, v) -> np.ndarray:
        """(3, …): where pixels look to in the camera's frame, a metre deep."""
        k = self.intrinsics
        return np.stack([(u - k.cx) / k.fx, (v - k.cy) / k.fy, np.ones_like(u)])

    def _level(self) -> np.ndarray | None:
        """Slopes in x and y and height (3,) of the table as it was measured; None when it is not to be seen."""
        height, width = self.depth.shape
        points = self.about(width / 2, height / 2, max(width, height), stride=max(width // 50, 1))
        points = points[(np.abs(points[:, 2]) < 0.04) & (np.abs(points[:, :2] - [0.22, 0.0]) < [0.16, 0.25]).all(1)]
        for limit in (0.02, 0.008, 0.004):
            if len(points) < 60:
                return None
            terms = np.concatenate([points[:, :2], np.ones((len(points), 1))], 1)
            table = np.linalg.lstsq(terms, points[:, 2], rcond=None)[0]
            off = points[:, 2] - terms @ table
            points = points[np.abs(off - np.median(off)) < limit]
        return table if np.abs(table[:2]).max() < _TILT and abs(table[2] + table[0] * 0.22) < _SUNK else None


def measure(depth: np.ndarray, intrinsics: Intrinsics, pose: Tensor, tip: Tensor, objects: Objects) -> None:
    """Corrects, in place, the places of what is seen, of a batch of one, and marks those of what can be picked up as exact; and what kind the wide things are and how they lie, and how big the others.

    intrinsics: of the depth picture, aligned to colour; pose (3, 4), see `fit_camera`; tip (3,): the fingers, which may be in the way.
    """
    points = Points(depth, intrinsics, pose.double().numpy())
    if points.table is None:
        return
    seen = objects.place[0].clone()
    wide = [i for i in objects.present[0].nonzero()[:, 0].tolist() if float(objects.kind[0, i, PICKABLE:].sum()) > 0.5]
    for index in wide:
        u, v = (objects.pixel[0, index] * (depth.shape[1] / WIDTH)).tolist()
        kind = _wide(points, u, v, seen[index, :2].numpy())
        if kind is not None:
            objects.kind[0, index] = torch.eye(len(KINDS))[KINDS.index(kind)]
            objects.place[0, index, 2] = HALF_HEIGHTS[kind][0]
        rim = find_rim(_cloud(points, u, v, _AROUND), kind or KINDS[int(objects.kind[0, index].argmax())], seen[index, :2].double().numpy())
        if rim is not None:
            objects.place[0, index, :2], objects.along[0, index] = (torch.as_tensor(x, dtype=torch.float32) for x in rim)
    for index in objects.present[0].nonzero()[:, 0].tolist():
        kind, size = KINDS[int(objects.kind[0, index].argmax())], int(objects.size[0, index].argmax())
        place = seen[index]
        if index in wide or (float((place - tip)[:2].norm()) < _HAND and float(tip[2]) < float(place[2]) + 0.08):
            continue
        u, v = (objects.pixel[0, index] * (depth.shape[1] / WIDTH)).tolist()
        found = _top(points, u, v, float(place[2]), RADII[kind][size], HALF_HEIGHTS[kind][size], _WHOLE[kind])
        if found is None:
            if _part_of(index, wide, objects):
                objects.present[0, index] = False
            continue
        x, y, top, side = found
        if kind in SIZED:
            alone = not any(float((place - seen[i])[:2].norm()) < RADII[KINDS[int(objects.kind[0, i].argmax())]][1] for i in wide)
            size = _size(kind, top if alone else None, side, size)
            objects.size[0, index] = torch.eye(3)[size]
        half = HALF_HEIGHTS[kind][size]
        objects.place[0, index] = torch.tensor([x, y, max(top - half, top / 2)])
        objects.exact[0, index] = True
    _tell_apart(objects, seen)
    _part(objects)


def _part(objects: Objects) -> None:
    """Of two that cannot both stand where they are seen, for they would be in each other, what was not measured is none: the handle of a cup, or the shade beside it."""
    small = objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)
    radius = [RADII[KINDS[int(kind.argmax())]][int(size.argmax())] for kind, size in zip(objects.kind[0], objects.size[0])]
    for one in (small & ~objects.exact[0]).nonzero()[:, 0].tolist():
        for other in (small & objects.exact[0]).nonzero()[:, 0].tolist():
            away = objects.place[0, one] - objects.place[0, other]
            if float(away[:2].norm()) < _APART * (radius[one] + radius[other]) and abs(float(away[2])) < _LEVEL:
                objects.present[0, one] = False


def _part_of(index: int, wide: list[int], objects: Objects) -> bool:
    """Whether what was not measured is a corner of a wide thing, seen doubtfully as something small in its colour: of 105 drawn tables 4 had such a cube or ball that was none."""
    away = (objects.place[0, wide] - objects.place[0, index])[:, :2].norm(dim=-1)
    alike = (objects.color[0, wide] * objects.color[0, index]).sum(-1) > 0.5
    return float(objects.score[0, index]) < _DOUBTFUL and bool((alike & (away < _CORNER)).any())


@dataclass(frozen=True)
class InDepth:
    """What the depth picture says of places: `place` (3,) is the middle of a thing, metres, base frame. depth, intrinsics, pose: as for `measure`."""

    depth: np.ndarray
    intrinsics: Intrinsics
    pose: Tensor

    @property
    def table(self) -> bool:
        """Whether the table was found: a picture that is all hand, or all error, says nothing of things."""
        return Points(self.depth, self.intrinsics, self.pose.double().numpy()).table is not None

    def stands(self, place: Tensor) -> bool:
        """Whether most of what was measured straight above the place is as high as that, and no hand or arm: something stands or lies there.

        Depth sees what colour does not: red in red, a mug on its side.
        """
        above = self._straight_above(place, _THERE)
        return len(above) >= _FEWEST and float(place[2]) < float(np.median(above)) < float(place[2]) + _LOWER

    def bare(self, place: Tensor, reach: float) -> bool:
        """Whether nothing within `reach` metres of the place, seen from above, is as high as that: it is not there, nor a part of it."""
        above = self._straight_above(place, reach)
        return len(above) >= _FEWEST and float(np.percentile(above, 97)) < float(place[2]) - _BELOW

    def hidden(self, place: Tensor, reach: float = _FRONT) -> float:
        """The share, in [0, 1], of what could be seen within `reach` metres of the place, across the line of sight, that something much nearer to the camera is in the way of; 0 where the picture ends or was not measured."""
        pose = self.pose.double().numpy()
        x, y, z = pose[:, :3] @ place.double().numpy() + pose[:, 3]
        k = self.intrinsics
        metres = self.depth[np.ix_(*_window(self.depth, k.fx * x / z + k.cx, k.fy * y / z + k.cy, reach * k.fx / z))]
        known = metres[metres > 0]
        return float((known < z - _NEARER).mean()) if len(known) >= _FEWEST else 0.0

    def _straight_above(self, place: Tensor, reach: float) -> np.ndarray:
        """(N,) metres: how high all is that was measured within `reach` of the place, seen from above; nothing where the table was not found."""
        pose, at = self.pose.double().numpy(), place.double().numpy()
        points = Points(self.depth, self.intrinsics, pose)
        if points.table is None:
            return np.zeros(0)
        x, y, z = pose[:, :3] @ at + pose[:, 3]
        around = points.about(self.intrinsics.fx * x / z + self.intrinsics.cx, self.intrinsics.fy * y / z + self.intrinsics.cy, 2 * reach * self.intrinsics.fx / z)
        return around[np.linalg.norm(around[:, :2] - at[:2], axis=1) < reach][:, 2]


def _window(depth: np.ndarray, u: float, v: float, half: float, stride: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the picture within `half` pixels of (u, v); none of what lies beside it."""
    return tuple(np.arange(max(int(middle - half), 0), min(int(middle + half) + 1, size), stride) for middle, size in zip((v, u), depth.shape))


def _tell_apart(objects: Objects, seen: Tensor) -> None:
    """Of two that were measured in one place, what stands below keeps the place that sight gave it: what was measured is the upper one's top."""
    measured = objects.exact[0].nonzero()[:, 0].tolist()
    for one in measured:
        for other in measured:
            if one != other and float((objects.place[0, one] - objects.place[0, other]).norm()) < _SAME and float(seen[one, 2]) < float(seen[other, 2]):
                objects.place[0, one], objects.exact[0, one] = seen[one], False


def _wide(points: Points, u: float, v: float, middle: np.ndarray) -> str | None:
    """Which of the wide things stands at `middle` (2,) metres, seen at (u, v), by how high its side is; None when that is not to be seen, or of none of them.

    Whatever lies in it or leans over it hides its side here and there, so what is most of the way round counts.
    """
    cloud = _cloud(points, u, v, _SIDE[1])
    away = cloud[:, :2] - middle
    ring = (np.linalg.norm(away, axis=1) > _SIDE[0]) & (np.linalg.norm(away, axis=1) < _SIDE[1]) & (cloud[:, 2] < _HIGHEST_SIDE)
    sectors = np.floor((np.arctan2(away[:, 1], away[:, 0]) / np.pi + 1) * 4).astype(int)
    sides = [np.percentile(cloud[ring & (sectors == k), 2], 95) for k in range(8) if (ring & (sectors == k)).sum() >= 8]
    if len(sides) < 5:
        return None
    off = {kind: abs(float(np.median(sides)) - side) for kind, side in _SIDES.items()}
    kind = min(off, key=off.__getitem__)
    return kind if off[kind] < _FACE else None


def _cloud(points: Points, u: float, v: float, reach: float) -> np.ndarray:
    """(N, 3): what was measured within `reach` metres of what is seen at (u, v)."""
    return points.about(u, v, reach * points.intrinsics.fx / max(points.eye[2], 0.1), stride=2)


def _size(kind: str, top: float | None, side: float, seen: int) -> int:
    """Of a cube or ball the index of its size, by its top's height, None where it may stand on something wide, and by the side of a square as large as its top, metres."""
    sizes = HALF_HEIGHTS[kind]
    for measured in (top, side if kind == "cube" else None):
        off = [1.0] if measured is None else [abs(measured - 2 * half) for half in sizes]
        if min(off) < _SIZED:  # the first: it stands on the table, as high as it is big
            return off.index(min(off))
    return seen


def _top(points: Points, u: float, v: float, height: float, radius: float, half: float, whole: float) -> tuple[float, float, float, float] | None:
    """Metres: the middle (x, y, z) of the top of a thing seen at (u, v), and the side of a square as large. None when it is not to be seen well.

    height: of the thing's own middle, as sight has it; radius, half: how wide and half how high it seems to be; whole: as in _WHOLE.
    """
    ray = points.ray(u, v)
    away = (points.eye[2] - height) * float(np.hypot(1.0, np.linalg.norm(ray)))
    reach = radius + 2 * _SLACK + half * float(np.linalg.norm(ray))
    cloud = points.about(u, v, reach * points.intrinsics.fx / max(away, 0.1))
    aside = np.linalg.norm(cloud[:, :2] - points.eye[:2] - (cloud[:, 2:] - half - points.eye[2]) * ray, axis=1)  # from the middle of a thing whose top this point were
    above = cloud[:, 2] - half - height
    possible = (above < _HIGHER) & (above > -_LOWER) & (cloud[:, 2] > half)
    own = cloud[possible & (aside < radius + _SLACK)]
    if len(own) < _FEWEST:
        return None
    highest = np.percentile(own[:, 2], 98)
    face = own[own[:, 2] > highest - _FACE]
    if len(face) < _FEWEST:
        return None
    short, long = sorted(np.ptp(face[:, :2], axis=0))
    if short < whole * radius or long - short > _WIDER * radius:  # half hidden, or a finger as high beside it
        return None
    against = possible & (np.abs(cloud[:, 2] - highest) < _FACE) & (aside > radius + _SLACK) & (aside < radius + 2 * _SLACK)
    if against.sum() > len(face) / 10:  # something as high touches it: whose top this is cannot be told
        return None
    x, y = (face[:, :2].max(0) + face[:, :2].min(0)) / 2
    over = cloud[cloud[:, 2] > highest + _OVER]
    behind = points.eye[:2] + (over[:, :2] - points.eye[:2]) * ((points.eye[2] - highest) / (points.eye[2] - over[:, 2:]))  # where the lines of sight through these would meet the top
    if (np.linalg.norm(behind - [x, y], axis=1) < _INNER * radius).sum() > len(face) / 20:  # a finger hides a side of it, and the middle of the rest is not its own
        return None
    pixel = (points.eye[2] - highest) * float(np.hypot(1.0, np.linalg.norm(ray))) / points.intrinsics.fx
    return float(x), float(y), float(np.percentile(face[:, 2], 90)), float(np.sqrt(len(face)) * pixel)
