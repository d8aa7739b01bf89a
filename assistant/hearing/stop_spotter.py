"""Whether somebody has just said stop, by the sound of the last second and a half: a small network made of the encoder of Whisper tiny.en.

Whisper's encoder has heard more people than could be gathered here, so its lower half stayed as it is; its upper half and a head were taught by assistant/stop_training to say how likely it
is that a stop has just ended. A look costs about 7 ms of one core, where a transcript costs Whisper base 250 to 500.
Knows one window of sound at a time; nothing of streams, of who asks, or of what is done about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.hearing.speech import RATE
from assistant.hearing.weights import WeightsError

FRAME = 160  # samples from one frame of the spectrum to the next: 10 ms
SPAN = 400  # samples that a frame is made of: 25 ms
FRAMES = 150
"""Frames that it is given."""
WINDOW = (FRAMES - 1) * FRAME + SPAN
"""Samples of one look: 1.515 s, the newest last."""
NETWORK = Path(__file__).with_name("stop_spotter.onnx")
_DYNAMIC = 8.0  # powers of ten below the loudest, under which Whisper's spectra are cut


@dataclass(frozen=True)
class Spotted:
    """Probabilities, 0 to 1. word: that a word which stops ("stop", "halt", "freeze") has just ended, whatever is said around it; alone: that a stop has just ended and was all that was said."""

    word: float
    alone: float


class StopSpotter:
    """Raises WeightsError, one sentence, where the network is not there or not what it should be. threads: of the processor."""

    def __init__(self, network: Path = NETWORK, threads: int = 1) -> None:
        import onnxruntime  # half a second to import: only whoever listens pays for it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        options.log_severity_level = 4  # what goes wrong is said below
        try:
            self._session = onnxruntime.InferenceSession(network.read_bytes(), options, providers=["CPUExecutionProvider"])
            if self.answers(np.zeros((1, 80, FRAMES), np.float32)).shape != (1, 2):
                raise ValueError("it is another network")
        except Exception as reason:  # its errors have no common class of their own
            raise WeightsError(f"The stop spotter's weights {network} cannot be used ({reason}); bring them back with git checkout.") from reason

    def __call__(self, samples: np.ndarray) -> Spotted:
        """samples: (WINDOW,) float32 mono in [-1, 1] at 16 kHz, the newest last."""
        word, alone = self.answers(spectrum(samples)[None])[0]
        return Spotted(float(word), float(alone))

    def answers(self, spectra: np.ndarray) -> np.ndarray:
        """spectra: (n, 80, FRAMES) float32, as `spectrum` makes them. Returns (n, 2): word and alone."""
        return np.asarray(self._session.run(None, {"spectra": np.ascontiguousarray(spectra, np.float32)})[0])


def _small(rows: np.ndarray, matrix: np.ndarray, at_once: int = 5) -> np.ndarray:
    """rows @ matrix, a few rows at a time: so small a product the matrix library does in this thread, where a larger one keeps every core spinning for it. rows: (..., a multiple of at_once, k)."""
    cut_up = rows.reshape(*rows.shape[:-2], -1, at_once, rows.shape[-1])
    return (cut_up @ matrix).reshape(*rows.shape[:-1], matrix.shape[1])


def spectrum(samples: np.ndarray) -> np.ndarray:
    """(WINDOW,) -> (80, FRAMES): what the network is given of one window."""
    return cut(log_mel(samples))


def log_mel(samples: np.ndarray) -> np.ndarray:
    """(n,) samples -> (80, frames) powers of ten, whole frames only; before `cut` they do not depend on what is around them."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, SPAN)[::FRAME]
    power = np.abs(np.fft.rfft(frames * _HANN, axis=1)).astype(np.float32) ** 2
    whole = -len(power) % 5  # rows up to a multiple of what is done at once
    return np.log10(np.maximum(_small(np.pad(power, ((0, whole), (0, 0))), _mel().T)[: len(power)].T, 1e-10))


def cut(powers: np.ndarray) -> np.ndarray:
    """(80, FRAMES) of log_mel, as Whisper was trained to see them."""
    return ((np.maximum(powers, powers.max() - _DYNAMIC) + 4.0) / 4.0).astype(np.float32)


@lru_cache
def _mel() -> np.ndarray:
    """(80, 201): Whisper's own filters."""
    from faster_whisper.feature_extractor import FeatureExtractor  # a second to import: only whoever listens pays for it

    return np.asarray(FeatureExtractor.get_mel_filters(RATE, SPAN, n_mels=80), np.float32)


_HANN = np.hanning(SPAN + 1)[:-1].astype(np.float32)
