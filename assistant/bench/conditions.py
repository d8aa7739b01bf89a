"""The rooms that are measured in: quiet, and with noise at 20 and 10 dB below the speech."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.bench.noise import bed
from assistant.bench.utterances import OTHER
from assistant.bench.voices import Voices


@dataclass(frozen=True)
class Condition:
    snr: float | None  # dB

    def __str__(self) -> str:
        return "clean" if self.snr is None else f"noise at {self.snr:g} dB"


CONDITIONS = Condition(None), Condition(20.0), Condition(10.0)


def beds(chance: np.random.Generator, voices: Voices) -> dict[Condition, np.ndarray]:
    """A minute of each room's noise; its babble is made of the benchmark's voices saying other things."""
    others = [voices.say(text, voices.names[number % len(voices.names)]).sound for number, text in enumerate(OTHER)]
    return {condition: bed(chance, condition.snr, others) for condition in CONDITIONS}
