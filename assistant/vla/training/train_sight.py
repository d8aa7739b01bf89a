"""Teaches sight on pictures with the truth beside them. Resumable; logs what it gets right on pictures kept apart."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import torch

from assistant.vla import depth
from assistant.vla.sight import Fovea, Sight, find_objects, fovea_loss, ground_terms, sight_loss
from assistant.vla.training.muon import Muon


def load(paths: list[Path]) -> tuple[np.ndarray, np.ndarray]:
    shards = [np.load(p) for p in paths]
    return np.concatenate([s["image"] for s in shards]), np.concatenate([s["label"] for s in shards])


def augment(image: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    """(B, 3, H, W) in [0, 1]: light, tint and noise as cameras have them; geometry untouched, for the camera stands still."""
    b = image.shape[0]
    gain = 1 + 0.18 * torch.randn(b, 1, 1, 1, generator=rng)
    tint = 1 + 0.05 * torch.randn(b, 3, 1, 1, generator=rng)
    noise = torch.randn(image.shape, generator=rng) * 0.02 * torch.rand(b, 1, 1, 1, generator=rng)
    return (image * gain * tint + 0.03 * torch.randn(b, 1, 1, 1, generator=rng) + noise).clamp(0, 1)


def fit_ground(labels: np.ndarray) -> torch.Tensor:
    """(6, 3): least squares from pixel to place over all labelled things."""
    rows = torch.from_numpy(labels.reshape(-1, 14))
    rows = rows[rows[:, 12] > 0]
    return torch.linalg.lstsq(ground_terms(rows[:, :2]), rows[:, 2:5]).solution


def fit_camera(labels: np.ndarray, focal: float) -> torch.Tensor:
    """(3, 4): the pose of the camera from which all labelled things are seen where they are, as `depth.fit_camera` has it."""
    rows = labels.reshape(-1, 14).astype(np.float64)
    rows = rows[rows[:, 12] > 0]
    return torch.from_numpy(depth.fit_camera(rows[:, :2], rows[:, 2:5], focal)).float()


def picture(batch: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(batch).permute(0, 3, 1, 2).float().div_(255)


@torch.no_grad()
def score(model: Sight, images: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """On pictures kept apart: recall, wrong finds per picture, accuracies of what was found, median and 95th percentile place error in mm."""
    hits = total = extra = 0
    right = {"kind": 0, "color": 0, "size": 0, "held": 0}
    sized, errors = 0, []
    for start in range(0, len(images), 50):
        objects = find_objects(model(picture(images[start : start + 50])), model.ground)
        for b in range(objects.present.shape[0]):
            truth = labels[start + b]
            truth = truth[(truth[:, 12] > 0) & (truth[:, 11] >= 6)]
            free = [n for n in range(objects.present.shape[1]) if objects.present[b, n]]
            total += len(truth)
            for t in truth:
                if not free:
                    break
                same = [n for n in free if (int(objects.kind[b, n].argmax()) < 4) == (t[7] < 4)]
                if not same:
                    continue
                n = min(same, key=lambda n: float(np.hypot(*(objects.pixel[b, n].numpy() - t[:2]))))
                if np.hypot(*(objects.pixel[b, n].numpy() - t[:2])) > 6:
                    continue
                free.remove(n)
                hits += 1
                right["kind"] += int(objects.kind[b, n].argmax()) == int(t[7])
                right["color"] += int(objects.color[b, n].argmax()) == int(t[8])
                right["held"] += (float(objects.held[b, n]) > 0.5) == (t[10] > 0.5)
                if t[7] in (0, 2):
                    sized += 1
                    right["size"] += int(objects.size[b, n].argmax()) == int(t[9])
                errors.append(1000 * np.linalg.norm(objects.place[b, n].numpy() - t[2:5]))
            extra += len(free)
    errors = np.array(errors or [np.nan])
    return {"recall": hits / max(total, 1), "extra": extra / len(images), "kind": right["kind"] / max(hits, 1), "color": right["color"] / max(hits, 1),
            "held": right["held"] / max(hits, 1), "size": right["size"] / max(sized, 1), "mm": float(np.median(errors)), "mm95": float(np.percentile(errors, 95))}


def train(pictures: Path, out: Path, steps: int, batch: int = 32, rate: float = 2e-3, seed: int = 0, held_out: int = 1) -> None:
    """Trains for `steps` and writes `out` every 250; goes on from `out` if it is there. New shards are taken in as they appear."""
    torch.manual_seed(seed)
    draw, rng = torch.Generator().manual_seed(seed), np.random.default_rng(seed)
    model = Sight().to(memory_format=torch.channels_last)
    kernels = [p for p in model.trunk.parameters() if p.ndim == 4]
    rest = [p for p in model.parameters() if not any(p is k for k in kernels)]
    optimizers, done = (Muon(kernels, rate), torch.optim.AdamW(rest, rate, betas=(0.9, 0.98), weight_decay=0.02)), 0
    if out.exists():
        state = torch.load(out, weights_only=True)
        model.load_state_dict(state["model"])
        for optimizer, kept in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(kept)
        done = state["step"]
    paths: list[Path] = []
    test_images, test_labels = load(sorted(pictures.glob("*[0-9].npz"))[:held_out])
    started, running = time.time(), []
    for step in range(done, steps):
        if step % 500 == done % 500:
            now = sorted(pictures.glob("*[0-9].npz"))[held_out:]
            if now != paths:
                paths = now
                images, labels = load(paths)
                if float(model.ground.abs().sum()) == 0:
                    model.ground.copy_(fit_ground(labels))
                    model.camera.copy_(fit_camera(labels, float(np.load(paths[0])["focal"][0])))
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = float(rate * min(1.0, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * min(step / steps, 1.0)))))
        pick = rng.integers(0, len(images), batch)
        loss, parts = sight_loss(model(augment(picture(images[pick]), draw).contiguous(memory_format=torch.channels_last)), torch.from_numpy(labels[pick]), model.ground)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        for optimizer in optimizers:
            optimizer.step()
        running.append(float(loss.detach()))
        if (step + 1) % 250 == 0 or step + 1 == steps:
            model.eval()
            result = score(model, test_images[:300], test_labels[:300])
            model.train()
            print(f"sight {step + 1}/{steps} loss {np.mean(running):.3f} {' '.join(f'{k} {v:.3f}' for k, v in result.items())} "
                  f"pictures {len(images)} {(step + 1 - done) * batch / (time.time() - started):.0f}/s", flush=True)
            running = []
            state = {"model": model.state_dict(), "optimizers": [optimizer.state_dict() for optimizer in optimizers], "step": step + 1}
            torch.save(state, out.with_suffix(".tmp"))
            out.with_suffix(".tmp").rename(out)


def train_fovea(pictures: Path, sight: Path, out: Path, steps: int, batch: int = 96, rate: float = 1.5e-3, seed: int = 0) -> None:
    """Teaches the fovea on glimpses about things that can be picked up; `sight` gives the ground map. Resumable as `train` is."""
    torch.manual_seed(seed)
    draw = torch.Generator().manual_seed(seed)
    ground = torch.load(sight, weights_only=True)["model"]["ground"]
    shards = [np.load(p) for p in sorted(pictures.glob("*[0-9].npz"))]
    glimpse, pixel, label = (torch.from_numpy(np.concatenate([s[k] for s in shards])) for k in ("glimpse", "glimpse_pixel", "glimpse_label"))
    apart = len(shards[0]["glimpse"]) // 2
    model = Fovea()
    optimizer = torch.optim.AdamW(model.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.02)
    done = 0
    if out.exists():
        state = torch.load(out, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    started, parts = time.time(), {}
    for step in range(done, steps):
        for group in optimizer.param_groups:
            group["lr"] = float(rate * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * step / steps))))
        pick = torch.randint(apart, len(glimpse), (batch,), generator=draw)
        image = augment(glimpse[pick].permute(0, 3, 1, 2).float() / 255, draw)
        loss, told = fovea_loss(model(image, pixel[pick]), pixel[pick], label[pick], ground)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        for key, value in told.items():
            parts.setdefault(key, []).append(value)
        if (step + 1) % 200 == 0 or step + 1 == steps:
            with torch.no_grad():
                seen = [model(glimpse[i : min(i + 200, apart)].permute(0, 3, 1, 2).float() / 255, pixel[i : min(i + 200, apart)]) for i in range(0, min(apart, 1000), 200)]
            said = [torch.cat([s[k] for s in seen]) for k in range(7)]
            truth, small = label[: len(said[0])], pixel[: len(said[0])]
            place = said[1] * 0.1 + ground_terms(small + said[0]) @ ground
            error = 1000 * (place - truth[:, 2:5]).norm(dim=-1)
            right = " ".join(f"{name} {float((said[k].argmax(-1) == truth[:, c]).float().mean()):.3f}" for name, k, c in (("kind", 3, 7), ("color", 4, 8), ("size", 5, 9)))
            print(f"fovea {step + 1}/{steps} {' '.join(f'{k} {np.mean(v):.3f}' for k, v in parts.items())} | apart {right} held {float(((said[6][:, 0] > 0) == (truth[:, 10] > 0.5)).float().mean()):.3f} "
                  f"mm {float(error.median()):.1f} mm95 {float(error.quantile(0.95)):.1f} glimpses {len(glimpse)} {(step + 1 - done) * batch / (time.time() - started):.0f}/s", flush=True)
            parts = {}
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}, out.with_suffix(".tmp"))
            out.with_suffix(".tmp").rename(out)
