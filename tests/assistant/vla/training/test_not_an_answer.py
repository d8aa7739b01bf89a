"""Lessons in what is said after the robot's question and answers nothing."""

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, not_an_answer
from tests.assistant.vla.training.drawn import lessons


def test_nothing_is_done_before_there_is_an_answer():
    writing, found = Writing(OUTPUT_WORDS), lessons(not_an_answer.not_an_answer, 300)
    for lesson in found:
        writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
        asked = [u.text for u in lesson.history if u.speaker == "robot"]
        if len(lesson.history) == 2:
            assert lesson.kind == "ask" and lesson.text == asked[0] and lesson.options or lesson.text == "Okay."
        else:
            assert len(lesson.history) == 4 and asked[1] in (asked[0], "Okay.") and lesson.kind in ("act", "ask")
    assert {lesson.kind for lesson in found} == {"ask", "answer", "act"}
