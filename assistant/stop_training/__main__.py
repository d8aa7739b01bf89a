"""Trains the stop spotter, one command: `python -m assistant.stop_training`.

Lessons are spoken and taken through the lower half of Whisper's encoder once; on those states the upper half and a head are taught. Twice: first without the voices that are kept apart, to measure on
those how strangers will do; then on all, and that one is written to --out. What is made is kept under --runs, and not made again. --measure: only that, of the network in --out and of others beside it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable, Iterable

import numpy as np
import torch

from assistant.hearing.stop_check import EXPECTED
from assistant.hearing.stop_ear import ALONE, WORD
from assistant.hearing.stop_spotter import NETWORK, StopSpotter
from assistant.hearing.transcriber import Transcriber
from assistant.hearing.weights import WeightsError
from assistant.stop_training import hour, lessons, measure, negatives, thresholds
from assistant.stop_training.network import Whole, save, taught
from assistant.stop_training.speakers import SpeakerMissing
from assistant.stop_training.tiny_encoder import halves

LESSONS = (("known", 4000, False), ("kept", 1500, True))
"""(name, how many, whether said by the voices that are kept apart at first)."""
NEGATIVES = (("known-negatives", 100, False), ("kept-negatives", 30, True))
"""The same of minutes in which nobody says stop."""
EPOCHS = 5
EVERY = 3  # looks, of which one is taken where nothing is near


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant.stop_training", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=Path, default=Path("runs/stop_ear"), help="where lessons and networks are kept")
    parser.add_argument("--out", type=Path, default=NETWORK, help="where the finished network goes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full amount, to try the pipeline")
    parser.add_argument("--stops", type=int, default=50, help="stops to measure with, each in three noises")
    parser.add_argument("--near", type=int, default=60, help="sayings of each kind that comes near a stop")
    parser.add_argument("--minutes", type=float, default=60.0, help="of everything else to choose the thresholds by")
    parser.add_argument("--recordings", help="folder of people's recordings (bench/recordings.py): none may set it off")
    parser.add_argument("--measure", nargs="*", type=Path, metavar="NETWORK", help="teach nothing: measure the network in --out, and these beside it on the same sound")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(argv)
    torch.set_num_threads(options.threads)
    tell = lambda text: print(text, flush=True)  # noqa: E731
    try:
        if options.measure is None:
            _learn(options, tell)
        _measure(options, [options.out, *(options.measure or [])], tell)
    except (SpeakerMissing, WeightsError) as missing:
        raise SystemExit(str(missing)) from missing
    return 0


def _learn(options: argparse.Namespace, tell: Callable[[str], None]) -> None:
    shards: list[tuple[np.ndarray, np.ndarray]] = []
    for number, (name, count, strangers) in enumerate(LESSONS):
        wanted = lessons.drawn(max(20, round(count * options.scale)), 100 * options.seed + 11 + number, strangers, tell)
        shards.append(_shard(options.runs / f"{name}-{options.seed}", wanted, tell))
    for number, (name, minutes, strangers) in enumerate(NEGATIVES):
        wanted = negatives.drawn(max(2.0, minutes * options.scale), 100 * options.seed + 211 + number, strangers, tell)
        shards.append(_shard(options.runs / f"{name}-{options.seed}", wanted, tell))
    known = [shard for shard, (_, _, strangers) in zip(shards, (*LESSONS, *NEGATIVES)) if not strangers]
    apart = options.runs / f"strangers-{options.seed}.onnx"
    for told, taught_on, file in (("without the voices kept apart:", known, apart), ("with all voices:", shards, options.out)):
        tell(told)
        if file != apart or not file.exists():
            lower, upper = halves()
            save(Whole(lower, *taught(taught_on, upper, EPOCHS, options.seed, tell)), file)
    tell("\nVoices that it was never taught on:\n")
    spotters = {"without them": StopSpotter(apart)}
    looker, room = measure.Looker(spotters, EVERY), measure.Room(1000 + options.seed, True)
    _told([*measure.stops(looker, room, options.stops), *measure.near(looker, room, options.near)], spotters, tell)


def _measure(options: argparse.Namespace, files: list[Path], tell: Callable[[str], None]) -> None:
    """Finished networks, that have heard all voices: stops, an hour, people, and what comes near a stop."""
    spotters = {file.stem: StopSpotter(file) for file in files}
    looker, room = measure.Looker(spotters, EVERY, Transcriber(hotwords=EXPECTED, threads=options.threads)), measure.Room(1001 + options.seed, None)
    heard = [*measure.stops(looker, room, options.stops), *hour.hour(looker, room, options.minutes)]
    tell("\nStops, an hour, and people:\n")
    _told(heard + [*measure.people(looker, options.recordings)] if options.recordings else heard, spotters, tell)
    tell("\nWhat comes near a stop:\n")
    _told([*measure.near(looker, room, options.near)], spotters, tell)


def _shard(folder: Path, wanted: Iterable[tuple[lessons.Window, np.ndarray]], tell: Callable[[str], None]) -> tuple[np.ndarray, np.ndarray]:
    """States and what is right to say of them; `wanted` is only made where the folder has nothing yet."""
    if not (folder / "windows.jsonl").exists():
        lessons.made(folder, wanted, halves()[0], tell)
    states, windows = lessons.kept(folder)
    return states, np.array([(window.word, window.alone) for window in windows], np.float32)


def _told(found: list[measure.Heard], spotters: dict[str, StopSpotter], tell: Callable[[str], None]) -> None:
    by_spotter = {name: [one for one in found if one.spotter == name] for name in spotters}
    tell(thresholds.table(by_spotter, list(dict.fromkeys([(0.5, 0.5), (0.8, 0.8), (ALONE, WORD), (0.9, 0.9), (0.97, 0.97), (0.985, 0.97)]))))
    for name, of in by_spotter.items():
        if any(one.guesses for one in of):
            tell(f"\n{name}:\n\n{measure.with_a_second_opinion(of)}")
        tell(f"\n{name}, at {ALONE:g} alone and {WORD:g} in a sentence:\n\n{measure.report(of, ALONE, WORD)}")


if __name__ == "__main__":
    raise SystemExit(main())
