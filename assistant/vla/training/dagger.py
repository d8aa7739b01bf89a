"""DAgger rounds (Ross et al. 2011): the hand acts, the demonstrator says what it would have done there, the hand learns from both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from assistant.vla.action import Hand
from assistant.vla.language import SKILLS
from assistant.vla.training import motions, train_action
from assistant.vla.training.train_action import CLOSED, OPEN, columns, opening


def load_hand(path: Path) -> Hand:
    hand = Hand()
    hand.load_state_dict(torch.load(path, weights_only=True)["model"])
    return hand.eval()


def policy_of(hand: Hand, seed: int, told: torch.Tensor | None = None) -> motions.Policy:
    """The hand as a policy over frames, seeing things as wrongly as sight does: a bias per task, a tremble per look. told: its body's prompt, as in `Hand.condition`."""
    rng = torch.Generator().manual_seed(seed)
    memory: dict = {"spot": None, "bias": None}

    @torch.no_grad()
    def act(frame: dict) -> np.ndarray:
        key = (int(frame["skill"]), *frame["spot"].tolist())
        if memory["spot"] != key:
            memory.update(spot=key, bias=torch.randn(1, 3, generator=rng) * torch.tensor([0.0025, 0.0025, 0.002]))
        joints = opening(torch.from_numpy(frame["joints"])[None])
        skill = F.one_hot(torch.tensor([int(frame["skill"])]), len(SKILLS)).float()
        target = columns(torch.from_numpy(frame["target"])[None], memory["bias"], rng)
        goal = columns(torch.from_numpy(frame["goal"])[None], torch.zeros(1, 3), rng)
        tokens = hand.condition(joints, skill, target, goal, torch.from_numpy(frame["spot"])[None], told)
        chunk = hand.chunk(joints, tokens)[0].numpy().copy()
        chunk[:, 5] = CLOSED + chunk[:, 5] * (OPEN - CLOSED)
        return chunk

    return act


def round_(runs: Path, shards: range, steps: int, seed: int) -> None:
    """One round: motions with the present hand taking turns, then `steps` more of training on everything so far. A round already done is not done again."""
    mark = runs / f"round-{shards.start}.done"
    if mark.exists():
        return
    motions.collect(runs / "motions", shards, policy=policy_of(load_hand(runs / "action.pt"), seed))
    train_action.train(runs / "motions", runs / "action.pt", steps, seed=seed, rate=7e-4, restart=True)
    mark.touch()
