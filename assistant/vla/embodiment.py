"""What the hand is told of its body: the mean of the meanings of the words in which the prompt says what its actions are.

The meanings are MiniLM's word vectors, which training never changes: other words for the same body come out near it.
Knows which bodies the bundled model was taught, by what their controllers take; nothing of motion.
"""

from __future__ import annotations

from pathlib import Path

import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
BODIES = {"joints": "so101.md", "end_effector": "so101_deltas.md"}
"""What a robot's controller takes (absolute joint targets, or steps of the fingertips: end_effector.py), and the prompt that says so."""
ACTIONS = "Actions:"
"""The prompt's line that is read begins with it; a prompt without such a line is read whole."""


def prompt_of(body: str) -> str:
    """The prompt of one of BODIES."""
    return (PROMPTS / BODIES[body]).read_text(encoding="utf-8")


def prompt_vector(prompt: str, tokenizer: Tokenizer, meaning: Tensor) -> Tensor:
    """prompt: text such as prompts/so101.md; meaning (pieces, M): of each word piece -> (1, M), of length one. ValueError when there are no words in it."""
    lines = [line.removeprefix(ACTIONS) for line in prompt.splitlines() if line.startswith(ACTIONS)]
    pieces = tokenizer.encode(" ".join(lines) or prompt, add_special_tokens=False).ids
    if not pieces:
        raise ValueError("The embodiment prompt is empty: it must say what the robot's actions are.")
    return F.normalize(meaning[pieces].float().mean(0, keepdim=True), dim=-1)
