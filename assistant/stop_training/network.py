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

TAPS = 7
BATCH = 192
FALSE = 1.0
"""How much worse a false alarm is than a miss. There are three times as many windows of no stop as of stops already."""
KNOWN, SELDOM = 0.35, 0.25  # loss of both answers (0.11 at best) below which a window of no stop is known; how likely it is then in the next epoch
FASTEST, WARMING = 2e-3, 0.15  # highest rate of learning, and the share of the time in which it is reached


class LearningHead(nn.Module):
    """mean, deviation: (384,) of the states. width: of what they are projected to."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor, width: int) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.project = nn.Linear(len(mean), width)
        self.around = nn.Linear(width, width)
        self.near = nn.Conv1d(width, width, TAPS, padding="same", dilation=DILATIONS["near"])
        self.far = nn.Conv1d(width, width, TAPS, padding="same", dilation=DILATIONS["far"])
        self.out = nn.Linear(width, 2)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """states: (n, t, 384). Returns (n, 2) logits: word and alone."""
        x = self.dropout(self.project((states - self.mean) / self.deviation).relu())
        x = (x + self.around(x.mean(1, keepdim=True)).relu())[:, -SEEN:].transpose(1, 2)
        x = self.dropout(x + self.near(x).relu())
        x = self.dropout(x + self.far(x).relu())
        moments = self.out(x[:, :, -NEWEST:].transpose(1, 2))
        return moments.logsumexp(1) - np.log(NEWEST)


def save(heads: Sequence[LearningHead], file: Path) -> None:
    """As stop_spotter.Head reads them, which answers with their mean: matrices in eight bits and a scale for each row, all else in half precision."""
    kept: dict[str, torch.Tensor] = {}
    for number, head in enumerate(heads):
        for name, value in head.state_dict().items():
            kept[f"{number}.{name}"] = value.half().contiguous()
            if value.ndim > 1:
                scale = (value.abs().amax(tuple(range(1, value.ndim)), keepdim=True) / 127).clamp_min(1e-6).half()
                kept[f"{number}.{name}"] = (value / scale.float()).round().clamp(-127, 127).to(torch.int8).contiguous()
                kept[f"{number}.{name}.scale"] = scale
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept, file)


def taught(shards: Sequence[tuple[np.ndarray, np.ndarray]], width: int, epochs: int, seed: int, tell: Callable[[str], None]) -> LearningHead:
    """shards: of states (n, t, 384) and what is right, (n, 2) with NaN where that is not known.

    A window of no stop that was known in the last epoch comes seldom in the next: the time goes to what sets the head off.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    where = [(shard, index) for shard, (states, _) in enumerate(shards) for index in range(len(states))]
    answers = np.concatenate([right for _, right in shards])
    stop = (answers == 1.0).any(1)
    some = np.concatenate([states[:: max(1, len(states) // 400)] for states, _ in shards]).astype(np.float32).reshape(-1, shards[0][0].shape[-1])
    head = LearningHead(torch.from_numpy(some.mean(0)), torch.from_numpy(some.std(0) + 1e-3), width)
    optimiser = torch.optim.AdamW(head.parameters(), lr=FASTEST, weight_decay=0.02)
    rough = 0.1 * head.deviation * torch.randn(BATCH, *shards[0][0].shape[1:])  # noise on the states, drawn once: drawing it anew takes a quarter of the time
    last = np.full(len(where), np.inf)
    for epoch in range(epochs):
        head.train()
        losses, order = [], chance.permutation(np.flatnonzero(stop | (last >= KNOWN) | (chance.random(len(where)) < SELDOM)))
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            batch = order[begin : begin + BATCH]
            states = torch.from_numpy(np.stack([shards[where[index][0]][0][where[index][1]] for index in batch]).astype(np.float32))
            right = torch.from_numpy(answers[batch])
            for group in optimiser.param_groups:
                group["lr"] = _rate((epoch + begin / len(order)) / epochs)
            each = _loss(head(states + rough.roll((int(chance.integers(BATCH)), int(chance.integers(states.shape[1]))), (0, 1))), right)
            loss = each.sum() / (~torch.isnan(right)).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            last[batch] = each.detach().sum(1).numpy()
            losses.append(float(loss.detach()))
        tell(f"epoch {epoch + 1} of {epochs}: {len(order)} windows, loss {np.mean(losses):.4f}")
    return head.eval()


def _rate(done: float) -> float:
    """Of learning, when that share of it is done: up in a line, down in half a cosine."""
    return FASTEST * done / WARMING if done < WARMING else FASTEST * 0.5 * (1.0 + np.cos(np.pi * (done - WARMING) / (1.0 - WARMING)))


def _loss(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """(n, 2): 0 where it is not known what is right."""
    known = ~torch.isnan(right)
    target = torch.nan_to_num(right)
    return known * functional.binary_cross_entropy_with_logits(logits, target * 0.98 + 0.01, reduction="none") * torch.where(target > 0.5, 1.0, FALSE)
