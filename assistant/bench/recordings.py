"""Recordings of people: `DIR/orders/*.flac` with the words that must be heard in `DIR/orders/slots.json`, and single words in `DIR/words/*/*.flac`.

(The layout of Picovoice's public benchmarks.) The end of speech is where Silero hears the last of it: 32 ms fine; loudness alone would take a click for speech.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import soxr

from assistant.assembly import Unusable
from assistant.bench.voices import RATE, Spoken, spoken
from assistant.hearing import SoundFileError, read_sound
from assistant.hearing.speech import WINDOW, SpeechProbability

LISTENED = 0.5  # probability from which a window is speech


def orders(directory: str | None) -> list[tuple[Spoken, str]]:
    """Each recording and the words that must be in it. Empty where there is none. Raises Unusable for one that cannot be read."""
    slots = None if directory is None else Path(directory) / "orders" / "slots.json"
    if slots is None or not slots.is_file():
        return []
    wanted = json.loads(slots.read_text(encoding="utf-8"))
    found = []
    for name, words in sorted(wanted.items()):
        if (slots.parent / name).is_file() and (one := _read(slots.parent / name)) is not None:
            found.append((one, " ".join(words.values())))
    return found


def words(directory: str | None) -> list[Spoken]:
    """The single words, in no matter what order."""
    if directory is None:
        return []
    return [one for path in sorted(Path(directory).glob("words/*/*.flac")) if (one := _read(path)) is not None]


def _read(path: Path) -> Spoken | None:
    """None where nobody is to be heard in it."""
    try:
        samples, rate = read_sound(path)
    except SoundFileError as error:
        raise Unusable(str(error)) from error
    sound = soxr.resample(samples, rate, RATE)
    span = _heard(sound)
    return None if span is None else replace(spoken(path.stem, "people", sound), start=span[0], end=span[1])


def _heard(sound: np.ndarray) -> tuple[float, float] | None:
    padded = np.pad(sound, (0, -len(sound) % WINDOW))
    speech = np.flatnonzero(SpeechProbability()(padded.reshape(-1, WINDOW)) >= LISTENED)
    return (int(speech[0]) * WINDOW / RATE, min(len(sound), (int(speech[-1]) + 1) * WINDOW) / RATE) if len(speech) else None
