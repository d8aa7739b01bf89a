"""What things on the table are to one another, counted and measured: the part of "the cup nearest the plate" that is arithmetic.

A network has to learn to compare, to count and to multiply; these numbers spare it that. Knows object tokens; nothing of words or pixels.
"""

from __future__ import annotations

import torch
from torch import Tensor

from assistant.vla.shapes import RADII
from assistant.vla.sight import KINDS, PICKABLE

RANKS = 56
EDGES = 23
_COUNTED = 0.004  # metres of difference at which a comparison is nearly sure: sight's own error


def ranks(features: Tensor, present: Tensor) -> Tensor:
    """Object tokens (B, N, FEATURES) -> (B, N, RANKS): of what is like each thing, how many stand left of it, nearer than it, are smaller...

    Like it in kind and colour, in kind, in colour, or at all; each number also as about 1 where it is none. "The second from the left" and
    "the smaller one" are read off these.
    """
    place, size = features[..., 19:22], features[..., 18] - features[..., 16]
    alike = _alike(features) * _others(present)[:, None]
    nearer, right = (torch.sigmoid((values[:, :, None] - values[:, None]) / width) for values, width in ((place[..., 0], 0.05), (place[..., 1], 0.033)))  # both 4 mm
    bigger = size[:, None] - size[:, :, None]
    how = torch.stack([nearer, 1 - nearer, right, 1 - right, bigger.clamp(0, 1), (-bigger).clamp(0, 1), torch.ones_like(nearer)], 1)
    counts = torch.einsum("bgij,bhij->bigh", alike, how).flatten(2)
    return torch.cat([counts / 3, torch.exp(-2 * counts)], -1)


def edges(features: Tensor, present: Tensor) -> Tensor:
    """Object tokens (B, N, FEATURES) -> (B, N, N, EDGES): what thing i is to thing j; zero where either is not there, and for i = j.

    How far apart they are and on which side i is; whether it is next to j, on or in it, like it; about 1 where none of what is like i (in kind
    and colour, in kind, in colour, at all) is nearer to j, or farther from it; and whether i is between j and some third thing.
    """
    others = _others(present)
    metres = features[..., 19:22] * features.new_tensor([0.08, 0.12, 0.06])
    apart = metres[:, :, None] - metres[:, None]
    away = apart[..., :2].norm(dim=-1)
    kind, size = features[..., :7], features[..., 16:19]
    sizes = features.new_tensor([RADII[k] for k in KINDS])
    radius = (kind[..., None] * size[..., None, :] * sizes).sum((-1, -2))
    gap = away - radius[:, :, None] - radius[:, None]
    alike = _alike(features)
    top = kind[..., PICKABLE:].sum(-1)[:, None] + kind[..., 0][:, None] * torch.sigmoid((apart[..., 2] - 0.015) / 0.003)  # a cube carries what stands higher
    inside = top * torch.sigmoid((radius[:, None] - 0.008 - away) / _COUNTED)
    beside = torch.sigmoid((0.057 - gap) / _COUNTED) * (1 - inside)
    ahead, left = apart[..., 0], apart[..., 1]
    sides = [torch.sigmoid((along - 0.027) / _COUNTED) * torch.sigmoid((1.1 * along - across.abs()) / _COUNTED)
             for along, across in ((left, ahead), (-left, ahead), (-ahead, left), (ahead, left))]
    closer = torch.sigmoid((away[:, :, None] - away[:, None]) / _COUNTED)  # [i, k, j]: k is nearer to j than i is
    counted = (alike * others[:, None])[..., None] * others[:, None, None]  # [group, i, k, j]: k is like i, and neither of the two is j
    nearest, farthest = (torch.exp(-2 * (counted * how[:, None]).sum(3)).movedim(1, -1) for how in (closer, 1 - closer))
    told = torch.stack([ahead / 0.1, left / 0.1, apart[..., 2] / 0.06, away / 0.1, torch.exp(-gap.clamp(min=0) / 0.03), inside, beside, *sides,
                        *alike[:, :3].unbind(1), _between(metres, others)], -1)
    return torch.cat([told, nearest, farthest], -1) * others[..., None]


def _others(present: Tensor) -> Tensor:
    return (present[:, None, :] & present[:, :, None] & ~torch.eye(present.shape[1], dtype=torch.bool, device=present.device)).float()


def _alike(features: Tensor) -> Tensor:
    """(B, 4, N, N): how much each is like each other one in kind and colour, in kind, in colour, at all."""
    kind, color = features[..., :7], features[..., 7:16]
    same_kind, same_color = (kind[:, :, None] * kind[:, None]).sum(-1), (color[:, :, None] * color[:, None]).sum(-1)
    return torch.stack([same_kind * same_color, same_kind, same_color, torch.ones_like(same_kind)], 1)


def _between(metres: Tensor, others: Tensor) -> Tensor:
    """(B, N, N): whether i is between j and some third thing k."""
    flat = metres[..., :2]
    line = flat[:, None] - flat[:, :, None]  # [j, k]: from j to k
    length = line.norm(dim=-1).clamp(min=1e-3)
    to = flat[:, :, None] - flat[:, None]  # [i, j]: from j to i
    along = (to[:, :, :, None] * line[:, None]).sum(-1) / length[:, None] ** 2
    across = (to[..., None, 0] * line[:, None, ..., 1] - to[..., None, 1] * line[:, None, ..., 0]).abs() / length[:, None]
    fits = torch.sigmoid((along - 0.1) / 0.03) * torch.sigmoid((0.9 - along) / 0.03) * torch.sigmoid((0.05 - across) / 0.006)
    return (fits * others[:, :, :, None] * others[:, :, None, :] * others[:, None]).amax(-1)
