"""Lessons in what is no stop: minutes of a room as hour.py has them, every third look of the ear a window. Much of them is what sets a young head off: people at once, coughs, Vela's own voice.

Said with the words and voices that are taught, none of those that the hour is measured with. Knows nothing of the head that learns from them.
"""

from __future__ import annotations

import random
from typing import Callable, Iterator, Mapping

import numpy as np

from assistant.bench.acoustics import air, convolve, cough, impulse_response
from assistant.bench.noise import at_power, babble
from assistant.hearing.speech import RATE
from assistant.hearing.stop_ear import Looks
from assistant.stop_training import hour, near_words, phrases
from assistant.stop_training.lessons import UNKNOWN, Window
from assistant.stop_training.measure import Room
from assistant.stop_training.streams import Noises
from assistant.vla.training.language import draw_lesson

MINUTES = {"commands": 10, "talk": 10, "several": 8, hour.STOPPING: 3, "own voice": 7, "babble": 11, "coughs": 4, "noise": 4, "music": 1.5, "keys and knocks": 1.5}
"""Of each, in an hour. several: two or three talk over one another, and may be understood; babble: two to six, all the time."""
SAYINGS = 6
"""Drawn for each minute of talk: each is heard about three times, each time otherwise."""
SHORT = 0.12  # share of commands and talk that is a sound-alike or a piece of a sentence
EVERY = 3  # looks, of which one is a window


def drawn(minutes: float, seed: int, strangers: bool | None, tell: Callable[[str], None]) -> Iterator[tuple[Window, np.ndarray]]:
    """The windows of so many minutes, each with its (WINDOW,) samples. strangers: whose voices, see speakers.drawn; but for Vela's own."""
    room = Room(seed, strangers)
    heard = list(room.noises.others) if not strangers else []
    for kind in SAID | {name: None for name in MINUTES if name not in SAID}:  # what is said first: babble is made of it
        count = max(1, round(MINUTES[kind] * minutes / 60))
        tell(f"{kind}: {count} minutes")
        sayings = [_say(room, kind) for _ in range(SAYINGS * count)] if kind in SAID else []
        if kind in ("commands", "talk"):
            heard += sayings
        noises = Noises(room.chance, heard, room.noises.own)
        for _ in range(count):
            for at, window in list(Looks().feed(_minute(room.chance, noises, kind, sayings)))[int(room.chance.integers(EVERY)) :: EVERY]:
                yield Window(kind, "", "", None, round(at, 2), UNKNOWN if kind == hour.STOPPING else 0.0, 0.0), window


def _say(room: Room, kind: str) -> np.ndarray:
    text = SAID[kind](room.chosen)
    return room.voices.say(text, hour.OWN) if kind == "own voice" else room.say(text)[0]


def _minute(chance: np.random.Generator, noises: Noises, kind: str, sayings: list[np.ndarray]) -> np.ndarray:
    """(60 * RATE,) of it."""
    if kind == "several":
        together = np.sum([hour.talk(chance, noises, sayings, "talk") for _ in range(int(chance.integers(2, 4)))], axis=0)
        return (together * 10 ** (chance.uniform(-12.0, 0.0) / 20)).astype(np.float32).clip(-1.0, 1.0)
    if sayings:
        return hour.talk(chance, noises, sayings, kind)
    if kind == "babble":
        loud = [at_power(other, -26.0 + float(chance.uniform(-4.0, 4.0))) for other in noises.others]
        sound = babble(chance, 60.0, loud, int(chance.integers(2, 7)))
    elif kind == "coughs":
        sound = np.concatenate([np.pad(cough(chance) * chance.uniform(0.2, 1.0), (0, round(chance.uniform(0.05, 1.5) * RATE))) for _ in range(300)])[: 60 * RATE]
    else:
        return hour.noise(chance, noises, kind)
    if chance.random() < 0.5:
        sound = convolve(sound, impulse_response(0.0, chance.uniform(0.1, 0.6), chance.uniform(-5.0, 12.0), chance))[: len(sound)]
    silence = air(60.0, float(chance.uniform(-75.0, -55.0)), chance)[: len(sound)]
    return (at_power(sound, float(chance.uniform(-45.0, -20.0))) + silence).astype(np.float32).clip(-1.0, 1.0)


def _command(chance: random.Random) -> str:
    if chance.random() < SHORT:
        return near_words.piece(chance)
    return phrases.moving(chance) if chance.random() < 0.1 else near_words.command(chance)


def _talk(chance: random.Random) -> str:
    if chance.random() < SHORT:
        return chance.choice(_ALIKE).capitalize() + chance.choice(".!?")
    return chance.choice((*phrases.TALK, *phrases.CHAT)) if chance.random() < 0.7 else _own(chance)


def _of_stopping(chance: random.Random) -> str:
    return chance.choice((*phrases.ENDING, *phrases.GOING_ON)).capitalize() + "."


def _own(chance: random.Random) -> str:
    while True:
        said = chance.choice(phrases.REPLIES) if chance.random() < 0.1 else draw_lesson(chance).text
        if len(said) > 1 and not hour.stopping(said):  # a word that stops may be right to find; see MINUTES of talk of stopping
            return said


_ALIKE = [text for text in phrases.ALIKE if not hour.stopping(text)]
SAID: Mapping[str, Callable[[random.Random], str]] = {"commands": _command, "talk": _talk, "several": _talk, hour.STOPPING: _of_stopping, "own voice": _own}
