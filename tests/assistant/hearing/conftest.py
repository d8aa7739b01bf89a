"""Sound for the tests of hearing: sentences spoken by Hibari, and things that are no speech."""

from pathlib import Path

import numpy as np
import pytest
import soxr

from assistant.hearing import Transcriber, WeightsError
from assistant.hearing.speech import RATE
from assistant.speaking import Voice, voice_named

HOTWORDS = Path(__file__).parents[3] / "prompts" / "hotwords.txt"


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def spoken(voice: Voice, text: str) -> np.ndarray:
    """(n,) float32 at 16 kHz, with 0.3 s of silence before and after."""
    samples, rate = voice.synthesize(text)
    return np.concatenate([silence(0.3), soxr.resample(samples, rate, RATE), silence(0.3)])


@pytest.fixture(scope="session")
def hibari() -> Voice:
    return voice_named("hibari")


@pytest.fixture(scope="session")
def transcriber() -> Transcriber:
    try:
        return Transcriber(hotwords=HOTWORDS.read_text())
    except WeightsError as reason:
        pytest.skip(str(reason))


def no_speech() -> dict[str, np.ndarray]:
    """4 s of each thing that must not be taken for words."""
    chance = np.random.default_rng(0)
    n = 4 * RATE
    time = np.arange(n) / RATE
    notes = np.zeros(n)
    for begin in range(0, n, RATE // 4):  # four plucked notes a second, with overtones
        t = np.arange(min(RATE // 2, n - begin)) / RATE
        frequency = chance.choice([220, 262, 330, 392, 440, 523, 659])
        for overtone in range(1, 6):
            notes[begin : begin + len(t)] += np.sin(2 * np.pi * frequency * overtone * t) / overtone * np.exp(-3 * t)
    sounds = {
        "silence": np.zeros(n),
        "white noise": 0.1 * chance.normal(size=n),
        "loud white noise": 0.4 * chance.normal(size=n),
        "1 kHz": 0.5 * np.sin(2 * np.pi * 1000 * time),
        "music": 0.5 * notes / np.abs(notes).max(),
        "servo": 0.1 * np.sign(np.sin(2 * np.pi * (180 + 60 * np.sin(4 * time)) * time)) + 0.03 * chance.normal(size=n),
    }
    return {name: sound.astype(np.float32) for name, sound in sounds.items()}


@pytest.fixture
def stage(monkeypatch):
    """mode -> Modes in that mode, with all around it."""
    from tests.assistant.hearing.ways_in import Stage

    return lambda mode: Stage(mode, monkeypatch)
