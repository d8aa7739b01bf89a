"""A loudspeaker's process that is frozen, real ones on a sound device that takes no time: neither a stop nor the next sentence waits for it."""

from __future__ import annotations

import signal
import threading
import time

import numpy as np
import pytest

from assistant.speaking import NoSound, ReopeningLoudspeaker, Speaker

RATE = 16_000
LONG = np.full(60 * RATE, 0.1, np.float32)  # far more than a socket takes
NEVER = threading.Event()
DEVICE = """
import os, struct, sys, time

class PortAudioError(Exception): ...

def query_devices(device, kind):
    return {"name": "quick", "default_samplerate": 16_000, "max_output_channels": 1}

def check_output_settings(*args, **settings): ...

class OutputStream:
    latency = 0.0
    def __init__(self, *args, **settings): ...
    def __enter__(self): return self
    def __exit__(self, *failure): ...
    def write(self, samples):
        WRITE
"""
HALF_A_MESSAGE = "os.write(int(sys.argv[1]), struct.pack('!i', 1000) + b'half'); time.sleep(600)"


class Tone:
    """A voice: a second for each letter."""

    def synthesize(self, text):
        return LONG[: len(text) * RATE], RATE


@pytest.fixture
def plays_on(monkeypatch, tmp_path):
    """A loudspeaker whose device does this when it is to play a block; and counts as stalled after so many seconds."""
    made = []

    def make(write: str, stalled: float) -> ReopeningLoudspeaker:
        (tmp_path / "sounddevice.py").write_text(DEVICE.replace("WRITE", write))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr("assistant.speaking.reopening.STALLED", stalled)
        made.append(ReopeningLoudspeaker())
        made[-1].find()
        return made[-1]

    yield make
    for one in made:
        one.close()


def freeze(loudspeaker):
    process = loudspeaker._player._process
    process.send_signal(signal.SIGSTOP)
    return process


def test_a_stop_does_not_wait_for_one_that_is_sent_a_sentence(plays_on):
    loudspeaker = plays_on("pass", stalled=300.0)
    frozen, panel = freeze(loudspeaker), []
    speaker = Speaker(Tone(), loudspeaker, lambda wav, text: panel.append(text))
    try:
        speaker.say("a" * 60)
        while not loudspeaker._player._number:
            time.sleep(0.005)
        time.sleep(0.2)  # it is being sent
        stopping = threading.Thread(target=lambda: (speaker.hold(), speaker.cut(), speaker.say("b")), daemon=True)
        stopping.start()
        stopping.join(20)
        assert not stopping.is_alive() and speaker.busy
        frozen.kill()
        assert speaker.wait(60) and panel == [] and loudspeaker._player._process.pid != frozen.pid
    finally:
        frozen.kill()
        speaker.close()


def test_a_sentence_that_is_not_taken_begins_again_on_another(plays_on):
    loudspeaker = plays_on("pass", stalled=0.3)
    frozen = freeze(loudspeaker)
    playing = threading.Thread(target=loudspeaker.play, args=(LONG, RATE, NEVER), daemon=True)
    playing.start()
    playing.join(60)
    assert not playing.is_alive() and frozen.poll() is not None and loudspeaker._player._process.poll() is None


def test_one_that_freezes_while_it_answers_is_given_up(plays_on):
    loudspeaker = plays_on(HALF_A_MESSAGE, stalled=0.3)
    gone = []

    def play():
        with pytest.raises(NoSound, match="plays in the panel"):
            loudspeaker.play(LONG, RATE, NEVER)
        gone.append(True)

    playing = threading.Thread(target=play, daemon=True)
    playing.start()
    playing.join(60)
    assert gone
