"""Trains the stop spotter's head, one command: `python -m assistant.stop_training`.

Lessons are spoken and encoded (most of the time, some 50 ms a window on one core), the head is taught on them in minutes. Twice: first without the voices that are kept apart, to measure on
those how strangers will do; then on all, and that one is written to --out. What is made is kept under --runs, and not made again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from assistant.hearing.stop_ear import ALONE, WORD
from assistant.hearing.stop_spotter import HEAD, StopSpotter
from assistant.stop_training import lessons, measure, phrases
from assistant.stop_training.head import LearningHead, taught
from assistant.stop_training.speakers import SpeakerMissing
from assistant.hearing.weights import WeightsError

LESSONS = (("known", 2200, False), ("kept", 900, True))
"""(name, how many, whether said by the voices that are kept apart at first)."""
EPOCHS = 12


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant.stop_training", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=Path, default=Path("runs/stop_ear"), help="where lessons and heads are kept")
    parser.add_argument("--out", type=Path, default=HEAD, help="where the finished head goes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full amount, to try the pipeline")
    parser.add_argument("--stops", type=int, default=120, help="stops to measure with, each in three noises")
    parser.add_argument("--minutes", type=float, default=30.0, help="of everything else to measure with")
    parser.add_argument("--recordings", help="folder of people's recordings (bench/recordings.py): none may set it off")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(argv)
    torch.set_num_threads(options.threads)
    tell = lambda text: print(text, flush=True)  # noqa: E731
    try:
        shards = [
            _shard(options.runs / f"{name}-{options.seed}", max(20, round(count * options.scale)), 100 * options.seed + 11 + number, strangers, tell)
            for number, (name, count, strangers) in enumerate(LESSONS)
        ]
        known = [shard for shard, (_, _, strangers) in zip(shards, LESSONS) if not strangers]
        tell("without the voices kept apart:")
        taught(known, EPOCHS, options.seed, tell).save(options.runs / "strangers.safetensors")
        tell("with all voices:")
        head: LearningHead = taught(shards, EPOCHS, options.seed, tell)
        head.save(options.out)
        tell(f"\nOn voices that the head was never taught on (thresholds {ALONE} alone, {WORD} in a sentence):\n")
        tell(measured(options.runs / "strangers.safetensors", True, options))
        tell("\nThe finished head, on all voices:\n")
        tell(measured(options.out, None, options))
    except (SpeakerMissing, WeightsError) as missing:
        raise SystemExit(str(missing)) from missing
    return 0


def _shard(folder: Path, count: int, seed: int, strangers: bool, tell) -> tuple[np.ndarray, np.ndarray]:
    if not (folder / "windows.jsonl").exists():
        lessons.made(folder, count, seed, strangers, tell)
    states, windows = lessons.kept(folder)
    return states, np.array([(window.word, window.alone) for window in windows], np.float32)


def measured(head: Path, strangers: bool | None, options: argparse.Namespace) -> str:
    """The report of one head; the phrases of phrases.KEPT_STOPS are among the stops, half as often as the others."""
    spotter, seed = StopSpotter(head), 1000 + options.seed
    texts = (*phrases.STOPS, *phrases.STOPS, *phrases.MORE_STOPS[:12], *phrases.KEPT_STOPS)
    found = [*measure.stops(spotter, options.stops, seed, strangers, texts), *measure.talk(spotter, options.minutes, seed, strangers)]
    if options.recordings:
        found += measure.people(spotter, options.recordings)
    return measure.report(found, ALONE, WORD)


if __name__ == "__main__":
    raise SystemExit(main())
