"""Motions to learn from: the demonstrator at work, disturbed, and taking turns with the policy that is being taught (DAgger).

No pictures here: what sight would say of the things is made from the truth when it is trained on, with sight's errors added.
A shard holds, per frame: joints (6,), the target and destination rows of `_thing_row`, spot (x, y, known), skill, the next 8 targets (8, 6)
with a mask of how many are known (8,), and done.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Callable

import numpy as np

from assistant.vla.language import SKILLS
from assistant.vla.sight import COLORS, KINDS, SIZES
from assistant.vla.training.demonstrator import Arm, Demonstrator, Task, drive
from assistant.vla.training.scenes import another, lay_some, random_task, random_things
from drivers.simulator.world import HOME, World

ROWS = 8
THING = 10
"""Columns of a thing: x, y, z, cos 4 yaw, sin 4 yaw, held, kind, size, color, exists."""

Policy = Callable[[dict], np.ndarray]
"""Given a frame (as stored, without the future), the next targets (H, 6) rad."""


def _thing_row(world: World, thing, held: str | None) -> np.ndarray:
    row = np.zeros(THING, np.float32)
    if thing is not None:
        place, quat = world.pose(thing.name)
        yaw = np.arctan2(2 * (quat[0] * quat[3] + quat[1] * quat[2]), 1 - 2 * (quat[2] ** 2 + quat[3] ** 2))
        row[:] = (*place, np.cos(4 * yaw), np.sin(4 * yaw), held == thing.name, KINDS.index(thing.kind), SIZES.index(thing.size), COLORS.index(thing.color), 1)
    return row


def frame(world: World, demonstrator: Demonstrator) -> dict[str, np.ndarray]:
    held = world.grasped()
    spot = demonstrator.spot
    return {"joints": world.joint_positions().astype(np.float32), "target": _thing_row(world, demonstrator.thing, held),
            "goal": _thing_row(world, demonstrator.goal, held), "spot": np.array([*spot, 1] if spot else [0, 0, 0], np.float32),
            "skill": np.array(SKILLS.index(demonstrator.task.skill))}


def episode(arm: Arm, rng: random.Random, draw: np.random.Generator, policy: Policy | None) -> list[dict]:
    """One table and one to three tasks on it; the demonstrator drives, disturbed, or takes turns with the policy. Frames the demonstrator drove."""
    things = random_things(rng, rng.choice((2, 3, 4, 6)))
    try:
        world = World(things, seed=int(draw.integers(1 << 30)))
    except ValueError:
        return []
    if rng.random() < 0.35:
        lay_some(rng, world, 0.4)
    demonstrator, frames = Demonstrator(world, arm), []
    if rng.random() < 0.3:
        world.data.qpos[world._joints] = np.clip(HOME + draw.normal(0, 0.3, 6), arm.low, arm.high)
    task = None
    for _ in range(rng.randint(1, 3)):
        more = another(rng, list(world.things), task) if task is not None and rng.random() < 0.5 else None
        task = more or random_task(rng, list(world.things))
        if task is None or rng.random() < 0.10:
            task = Task(rng.choice(("home", "home", "open", "close", "wave")))
        demonstrator.begin(task)
        frames += _carry_out(world, demonstrator, rng, draw, policy)
    world.close()
    return frames


def _carry_out(world, demonstrator, rng, draw, policy) -> list[dict]:
    command = world.joint_positions()
    kept: list[dict] = []
    run: list[tuple[dict, np.ndarray, bool]] = []  # what the demonstrator did since it last took over
    student = policy is not None and rng.random() < 0.8
    left, finished, noise = rng.randint(3, 15), 0, rng.choice((0.0, 0.01, 0.02, 0.04))
    chunk: list[np.ndarray] = []
    for _ in range(150):
        seen = frame(world, demonstrator)
        if left <= 0 and policy is not None:
            student, left, chunk = not student, rng.randint(4, 18), []
            if student:
                kept += _with_future(run)
                run = []
        left -= 1
        if student:
            chunk = chunk or list(policy(seen)[: rng.choice((2, 4, 4))])
            target = chunk.pop(0)
            if rng.random() < 0.35:  # a label for a single state on the student's way
                label = demonstrator.label()
                kept += _with_future([(seen, label.target, label.done)])
                if label.done:
                    break
        else:
            label = demonstrator.label()
            run.append((seen, label.target, label.done))
            target = label.target
            if label.done:
                finished += 1
                if finished > 3:
                    break
            elif noise and rng.random() < 0.5:
                target = target + draw.normal(0, noise, 6) * (1, 1, 1, 1, 1, 0.5)
            if policy is None and rng.random() < 0.012:  # a knock: recoveries are what is learned
                kept += _with_future(run)
                run = []
                target = target + draw.normal(0, 0.25, 6)
        target = np.clip(target, demonstrator.arm.low, demonstrator.arm.high)
        drive(world, target, command)
        command = target
    return kept + _with_future(run)


def _with_future(run) -> list[dict]:
    rows = []
    for index, (seen, _, done) in enumerate(run):
        future = [target for _, target, _ in run[index : index + ROWS]]
        known = len(future)
        if done:  # standing still is what comes after
            future, known = [future[0]], ROWS
        rows.append(seen | {"future": np.stack(future + [future[-1]] * (ROWS - len(future))).astype(np.float32),
                            "known": (np.arange(ROWS) < known).astype(np.float32), "done": np.array(float(done), np.float32)})
    return rows


def collect(folder: Path, shards: range, frames: int = 3000, policy: Policy | None = None) -> None:
    """Writes shards of `frames` frames, the number of each its seed; those already there are kept."""
    arm = Arm()
    folder.mkdir(parents=True, exist_ok=True)
    for shard in shards:
        path = folder / f"{shard:04d}.npz"
        if path.exists():
            continue
        started, rows = time.time(), []
        rng, draw = random.Random(shard), np.random.default_rng(shard)
        while len(rows) < frames:
            rows += episode(arm, rng, draw, policy)
        np.savez(path.with_suffix(".tmp.npz"), **{key: np.stack([r[key] for r in rows]) for key in rows[0]})
        path.with_suffix(".tmp.npz").rename(path)
        print(f"motions {path.name}: {len(rows)} in {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    collect(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
