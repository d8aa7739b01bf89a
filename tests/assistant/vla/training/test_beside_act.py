"""What stands in for the hand is told what the hand is told, and the table says what was measured. Without LeRobot."""

import importlib.util
import json

import pytest
import torch
from torch import nn

from assistant.vla.action import ROWS, THING
from assistant.vla.language import SKILLS
from assistant.vla.training import act as module
from assistant.vla.training.act import NUMBERS, Act, ActHand, act_policy
from assistant.vla.training.beside_act import main, table


class Echo(nn.Module):
    """A policy in LeRobot's words, that always wants the mean, and keeps what it was told."""

    def predict_action_chunk(self, batch):
        self.told = batch
        return torch.zeros(len(batch["observation.state"]), ROWS, 6)

    def forward(self, batch):
        return (batch["action"] * ~batch["action_is_pad"][..., None]).abs().mean(), {"l1_loss": 0.0}


def told(n: int):
    return torch.rand(n, 6), torch.rand(n, len(SKILLS)), torch.rand(n, THING), torch.rand(n, THING), torch.rand(n, 3)


def test_it_is_told_the_hands_numbers_normalised_and_its_targets_are_in_the_joints_units():
    act = Act(Echo())
    joints, *rest = told(500)
    future = torch.rand(500, ROWS, 6) * 3 + 1
    act.measure(joints, torch.cat(rest, -1), future)
    hand = ActHand(act)
    chunk = hand.chunk(joints, hand.condition(joints, *rest))
    assert torch.allclose(chunk, future.flatten(0, 1).mean(0).expand_as(chunk), atol=1e-4)
    for name, width in (("observation.state", 6), ("observation.environment_state", NUMBERS)):
        values = act.policy.told[name]
        assert values.shape == (500, width) and float(values.mean().abs()) < 1e-4 and float((values.std(0) - 1).abs().max()) < 1e-3


def test_what_is_not_known_of_the_future_does_not_count():
    act, (joints, *rest), future = Act(Echo()), told(4), torch.ones(4, ROWS, 6)
    known = torch.zeros(4, ROWS)
    assert float(act.loss(joints, torch.cat(rest, -1), future, known)[0]) == 0.0
    known[:, 0] = 1.0
    assert float(act.loss(joints, torch.cat(rest, -1), future, known)[0]) == pytest.approx(1 / ROWS)


def test_without_lerobot_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="docs/training.md"):
        act_policy()


@pytest.mark.skipif(importlib.util.find_spec("lerobot") is None, reason="LeRobot is not here (docs/training.md, Side by side)")
def test_lerobots_act_is_made_without_pictures():
    chunk = Act(act_policy(dim_model=16, n_heads=2, dim_feedforward=16)).eval().chunk(torch.rand(2, 6), torch.rand(2, NUMBERS))
    assert chunk.shape == (2, ROWS, 6)


def test_the_table_has_a_row_for_each_and_says_what_was_not_played(tmp_path):
    (tmp_path / "vela.safetensors").write_bytes(b"12")
    (tmp_path / "vela-taught.json").write_text(json.dumps({"samples": 1000}))
    (tmp_path / "vela-facts.json").write_text(json.dumps({"chunk_ms": 4.0, "look_ms": 40.0, "error": 0.02, "parameters": 2_000_000, "bytes": 8_000_000}))
    (tmp_path / "vela-pick.json").write_text(json.dumps({"passed": 57, "scenarios": 60, "wrong_object": {"count": 1, "n": 59}}))
    head, _, row = table(tmp_path, ["vela"])
    assert head.count("|") == row.count("|")
    assert "57 of 60" in row and "not played" in row and "1 of 59" in row and "| 25 |" in row


def test_a_name_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["acts"])
    assert "'acts'" in capsys.readouterr().err
