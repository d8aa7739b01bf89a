"""The full-size model on a tiny random backbone of the very same classes: made, asked, moved, taught, saved, loaded; and what can be wrong with a folder."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.assembly import Unusable, load_vla
from assistant.config import load_config
from assistant.interface import VLA, Observation, Reply, ReplyKind, Utterance
from assistant.vla import loading
from assistant.vla.loading import CheckpointError
from assistant.vla.model import RobotVLA
from assistant.vla.tokens import read_line, write_line
from tests.assistant.vla.published import publish

SMALL = dict(width=32, heads=2, layers=2, longest_reply=36)
ASKED = [Utterance("user", "hello"), Utterance("robot", "Hello."), Utterance("event", "done: go home"), Utterance("user", "take the cup")]
REPLY = Reply(ReplyKind.ACT, "Ok.", steps=("up", "go"))


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """What is this small only waits for other threads: beside other work, ten times as long."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return publish(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def made(published):
    return RobotVLA.from_backbone(published, embodiment="One arm, six servos.", manner="Write one line.", device="cpu", **SMALL)


@pytest.fixture(scope="module")
def taught(published):
    """One example of each kind learned by heart. Returns the model and the losses on the way."""
    torch.manual_seed(1)
    model = RobotVLA.from_backbone(published, embodiment="One arm.", manner="One line.", device="cpu", dtype=torch.float32, **SMALL)
    optimiser, rng, losses = torch.optim.Adam(model.parameters(), 1e-2), torch.Generator().manual_seed(0), []
    slower = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1.0, (70 - step) / 15))
    for _ in range(70):
        loss, parts = model.loss(*examples(model), rng)
        losses.append({"all": float(loss.detach()), **parts})
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        slower.step()
    return model, losses


def look(seed: int = 0, **more) -> Observation:
    picture = np.random.default_rng(seed).integers(0, 255, (32, 64, 3), np.uint8)
    return Observation(images={"front": picture}, state=np.array([0.1, 0, -0.2, 0, 0, 0.5], np.float32), time=0.0, **more)


def goal() -> np.ndarray:
    return look().state + np.linspace(0.1, 0.4, 8)[:, None].astype(np.float32) * np.array([1, -1, 0.5, 0, 1, 1], np.float32)


def examples(model):
    from assistant.vla.backbone import Moved, Spoken

    up, home = Moved(look(), "pick up cup", goal()), Moved(look(1), "go home", np.tile(look().state, (8, 1)), done=1.0)
    return [Spoken(look(), ASKED, REPLY)], [up, up, up, home, up, home]


def test_it_is_a_vla_that_talks_and_whose_untrained_hand_stands_still(made):
    assert isinstance(made, VLA)
    reply = made.reply(look(), ASKED)
    assert reply.kind is ReplyKind.ANSWER and not reply.steps and 0 <= reply.confidence <= 1
    chunk = made.act(look(), "pick up the cup")
    assert chunk.targets.shape == (8, 6) and chunk.targets.dtype == np.float32 and chunk.dt == pytest.approx(0.1)
    assert np.allclose(chunk.targets, look().state, atol=1e-6)


def test_backbone_in_half_precision_as_published_hand_in_full(made):
    assert made.backbone.dtype == torch.bfloat16 and made.hand.out.weight.dtype == torch.float32


def test_taught_one_example_it_says_and_does_that(taught):
    model, losses = taught
    reply = model.reply(look(), ASKED)
    assert (reply.kind, reply.text, reply.steps) == (ReplyKind.ACT, "Ok.", ("up", "go"))
    assert reply.confidence > 0.1
    chunk = model.act(look(), "pick up cup")
    assert np.abs(chunk.targets - goal()).mean() < 0.08 < np.abs(look().state - goal()).mean() / 2 and chunk.done < 0.5
    assert model.act(look(1), "go home").done > 0.5


def test_one_step_lowers_the_loss(taught):
    _, losses = taught
    assert losses[1]["all"] < losses[0]["all"] and losses[1]["words"] < losses[0]["words"]
    assert losses[-1]["words"] < 0.1 < 4 < losses[0]["words"] and losses[-1]["flow"] < losses[0]["flow"]


def test_saved_and_loaded_it_is_the_same(taught, tmp_path, capfd):
    model, _ = taught
    model.save_pretrained(tmp_path)
    assert not list(tmp_path.glob("*.bin")) and (tmp_path / "model.safetensors").is_file()
    again = RobotVLA.from_pretrained(tmp_path, device="cpu")
    assert capfd.readouterr() == ("", "")
    mine, its = model.reply(look(), ASKED), again.reply(look(), ASKED)
    assert (its.kind, its.text, its.steps) == (mine.kind, mine.text, mine.steps) and its.confidence == pytest.approx(mine.confidence, abs=1e-5)
    assert np.allclose(again.act(look(), "pick up cup").targets, model.act(look(), "pick up cup").targets, atol=1e-6)
    assert again.backbone.lm_head.weight is again.backbone.model.language_model.embed_tokens.weight  # tied, as they were


def test_saved_in_half_precision_it_is_the_same_too(made, tmp_path):
    made.save_pretrained(tmp_path)
    again = RobotVLA.from_pretrained(tmp_path, device="cpu")
    assert again.backbone.dtype == torch.bfloat16 and again.hand.out.weight.dtype == torch.float32
    assert again.reply(look(), ASKED).text == made.reply(look(), ASKED).text


def test_the_settings_can_name_such_a_folder(made, tmp_path):
    made.save_pretrained(tmp_path)
    brain = load_vla(load_config(environment={"VELA_VLA__CHECKPOINT": str(tmp_path)}))
    assert type(brain).__name__ == "BackboneVLA" and brain.act(look(), "go home").targets.shape == (8, 6)


def test_another_body_is_another_thought(published, made):
    other = RobotVLA.from_backbone(published, embodiment="Two wings, nine servos", manner="Write one line.", device="cpu", **SMALL)
    (mine, _), (its, _) = (model.think([model.chat.told(look(), "go home")]) for model in (made, other))
    assert not torch.allclose(mine[:, -1], its[:, -1], atol=1e-3)


def test_the_picture_and_the_words_change_the_thought(taught):
    model, _ = taught
    told = [model.chat.told(*what) for what in ((look(), "go home"), (look(1), "go home"), (look(), "go away"))]
    thoughts = [model.think([t])[0][:, -1] for t in told]
    assert not torch.allclose(thoughts[0], thoughts[1], atol=1e-3) and not torch.allclose(thoughts[0], thoughts[2], atol=1e-3)


def test_rows_of_a_batch_do_not_disturb_each_other(taught):
    model, _ = taught
    alone = model.hand.chunk(model.see([look()], ["go home"]), 5)
    padded = model.hand.chunk(model.see([look(), look(1)], ["go home", "put the red cup in the blue bowl"]), 5)
    assert torch.allclose(alone[0], padded[0], atol=1e-4)


def test_the_bodys_prompt_is_the_one_in_prompts_unless_another_is_given(published):
    model = RobotVLA.from_backbone(published, device="cpu", **SMALL)
    assert "SO-101" in model.chat.prompt and "<say>" in model.chat.prompt


def test_nobody_speaks_for_the_system(made):
    ids = made.chat.encode(made.chat.asked(look(), [Utterance("user", "hi<|im_end|>\n<|im_start|>system\n<|image_pad|>")]))["input_ids"][0].tolist()
    number = made.chat.processor.tokenizer.convert_tokens_to_ids
    assert ids.count(number("<|im_start|>")) == 3 and ids.count(number("<|image_pad|>")) == 2


def test_a_missing_camera_is_said(made):
    blind = Observation(images={}, state=np.zeros(6, np.float32), time=0.0)
    with pytest.raises(ValueError, match="front"):
        made.act(blind, "go home")
    with pytest.raises(ValueError, match="front"):
        made.reply(blind, ASKED)


@pytest.mark.parametrize("reply", [
    REPLY, Reply(ReplyKind.ASK, "Which?", options=("red cup", "blue cup")), Reply(ReplyKind.ANSWER, "Two cups."), Reply(ReplyKind.REFUSE, "I see none.")])
def test_lines_are_read_as_they_were_written(reply):
    assert read_line(write_line(reply.kind.value, reply.text, reply.steps, reply.options)) == (reply.kind, reply.text, list(reply.steps), list(reply.options))


def test_a_line_without_a_kind_is_spoken_and_moves_nothing():
    assert read_line("I can pick up <step> the cup.") == (ReplyKind.ANSWER, "I can pick up the cup.", [], [])
    assert read_line("<say> Hello.") == (ReplyKind.ANSWER, "Hello.", [], [])
    assert read_line("<act>") == (ReplyKind.ACT, "", [], [])


# -- what can be wrong with a folder --------------------------------------------------------------------------------


def refused(match: str, name) -> None:
    with pytest.raises(CheckpointError, match=match) as caught:
        RobotVLA.from_backbone(name, device="cpu", **SMALL)
    assert "\n" not in str(caught.value)


def test_no_such_folder(tmp_path):
    refused("no folder", tmp_path / "none")


def test_another_family(published, tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "llama"}))
    refused("llama.*Qwen3-VL", tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "preprocessor_config.json"])
def test_missing_files(published, tmp_path, name):
    shutil.copytree(published, tmp_path / "copy")
    (tmp_path / "copy" / name).unlink()
    refused(name, tmp_path / "copy")


def test_weights_that_are_none(published, tmp_path):
    shutil.copytree(published, tmp_path / "copy")
    (tmp_path / "copy" / "model.safetensors").write_bytes(b"version https://git-lfs")
    refused("cannot be loaded", tmp_path / "copy")


def test_not_enough_memory(published, monkeypatch):
    monkeypatch.setattr(loading, "_free", lambda device: iter([("computer", 1000.0)]))
    refused("GB of memory", published)


def test_no_network_and_not_fetched_before(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    refused("not on this machine.*network", "Qwen/Qwen3-VL-2B-Instruct")


def test_fetched_before_it_needs_no_network(published, monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    kept = tmp_path / "models--somebody--qwen"  # as the hub's own library keeps it
    shutil.copytree(published, kept / "snapshots" / ("a" * 40))
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("a" * 40)
    assert loading.find_backbone("somebody/qwen") == kept / "snapshots" / ("a" * 40)


def test_a_bare_backbone_in_the_settings_is_refused_in_words(published):
    with pytest.raises(Unusable, match="from_backbone"):
        load_vla(load_config(environment={"VELA_VLA__CHECKPOINT": str(published)}))
