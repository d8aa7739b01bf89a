"""The level meter: what counts as no sound at all, and what as a quiet room."""

import numpy as np
import pytest

from assistant.hearing import Level
from assistant.hearing.speech import RATE

CHANCE = np.random.default_rng(0)


def noise(dbfs: float, seconds: float = 1.0) -> np.ndarray:
    return CHANCE.normal(0, 10 ** (dbfs / 20), round(seconds * RATE)).astype(np.float32)


@pytest.mark.parametrize("sound, silent", [
    (np.zeros(RATE, np.float32), 1.0), (np.full(RATE, 0.2, np.float32), 1.0), (noise(-100), 1.0), (noise(-75), 0.0), (noise(-20), 0.0),
])
def test_digital_silence_is_told_from_a_quiet_room(sound, silent):
    meter = Level()
    for piece in sound.reshape(-1, 500):
        meter.take(piece)
    assert meter.silent == pytest.approx(silent)


def test_any_sound_begins_the_silence_anew():
    meter = Level()
    for sound in (np.zeros(RATE, np.float32), noise(-60, 0.03), np.zeros(RATE // 2, np.float32), np.zeros(0, np.float32)):
        meter.take(sound)
    assert meter.silent == pytest.approx(0.5)


def test_the_meter_rises_at_once_and_falls_slowly():
    meter = Level()
    assert meter.dbfs == -80
    meter.take(noise(-20, 0.1))
    assert meter.dbfs == pytest.approx(-20, abs=1)
    meter.take(np.zeros(RATE // 10, np.float32))
    assert -40 < meter.dbfs < -22
    for _ in range(20):
        meter.take(np.zeros(RATE // 10, np.float32))
    assert meter.dbfs == -80
    meter.take(10 * noise(0, 0.1))
    assert meter.dbfs == 0
