"""How the hand gets by what stands about: over things that it is not about, no wider open than there is room beside one that it takes, and straight up from one that it let go.

Geometry that puts right the chunks which the hand decoded. Knows joints and what an instruction is about; nothing of pixels or words.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from assistant.vla.action import Body
from assistant.vla.attention_span import Span
from assistant.vla.end_effector import shifted
from assistant.vla.fingers import held_width, opening_of
from assistant.vla.grasp import CLEARANCE, off_centre, too_low, width
from assistant.vla.walls import Walls

_OVER, _ASIDE = 0.016, 0.012  # metres over and beside a thing that the fingers pass it
_AT_WORK = 0.05  # metres, seen from above, about what the hand is about within which it goes as low as it must
_WIDE, _NARROW = 0.024, 0.008  # metres between a thing and the finger that closes on it, where there is room and where there is none
_UNDER = 0.005  # metres over the foot of a thing up to which what has its top there is under it, not beside it
_THICK = 0.014  # metres of that finger
_BESIDE = 0.08  # metres, seen from above, about a thing within which the fingers open no wider than they may
_RISE = 0.03  # metres a row by which it rises


def put_right(body: Body, span: Span, joints: Tensor, targets: Tensor) -> Tensor:
    """joints (1, 6): now; targets (R, 6): a chunk that the hand decoded -> the same with what geometry knows better, by what `span` says that it is about."""
    if span.parting:
        return torch.cat([straight_up(body, joints[:, :5], len(targets)), targets[:, 5:]], -1)
    path, openings = targets[:, :5], targets[:, 5]
    if span.reaching:
        thing = span.target
        tips, turns = body(path)
        opens = turns[:, :, 0]
        path = shifted(body, path, off_centre(tips, opens, thing.place, float(thing.place[2]) + span.rest) + too_low(tips, thing.place, span.rest))
        foot = float(thing.place[2]) - span.rest
        openings = narrowed(tips, opens, openings, thing.place, float(width(thing.kind[None], thing.size[None])), span.neighbours, None if span.grip is None else span.grip.walls, foot)
    chunk = torch.cat([path, openings[:, None]], -1)
    return torch.cat([raised(body, chunk, span.obstacles, span.at_work, span.hangs), openings[:, None]], -1)


def raised(body: Body, joints: Tensor, others: Tensor, work: Tensor | None, hangs: float = 0.0) -> Tensor:
    """joints (R, 6): a chunk -> (R, 5): the same with the fingers high enough to pass over others (K, 4): x, y, radius and top, metres, base frame.

    work (2,): where, seen from above, the hand may go low, None for nowhere; hangs: metres by which what it carries hangs below the fixed finger's tip.
    """
    tips, turns = body(joints[:, :5])
    if not len(others):
        return joints[:, :5]
    apart = (turns[:, :, 0] * held_width(joints[:, 5:]).clamp(min=0.0))[:, None] * torch.tensor([0.0, 0.5, 1.0])[:, None]
    points = tips[:, None] + apart  # (R, 3, 3): one finger, between them, the other
    near = torch.cdist(points[..., :2].flatten(0, 1), others[:, :2]).view(*points.shape[:2], -1) < others[:, 2] + _ASIDE
    lacks = ((others[:, 3] + _OVER + hangs - points[..., 2:]) * near).amax((1, 2)).clamp(min=0.0)
    if work is not None:
        lacks = lacks * ((tips[:, :2] - work).norm(dim=-1) > _AT_WORK)
    if not bool(lacks.any()):
        return joints[:, :5]
    lacks = torch.minimum(lacks, _RISE * torch.arange(1, len(lacks) + 1))
    return shifted(body, joints[:, :5], torch.stack([torch.zeros_like(lacks), torch.zeros_like(lacks), lacks], -1))


def narrowed(tips: Tensor, opens: Tensor, openings: Tensor, place: Tensor, wide: float, others: Tensor, walls: Walls | None = None, foot: float = 0.0) -> Tensor:
    """(R,) openings in [0, 1], no wider than there is room for beside the thing at place (3,), `wide` metres wide between the fingers.

    tips (R, 3): the fixed finger, which comes down beside the thing; opens (R, 3): the way from there to the other one; others: as for `raised`; walls: between which it lies.
    foot: metres over the table at which the thing begins: what has its top there is under it, not beside it.
    """
    others = others[others[:, 3] > foot + _UNDER]
    along = F.normalize(opens[:, :2], dim=-1)
    away = others[:, :2] - place[:2]
    ahead, aside = away @ along.T, away @ torch.stack([-along[:, 1], along[:, 0]])  # (K, R)
    reach = (others[:, 2:3] + _ASIDE) ** 2 - aside**2
    free = (ahead - reach.clamp(min=0.0).sqrt() + _ASIDE - wide / 2 - _THICK).masked_fill((reach <= 0) | (ahead <= 0), torch.inf)
    room = free.amin(0) if len(others) else torch.full((len(tips),), _WIDE)
    if walls is not None:
        x, y = place[:2].tolist()
        room = torch.minimum(room, torch.tensor([walls.room(x, y, math.atan2(float(way[1]), float(way[0]))) for way in along]) - wide / 2 - _THICK)
    room = room.clamp(_NARROW, _WIDE)
    limit = opening_of(CLEARANCE + wide + room).masked_fill((room >= _WIDE) | ((tips - place)[:, :2].norm(dim=-1) > _BESIDE), torch.inf)
    return torch.minimum(openings, limit)


def straight_up(body: Body, joints: Tensor, rows: int) -> Tensor:
    """joints (1, 5) rad -> (rows, 5): from there straight up."""
    tip, path = body(joints)[0], [joints]
    for row in range(1, rows + 1):
        path.append(shifted(body, path[-1], tip + torch.tensor([0.0, 0.0, row * _RISE]) - body(path[-1])[0]))
    return torch.cat(path[1:])
