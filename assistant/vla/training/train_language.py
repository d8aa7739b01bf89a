"""Teaches the language side on drawn sentences, over object tokens made noisy as sight is. Resumable; scored on wordings kept apart."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Sequence

import numpy as np
import torch
import torch.nn.functional as F

from assistant.interface import Utterance
from assistant.vla.language import Language, SKILLS
from assistant.vla.shapes import SIZED
from assistant.vla.sight import COLORS, FEATURES, KINDS, SIZES
from assistant.vla.tokens import Reading, Writing
from assistant.vla.training.language import ABSENT, Lesson, StepLesson, draw_lesson, draw_step
from assistant.vla.training.muon import Muon
from assistant.vla.training.together import average, processes

SLOTS = 8


def features_of(scenes: Sequence, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Scenes as sight would tell them: features (B, 8, FEATURES) with its errors, present (B, 8). Objects keep their slots."""
    table = np.zeros((len(scenes), SLOTS, FEATURES), np.float32)
    present = np.zeros((len(scenes), SLOTS), bool)
    for row, scene in enumerate(scenes):
        for n, o in enumerate(scene[:SLOTS]):
            f = table[row, n]
            doubt = rng.random(3) ** 4 * (0.4, 0.3, 0.6)  # mostly sure, now and then not
            kinds, colors = len(KINDS), len(COLORS)
            for start, words, word, d in ((0, KINDS, o.kind, doubt[0]), (kinds, COLORS, o.color, doubt[1]), (kinds + colors, SIZES, o.size, doubt[2])):
                if words is SIZES and o.kind not in SIZED:
                    f[start + 1] = 1.0 - d / 2
                    f[start + rng.choice((0, 2))] += d / 2
                    continue
                f[start + words.index(word)] += 1.0 - d
                f[start + rng.integers(len(words))] += d
            place = np.array([o.x, o.y, o.z]) + rng.normal(0, (0.004, 0.004, 0.004))
            f[19:22] = (place[0] - 0.22) / 0.08, place[1] / 0.12, place[2] / 0.06
            f[22] = np.clip(float(o.held) + rng.normal(0, 0.05), 0, 1)
            f[23], f[24] = np.cos(4 * o.yaw), np.sin(4 * o.yaw)
            present[row, n] = True
    return torch.from_numpy(table), torch.from_numpy(present)


def arithmetic() -> torch.autocast:
    """bfloat16 where the processor multiplies in it (AVX-512 BF16, AMX): two thirds of the time, the same losses within a hundredth. Elsewhere float32."""
    able = torch.cpu.get_capabilities()
    return torch.autocast("cpu", torch.bfloat16, enabled=bool(able.get("avx512_bf16") or able.get("amx_bf16")))


def sets(rows: Sequence[Sequence[int]]) -> torch.Tensor:
    marks = torch.zeros(len(rows), SLOTS)
    for row, indexes in enumerate(rows):
        for n in indexes:
            if n is not None and n < SLOTS:
                marks[row, n] = 1.0
    return marks


def lesson_losses(model: Language, reading: Reading, writing: Writing, lessons: Sequence[Lesson], rng: np.random.Generator) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
    """The loss of each lesson (B,), and its parts, each (B,)."""
    features, present = features_of([x.objects for x in lessons], rng)
    with arithmetic():
        states, hidden, n = model.encode(reading.encode([[*x.history, Utterance(x.speaker, x.say)] for x in lessons]), features, present)
    lines = [writing.encode(x.kind, x.text, x.steps, x.options)[:63] for x in lessons]
    words = torch.zeros(len(lines), max(map(len, lines)), dtype=torch.long)
    for row, line in enumerate(lines):
        words[row, : len(line)] = torch.tensor(line)
    with arithmetic():
        logits, meant = model.decode(words[:, :-1], states, hidden).float(), model.meant(states[:, -n:]).float()
    spoken = F.cross_entropy(logits.transpose(1, 2), words[:, 1:], ignore_index=0, reduction="none")
    truth = torch.stack([sets([x.targets for x in lessons]), sets([x.destinations for x in lessons])], -1)
    off = (F.binary_cross_entropy_with_logits(meant, truth, reduction="none") * present[..., None]).sum((1, 2))
    word, kind, match = spoken.sum(1), spoken[:, 0], off * len(lessons) / present.sum().clamp(min=1)  # bare tables: nothing to point at
    parts = {"word": word / (words[:, 1:] > 0).sum(1).float(), "kind": kind, "match": match}
    return word * 0.12 + kind * 0.5 + match, {name: part.detach() for name, part in parts.items()}


def told_hard(losses: torch.Tensor, taught: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Which of many lessons to teach, about `taught` of them, likelier the larger their loss, and the weights with which the sum of theirs stands for the mean of all.

    Importance sampling as in Katharopoulos and Fleuret 2018 (arXiv 1803.00942), the loss standing for the gradient's norm: a tenth of the lessons has nine
    tenths of the loss, and to look costs a third of what teaching does. A quarter of the mean is everybody's: what is known is not forgotten,
    nor weighted up without bound. ValueError where a loss is no number: nothing would be taught, and nobody would see it.
    """
    if not torch.isfinite(losses).all():
        raise ValueError("the loss of some lessons is no number: training has run away; go on from an older file in --runs, at a lower rate.")
    odds = losses.double().numpy() + 0.25 * float(losses.mean())
    chance = np.minimum(1.0, odds * taught / odds.sum())
    for _ in range(10):  # what is certain leaves its share to the rest
        free = chance < 1.0
        chance[free] = np.minimum(1.0, odds[free] * max(taught - (~free).sum(), 0.0) / odds[free].sum())
    drawn = np.flatnonzero(rng.random(len(odds)) < chance)
    return drawn, 1.0 / (chance[drawn] * len(odds))


def step_loss(model: Language, reading: Reading, steps: Sequence[StepLesson], rng: np.random.Generator) -> tuple[torch.Tensor, dict[str, float]]:
    features, present = features_of([x.objects for x in steps], rng)
    states, _, n = model.encode(reading.encode([[Utterance("step", x.instruction)] for x in steps]), features, present)
    skill = F.cross_entropy(model.skill(states[:, 0]), torch.tensor([SKILLS.index(x.skill) for x in steps]))
    points = model.point(states, present)
    losses = []
    for column, goals in enumerate(([x.target for x in steps], [x.destination for x in steps])):
        rows = [i for i, g in enumerate(goals) if g is not None]
        if rows:
            losses.append(F.cross_entropy(points[rows, :, column], torch.tensor([n if goals[i] == ABSENT else goals[i] for i in rows])))
    return skill + sum(losses), {"skill": float(skill.detach()), "point": float(sum(losses).detach())}


@torch.no_grad()
def score(model: Language, reading: Reading, writing: Writing, lessons: Sequence[Lesson], steps: Sequence[StepLesson], rng: np.random.Generator) -> dict[str, float]:
    """Shares right: kind of reply, whole reply (kind, steps and options), by tag; skill with both things of an instruction."""
    model.eval()
    right: dict[str, list[bool]] = {}
    for x in lessons:
        features, present = features_of([x.objects], rng)
        states, hidden, _ = model.encode(reading.encode([[*x.history, Utterance(x.speaker, x.say)]]), features, present)
        numbers = model.write(states, hidden)[0][0]
        try:
            kind, text, done, options = writing.decode(numbers)
        except ValueError:
            kind, text, done, options = None, "", [], []
        same = kind is not None and kind.value == x.kind and tuple(done) == tuple(x.steps) and set(options) == set(x.options)
        if x.tag in ("question", "report"):
            same = text.lower() == x.text.lower()
        right.setdefault("kind", []).append(kind is not None and kind.value == x.kind)
        right.setdefault("all", []).append(same)
        right.setdefault(x.tag, []).append(same)
    for x in steps:
        features, present = features_of([x.objects], rng)
        states, _, n = model.encode(reading.encode([[Utterance("step", x.instruction)]]), features, present)
        points = [ABSENT if i == n else i for i in model.point(states, present).argmax(1)[0].tolist()]
        same = SKILLS[int(model.skill(states[0, 0]).argmax())] == x.skill
        right.setdefault("step", []).append(same and x.target in (None, points[0]) and x.destination in (None, points[1]))
    model.train()
    return {name: sum(values) / len(values) for name, values in right.items()}


def draw_pool(rng: random.Random, writing: Writing, size: int, held_out: bool | None) -> list[list[Lesson]]:
    """Lessons in batches of 32 with replies and lines of about the same length (padding costs as much as words), in random order."""
    pool = [draw_lesson(rng, held_out) for _ in range(size)]
    written = {id(x): len(writing.encode(x.kind, x.text, x.steps, x.options)) for x in pool}
    pool.sort(key=lambda x: written[id(x)])
    shelf = size // 8
    shelves = [sorted(pool[i : i + shelf], key=lambda x: len(x.say) + sum(len(u.text) for u in x.history)) for i in range(0, size, shelf)]
    batches = [lessons[i : i + 32] for lessons in shelves for i in range(0, len(lessons), 32)]
    rng.shuffle(batches)
    return batches


def optimizers_of(model: Language, rate: float) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices of the layers, AdamW for the rest: a third fewer sentences to the same loss than AdamW alone."""
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and name.startswith(("layers", "decoder"))]
    rest = [p for name, p in model.named_parameters() if p.ndim != 2 or not name.startswith(("layers", "decoder"))]
    return Muon(matrices, rate), torch.optim.AdamW(rest, rate, betas=(0.9, 0.98), weight_decay=0.01)


def rate_at(step: int, steps: int, rate: float, falling: float = 0.3) -> float:
    """Rises over 300 batches, stays, and falls to nothing over the last share `falling`: a run can be made longer without having been too slow before."""
    return rate * min(1.0, (step + 1) / 300, max((steps - step) / (falling * steps), 0.0))


def hardest(
    model: Language, reading: Reading, writing: Writing, batches: Sequence[Sequence[Lesson]], taught: int, rng: np.random.Generator,
) -> list[tuple[list[Lesson], np.ndarray]]:
    """Of all these lessons about `taught`, in batches of what is alike in length, each with its weights (see told_hard)."""
    with torch.no_grad():
        losses = torch.cat([lesson_losses(model, reading, writing, lessons, rng)[0] for lessons in batches])
    lessons = [x for batch in batches for x in batch]
    drawn, weights = told_hard(losses, taught, rng)
    order = sorted(range(len(drawn)), key=lambda k: len(lessons[drawn[k]].say) + sum(len(u.text) for u in lessons[drawn[k]].history))
    return [([lessons[drawn[k]] for k in part], weights[part]) for part in (order[i : i + 24] for i in range(0, len(order), 24))]


def train(
    rank: int, model: Language, reading: Reading, writing: Writing, out: Path, steps: int, rate: float = 1.2e-3, seed: int = 0,
    held_out: bool | None = False, falling: float = 0.3, survey: int = 0,
) -> None:
    """Trains for `steps` batches and writes `out` every 250; goes on from `out` if it is there. held_out as in draw_lesson, falling as in rate_at.

    survey: for each batch so many times 32 lessons are looked over, and the eighth of them that is hardest is taught; 0: three times 32 are, as they come.

    Together with others (see together.py), each with its `rank`; the first one writes.
    """
    torch.manual_seed(seed + rank)
    optimizers, done = optimizers_of(model, rate), 0
    if out.exists():
        state = torch.load(out, weights_only=True)
        model.load_state_dict(state["model"])
        for optimizer, kept in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(kept)
        done = state["step"]
    own = seed + done + rank * 10**8
    rng, noise = random.Random(own), np.random.default_rng(own)
    apart = random.Random(10**6)
    test, test_steps = [draw_lesson(apart, True) for _ in range(300)], [draw_step(apart, True) for _ in range(100)]
    started, parts, pool, seen = time.time(), {}, [], 0
    for step in range(done, steps):
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, steps, rate, falling)
        model.zero_grad(set_to_none=True)
        batches = []
        for _ in range(survey or 3):  # three kinds of length in every step: what is alike in length is often alike in meaning
            pool = pool or draw_pool(rng, writing, 2048, held_out)
            batches.append(pool.pop())
        seen += sum(map(len, batches))
        lessons = [(batch, np.full(len(batch), 1 / (3 * len(batch)))) for batch in batches]
        if survey:
            lessons = hardest(model, reading, writing, batches, 4 * survey, noise)
        sums: dict[str, float] = {}
        for batch, weights in lessons:
            weights = torch.from_numpy(weights).float()
            losses, told = lesson_losses(model, reading, writing, batch, noise)
            (losses * weights).sum().backward()
            for key, value in told.items():
                sums[key] = sums.get(key, 0.0) + float((value * weights).sum())
        for key, value in sums.items():
            parts.setdefault(key, []).append(value)
        if step % 3 == 0:
            loss, told = step_loss(model, reading, [draw_step(rng, held_out) for _ in range(64 // processes())], noise)
            loss.backward()
            for key, value in told.items():
                parts.setdefault(key, []).append(value)
        average(model.parameters())
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        if rank:
            continue
        if (step + 1) % 100 == 0:
            pace = seen * processes() / (time.time() - started)
            print(f"language {step + 1}/{steps} {' '.join(f'{k} {np.mean(v):.4f}' for k, v in parts.items())} {pace:.0f}/s", flush=True)
            parts = {}
        if (step + 1) % 250 == 0 or step + 1 == steps:
            torch.save({"model": model.state_dict(), "optimizers": [optimizer.state_dict() for optimizer in optimizers], "step": step + 1}, out.with_suffix(".tmp"))
            out.with_suffix(".tmp").rename(out)
        if (step + 1) % 1500 == 0 or step + 1 == steps:
            print(f"language held out: {' '.join(f'{k} {v:.2f}' for k, v in score(model, reading, writing, test, test_steps, noise).items())}", flush=True)
