"""What the fingers feel, by their own position alone: whether something is between them, and how wide it is. Knows nothing of pixels, things or words."""

from __future__ import annotations

from torch import Tensor

from assistant.interface import Observation

_STILL = 0.15  # opening a second below which the fingers stand still
_RESISTED = 0.025  # opening by which the fingers stay wider than told when something is between them
_WIDEST_HOLD = 0.50  # opening beyond which the fingers hold nothing that Vela can pick up
_EMPTY_HAND = 0.10  # opening below which the fingers touch and nothing can be between them
_WIDTH, _NARROWER = 0.148, 0.0085  # metres between fingers that hold something: the first times their opening, less the second; measured on the model's grasps, within 1.5 mm


def feels(opening: float, told: float, speed: float) -> bool:
    """Whether something is between the fingers, by their opening in [0, 1], the one they were told to have, and how fast they move (1/s).

    Closing on nothing they lag behind what they are told, too; but then they move.
    """
    return opening - told > _RESISTED and abs(speed) < _STILL and _EMPTY_HAND < opening < _WIDEST_HOLD


def held_width(opening: float) -> float:
    """Metres: how wide what is held is, by the fingers' opening in [0, 1]."""
    return _WIDTH * opening - _NARROWER


def opening_of(metres: Tensor) -> Tensor:
    """The opening, in shares of the widest, at which the fingers are so many metres apart; `held_width` the other way round."""
    return (metres + _NARROWER) / _WIDTH


def felt_by(observation: Observation) -> float | None:
    """The opening of fingers that feel something between them; None of those that feel nothing, or do not say."""
    if observation.goal is None or observation.velocity is None:
        return None
    opening, told, speed = (float(joints[5]) for joints in (observation.state, observation.goal, observation.velocity))
    return opening if feels(opening, told, speed) else None
