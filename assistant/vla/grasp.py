"""How a thing is taken between the fingers: which way they open, and where the fixed one comes down beside it.

Geometry, the same for the demonstrator that teaches the hand and for the hand. Knows nothing of pixels, words or joints.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from assistant.vla.shapes import WIDTHS
from assistant.vla.sight import KINDS, PICKABLE

PAN_AXIS = 0.0388
"""x (m) of the shoulder's vertical axis."""
CLEARANCE = 0.006
"""Metres between the fixed finger and the thing before the other finger closes."""
_ABOUT, _OVER = 0.05, 0.03  # metres from a thing, seen from above, and over its top within which the fingers are about it
_MOST = 0.012  # metres by which they are put right at once
_ON_ANOTHER = 0.02  # metres over the table from which a thing's foot is on another thing
_UNDECIDED = 0.15  # rad: of two pairs of faces that are so nearly as far from across the arm, the one that the fingers are turned to is as good
_CUBE = KINDS.index("cube")
_WIDTHS = torch.tensor([WIDTHS[kind] for kind in KINDS[:PICKABLE]])


def width(kind: Tensor, size: Tensor) -> Tensor:
    """kind (B, 7), size (B, 3): probabilities -> (B,) metres between the fingers that hold the thing."""
    return _WIDTHS[kind[:, :PICKABLE].argmax(-1), size.argmax(-1)]


def bearing(place: Tensor, kind: Tensor, turn: Tensor, now: Tensor) -> Tensor:
    """(B,) rad, base frame: the way the fingers are to open, from the fixed one to the other.

    place (B, 3) metres; kind (B, 7) probabilities; turn (B, 2) cos and sin of four times the yaw; now (B,): the way they open now.
    Across the arm; for a cube turned from there to the nearer of its faces. Which is nearer may change as it is pushed, or seen anew: where it
    hardly matters the fingers stay with the one they are turned to.
    """
    across = torch.atan2(place[:, 1], place[:, 0] - PAN_AXIS) + torch.pi / 2
    askew = _within(torch.atan2(turn[:, 1], turn[:, 0]) / 4 - across, torch.pi / 2)
    other = askew - askew.sign() * torch.pi / 2
    stay = (other.abs() - askew.abs() < _UNDECIDED) & (_within(now - across - other, torch.pi).abs() < torch.pi / 4)
    return torch.where(kind.argmax(-1) == _CUBE, across + torch.where(stay, other, askew), across)


def to_turn(opens: Tensor, now: Tensor, place: Tensor, tip: Tensor) -> Tensor:
    """(B,) rad in [-pi, pi): how far the wrist has to turn until the fingers, which open along `now` (B,) at tip (B, 3), open along `opens` at place (B, 3): the shoulder turns them, too."""
    there, here = (torch.atan2(at[:, 1], at[:, 0] - PAN_AXIS) for at in (place, tip))
    return _within(opens - now - (there - here), 2 * torch.pi)


def grip_point(place: Tensor, kind: Tensor, size: Tensor, opens: Tensor) -> Tensor:
    """(B, 3) metres: where the middle of the fixed finger's tip is to be when the fingers open along `opens` (B,), at the height of the thing's middle."""
    away = width(kind, size) / 2 + CLEARANCE
    return place - torch.stack([opens.cos() * away, opens.sin() * away, torch.zeros_like(away)], -1)


def off_centre(tip: Tensor, opens: Tensor, place: Tensor, top: float) -> Tensor:
    """(R, 3) metres by which fingertips at tip (R, 3), that open along `opens` (R, 3), are to be shifted to have the thing at place (3,), `top` metres high, midway along them; nothing where they are not about it.

    The hand comes within 5 mm of that by itself, seldom 10; a can that is held so far from the middle turns out of the fingers when it is carried.
    """
    along = F.normalize(opens[:, :2], dim=-1)
    side = torch.stack([-along[:, 1], along[:, 0], torch.zeros(len(along))], -1)
    off = ((place - tip) * side).sum(-1)
    about = ((tip - place)[:, :2].norm(dim=-1) < _ABOUT) & (tip[:, 2] < top + _OVER) & (off.abs() < _ABOUT / 2)
    return (off.clamp(-_MOST, _MOST) * about)[:, None] * side


def too_low(tip: Tensor, place: Tensor, rest: float) -> Tensor:
    """(R, 3) metres by which fingertips at tip (R, 3) are to be raised about a thing at place (3,) that stands on another, `rest` metres from its own foot to its middle; nothing where it stands on the table.

    The hand has learned to go down to a thing's middle, and comes some millimetres lower: on a table that is as good, on a cube it takes that along.
    """
    lacks = (place[2] - tip[:, 2]).clamp(0.0, _MOST) * ((tip - place)[:, :2].norm(dim=-1) < _ABOUT)
    if float(place[2]) - rest < _ON_ANOTHER:
        lacks = torch.zeros_like(lacks)
    return torch.stack([torch.zeros_like(lacks), torch.zeros_like(lacks), lacks], -1)


def _within(angle: Tensor, period: float) -> Tensor:
    """The same up to multiples of `period`, in [-period / 2, period / 2)."""
    return (angle + period / 2) % period - period / 2
