"""What the second, sharp look adds to what was found."""

import pytest
import torch

from assistant.vla.sight import COLORS, KINDS, PICKABLE, SIZES, Objects, look_again


def found(kind: str) -> Objects:
    one = torch.zeros(1, 8, len(KINDS))
    one[0, 0, KINDS.index(kind)] = 1.0
    present = torch.zeros(1, 8, dtype=torch.bool)
    present[0, 0] = True
    return Objects(present, one, torch.zeros(1, 8, len(COLORS)), torch.zeros(1, 8, len(SIZES)), torch.zeros(1, 8, 3), torch.ones(1, 8, 2), torch.zeros(1, 8), present.float(), torch.full((1, 8, 2), 90.0))


def sees(kind: str, size: str):
    """A fovea that is sure of these."""
    logits = [torch.full((1, many), -9.0) for many in (PICKABLE, len(COLORS), len(SIZES))]
    logits[0][0, KINDS.index(kind)], logits[2][0, SIZES.index(size)] = 9.0, 9.0
    return lambda glimpse, pixel: (torch.zeros(1, 2), torch.zeros(1, 3), torch.ones(1, 2), *logits, torch.zeros(1, 1))


@pytest.mark.parametrize(("kind", "size", "expected"), [("cube", "large", "large"), ("ball", "small", "small"), ("cup", "large", "medium"), ("can", "small", "medium")])
def test_only_cubes_and_balls_come_in_sizes(kind, size, expected):
    objects = found(kind)
    look_again(sees(kind, size), torch.zeros(3, 480, 640), objects, torch.zeros(6, 3))
    assert SIZES[int(objects.size[0, 0].argmax())] == expected and float(objects.size[0, 0].max()) > 0.99
