"""How long pauses may last: the rule with scripted probabilities, the listener that keeps to it, and the real thing on a spoken sentence."""

import queue
from concurrent.futures import Future

import numpy as np
import pytest
from ruamel.yaml import YAML

from assistant.completeness import by_words
from assistant.hearing import EndOfTurn, Listener, Silences, SmartTurn, TurnDetector, WeightsError, end_of_turn
from assistant.hearing.speech import RATE
from assistant.interface import Transcript
from tests.assistant.hearing.conftest import HOTWORDS, silence, spoken
from tests.assistant.hearing.test_listener import Counting, Lengths, live


def said(voice, text: str) -> np.ndarray:
    """As spoken, but with no silence after the last sound."""
    sound = spoken(voice, text)
    return sound[: np.flatnonzero(np.abs(sound) > 0.01)[-1] + 1]


def following(voice, text: str) -> np.ndarray:
    """And none before the first."""
    sound = said(voice, text)
    return sound[np.flatnonzero(np.abs(sound) > 0.01)[0] :]


WAITS = Silences(complete=0.3, doubtful=0.7, unfinished=1.7)


def judge(words: float | None, sound: float | None) -> EndOfTurn:
    return EndOfTurn(WAITS, lambda transcript, source: words, None if sound is None else lambda samples: sound)


@pytest.mark.parametrize(("words", "sound", "seconds"), [
    (1.0, 0.0, 0.3), (0.6, 0.0, 0.3), (0.0, 1.0, 1.7), (0.2, 1.0, 1.7),  # words that are sure need no sound
    (0.4, 0.95, 0.3), (0.4, 0.5, 0.7), (0.4, 0.1, 1.7), (None, 0.95, 0.3), (None, 0.5, 0.7), (None, 0.1, 1.7),  # in doubt, the sound
    (0.5, 0.95, 0.3), (0.5, 0.5, 0.7), (0.5, 0.1, 0.7),  # where the words are not against it, it alone makes nothing unfinished
    (0.4, None, 0.7), (None, None, 0.7), (1.0, None, 0.3), (0.0, None, 1.7),  # without smart-turn
])
def test_the_words_decide_and_in_doubt_the_sound(words, sound, seconds):
    assert judge(words, sound).silence(np.zeros(RATE, np.float32), Transcript("put it there"), "microphone") == seconds


def test_words_that_cannot_be_judged_leave_it_to_the_sound():
    def broken(transcript, source):
        raise RuntimeError("no picture")

    assert EndOfTurn(WAITS, broken, lambda samples: 0.1).silence(np.zeros(RATE, np.float32), Transcript("put"), "microphone") == 1.7


def test_a_pause_may_be_made_longer_or_shorter_until_the_next_word(hibari):
    sentence = said(hibari, "Pick up the red cup.")
    detector = TurnDetector(0.7)
    assert detector.feed(np.concatenate([sentence, silence(0.3)])) == [] and detector.wait(1.7) is None
    assert detector.feed(silence(0.8)) == []
    assert len(detector.feed(np.concatenate([following(hibari, "And the ball."), silence(0.9)]))) == 1  # forgotten with the next word
    detector.feed(np.concatenate([sentence, silence(0.3)]))
    assert detector.wait(0.1) is not None and not detector.speaking
    assert detector.feed(silence(1.0)) == []


class Judged(EndOfTurn):
    """Judges at once, as scripted by pause."""

    def __init__(self, *seconds: float) -> None:
        super().__init__(WAITS)
        self.script, self.asked = list(seconds), []

    def silence(self, samples, transcript, source):
        self.asked.append(transcript.text)
        return self.script.pop(0)

    def judge(self, samples, transcript, source):
        judgement: Future = Future()
        judgement.set_result(self.silence(samples, transcript, source))
        return judgement


def turns_heard(sound: np.ndarray, ends: EndOfTurn | None, words=None) -> list[Transcript]:
    heard: queue.Queue = queue.Queue()
    listener = Listener(words or Lengths(), lambda transcript, source: heard.put(transcript), on_partial=lambda t, s: None, end_of_turn=ends)
    listener.start()
    live(listener, sound, block=512)
    listener.close()
    return list(heard.queue)


@pytest.fixture
def paused(hibari) -> np.ndarray:
    """One sentence with 1.2 s of silence in its middle and 0.6 s after it."""
    return np.concatenate([said(hibari, "Put the red cube,"), silence(1.2), following(hibari, "in the bowl."), silence(0.6)])


def test_a_pause_in_an_unfinished_sentence_ends_nothing_and_the_end_of_a_whole_one_is_not_waited_for(paused):
    assert len(turns_heard(np.concatenate([paused, silence(0.4)]), None)) == 2
    assert turns_heard(paused, Judged(1.7, 0.7)) == []
    (whole,) = turns_heard(paused, Judged(1.7, 0.3))
    assert whole.end - whole.start > 2.0
    assert len(turns_heard(paused, Judged(0.3, 0.3))) == 2


def test_what_was_made_out_in_the_pause_is_the_final_transcript(hibari):
    words = Counting()
    told: queue.Queue = queue.Queue()
    listener = Listener(words, lambda t, s: told.put("whole"), on_partial=lambda t, s: told.put("part"), end_of_turn=Judged(0.3))
    listener.start()
    live(listener, np.concatenate([said(hibari, "Pick up the red cup."), silence(0.6)]), block=512)
    listener.close()
    found = list(told.queue)
    assert found[-1] == "whole" and found.count("part") == words.asked


def test_a_judgement_that_does_not_come_leaves_the_longest_silence(hibari):
    class Never(EndOfTurn):
        def judge(self, samples, transcript, source):
            return Future()

    sentence = said(hibari, "Pick up the red cup.")
    assert turns_heard(np.concatenate([sentence, silence(1.5)]), Never(WAITS)) == []
    assert len(turns_heard(np.concatenate([sentence, silence(2.0)]), Never(WAITS))) == 1


def test_a_judgement_that_fails_leaves_the_middle_silence(hibari):
    class Failing(EndOfTurn):
        def silence(self, samples, transcript, source):
            raise RuntimeError("the sound model failed")

    assert len(turns_heard(np.concatenate([said(hibari, "Pick up the red cup."), silence(1.2)]), Failing(WAITS))) == 1


def test_a_recording_is_judged_too(paused):
    assert len(Listener(Lengths(), end_of_turn=Judged(1.7, 0.7)).hear(paused, RATE)) == 1
    assert len(Listener(Lengths(), end_of_turn=Judged(0.3, 0.3)).hear(paused, RATE)) == 2


def test_without_its_weights_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(end_of_turn, "package_file", lambda package, path: None)
    with pytest.raises(WeightsError, match="pip install --no-deps pipecat-ai"):
        SmartTurn()


def test_weights_that_are_others_are_not_used(monkeypatch, tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"something else")
    monkeypatch.setattr(end_of_turn, "package_file", lambda package, path: tmp_path / "model.onnx")
    with pytest.raises(WeightsError, match="not the one"):
        SmartTurn()


@pytest.fixture(scope="module")
def smart_turn() -> SmartTurn:
    try:
        return SmartTurn()
    except WeightsError as reason:
        pytest.skip(str(reason))


def test_a_voice_that_has_ended_sounds_so(smart_turn, hibari):
    whole = np.concatenate([said(hibari, "Pick up the red cup."), silence(0.2)])
    assert smart_turn(whole) > 0.9 > 0.6 > smart_turn(whole[: round(1.1 * RATE)])  # cut off in the middle of a word; 0.3, and 0.5 where hibari finds scipy and sounds a trifle otherwise


def test_one_paused_sentence_is_one_turn(transcriber, smart_turn, paused):
    lists = YAML(typ="safe", pure=True).load(HOTWORDS.parent / "unfinished.yaml")
    sound = np.concatenate([paused, silence(1.5)])
    assert len(turns_heard(sound, None, transcriber)) == 2
    (whole,) = turns_heard(sound, EndOfTurn(WAITS, by_words(lists), smart_turn), transcriber)
    assert "red cube" in whole.text.lower() and "bowl" in whole.text.lower()
