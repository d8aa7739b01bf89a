"""A sentence that was thought about before it was over costs less when it is: the same reply, and nothing done twice."""

import pytest
import torch

from assistant.interface import Observation, Utterance
from tests.assistant.vla.small import look, small_model, talkative

SAID = [Utterance("user", "pick up the red cup")]


@pytest.fixture
def small(monkeypatch):
    model = talkative(small_model())
    model.done = []
    for name in ("see", "_think"):
        method = getattr(model, name)
        monkeypatch.setattr(model, name, lambda *what, name=name, method=method: model.done.append(name) or method(*what))
    return model


def test_the_same_sentence_and_picture_are_not_thought_through_twice(small):
    seen = look()
    ahead = small.would_reply(seen, SAID)
    assert small.reply(seen, SAID) == ahead and small.done == ["see", "_think"]


def test_it_is_the_reply_that_would_have_been_given_without(small):
    seen = look()
    without = small.reply(seen, SAID)
    small.would_reply(seen, SAID)
    small.forget()
    small.would_reply(seen, SAID)
    assert small.reply(seen, SAID) == without


@pytest.mark.parametrize("what", ["other words", "another picture", "something in mind"])
def test_anything_else_is_thought_through(small, what):
    seen = look()
    small.would_reply(seen, SAID)
    small.done.clear()
    if what == "other words":
        small.reply(seen, [Utterance("user", "pick up the cup")])
        assert small.done == ["_think"]
    elif what == "another picture":
        small.reply(Observation(seen.images, seen.state, 1.0), SAID)
        assert small.done == ["see", "_think"]
    else:  # as after something was put somewhere
        reconcile, small._table.reconcile = small._table.reconcile, lambda objects, tip, look: objects.color.mul_(0.5) is None or reconcile(objects, tip, look)
        small.reply(seen, SAID)
        assert small.done == ["_think"]


def test_what_was_seen_is_handed_on_as_it_was(small):
    seen = look()
    small.would_reply(seen, SAID)
    again = lambda: small._ahead.seen(seen, small._standing().now)  # noqa: E731
    again().color.zero_()
    assert bool(again().color.any()) and torch.equal(again().pixel, small.see(seen).pixel)
