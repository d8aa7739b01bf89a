"""The speaking side as the settings ask for it; with a voice that needs no model, and loudspeakers that are not there."""

import threading

import numpy as np
import pytest

from assistant import speech_output as side
from assistant.assembly import Unusable
from assistant.events import Bus, Problem, Recovered
from assistant.speaking import NoSound
from assistant.speech_output import SpeechOutput, speech_output, spoken_at_once, voice_choice
from tests.assistant.test_live import settings


class Beep:
    def synthesize(self, text):
        return np.full(1600, 0.1, np.float32), 16_000


class Absent:
    """A loudspeaker that is not found."""

    said = "There is no loudspeaker."

    def __init__(self, device, on_play):
        self.device, self.on_play = device, on_play

    def find(self):
        raise NoSound(self.said)

    def play(self, samples, rate, cut):
        raise NoSound(self.said)

    def close(self): ...


class Room:
    """assistant.sound_devices.SoundDevices, of which only the loudspeaker is asked for."""

    def __init__(self):
        self.played, self.closed = threading.Event(), False

    def loudspeaker(self, on_play):
        self.on_play = on_play
        return self

    def play(self, samples, rate, cut):
        self.on_play(samples, rate, 0.0)
        self.played.set()

    def close(self):
        self.closed = True


@pytest.fixture(autouse=True)
def beeps(monkeypatch):
    monkeypatch.setattr(side, "voice_named", lambda name: Beep())


@pytest.fixture
def made():
    outputs = []
    yield outputs
    for output in outputs:
        output.close()


def told_of(bus):
    events = []
    bus.subscribe(events.append)
    return events


def test_without_a_voice_there_is_none():
    assert speech_output(settings(speaking__voice="none"), Bus(), print, print) is None


def test_a_voice_that_cannot_be_had_is_said_in_one_sentence(monkeypatch):
    monkeypatch.undo()
    with pytest.raises(Unusable, match="no-such-voice"):
        speech_output(settings(speaking__voice="pyttsx3:no-such-voice"), Bus(), print, print)


def test_a_loudspeaker_that_was_asked_for_by_name_must_be_there(monkeypatch):
    monkeypatch.setattr(side, "ReopeningLoudspeaker", Absent)
    with pytest.raises(Unusable, match="speaking.output"):
        speech_output(settings(speaking__output="Studio"), Bus(), print, print)


def test_that_there_is_none_is_told_once_and_is_no_problem(monkeypatch, made):
    monkeypatch.setattr(side, "ReopeningLoudspeaker", Absent)
    bus, told = Bus(), []
    events = told_of(bus)
    made.append(speech_output(settings(speaking__output="default"), bus, print, told.append))
    made[0].speaker.say("Hello.")
    wait(lambda: made[0].newest())
    assert told == [Absent.said] and not any(isinstance(event, (Problem, Recovered)) for event in events)


def test_that_one_which_was_there_fails_is_a_problem(monkeypatch, made):
    monkeypatch.setattr(side, "ReopeningLoudspeaker", Absent)
    monkeypatch.setattr(Absent, "find", lambda self: None)
    bus = Bus()
    events = told_of(bus)
    made.append(speech_output(settings(speaking__output="default"), bus, print, print))
    made[0].speaker.say("Hello.")
    wait(lambda: made[0].newest())
    assert [(event.part, event.text) for event in events if isinstance(event, Problem)] == [("speaking", Absent.said)]


def test_what_no_loudspeaker_plays_is_there_for_the_panel_until_it_is_cut(made):
    made.append(SpeechOutput(Beep(), None, print, print))
    output = made[0]
    output.speaker.say("One.")
    wait(lambda: output.newest())
    output.speaker.say("Two.")
    wait(lambda: output.newest()[0] == 2)
    assert output.newest()[1].startswith(b"RIFF")
    output.speaker.cut()
    assert output.newest() is None


def test_other_devices_take_the_place_of_those_of_the_settings(made):
    room, heard = Room(), []
    output = speech_output(settings(speaking__output="Studio"), Bus(), lambda samples, rate, at: heard.append((len(samples), rate)), print, room)
    output.speaker.say("Hello.")
    assert room.played.wait(10)
    output.close()
    assert heard == [(1600, 16_000)] and room.closed


def test_a_choice_of_voices_begins_with_the_one_of_the_settings(made):
    config = settings(speaking__voice="hibari")
    made.append(speech_output(config, Bus(), print, print))
    assert voice_choice(config, made[0], Bus()).state()["voice"] == "hibari"
    assert all(spoken_at_once())


def wait(true):
    over = threading.Event()
    for _ in range(1000):
        if true():
            return
        over.wait(0.01)
    raise AssertionError("it did not come to that")
