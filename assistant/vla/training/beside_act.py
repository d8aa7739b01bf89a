"""Vela's hand beside LeRobot's ACT: the same motions, the same minutes of one thread, the same scenes. `python -m assistant.vla.training.beside_act`.

Both are told the joints and the same grounded condition (skill, thing, goal, spot), and make chunks of 8 targets at 10 Hz. In the scenes only the chunks
differ: sight, language, grounding and the judgement of when it is done (that of the hand trained here) are Vela's in both. Minutes are the process's own
processor time, so that other processes disturb them little. docs/training.md says what to install.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from pathlib import Path
from typing import Any, Callable

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from assistant.bench import vla as bench
from assistant.evaluation.command import bundled_brain
from assistant.evaluation.command import main as evaluate
from assistant.evaluation.stage import Settings
from assistant.vla.action import Hand
from assistant.vla.training import motions
from assistant.vla.training.act import Act, ActHand, act_policy
from assistant.vla.training.demonstrator import Arm
from assistant.vla.training.train_action import examples, load, opening, set_body

ACTS: dict[str, dict[str, int]] = {"act": {"dim_model": 144, "n_heads": 4, "dim_feedforward": 576}, "act-default": {}}
"""ACT at the size of Vela's hand, and at LeRobot's own."""
FLOW = {"vela": 5, "vela-1": 1}
"""Steps in which the flow is integrated; the second is the first's weights."""
NAMES = (*FLOW, *ACTS)
RATES = {"vela": 1e-3, "act": 1e-3, "act-default": 1e-4}
"""Highest rates of learning. LeRobot's own, 1e-5 for 100,000 batches of 8, would hardly move in minutes."""
BATCHES = {"vela": 128, "act": 128, "act-default": 8}
"""Motions in a batch. The last is LeRobot's own: at that size a thread sees forty motions a second, and larger batches would be too few to learn from."""
SHARDS = 14
SUITES = ("pick", "place")
STAGES = ("motions", "train", "measure", "play", "table")


def read_motions(folder: Path) -> dict[str, Tensor]:
    data = load(folder)
    data["joints"], data["future"] = opening(data["joints"]), opening(data["future"])
    return data


def _new_hand(data: dict[str, Tensor]) -> Hand:
    hand = Hand()
    set_body(hand, Arm())
    away = data["future"] - data["joints"][:, None]
    hand.mean.copy_(away.mean(0))
    hand.scale.copy_(away.std(0).clamp(min=0.02))
    return hand


def learner(name: str, data: dict[str, Tensor], seed: int, rate: float) -> tuple[nn.Module, torch.optim.Optimizer, float, Callable]:
    """A new policy, its optimizer, the longest its gradient may be, and its loss of (told, frames, rng)."""
    torch.manual_seed(seed)
    if name == "vela":
        hand = _new_hand(data)
        return hand, torch.optim.AdamW(hand.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.005), 1.0, (
            lambda told, b, rng: hand.loss(told[0], hand.condition(*told), b["future"], b["known"], b["done"], rng))
    act = Act(act_policy(**ACTS[name]))
    told, b = examples(data, 8192, torch.Generator().manual_seed(seed))
    act.measure(told[0], torch.cat(told[1:], -1), b["future"])
    return act, torch.optim.AdamW(act.parameters(), rate, weight_decay=1e-4), 10.0, (
        lambda told, b, rng: act.loss(told[0], torch.cat(told[1:], -1), b["future"], b["known"]))


def train(name: str, data: dict[str, Tensor], seconds: float, seed: int, rate: float) -> tuple[nn.Module, int]:
    """Trains from nothing for so many seconds of processor time; the policy, and how many batches that was."""
    policy, optimizer, longest, loss_of = learner(name, data, seed, rate)
    rng, step, losses, began = torch.Generator().manual_seed(seed), 0, [], time.process_time()
    while (share := (time.process_time() - began) / seconds) < 1.0:
        for group in optimizer.param_groups:
            group["lr"] = float(rate * min(1.0, (step + 1) / 200) * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * share))))
        told, b = examples(data, BATCHES[name], rng)
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


def weights(runs: Path, name: str) -> Path:
    return runs / f"{'vela' if name in FLOW else name}.safetensors"


def restore(runs: Path, name: str) -> nn.Module:
    policy = Hand() if name in FLOW else Act(act_policy(**ACTS[name]))
    policy.load_state_dict(load_file(weights(runs, name)))
    return policy.eval()


def brain(runs: Path, name: str, settings: Settings):
    """The bundled model, its hand the one trained here, or that with ACT's chunks."""
    model = bundled_brain(settings)
    model.hand.load_state_dict(load_file(weights(runs, "vela")))
    if name in ACTS:
        taught, model.hand = model.hand, ActHand(restore(runs, name)).eval()
        model.hand.load_state_dict(taught.state_dict(), strict=False)
    else:
        model.config.flow_steps = FLOW[name]
    return model


@torch.no_grad()
def measure(runs: Path, name: str, kept: dict[str, Tensor], looks: int = 200) -> dict[str, Any]:
    """Median milliseconds of processor time of a chunk, and of a whole look with its chunk; mean error of the targets on motions kept apart (rad, share of opening)."""
    policy, rng, spent = restore(runs, name), torch.Generator().manual_seed(1), []
    if name in FLOW:
        make = lambda joints, *told: policy.chunk(joints, policy.condition(joints, *told), FLOW[name])  # noqa: E731
    else:
        make = lambda joints, *told: policy.chunk(joints, torch.cat(told, -1))  # noqa: E731
    told, b = examples(kept, 2048, rng)
    error = ((make(*told) - b["future"]).abs().mean(-1) * b["known"]).sum() / b["known"].sum()
    for index in range(looks):
        began = time.process_time()
        make(*(x[index : index + 1] for x in told))
        spent.append(time.process_time() - began)
    settings = Settings()
    act = bench.measure(partial(brain, runs, name, settings), bench.cases(20, 1, settings.home), bench.Budget(4, 0.2))["act_next_chunk"]["cpu_seconds"]["p50"]
    return {"chunk_ms": round(1e3 * float(np.median(spent)), 2), "look_ms": round(1e3 * act, 1), "error": round(float(error), 4),
            "parameters": sum(p.numel() for p in policy.parameters()), "bytes": weights(runs, name).stat().st_size}


def table(runs: Path, names: list[str]) -> list[str]:
    """Markdown, of what was trained, measured and played."""
    head = ("", *SUITES, "wrong thing moved", "chunk, ms", "look and chunk, ms", "Hz", "parameters", "file", "samples seen", "error kept apart")
    rows = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name in names:
        facts = json.loads((runs / f"{name}-facts.json").read_text())
        taught = json.loads((runs / f"{weights(runs, name).stem}-taught.json").read_text())
        played = [json.loads(p.read_text()) if (p := runs / f"{name}-{suite}.json").exists() else None for suite in SUITES]
        wrong, acts = (sum(p["wrong_object"][key] for p in played if p) for key in ("count", "n"))
        cells = [f"{p['passed']} of {p['scenarios']}" if p else "not played" for p in played]
        cells += [f"{wrong} of {acts}", f"{facts['chunk_ms']:.1f}", f"{facts['look_ms']:.0f}", f"{1e3 / facts['look_ms']:.0f}", f"{facts['parameters'] / 1e6:.2f} M"]
        rows.append("| " + " | ".join([name, *cells, f"{facts['bytes'] / 1e6:.1f} MB", f"{taught['samples']:,}", f"{facts['error']:.4f}"]) + " |")
    return rows


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="beside_act", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(NAMES), help=f"which: {', '.join(NAMES)} (default all, in this order: the others need vela's weights)")
    parser.add_argument("--runs", type=Path, default=Path("runs/beside_act"))
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES)
    parser.add_argument("--minutes", type=float, default=12.0, help="of processor time, for each")
    parser.add_argument("--rate", type=float, help="highest rate of learning, instead of the usual")
    parser.add_argument("--episodes", type=int, default=60, help="of each suite")
    parser.add_argument("--seed", type=int, default=0, help="of the training")
    parser.add_argument("--scenes", type=int, default=4000, help="seed of the scenes")
    options = parser.parse_args(argv)
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"there is no {min(unknown)!r}; there are {', '.join(NAMES)}")
    torch.set_num_threads(1)
    runs = options.runs
    if "motions" in options.stages:
        motions.collect(runs / "motions", range(SHARDS))
        motions.collect(runs / "kept", range(SHARDS, SHARDS + 1))
    for name in options.names:
        if "train" in options.stages and name in RATES:
            policy, steps = train(name, read_motions(runs / "motions"), 60 * options.minutes, options.seed, options.rate or RATES[name])
            save_file(policy.state_dict(), weights(runs, name))
            (runs / f"{name}-taught.json").write_text(json.dumps({"minutes": options.minutes, "batches": steps, "samples": steps * BATCHES[name]}) + "\n")
        if "measure" in options.stages:
            facts = measure(runs, name, read_motions(runs / "kept"))
            (runs / f"{name}-facts.json").write_text(json.dumps(facts) + "\n")
            print(name, facts, flush=True)
        for suite in SUITES if "play" in options.stages else ():
            words = ["--suite", suite, "--episodes", str(options.episodes), "--seed", str(options.scenes), "--workers", "1", "--json", str(runs / f"{name}-{suite}.json")]
            evaluate(words, make_brain=partial(brain, runs, name))
    if "table" in options.stages:
        print("\n".join(table(runs, options.names)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
