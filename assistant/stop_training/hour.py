"""An hour in a room in which nobody says stop: commands, other people's talk, Vela's own voice, music, noises, silence. What the thresholds are chosen by. Knows nothing of who listens."""

from __future__ import annotations

import random
from typing import Callable, Iterator, Mapping, Sequence

import numpy as np

from assistant.bench.acoustics import air, at_level, convolve, impulse_response
from assistant.bench.noise import at_power
from assistant.bench.utterances import COMMANDS, OTHER, QUESTIONS
from assistant.hearing.speech import RATE
from assistant.stop_training import near_words, phrases
from assistant.stop_training.measure import Heard, Looker, Room
from assistant.stop_training.streams import Noises
from assistant.vla.training.language import draw_lesson

MINUTES = {"commands": 14, "talk": 14, "talk of stopping": 2, "own voice": 8, "music": 7, "noise": 6, "keys and knocks": 3, "babble": 3, "silence": 3}
"""Of each, in an hour."""
STOPPING = "talk of stopping"
"""Its words stop her while she acts, as they should: it is no false alarm then."""
NOISE = {"music": ("music",), "noise": ("room", "servo", "pink", "coughs"), "keys and knocks": ("knocks",), "babble": ("babble",)}
OWN = "hibari/1.00/0*1.000"
"""Vela's own voice."""
SHORT = 0.1  # share of commands and talk that is one sound-alike or a piece of a sentence
SAYINGS = 9
"""Drawn for each minute of talk, which takes some 17: each is heard about twice, each time otherwise."""


def hour(looker: Looker, room: Room, minutes: float) -> Iterator[Heard]:
    """So much of it, a minute at a time, of one kind each."""
    for kind, of_hour in MINUTES.items():
        count = max(1, round(of_hour * minutes / 60))
        sayings = [room.voices.say(_own(room.chosen), OWN) if kind == "own voice" else room.say(SAID[kind](room.chosen))[0] for _ in range(SAYINGS * count)] if kind in SAID else []
        for _ in range(count):
            stream = talk(room.chance, room.noises, sayings, kind) if sayings else noise(room.chance, room.noises, kind)
            for name, looks in looker(stream).items():
                yield Heard(kind, "", "", None, None, 60.0, looks, name, looker.second(stream, looks))


def noise(chance: np.random.Generator, noises: Noises, kind: str) -> np.ndarray:
    """A minute of one of that kind's noises, or of silence."""
    silence = air(60.0, float(chance.uniform(-75.0, -55.0)), chance)[: 60 * RATE].astype(np.float32)
    if kind == "silence":
        return silence
    sound = noises.piece(chance, str(chance.choice(NOISE[kind])), 60 * RATE)
    return (at_power(sound, float(chance.uniform(-45.0, -20.0))) + silence).astype(np.float32).clip(-1.0, 1.0)


def talk(chance: np.random.Generator, noises: Noises, sayings: Sequence[np.ndarray], kind: str) -> np.ndarray:
    """A minute of them with pauses, in one room."""
    stream, at = np.zeros(60 * RATE, np.float32), chance.uniform(0.3, 1.0)
    while True:
        sound, begin = sayings[int(chance.integers(len(sayings)))], round(at * RATE)
        if begin + len(sound) > len(stream):
            break
        stream[begin : begin + len(sound)] = at_level(sound, -26.0 + float(chance.uniform(-8.0, 3.0)))
        at += len(sound) / RATE + chance.uniform(0.3, 1.8)
    if chance.random() < 0.65:
        stream = convolve(stream, impulse_response(0.0, chance.uniform(0.1, 0.5), chance.uniform(-2.0, 15.0), chance))[: len(stream)]
    if kind == "own voice":  # what echo cancellation leaves of it
        stream = stream * 10 ** (-chance.uniform(6.0, 25.0) / 20)
    if chance.random() < 0.6:
        stream = stream + at_power(noises.piece(chance, str(chance.choice(("room", "pink", "music", "servo"))), len(stream)), -26.0 - float(chance.uniform(8.0, 30.0)))
    stream = stream + air(60.0, -65.0, chance)[: len(stream)]
    return (stream * 10 ** (chance.uniform(-15.0, 8.0) / 20)).astype(np.float32).clip(-1.0, 1.0)


def _command(chance: random.Random) -> str:
    if chance.random() < SHORT:
        return near_words.piece(chance)
    return chance.choice((*COMMANDS, *QUESTIONS)) if chance.random() < 0.25 else near_words.command(chance)


def _chat(chance: random.Random) -> str:
    if chance.random() < SHORT:
        return chance.choice(near_words.ALIKE).capitalize() + "."
    return chance.choice((*near_words.CHAT, *(text for text in OTHER if not stopping(text))))


def _of_stopping(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice([text for text in OTHER if stopping(text)])
    return chance.choice(phrases.ENDING).capitalize() + "."


def _own(chance: random.Random) -> str:
    while True:
        said = chance.choice(phrases.REPLIES) if chance.random() < 0.15 else draw_lesson(chance).text
        if len(said) > 1:
            return said


def stopping(text: str) -> bool:
    """Whether a word is in it that stops her while she acts."""
    return any(word in text.lower() for word in near_words.STOPPING)


SAID: Mapping[str, Callable[[random.Random], str]] = {"commands": _command, "talk": _chat, STOPPING: _of_stopping, "own voice": _own}
