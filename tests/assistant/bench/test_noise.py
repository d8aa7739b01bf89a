"""Noise is as loud as it was asked to be, and the same each time."""

import numpy as np
import pytest

from assistant.bench import noise
from assistant.bench.voices import LOUDNESS, RATE, decibels, spoken

SECONDS = 4.0
OTHERS = [np.random.default_rng(n).normal(size=RATE) for n in range(3)]


def chance(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("snr", [20.0, 10.0, 0.0])
@pytest.mark.parametrize("others", [(), OTHERS])
def test_speech_stands_out_of_the_noise_by_so_much(snr, others):
    said = spoken("", "", 0.2 * np.sin(np.arange(2 * RATE)))
    bed = noise.bed(chance(), snr, others, SECONDS)
    assert decibels(said.sound) - decibels(bed) == pytest.approx(snr, abs=0.1)


def test_a_quiet_room_is_quiet():
    assert decibels(noise.bed(chance(), None)) == pytest.approx(noise.HUSH, abs=0.1) and noise.HUSH < LOUDNESS - 40


def test_the_same_seed_is_the_same_room():
    one, same, other = (noise.bed(chance(seed), 10.0, OTHERS, SECONDS) for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_pink_noise_has_as_much_power_in_each_octave():
    power = np.abs(np.fft.rfft(noise.pink(chance(), 20.0))) ** 2
    frequency = np.fft.rfftfreq(20 * RATE, 1 / RATE)
    octaves = [power[(frequency >= low) & (frequency < 2 * low)].sum() for low in (125, 500, 2000)]
    assert max(octaves) / min(octaves) < 1.2


@pytest.mark.parametrize("kind", [noise.pink, noise.music])
def test_every_noise_sounds_all_through(kind):
    sound = kind(chance(), SECONDS)
    assert len(sound) == SECONDS * RATE and np.isfinite(sound).all()
    assert all(decibels(second) > decibels(sound) - 20 for second in sound.reshape(4, RATE))


def test_babble_is_several_people_at_once():
    assert decibels(noise.babble(chance(), SECONDS, OTHERS)) > decibels(OTHERS[0]) + 3
