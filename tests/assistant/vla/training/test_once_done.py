"""Lessons in what follows once something was undone, shown or put away, and in things taken one after the other."""

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, once_done
from assistant.vla.training.language.gestures import GESTURES
from tests.assistant.vla.training.drawn import lessons


def test_every_reply_can_be_written():
    writing = Writing(OUTPUT_WORDS)
    for source in (once_done.home_after_undoing, once_done.in_which, once_done.likened, once_done.in_turn):
        for lesson in lessons(source, 60):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)


def test_once_it_is_over_nothing_that_was_put_back_is_put_again():
    for lesson in lessons(once_done.home_after_undoing):
        assert any(u.text.endswith("where it was.") for u in lesson.history)
        assert lesson.kind == "answer" or len(lesson.steps) == 1 and lesson.steps[0] in GESTURES


def test_which_of_two_it_was_is_a_question_about_where_it_is():
    for lesson in lessons(once_done.in_which):
        thing = lesson.objects[lesson.targets[0]]
        home = lesson.objects[thing.inside]
        assert lesson.kind == "answer" and f"{home.color} {home.kind}" in lesson.text


def test_a_word_on_how_it_waved_moves_nothing():
    assert all(lesson.kind == "answer" and lesson.history for lesson in lessons(once_done.likened))


def test_things_taken_in_turn_are_each_picked_up():
    for lesson in lessons(once_done.in_turn):
        first, down, second = lesson.steps
        assert first.startswith("pick up the ") and second.startswith("pick up the ") and down == first.replace("pick up", "put down") and first != second
