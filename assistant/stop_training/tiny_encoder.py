"""The encoder of Whisper tiny.en in torch, from the weights that its package brings in CTranslate2's format: the lower half, which stays as it is, and the layers above, which learn.

Knows nothing of stops. The format is ctranslate2/specs/model_spec.py's (binary version 6): names, shapes, types and numbers, one variable after the other.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from assistant.hearing.stop_spotter import FRAMES
from assistant.hearing.weights import WeightsError, whisper_weights

NAME = "tiny.en"
WIDTH, HEADS, LAYERS = 384, 6, 4
LOWER = 2  # layers that stay as they are
_VERSION = 6
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


class Lower(nn.Module):
    """From spectra (n, 80, FRAMES) to states (n, FRAMES / 2, WIDTH) after LOWER layers."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.first = nn.Conv1d(80, WIDTH, 3, padding=1)
        self.second = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.layers = nn.ModuleList(_layer(weights, number) for number in range(LOWER))
        self.register_buffer("places", weights["position_encodings/encodings"][: FRAMES // 2])
        for name, convolution in (("conv1", self.first), ("conv2", self.second)):
            convolution.load_state_dict({"weight": weights[f"{name}/weight"], "bias": weights[f"{name}/bias"]})

    def forward(self, spectra: torch.Tensor) -> torch.Tensor:
        x = functional.gelu(self.second(functional.gelu(self.first(spectra)))).transpose(1, 2) + self.places
        for layer in self.layers:
            x = layer(x)
        return x


class Upper(nn.Module):
    """From what Lower gives to the encoder's states, (n, FRAMES / 2, WIDTH)."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_layer(weights, number) for number in range(LOWER, LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.norm.load_state_dict({"weight": weights["layer_norm/gamma"], "bias": weights["layer_norm/beta"]})

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            states = layer(states)
        return self.norm(states)


def halves() -> tuple[Lower, Upper]:
    """As OpenAI trained them. Raises WeightsError."""
    file = whisper_weights(NAME) / "model.bin"
    weights = {name.removeprefix("encoder/"): value for name, value in _read(file).items() if name.startswith("encoder/")}
    try:
        return Lower(weights).eval(), Upper(weights).eval()
    except (KeyError, RuntimeError) as reason:
        raise WeightsError(f"{file} does not hold the encoder of Whisper {NAME} ({reason}); take it away and run make setup.") from reason


def _layer(weights: dict[str, torch.Tensor], number: int) -> nn.TransformerEncoderLayer:
    """Whisper's layers are torch's own, normalised first."""
    layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 4 * WIDTH, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
    named = {
        "self_attn.in_proj_": "self_attention/linear_0", "self_attn.out_proj.": "self_attention/linear_1", "linear1.": "ffn/linear_0", "linear2.": "ffn/linear_1", "norm1.": "self_attention/layer_norm", "norm2.": "ffn/layer_norm",
    }
    state = {}
    for ours, theirs in named.items():
        kinds = ("gamma", "beta") if theirs.endswith("layer_norm") else ("weight", "bias")
        state |= {f"{ours}weight": weights[f"layer_{number}/{theirs}/{kinds[0]}"], f"{ours}bias": weights[f"layer_{number}/{theirs}/{kinds[1]}"]}
    layer.load_state_dict(state)
    return layer


def _read(file: Path) -> dict[str, torch.Tensor]:
    """Every variable that is not an integer. Raises WeightsError."""
    try:
        with file.open("rb") as source:
            (version,) = _unpacked(source, "I")
            if version != _VERSION:
                raise WeightsError(f"{file} is of CTranslate2's format {version}, not {_VERSION}, and cannot be read for training.")
            _text(source)  # what kind of model it is
            _, count = _unpacked(source, "II")
            return {name: torch.from_numpy(value.astype(np.float32)) for name, value in (_variable(source) for _ in range(count)) if value.dtype.kind == "f"}
    except (OSError, struct.error, ValueError, IndexError) as reason:
        raise WeightsError(f"{file} cannot be read ({reason}); take it away and run make setup.") from reason


def _variable(source: BinaryIO) -> tuple[str, np.ndarray]:
    name, (rank,) = _text(source), _unpacked(source, "B")
    shape = _unpacked(source, f"{rank}I")
    kind, size = _unpacked(source, "BI")
    return name, np.frombuffer(source.read(size), _TYPES[kind]).reshape(shape)


def _text(source: BinaryIO) -> str:
    (length,) = _unpacked(source, "H")
    return source.read(length)[:-1].decode()


def _unpacked(source: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(f"<{form}", source.read(struct.calcsize(f"<{form}")))
