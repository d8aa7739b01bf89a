"""Teaches the hand on the demonstrator's motions, over what sight would say of the things, its errors included. Resumable."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from assistant.vla.action import SURFACE, Hand, thing_columns
from assistant.vla.language import SKILLS
from assistant.vla.training.demonstrator import Arm
from drivers.simulator.arm_model import JOINTS

CLOSED, OPEN = -0.17453, 1.74533
"""Gripper joint, rad, at openings 0 and 1."""


def opening(joints: torch.Tensor) -> torch.Tensor:
    """(…, 6) rad -> the same with the gripper as its opening in [0, 1]."""
    return torch.cat([joints[..., :5], (joints[..., 5:] - CLOSED) / (OPEN - CLOSED)], -1)


def set_body(hand: Hand, arm: Arm) -> None:
    """Reads the arm's screws and its surface off its model at the zero pose."""
    arm.forward(np.zeros(6))
    for index, name in enumerate(JOINTS[:5]):
        joint = arm.data.joint(name)
        hand.body.axes[index] = torch.tensor(joint.xaxis)
        hand.body.points[index] = torch.tensor(joint.xanchor)
    tip, turn = arm.forward(np.zeros(6))
    hand.body.tip.copy_(torch.tensor(tip))
    hand.body.turn.copy_(torch.tensor(turn))
    hand.body.surface.copy_(torch.from_numpy(arm.surface(SURFACE)))


def load(folder: Path) -> dict[str, torch.Tensor]:
    shards = [np.load(p) for p in sorted(folder.glob("*[0-9].npz"))]
    return {key: torch.from_numpy(np.concatenate([s[key] for s in shards])) for key in shards[0].files}


def columns(rows: torch.Tensor, bias: torch.Tensor | None, rng: torch.Generator | None) -> torch.Tensor:
    """(…, 10) as `motions` stores a thing -> (…, THING) as the hand is given it, with sight's errors when rng is given."""
    kind = F.one_hot(rows[..., 6].long(), 7).float()
    small = (rows[..., 6] == 0) | (rows[..., 6] == 2)
    size = F.one_hot(torch.where(small, rows[..., 7], 1).long(), 3).float()
    place, turn, held = rows[..., :3], rows[..., 3:5], rows[..., 5]
    if rng is not None:
        place = place + bias + torch.randn(place.shape, generator=rng) * 0.0012  # what is held is where the fingers are, what stands is looked at again and again: a bias, hardly a tremble
        turn = F.normalize(turn + 0.15 * torch.randn(turn.shape, generator=rng), dim=-1)
        kind = kind + 0.1 * torch.rand(kind.shape, generator=rng) ** 3
        size = size + 0.4 * torch.rand(size.shape, generator=rng) ** 2
        kind, size = kind / kind.sum(-1, keepdim=True), size / size.sum(-1, keepdim=True)
        chance = torch.rand(held.shape, generator=rng)  # the fingers feel what they hold, a look late at times
        held = torch.where(held > 0.5, (chance > 0.06).float(), (chance < 0.02).float())
    known = rows[..., 9]
    return thing_columns(kind, size, place, turn, held, known) * known[..., None]


def examples(data: dict[str, torch.Tensor], batch: int, rng: torch.Generator) -> tuple[tuple[torch.Tensor, ...], dict[str, torch.Tensor]]:
    """A batch drawn from `data` (of `load`, grippers as openings): what `Hand.condition` is given, with sight's errors, and the frames it is of."""
    pick = torch.randint(0, len(data["joints"]), (batch,), generator=rng)
    b = {key: value[pick] for key, value in data.items()}
    bias = torch.randn(batch, 3, generator=rng) * torch.tensor([0.0025, 0.0025, 0.002])
    skill = F.one_hot(b["skill"].long(), len(SKILLS)).float()
    off = torch.randn(batch, 3, generator=rng) * 0.0025  # the spot is reckoned from where the goal seems to be: wrong together
    target, goal = columns(b["target"], bias, rng), columns(b["goal"], off, rng)
    spot = b["spot"] + torch.cat([off[:, :2], torch.zeros(batch, 1)], -1)
    joints = b["joints"] + torch.randn(batch, 6, generator=rng) * 0.004
    return (joints, skill, target, goal, spot), b


def train(folder: Path, out: Path, steps: int, batch: int = 256, rate: float = 1e-3, seed: int = 0, restart: bool = False) -> Hand:
    """Trains for `steps` more batches from `out` if it is there, and writes it. restart: forget the optimiser and begin the rate anew (after new motions)."""
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(seed)
    data = load(folder)
    data["joints"], data["future"] = opening(data["joints"]), opening(data["future"])
    hand = Hand()
    done = 0
    optimizer = torch.optim.AdamW(hand.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.005)
    if out.exists():
        state = torch.load(out, weights_only=True)
        hand.load_state_dict(state["model"])
        if not restart:
            optimizer.load_state_dict(state["optimizer"])
            done = state["step"]
    else:
        set_body(hand, Arm())
        away = data["future"] - data["joints"][:, None]
        hand.mean.copy_(away.mean(0))
        hand.scale.copy_(away.std(0).clamp(min=0.02))
    size = len(data["joints"])
    started, parts = time.time(), {}
    for step in range(done, steps):
        for group in optimizer.param_groups:
            group["lr"] = float(rate * min(1.0, (step + 1) / 200) * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * step / steps))))
        condition, b = examples(data, batch, rng)
        joints, tokens = condition[0], hand.condition(*condition)
        loss, told = hand.loss(joints, tokens, b["future"], b["known"], b["done"], rng)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(hand.parameters(), 1.0)
        optimizer.step()
        for key, value in told.items():
            parts.setdefault(key, []).append(value)
        if (step + 1) % 250 == 0 or step + 1 == steps:
            print(f"action {step + 1}/{steps} {' '.join(f'{k} {np.mean(v):.4f}' for k, v in parts.items())} frames {size} {(step + 1 - done) * batch / (time.time() - started):.0f}/s", flush=True)
            parts = {}
            torch.save({"model": hand.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, out.with_suffix(".tmp"))
            out.with_suffix(".tmp").rename(out)
    return hand
