"""What stock parts do, to stand beside Vela's in the same run: faster-whisper as it comes, with the same weights; a fixed 800 ms of silence; the whole sentence spoken at once.

Each is timed alone and nothing else of the benchmark happens meanwhile, but the simulator goes on; the chain's delay is their sum.
Knows Vela's Silero detector, which it uses with the fixed silence, and Whisper's weights; nothing of the app.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from assistant.bench.voices import RATE
from assistant.hearing import Transcriber, TurnDetector, WeightsError, whisper_weights
from assistant.speaking import Voice

SILENCE = 0.8  # seconds
THREADS = 2  # as Vela's


@dataclass(frozen=True)
class Heard:
    text: str
    seconds: float


class StockWhisper:
    """`WhisperModel(weights).transcribe(sound)`: 30 s of context, five beams, no hotwords. Raises WeightsError."""

    def __init__(self, model: str, language: str | None) -> None:
        from faster_whisper import WhisperModel  # seconds to import

        self._model = WhisperModel(str(whisper_weights(model)), device="cpu", compute_type="int8", cpu_threads=THREADS)
        self._language = language

    def hear(self, sound: np.ndarray) -> Heard:
        began = time.perf_counter()
        segments, _ = self._model.transcribe(sound, language=self._language)
        text = " ".join(segment.text.strip() for segment in segments)  # they are made while they are asked for
        return Heard(text, time.perf_counter() - began)


def hear_with(transcriber: Transcriber, sound: np.ndarray) -> Heard:
    """The same by Vela's own."""
    began = time.perf_counter()
    transcript = transcriber.transcribe(sound)
    return Heard("" if transcript is None else transcript.text, time.perf_counter() - began)


def turns(sound: np.ndarray) -> list[tuple[float, float, np.ndarray]]:
    """What 800 ms of silence cut the sound into: when each turn was over, when its speech was, and its sound. s."""
    detector, found = TurnDetector(SILENCE), []
    for begin in range(0, len(sound), RATE // 50):
        for turn in detector.feed(sound[begin : begin + RATE // 50]):
            found.append((detector.now, turn.end, turn.samples))
    if (turn := detector.flush()) is not None:
        found.append((len(sound) / RATE, turn.end, turn.samples))
    return found


def spoken_after(voice: Voice, text: str) -> float:
    """Seconds until the whole sentence can be played."""
    began = time.perf_counter()
    voice.synthesize(text)
    return time.perf_counter() - began


__all__ = ["Heard", "StockWhisper", "WeightsError", "hear_with", "spoken_after", "turns"]
