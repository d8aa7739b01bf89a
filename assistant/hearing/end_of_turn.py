"""How long a pause may last before the turn is over: by what has been said, and by how it sounded.

A sentence that is complete ends after a short silence; one that plainly goes on ("put the red cube in the") after a long one, so that
whoever stops to think is not cut off; any other after one in between. The words come first: whoever listens hands in a function that
judges them. Where it has no opinion the sound decides: smart-turn v3.2 (Pipecat, BSD), which hears from the last 8 s whether the voice
has come to an end. On clear voices it takes half a sentence for a whole one too often, so that it decides nothing alone but in doubt.
Knows nothing of what words mean, of turns, or of the stream they are in.
"""

from __future__ import annotations

import functools
import hashlib
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable

import numpy as np
import onnxruntime

from assistant.hearing.speech import RATE
from assistant.hearing.weights import WeightsError, package_file
from assistant.interface import Transcript

log = logging.getLogger(__name__)

REQUIREMENT = "pipecat-ai==1.14.0"
"""The wheel that carries smart-turn's weights; installed without its dependencies, and never imported."""
_WEIGHTS = "pipecat", "audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
_SHA256 = "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f"
HEARD = 8
"""Seconds of sound, up to now, that smart-turn is given."""
SURE = 0.6  # probability from which words are taken for a complete sentence
OPEN = 0.2  # probability up to which they are taken for an unfinished one
LIKELY = 0.5  # and from which the sound alone does not make them one: on a voice in noise it is wrong too often for so long a wait
ENDED = 0.9  # smart-turn's probability from which a voice has come to an end, where the words leave that open
GOES_ON = 0.3  # and up to which it goes on

Complete = Callable[[Transcript, str], float | None]
"""(what has been understood so far, source) -> probability that it is a complete sentence, None for no opinion. Called in EndOfTurn's thread."""


@dataclass(frozen=True)
class Silences:
    """Seconds without speech after which a turn is over, by what was said."""

    complete: float = 0.3
    doubtful: float = 0.7
    unfinished: float = 1.7


class SmartTurn:
    """Whether a voice has come to an end. Raises WeightsError, one sentence, where its weights are not installed."""

    def __init__(self) -> None:
        file = package_file(*_WEIGHTS)
        if file is None:
            raise WeightsError(f"The end-of-turn model is not installed, so the words and the silence alone tell when you have finished; run: pip install --no-deps {REQUIREMENT}.")
        self._weights = file.read_bytes()
        if hashlib.sha256(self._weights).hexdigest() != _SHA256:
            raise WeightsError(f"The end-of-turn model is not the one Vela knows, so it is not used; run: pip install --no-deps --force-reinstall {REQUIREMENT}.")

    @functools.cached_property
    def _session(self) -> onnxruntime.InferenceSession:  # half a second to make: not while Vela starts
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1  # 45 ms on one; the other core is Whisper's or the robot's
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(self._weights, options, providers=["CPUExecutionProvider"])

    @functools.cached_property
    def _features(self) -> Callable[..., np.ndarray]:
        from faster_whisper.feature_extractor import FeatureExtractor  # a second to import: by the first pause, Whisper has

        return FeatureExtractor(chunk_length=HEARD)  # the same as transformers' WhisperFeatureExtractor, with which smart-turn was trained

    def __call__(self, samples: np.ndarray) -> float:
        """samples: (n,) float32 mono at 16 kHz, the turn so far with the silence after it. Returns the probability that it is over."""
        sound = samples[-HEARD * RATE :]
        sound = np.pad(sound, (HEARD * RATE - len(sound), 0))
        sound = ((sound - sound.mean()) / np.sqrt(sound.var() + 1e-7)).astype(np.float32)
        features = self._features(sound, padding=0).astype(np.float32)
        return float(self._session.run(None, {"input_features": features[None]})[0][0, 0])


class EndOfTurn:
    """Judges pauses, one after the other, in a thread of its own: whoever listens goes on listening.

    complete: judges the words; sounds_ended: the sound (SmartTurn). Either may be None.
    """

    def __init__(self, silences: Silences = Silences(), complete: Complete | None = None, sounds_ended: Callable[[np.ndarray], float] | None = None) -> None:
        self.silences = silences
        self._complete, self._sounds_ended = complete, sounds_ended
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="end of turn")

    def judge(self, samples: np.ndarray, transcript: Transcript, source: str) -> Future[float]:
        """samples: (n,) float32 mono at 16 kHz, the turn up to now. Returns at once; the result: seconds of silence that end it."""
        return self._thread.submit(self.silence, samples, transcript, source)

    def silence(self, samples: np.ndarray, transcript: Transcript, source: str) -> float:
        """The same, in the caller's thread."""
        words = self._of_words(transcript, source)
        if words is not None and words >= SURE:
            return self.silences.complete
        if words is not None and words <= OPEN:
            return self.silences.unfinished
        if self._sounds_ended is None:
            return self.silences.doubtful
        sound = self._sounds_ended(samples)
        log.debug("%r sounds ended with %.2f", transcript.text, sound)
        if sound <= GOES_ON and (words is None or words < LIKELY):
            return self.silences.unfinished
        return self.silences.complete if sound >= ENDED else self.silences.doubtful

    def close(self) -> None:
        """No more judgements; those that wait are dropped."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _of_words(self, transcript: Transcript, source: str) -> float | None:
        if self._complete is None:
            return None
        try:
            return self._complete(transcript, source)
        except Exception:  # the camera or the model failed just now; the silence still ends the turn
            log.exception("the words %r could not be judged", transcript.text)
            return None
