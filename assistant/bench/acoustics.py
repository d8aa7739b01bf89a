"""A room for measurements: what a microphone hears when Vela's loudspeaker, a person and other sounds are in it.

Everything is (n,) float32 mono at 16 kHz, full scale 1. Levels are dB of full scale, over the loud parts of a sound. Knows nothing of what listens.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

RATE = 16_000
_FRAME = RATE // 100


def level(sound: np.ndarray) -> float:
    """dB of full scale, over the frames of 10 ms within 25 dB of the loudest."""
    power = frame_power(sound)
    if not len(power) or power.max() <= 0.0:
        return -math.inf
    return 10.0 * math.log10(power[power > power.max() * 10**-2.5].mean())


def at_level(sound: np.ndarray, wanted: float) -> np.ndarray:
    """The same, louder or softer, so that `level` is what is wanted; silence stays silent."""
    return sound if not np.any(sound) else (sound * 10 ** ((wanted - level(sound)) / 20)).astype(np.float32)


def frame_power(sound: np.ndarray) -> np.ndarray:
    """Mean square of each whole frame of 10 ms."""
    return np.square(sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME), dtype=np.float64).mean(axis=1)


def onset(sound: np.ndarray) -> int:
    """The sample at which it can first be heard: the first 10 ms within 30 dB of the loudest."""
    power = frame_power(sound)
    return int(np.argmax(power > power.max() * 1e-3)) * _FRAME


@dataclass(frozen=True)
class EchoPath:
    """From what the loudspeaker plays to what of it the microphone hears. delay: of the direct sound, s; gain: dB; reverberation: s to fall by 60 dB; drive: how far it is into its nonlinearity."""

    delay: float
    gain: float
    reverberation: float
    drive: float
    response: np.ndarray

    @staticmethod
    def draw(chance: np.random.Generator) -> EchoPath:
        """As they are on a desk and in a living room: 20 to 60 ms, -6 to -20 dB, 0.15 to 0.45 s."""
        delay, gain, reverberation, drive = chance.uniform(0.020, 0.060), chance.uniform(-20.0, -6.0), chance.uniform(0.15, 0.45), chance.uniform(0.5, 2.0)
        return EchoPath(delay, gain, reverberation, drive, impulse_response(delay, reverberation, 0.0, chance))

    def loudspeaker(self, played: np.ndarray) -> np.ndarray:
        """What comes out of a cheap one: no bass, bent at the top."""
        return (10 ** (self.gain / 20) * np.tanh(self.drive * _high_pass(played)) / self.drive).astype(np.float32)

    def __call__(self, played: np.ndarray) -> np.ndarray:
        """What the microphone hears of it, as long as what was played."""
        return convolve(self.loudspeaker(played), self.response)


def impulse_response(delay: float, reverberation: float, direct: float, chance: np.random.Generator) -> np.ndarray:
    """Of energy 1: the direct sound, three early reflections and a tail that dies away. direct: dB of the direct sound over all of the rest."""
    n = round((delay + reverberation) * RATE)
    response = np.zeros(n)
    start = round(delay * RATE)
    seconds = np.arange(n - start) / RATE
    response[start:] = chance.normal(size=n - start) * np.exp(-6.9 * seconds / reverberation) * np.minimum(1.0, seconds / 0.004)
    for _ in range(3):
        response[start + int(chance.uniform(0.001, 0.012) * RATE)] += chance.uniform(-1, 1) * 3
    rest = np.sum(response**2)
    response[start] = math.sqrt(rest * 10 ** (direct / 10))
    return response / math.sqrt(np.sum(response**2))


def convolve(sound: np.ndarray, response: np.ndarray) -> np.ndarray:
    """As long as the sound."""
    n = len(sound) + len(response) - 1
    size = 1 << (n - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)[: len(sound)].astype(np.float32)


def _high_pass(sound: np.ndarray, corner: float = 180.0) -> np.ndarray:
    return convolve(sound, _high_pass_response(corner))


def _high_pass_response(corner: float, n: int = 511) -> np.ndarray:
    t = np.arange(n) - n // 2
    low = 2 * corner / RATE * np.sinc(2 * corner / RATE * t) * np.hanning(n)
    low /= low.sum()
    response = -low
    response[n // 2] += 1.0
    return response


# -- sounds that are nobody's words ------------------------------------------------------------------------------------


def servo(seconds: float, chance: np.random.Generator) -> np.ndarray:
    """Geared motors that start, run and brake: a whine whose pitch follows the speed, its overtones, and gear noise."""
    n = round(seconds * RATE)
    t = np.arange(n) / RATE
    speed = np.clip(np.sin(2 * np.pi * t / chance.uniform(0.8, 1.6) + chance.uniform(0, 6)), 0.0, 1.0)
    phase = 2 * np.pi * np.cumsum(chance.uniform(250, 700) * speed + 60) / RATE
    whine = sum(np.sin(k * phase + chance.uniform(0, 6)) / k for k in (1, 2, 3, 5, 8))
    grind = convolve(chance.normal(size=n).astype(np.float32), _high_pass_response(900.0))
    return (speed * (whine + 0.7 * grind * (1 + 0.5 * np.sin(phase / 7)))).astype(np.float32)


def cough(chance: np.random.Generator) -> np.ndarray:
    """One to three: a burst, a rush of air through a throat, and a short voiced end."""
    sound = [_one_cough(chance) for _ in range(chance.integers(1, 4))]
    gaps = [np.zeros(round(chance.uniform(0.12, 0.3) * RATE)) for _ in sound]
    return np.concatenate([part for pair in zip(sound, gaps) for part in pair]).astype(np.float32)


def _one_cough(chance: np.random.Generator) -> np.ndarray:
    n = round(chance.uniform(0.25, 0.4) * RATE)
    t = np.arange(n) / RATE
    air = chance.normal(size=n) * (np.exp(-t / 0.015) * 2.0 + np.exp(-t / 0.10) * np.minimum(1, t / 0.004))
    pitch = 2 * np.pi * np.cumsum(chance.uniform(110, 220) * (1 - 0.5 * t)) / RATE
    voiced = np.sign(np.sin(pitch)) * np.exp(-(((t - 0.6 * t[-1]) / 0.05) ** 2)) * chance.uniform(0.0, 0.35)
    return convolve((air + voiced).astype(np.float32), _throat(chance))


def _throat(chance: np.random.Generator) -> np.ndarray:
    t = np.arange(400) / RATE
    return sum(gain * np.sin(2 * np.pi * chance.uniform(low, high) * t) * np.exp(-t * 500) for low, high, gain in ((500, 800, 1.0), (1100, 1700, 0.8), (2300, 3000, 0.5)))


def knocks(seconds: float, chance: np.random.Generator) -> np.ndarray:
    """Things put down and keys pressed: short, dull or bright, at odd times."""
    sound = np.zeros(round(seconds * RATE), np.float32)
    at = 0.0
    while (at := at + chance.uniform(0.08, 0.5)) < seconds - 0.1:
        t = np.arange(round(0.08 * RATE)) / RATE
        begin = round(at * RATE)
        hit = np.sin(2 * np.pi * chance.uniform(120, 2500) * t) * np.exp(-t * chance.uniform(40, 200)) + chance.normal(size=len(t)) * np.exp(-t * 300) * 0.5
        sound[begin : begin + len(t)] += (chance.uniform(0.2, 1.0) * hit).astype(np.float32)[: len(sound) - begin]
    return sound


def air(seconds: float, wanted: float, chance: np.random.Generator) -> np.ndarray:
    """A quiet room: noise that falls with frequency. wanted: dB of full scale."""
    n = round(seconds * RATE)
    spectrum = np.fft.rfft(chance.normal(size=n))
    spectrum /= np.maximum(np.fft.rfftfreq(n, 1 / RATE), 60.0) ** 0.5
    noise = np.fft.irfft(spectrum, n)
    return (noise / noise.std() * 10 ** (wanted / 20)).astype(np.float32)
