"""One hand for two bodies, told apart by the prompt alone: joint targets, and steps of the fingertips. `python -m assistant.vla.training.two_bodies`.

`teach` goes on from a trained hand: under the first body's prompt it must go on doing what it did (it is its own teacher), under the second's it learns
the same motions as steps. `play` has both bodies play the same scenes, with the right prompt, with wordings never trained on, and with each other's.
"""

from __future__ import annotations

import argparse
import copy
import json
import time
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from assistant.evaluation.command import bundled_brain
from assistant.evaluation.command import main as evaluate
from assistant.evaluation.stage import Settings
from assistant.vla.action import ROWS, Hand
from assistant.vla.embodiment import BODIES, prompt_of, prompt_vector
from assistant.vla.end_effector import deltas
from assistant.vla.model import RobotVLA
from assistant.vla.training import motions
from assistant.vla.training.dagger import policy_of
from assistant.vla.training.train_action import examples, load, opening

WORDINGS = {
    "joints": (
        "absolute joint targets, 10 rows a second, 8 rows a chunk.",
        "joint positions to go to, in radians, at 10 Hz.",
        "target angles of all joints; 8 rows, 10 a second.",
        "the angle that each joint is to have, in radians, and how far the gripper is to be open.",
        "position targets for the six servos, 10 a second.",
        "joint space, absolute angles.",
        "what each of the joints should be at next, as an angle.",
        "absolute positions of the joints, radians.",
    ),
    "end_effector": (
        "end-effector deltas in the base frame, x, y, z in metres, pitch and roll in radians, each from the row before; 10 rows a second.",
        "how far the fingertips move from one row to the next: x, y, z, pitch, roll; and the gripper.",
        "Cartesian increments of the tool, 10 a second, and the gripper's opening.",
        "small steps of the hand in space, metres and radians, relative to where it was.",
        "relative motion of the end effector: translation, pitch, roll, gripper.",
        "delta x, delta y, delta z of the gripper, and how it turns.",
        "task space, changes of the tool's pose from step to step.",
        "movement of the fingertips, each row relative to the last.",
    ),
}
HELD_OUT = {
    "joints": ("the angles in which the servos are to stand, eight at a time.", "absolute joint angle commands."),
    "end_effector": ("displacement of the gripper's tip, in metres, since the row before.", "end-effector velocity steps: forward, sideways, up, tilt and twist."),
}
ROWS_PLAYED: dict[str, tuple[str, str, str]] = {
    "joints": ("joints", "joints", ""), "end_effector": ("end_effector", "end_effector", ""),
    "joints, wording 1 kept apart": ("joints", "joints", "0"), "joints, wording 2 kept apart": ("joints", "joints", "1"),
    "end_effector, wording 1 kept apart": ("end_effector", "end_effector", "0"), "end_effector, wording 2 kept apart": ("end_effector", "end_effector", "1"),
    "joints, told the other's": ("joints", "end_effector", ""), "end_effector, told the other's": ("end_effector", "joints", ""),
}
"""Name of a row: what the robot's controller takes, whose prompt the model is given, and which of the held-out wordings, if any."""
SUITES = ("pick", "place")


def vectors(model: RobotVLA, body: str) -> Tensor:
    """(W, PROMPT): what the hand is told by the body's prompt and by each of its wordings."""
    texts = [prompt_of(body), *WORDINGS[body]]
    return torch.cat([prompt_vector(text, model.reading.tokenizer, model.language.meaning) for text in texts])


def teach(model: RobotVLA, folder: Path, out: Path, steps: int, batch: int = 128, rate: float = 7e-4, seed: int = 0, itself: bool = True) -> Hand:
    """Trains the model's hand for `steps` batches, half of them for each body, and writes it; goes on from `out` if it is there.

    itself: the first body is taught by what the hand was before, not by the motions.
    """
    torch.manual_seed(seed)
    teacher, hand = copy.deepcopy(model.hand).eval(), model.hand.train()
    for parameter in hand.parameters():
        parameter.requires_grad_(True)
    data = load(folder)
    data["joints"], data["future"] = opening(data["joints"]), opening(data["future"])
    data["steps"] = torch.cat([deltas(hand.body, j, f) for j, f in zip(data["joints"].split(4096), data["future"].split(4096))])
    if not hand.step_scale.ne(1).any():
        hand.step_mean.copy_(data["steps"].mean(0))
        hand.step_scale.copy_(data["steps"].std(0).clamp(min=2e-3))
    told = {body: vectors(model, body) for body in BODIES}
    optimizer, done = torch.optim.AdamW(hand.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.005), 0
    if out.exists():
        state = torch.load(out, weights_only=True)
        hand.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    rng, parts, began = torch.Generator().manual_seed(seed + done), {}, time.time()
    for step in range(done, steps):
        for group in optimizer.param_groups:
            group["lr"] = float(rate * min(1.0, (step + 1) / 100) * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * step / steps))))
        condition, b = examples(data, batch, rng)
        half = batch // 2
        chosen = [told[body][torch.randint(0, len(told[body]), (half,), generator=rng)] for body in BODIES]
        goal = torch.cat([(b["future"][:half] - condition[0][:half, None] - hand.mean) / hand.scale, (b["steps"][half:] - hand.step_mean) / hand.step_scale])
        noise = torch.randn(goal.shape, generator=rng) * (torch.rand(batch, 1, 1, generator=rng) > 0.4)  # the calm start is practised too
        moment = torch.randint(0, 5, (batch,), generator=rng) / 5.0
        noisy = noise + moment[:, None, None] * (goal - noise)
        tokens = hand.condition(*condition, torch.cat(chosen))
        with torch.no_grad():
            wanted, finished, known = goal - noise, b["done"], b["known"]
            if itself:
                before = teacher.condition(*condition)
                wanted[:half] = teacher.velocity(noisy[:half], moment[:half], before[:half])
                finished = torch.sigmoid(teacher.done(before.flatten(1))[:, 0])
                known = torch.cat([torch.ones(half, ROWS), known[half:]])
        error = (hand.velocity(noisy, moment, tokens) - wanted).abs().mean(-1)
        weight = known * torch.linspace(1.5, 0.6, ROWS)
        kept, learned = ((error[part] * weight[part]).sum() / weight[part].sum() for part in (slice(half), slice(half, None)))
        judged = F.binary_cross_entropy_with_logits(hand.done(tokens.flatten(1))[:, 0], finished)
        loss = 2 * kept + learned + 0.3 * judged
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(hand.parameters(), 1.0)
        optimizer.step()
        for name, value in (("kept", kept), ("learned", learned), ("done", judged)):
            parts.setdefault(name, []).append(float(value.detach()))
        if (step + 1) % 100 == 0 or step + 1 == steps:
            print(f"two bodies {step + 1}/{steps} {' '.join(f'{k} {np.mean(v):.4f}' for k, v in parts.items())} {(step + 1 - done) * batch / (time.time() - began):.0f}/s", flush=True)
            parts = {}
            torch.save({"model": hand.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, out.with_suffix(".tmp"))
            out.with_suffix(".tmp").rename(out)
    return hand.eval()


def taught(checkpoint: Path, runs: Path, steps: int, seed: int = 0) -> None:
    """Teaches the hand of the model in `checkpoint` both bodies, on the motions in `runs`, and saves the model there."""
    model = RobotVLA.from_pretrained(checkpoint)
    model.hand = teach(model, runs / "motions", runs / "two_bodies.pt", steps, seed=seed)
    model.save_pretrained(checkpoint)


def go_on(checkpoint: Path, runs: Path, out: Path, shards: int, steps: int, seed: int = 0, frames: int = 3000) -> None:
    """The hand of a finished checkpoint learns both bodies on new motions, then on half as many in which it took turns with the demonstrator (DAgger), and is saved to `out`. Resumable."""
    model = RobotVLA.from_pretrained(checkpoint)
    for turn, (many, policy) in enumerate(((shards, None), (max(1, shards // 2), policy_of))):
        told = prompt_vector(prompt_of("joints"), model.reading.tokenizer, model.language.meaning)
        first = seed * 10_000 + 100 * turn
        motions.collect(runs / "motions", range(first, first + many), frames, policy and policy(model.hand.eval(), seed, told))
        model.hand = teach(model, runs / "motions", runs / f"two_bodies-{turn}.pt", steps, batch=256, seed=seed + turn, itself=False)
    model.save_pretrained(out)


def brain(row: str, settings: Settings) -> RobotVLA:
    """The model for a row of the table."""
    takes, told, wording = ROWS_PLAYED[row]
    model = bundled_brain(settings)
    model.embody(takes, HELD_OUT[told][int(wording)] if wording else prompt_of(told))
    return model


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="two_bodies", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=Path, default=Path("runs"))
    parser.add_argument("--checkpoint", type=Path, default=Settings().checkpoint, help="the model whose hand is taught, or that plays")
    parser.add_argument("--stages", nargs="+", choices=("teach", "play"), default=("teach", "play"))
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--rows", nargs="+", choices=tuple(ROWS_PLAYED), default=tuple(ROWS_PLAYED))
    parser.add_argument("--episodes", type=int, default=60, help="of each suite")
    parser.add_argument("--scenes", type=int, default=5000, help="seed of the scenes")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(argv)
    torch.set_num_threads(1)
    if "teach" in options.stages:
        motions.collect(options.runs / "motions", range(14))
        taught(options.checkpoint, options.runs, options.steps)
    if "play" not in options.stages:
        return 0
    for row in options.rows:
        cells = []
        for suite in SUITES:
            out = options.runs / f"bodies-{list(ROWS_PLAYED).index(row)}-{suite}.json"
            evaluate(["--suite", suite, "--episodes", str(options.episodes), "--seed", str(options.scenes), "--workers", str(options.workers), "--checkpoint", str(options.checkpoint),
                      "--json", str(out)], make_brain=partial(brain, row))
            played = json.loads(out.read_text())
            cells.append(f"{played['passed']} of {played['scenarios']}")
        print(f"| {row} | {' | '.join(cells)} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
