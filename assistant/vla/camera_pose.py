"""Where the camera stands, by the arm it sees: someone moves it, and the model goes on seeing the table as it was taught.

The depth picture shows the table and the arm, and the joints tell where every part of the arm is. The pose that lays the measured points on both is the
camera's. The colour picture is then turned into what the camera would have shown from where it stood in training.
Knows pictures, depth and the arm's surface; nothing of things or words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from assistant.interface import Intrinsics
from assistant.vla.sight import SHARP_HEIGHT, SHARP_WIDTH

_STRIDE = 4  # pixels between the points that are looked at
_MOST = 600  # points of the arm, and of the table, in one round
_TABLE = 0.012  # metres over the table from which a point is not of the table
_ABOUT, _AGAIN = (0.03, 0.02, 0.012, 0.008, 0.006, 0.005, 0.005), (0.01, 0.006, 0.005)  # metres within which a point belongs to the arm, round by round: at first, and once it is known
_HIGH = 0.065  # metres over the table of what can only be the arm, or something stacked
_SAME_TURN = np.radians(1.6)  # two rough poses with less between them, and next to each other, are one
_CELL, _REACH, _TURNS = 0.006, 0.066, np.radians(np.arange(-7.5, 7.6, 1.5))  # the first, rough search: cells and reach in metres, and turns about the vertical
_CLIP = 0.03  # metres of height by which a point can be off at the most
_FEWEST = 150  # points of the arm by which a pose is told
_OWN = 0.004  # metres from the arm's surface within which a point is the arm's
_OFF, _WORSE = 0.0015, 1.25  # metres by which the arm's points are off where the fit is right and depth has no noise; so many times the usual, and a better fit is looked for
_EXPLAINED = 0.75  # share of what is high over the table that must be the arm's where the fit is believed
_MOSTLY = 0.5  # the same where it is enough for a camera that seems to stand where it stood: 0.61 to 0.73 with a mug in the hand, 0 to 0.3 of one that was moved by 2 cm and 3 degrees
_LOW = 0.02  # metres over the table of what can only be the table: where it is seen, there is no arm
_PLACES = (200, 400)  # points of what is high and of what is low that a rough pose is judged by
_TRIES = 16  # of the rough poses, the likeliest first, that are looked into
_FARTHEST, _MOST_TURNED = 0.08, np.radians(10.0)  # from where it stood in training: farther, and it is another set-up
_STOOD, _TURNED = 0.006, np.radians(0.9)  # less than this is the fit's own error (0.004 m and 0.6 degrees were seen in simulation, of a camera that stood still): it stands where it stood
_PLANE = 0.012  # metres over the table of what the picture is turned by: halfway up a cube


class CameraPose:
    """One camera's pose, followed from look to look. trained (3, 4): camera frame (x right, y down, z forward) from base frame, as it was in training."""

    def __init__(self, trained: np.ndarray) -> None:
        self.trained = trained
        self.now = trained
        self._usual_off = _OFF

    @property
    def moved(self) -> bool:
        """Whether it stands plainly elsewhere than in training."""
        shift, turn = _apart(self.now, self.trained)
        return bool(shift > _STOOD or turn > _TURNED)

    def follow(self, depth: np.ndarray, intrinsics: Intrinsics, surface: np.ndarray) -> bool:
        """Fits the pose to a depth picture (H, W) in metres, 0 = unknown, and the arm's surface (N, 6): points and their normals in the base frame.

        Iterative closest points, point to plane (Chen and Medioni 1991). Returns whether the fit is to be believed; where not, the pose stays as it was.
        """
        cloud = _cloud(depth, intrinsics)
        still = _judged(cloud, surface, self.now)
        if still.share >= _EXPLAINED and still.off <= self._usual_off:
            return True  # as nearly always, and a fit takes as long as the rest of a look
        fits = [_fit(cloud, surface, self.now, _AGAIN)]
        if (fits[0].share < _EXPLAINED or fits[0].off > self._usual_off * _WORSE) and not self._stands(fits[0]):
            fits += [_fit(cloud, surface, rough, _ABOUT) for rough in _found(cloud, surface, self.trained)]
        believed = [fit for fit in fits if fit.share >= _EXPLAINED]
        if not believed:
            return False
        best = min(believed, key=lambda fit: fit.off)
        pose = best.pose
        shift, turn = _apart(pose, self.trained)
        if shift > _FARTHEST or turn > _MOST_TURNED:
            return False
        self.now, self._usual_off = pose, max(best.off, _OFF)
        return True

    def _stands(self, fit: _Fit) -> bool:
        """Whether it plainly stands where it stood, though not all that is high is the arm's: something in the hand is as high. A search, of a second or two, would find nothing better."""
        shift, turn = _apart(fit.pose, self.now)
        return fit.share >= _MOSTLY and shift < _STOOD and turn < _TURNED

    def as_trained(self, picture: Tensor, intrinsics: Intrinsics) -> Tensor:
        """picture (1, 3, SHARP_HEIGHT, SHARP_WIDTH) -> the same from where the camera stood in training; exact for what is as high as a cube's middle."""
        step = self._homography(intrinsics)
        v, u = torch.meshgrid(torch.arange(SHARP_HEIGHT) + 0.5, torch.arange(SHARP_WIDTH) + 0.5, indexing="ij")
        at = torch.stack([u, v, torch.ones_like(u)], -1) @ torch.from_numpy(step.T).float()
        at = at[..., :2] / at[..., 2:] * torch.tensor([2 / SHARP_WIDTH, 2 / SHARP_HEIGHT]) - 1
        return F.grid_sample(picture, at[None], padding_mode="border", align_corners=False)

    def as_seen(self, pixels: Tensor, intrinsics: Intrinsics, scale: float) -> Tensor:
        """pixels (N, 2) of the picture as from training, `scale` of them to a sharp one's pixel -> where that is in the picture as it is."""
        at = torch.cat([pixels / scale, torch.ones(len(pixels), 1)], -1) @ torch.from_numpy(self._homography(intrinsics).T).float()
        return at[:, :2] / at[:, 2:] * scale

    def _homography(self, intrinsics: Intrinsics) -> np.ndarray:
        """(3, 3): from a pixel of the picture in training to that of the picture now, by the plane _PLANE over the table (Hartley and Zisserman 2004, ch. 13)."""
        scale = SHARP_WIDTH / intrinsics.width
        camera = np.array([[intrinsics.fx * scale, 0, intrinsics.cx * scale], [0, intrinsics.fy * scale, intrinsics.cy * scale], [0, 0, 1]])
        before, now = (camera @ np.c_[pose[:, :2], pose[:, 2] * _PLANE + pose[:, 3]] for pose in (self.trained, self.now))
        return now @ np.linalg.inv(before)


@dataclass(frozen=True)
class _Fit:
    """pose (3, 4). share: of what is high over the table the part that is the arm's then, 0 where too little is to be seen; off: metres by which that is off on the average."""

    pose: np.ndarray
    share: float = 0.0
    off: float = np.inf


def _apart(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Metres and radians between two poses (3, 4)."""
    eyes = [-pose[:, :3].T @ pose[:, 3] for pose in (one, other)]
    turn = one[:, :3] @ other[:, :3].T
    return float(np.linalg.norm(eyes[0] - eyes[1])), float(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1)))


def _cloud(depth: np.ndarray, intrinsics: Intrinsics) -> np.ndarray:
    """(N, 3) metres in the camera's frame."""
    rows, columns = np.arange(_STRIDE // 2, depth.shape[0], _STRIDE), np.arange(_STRIDE // 2, depth.shape[1], _STRIDE)
    metres = depth[np.ix_(rows, columns)]
    u, v = np.meshgrid((columns + 0.5 - intrinsics.cx) / intrinsics.fx, (rows + 0.5 - intrinsics.cy) / intrinsics.fy)
    return np.stack([u * metres, v * metres, metres], -1)[metres > 0].astype(np.float64)


def _based(cloud: np.ndarray, pose: np.ndarray) -> np.ndarray:
    """The cloud in the base frame, so far as it is about the table."""
    points = (cloud - pose[:, 3]) @ pose[:, :3]
    return points[(points[:, 0] > -0.15) & (points[:, 0] < 0.42) & (np.abs(points[:, 1]) < 0.28) & (points[:, 2] < 0.4)]


def _moved(pose: np.ndarray, turn: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """The pose with which what it put at x comes to be at turn @ x + shift."""
    return np.c_[pose[:, :3] @ turn.T, pose[:, 3] - pose[:, :3] @ turn.T @ shift]


def _level(cloud: np.ndarray, pose: np.ndarray) -> np.ndarray | None:
    """The pose with the table, the largest plane that is nearly level, level and at height 0; None where there is none."""
    points = _based(cloud, pose)
    points = points[:: max(len(points) // 3000, 1)]
    points = points[points[:, 0] > 0.05]
    off = points[:, 2] - (np.median(points[:, 2]) if len(points) else 0.0)
    table = np.zeros(3)
    for limit in (0.05, 0.03, 0.015, 0.006, 0.004):
        flat = points[np.abs(off) < limit]
        if len(flat) < _FEWEST:
            return None
        terms = np.c_[flat[:, :2], np.ones(len(flat))]
        table = np.linalg.solve(terms.T @ terms, terms.T @ flat[:, 2])
        off = points[:, 2] - np.c_[points[:, :2], np.ones(len(points))] @ table
    normal = np.array([-table[0], -table[1], 1.0]) / np.sqrt(1 + table[:2] @ table[:2])
    axis = np.cross(normal, [0, 0, 1.0])
    turn = _rotation(axis / max(np.linalg.norm(axis), 1e-12) * np.arccos(np.clip(normal[2], -1, 1)))
    return _moved(pose, turn, np.array([0.0, 0.0, -table[2] * normal[2]]))


def _found(cloud: np.ndarray, surface: np.ndarray, start: np.ndarray) -> list[np.ndarray]:
    """Rough poses, the likeliest first: the table level, what is high like the arm seen from above, and no arm where the table is seen."""
    level = _level(cloud, start)
    if level is None:
        return []
    points = _based(cloud, level)
    high, low = points[points[:, 2] > _HIGH], points[points[:, 2] < _LOW]
    if len(high) < _FEWEST // 2:
        return []
    seen = np.concatenate([some[:: max(len(some) // most, 1)] for some, most in zip((high, low), _PLACES)])
    seen[:, 2] = np.where(seen[:, 2] > _HIGH, seen[:, 2], 0.0)
    side, middle = int(0.8 / _CELL), int(0.4 / _CELL)
    heights = np.zeros((side, side))
    cells = (surface[:, :2] / _CELL).astype(int) + middle
    np.maximum.at(heights, (cells[:, 0], cells[:, 1]), surface[:, 2])
    for axis in (0, 1):  # between the points there is arm as well
        heights = np.maximum(heights, np.maximum(np.roll(heights, 1, axis), np.roll(heights, -1, axis)))
    heights[heights < _HIGH] = 0.0
    shifts = np.arange(-_REACH, _REACH + 1e-9, _CELL)
    places = []
    for turn in _TURNS:
        turned = seen @ _rotation(np.array([0, 0, turn])).T
        x = np.clip(((turned[:, 0, None] + shifts) / _CELL).astype(int) + middle, 0, side - 1)
        y = np.clip(((turned[:, 1, None] + shifts) / _CELL).astype(int) + middle, 0, side - 1)
        off = np.minimum(np.abs(heights[x[:, :, None], y[:, None, :]] - turned[:, 2, None, None]), _CLIP).mean(0)
        places += [(off[i, j], turn, i, j) for i, j in np.ndindex(off.shape)]
    found: list[tuple] = []
    for place in sorted(places):
        if all(abs(place[1] - other[1]) > _SAME_TURN or max(abs(place[2] - other[2]), abs(place[3] - other[3])) > 2 for other in found):
            found.append(place)
        if len(found) == _TRIES:
            break
    return [_moved(level, _rotation(np.array([0, 0, turn])), np.array([shifts[i], shifts[j], 0.0])) for _, turn, i, j in found]


def _fit(cloud: np.ndarray, surface: np.ndarray, start: np.ndarray, rounds: tuple[float, ...]) -> _Fit:
    """The pose that lays the cloud (camera frame) on table and arm."""
    pose, known = start, torch.from_numpy(surface[:, :3]).float()
    for about in rounds:
        points = _based(cloud, pose)
        table = points[(np.abs(points[:, 2]) < max(about, 0.008)) & (points[:, 0] > 0.10)]
        near = points[points[:, 2] > _TABLE]
        if len(table) < _FEWEST or len(near) < _FEWEST:
            return _Fit(start)
        table, near = table[:: max(len(table) // _MOST, 1)], near[:: max(len(near) // (2 * _MOST), 1)]
        gaps, nearest = torch.cdist(torch.from_numpy(near).float(), known).min(1)
        mine = gaps.numpy() < about + 0.004
        near, to = near[mine], nearest.numpy()[mine]
        normals = surface[to, 3:]
        off = ((near - surface[to, :3]) * normals).sum(1)
        mine = np.abs(off) < max(about, 0.004)
        near, normals, off = near[mine], normals[mine], off[mine]
        if len(near) < _FEWEST:
            return _Fit(start)
        up = np.tile([0.0, 0.0, 1.0], (len(table), 1))
        rows = np.concatenate([np.c_[np.cross(near, normals), normals], np.c_[np.cross(table, up), up]])
        away = np.concatenate([off, table[:, 2]])
        rows = rows / (1 + (away / 0.003) ** 2)[:, None]
        away = away / (1 + (away / 0.003) ** 2)
        step = -np.linalg.solve(rows.T @ rows + 1e-9 * np.eye(6), rows.T @ away)
        pose = _moved(pose, _rotation(step[:3]), step[3:])
    return _judged(cloud, surface, pose)


def _judged(cloud: np.ndarray, surface: np.ndarray, pose: np.ndarray) -> _Fit:
    """How well the pose lays the cloud on table and arm."""
    high = _based(cloud, pose)
    flat = np.abs(high[(high[:, 2] < 0.03) & (high[:, 0] > 0.10), 2])
    high = high[high[:, 2] > _HIGH]
    if len(high) < _FEWEST // 2 or len(flat) < _FEWEST or np.median(flat) > _OWN:
        return _Fit(pose)
    high = high[:: max(len(high) // _MOST, 1)]
    to = torch.cdist(torch.from_numpy(high).float(), torch.from_numpy(surface[:, :3]).float()).min(1).indices.numpy()
    gap = high - surface[to, :3]
    off = np.abs((gap * surface[to, 3:]).sum(1))
    mine = (off < _OWN) & (np.linalg.norm(gap, axis=1) < 4 * _OWN)
    return _Fit(pose, float(mine.mean()), float(np.minimum(off, _OWN).mean()))


def _rotation(vector: np.ndarray) -> np.ndarray:
    """Rodrigues' formula: rotation vector (3,) rad -> (3, 3)."""
    angle = float(np.linalg.norm(vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
