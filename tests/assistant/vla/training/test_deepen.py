"""An encoder with layers more says what it said, until it learns."""

import pytest
import torch

from assistant.vla.model import RobotVLA
from assistant.vla.training.deepen import deepened
from tests.assistant.vla.small import small_model


def states(model: RobotVLA):
    rng = torch.Generator().manual_seed(0)
    words = tuple(torch.ones(1, 4, dtype=torch.long) for _ in range(6))
    features, present = torch.rand(1, 8, 25, generator=rng), torch.ones(1, 8, dtype=torch.bool)
    return model.language.encode(words, features, present)[0]


def test_the_new_layers_do_nothing_at_first():
    model = small_model()
    with torch.no_grad():
        before = states(model)
        deepened(model, 2)
        assert torch.equal(states(model), before) and len(model.language.layers) == model.config.layers == 2


def test_they_learn_and_are_kept(tmp_path):
    model = deepened(small_model(), 2)
    states(model).square().sum().backward()
    assert float(model.language.layers[1].attention.out.weight.grad.abs().sum()) > 0
    model.save_pretrained(tmp_path)
    again = RobotVLA.from_pretrained(tmp_path)
    assert len(again.language.layers) == 2


@pytest.mark.parametrize("layers", (0, 3))
def test_fewer_or_more_than_twice_as_many_are_refused(layers):
    with pytest.raises(ValueError, match="1 to 2"):
        deepened(small_model(), layers)
