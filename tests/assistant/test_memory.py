"""What was said, and what is forgotten of it."""

import pytest

from assistant import memory
from assistant.interface import Utterance
from assistant.memory import MEMORY, Memory


def test_a_reply_goes_by_the_newest_and_no_more_is_kept_than_that_takes():
    kept = Memory(lambda: "seen")
    for n in range(MEMORY + 3):
        kept.remember("user", str(n))
        kept.remember("user", "blah")
        kept.forget("blah")
    assert kept.conversation == kept.recent()
    for n in range(100):
        kept.remember("user", "blah")
    assert len(kept.conversation) == MEMORY + 1
    for n in range(MEMORY + 3):
        kept.remember("user", str(n))
    assert kept.asked() == ("seen", tuple(Utterance("user", str(n)) for n in range(3, MEMORY + 3)))


def test_only_the_sentence_that_came_last_is_forgotten():
    kept = Memory(lambda: None)
    kept.remember("user", "blah")
    kept.remember("robot", "I stopped.")
    kept.forget("blah")
    assert len(kept.conversation) == 2
    kept.remember("user", "blah")
    kept.forget("blah")
    kept.forget("blah")
    assert [u.text for u in kept.conversation] == ["blah", "I stopped."]


@pytest.mark.parametrize("words, seconds, picture", [("hello", 0.5, "then"), ("hello", 1.5, "now"), ("hello you", 0.5, "now")])
def test_what_was_thought_about_just_now_is_taken_for_the_same_words_once(monkeypatch, words, seconds, picture):
    now = [100.0]
    monkeypatch.setattr(memory.time, "monotonic", lambda: now[0])
    kept = Memory(lambda: "now")
    kept.thought_ahead("then", [Utterance("user", words)])
    now[0] += seconds
    kept.remember("user", "hello")
    assert kept.asked()[0] == picture
    assert kept.asked()[0] == "now"
