import numpy as np
import pytest

from assistant.hearing import TurnDetector
from assistant.hearing.speech import RATE
from tests.assistant.hearing.conftest import no_speech, silence, spoken


def turns_in(sound: np.ndarray, block: int = 4000, **settings) -> list:
    detector = TurnDetector(**settings)
    turns = [turn for begin in range(0, len(sound), block) for turn in detector.feed(sound[begin : begin + block])]
    last = detector.flush()
    return turns if last is None else [*turns, last]


def test_one_sentence_is_one_turn_and_its_times_are_those_of_the_speech(hibari):
    sentence = spoken(hibari, "Pick up the red cup.")
    (turn,) = turns_in(np.concatenate([silence(2.0), sentence, silence(1.0)]))
    loud = np.flatnonzero(np.abs(sentence) > 0.02) / RATE + 2.0
    assert turn.start == pytest.approx(loud[0], abs=0.2)
    assert turn.end == pytest.approx(loud[-1], abs=0.3)
    assert turn.samples_start <= turn.start - 0.2  # the first consonant is in it
    assert turn.samples_start + len(turn.samples) / RATE == pytest.approx(turn.end + TurnDetector.TAIL, abs=0.05)


@pytest.mark.parametrize("block", [37, 512, 4000, 10**6])
def test_the_size_of_the_blocks_makes_no_difference(hibari, block):
    sound = np.concatenate([spoken(hibari, "What do you see?"), silence(1.0)])
    (turn,), (expected,) = turns_in(sound, block), turns_in(sound)
    assert (turn.start, turn.end) == (expected.start, expected.end)
    assert np.array_equal(turn.samples, expected.samples)


def test_a_silence_parts_two_turns(hibari):
    first, second = spoken(hibari, "Pick up the red cup."), spoken(hibari, "Put it in the blue bowl.")
    turns = turns_in(np.concatenate([first, silence(0.8), second]))
    assert len(turns) == 2 and turns[0].end < turns[1].start


@pytest.mark.parametrize("tail", [0.0, 0.3, 0.69, 0.7, 0.71, 2.0])
def test_no_turn_is_lost_wherever_the_recording_ends(hibari, tail):
    assert len(turns_in(np.concatenate([spoken(hibari, "Grab the green block."), silence(tail)]))) == 1


@pytest.mark.parametrize("name", no_speech())
def test_what_is_no_speech_is_no_turn(name):
    assert turns_in(no_speech()[name]) == []


def test_a_turn_that_never_ends_is_cut(hibari):
    sentence = spoken(hibari, "Put the red cup in the blue bowl and the green cube on the yellow plate.")[4800:-4800]
    turns = turns_in(np.tile(sentence, 4), longest=5.0)
    assert len(turns) >= 2
    assert all(turn.end - turn.start <= 5.1 for turn in turns)


def test_the_open_turn_can_be_had_before_it_ends(hibari):
    sentence = np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.0)])
    detector, grown = TurnDetector(), []
    for begin in range(0, len(sentence), 1600):
        ended = detector.feed(sentence[begin : begin + 1600])
        if ended:
            break
        if (turn := detector.so_far()) is not None:
            grown.append(turn)
    assert [turn.end for turn in grown] == sorted(turn.end for turn in grown) and len(grown) > 5
    assert grown[-1].end == ended[0].end and np.array_equal(grown[-1].samples, ended[0].samples)  # the silence after it adds nothing
    assert detector.so_far() is None and detector.silence == 0.0
