"""Vela's hand beside LeRobot's ACT: the same motions, the same minutes of one thread, the same scenes. `python -m assistant.vla.training.beside_act`.

Both are given the joints and the same grounded condition (skill, thing, goal, spot), and make chunks of 8 targets at 10 Hz. In the scenes only the chunks
differ: sight, language, grounding and the judgement of when it is done (that of the hand trained here) are Vela's in both. Minutes are the process's own
processor time, so that other processes disturb them little. LeRobot is imported here alone, and only its ACT; see docs/training.md for what to install.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
import types
from functools import partial
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from assistant.evaluation.command import bundled_brain
from assistant.evaluation.command import main as evaluate
from assistant.evaluation.stage import Settings
from assistant.vla.action import ROWS, THING, Hand
from assistant.vla.language import SKILLS
from assistant.vla.training import motions
from assistant.vla.training.demonstrator import Arm
from assistant.vla.training.train_action import examples, load, opening, set_body

NUMBERS = len(SKILLS) + 2 * THING + 3
"""What both are told beside the joints: skill, thing, goal, spot."""
SMALL = {"dim_model": 144, "n_heads": 4, "dim_feedforward": 576}
ACTS = {"act": SMALL, "act-default": {}}
"""ACT at the size of Vela's hand, and at LeRobot's own."""
NAMES = ("vela", *ACTS)
RATES = {"vela": 1e-3, "act": 1e-3, "act-default": 1e-4}
"""Highest rates of learning. LeRobot's own, 1e-5 for 100,000 batches of 8, would hardly move in minutes."""
SHARDS, BATCH = 14, 128
SUITES = ("pick", "place")


def act_policy(**sizes) -> nn.Module:
    """LeRobot's ACTPolicy without pictures. SystemExit with what to install when it is not there."""
    found = importlib.util.find_spec("lerobot")
    if found is None:
        raise SystemExit("LeRobot is not here, and ACT is its: see docs/training.md, \"Side by side\", for what to install beside Vela.")
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
    """A policy of LeRobot's with its own normalisation, mean and standard deviation of all that goes in and out."""

    def __init__(self, policy: nn.Module) -> None:
        super().__init__()
        self.policy = policy
        for name, width in (("joints", 6), ("numbers", NUMBERS), ("targets", 6)):
            self.register_buffer(f"{name}_mean", torch.zeros(width))
            self.register_buffer(f"{name}_std", torch.ones(width))

    def measure(self, joints: Tensor, numbers: Tensor, future: Tensor) -> None:
        for name, values in (("joints", joints), ("numbers", numbers), ("targets", future.flatten(0, 1))):
            getattr(self, f"{name}_mean").copy_(values.mean(0))
            getattr(self, f"{name}_std").copy_(values.std(0).clamp(min=1e-2))

    def _batch(self, joints: Tensor, numbers: Tensor) -> dict[str, Tensor]:
        return {"observation.state": (joints - self.joints_mean) / self.joints_std, "observation.environment_state": (numbers - self.numbers_mean) / self.numbers_std}

    def loss(self, joints: Tensor, numbers: Tensor, future: Tensor, known: Tensor) -> tuple[Tensor, dict[str, float]]:
        wanted = {"action": (future - self.targets_mean) / self.targets_std, "action_is_pad": known < 0.5}
        return self.policy(self._batch(joints, numbers) | wanted)

    @torch.no_grad()
    def chunk(self, joints: Tensor, numbers: Tensor) -> Tensor:
        """(B, ROWS, 6) absolute targets in the units of `joints`."""
        return self.policy.predict_action_chunk(self._batch(joints, numbers)) * self.targets_std + self.targets_mean


class ActHand(Hand):
    """Vela's hand, but its chunks are ACT's. When it is done it judges itself."""

    def give(self, act: Act) -> ActHand:
        self.act = act
        return self

    def condition(self, joints: Tensor, *told: Tensor) -> Tensor:
        self._numbers = torch.cat(told, -1)
        return super().condition(joints, *told)

    def chunk(self, joints: Tensor, tokens: Tensor, steps: int = 5, noise: Tensor | None = None) -> Tensor:
        return self.act.chunk(joints, self._numbers)


def _motions(folder: Path) -> dict[str, Tensor]:
    data = load(folder)
    data["joints"], data["future"] = opening(data["joints"]), opening(data["future"])
    return data


def _hand(data: dict[str, Tensor]) -> Hand:
    hand = Hand()
    set_body(hand, Arm())
    away = data["future"] - data["joints"][:, None]
    hand.mean.copy_(away.mean(0))
    hand.scale.copy_(away.std(0).clamp(min=0.02))
    return hand


def learner(name: str, data: dict[str, Tensor], seed: int, rate: float) -> tuple[nn.Module, torch.optim.Optimizer, float, Callable]:
    """A new policy, its optimizer, the longest step of its gradient, and its loss of (condition, frames, rng)."""
    torch.manual_seed(seed)
    if name == "vela":
        hand = _hand(data)
        return hand, torch.optim.AdamW(hand.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.005), 1.0, (
            lambda told, b, rng: hand.loss(told[0], hand.condition(*told), b["future"], b["known"], b["done"], rng))
    act = Act(act_policy(**ACTS[name]))
    told, b = examples(data, 8192, torch.Generator().manual_seed(seed))
    act.measure(told[0], torch.cat(told[1:], -1), b["future"])
    return act, torch.optim.AdamW(act.parameters(), rate, weight_decay=1e-4), 10.0, (
        lambda told, b, rng: act.loss(told[0], torch.cat(told[1:], -1), b["future"], b["known"]))


def train(name: str, data: dict[str, Tensor], seconds: float, seed: int, rate: float) -> tuple[nn.Module, int]:
    """Trains from nothing for so many seconds of processor time; the policy and how many batches it was."""
    policy, optimizer, longest, loss_of = learner(name, data, seed, rate)
    rng, step, losses, began = torch.Generator().manual_seed(seed), 0, [], time.process_time()
    while (share := (time.process_time() - began) / seconds) < 1.0:
        for group in optimizer.param_groups:
            group["lr"] = float(rate * min(1.0, (step + 1) / 200) * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * share))))
        told, b = examples(data, BATCH, rng)
        loss, parts = loss_of(told, b, rng)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(policy.parameters(), longest)
        optimizer.step()
        losses.append(next(iter(parts.values())))
        step += 1
        if step % 100 == 0:
            print(f"{name} {share:.0%} batch {step}: {np.mean(losses[-100:]):.4f}", flush=True)
    return policy.eval(), step


def restore(name: str, runs: Path) -> nn.Module:
    policy = Hand() if name == "vela" else Act(act_policy(**ACTS[name]))
    policy.load_state_dict(load_file(runs / f"{name}.safetensors"))
    return policy.eval()


def brain(runs: Path, name: str, settings: Settings):
    """The bundled model, its hand the one trained here or that with ACT's chunks."""
    model = bundled_brain(settings)
    model.hand.load_state_dict(restore("vela", runs).state_dict())
    if name != "vela":
        hand = ActHand()
        hand.load_state_dict(model.hand.state_dict())
        model.hand = hand.give(restore(name, runs)).eval()
    return model


def chunk_of(name: str, policy: nn.Module) -> Callable[..., Tensor]:
    if name == "vela":
        return lambda joints, *told: policy.chunk(joints, policy.condition(joints, *told))
    return lambda joints, *told: policy.chunk(joints, torch.cat(told, -1))


@torch.no_grad()
def measured(name: str, policy: nn.Module, kept: dict[str, Tensor], looks: int = 200) -> dict[str, float]:
    """Milliseconds of processor time of a chunk (median), chunks a second, and the mean error of targets on motions kept apart (rad, and share of opening)."""
    make, rng, spent = chunk_of(name, policy), torch.Generator().manual_seed(1), []
    told, b = examples(kept, 2048, rng)
    error = ((make(*told) - b["future"]).abs().mean(-1) * b["known"]).sum() / b["known"].sum()
    for index in range(looks):
        one = [x[index : index + 1] for x in told]
        began = time.process_time()
        make(*one)
        spent.append(time.process_time() - began)
    middle = float(np.median(spent))
    return {"ms": round(1e3 * middle, 2), "hz": round(1 / middle, 1), "error": round(float(error), 4), "parameters": sum(p.numel() for p in policy.parameters())}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="beside_act", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(NAMES), help=f"which: {', '.join(NAMES)} (default all; vela must be trained before an act is played)")
    parser.add_argument("--runs", type=Path, default=Path("runs/beside_act"))
    parser.add_argument("--stages", nargs="+", choices=("motions", "train", "play", "table"), default=("motions", "train", "play", "table"))
    parser.add_argument("--minutes", type=float, default=12.0, help="of processor time, for each")
    parser.add_argument("--rate", type=float, help="highest rate of learning, instead of the one in RATES")
    parser.add_argument("--episodes", type=int, default=60, help="of each suite")
    parser.add_argument("--seed", type=int, default=0, help="of the training")
    parser.add_argument("--scenes", type=int, default=4000, help="seed of the scenes")
    options = parser.parse_args(argv)
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"there is no {min(unknown)!r}; there are {', '.join(NAMES)}")
    torch.set_num_threads(1)
    runs, kept = options.runs, options.runs / "kept"
    if "motions" in options.stages:
        motions.collect(runs / "motions", range(SHARDS))
        motions.collect(kept, range(SHARDS, SHARDS + 1))
    for name in options.names:
        if "train" in options.stages:
            policy, steps = train(name, _motions(runs / "motions"), 60 * options.minutes, options.seed, options.rate or RATES[name])
            save_file(policy.state_dict(), runs / f"{name}.safetensors")
            facts = {"minutes": options.minutes, "batches": steps, "samples": steps * BATCH} | measured(name, policy, _motions(kept))
            (runs / f"{name}.json").write_text(json.dumps(facts) + "\n")
            print(name, facts, flush=True)
        for suite in SUITES if "play" in options.stages else ():
            words = ["--suite", suite, "--episodes", str(options.episodes), "--seed", str(options.scenes), "--workers", "1", "--json", str(runs / f"{name}-{suite}.json")]
            evaluate(words, make_brain=partial(brain, runs, name))
    if "table" in options.stages:
        print("\n".join(table(runs, options.names)))
    return 0


def table(runs: Path, names: list[str]) -> list[str]:
    """Markdown, of what was trained and played."""
    head = ("", "picked", "placed", "wrong thing moved", "chunk, ms", "chunks/s", "parameters", "file, MB", "samples seen", "error kept apart")
    rows = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name in names:
        facts = json.loads((runs / f"{name}.json").read_text())
        played = [json.loads((runs / f"{name}-{suite}.json").read_text()) for suite in SUITES if (runs / f"{name}-{suite}.json").exists()]
        won = [f"{p['passed']} of {p['scenarios']}" for p in played] + ["not played"] * (len(SUITES) - len(played))
        wrong, acts = (sum(p["wrong_object"][key] for p in played) for key in ("count", "n"))
        size = (runs / f"{name}.safetensors").stat().st_size / 1e6
        rows.append("| " + " | ".join([name, *won, f"{wrong} of {acts}", f"{facts['ms']}", f"{facts['hz']}", f"{facts['parameters'] / 1e6:.2f} M",
                                       f"{size:.1f}", f"{facts['samples']}", f"{facts['error']}"]) + " |")
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
