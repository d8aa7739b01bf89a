from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from assistant.vla.action import ROWS
from assistant.vla.embodiment import BODIES
from assistant.vla.model import RobotVLA
from assistant.vla.training.two_bodies import HELD_OUT, WORDINGS, go_on, teach, vectors

WEIGHTS = Path(__file__).parents[4] / "assistant" / "vla" / "weights"


@pytest.fixture
def motions(tmp_path) -> Path:
    """A shard of made-up motions."""
    rng, n = np.random.default_rng(0), 64
    joints = rng.normal(0, 0.3, (n, 6)).astype(np.float32)
    thing = np.concatenate([rng.normal(0.2, 0.05, (n, 3)), np.ones((n, 1)), np.zeros((n, 2)), np.zeros((n, 3)), np.ones((n, 1))], 1).astype(np.float32)
    np.savez(tmp_path / "0000.npz", joints=joints, target=thing, goal=thing, spot=np.ones((n, 3), np.float32), skill=np.zeros(n, np.int64),
             future=joints[:, None] + np.cumsum(rng.normal(0, 0.02, (n, ROWS, 6)), 1).astype(np.float32), known=np.ones((n, ROWS), np.float32), done=np.zeros(n, np.float32))
    return tmp_path


def test_the_wordings_kept_apart_are_not_trained_on():
    for body in BODIES:
        assert not set(HELD_OUT[body]) & set(WORDINGS[body])


def test_teaching_goes_on_where_it_was_left_and_tells_the_bodies_apart(motions, tmp_path):
    out = tmp_path / "two_bodies.pt"
    model = RobotVLA.from_pretrained(WEIGHTS)
    hand = teach(model, motions, out, 2, batch=8)
    assert hand.body_told.weight.abs().max() > 0 and (hand.step_scale != 1).any()
    teach(RobotVLA.from_pretrained(WEIGHTS), motions, out, 3, batch=8)
    assert torch.load(out, weights_only=True)["step"] == 3


def test_the_bundled_hand_is_told_its_body_by_the_prompt():
    model = RobotVLA.from_pretrained(WEIGHTS)
    told = {body: model.hand.body_told(vectors(model, body)[:1]) for body in BODIES}
    assert float((told["joints"] - told["end_effector"]).detach().norm()) > 0.1 * float(told["end_effector"].detach().norm())
    with pytest.raises(ValueError, match="no body 'wings'"):
        model.embody("wings")


def test_the_hand_of_a_finished_checkpoint_goes_on_and_all_else_is_taken_over(tmp_path):
    go_on(WEIGHTS, tmp_path, tmp_path / "out", shards=1, steps=2, frames=30)
    old, new = (load_file(folder / "model.safetensors") for folder in (WEIGHTS, tmp_path / "out"))
    assert old.keys() == new.keys() and {name.split(".")[0] for name in old if not torch.equal(old[name], new[name])} == {"hand"}
    assert len(list((tmp_path / "motions").glob("*.npz"))) == 2 and torch.load(tmp_path / "two_bodies-1.pt", weights_only=True)["step"] == 2
