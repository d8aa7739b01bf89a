"""How likely it is that someone speaks, 31 times a second: Silero VAD, from faster-whisper's wheel.

Knows nothing of turns or words.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import onnxruntime

RATE = 16_000
"""Samples per second that all of hearing works at."""
WINDOW = 512
"""Samples per probability: 32 ms."""
_CONTEXT = 64  # the model also sees the last samples of the window before


class SpeechProbability:
    """A running Silero VAD over one stream of mono sound."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1  # 0.2 ms a window: more threads only wait for each other
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(str(_model_file()), options, providers=["CPUExecutionProvider"])
        self.reset()

    def reset(self) -> None:
        """Forgets the stream: the next window is the first."""
        self._hidden = np.zeros((1, 1, 128), np.float32)
        self._cell = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT, np.float32)

    def __call__(self, windows: np.ndarray) -> np.ndarray:
        """windows: (n, 512) float32 in [-1, 1] at 16 kHz, following on from the last call. Returns (n,) probabilities of speech."""
        if not len(windows):
            return np.zeros(0, np.float32)
        tails = np.concatenate([self._context[None], windows[:-1, -_CONTEXT:]])
        self._context = windows[-1, -_CONTEXT:].copy()
        probabilities, self._hidden, self._cell = self._session.run(
            None, {"input": np.concatenate([tails, windows], axis=1), "h": self._hidden, "c": self._cell}
        )
        return probabilities.reshape(-1)


def _model_file() -> Path:
    # found, not imported: faster_whisper's import takes a second, and the detector does not need it
    package = importlib.util.find_spec("faster_whisper").submodule_search_locations[0]
    return Path(package) / "assets" / "silero_vad_v6.onnx"
