import numpy as np
import pytest

from assistant.bench import voices
from assistant.bench.noise import at_power, babble, bed
from assistant.hearing.interruption import Interruption, Person
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


def test_where_people_talk_from_the_first_sound_on_what_is_hardly_louder_does_not_stand_out():
    floor = NoiseFloor()
    for number in range(40):
        floor.hear(-40.0 + number % 5)
    assert not floor.stands_out(-36.0) and floor.stands_out(-28.0)


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


@pytest.mark.parametrize("talkers, below", [(6, 10.0), (1, 20.0)])
def test_neither_many_at_once_nor_a_television_keep_a_turn_open(hibari, talkers, below):
    sentence = voices.spoken("", "", spoken(hibari, "Pick up the red cup."))
    others = [spoken(hibari, text)[4800:-4800] for text in OTHERS]
    room = at_power(babble(np.random.default_rng(3), 9.0, others, talkers), voices.LOUDNESS - below)
    room[3 * RATE : 3 * RATE + len(sentence.sound)] += sentence.sound
    detector, ended = TurnDetector(0.7), []
    for at in range(0, len(room), 512):
        ended += [(detector.now, turn) for turn in detector.feed(room[at : at + 512])]
    now, turn = [(now, turn) for now, turn in ended if turn.end > 3.0 + sentence.start][0]
    assert turn.end == pytest.approx(3.0 + sentence.end, abs=0.6) and now < 3.0 + sentence.end + 1.5


def persons(room: np.ndarray) -> list[Person]:
    judge = Interruption()
    return [judge.take(window, window, False) for window in room[: len(room) // 512 * 512].reshape(-1, 512)]


def test_people_who_talk_farther_away_are_nobody_who_interrupts_but_who_speaks_amid_them_is(hibari):
    room = bed(np.random.default_rng(1), 10.0, [spoken(hibari, text)[4800:-4800] for text in OTHERS], seconds=9.0)
    assert Person.SURELY not in persons(room)[40:]
    sentence = voices.spoken("", "", spoken(hibari, "Pick up the red cup."))
    room[4 * RATE : 4 * RATE + len(sentence.sound)] += sentence.sound
    first = persons(room)[40:].index(Person.SURELY) + 40
    assert first * 512 / RATE == pytest.approx(4.0 + sentence.start, abs=0.5)


def test_while_she_answers_a_person_a_television_is_nobody_and_the_person_still_is(hibari):
    sentence = voices.spoken("", "", spoken(hibari, "Pick up the red cup."))
    others = [spoken(hibari, text)[4800:-4800] for text in OTHERS]
    room = at_power(babble(np.random.default_rng(3), 9.0, others, talkers=1), voices.LOUDNESS - 20.0)
    for begin in (1, 6):
        room[begin * RATE : begin * RATE + len(sentence.sound)] += sentence.sound
    judged, at = persons(room), lambda seconds: round(seconds * RATE / 512)
    assert Person.SURELY not in judged[at(1.6 + sentence.end) : at(6.0)]
    assert Person.SURELY in judged[at(6.0 + sentence.start) : at(6.5 + sentence.start)]
