"""How long the brain takes: to load, to reply to a sentence, to decide on a chunk of motion; and how long it may take.

Sentences and scenes are drawn as for `evaluate --suite all`, and rendered by the simulator's world, without a robot. `act` is timed for picking
up a thing of each scene: the first chunk, which also grounds the instruction, and those after it.
Knows the VLA protocol, the world and the drawn suites; nothing of dialogue, servos or what a right answer would be.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, Callable, Iterable, Iterator, Sequence

import numpy as np

from assistant.bench.machine import machine, machine_line, once, spread, timed
from assistant.interface import VLA, Intrinsics, Observation, Utterance
from drivers.simulator.things import PICKABLE, Thing
from drivers.simulator.world import World

CHUNKS = 3  # timed for each scene
WIDTH, HEIGHT = 640, 480
BUSY = 0.8  # share of the time by the wall's clock below which a process that only computes was kept waiting


@dataclass(frozen=True)
class Case:
    """What is said, what is seen, and an instruction about something that is there."""

    sentence: str
    observation: Observation
    instruction: str


@dataclass(frozen=True)
class Budget:
    """How the executor plays chunks: rows carried out before the next chunk takes over, and seconds before that at which it is asked for."""

    rows: int
    lookahead: float


def measure(load: Callable[[], VLA], drawn: Iterable[Case], budget: Budget) -> dict[str, Any]:
    """The report. load: gives the brain, from its checkpoint; then the cases are drawn, and then timed."""
    _, importing = timed(lambda: importlib.import_module("assistant.vla.model"))
    brain, loading = timed(load)
    cases = list(drawn)
    _, first_reply = timed(lambda: _reply(brain, cases[0]))
    chunk, first_act = timed(lambda: brain.act(cases[0].observation, cases[0].instruction))
    replies, firsts, nexts, unseen = [], [], [], 0
    for case in cases:
        replies.append(timed(lambda: _reply(brain, case))[1])
        brain.reset()
        for number in range(CHUNKS):
            chunk, seconds = timed(lambda: brain.act(case.observation, case.instruction))
            (nexts if number else firsts).append(seconds)
            unseen += chunk.unseen
    long, period = len(chunk.targets) * chunk.dt, budget.rows * chunk.dt
    allowed = long - period + budget.lookahead
    act = spread(firsts + nexts)
    return {
        "what": "vla",
        "machine": machine(),
        "import": once(importing),
        "load": once(loading),
        "first_reply": once(first_reply),
        "first_act": once(first_act),
        "sentences": len(cases),
        "reply": spread(replies),
        "act": act,
        "act_first_chunk": spread(firsts),
        "act_next_chunk": spread(nexts),
        "unseen_chunks": unseen,
        "share_of_processor": round(sum(work for _, work in firsts + nexts) / sum(wall for wall, _ in firsts + nexts), 3),
        "budget": {
            "chunk_seconds": round(long, 3), "rows": len(chunk.targets), "dt": chunk.dt, "period_seconds": round(period, 3), "lookahead_seconds": budget.lookahead,
            "act_may_take_seconds": round(allowed, 3), "kept": act["seconds"]["p95"] <= allowed,
        },
    }


def cases(count: int, seed: int, state: Sequence[float]) -> Iterator[Case]:
    """Drawn; each with a scene of its own. state: (6,) how the arm stands, as in `Observation`."""
    from assistant.evaluation.drawn import draw  # large grammars

    number = 0
    while count:
        for scenario in draw("all", count, seed + number):
            sentence, thing = scenario.turns[0].say, next((t for t in scenario.things if t.kind in PICKABLE), None)
            if sentence is not None and thing is not None:  # else another is drawn in its place
                count -= 1
                yield Case(sentence, look(scenario.things, scenario.seed, state), f"pick up the {thing.color} {thing.kind}")
        number += 1


def look(things: Sequence[Thing], seed: int, state: Sequence[float]) -> Observation:
    """The scene as the camera sees it, the arm at rest."""
    world = World(things, seed)
    try:
        picture, depth = world.render("front", WIDTH, HEIGHT, True)
        intrinsics = Intrinsics(WIDTH, HEIGHT, *world.intrinsics("front", WIDTH, HEIGHT))
    finally:
        world.close()
    return Observation({"front": picture}, np.asarray(state, np.float32), 0.0, {"front": depth}, {"front": intrinsics})


def lines(report: dict[str, Any]) -> list[str]:
    """The report for a terminal."""
    told = [
        machine_line(report["machine"]),
        f"load    {_s(report['load'])} the checkpoint, after {_s(report['import'])} of importing what it needs",
        f"first   {_s(report['first_reply'])} reply, {_s(report['first_act'])} chunk, in a process that has done neither before",
    ]
    told += [_line(name, report[key]) for name, key in (("reply", "reply"), ("act", "act"), ("  first", "act_first_chunk"), ("  next", "act_next_chunk"))]
    if report["unseen_chunks"]:
        told.append(f"        of {report['act']['n']} chunks {report['unseen_chunks']} stand still, because it did not see what they are about; those are quicker")
    budget = report["budget"]
    told += [
        f"budget  a chunk is {budget['chunk_seconds']:.2f} s of motion ({budget['rows']} rows of {budget['dt']:.2f} s); the next takes over after {budget['period_seconds']:.2f} s and is asked for "
        f"{budget['lookahead_seconds']:.2f} s before, so `act` may take {budget['act_may_take_seconds']:.2f} s before the arm has to wait",
        f"        act p95 is {_ms(report['act']['seconds']['p95'])}: the budget is {'kept' if budget['kept'] else 'NOT kept'}",
    ]
    if report["share_of_processor"] < BUSY:
        told.append(f"        other work had the processors: this process got {100 * report['share_of_processor']:.0f} % of the time; measure again on a machine at rest")
    return told


def _reply(brain: VLA, case: Case):
    return brain.reply(case.observation, [Utterance("user", case.sentence)])


def _line(name: str, one: dict[str, Any]) -> str:
    wall, work = one["seconds"], one["cpu_seconds"]
    return f"{name:<8}p50 {_ms(wall['p50'])}  p95 {_ms(wall['p95'])}  max {_ms(wall['max'])}   (processor time p50 {_ms(work['p50'])}, p95 {_ms(work['p95'])}; n = {one['n']})"


def _s(one: dict[str, float]) -> str:
    return f"{one['seconds']:.2f} s ({one['cpu_seconds']:.2f} s of processor time)"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
