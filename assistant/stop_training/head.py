"""The head of the stop spotter while it learns: what stop_spotter.Head computes in numpy, in torch, and its training. Knows states and what is right to say of them; nothing of sound."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Sequence

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from assistant.hearing.stop_spotter import DILATIONS, NEWEST, SEEN

WIDTH, TAPS = 64, 7
BATCH = 192
FALSE = 2.0
"""How much worse a false alarm is than a miss: a miss is found by the next window, 80 ms later."""


class LearningHead(nn.Module):
    """mean, deviation: (384,) of the states."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.project = nn.Linear(len(mean), WIDTH)
        self.around = nn.Linear(WIDTH, WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, TAPS, padding="same", dilation=DILATIONS["near"])
        self.far = nn.Conv1d(WIDTH, WIDTH, TAPS, padding="same", dilation=DILATIONS["far"])
        self.out = nn.Linear(WIDTH, 2)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """states: (n, t, 384). Returns (n, 2) logits: word and alone."""
        x = self.dropout(self.project((states - self.mean) / self.deviation).relu())
        x = (x + self.around(x.mean(1, keepdim=True)).relu())[:, -SEEN:].transpose(1, 2)
        x = self.dropout(x + self.near(x).relu())
        x = self.dropout(x + self.far(x).relu())
        moments = self.out(x[:, :, -NEWEST:].transpose(1, 2))
        return moments.logsumexp(1) - np.log(NEWEST)

    def save(self, file: Path) -> None:
        """In half precision, as stop_spotter.Head reads it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: value.half().contiguous() for name, value in self.state_dict().items()}, file)


def taught(shards: Sequence[tuple[np.ndarray, np.ndarray]], epochs: int, seed: int, tell: Callable[[str], None]) -> LearningHead:
    """shards: of states (n, t, 384) and what is right, (n, 2) with NaN where that is not known."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    where = [(shard, index) for shard, (states, _) in enumerate(shards) for index in range(len(states))]
    some = np.concatenate([states[:: max(1, len(states) // 400)] for states, _ in shards]).astype(np.float32).reshape(-1, shards[0][0].shape[-1])
    head = LearningHead(torch.from_numpy(some.mean(0)), torch.from_numpy(some.std(0) + 1e-3))
    optimiser = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.02)
    steps = epochs * (len(where) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.15)
    for epoch in range(epochs):
        head.train()
        losses, order = [], chance.permutation(len(where))
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            batch = [where[index] for index in order[begin : begin + BATCH]]
            states = torch.from_numpy(np.stack([shards[shard][0][index] for shard, index in batch]).astype(np.float32))
            right = torch.from_numpy(np.stack([shards[shard][1][index] for shard, index in batch]).astype(np.float32))
            loss = _loss(head(states + 0.1 * head.deviation * torch.randn_like(states)), right)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        tell(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}")
    return head.eval()


def _loss(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    known = ~torch.isnan(right)
    target = torch.nan_to_num(right)
    each = functional.binary_cross_entropy_with_logits(logits, target * 0.98 + 0.01, reduction="none") * torch.where(target > 0.5, 1.0, FALSE)
    return (each * known).sum() / known.sum()


def said(head: LearningHead, states: np.ndarray, at_once: int = 256) -> np.ndarray:
    """(n, t, 384) -> (n, 2) probabilities."""
    with torch.inference_mode():
        return np.concatenate([head(torch.from_numpy(states[begin : begin + at_once].astype(np.float32))).sigmoid().numpy() for begin in range(0, len(states), at_once)])
