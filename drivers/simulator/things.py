"""What can stand on the table: kinds, colours and sizes of the scenario format, and their MuJoCo bodies.

Knows nothing of the arm or of where things stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

KINDS = ("cube", "cup", "ball", "can", "bowl", "plate", "box")
PICKABLE = ("cube", "cup", "ball", "can")
COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "pink", "white", "black")
SIZES = ("small", "medium", "large")

RGB = {
    "red": (0.80, 0.07, 0.07),
    "green": (0.10, 0.55, 0.15),
    "blue": (0.08, 0.20, 0.80),
    "yellow": (0.93, 0.82, 0.08),
    "orange": (0.95, 0.45, 0.04),
    "purple": (0.42, 0.12, 0.60),
    "pink": (0.95, 0.50, 0.68),
    "white": (0.92, 0.92, 0.92),
    "black": (0.06, 0.06, 0.06),
}
_CUBE = {"small": 0.025, "medium": 0.030, "large": 0.040}
_BALL = {"small": 0.028, "medium": 0.035, "large": 0.042}


@dataclass(frozen=True)
class Thing:
    """One thing on the table. at: (x, y) of its centre, base frame, metres; yaw: radians; None = placed by the seed."""

    name: str
    kind: str
    color: str
    at: tuple[float, float] | None = None
    yaw: float | None = None
    size: str = "medium"

    @property
    def radius(self) -> float:
        """Metres from its axis to its outermost point, seen from above."""
        return {
            "cube": _CUBE[self.size] * 0.71, "ball": _BALL[self.size] / 2, "cup": 0.0225, "can": 0.016,
            "bowl": 0.055, "plate": 0.060, "box": 0.075,
        }[self.kind]

    @property
    def height(self) -> float:
        """Metres from the table to its top."""
        return {
            "cube": _CUBE[self.size], "ball": _BALL[self.size], "cup": 0.06, "can": 0.06,
            "bowl": 0.040, "plate": 0.012, "box": 0.030,
        }[self.kind]

    @property
    def half_height(self) -> float:
        return self.height / 2


_OWN = "thing "


def in_model(name: str) -> str:
    """What the body and the joint of the thing of that name are called: no link of the arm is called so, whatever people call their things."""
    return _OWN + name


def of_body(body: str) -> str | None:
    """The name of the thing whose body is called so; None where it is none's."""
    return body.removeprefix(_OWN) if body.startswith(_OWN) else None


def add_body(spec: mujoco.MjSpec, thing: Thing, rgb: tuple[float, float, float]) -> None:
    """Adds the thing as a free body, named `in_model(name)`, whose frame is the centre of its bounding box."""
    body = spec.worldbody.add_body(name=in_model(thing.name), pos=(0, 0, thing.half_height))
    body.add_freejoint(name=in_model(thing.name))
    build = {"cube": _cube, "ball": _ball, "cup": _cup, "can": _can, "bowl": _bowl, "plate": _plate, "box": _box}
    for geom in build[thing.kind](body, thing):
        if geom.rgba[3] == 1.0:
            geom.rgba = (*rgb, 1.0)
        geom.condim, geom.friction = (6 if thing.kind in PICKABLE else 3), (1.0, 0.01, 0.0005)
        geom.solref, geom.solimp = (0.01, 1.0), (0.95, 0.99, 0.001, 0.5, 2)


def _cube(body, thing):
    half = _CUBE[thing.size] / 2
    return [body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=(half, half, half), mass=0.02, rgba=(0, 0, 0, 1))]


def _ball(body, thing):
    return [body.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, size=(_BALL[thing.size] / 2, 0, 0), mass=0.02, rgba=(0, 0, 0, 1))]


def _can(body, thing):
    return [body.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=(0.016, 0.03, 0), mass=0.03, rgba=(0, 0, 0, 1))]


def _ring(body, radius: float, z: float, height: float, thickness: float, pieces: int, lean: float, mass: float):
    """A wall of boxes around the body's axis: outer radius at mid height, `lean` radians outwards (a bowl's side)."""
    width = (radius + height / 2 * np.sin(lean)) * np.tan(np.pi / pieces)
    for k in range(pieces):
        angle = 2 * np.pi * k / pieces
        turn, tilt = np.zeros(4), np.zeros(4)
        mujoco.mju_axisAngle2Quat(turn, np.array([0.0, 0.0, 1.0]), angle)
        mujoco.mju_axisAngle2Quat(tilt, np.array([0.0, 1.0, 0.0]), lean)
        quat = np.zeros(4)
        mujoco.mju_mulQuat(quat, turn, tilt)
        r = radius - thickness / 2
        yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=(thickness / 2, width, height / 2 / np.cos(lean)),
                            pos=(r * np.cos(angle), r * np.sin(angle), z), quat=quat, mass=mass / pieces, rgba=(0, 0, 0, 1))


def _cup(body, thing):
    yield from _ring(body, 0.0225, 0.0005, 0.059, 0.003, 12, 0.0, 0.03)  # only its bottom meets the table: fewer contacts
    yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=(0.0205, 0.002, 0), pos=(0, 0, -0.028), mass=0.008, rgba=(0, 0, 0, 1))
    for dz, size, x in ((0.014, (0.006, 0.003, 0.003), 0.028), (-0.014, (0.006, 0.003, 0.003), 0.028), (0.0, (0.0025, 0.003, 0.017), 0.0335)):
        handle = body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=size, pos=(x, 0, dz), mass=0.0005, rgba=(0, 0, 0, 1))
        handle.contype = handle.conaffinity = 0  # seen, not felt: a finger that met it would turn the cup
        yield handle


def _bowl(body, thing):
    yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=(0.036, 0.003, 0), pos=(0, 0, -0.017), mass=0.10, rgba=(0, 0, 0, 1))
    yield from _ring(body, 0.046, 0.001, 0.038, 0.004, 16, 0.45, 0.06)


def _plate(body, thing):
    yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_CYLINDER, size=(0.050, 0.003, 0), pos=(0, 0, -0.003), mass=0.12, rgba=(0, 0, 0, 1))
    yield from _ring(body, 0.055, 0.002, 0.007, 0.003, 16, 0.9, 0.04)


def _box(body, thing):
    yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=(0.060, 0.045, 0.002), pos=(0, 0, -0.013), mass=0.10, rgba=(0, 0, 0, 1))
    for x, y, sx, sy in ((0.0585, 0, 0.0015, 0.045), (-0.0585, 0, 0.0015, 0.045), (0, 0.0435, 0.060, 0.0015), (0, -0.0435, 0.060, 0.0015)):
        yield body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=(sx, sy, 0.0145), pos=(x, y, 0.0005), mass=0.015, rgba=(0, 0, 0, 1))
