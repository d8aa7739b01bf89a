"""What is seen and what an instruction is about, made up for tests."""

import torch
import torch.nn.functional as F

from assistant.vla.attention_span import Span
from assistant.vla.language import SKILLS
from assistant.vla.sight import Objects

HELD = 0.26
"""Opening of fingers that hold a cube of 3 cm, whose middle is then 15 mm from the fixed one."""
ASIDE = torch.tensor([0.015, 0.0, 0.0])


def objects(*things) -> Objects:
    """things: (kind, color, x, y, z): indexes into sight's KINDS and COLORS, metres in the base frame; at most 8."""
    n = len(things)
    kind, color = torch.zeros(1, 8, 7), torch.zeros(1, 8, 9)
    place, present = torch.zeros(1, 8, 3), torch.zeros(1, 8, dtype=torch.bool)
    for i, (k, c, *xyz) in enumerate(things):
        kind[0, i, k], color[0, i, c], place[0, i], present[0, i] = 1.0, 1.0, torch.tensor(xyz), True
    assert n <= 8
    medium = torch.tensor([0.0, 1.0, 0.0]).repeat(1, 8, 1)
    return Objects(present, kind, color, medium, place, torch.ones(1, 8, 2), torch.zeros(1, 8), present.float(), torch.zeros(1, 8, 2))


def span(seen: Objects, skill: str = "pick", target: int = 0) -> Span:
    points = F.one_hot(torch.tensor([target, 1]), 9).float().T
    return Span.begin("", F.one_hot(torch.tensor([SKILLS.index(skill)]), len(SKILLS)).float(), seen, points)
