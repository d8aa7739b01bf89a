"""Pictures with the truth beside them, to teach sight: random tables with things in and on others, some beside what has no name, and the demonstrator at work on them.

Writes shards: image (N, 144, 192, 3) uint8; per thing, in slots of 8: pixel (u, v), place (x, y, z) m, yaw as (cos, sin), kind, color, size, held, seen (small pixels); and the focal length (small pixels).
And glimpses for the fovea: (M, 64, 64, 3) uint8 of the sharp picture about things that can be picked up, a little off, as the search is.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import mujoco
import numpy as np
import torch
import torch.nn.functional as F

from assistant.vla.training.demonstrator import Arm, Demonstrator, Task, drive
from assistant.vla.training.scenes import lay_beside, lay_some, random_look, random_task, random_things, scatter, scatter_strange
from assistant.vla.sight import HEIGHT, PICKABLE, SHARP_HEIGHT, SHARP_WIDTH, WIDTH, glimpses
from drivers.simulator.things import COLORS, KINDS, SIZES
from drivers.simulator.world import HOME, World

SLOTS = 8


class Eye:
    """Renders one world's front camera, with the number of pixels each thing shows."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.renderer = mujoco.Renderer(world.model, SHARP_HEIGHT, SHARP_WIDTH)
        self.owner = np.array([self._thing_of(g) for g in range(world.model.ngeom)])

    def _thing_of(self, geom: int) -> int:
        name = self.world.thing_of(geom)
        return next((i for i, t in enumerate(self.world.things) if t.name == name), -1)

    def look(self) -> dict[str, np.ndarray]:
        world, renderer = self.world, self.renderer
        renderer.update_scene(world.data, "front")
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = False
        sharp = renderer.render().copy()
        picture = torch.from_numpy(sharp).permute(2, 0, 1).float()
        image = F.interpolate(picture[None], (HEIGHT, WIDTH), mode="area")[0].permute(1, 2, 0).round().byte().numpy()
        renderer.enable_segmentation_rendering()
        segments = renderer.render()
        renderer.disable_segmentation_rendering()
        geoms = segments[..., 0][segments[..., 1] == int(mujoco.mjtObj.mjOBJ_GEOM)]
        seen = np.bincount(self.owner[geoms] + 1, minlength=len(world.things) + 1)[1:] * (WIDTH / SHARP_WIDTH) ** 2
        row = {"image": image, "joints": world.joint_positions().astype(np.float32)}
        label = np.zeros((SLOTS, 14), np.float32)
        held = world.grasped()
        camera = world.data.camera("front")
        fx, fy, cx, cy = world.intrinsics("front", WIDTH, HEIGHT)
        for index, thing in enumerate(world.things):
            place, quat = world.pose(thing.name)
            local = camera.xmat.reshape(3, 3).T @ (place - camera.xpos)
            yaw = np.arctan2(2 * (quat[0] * quat[3] + quat[1] * quat[2]), 1 - 2 * (quat[2] ** 2 + quat[3] ** 2))
            label[index] = (cx + fx * local[0] / -local[2], cy - fy * local[1] / -local[2], *place, np.cos(4 * yaw), np.sin(4 * yaw), KINDS.index(thing.kind),
                            COLORS.index(thing.color), SIZES.index(thing.size), held == thing.name, seen[index], 1, thing.half_height)
        row["label"], row["focal"] = label, np.float32(fx)
        taken = label[(label[:, 12] > 0) & (label[:, 11] >= 4) & (label[:, 7] < PICKABLE)]
        pixel = torch.from_numpy(taken[:, :2] + np.random.default_rng(int(seen.sum())).normal(0, 1.3, (len(taken), 2)).astype(np.float32))
        pixel = (pixel * SHARP_WIDTH / WIDTH).round() / (SHARP_WIDTH / WIDTH)
        row["glimpse"] = glimpses(picture, pixel).permute(0, 2, 3, 1).byte().numpy()
        row["glimpse_pixel"], row["glimpse_label"] = pixel.numpy(), taken
        return row

    def close(self) -> None:
        self.renderer.close()


def collect(folder: Path, shards: range, worlds: int = 100, looks: int = 10) -> None:
    """Writes one shard of `worlds` x `looks` pictures per number in `shards` (the number is its seed); those already there are kept."""
    arm = Arm()
    folder.mkdir(parents=True, exist_ok=True)
    for shard in shards:
        path = folder / f"{shard:04d}.npz"
        if path.exists():
            continue
        started, rows = time.time(), []
        rng, draw = random.Random(shard), np.random.default_rng(shard)
        while len(rows) < worlds * looks:
            rows += _episode(arm, rng, draw, looks)
        np.savez(path.with_suffix(".tmp.npz"), **{key: (np.concatenate if key.startswith("glimpse") else np.stack)([r[key] for r in rows]) for key in rows[0]})
        path.with_suffix(".tmp.npz").rename(path)
        print(f"pictures {path.name}: {len(rows)} in {time.time() - started:.0f} s", flush=True)


def _episode(arm: Arm, rng: random.Random, draw: np.random.Generator, looks: int) -> list[dict]:
    things = random_things(rng, 7)
    if rng.random() < 0.8 and (len(things) < 3 or all(KINDS.index(t.kind) < PICKABLE for t in things)):
        return []  # what lies in and on others is hardest to see
    try:
        world = World(things, seed=int(draw.integers(1 << 30)), look=random_look(draw))
    except ValueError:  # too full a table: draw another
        return []
    eye, rows = Eye(world), []
    scatter_strange(rng, world)
    rows.append(eye.look())
    for _ in range(looks * 7 // 10):
        if rng.random() < 0.6:
            world.pose_arm(_any_pose(rng, arm))
        scatter(rng, world)
        lay_some(rng, world, 0.65, alone=0.45)
        if rng.random() < 0.75:
            lay_beside(rng, world, 0.5)
        scatter_strange(rng, world)
        rows.append(eye.look())
    world.pose_arm(HOME)
    task = random_task(rng, list(world.things))
    command = world.joint_positions()
    demonstrator = Demonstrator(world, arm)
    demonstrator.begin(task or Task("home"))
    for _ in range(looks - len(rows)):
        for _ in range(rng.randint(2, 8)):
            label = demonstrator.label()
            if label.done:
                task = random_task(rng, list(world.things))
                demonstrator.begin(task or Task("open"))
                break
            target = label.target + draw.normal(0, 0.03, 6)
            drive(world, target, command)
            command = target
        rows.append(eye.look())
    eye.close()
    world.close()
    return rows


def _any_pose(rng: random.Random, arm: Arm) -> np.ndarray:
    """Joints (6,) with the fingers somewhere over the table, or near home."""
    if rng.random() < 0.3:
        return np.clip(HOME + np.array([rng.gauss(0, 0.3) for _ in range(6)]), arm.low, arm.high)
    bearing, far = rng.uniform(-1.1, 1.1), rng.uniform(0.14, 0.30)
    across = bearing + np.pi / 2 + rng.uniform(-0.8, 0.8)
    tip = np.array([far * np.cos(bearing), far * np.sin(bearing), rng.uniform(0.05, 0.2)])
    joints = HOME.copy()
    joints[0] = -bearing
    joints = arm.solve(joints, tip, np.array([np.cos(across), np.sin(across)]), iterations=15)
    joints[5] = rng.uniform(-0.1, 1.2)
    return joints


if __name__ == "__main__":
    collect(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
