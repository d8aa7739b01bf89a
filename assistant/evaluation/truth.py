"""What is true in the scene: the states that a scenario may ask for, by the simulator's ground truth.

Knows positions and sizes, nothing of words, brains or how the scene came to be so. Base frame, metres: x forward,
y left, z up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

import numpy as np

from assistant.evaluation.scenario import Condition

LIFTED = 0.05
UNMOVED = 0.01
ASIDE = 0.03
NEARBY = 0.20
NEXT = 0.05
STILL = 0.02  # rad, or opening: more than the servos' play
OPEN = 0.36  # opening: every grasp is narrower, every release wider
HOME_WITHIN = 0.12  # rad
CONTAINERS = ("bowl", "plate", "box")


@dataclass(frozen=True)
class Body:
    """One thing, as it lies. radius and height of its upright shape; rotation (3, 3)."""

    kind: str
    position: np.ndarray
    rotation: np.ndarray
    radius: float
    height: float
    color: str = ""

    @property
    def half(self) -> float:
        """Metres from its centre down to what it stands on, whichever way up it lies."""
        if self.kind == "ball":
            return self.height / 2
        upright = abs(float(self.rotation[2, 2]))
        if self.kind == "cube":
            return self.height / 2 * float(np.abs(self.rotation[2]).sum())
        return self.height / 2 * upright + self.radius * float(np.sqrt(max(0.0, 1 - upright**2)))

    @property
    def bottom(self) -> float:
        return float(self.position[2]) - self.half


@dataclass(frozen=True)
class Snapshot:
    """The scene at one moment. joints (6,): five angles in rad and the opening in [0, 1]; held: name of what the hand holds."""

    bodies: Mapping[str, Body]
    joints: np.ndarray
    held: str | None = None

    @classmethod
    def of(cls, truth: Mapping, joints: np.ndarray) -> Snapshot:
        """truth: what RobotProcess.truth() returns."""
        bodies = {
            name: Body(thing["kind"], np.array(thing["position"]), _matrix(thing["quaternion"]), thing["radius"], thing["height"], thing["color"])
            for name, thing in truth["things"].items()
        }
        return cls(bodies, np.array(joints, np.float64), truth.get("grasped"))


@dataclass(frozen=True)
class Scene:
    """What a condition is judged by: where things stood (`rest`: last seen at rest), before and after the turn, and
    how far any joint ever was from where the turn began (`travel`)."""

    rest: Mapping[str, np.ndarray]
    before: Snapshot
    after: Snapshot
    travel: float
    home: np.ndarray


def holds(condition: Condition, scene: Scene) -> bool:
    """Whether the condition is true at the end of the turn."""
    word, names, now = condition.word, condition.names, scene.after
    if word == "lifted":
        return lifted(scene, names[0])
    if word == "unmoved":
        return all(moved(scene, name) < UNMOVED for name in (now.bodies if names[0] == "all" else names))
    if word == "still":
        return (scene.travel <= STILL) == (names[0] == "true")
    if word == "pose":
        return bool(np.max(np.abs(now.joints - scene.home)[:5]) < HOME_WITHIN)
    if word == "gripper":
        is_open = now.held is None and now.joints[5] >= OPEN
        return is_open == (names[0] == "open")
    if now.held in names[:1]:
        return False  # still in the hand: it is not yet anywhere
    one, other = (now.bodies[name] for name in names)
    return bool(_RELATIONS[word](one, other))


def lifted(scene: Scene, name: str) -> bool:
    risen = scene.after.bodies[name].position[2] - scene.rest[name][2]
    return bool(risen > LIFTED) and scene.after.held == name


def moved(scene: Scene, name: str) -> float:
    """Metres between where it was before the turn and after."""
    return float(np.linalg.norm(scene.after.bodies[name].position - scene.before.bodies[name].position))


def _flat(one: Body, other: Body) -> np.ndarray:
    return one.position[:2] - other.position[:2]


def _within(one: Body, other: Body) -> bool:
    """The centre of `one` is above the footprint of `other`."""
    if other.kind == "box":
        local = other.rotation.T @ (one.position - other.position)
        return abs(local[0]) < 0.060 and abs(local[1]) < 0.045
    if other.kind == "cube":
        local = other.rotation.T @ (one.position - other.position)
        up = int(np.argmax(np.abs(other.rotation[2])))
        return all(abs(local[axis]) < other.height / 2 for axis in range(3) if axis != up)
    return float(np.linalg.norm(_flat(one, other))) < other.radius


def _in(one: Body, other: Body) -> bool:
    """Its centre over the inside, its lowest point below the rim and above the table's other side."""
    top = float(other.position[2]) + other.half
    return _within(one, other) and other.bottom - 0.005 < one.bottom < top - 0.002


def _on(one: Body, other: Body) -> bool:
    """Borne by it: on top of what is solid, on the floor of what is hollow."""
    if not _within(one, other):
        return False
    if other.kind in CONTAINERS:
        return other.bottom - 0.005 < one.bottom < float(other.position[2]) + other.half + 0.005
    return abs(one.bottom - (float(other.position[2]) + other.half)) < 0.010


def _beside(along: int, sign: float):
    def check(one: Body, other: Body) -> bool:
        way = _flat(one, other)
        return bool(sign * way[along] >= ASIDE and np.linalg.norm(way) <= NEARBY) and not _joined(one, other)

    return check


def _next_to(one: Body, other: Body) -> bool:
    gap = float(np.linalg.norm(_flat(one, other))) - _reach(one, other) - _reach(other, one)
    return gap < NEXT and not _joined(one, other)


def _joined(one: Body, other: Body) -> bool:
    """One is in or on the other: then it is not beside it."""
    return _in(one, other) or _on(one, other) or _in(other, one) or _on(other, one)


def _reach(one: Body, other: Body) -> float:
    """Metres from the centre of `one` to its edge, towards `other`, seen from above."""
    if one.kind not in ("cube", "box"):
        return one.radius
    way = one.rotation.T @ np.append(_flat(other, one), 0.0)
    half = np.array([0.060, 0.045, 0.015]) if one.kind == "box" else np.full(3, one.height / 2)
    length = np.linalg.norm(way)
    if length < 1e-6:
        return float(half.min())
    with np.errstate(divide="ignore"):
        return float(np.min(half / np.abs(way / length)))


_RELATIONS = {
    "in": _in, "on": _on, "next_to": _next_to, "left_of": _beside(1, 1.0), "right_of": _beside(1, -1.0),
    "behind": _beside(0, 1.0), "in_front_of": _beside(0, -1.0),
}


def _matrix(quaternion) -> np.ndarray:
    w, x, y, z = np.asarray(quaternion, np.float64) / np.linalg.norm(quaternion)
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ])
