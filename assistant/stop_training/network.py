"""The stop spotter while it learns: a head on the encoder of Whisper tiny.en, whose upper layers learn with it. Knows states and what is right to say of them; nothing of sound."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path
from typing import Callable, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from assistant.hearing.stop_spotter import FRAMES
from assistant.stop_training.tiny_encoder import WIDTH, Lower, Upper

NEWEST = 20  # states, 0.4 s, in which the end of the word must lie
SEEN = 40  # states that the convolutions go over: the newest, and as far back as those reach
TAPS = 7
INNER = 96  # what the states are projected to
BATCH = 96
KNOWN, SELDOM = 0.35, 0.25  # loss of both answers (0.11 at best) below which a window of no stop is known; how likely it is then in the next epoch
FASTEST, FASTEST_UPPER, WARMING = 1e-3, 1.5e-4, 0.1
"""Highest rates of learning, of the head and of the layers below it, and the share of the time in which they are reached."""
ROUGH = 0.1  # noise on the lower half's states, of their deviation


class Head(nn.Module):
    """States laid beside their mean, two convolutions in time, and the likeliest moments of the newest."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(WIDTH, INNER)
        self.around = nn.Linear(INNER, INNER)
        self.near = nn.Conv1d(INNER, INNER, TAPS, padding=TAPS // 2)
        self.far = nn.Conv1d(INNER, INNER, TAPS, padding=4 * (TAPS // 2), dilation=4)
        self.out = nn.Linear(INNER, 2)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """states: (n, FRAMES / 2, WIDTH). Returns (n, 2) logits: word and alone."""
        x = self.dropout(self.project(states).relu())
        x = (x + self.around(x.mean(1, keepdim=True)).relu())[:, -SEEN:].transpose(1, 2)
        x = self.dropout(x + self.near(x).relu())
        x = self.dropout(x + self.far(x).relu())
        moments = self.out(x[:, :, -NEWEST:].transpose(1, 2))
        return moments.logsumexp(1) - float(np.log(NEWEST))


class Whole(nn.Module):
    """Spectra (n, 80, FRAMES) to probabilities (n, 2), word and alone: what stop_spotter.py runs."""

    def __init__(self, lower: Lower, upper: Upper, head: Head) -> None:
        super().__init__()
        self.lower, self.upper, self.head = lower, upper, head

    def forward(self, spectra: torch.Tensor) -> torch.Tensor:
        return self.head(self.upper(self.lower(spectra))).sigmoid()


def save(whole: Whole, file: Path) -> None:
    """As ONNX, matrices in eight bits: a quarter of the size and half of the time."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    file.parent.mkdir(parents=True, exist_ok=True)
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # torch's own fused layer cannot be exported
    try:
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exact = Path(folder) / "exact.onnx"
            torch.onnx.export(whole.eval(), (torch.zeros(1, 80, FRAMES),), exact, input_names=["spectra"], output_names=["answers"], dynamic_axes={"spectra": {0: "n"}, "answers": {0: "n"}}, opset_version=17, dynamo=False)
            logging.getLogger().addFilter(_no_advice)
            quantize_dynamic(exact, file, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True, weight_type=QuantType.QInt8)
    finally:
        logging.getLogger().removeFilter(_no_advice)
        torch.backends.mha.set_fastpath_enabled(fast)


def _no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def taught(shards: Sequence[tuple[np.ndarray, np.ndarray]], upper: Upper, epochs: int, seed: int, tell: Callable[[str], None]) -> tuple[Upper, Head]:
    """shards: of the lower half's states (n, FRAMES / 2, WIDTH) and what is right, (n, 2) with NaN where that is not known. upper: learns, and is returned with its head.

    A window of no stop that was known in the last epoch comes seldom in the next: the time goes to what sets it off.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    where = [(shard, index) for shard, (states, _) in enumerate(shards) for index in range(len(states))]
    answers = np.concatenate([right for _, right in shards])
    stop = (answers == 1.0).any(1)
    deviation = float(np.concatenate([states[:: max(1, len(states) // 100)] for states, _ in shards]).astype(np.float32).std())
    head = Head()
    optimiser = torch.optim.AdamW([{"params": head.parameters(), "lr": FASTEST}, {"params": upper.parameters(), "lr": FASTEST_UPPER}], weight_decay=0.02)
    highest = [group["lr"] for group in optimiser.param_groups]
    rough = ROUGH * deviation * torch.randn(BATCH, *shards[0][0].shape[1:])  # drawn once: drawing it anew takes a quarter of the time
    last = np.full(len(where), np.inf)
    for epoch in range(epochs):
        upper.train(), head.train()
        losses, order = [], chance.permutation(np.flatnonzero(stop | (last >= KNOWN) | (chance.random(len(where)) < SELDOM)))
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[begin : begin + BATCH]
            states = torch.from_numpy(np.stack([shards[where[index][0]][0][where[index][1]] for index in batch]).astype(np.float32))
            right = torch.from_numpy(answers[batch])
            for group, high in zip(optimiser.param_groups, highest):
                group["lr"] = high * _rate((epoch + begin / len(order)) / epochs)
            with torch.autocast("cpu", torch.bfloat16):  # half of the time where the processor has it
                logits = head(upper(states + rough.roll((int(chance.integers(BATCH)), int(chance.integers(states.shape[1]))), (0, 1))))
            each = _loss(logits.float(), right)
            loss = each.sum() / (~torch.isnan(right)).sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*upper.parameters(), *head.parameters()], 1.0)
            optimiser.step()
            last[batch] = each.detach().sum(1).numpy()
            losses.append(float(loss.detach()))
        tell(f"epoch {epoch + 1} of {epochs}: {len(order)} windows, loss {np.mean(losses):.4f}")
    return upper.eval(), head.eval()


def _rate(done: float) -> float:
    """Of learning, of the highest, when that share of it is done: up in a line, down in half a cosine."""
    return done / WARMING if done < WARMING else 0.5 * (1.0 + float(np.cos(np.pi * (done - WARMING) / (1.0 - WARMING))))


def _loss(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """(n, 2): 0 where it is not known what is right."""
    known = ~torch.isnan(right)
    target = torch.nan_to_num(right)
    return known * functional.binary_cross_entropy_with_logits(logits, target * 0.98 + 0.01, reduction="none")
