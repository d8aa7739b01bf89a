"""Whether somebody has just said stop, by the sound of the last second and a half: a small head on the encoder of Whisper tiny.en.

Whisper's encoder has heard more people than could be gathered here, so it stays as it is; the head, trained by assistant/stop_training, says of its 75 states how likely it
is that a stop has just ended. A look costs about 15 ms of one core, where a transcript costs Whisper base 250 to 500.
Knows one window of sound at a time; nothing of streams, of who asks, or of what is done about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from assistant.hearing.speech import RATE
from assistant.hearing.weights import WeightsError, whisper_weights

FRAME = 160  # samples from one frame of the spectrum to the next: 10 ms
SPAN = 400  # samples that a frame is made of: 25 ms
FRAMES = 150
"""Frames that the encoder is given."""
WINDOW = (FRAMES - 1) * FRAME + SPAN
"""Samples of one look: 1.515 s, the newest last."""
ENCODER = "tiny.en"
NEWEST = 20  # states, 0.4 s, in which the end of the word must lie
SEEN = 40  # states that the convolutions go over: the newest, and as far back as those reach
DILATIONS = {"near": 1, "far": 4}  # the head's convolutions in time
HEAD = Path(__file__).with_name("stop_spotter.safetensors")
_DYNAMIC = 8.0  # powers of ten below the loudest, under which Whisper's spectra are cut


@dataclass(frozen=True)
class Spotted:
    """Probabilities, 0 to 1. word: that a word which stops ("stop", "halt", "freeze") has just ended, whatever is said around it; alone: that a stop has just ended and was all that was said."""

    word: float
    alone: float


class StopSpotter:
    """Raises WeightsError, one sentence, where the encoder or the head is not there or not what it should be. threads: of the processor."""

    def __init__(self, head: Path = HEAD, threads: int = 1) -> None:
        self._head = Head.load(head)
        self.encoder = Encoder(threads)

    def __call__(self, samples: np.ndarray) -> Spotted:
        """samples: (WINDOW,) float32 mono in [-1, 1] at 16 kHz, the newest last."""
        word, alone = self._head(self.encoder(spectrum(samples)[None]))[0]
        return Spotted(float(word), float(alone))


class Encoder:
    """Whisper tiny.en's. Raises WeightsError."""

    def __init__(self, threads: int = 1) -> None:
        from ctranslate2.models import Whisper  # half a second to import: only whoever listens pays for it

        folder = whisper_weights(ENCODER)
        try:
            self._model = Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads, inter_threads=1)
        except (RuntimeError, ValueError) as reason:
            raise WeightsError(f"Whisper {ENCODER} in {folder} cannot be loaded ({reason}); take it away and run make setup.") from reason

    def __call__(self, spectra: np.ndarray) -> np.ndarray:
        """spectra: (n, 80, FRAMES) float32, as `cut` makes them. Returns (n, FRAMES / 2, 384) float32."""
        from ctranslate2 import StorageView

        return np.asarray(self._model.encode(StorageView.from_array(np.ascontiguousarray(spectra, np.float32))))


class Head:
    """Two probabilities from the encoder's states, each the mean of what several networks answer: states normalised, projected, laid beside their mean, two convolutions in time, and the likeliest moments of the newest.

    Several, because what one takes for a stop by chance the other seldom does. Plain numpy: at this size a matrix library's own overhead is most of the time. Weights are those of
    assistant/stop_training/head.py, by the same names after the network's number: "0.project.weight"; eight bits and a scale for each row.
    """

    def __init__(self, networks: list[dict[str, np.ndarray]]) -> None:
        self._networks = networks

    @classmethod
    def load(cls, file: Path) -> Head:
        """Raises WeightsError."""
        try:
            head = cls(_networks(load_file(file)))
            head(np.zeros((1, FRAMES // 2, 384), np.float32))
        except (OSError, SafetensorError, KeyError, ValueError) as reason:
            raise WeightsError(f"The stop spotter's weights {file} cannot be used ({reason}); bring them back with git checkout.") from reason
        return head

    def __call__(self, states: np.ndarray) -> np.ndarray:
        """states: (n, FRAMES / 2, 384). Returns (n, 2): word and alone."""
        return np.mean([self._answer(network, states) for network in self._networks], axis=0)

    @staticmethod
    def _answer(w: dict[str, np.ndarray], states: np.ndarray) -> np.ndarray:
        x = np.maximum(_small(((states - w["mean"]) / w["deviation"]).astype(np.float32), w["project.weight"].T) + w["project.bias"], 0.0)
        x = x + np.maximum(x.mean(axis=1, keepdims=True) @ w["around.weight"].T + w["around.bias"], 0.0)
        x = x[:, -SEEN:]
        for name, dilation in DILATIONS.items():
            x = x + np.maximum(_convolved(x, w[f"{name}.weight"], dilation) + w[f"{name}.bias"], 0.0)
        moments = x[:, -NEWEST:] @ w["out.weight"].T + w["out.bias"]
        highest = moments.max(axis=1, keepdims=True)
        logits = highest[:, 0] + np.log(np.exp(moments - highest).mean(axis=1))
        return 1.0 / (1.0 + np.exp(-logits))


def _networks(kept: dict[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """float32, each network's by its own names. ValueError where there is none."""
    networks: dict[str, dict[str, np.ndarray]] = {}
    for name, value in kept.items():
        number, _, own = name.partition(".")
        if not own.endswith(".scale"):
            networks.setdefault(number, {})[own] = value.astype(np.float32) * kept.get(f"{name}.scale", np.ones(1)).astype(np.float32)
    if not networks:
        raise ValueError("it is empty")
    return list(networks.values())


def _small(rows: np.ndarray, matrix: np.ndarray, at_once: int = 5) -> np.ndarray:
    """rows @ matrix, a few rows at a time: so small a product the matrix library does in this thread, where a larger one keeps every core spinning for it. rows: (..., a multiple of at_once, k)."""
    cut_up = rows.reshape(*rows.shape[:-2], -1, at_once, rows.shape[-1])
    return (cut_up @ matrix).reshape(*rows.shape[:-1], matrix.shape[1])


def _convolved(x: np.ndarray, weight: np.ndarray, dilation: int) -> np.ndarray:
    """x: (n, t, channels); weight: (out, channels, taps). As long as x, zeros around it."""
    taps = weight.shape[2]
    reach = (taps - 1) // 2 * dilation
    padded = np.pad(x, ((0, 0), (reach, reach), (0, 0)))
    return sum(_small(np.ascontiguousarray(padded[:, k * dilation : k * dilation + x.shape[1]]), weight[:, :, k].T) for k in range(taps))


def spectrum(samples: np.ndarray) -> np.ndarray:
    """(WINDOW,) -> (80, FRAMES): what the encoder is given of one window."""
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
