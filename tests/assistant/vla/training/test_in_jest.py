"""Lessons in harm that is asked for in jest, and in laughter over what is harmless."""

from assistant.vla.training.language import in_jest, replies
from assistant.vla.training.language.in_jest_words import LAUGHING
from tests.assistant.vla.training.drawn import lessons
from tests.assistant.vla.training.test_wordings import written

_NO = {replies.SAY[reason] for reason in ("hurt", "break", "fast", "mess", "self")}


def test_harm_is_refused_for_a_joke_as_well():
    found = lessons(in_jest.in_jest, 300)
    for lesson in found:
        assert lesson.kind == "refuse" and lesson.text in _NO and not lesson.steps or lesson.kind == "act" and lesson.steps
    kinds = [lesson.kind for lesson in found]
    assert kinds.count("refuse") > 2 * kinds.count("act") > 40


def test_a_laugh_takes_nothing_back():
    for said in written(LAUGHING, 2000, True) + written(LAUGHING, 500, False):
        assert not {"kidding", "joking", "joke", "not", "no"} & set(said.replace(",", " ").split())
