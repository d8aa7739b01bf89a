"""What the stop spotter is taught: which windows are a stop, and who is kept apart for the measure."""

import random

import numpy as np
import pytest

from assistant.hearing.speech import RATE
from assistant.stop_training import near_words, phrases, streams
from assistant.stop_training.hour import MINUTES, NOISE, SAID, STOPPING
from assistant.stop_training.lessons import right
from assistant.hearing.transcriber import Guess
from assistant.stop_training.measure import Heard, Looker, report, with_a_second_opinion
from assistant.stop_training.speakers import drawn, kept
from assistant.stop_training.thresholds import chosen, table
from assistant.stop_words import is_stop


@pytest.mark.parametrize(("kind", "text", "late", "wanted"), [
    ("stop", "Stop!", 0.0, (1.0, None)), ("stop", "Stop!", 0.1, (1.0, 1.0)), ("stop", "Stop!", 0.7, (0.0, 0.0)), ("stop", "stop it.", 0.1, (None, 1.0)), ("stop", "Don't move!", 0.1, (0.0, 1.0)),
    ("ending", "we met at the bus stop?", 0.1, (1.0, 0.0)), ("going on", "stop by the bakery later", -0.4, (None, 0.0)), ("alike", "start", 0.1, (0.0, 0.0)), ("alike", "stopped", 0.1, (None, 0.0)), ("going on", "Stop by the bakery.", 0.1, (None, 0.0)), ("ordinary", "Pick up the cup.", 0.1, (0.0, 0.0)),
])
def test_what_is_right(kind, text, late, wanted):
    assert [None if np.isnan(value) else value for value in right(kind, text, late)] == list(wanted)


def test_a_second_opinion_is_asked_where_the_ear_is_not_sure_and_counts():
    yes, no = (Guess("Stop.", -0.2, 0.05), Guess("Star", -1.3, 0.3)), (Guess("Can you pass me the salt?", -0.2, 0.0),) * 2
    sure = Heard("stop", "Stop!", "", None, 1.0, 2.0, [(1.05, 0.2, 0.99)])
    unsure = Heard("stop", "Stop!", "", 10.0, 1.0, 2.0, [(1.05, 0.2, 0.8)], guesses={1.05: yes})
    talk = Heard("talk", "", "", None, None, 60.0, [(5.0, 0.8, 0.2), (5.08, 0.8, 0.2), (9.0, 0.8, 0.8), (9.08, 0.99, 0.99)], guesses={5.0: no, 5.08: no, 9.0: yes, 9.08: yes})
    assert sure.in_use(False) == ([1.05], 0) and unsure.in_use(False) == ([1.05], 0)
    assert talk.in_use(True) == ([9.0], 1) and talk.in_use(False) == ([9.0], 0)
    told = with_a_second_opinion([sure, unsure, talk])
    assert "| while acting | 0 of 1/0 of 0/0 of 1 | 0.05 / 0.05 | 1 | talk 1 | 1 |" in told


def test_what_counts_as_a_stop_is_one_in_words_too():
    alone = [text for text in (*phrases.STOPS, *phrases.MORE_STOPS, *phrases.KEPT_STOPS) if not is_stop(text, acting=False)]
    assert alone == ["whoa, stop"]  # the sound may be more generous than the words, in this alone
    assert not any(is_stop(text, acting=False) for text in (*phrases.ENDING, *phrases.GOING_ON, *phrases.ALIKE, *phrases.CHAT, *phrases.REPLIES))


def test_nothing_ordinary_has_a_word_that_stops():
    chance = random.Random(0)
    assert not any(is_stop(text, acting=True) for text in [phrases.ordinary(chance) for _ in range(200)] + [phrases.moving(chance) for _ in range(50)])


def test_strangers_are_kept_apart():
    chance = random.Random(0)
    strangers, known = {drawn(chance, True) for _ in range(200)}, {drawn(chance, False) for _ in range(200)}
    assert all(map(kept, strangers)) and not any(map(kept, known))
    assert {name.partition("/")[0].partition("+")[0] for name in strangers} >= {"piper", "hibari", "flite:awb", "pico:en-GB", "espeak:en-gb-x-rp"}
    assert not any(name.startswith(("piper", "flite:awb", "pico:en-GB")) for name in known)


def test_what_is_measured_with_is_no_stop_and_was_never_taught():
    chance = random.Random(0)
    assert not any(is_stop(text, acting=True) for text in (*near_words.ALIKE, *near_words.CHAT, *(said(chance) for said in (near_words.piece, near_words.command) for _ in range(60))))
    assert not any(is_stop(near_words.going_on(chance), acting=False) for _ in range(60))
    assert not {text.lower() for text in near_words.ALIKE} & {text.lower() for text in phrases.ALIKE} and not set(near_words.CHAT) & set(phrases.CHAT)
    assert not {f"{word} {rest}" for word, rests in near_words.AFTER.items() for rest in rests} & set(phrases.GOING_ON)


def test_the_hour_is_one_and_only_talk_of_stopping_has_words_that_stop():
    chance = random.Random(0)
    assert sum(MINUTES.values()) == 60 and set(SAID) | {"silence"} | set(NOISE) == set(MINUTES)
    for kind in ("commands", "talk"):
        assert not any(is_stop(SAID[kind](chance), acting=True) for _ in range(60))
    assert not any(is_stop(SAID[STOPPING](chance), acting=False) for _ in range(60))


def test_the_report_counts_what_was_missed_and_what_was_not_there():
    looks = [(1.9, 0.9, 0.1), (2.1, 0.9, 0.8), (2.2, 0.2, 0.9)]
    found = [
        Heard("stop", "stop", "piper/1*1.0", None, 2.0, 3.0, looks), Heard("stop", "halt", "piper/1*1.0", 10.0, 2.0, 3.0, [(2.1, 0.1, 0.2)]),
        Heard("ordinary", "", "", None, None, 60.0, [(5.0, 0.6, 0.1), (5.1, 0.7, 0.1), (9.0, 0.1, 0.9)]),
    ]
    told = report(found, alone=0.5, word=0.5)
    assert "| all  | 2 | 1 | 1 | 0.10 / 0.10 | -0.10 / -0.10 |" in told
    assert "| phrase halt | 1 | 1 | 1 | - | - |" in told
    assert "| ordinary | 1 | 1.0 | 1 | 2 |" in told


def test_the_lowest_thresholds_are_chosen_that_set_it_off_seldom_enough():
    stop = Heard("stop", "stop", "piper/1*1.0", None, 2.0, 3.0, [(2.1, 0.7, 0.75)])
    talk = Heard("talk", "", "", None, None, 60.0, [(float(at), 0.1 * at, 0.84) for at in range(2, 10, 2)])
    of_stopping = Heard(STOPPING, "", "", None, None, 60.0, [(5.0, 0.99, 0.1)])  # its words stop her while she acts, rightly
    assert chosen([stop, talk, of_stopping], allowed=1) == (0.85, 0.7)
    assert chosen([stop, talk, of_stopping], allowed=4) == (0.5, 0.5)
    told = table({"ear": [stop, talk, of_stopping]}, [(0.5, 0.5)])
    assert "| ear | 0.5, 0.5 | 0/0/0 | 0/0/0 | 4 | 4 |" in told and "| ear, chosen | 0.85, 0.5 | 1/0/0 | 0/0/0 | 0 | 2 |" in told


class Loud:
    """In place of a spotter: says how loud the end of each window is, by the spectrum in its place. asked: how many windows it was given at a time."""

    def __init__(self):
        self.asked = []

    def answers(self, spectra):
        self.asked.append(len(spectra))
        return np.repeat(spectra.max(axis=(1, 2))[:, None], 2, axis=1)


def test_looks_between_are_looked_at_where_something_is_near(monkeypatch):
    monkeypatch.setattr("assistant.stop_training.measure.spectrum", lambda window: np.full((80, 150), np.abs(window[-2000:]).max(), np.float32))
    monkeypatch.setattr("assistant.stop_training.measure.Looks", Always)
    stream = np.full(8 * RATE, 0.01, np.float32)
    stream[4 * RATE : 4 * RATE + 5000] = 0.9
    loud = Loud()
    every = Looker({"loud": loud})(stream)["loud"]
    assert len(every) == sum(loud.asked) == 100
    loud.asked.clear()
    some = Looker({"loud": loud}, every=4)(stream)["loud"]
    assert len(some) == sum(loud.asked) < 50
    assert [look for look in every if look[1] > 0.5] == [look for look in some if look[1] > 0.5]
    assert [at for at, _, _ in Looker({"loud": loud})(stream, 2.0, 3.0)["loud"]] == [look[0] for look in every if 2.0 <= look[0] <= 3.0]


class Always:
    """In place of the ear's looks: one every 80 ms."""

    def feed(self, stream):
        for end in range(1280, len(stream) + 1, 1280):
            yield end / RATE, stream[:end]


def test_a_noise_lasts_as_long_as_it_is_wanted():
    chance = np.random.default_rng(0)
    noises = streams.Noises(chance, [chance.normal(0, 0.1, RATE).astype(np.float32)] * 4, [])
    assert len(noises.piece(chance, "pink", 3 * RATE)) == 3 * RATE
    assert len(noises.piece(chance, "pink", 70 * RATE)) == 70 * RATE
