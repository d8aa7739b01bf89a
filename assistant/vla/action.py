"""The hand of the bundled model: a flow-matching transformer (DiT) that turns hidden states and noise into a chunk of joint targets.

It is given what the backbone made of picture and words: the skill, the thing, where it goes, and the body's own state.
Flow matching after Lipman et al. 2023, the conditioning of Peebles and Xie 2023 (adaptive layer norm). Knows nothing of pixels or words.
"""

from __future__ import annotations

from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from assistant.vla.grasp import bearing, grip_point, to_turn
from assistant.vla.language import SKILLS, Layer
from assistant.vla.sight import COLORS, KINDS, SIZES

ROWS = 8
THING = len(KINDS) + len(SIZES) + 3 + 2 + 1 + 1
"""Columns of a thing as the hand is given it: kind and size probabilities, place (m), cos and sin of 4 yaw, held, known."""


GRASP = 7
"""Columns of how it is to be gripped: which way the fingers are to open, how far the wrist has to turn for that, coarse and fine, and where the fixed one is to come down."""
SURFACE = 250
"""Points on each link of the arm."""
PROMPT = 128
"""Numbers that tell the body (see embodiment.py)."""


class Body(nn.Module):
    """Where the fingers and the arm's surface are for given joints: product of exponentials (Brockett 1984). The screws and the surface are the embodiment's, kept in the checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("axes", torch.zeros(5, 3))
        self.register_buffer("points", torch.zeros(5, 3))
        self.register_buffer("tip", torch.zeros(3))
        self.register_buffer("turn", torch.eye(3))
        self.register_buffer("surface", torch.zeros(6, SURFACE, 6))  # of each link, the base first: points and their normals, at the zero pose

    def forward(self, joints: Tensor) -> tuple[Tensor, Tensor]:
        """joints (B, 5) rad -> tip (B, 3) metres and rotation (B, 3, 3) of the fingers; x the way they open, -z the way they point."""
        place = self.tip.expand(len(joints), 3)
        turn = self.turn.expand(len(joints), 3, 3)
        for joint in range(4, -1, -1):
            rotation = _rotation(self.axes[joint], joints[:, joint])
            place = (rotation @ (place - self.points[joint])[..., None])[..., 0] + self.points[joint]
            turn = rotation @ turn
        return place, turn

    def surfaces(self, joints: Tensor) -> Tensor:
        """joints (5,) rad -> (6 * SURFACE, 6): points on the arm, metres, and the normals there, in the base frame."""
        points, normals = self.surface[..., :3].clone(), self.surface[..., 3:].clone()
        for joint in range(4, -1, -1):  # each turns all links after it
            rotation = _rotation(self.axes[joint], joints[joint : joint + 1])[0]
            points[joint + 1 :] = (points[joint + 1 :] - self.points[joint]) @ rotation.T + self.points[joint]
            normals[joint + 1 :] = normals[joint + 1 :] @ rotation.T
        return torch.cat([points, normals], -1).flatten(0, 1)


def _rotation(axis: Tensor, angle: Tensor) -> Tensor:
    """Rodrigues' formula: axis (3,), angle (B,) -> (B, 3, 3)."""
    x, y, z = axis.tolist()
    cross = torch.tensor([[0, -z, y], [z, 0, -x], [-y, x, 0]], dtype=angle.dtype)
    return torch.eye(3) + angle.sin()[:, None, None] * cross + (1 - angle.cos())[:, None, None] * (cross @ cross)


class _Modulated(Layer):
    """A layer whose norms are scaled and shifted by the condition, starting from doing nothing (adaLN-Zero)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__(width, heads)
        self.modulation = nn.Linear(width, 6 * width)
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        a, b, c, d, e, f = self.modulation(condition)[:, None].chunk(6, -1)
        y = self.norm_self(x) * (1 + a) + b
        everything = torch.zeros(1, 1, x.shape[1], dtype=torch.bool, device=x.device)
        x = x + c * self.attention(y, y, everything)
        return x + f * self.mix(self.norm_mix(x) * (1 + d) + e)


class Hand(nn.Module):
    def __init__(self, width: int = 144, heads: int = 4, layers: int = 4) -> None:
        super().__init__()
        self.body = Body()
        self.register_buffer("mean", torch.zeros(ROWS, 6))
        self.register_buffer("scale", torch.ones(ROWS, 6))
        self.register_buffer("step_mean", torch.zeros(ROWS, 6))
        self.register_buffer("step_scale", torch.ones(ROWS, 6))
        self.body_told = nn.Linear(PROMPT, width, bias=False)
        nn.init.zeros_(self.body_told.weight)
        self.state = nn.Sequential(nn.Linear(11 + 9 + 1, width), nn.ReLU(), nn.Linear(width, width))
        self.target = nn.Sequential(nn.Linear(THING + 6 + GRASP, width), nn.ReLU(), nn.Linear(width, width))
        self.goal = nn.Sequential(nn.Linear(THING + 6, width), nn.ReLU(), nn.Linear(width, width))
        self.where = nn.Sequential(nn.Linear(8, width), nn.ReLU(), nn.Linear(width, width))
        self.skill = nn.Linear(len(SKILLS), width)
        self.joined = nn.Sequential(nn.Linear(5 * width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width))
        self.done = nn.Sequential(nn.Linear(5 * width, width), nn.ReLU(), nn.Linear(width, 1))
        self.noisy = nn.Linear(6, width)
        self.row = nn.Parameter(torch.randn(1, ROWS, width) * 0.1)
        self.time = nn.Sequential(nn.Linear(16, width), nn.ReLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(_Modulated(width, heads) for _ in range(layers))
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, 6)

    def condition(self, joints: Tensor, skill: Tensor, target: Tensor, goal: Tensor, spot: Tensor, prompt: Tensor | None = None, opens: Tensor | None = None) -> Tensor:
        """joints (B, 6): five in rad, the gripper's opening in [0, 1]; skill (B, 13) probabilities; target, goal (B, THING); spot (B, 3): x, y, known.
        prompt (B or 1, PROMPT): which body (see embodiment.py); without it, that of joint targets. opens (B,) rad: the way the fingers are to open; without it, as `bearing` has it.

        Returns (B, 5, D): body, thing, goal, spot and skill as tokens.
        """
        tip, turn = self.body(joints[:, :5])
        near = lambda place: torch.cat([place * 5, (place - tip) * 20, ], -1)  # noqa: E731  metres to about one, twice: coarse and fine
        fine = lambda place: ((place - tip)[:, None] @ turn)[:, 0] * 20  # noqa: E731  the same, as the fingers see it
        state = torch.cat([joints[:, :5], joints[:, :5].sin(), joints[:, 5:] * 2, tip * 5, turn[:, :, 0], turn[:, :, 2], tip[:, 2:] * 20], -1)
        seen = torch.cat([target, near(target[:, 10:13])[:, 3:], fine(target[:, 10:13]), *self._grasp(target, tip, turn, fine, opens)], -1) * target[:, -1:]
        aim = torch.cat([goal, (goal[:, 10:13] - target[:, 10:13]) * 20, (goal[:, 10:13] - tip) * 20], -1) * goal[:, -1:]
        away = spot[:, :2] - target[:, 10:12]
        where = torch.cat([spot[:, :2] * 5, away * 20, (spot[:, :2] - tip[:, :2]) * 20, away.norm(dim=-1, keepdim=True) * 20, spot[:, 2:]], -1) * spot[:, 2:]
        body = self.state(state) if prompt is None else self.state(state) + self.body_told(prompt)
        return torch.stack([body, self.target(seen), self.goal(aim), self.where(where), self.skill(skill)], 1)

    def _grasp(self, target: Tensor, tip: Tensor, turn: Tensor, fine: Callable[[Tensor], Tensor], opens: Tensor | None) -> tuple[Tensor, ...]:
        """How the thing is to be gripped, (B, GRASP) in parts: faces that a network worked out from a cube's yaw were up to 30 degrees off."""
        kind, size, place = target[:, : len(KINDS)], target[:, len(KINDS) : len(KINDS) + len(SIZES)], target[:, 10:13]
        now = torch.atan2(turn[:, 1, 0], turn[:, 0, 0])
        opens = bearing(place, kind, target[:, 13:15], now) if opens is None else opens
        to_go = to_turn(opens, now, place, tip)[:, None]
        return torch.stack([opens.cos(), opens.sin()], -1), to_go * 2, to_go.clamp(-0.5, 0.5) * 10, fine(grip_point(place, kind, size, opens))

    def velocity(self, noisy: Tensor, moment: Tensor, tokens: Tensor) -> Tensor:
        """noisy (B, ROWS, 6) at flow time moment (B,) in [0, 1] -> its velocity towards the data."""
        condition = self.joined(tokens.flatten(1)) + self.time(waves(moment))
        x = torch.cat([tokens, self.noisy(noisy) + self.row], 1)
        for layer in self.layers:
            x = layer(x, condition)
        return self.out(self.norm(x[:, -ROWS:]))

    @torch.no_grad()
    def chunk(self, joints: Tensor, tokens: Tensor, steps: int = 5, noise: Tensor | None = None) -> Tensor:
        """Integrates the flow: (B, ROWS, 6) absolute targets in the units of `joints`. Without noise given, the flow starts from its mean: a calm hand."""
        start = torch.zeros(len(joints), ROWS, 6) if noise is None else noise
        return joints[:, None] + flow(lambda x, moment: self.velocity(x, moment, tokens), start, steps) * self.scale + self.mean

    @torch.no_grad()
    def steps(self, tokens: Tensor, steps: int = 5) -> Tensor:
        """The same for a body that takes end-effector deltas: (B, ROWS, 6) as end_effector.py has them."""
        start = torch.zeros(len(tokens), ROWS, 6)
        return flow(lambda x, moment: self.velocity(x, moment, tokens), start, steps) * self.step_scale + self.step_mean

    def loss(self, joints: Tensor, tokens: Tensor, future: Tensor, known: Tensor, done: Tensor, rng: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        """Flow-matching loss of a batch. future (B, ROWS, 6) absolute targets, known (B, ROWS) which of them count, done (B,)."""
        goal = (future - joints[:, None] - self.mean) / self.scale
        flowing = flow_loss(lambda x, moment: self.velocity(x, moment, tokens), goal, known, rng)
        finished = F.binary_cross_entropy_with_logits(self.done(tokens.flatten(1))[:, 0], done)
        return flowing + 0.3 * finished, {"flow": float(flowing.detach()), "done": float(finished.detach())}


def waves(moment: Tensor) -> Tensor:
    """Flow time (B,) in [0, 1] as (B, 16) sines and cosines."""
    angle = moment[:, None] * torch.pi * 2 ** torch.arange(8, device=moment.device) / 2
    return torch.cat([angle.sin(), angle.cos()], -1)


def flow(velocity: Callable[[Tensor, Tensor], Tensor], start: Tensor, steps: int) -> Tensor:
    """Integrates velocity(noisy (B, R, 6), flow time (B,)) from `start` (B, R, 6) in so many steps."""
    x = start
    for k in range(steps):
        x = x + velocity(x, torch.full((len(x),), k / steps, device=x.device)) / steps
    return x


def flow_loss(velocity: Callable[[Tensor, Tensor], Tensor], goal: Tensor, known: Tensor, rng: torch.Generator | None) -> Tensor:
    """How far `velocity` is from the straight way to goal (B, R, 6), the first rows weighing more; known (B, R): which rows count."""
    noise = torch.randn(goal.shape, generator=rng)
    noise[: len(noise) // 3] = 0.0  # the calm start is practised too
    moment = torch.rand(len(goal), generator=rng) ** 1.3
    moment[: len(noise) // 3] = torch.randint(0, 5, (len(noise) // 3,), generator=rng) / 5.0
    noise, moment = noise.to(goal.device), moment.to(goal.device)
    noisy = noise + moment[:, None, None] * (goal - noise)
    error = (velocity(noisy, moment) - (goal - noise)).abs().mean(-1)
    weight = known * torch.linspace(1.5, 0.6, goal.shape[1], device=goal.device)
    return (error * weight).sum() / weight.sum().clamp(min=1e-6)


def thing_columns(kind: Tensor, size: Tensor, place: Tensor, turn: Tensor, held: Tensor, known: Tensor) -> Tensor:
    """Joins what is known of things into (…, THING)."""
    return torch.cat([kind, size, place, turn, held[..., None], known[..., None]], -1)


assert THING == 17 and len(COLORS) == 9
