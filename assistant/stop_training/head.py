"""The head of the stop spotter while it learns: what stop_spotter.Head computes in numpy, in torch, and its training. Knows states and what is right to say of them; nothing of sound."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Sequence

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

from assistant.hearing.stop_spotter import DILATIONS, NEWEST, SEEN

WIDTH, TAPS = 64, 7
BATCH = 192
FALSE = 2.0
"""How much worse a false alarm is than a miss: a miss is found by the next window, 80 ms later."""
FAST, WARMING = 2e-3, 0.15  # highest rate of learning, and the share of the time in which it is reached
KNOWN, SELDOM = 0.3, 0.25  # loss of both answers (0.22 at best) below which a window is known; how likely it is then in the next epoch


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

    @classmethod
    def load(cls, file: Path) -> LearningHead:
        """What `save` wrote, to be taught on."""
        kept = {name: value.float() for name, value in load_file(file).items()}
        head = cls(kept["mean"], kept["deviation"])
        head.load_state_dict(kept)
        return head.eval()

    def save(self, file: Path) -> None:
        """In half precision, as stop_spotter.Head reads it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file({name: value.half().contiguous() for name, value in self.state_dict().items()}, file)


def taught(shards: Sequence[tuple[np.ndarray, np.ndarray]], epochs: int, seed: int, tell: Callable[[str], None], start: LearningHead | None = None) -> LearningHead:
    """shards: of states (n, t, 384) and what is right, (n, 2) with NaN where that is not known. start: taught on from there; None: a new one.

    Whatever was known in the last epoch comes seldom in the next: the time goes to what is hard, which for the most part is false alarms.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    where = [(shard, index) for shard, (states, _) in enumerate(shards) for index in range(len(states))]
    head = _new(shards) if start is None else start
    optimiser = torch.optim.AdamW(head.parameters(), lr=FAST, weight_decay=0.02)
    rough = torch.randn(BATCH + 1, shards[0][0].shape[1], shards[0][0].shape[2])  # noise on the states, drawn once: drawing it anew takes longer than learning
    last = np.full(len(where), np.inf)
    for epoch in range(epochs):
        head.train()
        losses, order = [], chance.permutation(np.flatnonzero((last >= KNOWN) | (chance.random(len(where)) < SELDOM)))
        for begin in range(0, max(1, len(order) - BATCH + 1), BATCH):
            batch = order[begin : begin + BATCH]
            states = torch.from_numpy(np.stack([shards[where[index][0]][0][where[index][1]] for index in batch]).astype(np.float32))
            right = torch.from_numpy(np.stack([shards[where[index][0]][1][where[index][1]] for index in batch]).astype(np.float32))
            for group in optimiser.param_groups:
                group["lr"] = _rate((epoch + begin / len(order)) / epochs)
            noise = torch.roll(rough, int(chance.integers(rough.numel())))[: len(batch)]
            each = _loss(head(states + 0.1 * head.deviation * noise), right)
            loss = each.sum() / (~torch.isnan(right)).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            last[batch] = each.detach().sum(1).numpy()
            losses.append(float(loss.detach()))
        tell(f"epoch {epoch + 1} of {epochs}: {len(order)} windows, loss {np.mean(losses):.4f}")
    return head.eval()


def _new(shards: Sequence[tuple[np.ndarray, np.ndarray]]) -> LearningHead:
    some = np.concatenate([states[:: max(1, len(states) // 400)] for states, _ in shards]).astype(np.float32).reshape(-1, shards[0][0].shape[-1])
    return LearningHead(torch.from_numpy(some.mean(0)), torch.from_numpy(some.std(0) + 1e-3))


def _rate(done: float) -> float:
    """Of learning, when that share of it is done: up in a line, down in half a cosine."""
    return FAST * done / WARMING if done < WARMING else FAST * 0.5 * (1.0 + np.cos(np.pi * (done - WARMING) / (1.0 - WARMING)))


def _loss(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """(n, 2): 0 where it is not known what is right."""
    known = ~torch.isnan(right)
    target = torch.nan_to_num(right)
    each = functional.binary_cross_entropy_with_logits(logits, target * 0.98 + 0.01, reduction="none") * torch.where(target > 0.5, 1.0, FALSE)
    return each * known

