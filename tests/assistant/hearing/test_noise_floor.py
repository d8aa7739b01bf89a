import numpy as np
import pytest

from assistant.bench import voices
from assistant.bench.noise import bed
from assistant.hearing.noise_floor import ABOVE, FEWEST, NoiseFloor, decibels
from assistant.hearing.speech import RATE
from assistant.hearing.turns import TurnDetector
from tests.assistant.hearing.conftest import silence, spoken


def floor_at(*levels: float) -> NoiseFloor:
    floor = NoiseFloor()
    for level in levels:
        floor.note(level)
    return floor


def test_what_is_hardly_louder_than_the_room_does_not_stand_out():
    floor = floor_at(*[-40.0] * FEWEST)
    assert not floor.stands_out(-40.0 + ABOVE - 0.1) and floor.stands_out(-40.0 + ABOVE)


def test_of_a_room_that_was_hardly_heard_yet_nothing_is_said():
    assert floor_at(*[-40.0] * (FEWEST - 1)).stands_out(-60.0)


def test_a_room_that_changes_is_forgotten_after_a_while():
    floor = floor_at(*[-20.0] * 200, *[-60.0] * 100)
    assert floor.level == pytest.approx(-60.0)


def test_decibels_are_of_full_scale():
    assert decibels(np.ones(512, np.float32)) == pytest.approx(0.0, abs=1e-6)
    assert decibels(np.zeros(512, np.float32)) == pytest.approx(-100.0)


OTHERS = "We should move the meeting to Thursday, if everyone agrees.", "And now the news at nine o'clock.", "Nobody knows how long the repair will take."


@pytest.mark.parametrize("below", [10.0, 20.0])
def test_people_who_talk_farther_away_do_not_keep_a_turn_open(hibari, below):
    sentence = voices.spoken("", "", spoken(hibari, "Pick up the red cup."))
    room = bed(np.random.default_rng(1), below, [spoken(hibari, text)[4800:-4800] for text in OTHERS], seconds=9.0)
    room[4 * RATE : 4 * RATE + len(sentence.sound)] += sentence.sound
    detector, ended = TurnDetector(0.7), []
    for at in range(0, len(room), 512):
        ended += [(detector.now, turn) for turn in detector.feed(room[at : at + 512])]
    ((now, turn),) = [(now, turn) for now, turn in ended if turn.end > 4.0 + sentence.start]  # the room may have been taken for somebody before it was known
    assert turn.start == pytest.approx(4.0 + sentence.start, abs=0.2) and turn.end == pytest.approx(4.0 + sentence.end, abs=0.2)
    assert now < 4.0 + sentence.end + 1.0


def test_in_a_quiet_room_a_low_voice_is_heard(hibari):
    sentence = 0.02 * spoken(hibari, "Pick up the red cup.")
    hiss = np.random.default_rng(0).normal(size=len(sentence) + 3 * RATE) * 1e-5
    sound = (hiss + np.concatenate([silence(2.0), sentence, silence(1.0)])).astype(np.float32)
    assert len(TurnDetector().feed(sound)) == 1
