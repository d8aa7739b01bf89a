"""Microphones that come and go, on a real sound server: sounddevice, PortAudio and ALSA are those that Vela runs on."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from assistant.hearing import NoMicrophone, ReopeningMicrophone, recorder
from assistant.hearing import microphone as microphone_module
from assistant.hearing.microphone import _Mixer
from assistant.hearing.speech import RATE
from tests.sound_server import sound_server, until  # noqa: F401

TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)).astype(np.float32)  # 1 s


class Ear:
    """What a microphone hands on. heard(): seconds of TONE in it."""

    def __init__(self, device=None, silent=10.0):
        self.pieces, self.problems, self.recovered = [], [], 0
        self.microphone = ReopeningMicrophone(self._take, lambda text, advice: self.problems.append(f"{text} {advice}"), self._back, device, silent)

    def _take(self, samples, rate):
        assert rate == RATE and samples.dtype == np.float32 and samples.ndim == 1
        self.pieces.append(samples)

    def _back(self):
        self.recovered += 1

    def heard(self):
        sound = np.concatenate([np.zeros(1, np.float32), *self.pieces])
        sound = sound[: len(sound) // 512 * 512].reshape(-1, 512)
        rising = (np.diff(np.signbit(sound), axis=1).sum(axis=1)) * RATE / 512 / 2  # zero crossings: Hz
        return float(((np.abs(sound).max(axis=1) > 0.02) & (np.abs(rising - 440) < 40)).sum() * 512 / RATE)


@pytest.fixture
def ear(sound_server):  # noqa: F811
    made = []

    def make(*args, **settings):
        made.append(Ear(*args, **settings))
        return made[-1]

    yield make
    for one in made:
        one.microphone.close()
    until(lambda: sound_server._process is None or not sound_server.recordings())


def hears(one, server, microphone="mic"):
    before = one.heard()
    server.say(TONE, 16_000, microphone)
    until(lambda: one.heard() > before + 0.7)


@pytest.mark.parametrize("rate, channels", [(8_000, 1), (44_100, 2), (48_000, 8), (96_000, 1)])
def test_any_rate_and_any_number_of_channels(ear, sound_server, rate, channels):  # noqa: F811
    sound_server.plug_microphone("other", rate, channels)
    one = ear()
    one.microphone.start()
    hears(one, sound_server, "other")
    assert one.microphone.level > -80 and one.problems == []


class Picky:
    """sounddevice on a bare device, which takes one rate and one number of channels and says so as its driver does. The server's take anything."""

    class PortAudioError(Exception):
        pass

    def __init__(self, rate, channels):
        self.only = rate, channels

    def check_input_settings(self, device, channels, dtype, samplerate):
        if (samplerate, channels) != self.only:
            raise self.PortAudioError("Invalid sample rate", -9997)


@pytest.mark.parametrize("rate, channels, most", [(8_000, 1, 1), (44_100, 2, 2), (48_000, 8, 8), (96_000, 8, 8), (16_000, 1, 32), (22_050, 2, 6)])
def test_what_a_bare_device_takes_is_found(rate, channels, most):
    assert recorder.suited(Picky(rate, channels), None, {"max_input_channels": most, "default_samplerate": 22_050.0}) == (channels, rate)


def test_channels_that_carry_nothing_do_not_thin_out_the_others():
    mixer = _Mixer(8, RATE)
    sound = np.zeros((512, 8), np.float32)
    sound[:, 3] = TONE[:512]
    assert np.abs(mixer.mix(sound) - TONE[:512]).max() < 1e-6
    sound[:, 5] = TONE[:512]
    assert np.abs(mixer.mix(sound) - TONE[:512]).max() < 1e-6


def test_a_microphone_whose_device_dies_is_opened_again_when_it_is_back(ear, sound_server):  # noqa: F811
    one = ear()
    one.microphone.start()
    hears(one, sound_server)
    sound_server.stop()
    until(lambda: one.problems)
    assert "looks for it" in one.problems[0] and one.microphone.level is None and not one.microphone.present
    sound_server.start()
    sound_server.plug_microphone("another", 44_100)  # replaced, too
    until(lambda: one.recovered)
    hears(one, sound_server, "another")
    assert len(one.problems) == 1 and one.recovered == 1 and one.microphone.present


def test_a_microphone_that_hangs_counts_as_gone_and_comes_back(ear, sound_server):  # noqa: F811
    one = ear()
    one.microphone.start()
    hears(one, sound_server)
    sound_server.hold_up("mic", True)
    until(lambda: one.problems)
    sound_server.hold_up("mic", False)
    until(lambda: one.recovered)
    hears(one, sound_server)


def test_a_microphone_pulled_and_another_one_plugged_in(ear, sound_server):  # noqa: F811
    """The sound server keeps the stream and moves it: nothing is lost but what was said in between."""
    one = ear()
    one.microphone.start()
    hears(one, sound_server)
    sound_server.pull("mic")
    sound_server.plug_microphone("headset", 16_000)
    hears(one, sound_server, "headset")
    sound_server.plug_microphone("mic")  # and back, as the new default
    hears(one, sound_server, "mic")
    assert one.problems == []


def test_one_that_is_not_there_at_first_is_found_later(ear, sound_server):  # noqa: F811
    sound_server.stop()
    one = ear()
    with pytest.raises(NoMicrophone, match="type"):
        one.microphone.start()
    assert not one.microphone.present
    sound_server.start()
    sound_server.plug_microphone()
    until(lambda: one.recovered)
    hears(one, sound_server)
    assert one.problems == []  # whoever started it was told


def test_no_sound_at_all_is_said_once_and_a_quiet_room_is_not(ear, sound_server):  # noqa: F811
    rustle = np.random.default_rng(0).normal(0, 10 ** (-66 / 20), 60 * 16_000).astype(np.float32)  # as quiet as a room gets
    room = sound_server.begin_saying(rustle, 16_000)
    try:
        until(sound_server.playing)
        one = ear(silent=2.0)
        one.microphone.start()
        until(lambda: len(one.pieces) > 3.0 * RATE / 320)
        assert one.problems == [] and -80 < one.microphone.level < -55
        sound_server.mute("mic", True)
        until(lambda: one.problems)
        assert "I hear nothing" in one.problems[0] and "Unmute" in one.problems[0] and one.microphone.level == -80
        pieces = len(one.pieces)
        until(lambda: len(one.pieces) > pieces + 3.0 * RATE / 320)
        assert len(one.problems) == 1 and not one.recovered
        sound_server.mute("mic", False)
        until(lambda: one.recovered)
        assert room.poll() is None
    finally:
        room.terminate()
        room.wait()


def test_stop_closes_the_device_and_start_opens_it(ear, sound_server):  # noqa: F811
    one = ear()
    one.microphone.start()
    hears(one, sound_server)
    assert len(sound_server.recordings()) == 1
    one.microphone.stop()
    until(lambda: sound_server.recordings() == [])
    assert one.microphone.present and one.microphone.level is None
    pieces = len(one.pieces)
    sound_server.say(TONE, 16_000)
    assert len(one.pieces) == pieces
    one.microphone.start()
    hears(one, sound_server)


def test_stop_while_it_is_looked_for_leaves_it_closed(ear, sound_server):  # noqa: F811
    one = ear()
    one.microphone.start()
    sound_server.stop()
    until(lambda: one.problems)
    one.microphone.stop()
    sound_server.start()
    sound_server.plug_microphone()
    one.microphone._closing.wait(2.5)  # it looks after 0.5, 1 and 2 s
    assert sound_server.recordings() == [] and one.recovered == 1  # nothing is wrong with what is closed


def test_stop_does_not_wait_for_a_device_that_does_not_open(ear, sound_server, monkeypatch, tmp_path):  # noqa: F811
    (tmp_path / "recorder.py").write_text("import sys; sys.stdin.read()")
    monkeypatch.setattr(microphone_module, "RECORDER", tmp_path / "recorder.py")
    one, begun = ear(), time.monotonic()
    opening = threading.Thread(target=lambda: pytest.raises(NoMicrophone, one.microphone.start))
    opening.start()
    until(lambda: one.microphone._microphone._recorder)
    one.microphone.stop()
    opening.join()
    assert time.monotonic() - begun < microphone_module.START - 1.0 and one.problems == []
