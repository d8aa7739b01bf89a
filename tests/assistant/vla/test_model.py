"""The model as others use it: built small, saved, loaded, asked, moved. Untrained weights: what it says is not judged here, only its form."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from assistant.interface import VLA, ActionChunk, Intrinsics, Observation, Utterance
from assistant.vla.attention_span import Span
from assistant.vla.thing import Thing
from assistant.vla.model import RobotVLA
from assistant.vla.training.deepen import deepened
from tests.assistant.vla.small import look, small_model
from tests.assistant.vla.spans import objects, span


@pytest.fixture(scope="module")
def small() -> RobotVLA:
    return small_model()


def test_it_is_a_vla(small):
    assert isinstance(small, VLA)


def test_a_chunk_is_absolute_targets_with_the_gripper_in_its_range(small):
    small.reset()
    chunk = small.act(look(), "pick up the red cup")
    assert isinstance(chunk, ActionChunk)
    assert chunk.targets.shape == (8, 6) and chunk.targets.dtype == np.float32
    assert np.isfinite(chunk.targets).all()
    assert (chunk.targets[:, 5] >= 0).all() and (chunk.targets[:, 5] <= 1).all()
    assert chunk.dt == pytest.approx(0.1) and 0 <= chunk.done <= 1


def test_the_same_look_gives_the_same_chunk(small):
    small.reset()
    first = small.act(look(), "pick up the red cup").targets
    small.reset()
    assert np.array_equal(first, small.act(look(), "pick up the red cup").targets)


def test_pictures_of_any_size_are_taken(small):
    small.reset()
    picture = np.zeros((120, 160, 3), np.uint8)
    small.act(Observation(images={"front": picture}, state=np.zeros(6, np.float32), time=0.0), "go home")


def test_a_missing_camera_is_said(small):
    blind = Observation(images={"wrist": np.zeros((48, 64, 3), np.uint8)}, state=np.zeros(6, np.float32), time=0.0)
    with pytest.raises(ValueError, match="front"):
        small.act(blind, "go home")
    with pytest.raises(ValueError, match="front"):
        small.reply(blind, [Utterance("user", "hello")])


def test_saved_and_loaded_it_is_the_same(small, tmp_path):
    small.save_pretrained(tmp_path)
    assert (tmp_path / "model.safetensors").exists()
    again = RobotVLA.from_pretrained(tmp_path)
    small.reset()
    again.reset()
    assert np.allclose(small.act(look(), "pick up the red cup").targets, again.act(look(), "pick up the red cup").targets, atol=1e-3)


def test_it_is_kept_in_16_bits_and_works_in_32(small, tmp_path):
    small.save_pretrained(tmp_path)
    assert {weights.dtype for weights in load_file(tmp_path / "model.safetensors").values() if weights.is_floating_point()} == {torch.float16}
    assert {parameter.dtype for parameter in RobotVLA.from_pretrained(tmp_path).parameters()} == {torch.float32}


def test_a_checkpoint_of_another_version_is_refused_in_words(small, tmp_path, capfd):
    small.save_pretrained(tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    del weights["language.part.weight"]
    save_file(weights, tmp_path / "model.safetensors", metadata={"format": "pt"})
    capfd.readouterr()
    with pytest.raises(OSError, match="language.part.weight.*another version"):
        RobotVLA.from_pretrained(tmp_path)
    assert capfd.readouterr() == ("", "")


def test_a_checkpoint_with_layers_that_its_config_does_not_have_is_refused_in_words(tmp_path):
    deeper = deepened(small_model(), 2)
    deeper.config.layers = 1
    deeper.save_pretrained(tmp_path)
    with pytest.raises(OSError, match="no place for, language.layers.1.*not of one model"):
        RobotVLA.from_pretrained(tmp_path)


def test_a_checkpoint_whose_parts_are_of_another_size_is_refused_in_words(small, tmp_path):
    small.save_pretrained(tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    weights["hand.target.0.weight"] = weights["hand.target.0.weight"][:, :-7].contiguous()
    save_file(weights, tmp_path / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(OSError, match="hand.target.0.weight is of another size.*another version"):
        RobotVLA.from_pretrained(tmp_path)


def test_a_checkpoint_without_its_tokenizer_is_refused_in_words(small, tmp_path):
    small.save_pretrained(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(OSError, match="not whole"):
        RobotVLA.from_pretrained(tmp_path)


def put(model: RobotVLA) -> None:
    """As if it had just put a red ball into a bowl, let go and seen it there."""
    mind = span(objects((2, 0, 0.25, -0.1, 0.024), (4, 5, 0.25, -0.1, 0.02)), "put_in")
    assert mind.settled
    model._table.placed, model._span = [], mind
    model.reset()


def shaded(x: float = 0.25):
    """What stands in the bowl now looks orange more than red, as in its shade it may."""
    seen = objects((2, 4, x, -0.1, 0.024), (4, 5, 0.25, -0.1, 0.02), (2, 4, 0.2, 0.15, 0.017))
    seen.color[0, 0, 0], seen.color[0, 0, 4] = 0.3, 0.7
    return seen


def test_what_it_put_somewhere_stays_what_it_was(small):
    put(small)
    seen = shaded()
    assert small._table.recognise(seen, small._tip(look()))[0] == small._table.placed
    assert seen.color[0, 0].argmax() == 0 and seen.color[0, 2].argmax() == 4


def test_a_new_conversation_remembers_nothing_of_the_one_before(small):
    put(small)
    small._in_hand = small._table.placed[0]
    small._span = span(objects((2, 0, 0.25, -0.1, 0.024), (4, 5, 0.25, -0.1, 0.02)), "put_in")
    small.forget()
    seen = shaded()
    before = seen.color.clone()
    small._recognise(seen, look())
    assert torch.equal(seen.color, before) and small._in_hand is None and small._span is None and small._done == []


def test_a_reply_knows_what_the_instruction_before_it_put_somewhere(small, monkeypatch):
    small.forget()
    small._span = span(objects((2, 0, 0.25, -0.1, 0.024), (4, 5, 0.25, -0.1, 0.02)), "put_in")  # no other instruction has come since
    seen = shaded()
    monkeypatch.setattr(small, "see", lambda observation: seen)
    with pytest.raises(ValueError, match="no reply"):  # it has learned nothing yet, and remembers all the same
        small.reply(look(), (Utterance("user", "what do you see"),))
    assert seen.color[0, 0].argmax() == 0


def test_what_was_taken_away_or_swapped_is_forgotten(small):
    for now in (shaded(x=0.31), objects((3, 8, 0.25, -0.1, 0.036))):
        put(small)
        before = now.color.clone()
        small._recognise(now, look())
        assert torch.equal(now.color, before)
    put(small)
    small._table.placed[0].place = torch.tensor([0.9, 0.9, 0.0])  # far from the hand, where nothing is to be seen
    assert not small._table.recognise(shaded(), small._tip(look()))[0]


def test_what_it_put_and_sight_does_not_find_is_still_there_where_depth_says_so(small, monkeypatch):
    seeing = look(depth={"front": np.full((480, 640), 0.6, np.float32)}, intrinsics={"front": Intrinsics(640, 480, 600.0, 600.0, 320.0, 240.0)})
    bowl, can = (4, 5, 0.25, -0.2, 0.02), (3, 8, 0.27, -0.2, 0.036)

    def filled(observation, stands, *things):
        put(small)
        small._table.placed[0].place = torch.tensor([0.25, -0.2, 0.024])  # the fingers are elsewhere
        monkeypatch.setattr("assistant.vla.depth.InDepth.stands", lambda *_: stands)
        now = objects(*things)
        small._table.add_unseen(now, small._tip(observation), small._in_depth(observation))
        return now

    now = filled(seeing, True, bowl)
    assert now.present[0].nonzero()[:, 0].tolist() == [0, 1] and now.kind[0, 1].argmax() == 2 and now.color[0, 1].argmax() == 0 and now.held[0, 1] == 0
    assert filled(seeing, False, bowl).present.sum() == 1
    assert filled(seeing, True, bowl, can).present.sum() == 2  # the can that is seen there is what stands there
    assert filled(look(), True, bowl).present.sum() == 1  # without depth there is no saying
    small._promised, small._out_of_sight = {"pick up the red ball": (Thing.of(now, 1), None)}, {"pick up the red ball"}
    assert small._ground("pick up the red ball", objects(bowl)) is None  # and nothing else is taken instead of it


def test_what_was_not_seen_where_it_was_put_is_not_remembered(small):
    put(small)
    mind = span(objects((2, 0, 0.2, 0.1, 0.017), (4, 5, 0.25, -0.1, 0.02)), "put_in")  # still beside it
    small._table.placed, small._span = [], mind
    small.reset()
    assert not small._table.placed


def test_the_left_one_of_the_reply_is_the_left_one_of_its_step_wherever_the_others_are_by_then(small, monkeypatch):
    left, right, bowl = (0, 3, 0.2, 0.12, 0.015), (0, 3, 0.2, -0.05, 0.015), (4, 1, 0.2, 0.0, 0.02)
    before = objects(right, left, bowl)
    promised = Thing.of(before, 0)  # "the right cube", before the left one was put into the bowl, right of it
    now = objects((0, 3, 0.205, -0.002, 0.021), right, bowl)
    monkeypatch.setattr(small, "_promised", {"put the right cube in the bowl": (promised, None)})
    monkeypatch.setattr(small.language, "point", lambda states, present: torch.tensor([[9.0, 0.0], [0.0, 0.0], [0.0, 9.0]] + [[-9.0, -9.0]] * 6)[None])
    monkeypatch.setattr(small.language.skill, "forward", lambda states: torch.nn.functional.one_hot(torch.tensor([1]), 13).float() * 9)
    assert torch.allclose(small._ground("put the right cube in the bowl", now).target.place, torch.tensor([0.2, -0.05, 0.015]))
    assert torch.allclose(small._ground("put the cube in the bowl", now).target.place, torch.tensor([0.205, -0.002, 0.021]))  # nothing was promised of that


def test_the_box_of_the_reply_is_the_box_of_its_step_whatever_color_it_looks_by_then(small, monkeypatch):
    """With a red cube in it, a white box may look yellow; a box that was taken away is not there, whatever else stands where it stood."""
    cube, step = (0, 1, 0.2, 0.12, 0.015), "put the green cube in the white box"
    monkeypatch.setattr(small, "_promised", {step: (Thing.of(objects(cube), 0), Thing.of(objects((6, 7, 0.2, -0.1, 0.015)), 0))})
    monkeypatch.setattr(small.language, "point", lambda states, present: torch.tensor([[9.0, 0.0]] + [[0.0, 0.0]] * 7 + [[0.0, 9.0]])[None])
    monkeypatch.setattr(small.language.skill, "forward", lambda states: torch.nn.functional.one_hot(torch.tensor([1]), 13).float() * 9)
    assert torch.allclose(small._ground(step, objects(cube, (6, 3, 0.202, -0.1, 0.015))).goal.place, torch.tensor([0.202, -0.1, 0.015]))
    assert small._ground(step, objects(cube, (6, 3, 0.3, -0.1, 0.015))) is None
    assert small._ground(step, objects(cube, (3, 7, 0.2, -0.1, 0.02))) is None


def test_while_it_goes_aside_to_look_its_fingers_stay_as_they_are(small, monkeypatch):
    mind = span(objects((2, 0, 0.25, -0.1, 0.024), (4, 5, 0.25, -0.1, 0.02)), "put_in")
    mind.instruction, mind.checking = "put the red ball in the purple bowl", True
    monkeypatch.setattr(small, "_span", mind)
    state = np.array([0, 0, 0, 0, 0, 0.37], np.float32)
    seen = look()
    targets = small.act(Observation(seen.images, state, seen.time, seen.depth, seen.intrinsics), mind.instruction).targets
    assert np.allclose(targets[:, 5], 0.37) and mind.in_the_way  # fingers that close would seem to grip at nothing


def acting(model: RobotVLA, monkeypatch, **of_span) -> ActionChunk:
    """A chunk of a hand that would open, about to put a cube on another, told to hold it; of_span: what the span says."""
    model.reset()
    model._span = span(objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015)), "put_on")
    for name, value in {"in_the_way": False, "lost": False, **of_span}.items():
        monkeypatch.setattr(Span, name, property(lambda self, value=value: value))
    monkeypatch.setattr(model, "_motion", lambda joints, tokens: torch.full((8, 6), 0.8))
    told = np.array([0, 0, 0, 0, 0, 0.25], np.float32)
    return model.act(replace(look(), goal=told, velocity=np.zeros(6, np.float32)), model._span.instruction)


@pytest.mark.parametrize(("may", "widest"), [(False, 0.25), (True, 0.8)])
def test_a_hand_opens_only_where_it_may_let_go(small, monkeypatch, may, widest):
    assert acting(small, monkeypatch, may_let_go=may, stuck=False).targets[:, 5].max() == pytest.approx(widest)


def test_what_is_stuck_is_let_go_where_it_is(small, monkeypatch):
    chunk = acting(small, monkeypatch, may_let_go=False, stuck=True)
    assert (chunk.targets[:, :5] == look().state[:5]).all() and (chunk.targets[:, 5] > look().state[5]).all()


@pytest.mark.parametrize(("nothing", "done"), [(True, 0.0), (False, 1.0)])
def test_what_depth_says_is_not_there_is_not_done(small, monkeypatch, nothing, done):
    monkeypatch.setattr(Span, "check", lambda self, hand: 1.0)
    monkeypatch.setattr(small, "_in_depth", lambda _: SimpleNamespace(bare=lambda *_: nothing))
    assert acting(small, monkeypatch, unproven=0.03).done == done
    assert small._span.target.missing > 0 if nothing else True


def test_what_it_holds_is_not_a_second_thing_on_the_table_behind(small):
    """Sight sees a ball that is held up a second time, on the table along the camera's ray; a like one that was measured stays."""
    small.forget()
    arm = np.array([0, -0.6, 0.4, 0.9, 0, 0.3], np.float32)
    felt = replace(look(), state=arm, goal=arm - np.array([0, 0, 0, 0, 0, 0.1], np.float32), velocity=np.zeros(6, np.float32))
    tip, _ = small.hand.body(torch.from_numpy(arm)[None, :5])
    pose = small._pose()
    eye = -pose[:, :3].T @ pose[:, 3]
    behind = eye + (tip[0] - eye) * 1.3
    seen = objects((2, 0, *tip[0].tolist()), (2, 0, *behind.tolist()), (2, 0, *(tip[0] + torch.tensor([0.0, 0.04, 0.0])).tolist()))
    seen.exact[0, 2] = True
    small._in_hand = Thing.of(seen, 0)
    seen.kind[0, 0] = torch.nn.functional.one_hot(torch.tensor(3), 7)  # held aslant, the ball looks like a can
    assert small._feel(seen, felt) is small._in_hand
    assert seen.present[0].tolist() == [True, False, True] + [False] * 5 and float(seen.held[0, 0]) == 1.0
    assert seen.kind[0, 0].argmax() == 2
    small.forget()
