"""Sound as a microphone gives it, around one thing that is said: a room, other people before and after, noise, what is left of Vela's own voice, any loudness.

Sounds are (n,) float32 mono at 16 kHz. The room and its noises are the benchmarks' (bench/acoustics.py, bench/noise.py). Knows nothing of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np

from assistant.bench.acoustics import air, at_level, convolve, cough, impulse_response, knocks, servo
from assistant.bench.noise import at_power, babble, bed, music, pink
from assistant.hearing.speech import RATE

LEAD, TAIL = 1.7, 1.1
"""Seconds before and after what is said."""
CROP = 60.0  # seconds of each noise, of which every stream gets another piece


@dataclass(frozen=True)
class Conditions:
    """snr: dB, None: a quiet room. noise: which of Noises. room: whether it sounds. echo: dB of Vela's own voice below the speech, None: she is silent. before, after: whether others speak. level: dB of full scale."""

    snr: float | None = None
    noise: str = "room"
    room: bool = False
    echo: float | None = None
    before: bool = False
    after: bool = False
    level: float = -26.0

    @staticmethod
    def draw(chance: np.random.Generator) -> Conditions:
        return Conditions(
            snr=None if chance.random() < 0.2 else float(chance.uniform(3.0, 30.0)), noise=str(chance.choice(NOISES, p=(0.35, 0.2, 0.15, 0.1, 0.12, 0.08))), room=bool(chance.random() < 0.65),
            echo=float(chance.uniform(10.0, 25.0)) if chance.random() < 0.15 else None, before=bool(chance.random() < 0.25), after=bool(chance.random() < 0.15), level=float(chance.uniform(-45.0, -15.0)),
        )


NOISES = ("room", "pink", "babble", "music", "servo", "knocks")


class Noises:
    """A minute of each noise, to take pieces of. others: what other people say; own: what Vela says."""

    def __init__(self, chance: np.random.Generator, others: Sequence[np.ndarray], own: Sequence[np.ndarray]) -> None:
        self.others, self.own = others, own
        loud = [at_power(other, -26.0) for other in others]
        made = {
            "room": bed(chance, 0.0, loud, CROP), "pink": pink(chance, CROP), "babble": babble(chance, CROP, loud, talkers=4), "music": music(chance, CROP), "servo": servo(CROP, chance), "knocks": knocks(CROP, chance),
            "coughs": np.concatenate([np.pad(cough(chance), (0, RATE // 2)) for _ in range(40)]),
        }
        self._beds = {name: at_power(noise, -26.0) for name, noise in made.items()}

    def piece(self, chance: np.random.Generator, name: str, count: int) -> np.ndarray:
        """(count,) of that noise, of mean power -26 dB over the minute; what is longer than that begins again."""
        begin = int(chance.integers(len(self._beds[name])))
        return np.resize(np.roll(self._beds[name], -begin), count)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._beds)


def around(chance: np.random.Generator, sound: np.ndarray, noises: Noises, how: Conditions) -> tuple[np.ndarray, float, float]:
    """The stream, and from when to when in it that is said, s."""
    first = round(LEAD * RATE)
    stream = np.zeros(first + len(sound) + round(TAIL * RATE), np.float32)
    last = first + len(sound)
    stream[first:last] = at_level(sound, -26.0)
    if how.before:
        _lay(stream, _other(chance, noises), end=first - round(chance.uniform(0.35, 0.9) * RATE))
    if how.after:
        _lay(stream, _other(chance, noises), begin=last + round(chance.uniform(0.6, 1.0) * RATE))
    if how.room:
        stream = convolve(stream, impulse_response(0.0, chance.uniform(0.1, 0.5), chance.uniform(-2.0, 15.0), chance))
    if how.echo is not None:
        own = noises.own[int(chance.integers(len(noises.own)))]
        _lay(stream, at_level(own, -26.0 - how.echo), begin=first - round(chance.uniform(0.0, 1.0) * len(own)))
    if how.snr is not None:
        stream = stream + at_power(noises.piece(chance, how.noise, len(stream)), -26.0 - how.snr)
    stream = stream + air(len(stream) / RATE, float(chance.uniform(-75.0, -60.0)), chance)
    return (stream * 10 ** ((how.level + 26.0) / 20)).astype(np.float32).clip(-1.0, 1.0), first / RATE, last / RATE


def nobody(chance: np.random.Generator, noises: Noises, seconds: float) -> np.ndarray:
    """So many seconds of a noise that is nobody's words, at any loudness."""
    noise = noises.piece(chance, str(chance.choice(noises.names)), round(seconds * RATE))
    return (at_power(noise, float(chance.uniform(-55.0, -18.0))) if chance.random() < 0.9 else noise * 1e-4).astype(np.float32)


def _other(chance: np.random.Generator, noises: Noises) -> np.ndarray:
    return at_level(noises.others[int(chance.integers(len(noises.others)))], -26.0 + float(chance.uniform(-8.0, 2.0)))


def _lay(stream: np.ndarray, sound: np.ndarray, begin: int | None = None, end: int | None = None) -> None:
    """Adds what of the sound fits, from `begin` on or up to `end`."""
    begin = end - len(sound) if begin is None else begin
    first, last = max(begin, 0), min(begin + len(sound), len(stream))
    if last > first:
        stream[first:last] += sound[first - begin : last - begin]
