"""The eye of the bundled model: a picture becomes object tokens, each with what it seems to be and where.

A small convolutional encoder at two scales, and two heat maps whose peaks are the things (CenterNet, Zhou et al. 2019):
one for what can be picked up, one for what things are put in or on, so that a ball in a bowl is two things.
The whole picture is searched small; at each find that can be picked up the fovea looks again at full sharpness and says what and where it is.
Knows pixels; nothing of words or motion.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from assistant.vla.shapes import SIZED

KINDS = ("cube", "cup", "ball", "can", "bowl", "plate", "box")
COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "pink", "white", "black")
SIZES = ("small", "medium", "large")
PICKABLE = 4
"""The first four kinds can be picked up."""
_SIZED = tuple(KINDS.index(kind) for kind in SIZED)

WIDTH, HEIGHT = 192, 144
STRIDE = 4
GRID = (HEIGHT // STRIDE, WIDTH // STRIDE)
_PLACE_SCALE = 0.1  # metres to about one
SHARP_WIDTH, SHARP_HEIGHT = 640, 480
"""The picture the fovea looks at."""
GLIMPSE = 64
"""Pixels of the sharp picture the fovea sees at once, across and down."""


def ground_terms(pixel: Tensor) -> Tensor:
    """(…, 2) pixels of the small picture -> (…, 6): the terms of the quadratic map from the picture to the table."""
    u, v = pixel[..., 0] / WIDTH - 0.5, pixel[..., 1] / HEIGHT - 0.5
    return torch.stack([torch.ones_like(u), u, v, u * u, u * v, v * v], -1)


class _Block(nn.Module):
    """Residual 3x3 convolution with a per-pixel layer norm (cheap on a CPU where group norm is not)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Conv2d(width, width, 3, padding=1)
        self.out = nn.Conv2d(width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return x + self.out(F.relu(self.mix(y)))


class Head(nn.Module):
    """Per cell: a peak, the offset to its middle, the place, the turn and what it is."""

    def __init__(self, width: int, kinds: int, extra: int) -> None:
        super().__init__()
        self.sizes = (1, 2, 3, 2, kinds, len(COLORS), extra)
        self.hidden = nn.Conv2d(width, 64, 1)
        self.out = nn.Conv2d(64, sum(self.sizes), 1)
        nn.init.constant_(self.out.bias[:1], -4.0)  # peaks are rare

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        return self.out(F.relu(self.hidden(x))).split(self.sizes, dim=1)


class Sight(nn.Module):
    """(B, 3, 144, 192) in [0, 1] -> for each of the two heads the maps peak, offset, place, turn, kind, color, extra (pickable: 3 sizes and held)."""

    def __init__(self, fine: int = 32, coarse: int = 80, blocks: int = 3) -> None:
        super().__init__()
        self.patch = nn.Conv2d(3, fine, STRIDE, STRIDE)
        self.where = nn.Parameter(torch.zeros(1, fine, *GRID))
        self.early = _Block(fine)
        self.merge = nn.Conv2d(fine, coarse, 2, 2)
        self.trunk = nn.Sequential(*(_Block(coarse) for _ in range(blocks)))
        self.spread = nn.Conv2d(coarse, fine, 1)
        self.late = _Block(fine)
        self.norm = nn.LayerNorm(fine)
        self.register_buffer("ground", torch.zeros(6, 3))  # picture to table, fitted before training; the heads say what differs from it
        self.register_buffer("camera", torch.zeros(3, 4))  # its pose, fitted likewise (see depth.py)
        self.things = Head(fine, PICKABLE, len(SIZES) + 1)
        self.places = Head(fine, len(KINDS) - PICKABLE, 1)

    def forward(self, image: Tensor) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
        x = self.patch((image - 0.45) / 0.25) + self.where
        x = self.early(x.contiguous(memory_format=torch.channels_last))
        deep = self.trunk(self.merge(x))
        x = self.late(x + F.interpolate(self.spread(deep), scale_factor=2.0, mode="nearest"))
        x = self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return self.things(x), self.places(x)


@dataclass
class Objects:
    """Object tokens of a batch, N slots each. All tensors (B, N, …); `present` is False in empty slots.

    kind (…, 7), color (…, 9), size (…, 3): probabilities. place (…, 3): metres, base frame. turn (…, 2): cos and sin of four times the yaw.
    held, score: (…,) in [0, 1]. pixel (…, 2): u, v in the model's own picture. exact (…,): whether the place was measured, not guessed.
    along (…, 2): which way the long side of a box runs, in the base frame; zeros where that was not measured.
    """

    present: Tensor
    kind: Tensor
    color: Tensor
    size: Tensor
    place: Tensor
    turn: Tensor
    held: Tensor
    score: Tensor
    pixel: Tensor
    exact: Tensor | None = None
    along: Tensor | None = None

    def __post_init__(self) -> None:
        if self.along is None:
            self.along = torch.zeros_like(self.place[..., :2])
        if self.exact is None:
            self.exact = torch.zeros_like(self.present)

    def to_features(self) -> Tensor:
        """(B, N, 26): what the language side reads of each thing."""
        place = torch.cat([(self.place[..., :1] - 0.22) / 0.08, self.place[..., 1:2] / 0.12, self.place[..., 2:3] / 0.06], -1)
        return torch.cat([self.kind, self.color, self.size, place, self.held[..., None], self.turn], -1) * self.present[..., None]


def copied(objects: Objects) -> Objects:
    """The same, for whoever adds to them in place."""
    return Objects(**{name: tensor.clone() for name, tensor in vars(objects).items()})


FEATURES = len(KINDS) + len(COLORS) + len(SIZES) + 3 + 1 + 2
HELD = len(KINDS) + len(COLORS) + len(SIZES) + 3
"""Which of the features says that a thing is held."""


@torch.no_grad()
def find_objects(maps, ground: Tensor, slots: int = 8, threshold: float = 0.35) -> Objects:
    """The strongest peaks of both heat maps as object tokens. ground (6, 3): `Sight.ground`."""
    found = [_peaks(head, ground, slots, offset) for head, offset in zip(maps, (0, PICKABLE))]
    joined = {key: torch.cat([f[key] for f in found], 1) for key in found[0]}
    order = joined["score"].topk(slots, 1).indices
    picked = {key: value.gather(1, order.view(*order.shape, *[1] * (value.dim() - 2)).expand(-1, -1, *value.shape[2:])) for key, value in joined.items()}
    return Objects(present=picked["score"] > threshold, **picked)


class Fovea(nn.Module):
    """(B, 3, 64, 64) of the sharp picture in [0, 1], about a find, and where that is (B, 2) in small pixels -> what it is and where, exactly."""

    def __init__(self, fine: int = 64, coarse: int = 96) -> None:
        super().__init__()
        self.patch, self.early = nn.Linear(48, fine), _Block(fine)
        self.merge = nn.Linear(4 * fine, coarse)
        self.trunk = nn.Sequential(_Block(coarse), _Block(coarse))
        self.joined = nn.Sequential(nn.Linear(16 * coarse + 6, 192), nn.ReLU())
        self.sizes = (2, 3, 2, PICKABLE, len(COLORS), len(SIZES), 1)
        self.out = nn.Linear(192, sum(self.sizes))

    def forward(self, glimpse: Tensor, pixel: Tensor) -> tuple[Tensor, ...]:
        """Returns offset (small pixels), place beyond the ground map, turn, and logits of kind, color, size and held."""
        x = F.pixel_unshuffle((glimpse - 0.45) / 0.25, 4)
        x = self.early(self.patch(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2))
        x = self.trunk(self.merge(F.pixel_unshuffle(x, 2).permute(0, 2, 3, 1)).permute(0, 3, 1, 2))
        x = F.avg_pool2d(x, 2).flatten(1)
        return self.out(self.joined(torch.cat([x, ground_terms(pixel)], -1))).split(self.sizes, -1)


def glimpses(image: Tensor, pixels: Tensor) -> Tensor:
    """image (3, 480, 640), pixels (N, 2) of the small picture -> (N, 3, 64, 64), black beyond the picture's edge."""
    half = GLIMPSE // 2
    padded = F.pad(image, (half, half, half, half))
    corners = (pixels * (SHARP_WIDTH / WIDTH)).round().long()
    corners = torch.stack([corners[:, 0].clamp(0, SHARP_WIDTH - 1), corners[:, 1].clamp(0, SHARP_HEIGHT - 1)], -1)
    return torch.stack([padded[:, v : v + GLIMPSE, u : u + GLIMPSE] for u, v in corners.tolist()]) if len(pixels) else image.new_zeros(0, 3, GLIMPSE, GLIMPSE)


@torch.no_grad()
def look_again(fovea: Fovea, image: Tensor, objects: Objects, ground: Tensor) -> None:
    """Sharpens, in place, what a batch of one holds of the things that can be picked up. image (3, 480, 640) in [0, 1]."""
    which = (objects.present[0] & (objects.kind[0, :, :PICKABLE].sum(-1) > 0.5)).nonzero()[:, 0]
    if len(which) == 0:
        return
    pixel = (objects.pixel[0, which] * (SHARP_WIDTH / WIDTH)).round() / (SHARP_WIDTH / WIDTH)
    offset, place, turn, kind, color, size, held = fovea(glimpses(image, pixel), pixel)
    objects.pixel[0, which] = pixel + offset
    objects.place[0, which] = place * _PLACE_SCALE + ground_terms(pixel + offset) @ ground
    objects.turn[0, which] = F.normalize(turn, dim=-1)
    objects.kind[0, which] = F.pad(kind.softmax(-1), (0, len(KINDS) - PICKABLE))
    objects.color[0, which] = color.softmax(-1)
    sized = objects.kind[0, which][:, _SIZED].sum(-1, keepdim=True)
    objects.size[0, which] = sized * size.softmax(-1) + (1 - sized) * torch.tensor([0.0, 1.0, 0.0])  # what it says of a cup's size was never taught
    objects.held[0, which] = torch.sigmoid(held[:, 0])


def fovea_loss(said, pixel: Tensor, label: Tensor, ground: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch of glimpses about `pixel` (B, 2); label (B, 14) as for sight_loss."""
    offset, place, turn, kind, color, size, held = said
    beyond = (label[:, 2:5] - ground_terms(label[:, :2]) @ ground) / _PLACE_SCALE
    sized, cube = sum(label[:, 7] == kind for kind in _SIZED).float(), (label[:, 7] == 0).float()[:, None]
    terms = {"offset": (offset - (label[:, :2] - pixel)).abs().mean() * 0.5, "place": (place - beyond).abs().mean() * 8,
             "turn": ((F.normalize(turn, dim=-1) - label[:, 5:7]).abs() * cube).mean(), "kind": F.cross_entropy(kind, label[:, 7].long()),
             "color": F.cross_entropy(color, label[:, 8].long()), "size": (F.cross_entropy(size, label[:, 9].long(), reduction="none") * sized).mean(),
             "held": F.binary_cross_entropy_with_logits(held[:, 0], label[:, 10])}
    return sum(terms.values()), {k: float(v.detach()) for k, v in terms.items()}


def _peaks(maps, ground: Tensor, slots: int, first_kind: int) -> dict[str, Tensor]:
    peak, offset, place, turn, kind, color, extra = maps
    heat = torch.sigmoid(peak)
    top = heat * (heat == F.max_pool2d(heat, 3, 1, 1))
    score, index = top.flatten(1).topk(slots, 1)

    def at(x: Tensor) -> Tensor:
        return x.flatten(2).transpose(1, 2).gather(1, index[..., None].expand(-1, -1, x.shape[1]))

    pixel = (torch.stack([index % GRID[1], index // GRID[1]], -1).float() + 0.5 + at(offset)) * STRIDE
    kinds = torch.zeros(*score.shape, len(KINDS), device=score.device)
    kinds[..., first_kind : first_kind + kind.shape[1]] = at(kind).softmax(-1)
    more = at(extra)
    if first_kind == 0:
        size, held = more[..., :3].softmax(-1), torch.sigmoid(more[..., 3])
    else:
        size, held = torch.tensor([0.0, 1.0, 0.0], device=score.device).expand(*score.shape, 3), torch.zeros_like(score)
    return {"kind": kinds, "color": at(color).softmax(-1), "size": size, "place": at(place) * _PLACE_SCALE + ground_terms(pixel) @ ground, "turn": F.normalize(at(turn), dim=-1),
            "held": held, "score": score, "pixel": pixel}


def sight_loss(maps, label: Tensor, ground: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch. label (B, 8, 14) as `training.pictures` writes it: u, v, x, y, z, cos, sin, kind, color, size, held, seen, exists, half height."""
    total, parts = torch.zeros(()), {}
    exists = (label[..., 12] > 0) & (label[..., 11] >= 4)
    pickable = label[..., 7] < PICKABLE
    for name, head, mine, first in (("thing", maps[0], exists & pickable, 0), ("place", maps[1], exists & ~pickable, PICKABLE)):
        peak, offset, place, turn, kind, color, extra = head
        batch, slot = mine.nonzero(as_tuple=True)
        truth = label[batch, slot]
        uv = truth[:, :2] / STRIDE
        col, row = uv[:, 0].long().clamp(0, GRID[1] - 1), uv[:, 1].long().clamp(0, GRID[0] - 1)
        inside = (uv[:, 0] > 0) & (uv[:, 0] < GRID[1]) & (uv[:, 1] > 0) & (uv[:, 1] < GRID[0])
        batch, truth, uv, col, row = batch[inside], truth[inside], uv[inside], col[inside], row[inside]
        total = total + _focal(peak[:, 0], batch, uv, sigma=0.9 if first == 0 else 1.3, parts=parts, name=name)
        if len(batch) == 0:
            continue
        for dc, dr, weight in ((0, 0, 1.0), (1, 0, 0.25), (-1, 0, 0.25), (0, 1, 0.25), (0, -1, 0.25)):  # neighbours too: the peak may fall beside
            c, r = (col + dc).clamp(0, GRID[1] - 1), (row + dr).clamp(0, GRID[0] - 1)
            pick = lambda x: x[batch, :, r, c]  # noqa: E731
            off = pick(offset) - (uv - torch.stack([c, r], -1) - 0.5)
            where = pick(place) - (truth[:, 2:5] - ground_terms(truth[:, :2]) @ ground) / _PLACE_SCALE
            cube = (truth[:, 7] == 0).float()[:, None] if first == 0 else (truth[:, 7] == 6).float()[:, None]
            terms = {"offset": off.abs().mean(), "place": where.abs().mean() * 8, "turn": ((F.normalize(pick(turn), dim=-1) - truth[:, 5:7]).abs() * cube).mean(),
                     "kind": F.cross_entropy(pick(kind), truth[:, 7].long() - first), "color": F.cross_entropy(pick(color), truth[:, 8].long())}
            if first == 0:
                sized = sum(truth[:, 7] == kind for kind in _SIZED).float()
                terms["size"] = (F.cross_entropy(pick(extra)[:, :3], truth[:, 9].long(), reduction="none") * sized).mean()
                terms["held"] = F.binary_cross_entropy_with_logits(pick(extra)[:, 3], truth[:, 10])
            total = total + weight * sum(terms.values())
            if weight == 1.0:
                parts.update({f"{name}/{k}": float(v.detach()) for k, v in terms.items()})
    return total, parts


def _focal(peak: Tensor, batch: Tensor, uv: Tensor, sigma: float, parts: dict, name: str) -> Tensor:
    rows = torch.arange(GRID[0], device=peak.device).view(1, -1, 1) + 0.5
    cols = torch.arange(GRID[1], device=peak.device).view(1, 1, -1) + 0.5
    goal = torch.zeros_like(peak)
    if len(batch):
        bumps = torch.exp(-((rows - uv[:, 1, None, None]) ** 2 + (cols - uv[:, 0, None, None]) ** 2) / (2 * sigma**2))
        goal = goal.index_reduce(0, batch, bumps, "amax")
        goal[batch, uv[:, 1].long().clamp(0, GRID[0] - 1), uv[:, 0].long().clamp(0, GRID[1] - 1)] = 1.0
    chance = torch.sigmoid(peak).clamp(1e-4, 1 - 1e-4)
    hit = goal == 1.0
    loss = -torch.where(hit, (1 - chance) ** 2 * chance.log(), (1 - goal) ** 4 * chance**2 * (1 - chance).log())
    loss = loss.sum() / max(len(batch), 1)
    parts[f"{name}/peak"] = float(loss.detach())
    return loss
