"""What else is in the room, beside acoustics.py's: noises at a wanted level, drawn from a seed. Levels here are of the mean power, all through. Knows nothing of hearing."""

from __future__ import annotations

from typing import Sequence

import numpy as np

from assistant.bench.acoustics import servo
from assistant.bench.voices import LOUDNESS, RATE, decibels

HUSH = -75.0  # dB of full scale: a room in which "nothing" is to be heard
LENGTH = 60.0  # seconds after which a bed of noise begins again


def bed(chance: np.random.Generator, snr: float | None, others: Sequence[np.ndarray] = (), seconds: float = LENGTH) -> np.ndarray:
    """Room noise, (n,) float32, against which speech of the benchmarks' loudness stands out by `snr` dB; None: a quiet room.

    Equal parts of pink noise, babble of the voices in `others`, and a servo's whine; without others, of the two.
    """
    if snr is None:
        return at_power(pink(chance, seconds), HUSH)
    parts = [pink(chance, seconds), servo(seconds, chance)] + ([babble(chance, seconds, others)] if others else [])
    return at_power(np.sum([at_power(part, LOUDNESS) for part in parts], axis=0), LOUDNESS - snr)


def at_power(sound: np.ndarray, level: float) -> np.ndarray:
    """The sound, so much louder or softer that its mean power is `level`, dB of full scale."""
    return (sound * 10 ** ((level - decibels(sound)) / 20)).astype(np.float32)


def pink(chance: np.random.Generator, seconds: float) -> np.ndarray:
    """As much power in each octave: fans, traffic, air."""
    n = round(seconds * RATE)
    spectrum = np.fft.rfft(chance.normal(size=n))
    frequency = np.fft.rfftfreq(n, 1 / RATE)
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 20.0)), n)


def babble(chance: np.random.Generator, seconds: float, others: Sequence[np.ndarray], talkers: int = 6) -> np.ndarray:
    """Several people at once, none of them to be understood."""
    n, sound = round(seconds * RATE), np.zeros(round(seconds * RATE))
    for _ in range(talkers):
        at = -int(chance.integers(0, 2 * RATE))
        while at < n:
            one = others[int(chance.integers(len(others)))]
            begin, end = max(at, 0), min(at + len(one), n)
            if end > begin:
                sound[begin:end] += one[begin - at : end - at]
            at += len(one) + int(chance.integers(0, RATE // 2))
    return sound


def music(chance: np.random.Generator, seconds: float) -> np.ndarray:
    """Chords, a tune and a drum, made up: no song, and no singing."""
    n, beat = round(seconds * RATE), RATE // 2
    sound = np.zeros(n)
    scale = 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12)
    for number, at in enumerate(range(0, n, beat // 2)):
        if number % 8 == 0:
            root = int(chance.integers(0, 5))
            for step in (0, 2, 4):
                _pluck(sound, at, 4 * beat, scale[root + step] / 2, 0.6, 0.7)
        _pluck(sound, at, beat, scale[int(chance.integers(len(scale)))] * 2, 0.8, 3.0)
        if number % 2 == 0:
            length = min(beat // 3, n - at)
            t = np.arange(length) / RATE
            sound[at : at + length] += 1.2 * np.sin(2 * np.pi * (60 * t + 8 * np.exp(-30 * t))) * np.exp(-12 * t)
    return sound


def _pluck(sound: np.ndarray, at: int, length: int, frequency: float, volume: float, decay: float) -> None:
    t = np.arange(min(length, len(sound) - at)) / RATE
    sound[at : at + len(t)] += volume * np.exp(-decay * t) * sum(np.sin(2 * np.pi * frequency * k * t) / k**1.5 for k in range(1, 6))
