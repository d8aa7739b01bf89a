"""Loudspeakers that come and go, on a real sound server: sounddevice, PortAudio and ALSA are those that Vela runs on."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from assistant.speaking import NoSound, ReopeningLoudspeaker
from tests.sound_server import sound_server, until  # noqa: F401

RATE = 24_000
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)  # 1 s
NEVER = threading.Event()


@pytest.fixture
def loudspeaker(sound_server):  # noqa: F811
    made = ReopeningLoudspeaker()
    yield made
    made.close()
    until(lambda: sound_server._process is None or not sound_server.playing())


def seconds(sound: np.ndarray) -> float:
    """How much of it is TONE, recorded at 16 kHz."""
    windows = sound[: len(sound) // 512 * 512].reshape(-1, 512)
    pitch = np.diff(np.signbit(windows), axis=1).sum(axis=1) * 16_000 / 512 / 2
    return float(((np.abs(windows).max(axis=1) > 0.02) & (np.abs(pitch - 440) < 40)).sum() * 512 / 16_000)


def is_heard(loudspeaker, server, name="speaker", sound=TONE):
    with server.recorded(name) as recorded:
        loudspeaker.play(sound, RATE, NEVER)
        until(lambda: seconds(recorded()) > 0.8 * len(sound) / RATE)


@pytest.mark.parametrize("rate, channels", [(8_000, 1), (44_100, 2), (96_000, 1), (48_000, 8)])
def test_any_rate_and_any_number_of_channels(loudspeaker, sound_server, rate, channels):  # noqa: F811
    sound_server.plug_loudspeaker("other", rate, channels)
    is_heard(loudspeaker, sound_server, "other")


def test_a_loudspeaker_whose_device_dies_begins_the_sentence_again_on_the_next(loudspeaker, sound_server):  # noqa: F811
    is_heard(loudspeaker, sound_server)
    sound_server.stop()
    with pytest.raises(NoSound, match="plays in the panel"):
        loudspeaker.play(TONE, RATE, NEVER)
    sound_server.start()
    sound_server.plug_loudspeaker("another", 44_100)
    loudspeaker._look_at = 0.0  # it is not looked for with every sentence
    is_heard(loudspeaker, sound_server, "another")


def test_one_that_is_replaced_between_two_sentences_is_not_noticed(loudspeaker, sound_server):  # noqa: F811
    """The player's own connection is gone, and the list of devices is a new one: the sentence is played all the same."""
    is_heard(loudspeaker, sound_server)
    sound_server.stop()
    sound_server.start()
    sound_server.plug_loudspeaker("another")
    is_heard(loudspeaker, sound_server, "another")


def test_one_that_is_pulled_in_the_middle_of_a_sentence(loudspeaker, sound_server):  # noqa: F811
    sound_server.plug_loudspeaker("other")
    cut = threading.Event()
    with sound_server.recorded("speaker") as recorded:
        playing = threading.Thread(target=loudspeaker.play, args=(np.tile(TONE, 120), RATE, cut))
        playing.start()
        until(sound_server.playing)
        sound_server.ask("set-default-sink", "speaker")
        sound_server.pull("other")  # the server moves what plays to the default
        until(lambda: seconds(recorded()) > 1.0)
        cut.set()
        playing.join()


def test_one_that_hangs_neither_hangs_the_voice_nor_is_given_up(loudspeaker, sound_server, monkeypatch):  # noqa: F811
    monkeypatch.setattr("assistant.speaking.reopening.LATE", 1.0)
    is_heard(loudspeaker, sound_server)
    sound_server.hold_up("speaker", True)
    with pytest.raises(NoSound, match="plays in the panel"):
        loudspeaker.play(TONE, RATE, NEVER)
    sound_server.hold_up("speaker", False)
    is_heard(loudspeaker, sound_server)


@pytest.mark.parametrize("hangs", [False, True])
def test_a_cut_is_silence_at_once(loudspeaker, sound_server, hangs):  # noqa: F811
    cut = threading.Event()
    playing = threading.Thread(target=loudspeaker.play, args=(np.tile(TONE, 120), RATE, cut))
    playing.start()
    until(sound_server.playing)
    if hangs:
        sound_server.hold_up("speaker", True)
    began = time.monotonic()
    cut.set()
    playing.join()
    assert time.monotonic() - began < 10.0  # 0.1 s on a machine at rest; two minutes were to be played
    until(lambda: not sound_server.playing())
    if not hangs:
        is_heard(loudspeaker, sound_server)  # what is played afterwards is heard


def test_where_there_is_none_it_is_not_looked_for_with_every_sentence(loudspeaker, sound_server):  # noqa: F811
    sound_server.stop()
    with pytest.raises(NoSound):
        loudspeaker.find()
    loudspeaker._look_at = float("inf")
    sound_server.start()
    sound_server.plug_loudspeaker()
    with pytest.raises(NoSound):
        loudspeaker.play(TONE, RATE, NEVER)
    loudspeaker._look_at = 0.0
    is_heard(loudspeaker, sound_server)


def test_a_device_of_a_name_that_does_not_exist(sound_server):  # noqa: F811
    with pytest.raises(NoSound, match="No loudspeaker"):
        ReopeningLoudspeaker("no such one").find()


def test_a_hold_is_silence_until_it_goes_on_and_what_plays_is_told(sound_server):  # noqa: F811
    told = []
    loudspeaker = ReopeningLoudspeaker(on_play=lambda samples, rate, at: told.append((len(samples) / rate, at)))
    playing = threading.Thread(target=loudspeaker.play, args=(np.tile(TONE, 6), RATE, NEVER))
    try:
        began = time.monotonic()
        playing.start()
        until(lambda: told)
        assert told[0][0] == pytest.approx(6.0) and began < told[0][1] < time.monotonic()
        loudspeaker.hold()
        until(lambda: told[-1][0] == 0.0)
        loudspeaker.go_on()
        until(lambda: 0.0 < told[-1][0] <= 6.0)
        playing.join()
    finally:
        loudspeaker.close()
    assert told[-1][0] == 0.0  # nothing plays any more
