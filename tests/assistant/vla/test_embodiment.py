from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from assistant.vla.embodiment import BODIES, prompt_of, prompt_vector

TOKENIZER = Path(__file__).parents[3] / "assistant" / "vla" / "weights" / "tokenizer.json"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(TOKENIZER))


@pytest.fixture(scope="module")
def meaning(tokenizer) -> torch.Tensor:
    return torch.randn(tokenizer.get_vocab_size(), 16, generator=torch.Generator().manual_seed(0)).half()


def test_only_what_is_said_of_the_actions_counts(tokenizer, meaning):
    told = prompt_vector("Body: an arm.\nActions: joint targets.\n", tokenizer, meaning)
    assert told.shape == (1, 16) and float(told.norm()) == pytest.approx(1.0, abs=1e-3)
    assert torch.equal(told, prompt_vector("Body: a crane.\nActions: joint targets.\nCameras: three.\n", tokenizer, meaning))
    assert torch.equal(told, prompt_vector("joint targets.", tokenizer, meaning))


def test_an_empty_prompt_is_said_to_be_one(tokenizer, meaning):
    with pytest.raises(ValueError, match="embodiment prompt is empty"):
        prompt_vector("  \n", tokenizer, meaning)


def test_the_bodies_prompts_tell_them_apart(tokenizer, meaning):
    joints, steps = (prompt_vector(prompt_of(body), tokenizer, meaning) for body in BODIES)
    assert float((joints * steps).sum()) < 0.98
