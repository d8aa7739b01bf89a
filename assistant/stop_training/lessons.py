"""The stop spotter's lessons: windows of sound, each with what is right to say of it, turned into the states of the encoder's lower half once and kept.

A lesson is one thing said by one speaker in one stream; of each, a few windows are taken that end at the moments which matter. Knows nothing of the head that learns from them.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable, Iterable, Iterator

import numpy as np
import torch

from assistant.bench.voices import speech_span
from assistant.hearing.speech import RATE
from assistant.hearing.stop_spotter import FRAMES, WINDOW, spectrum
from assistant.stop_training import phrases, speakers
from assistant.stop_training.streams import Conditions, Noises, around, nobody
from assistant.stop_training.tiny_encoder import WIDTH, Lower

KINDS = {"stop": 0.3, "ending": 0.09, "going on": 0.1, "alike": 0.22, "ordinary": 0.19, "moving": 0.04, "nobody": 0.06}
"""What is said, and how often."""
OTHERS = 120  # sentences of other people that are in the rooms
LAST_WORDS = ("stop", "halt", "freeze", "abort", "emergency")
AT_ONCE = 16  # windows that the encoder is given at once
UNKNOWN = np.nan  # what is right is not known, or does not matter


@dataclass(frozen=True)
class Window:
    """word, alone: what is right (see Spotted), 1, 0 or UNKNOWN. late: s from the end of what is said to the window's end."""

    kind: str
    text: str
    speaker: str
    snr: float | None
    late: float
    word: float
    alone: float


def made(folder: Path, taken: Iterable[tuple[Window, np.ndarray]], lower: Lower, tell: Callable[[str], None]) -> None:
    """Windows with their samples into `folder`: states.f16 (n, FRAMES / 2, WIDTH) float16 and, when all are there, windows.jsonl beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    windows: list[Window] = []
    waiting: list[np.ndarray] = []
    with (folder / "states.f16").open("wb") as states, torch.inference_mode():
        for number, (window, sound) in enumerate(taken):
            windows.append(window)
            waiting.append(spectrum(sound))
            if len(waiting) == AT_ONCE:
                states.write(_encoded(lower, waiting))
                waiting = []
            if number % 2000 == 0:
                tell(f"{folder.name}: {number} windows")
        if waiting:
            states.write(_encoded(lower, waiting))
    with (folder / "windows.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(window)) + "\n" for window in windows)


def _encoded(lower: Lower, spectra: list[np.ndarray]) -> bytes:
    return lower(torch.from_numpy(np.stack(spectra))).numpy().astype(np.float16).tobytes()


def kept(folder: Path) -> tuple[np.ndarray, list[Window]]:
    """What `made` wrote."""
    windows = [Window(**json.loads(line)) for line in (folder / "windows.jsonl").read_text(encoding="utf-8").splitlines()]
    return np.memmap(folder / "states.f16", np.float16, "r", shape=(len(windows), FRAMES // 2, WIDTH)), windows


def drawn(count: int, seed: int, strangers: bool | None, tell: Callable[[str], None]) -> Iterator[tuple[Window, np.ndarray]]:
    """The windows of `count` lessons, each with its (WINDOW,) samples."""
    words, chance = random.Random(seed), np.random.default_rng(seed)
    voices = speakers.Speakers()
    noises = room_noises(voices, words, chance, strangers)
    for _ in range(count):
        kind = words.choices(list(KINDS), list(KINDS.values()))[0]
        if kind == "nobody":
            sound = nobody(chance, noises, 3.0)
            yield from _taken(sound, Window(kind, "", "", None, 0.0, 0.0, 0.0), [0.0], 3.0)
            continue
        text, speaker = _said(words, kind), speakers.drawn(words, strangers)
        if kind == "ordinary" and words.random() < 0.15:
            text, speaker = words.choice(phrases.REPLIES), "hibari/1.00/0*1.000"
        try:
            sound = voices.say(text, speaker)
        except ValueError as nothing:
            tell(str(nothing))
            continue
        for _ in range(2 if kind == "stop" else 1):
            how = Conditions.draw(chance)
            stream, begin, end = around(chance, sound, noises, how)
            end = begin + speech_span(sound)[1]
            yield from _taken(stream, Window(kind, text, speaker, how.snr, 0.0, 0.0, 0.0), _moments(words, kind, end - begin), end)


def room_noises(voices: speakers.Speakers, words: random.Random, chance: np.random.Generator, strangers: bool | None, others: int = OTHERS) -> Noises:
    """What is in the rooms besides: so many sentences of other people, and a quarter of that of Vela's own, and noises."""
    said = [voices.say(phrases.ordinary(words), speakers.drawn(words, strangers)) for _ in range(others)]
    own = [voices.say(phrases.ordinary(words), "hibari/1.00/0*1.000") for _ in range(others // 4)]
    return Noises(chance, said, own)


def _said(words: random.Random, kind: str) -> str:
    if kind == "stop":
        said = words.choice(phrases.STOPS if words.random() < 0.5 else phrases.MORE_STOPS)
        return (said[0].upper() + said[1:] if words.random() < 0.5 else said) + words.choice(("!", "!", ".", ""))
    if kind == "ordinary":
        return phrases.ordinary(words)
    if kind == "moving":
        return phrases.moving(words)
    said = words.choice({"ending": phrases.ENDING, "going on": phrases.GOING_ON, "alike": phrases.ALIKE}[kind])
    return said + words.choice((".", "!", "?", ""))


def _moments(words: random.Random, kind: str, seconds: float) -> list[float]:
    """When the windows end: s after the end of what is said, which took so many seconds."""
    if kind == "stop":
        return [words.uniform(-0.03, 0.07), words.uniform(0.06, 0.2), words.uniform(0.15, 0.38), words.uniform(0.52, 0.9)]
    if kind in ("ending", "alike"):
        return [words.uniform(-0.05, 0.08), words.uniform(0.06, 0.2), words.uniform(0.15, 0.38)]
    return [words.uniform(0.2 - seconds, 0.38) for _ in range(4)]


def _taken(stream: np.ndarray, lesson: Window, moments: list[float], end: float) -> Iterator[tuple[Window, np.ndarray]]:
    for late in moments:
        last = round((end + late) * RATE)
        if last < WINDOW or last > len(stream):
            continue
        word, alone = right(lesson.kind, lesson.text, late)
        yield Window(lesson.kind, lesson.text, lesson.speaker, lesson.snr, round(late, 3), word, alone), stream[last - WINDOW : last]


def right(kind: str, text: str, late: float) -> tuple[float, float]:
    """What is right to say so many seconds after the end of what was said: (word, alone)."""
    said = text.lower().strip(".!? ")
    has = any(word in said for word in ("stop", "halt", "freez", "abort", "emergency"))
    last = said.endswith(LAST_WORDS)
    if kind in ("stop", "ending"):
        word = 0.0 if not has or late > 0.5 else UNKNOWN
        if last and -0.03 <= late <= 0.38:
            word = 1.0
        alone = 0.0 if kind == "ending" or late > 0.5 else 1.0 if 0.06 <= late <= 0.38 else UNKNOWN
        return word, alone
    return UNKNOWN if has else 0.0, 0.0
