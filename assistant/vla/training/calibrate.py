"""How much the model believes in what is right, on drawn sentences kept apart: what `calibration` needs to tell when to ask."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch

from assistant.interface import ReplyKind, Utterance
from assistant.vla.calibration import threshold
from assistant.vla.model import RobotVLA
from assistant.vla.thinking import read
from assistant.vla.training.language import Lesson, draw_lesson
from assistant.vla.training.train_language import features_of
from assistant.vla.weighing import Line, Weighing, considered

COMMANDS = ("pick", "place", "stack", "move", "ask", "sequence")


@torch.no_grad()
def score(model: RobotVLA, lesson: Lesson, noise: np.random.Generator) -> float:
    """In [0, 1]: the share of its belief that goes to what the lesson says should be done."""
    features, present = features_of([lesson.objects], noise)
    _, states, hidden, meant = read(model.language, model.reading, features, present, (*lesson.history, Utterance(lesson.speaker, lesson.say)))
    weighing = Weighing(model.language, model.reading, features, present, meant)
    try:
        lines = considered(model.language, model.writing, states, hidden)
    except ValueError:  # what it writes is no reply
        return 0.0
    right = weighing.deed(Line(ReplyKind(lesson.kind), lesson.text, lesson.steps, lesson.options, 0.0))
    if len(lines) == 1:
        return float(np.exp(lines[0].chance)) if weighing.deed(lines[0]) == right else 0.0
    return weighing.chances(weighing.weigh(lines)).get(right, 0.0)


def scores(model: RobotVLA, count: int, seed: int) -> list[float]:
    """Sorted, of `count` commands, clear and ambiguous, to three digits. The seed is one that training never draws from."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    found = [score(model, draw_lesson(rng, None, tag=rng.choice(COMMANDS)), noise) for _ in range(count)]
    return [round(s, 3) for s in sorted(found)]


def calibrate(folder: Path, count: int, seed: int) -> None:
    """Writes into the config of the checkpoint in `folder` what `calibration.threshold` needs."""
    model = RobotVLA.from_pretrained(folder)
    model.config.calibration = scores(model, count, seed)
    model.config.save_pretrained(folder)
    told = ", ".join(f"{c:.0%}: {threshold(model.config.calibration, c):.3f}" for c in (0.85, 0.90, 0.95, 0.97))
    print(f"calibrated on {count} commands; thresholds by coverage {told}", flush=True)
