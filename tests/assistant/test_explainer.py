"""Explaining waits: for being asked, and for the dialogue to have nothing to do."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from assistant.events import Bus, Explained, Problem
from assistant.explainer import Explainer
from assistant.interface import Explanation, Observation, Reply, ReplyKind, Utterance
from assistant.late import LateBrain
from tests.brain import SwingingBrain

PICTURE = np.zeros((4, 6, 3), np.uint8)


class Brain(SwingingBrain):
    def __init__(self):
        super().__init__()
        self.asked = []

    def explain(self, observation, dialogue):
        self.asked.append((threading.current_thread().name, observation, dialogue))
        if dialogue[-1].text == "nonsense":
            raise ValueError("it makes no sense")
        return Explanation(Reply(ReplyKind.ANSWER, f"why {dialogue[-1].text}"), {}, attention={"front": np.zeros((4, 6), np.float32)})


class Talk:
    """A dialogue as far as the explainer knows it."""

    def __init__(self):
        self.last_asked, self.idle = None, threading.Event()

    def wait_idle(self, timeout=None):
        return self.idle.wait(timeout)

    def was_asked(self, text):
        self.last_asked = Observation({"front": PICTURE}, np.zeros(6), 0.0), (Utterance("user", text),)


@pytest.fixture
def scene():
    bus, told = Bus(), []
    bus.subscribe(told.append)
    brain, talk = Brain(), Talk()
    explainer = Explainer(LateBrain(lambda: brain), talk, bus)
    yield brain, talk, explainer, told
    talk.idle.set()
    explainer.close()
    assert not explainer._thread.is_alive()


def wait_for(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_it_waits_until_nothing_else_is_to_be_done(scene):
    brain, talk, explainer, told = scene
    talk.was_asked("hello")
    talk.idle.set()
    time.sleep(0.05)
    assert not brain.asked  # nobody wants to know
    talk.idle.clear()
    assert explainer.ask() is None
    time.sleep(0.1)
    assert not brain.asked  # it has something to do
    talk.was_asked("goodbye")
    talk.idle.set()
    wait_for(lambda: told)
    assert isinstance(told[0], Explained) and told[0].explanation.reply.text == "why goodbye" and told[0].picture is PICTURE
    assert [name for name, *_ in brain.asked] == ["explainer"]


def test_what_it_cannot_explain_it_says(scene):
    brain, talk, explainer, told = scene
    assert "not replied" in explainer.ask()
    talk.idle.set()
    talk.was_asked("nonsense")
    assert explainer.ask() is None
    wait_for(lambda: told)
    assert isinstance(told[0], Problem) and "makes no sense" in told[0].text
    talk.was_asked("hello")
    explainer.ask()
    wait_for(lambda: len(told) == 2)


def test_a_brain_that_cannot_says_so():
    talk = Talk()
    talk.was_asked("hello")
    explainer = Explainer(LateBrain(SwingingBrain), talk, Bus())
    assert "cannot say why" in explainer.ask()
    explainer.close()
