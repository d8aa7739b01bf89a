"""The room: sound comes when it is due, as loud as it is, and Vela's own voice with it."""

import threading
import time

import numpy as np
import pytest

from assistant.bench.acoustics import EchoPath
from assistant.bench.room import BLOCK, Room
from assistant.bench.voices import RATE

TONE = 0.5 * np.sin(2 * np.pi * 400 * np.arange(RATE // 4) / RATE).astype(np.float32)


class Ears:
    def __init__(self) -> None:
        self.pieces: list[np.ndarray] = []
        self.rates: set[int] = set()

    def __call__(self, samples: np.ndarray, rate: int) -> None:
        self.pieces.append(samples)
        self.rates.add(rate)

    @property
    def sound(self) -> np.ndarray:
        return np.concatenate(self.pieces)


@pytest.fixture
def heard():
    return Ears()


ECHO = EchoPath.draw(np.random.default_rng(0))


@pytest.fixture
def room(heard):
    room = Room(np.full(RATE, 0.001, np.float32), ECHO)
    room.microphone(heard).start()
    yield room
    room.stop()


def wait(room: Room, seconds: float) -> None:
    time.sleep(seconds)
    deadline = time.monotonic() + 20
    while not room.quiet and time.monotonic() < deadline:
        time.sleep(0.01)


def test_what_is_said_is_heard_with_the_noise_in_pieces_of_a_sound_card(room, heard):
    at, now = room.say(TONE), time.perf_counter()
    assert at > now - 0.05
    wait(room, 0.3)
    assert heard.rates == {RATE} and {len(piece) for piece in heard.pieces} == {BLOCK}
    begin = int(np.flatnonzero(np.abs(heard.sound - 0.001) > 1e-6)[0]) - 1  # the tone's own first sample is nothing
    assert heard.sound[begin : begin + len(TONE)] == pytest.approx(TONE + 0.001, abs=1e-5)
    assert heard.sound[:begin] == pytest.approx(np.full(begin, 0.001), abs=1e-6)


def test_sound_is_never_brought_before_it_was_made(heard):
    room, came = Room(np.zeros(RATE, np.float32)), []
    room.microphone(lambda samples, rate: came.append((time.perf_counter(), np.abs(samples).max()))).start()
    at = room.say(TONE)
    wait(room, 0.5)
    room.stop()
    first = next(when for when, loud in came if loud > 0.01)
    assert at < first < at + BLOCK / RATE + room.late + 0.02
    assert room.late >= 0


def said(seconds: float) -> np.ndarray:
    """At 24 kHz, after 0.1 s of silence."""
    return np.concatenate([np.zeros(2400), 0.4 * np.sin(2 * np.pi * 500 * np.arange(round(24_000 * seconds)) / 24_000)]).astype(np.float32)


def test_her_own_voice_is_in_the_room_and_can_be_cut(room, heard):
    cut, began, told = threading.Event(), time.perf_counter(), []
    assert room.loudspeaker(lambda samples, rate, at: told.append((len(samples), rate))) is room
    threading.Timer(0.4, cut.set).start()
    room.play(said(2.0), 24_000, cut)
    (playing,) = room.played
    assert playing.since - began == pytest.approx(0.1, abs=0.05)
    assert playing.cut and 0.35 < playing.until - began < 1.5
    assert told == [(50_400, 24_000), (0, 24_000)]
    wait(room, 0.1)
    loud = np.flatnonzero(np.abs(heard.sound - 0.001) > 0.005)
    assert 0.1 * RATE < loud[-1] - loud[0] < 1.5 * RATE and room.quiet


def test_a_hold_is_silent_and_then_it_goes_on_with_a_little_said_again(room):
    cut, began = threading.Event(), time.perf_counter()
    threading.Timer(0.3, room.hold).start()
    threading.Timer(0.8, room.go_on).start()
    room.play(said(0.5), 24_000, cut)
    (playing,) = room.played
    assert not playing.cut and playing.until - began > 0.6 + 0.4


def test_a_hold_that_becomes_a_cut_was_silence_from_its_beginning(room):
    class Cut(threading.Event):
        def set(self) -> None:
            self.at = time.perf_counter()
            super().set()

    cut = Cut()
    room.hold()
    threading.Timer(2.0, cut.set).start()
    room.play(said(5.0), 24_000, cut)
    (playing,) = room.played
    assert playing.cut and playing.until < cut.at - 0.5


def test_a_slower_room_takes_longer(heard):
    room = Room(np.zeros(RATE, np.float32), pace=4.0)
    assert room.after(10.0, 0.5) == 12.0
    began = time.perf_counter()
    room.play(np.full(RATE // 10, 0.4, np.float32), RATE, threading.Event())
    assert time.perf_counter() - began >= 0.4
