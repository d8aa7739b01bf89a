"""Random tables to learn on: what stands where, how it looks, and what is to be done. Knows the simulator's World only."""

from __future__ import annotations

import colorsys
import random

import numpy as np

from assistant.vla.training.demonstrator import Task
from drivers.simulator.strange import Strange
from drivers.simulator.tabletop import PATTERNS
from drivers.simulator.things import COLORS, KINDS, PICKABLE, RGB, SIZES
from drivers.simulator.world import Look, Thing, World, place

CONTAINERS = ("bowl", "plate", "box")
KEPT_OUT = ((0.30, 0.42, 0.40), (0.42, 0.55, 0.52), (0.25, 0.65, 0.70))
"""Colours that no table and no strange thing has in training, so that evaluation's other table and its cone are new."""
RELATIONS = ("put_left_of", "put_right_of", "put_in_front_of", "put_behind", "put_next_to")


def random_thing(rng: random.Random, name: str, kinds=KINDS) -> Thing:
    kind = rng.choice(kinds)
    size = rng.choice(("small", "medium", "medium", "large")) if kind in ("cube", "ball") else "medium"
    return Thing(name, kind, rng.choice(COLORS), size=size)


def random_things(rng: random.Random, most: int = 6) -> list[Thing]:
    """1 to `most` things, 60 % with a distractor of the same kind or colour."""
    count = rng.randint(1, most)
    things: list[Thing] = []
    for index in range(count):
        thing = random_thing(rng, f"t{index}", PICKABLE if rng.random() < 0.6 else KINDS)
        if things and rng.random() < 0.35:
            like = rng.choice(things)
            thing = Thing(thing.name, like.kind, thing.color, size=thing.size) if rng.random() < 0.5 else Thing(thing.name, thing.kind, like.color, size=thing.size)
            if thing.kind not in ("cube", "ball"):
                thing = Thing(thing.name, thing.kind, thing.color)
        things.append(thing)
    while sum(t.radius**2 for t in things) > 0.0125:  # more would not fit
        things.pop()
    return things


def scatter(rng: random.Random, world: World) -> None:
    """Everything to another place on the table."""
    for thing in place([Thing(t.name, t.kind, t.color, size=t.size) for t in world.things], np.random.default_rng(rng.getrandbits(32))):
        world.lay(thing.name, np.array([*thing.at, thing.half_height + 0.0005]), thing.yaw)


def lay_some(rng: random.Random, world: World, share: float = 0.6, alone: float = 0.6) -> None:
    """Lays things in and on others, as they lie in the middle of a task; one now and then falls off or over.

    alone: how often nothing more goes into what something is in.
    """
    free = [t for t in world.things if t.kind in CONTAINERS or t.kind == "cube"]
    for thing in rng.sample(list(world.things), len(world.things)):
        bases = [b for b in free if b is not thing]
        if thing.kind not in PICKABLE or not bases or rng.random() > share:
            continue
        base = rng.choice(bases)
        if base.kind == "cube" or rng.random() < alone:
            free.remove(base)
        free = [b for b in free if b is not thing]  # nothing is put on what lies on another
        off = 0.004 if base.kind == "cube" else 0.02
        (x, y, z), _ = world.pose(base.name)
        bottom = z + base.half_height if base.kind == "cube" else z - base.half_height + (0.02 if base.kind == "bowl" else 0.008)
        spot = (x + rng.gauss(0, off), y + rng.gauss(0, off), bottom + thing.half_height + 0.004)
        world.lay(thing.name, np.array(spot), rng.uniform(-np.pi, np.pi))
    world.step(100)


def lay_beside(rng: random.Random, world: World, share: float = 0.3) -> None:
    """Moves things against others, as what fell off a pile or was pushed lies: nearly touching them."""
    standing = [t for t in world.things if world.pose(t.name)[0][2] < t.half_height + 0.004]
    for thing in rng.sample(standing, len(standing)):
        others = [t for t in standing if t is not thing]
        if thing.kind not in PICKABLE or not others or rng.random() > share:
            continue
        base = rng.choice([t for t in others if t.kind in PICKABLE] or others)
        (x, y, _), bearing = world.pose(base.name)[0], rng.uniform(-np.pi, np.pi)
        away = base.radius + thing.radius + rng.uniform(-0.006, 0.012)
        spot = np.array([x + away * np.cos(bearing), y + away * np.sin(bearing)])
        if any(np.linalg.norm(world.pose(t.name)[0][:2] - spot) < t.radius + thing.radius for t in others if t is not base):
            continue
        world.lay(thing.name, np.array([*spot, thing.half_height + 0.002]), rng.uniform(-np.pi, np.pi))
    world.step(60)


def scatter_strange(rng: random.Random, world: World) -> None:
    """What has no name to another place on the table: beside the things, though it may touch one."""
    for index in range(len(world.look.strange)):
        for _ in range(20):
            at = rng.uniform(0.10, 0.36), rng.uniform(-0.28, 0.28)
            if all(np.linalg.norm(world.pose(t.name)[0][:2] - at) > t.radius + 0.03 for t in world.things):
                break
        world.lay_strange(index, at, rng.uniform(-np.pi, np.pi))


def random_look(rng: np.random.Generator) -> Look:
    """Half of the tables are the plain one more or less, half of any colours and pattern; on half there are things of kinds that have no name."""
    jitter = {name: tuple(np.clip(np.array(rgb) * rng.uniform(0.85, 1.15) + rng.normal(0, 0.025, 3), 0, 1)) for name, rgb in RGB.items()}
    wood = np.array([0.62, 0.53, 0.43]) + rng.normal(0, 0.05) + rng.normal(0, 0.04, 3)
    table, checks, pattern = tuple(np.clip(wood, 0.05, 1)), None, None
    if rng.random() < 0.55:
        table, checks = random_cloth(rng)
        if checks is not None:
            pattern = (str(rng.choice(PATTERNS)), int(rng.integers(1 << 30)))
    numbers = [int(n) for n in rng.integers(1 << 30, size=int(rng.integers(1, 4)) if rng.random() < 0.55 else 0)]
    return Look(light=float(rng.uniform(0.7, 1.25)) if rng.random() < 0.5 else float(np.exp(rng.uniform(np.log(0.55), np.log(1.8)))),
                light_from=(float(rng.uniform(-0.2, 0.5)), float(rng.uniform(-0.5, 0.5)), float(rng.uniform(0.9, 1.5))),
                light_color=tuple(1 + rng.normal(0, 0.06, 3)), table=table, checks=checks, pattern=pattern, strange=tuple(n for n in numbers if not _kept_out(Strange(n).color)),
                camera_shift=tuple(rng.normal(0, 0.0015, 3)), camera_turn=tuple(rng.normal(0, 0.003, 3)), colors=jitter)


def random_cloth(rng: np.random.Generator) -> tuple[tuple[float, float, float], tuple[float, float, float] | None]:
    """A table's colour and, four times in five, a second one: much the same, or any other. None near what is kept for evaluation."""
    while True:
        first = np.array(colorsys.hsv_to_rgb(rng.random(), rng.beta(1.2, 2.5), rng.uniform(0.15, 0.95)))
        second = np.clip(first * rng.uniform(0.6, 1.5) + rng.normal(0, 0.06, 3), 0, 1) if rng.random() < 0.7 else rng.random(3)
        if not _kept_out(first) and not _kept_out(second):
            return tuple(first), tuple(second) if rng.random() < 0.8 else None


def _kept_out(color) -> bool:
    return any(np.linalg.norm(np.subtract(color, other)) < 0.12 for other in KEPT_OUT)


def random_task(rng: random.Random, things: list[Thing]) -> Task | None:
    """Something that can be done with these things, or None."""
    pickable = [t for t in things if t.kind in PICKABLE]
    if not pickable:
        return None
    target = rng.choice(pickable)
    others = [t for t in things if t is not target]
    containers = [t for t in others if t.kind in CONTAINERS]
    cubes = [t for t in others if t.kind == "cube"]
    draw = rng.random()
    if draw < 0.26 or not others:
        return Task("pick", target.name)
    if draw < 0.50 and containers:
        return into(target, rng.choice(containers))
    if draw < 0.76 and cubes and (target.kind == "cube" or (target.kind != "ball" and rng.random() < 0.4)):
        return Task("put_on", target.name, rng.choice(cubes).name)
    if draw < 0.80:
        return Task("put_down", target.name)
    return Task(rng.choice(RELATIONS), target.name, rng.choice(others).name)


def another(rng: random.Random, things: list[Thing], last: Task) -> Task | None:
    """The same with one more thing ("and the other one, too"), if the last went into or onto a container and something is left."""
    goal = next((t for t in things if t.name == last.destination), None)
    left = [t for t in things if t.kind in PICKABLE and t.name != last.target]
    return into(rng.choice(left), goal) if goal is not None and goal.kind in CONTAINERS and last.skill in ("put_in", "put_on") and left else None


def into(target: Thing, container: Thing) -> Task:
    return Task("put_on" if container.kind == "plate" else "put_in", target.name, container.name)
