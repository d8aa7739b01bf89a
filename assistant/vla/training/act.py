"""LeRobot's ACT in the place of Vela's hand: told the same numbers, it makes the chunks. For the comparison in beside_act.py only.

LeRobot is imported here alone, and of it only ACT. Knows nothing of motions, scenes or scores.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path

import torch
from torch import Tensor, nn

from assistant.vla.action import ROWS, THING, Hand
from assistant.vla.language import SKILLS

NUMBERS = len(SKILLS) + 2 * THING + 3
"""What both are told beside the joints: skill, thing, goal, spot."""


def act_policy(**sizes) -> nn.Module:
    """LeRobot's ACTPolicy without pictures. SystemExit with what to install when it is not there."""
    found = importlib.util.find_spec("lerobot")
    if found is None:
        raise SystemExit('LeRobot is not here, and ACT is its: docs/training.md, "Side by side", says what to install.')
    zoo = types.ModuleType("lerobot.policies")  # the package itself imports every policy of its zoo, and what those need
    zoo.__path__ = [str(Path(found.origin).parent / "policies")]
    sys.modules.setdefault("lerobot.policies", zoo)
    from lerobot.configs.types import FeatureType, PolicyFeature
    from lerobot.policies.act.configuration_act import ACTConfig
    from lerobot.policies.act.modeling_act import ACTPolicy

    told = {"observation.state": PolicyFeature(FeatureType.STATE, (6,)), "observation.environment_state": PolicyFeature(FeatureType.ENV, (NUMBERS,))}
    made = {"action": PolicyFeature(FeatureType.ACTION, (6,))}
    return ACTPolicy(ACTConfig(chunk_size=ROWS, n_action_steps=ROWS, device="cpu", input_features=told, output_features=made, **sizes))


class Act(nn.Module):
    """A policy of LeRobot's, with mean and standard deviation of all that goes in and out, as LeRobot normalises."""

    def __init__(self, policy: nn.Module) -> None:
        super().__init__()
        self.policy = policy
        for name, width in (("joints", 6), ("numbers", NUMBERS), ("targets", 6)):
            self.register_buffer(f"{name}_mean", torch.zeros(width))
            self.register_buffer(f"{name}_std", torch.ones(width))

    def measure(self, joints: Tensor, numbers: Tensor, future: Tensor) -> None:
        """Takes the scales from examples (N, 6), (N, NUMBERS), (N, ROWS, 6). Once, before training."""
        for name, values in (("joints", joints), ("numbers", numbers), ("targets", future.flatten(0, 1))):
            getattr(self, f"{name}_mean").copy_(values.mean(0))
            getattr(self, f"{name}_std").copy_(values.std(0).clamp(min=1e-2))

    def _batch(self, joints: Tensor, numbers: Tensor) -> dict[str, Tensor]:
        return {"observation.state": (joints - self.joints_mean) / self.joints_std, "observation.environment_state": (numbers - self.numbers_mean) / self.numbers_std}

    def loss(self, joints: Tensor, numbers: Tensor, future: Tensor, known: Tensor) -> tuple[Tensor, dict[str, float]]:
        """ACT's own. future (B, ROWS, 6) absolute targets, known (B, ROWS) which of them count."""
        wanted = {"action": (future - self.targets_mean) / self.targets_std, "action_is_pad": known < 0.5}
        return self.policy(self._batch(joints, numbers) | wanted)

    @torch.no_grad()
    def chunk(self, joints: Tensor, numbers: Tensor) -> Tensor:
        """(B, ROWS, 6) absolute targets in the units of `joints`."""
        return self.policy.predict_action_chunk(self._batch(joints, numbers)) * self.targets_std + self.targets_mean


class ActHand(Hand):
    """Vela's hand, but its chunks are ACT's. When it is done it judges itself."""

    def __init__(self, act: nn.Module) -> None:
        super().__init__()
        self.act = act

    def condition(self, joints: Tensor, skill: Tensor, target: Tensor, goal: Tensor, spot: Tensor, prompt: Tensor | None = None) -> Tensor:
        self._numbers = torch.cat([skill, target, goal, spot], -1)
        return super().condition(joints, skill, target, goal, spot, prompt)

    def chunk(self, joints: Tensor, tokens: Tensor, steps: int = 5, noise: Tensor | None = None) -> Tensor:
        return self.act.chunk(joints, self._numbers)
