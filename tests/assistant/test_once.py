"""What `say --explain` adds to a turn, with a brain that explains itself."""

from __future__ import annotations

import os

import numpy as np
import pytest
from PIL import Image

from assistant import assembly
from assistant.assembly import Unusable
from assistant.interface import Explanation, Point, Reply, ReplyKind, Seen
from assistant.once import check_picture, render, say
from tests.assistant.test_live import settings
from tests.brain import SwingingBrain


class Thoughtful(SwingingBrain):
    def explain(self, observation, dialogue):
        assert dialogue[-1].speaker == "user"  # not the report that came after it
        reply = Reply(ReplyKind.ACT, "Swinging.", steps=("swing",))
        thing = Seen(Point("front", 320, 240, "red cup", 0.9, (0.2, 0.0, 0.03)), 0.9, 0.1, 0.5)
        return Explanation(reply, {kind: float(kind is ReplyKind.ACT) for kind in ReplyKind}, (thing,), (), {"front": np.zeros((480, 640), np.float32)})


def test_why_is_told_and_drawn(monkeypatch, tmp_path):
    monkeypatch.setattr(assembly, "load_vla", lambda config: Thoughtful())
    path = tmp_path / "why.png"
    result = say(settings(), "swing", None, None, None, explain=True, picture=str(path))
    assert result["done"] and result["explanation"]["kinds"]["act"] == 1.0 and result["explanation"]["picture"] == str(path)
    assert Image.open(path).size == (640, 480)
    assert "red cup 90 %" in render(result)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_disk_costs_the_picture_and_not_the_turn(monkeypatch, tmp_path):
    monkeypatch.setattr(assembly, "load_vla", lambda config: Thoughtful())
    path = tmp_path / "why.png"
    path.symlink_to("/dev/full")
    result = say(settings(), "swing", None, None, None, explain=True, picture=str(path))
    assert result["done"] and result["explanation"]["picture"] is None
    assert "could not be written" in render(result) and "red cup 90 %" in render(result)


def test_without_being_asked_it_is_not_explained_and_a_stop_has_no_why(monkeypatch):
    monkeypatch.setattr(assembly, "load_vla", lambda config: Thoughtful())
    result = say(settings(), "stop", None, None, None)
    assert "explanation" not in result and "why" not in render(result)
    result = say(settings(), "stop", None, None, None, explain=True)
    assert result["explanation"] is None and "not asked" in render(result)


def test_a_brain_that_cannot_is_one_sentence(monkeypatch):
    monkeypatch.setattr(assembly, "load_vla", lambda config: SwingingBrain())
    with pytest.raises(Unusable, match="cannot say why"):
        say(settings(), "what do you see?", None, None, None, explain=True)


def test_a_picture_that_cannot_be_written_is_said_before_anything_moves(tmp_path):
    check_picture(str(tmp_path / "why.PNG"))
    for path, words in ((tmp_path / "why.jpg", ".png"), (tmp_path / "none" / "why.png", "No such file")):
        with pytest.raises(ValueError, match=words):
            check_picture(str(path))
