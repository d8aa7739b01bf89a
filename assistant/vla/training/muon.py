"""Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): momentum whose matrices are made orthogonal before each step; a kernel is a matrix too.

torch's own works in bfloat16, which is slow on processors without it; this one stays in float32. Knows matrices; nothing of what they mean.
"""

from __future__ import annotations

from typing import Iterable

import torch
from torch import Tensor


def orthogonal(matrices: Tensor, rounds: int = 5) -> Tensor:
    """(B, N, M), N <= M -> the same with singular values near one, by Newton-Schulz rounds."""
    x = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(rounds):
        square = x @ x.mT
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x


class Muon(torch.optim.Optimizer):
    """For matrices (N, M) and convolutions' kernels (N, …) only. lr as for AdamW: steps are scaled to the same root mean square (Liu et al. 2025, arXiv 2502.16982)."""

    def __init__(self, matrices: Iterable[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.01) -> None:
        super().__init__(matrices, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            alike: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = {}
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                memory = self.state[matrix].setdefault("momentum", torch.zeros_like(matrix))
                memory.lerp_(matrix.grad, 1 - group["momentum"])
                step = matrix.grad.lerp(memory, group["momentum"]).flatten(1)
                wide = step if step.shape[0] <= step.shape[1] else step.T
                alike.setdefault(tuple(wide.shape), []).append((matrix, wide))
            for (_, longest), rows in alike.items():
                for (matrix, _), step in zip(rows, orthogonal(torch.stack([wide for _, wide in rows]))):
                    step = (step if len(matrix) == len(step) else step.T).reshape(matrix.shape)
                    matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(step, alpha=-0.2 * group["lr"] * longest**0.5)
