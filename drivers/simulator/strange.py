"""Things of kinds that have no name, to be seen and not felt: rods, eggs, slabs, ramps, roofs, nuts, discs, bottles, rings, crosses, hammers.

Each is drawn from a number. Knows nothing of the arm, of what has a name or of where anything stands.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import mujoco
import numpy as np

from drivers.simulator.things import RGB

_BOX, _ROUND, _ROD, _EGG = mujoco.mjtGeom.mjGEOM_BOX, mujoco.mjtGeom.mjGEOM_CYLINDER, mujoco.mjtGeom.mjGEOM_CAPSULE, mujoco.mjtGeom.mjGEOM_ELLIPSOID


@dataclass(frozen=True)
class Strange:
    """What the number draws. color: in that of a thing that has a name, or in any other."""

    number: int

    @property
    def shape(self) -> str:
        return SHAPES[self.number % len(SHAPES)]

    @property
    def color(self) -> tuple[float, float, float]:
        rng = np.random.default_rng([self.number, 1])
        if rng.random() < 0.4:
            return RGB[str(rng.choice(sorted(RGB)))]
        return colorsys.hsv_to_rgb(rng.random(), rng.random() ** 0.5, rng.uniform(0.1, 1.0))

    def add_to(self, spec: mujoco.MjSpec, name: str, at: tuple[float, float], yaw: float) -> None:
        """As a body that can be moved at will (`mocap`), its frame on the table."""
        body = spec.worldbody.add_body(name=name, mocap=True, pos=(*at, 0.0), quat=_about(2, yaw))
        rng = np.random.default_rng([self.number, 2])
        for index, (kind, size, place, quat, shade) in enumerate(_BUILD[self.shape](rng)):
            geom = body.add_geom(name=f"{name}/{index}", type=kind, size=(*size, 0.0, 0.0)[:3], pos=place, quat=quat, rgba=(*(shade * c for c in self.color), 1.0))
            geom.contype = geom.conaffinity = 0


def _about(axis: int, angle: float) -> np.ndarray:
    quat = np.array([np.cos(angle / 2), 0.0, 0.0, 0.0])
    quat[1 + axis] = np.sin(angle / 2)
    return quat


_FLAT = (1.0, 0.0, 0.0, 0.0)
_LYING = _about(1, np.pi / 2)  # along x


def _rod(rng):
    radius = rng.uniform(0.004, 0.012)
    yield _ROD, (radius, rng.uniform(0.02, 0.05)), (0, 0, radius), _LYING, 1.0


def _egg(rng):
    long, high = rng.uniform(0.020, 0.035), rng.uniform(0.008, 0.02)
    yield _EGG, (long, long * rng.uniform(0.4, 0.68), high), (0, 0, high), _FLAT, 1.0


def _slab(rng):
    long, high = rng.uniform(0.02, 0.045), rng.uniform(0.002, 0.018)
    yield _BOX, (long, long * rng.uniform(0.2, 0.55), high), (0, 0, high), _FLAT, 1.0


def _ramp(rng):
    """A box that leans out of the table."""
    long, tilt = rng.uniform(0.025, 0.045), rng.uniform(0.3, 0.8)
    yield _BOX, (long, rng.uniform(0.01, 0.025), long), (0, 0, long * (np.sin(tilt) - np.cos(tilt))), _about(1, tilt), 1.0


def _roof(rng):
    """The upper edge of a box that stands on its other one."""
    half = rng.uniform(0.012, 0.028)
    yield _BOX, (rng.uniform(0.015, 0.04), half, half), (0, 0, 0), _about(0, np.pi / 4), 1.0


def _nut(rng):
    radius, high = rng.uniform(0.014, 0.03), rng.uniform(0.003, 0.012)
    for k in range(3):
        yield _BOX, (radius * 0.866, radius / 2, high), (0, 0, high), _about(2, k * np.pi / 3), 1.0
    yield _ROUND, (radius * 0.45, 0.0005), (0, 0, 2 * high), _FLAT, 0.2


def _disc(rng):
    high = rng.uniform(0.001, 0.005)
    yield _ROUND, (rng.choice([rng.uniform(0.006, 0.011), rng.uniform(0.024, 0.036)]), high), (0, 0, high), _FLAT, 1.0


def _bottle(rng):
    wide, high, neck = rng.uniform(0.018, 0.028), rng.uniform(0.02, 0.035), rng.uniform(0.006, 0.010)
    yield _ROUND, (wide, high), (0, 0, high), _FLAT, 1.0
    yield _EGG, (wide, wide, 0.012), (0, 0, 2 * high), _FLAT, 1.0
    yield _ROUND, (neck, 0.016), (0, 0, 2 * high + 0.016), _FLAT, rng.uniform(0.3, 1.0)


def _ring(rng):
    radius, thick = rng.uniform(0.018, 0.038), rng.uniform(0.003, 0.007)
    for angle in np.arange(14) * 2 * np.pi / 14:
        yield _ROD, (thick, radius * 0.22), (radius * np.cos(angle), radius * np.sin(angle), thick), _turned(angle + np.pi / 2), 1.0


def _turned(angle: float) -> np.ndarray:
    """A rod that lies at `angle` to x."""
    quat = np.zeros(4)
    mujoco.mju_mulQuat(quat, _about(2, angle), _LYING)
    return quat


def _cross(rng):
    long, wide, high = rng.uniform(0.02, 0.035), rng.uniform(0.004, 0.010), rng.uniform(0.003, 0.012)
    for angle in (0.0, rng.uniform(0.8, np.pi / 2)):
        yield _BOX, (long, wide, high), (0, 0, high), _about(2, angle), 1.0


def _hammer(rng):
    long, radius = rng.uniform(0.03, 0.06), rng.uniform(0.004, 0.007)
    yield _ROD, (radius, long), (0, 0, 0.012), _LYING, rng.uniform(0.3, 1.0)
    yield _BOX, (rng.uniform(0.007, 0.011), rng.uniform(0.018, 0.03), 0.012), (long, 0, 0.012), _FLAT, 1.0


_BUILD = {"rod": _rod, "egg": _egg, "slab": _slab, "ramp": _ramp, "roof": _roof, "nut": _nut, "disc": _disc, "bottle": _bottle, "ring": _ring, "cross": _cross, "hammer": _hammer}
SHAPES = tuple(_BUILD)
