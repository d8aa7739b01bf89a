"""Modes with all around it, for tests: a mind that keeps what it is told, a listener that has always caught up, a device, a wake word that is loud sound, and a clock that is turned by sound."""

import numpy as np

from assistant.events import Bus
from assistant.hearing import Modes, NoMicrophone, Patience, calling
from assistant.hearing.speech import RATE
from assistant.interface import Transcript

PIECE = 0.1  # seconds


class Mind:
    def __init__(self):
        self.heard, self.shown, self.stops, self.stopped = [], [], [], False

    def hear(self, transcript, source):
        self.heard.append(transcript.text)

    def overhear(self, transcript, source):
        self.shown.append(transcript and transcript.text)

    def spotted(self, source):
        if not self.stopped:
            self.stops.append(source)
        return not self.stopped

    def is_stop(self, text):
        return text.lower().strip(".!") == "stop"


class Ears:
    """A listener that has always caught up."""

    def __init__(self):
        self.fed = []

    def feed(self, samples, rate, source):
        self.fed.append(source)

    def end_turns(self, then):
        then()


class Device:
    present, level = True, -40

    def __init__(self):
        self.open, self.gone = True, False

    def start(self):
        if self.gone:
            raise NoMicrophone("No microphone was found; type.")
        self.open = True

    def stop(self):
        self.open = False


class Whistle:
    """A wake word for tests: loud sound."""

    def __init__(self, word, threshold):
        self.word = word

    def feed(self, samples):
        return bool(np.abs(samples).max() > 0.9)


class Stage:
    """Modes with all around it, and a clock that is turned by sound."""

    def __init__(self, mode, monkeypatch):
        monkeypatch.setattr(calling, "WakeWord", Whistle)
        self.bus, self.mind, self.ears, self.device = Bus(), Mind(), Ears(), Device()
        self.events, self.speaking, self.now = [], False, 0.0
        self.bus.subscribe(self.events.append)
        self.modes = Modes(self.mind, self.bus, lambda: self.speaking, mode, patience=Patience(follow_up=6.0, answer=12.0, talk=30.0))
        self.modes.listener, self.modes.microphone = self.ears, self.device
        self.pass_time(1.0)

    def pass_time(self, seconds, source="microphone"):
        for _ in range(round(seconds / PIECE)):
            self.now += PIECE
            self.modes.sound(np.zeros(round(PIECE * RATE), np.float32), self.now, source)

    def call(self):
        self.now += PIECE
        self.modes.sound(np.ones(1600, np.float32), self.now, "microphone")

    def say(self, text, seconds=1.0, source="microphone"):
        """The sentence ends now."""
        self.modes.hear(Transcript(text, start=self.now - seconds, end=self.now), source)

    def after(self, seconds, text):
        self.pass_time(seconds)
        self.say(text, seconds=0.0)

    @property
    def state(self):
        return self.modes.state()["state"]
