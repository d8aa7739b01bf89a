"""The hand of the full-size model: a flow-matching transformer (DiT) that turns a backbone's hidden states and noise into a chunk of joint targets.

The flow, its loss and the layers are those of the bundled hand (action.py); what differs is that it looks at every hidden state of picture
and words by cross-attention, as in pi0 and Qwen-VLA, instead of at a few known things. Knows nothing of pixels or words.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from assistant.vla.action import flow, flow_loss, waves
from assistant.vla.language import Layer


@dataclass(frozen=True)
class Seen:
    """What a chunk is conditioned on. joints (B, 6); memory (B, T, W): the hidden states; hidden (B, 1, T): True where there is none; last (B, W)."""

    joints: Tensor
    memory: Tensor
    hidden: Tensor
    last: Tensor


class _Modulated(Layer):
    """A layer that also looks at the memory; its norms are scaled and shifted by the condition, starting from doing nothing (adaLN-Zero)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__(width, heads, crossed=True)
        self.modulation = nn.Linear(width, 9 * width)
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)

    def forward(self, x: Tensor, condition: Tensor, seen: Seen) -> Tensor:
        a, b, c, d, e, f, g, h, i = self.modulation(condition)[:, None].chunk(9, -1)
        y = self.norm_self(x) * (1 + a) + b
        x = x + c * self.attention(y, y, torch.zeros(1, 1, x.shape[1], dtype=torch.bool, device=x.device))
        y = self.norm_cross(x) * (1 + d) + e
        x = x + f * self.cross(y, seen.memory, seen.hidden)
        return x + i * self.mix(self.norm_mix(x) * (1 + g) + h)


class ChunkDecoder(nn.Module):
    """memory_width: of the backbone's hidden states. rows: of a chunk. Untrained, its targets are where the joints are: it stands still."""

    def __init__(self, memory_width: int, rows: int, width: int, heads: int, layers: int) -> None:
        super().__init__()
        self.rows = rows
        self.register_buffer("mean", torch.zeros(rows, 6))
        self.register_buffer("scale", torch.ones(rows, 6))
        self.register_buffer("middle", torch.zeros(6))
        self.register_buffer("spread", torch.ones(6))
        self.read = nn.Sequential(nn.LayerNorm(memory_width), nn.Linear(memory_width, width))
        self.state = nn.Sequential(nn.Linear(6, width), nn.ReLU(), nn.Linear(width, width))
        self.noisy = nn.Linear(6, width)
        self.row = nn.Parameter(torch.randn(1, rows, width) * 0.1)
        self.time = nn.Sequential(nn.Linear(16, width), nn.ReLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(_Modulated(width, heads) for _ in range(layers))
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, 6)
        self.judge = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 2))
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def measure(self, joints: Tensor, future: Tensor) -> None:
        """Takes the scales of state and motion from examples: joints (N, 6), future (N, rows, 6). Once, before training."""
        away = future - joints[:, None]
        self.mean.copy_(away.mean(0))
        self.scale.copy_(away.std(0).clamp(min=1e-3))
        self.middle.copy_(joints.mean(0))
        self.spread.copy_(joints.std(0).clamp(min=1e-2))

    def see(self, joints: Tensor, states: Tensor, present: Tensor) -> Seen:
        """joints (B, 6) in the units of `Observation.state`; states (B, T, memory_width), padded on the right; present (B, T)."""
        memory = self.read(states.to(self.row.dtype))
        last = memory[torch.arange(len(memory), device=memory.device), present.long().sum(1) - 1]
        return Seen(joints, memory, ~present.bool()[:, None], last)

    def velocity(self, noisy: Tensor, moment: Tensor, seen: Seen) -> Tensor:
        """noisy (B, rows, 6) at flow time moment (B,) in [0, 1] -> its velocity towards the data."""
        state = self.state((seen.joints - self.middle) / self.spread)
        condition = state + seen.last + self.time(waves(moment))
        x = torch.cat([state[:, None], self.noisy(noisy) + self.row], 1)
        for layer in self.layers:
            x = layer(x, condition, seen)
        return self.out(self.norm(x[:, 1:]))

    def judged(self, seen: Seen) -> Tensor:
        """(B, 2) logits: the instruction is carried out already; what it is about is not to be seen."""
        return self.judge(torch.cat([seen.last, self.state((seen.joints - self.middle) / self.spread)], -1))

    def chunk(self, seen: Seen, steps: int) -> Tensor:
        """(B, rows, 6) absolute targets in the units of `joints`. The flow starts from its mean: the same look, the same chunk."""
        start = torch.zeros(len(seen.joints), self.rows, 6, device=seen.joints.device)
        return seen.joints[:, None] + flow(lambda x, moment: self.velocity(x, moment, seen), start, steps) * self.scale + self.mean

    def loss(self, seen: Seen, future: Tensor, known: Tensor, judged: Tensor, rng: torch.Generator | None) -> tuple[Tensor, dict[str, float]]:
        """future (B, rows, 6) absolute targets, known (B, rows): which count, judged (B, 2): done, unseen as 0 or 1."""
        goal = (future - seen.joints[:, None] - self.mean) / self.scale
        flowing = flow_loss(lambda x, moment: self.velocity(x, moment, seen), goal, known, rng)
        judging = F.binary_cross_entropy_with_logits(self.judged(seen), judged)
        return flowing + 0.3 * judging, {"flow": float(flowing.detach()), "judged": float(judging.detach())}
