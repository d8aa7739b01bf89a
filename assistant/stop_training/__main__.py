"""Trains the stop spotter's head, one command: `python -m assistant.stop_training`.

Lessons are spoken and encoded (most of the time, some 30 ms a window on one core), the head is taught on them in minutes: on the first course, then on both. Twice: first without the voices that
are kept apart, to measure on those how strangers will do; then on all, and that one is written to --out. What is made is kept under --runs, and not made again.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable

import numpy as np
import torch

from assistant.hearing.stop_ear import ALONE, WORD
from assistant.hearing.stop_spotter import HEAD, Head
from assistant.hearing.weights import WeightsError
from assistant.stop_training import hour, lessons, measure, thresholds
from assistant.stop_training.harder import SECOND
from assistant.stop_training.head import LearningHead, taught
from assistant.stop_training.speakers import SpeakerMissing

LESSONS = (("known", 2200, False, lessons.FIRST), ("kept", 900, True, lessons.FIRST), ("known-more", 900, False, SECOND), ("kept-more", 300, True, SECOND))
"""(name, how many, whether said by the voices that are kept apart at first, course)."""
EPOCHS, MORE_EPOCHS = 12, 6  # on the first course, and then on both
EVERY = 3  # looks, of which one is encoded where nothing is near
Shard = tuple[np.ndarray, np.ndarray]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant.stop_training", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=Path, default=Path("runs/stop_ear"), help="where lessons and heads are kept")
    parser.add_argument("--out", type=Path, default=HEAD, help="where the finished head goes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full amount, to try the pipeline")
    parser.add_argument("--stops", type=int, default=50, help="stops to measure with, each in three noises")
    parser.add_argument("--near", type=int, default=60, help="sayings of each kind that comes near a stop")
    parser.add_argument("--minutes", type=float, default=60.0, help="of everything else to choose the thresholds by")
    parser.add_argument("--recordings", help="folder of people's recordings (bench/recordings.py): none may set it off")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(argv)
    torch.set_num_threads(options.threads)
    tell = lambda text: print(text, flush=True)  # noqa: E731
    try:
        shards = [
            _shard(options.runs / f"{name}-{options.seed}", max(20, round(count * options.scale)), 100 * options.seed + 11 + number, strangers, course, tell)
            for number, (name, count, strangers, course) in enumerate(LESSONS)
        ]
        known = [shard for shard, (_, _, strangers, _) in zip(shards, LESSONS) if not strangers]
        tell("without the voices kept apart:")
        _taught(known[:1], known, options.runs / "strangers", options.seed, tell)
        tell("with all voices:")
        _taught(shards[:2], shards, options.runs / "all", options.seed, tell).save(options.out)
        tell("\nVoices that the head was never taught on:\n")
        strangers = _heads(options.runs / "strangers")
        looker, room = measure.Looker(strangers, EVERY), measure.Room(1000 + options.seed, True)
        _told([*measure.stops(looker, room, options.stops), *measure.near(looker, room, options.near)], strangers, tell)
        tell("\nThe finished head, on all voices, beside an hour and people:\n")
        finished = _heads(options.runs / "all")
        looker, room = measure.Looker(finished, EVERY), measure.Room(1001 + options.seed, None)
        heard = [*measure.stops(looker, room, options.stops), *hour.hour(looker, room, options.minutes)]
        _told(heard + [*measure.people(looker, options.recordings)] if options.recordings else heard, finished, tell)
        tell("\nWhat comes near a stop, by all voices:\n")
        _told([*measure.near(looker, room, options.near)], finished, tell)
    except (SpeakerMissing, WeightsError) as missing:
        raise SystemExit(str(missing)) from missing
    return 0


def _shard(folder: Path, count: int, seed: int, strangers: bool, course: lessons.Course, tell: Callable[[str], None]) -> Shard:
    if not (folder / "windows.jsonl").exists():
        lessons.made(folder, count, seed, strangers, tell, course)
    states, windows = lessons.kept(folder)
    return states, np.array([(window.word, window.alone) for window in windows], np.float32)


def _taught(first: list[Shard], both: list[Shard], name: Path, seed: int, tell: Callable[[str], None]) -> LearningHead:
    """The head of both courses, kept beside that of the first."""
    begun = name.with_name(f"{name.name}-first.safetensors")
    if not begun.exists():
        taught(first, EPOCHS, seed, tell).save(begun)
    head = taught(both, MORE_EPOCHS, seed, tell, LearningHead.load(begun))
    head.save(name.with_suffix(".safetensors"))
    return head


def _heads(name: Path) -> dict[str, Head]:
    return {"first course": Head.load(name.with_name(f"{name.name}-first.safetensors")), "both courses": Head.load(name.with_suffix(".safetensors"))}


def _told(found: list[measure.Heard], heads: dict[str, Head], tell: Callable[[str], None]) -> None:
    by_head = {name: [one for one in found if one.head == name] for name in heads}
    tell(thresholds.table(by_head, [(0.5, 0.5), (0.8, 0.8), (0.9, 0.8), (0.95, 0.9), (ALONE, WORD)]))
    for name, of in by_head.items():
        tell(f"\n{name}, at {ALONE:g} alone and {WORD:g} in a sentence:\n\n{measure.report(of, ALONE, WORD)}")


if __name__ == "__main__":
    raise SystemExit(main())
