"""Minutes in which nobody says stop: what is said in them, that they are sound, and what is right to say of their windows."""

import random
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.bench.utterances import COMMANDS, OTHER, QUESTIONS
from assistant.hearing.speech import RATE
from assistant.hearing.stop_spotter import WINDOW
from assistant.stop_training import negatives, phrases
from assistant.stop_training.hour import NOISE, STOPPING
from assistant.stop_training.near_words import CHAT
from assistant.stop_training.streams import Noises
from assistant.stop_words import is_stop


@pytest.fixture(scope="module")
def noises():
    chance = np.random.default_rng(0)
    others = [chance.normal(0, 0.1, round(seconds * RATE)).astype(np.float32) for seconds in (1.0, 1.7, 0.6, 2.2)]
    return Noises(chance, others, others[:1])


def test_they_are_of_every_kind_that_an_hour_has():
    assert sum(negatives.MINUTES.values()) == 60
    assert set(negatives.MINUTES) == set(negatives.SAID) | set(NOISE) | {"coughs"}


def test_nobody_says_a_word_that_stops_but_where_they_talk_of_stopping():
    chance = random.Random(0)
    for kind in set(negatives.SAID) - {STOPPING}:
        assert not any(is_stop(negatives.SAID[kind](chance), acting=True) for _ in range(40)), kind
    assert not any(is_stop(negatives.SAID[STOPPING](chance), acting=False) for _ in range(40))


def test_the_sentences_that_the_hour_is_measured_with_are_not_taught():
    assert not set(phrases.TALK) & {*phrases.CHAT, *CHAT, *OTHER, *COMMANDS, *QUESTIONS}


@pytest.mark.parametrize("kind", negatives.MINUTES)
def test_a_minute_is_a_minute_of_sound(kind, noises):
    stream = negatives._minute(np.random.default_rng(1), noises, kind, list(noises.others) if kind in negatives.SAID else [])
    assert stream.shape == (60 * RATE,) and stream.dtype == np.float32
    assert 1e-5 < np.abs(stream).max() <= 1.0 and np.isfinite(stream).all()


def test_every_third_look_is_no_stop_and_of_talk_of_stopping_only_alone_is_known(monkeypatch, noises):
    chance = np.random.default_rng(0)
    say = lambda text, *speaker: chance.normal(0, 0.1, RATE).astype(np.float32)  # noqa: E731
    room = SimpleNamespace(chosen=random.Random(0), chance=chance, noises=noises, voices=SimpleNamespace(say=say), say=lambda text: (say(text), "somebody"))
    monkeypatch.setattr(negatives, "Room", lambda seed, strangers: room)
    monkeypatch.setattr(negatives, "Noises", lambda *given: noises)
    monkeypatch.setattr(negatives, "Looks", lambda: SimpleNamespace(feed=lambda stream: ((at, np.zeros(WINDOW, np.float32)) for at in np.arange(0.08, 2.5, 0.08))))
    windows = [window for window, sound in negatives.drawn(2, 0, False, lambda text: None) if sound.shape == (WINDOW,)]
    assert {window.kind for window in windows} == set(negatives.MINUTES)
    assert 10 <= sum(window.kind == "babble" for window in windows) <= 11
    assert {(window.word, window.alone) for window in windows if window.kind != STOPPING} == {(0.0, 0.0)}
    assert all(np.isnan(window.word) and window.alone == 0.0 for window in windows if window.kind == STOPPING)
