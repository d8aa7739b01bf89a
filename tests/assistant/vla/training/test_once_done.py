"""Lessons in what follows once something was undone, shown or put away, and in things taken one after the other."""

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, once_done
from assistant.vla.training.language.gestures import GESTURES
from tests.assistant.vla.training.drawn import lessons


def test_every_reply_can_be_written():
    writing = Writing(OUTPUT_WORDS)
    for source in (once_done.home_after_undoing, once_done.in_which, once_done.likened, once_done.back_then, once_done.in_turn):
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
    found = lessons(once_done.likened)
    assert all(lesson.kind == "answer" and lesson.history for lesson in found)
    assert {lesson.text for lesson in found} == {"Thank you.", "You are welcome."}
    assert all(lesson.text == "You are welcome." for lesson in found if "thank" in lesson.say.lower())


def test_what_goes_back_goes_where_it_was_before_anything_else():
    found = lessons(once_done.back_then)
    for lesson in found:
        *back, end = lesson.steps
        assert end in GESTURES or end.startswith("pick up the ")
        if back:
            thing = lesson.objects[lesson.targets[0]]
            assert back[-1].endswith(" where it was") and back[-1].startswith("put the ") and (len(back) == 1) == thing.held
        else:
            assert end in GESTURES and not lesson.targets
    assert any(len(lesson.steps) == 1 for lesson in found) and any(lesson.steps[-1].startswith("pick up") for lesson in found)


def test_things_taken_in_turn_are_each_picked_up():
    found = lessons(once_done.in_turn)
    for lesson in found:
        first, down, last = lesson.steps
        assert first.startswith("pick up the ") and down == first.replace("pick up", "put down") and first != last
        assert last in GESTURES or last.startswith("pick up the ")
    assert any(lesson.steps[-1] in GESTURES for lesson in found)
