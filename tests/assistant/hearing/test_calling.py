"""What was said after the wake word, and what is told where it cannot be listened for."""

import numpy as np
import pytest

from assistant.events import Problem, Recovered
from assistant.hearing import calling as calling_module
from assistant.hearing.calling import after_the_call
from assistant.interface import Transcript
from tests.assistant.hearing.ways_in import PIECE, Whistle


@pytest.mark.parametrize("word, text, rest", [
    ("hey_jarvis", "Hey Jarvis, pick up the red cup.", "Pick up the red cup."),
    ("hey_jarvis", "Hey, Jarvis.", None),
    ("hey_mycroft", "Hey, my craft, pick up the red cup.", "Pick up the red cup."),
    ("hey_mycroft", "Hey, McRought. Stop!", "Stop!"),
    ("okay_nabu", "Ok, Naboo, what do you see?", "What do you see?"),
    ("hey_rhasspy", "Hey, Raspi, pick up the red cup.", "Pick up the red cup."),
    ("alexa", "And then I said Alexa, what do you see?", "What do you see?"),
    ("alexa", "Pick up the red cup.", "Pick up the red cup."),  # it began with the word, which Whisper left out
])
def test_what_is_left_when_the_wake_word_is_taken_off(word, text, rest):
    left = after_the_call(Transcript(text, start=1.0, end=3.0), word, at=2.0)
    assert (left and left.text) == rest


def test_a_sentence_that_was_under_way_and_shows_no_wake_word_is_not_taken():
    assert after_the_call(Transcript("Then the film ended and we went home.", start=1.0, end=9.0), "alexa", at=8.0) is None


class Broken(Whistle):
    """A wake word that fails where the sound says so."""

    def feed(self, samples):
        if np.all(samples == BAD[0]):
            raise RuntimeError("no model")
        return super().feed(samples)


BAD = np.full(1600, 0.5, np.float32)


def test_a_wake_word_that_fails_is_told_once_until_it_has_worked_in_between(stage, monkeypatch, caplog):
    scene = stage("wake")
    monkeypatch.setattr(calling_module, "WakeWord", Broken)
    scene.modes.choose("wake", "alexa")

    def goes_wrong(source="microphone"):
        scene.now += PIECE
        scene.modes.sound(BAD, scene.now, source)

    def told():
        return [type(event) for event in scene.events if isinstance(event, (Problem, Recovered))]

    for _ in range(5):
        goes_wrong()
        goes_wrong("browser")
    assert told() == [Problem] and len(caplog.records) == 1 and caplog.records[0].exc_info
    assert "no model" in next(event.text for event in scene.events if isinstance(event, Problem))
    scene.pass_time(1.0)
    assert told() == [Problem]  # the browser's still does
    scene.pass_time(1.0, "browser")
    assert told() == [Problem, Recovered]
    goes_wrong()
    assert told() == [Problem, Recovered, Problem]
    scene.call()
    scene.after(1.0, "Pick up the red cup.")
    assert scene.mind.heard == ["Pick up the red cup."] and told() == [Problem, Recovered, Problem, Recovered]


def test_a_wake_word_that_nobody_listens_for_any_more_is_no_problem(stage, monkeypatch):
    scene = stage("wake")
    monkeypatch.setattr(calling_module, "WakeWord", Broken)
    scene.modes.choose("wake", "alexa")
    scene.modes.sound(BAD, scene.now + PIECE, "microphone")
    scene.modes.choose("open")
    assert [type(event) for event in scene.events if isinstance(event, (Problem, Recovered))] == [Problem, Recovered]
