"""Lessons in two things that are to stand side by side."""

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, side_by_side
from assistant.vla.training.language.scenes import holds
from tests.assistant.vla.training.drawn import lessons


def test_two_that_are_to_stand_side_by_side_are_moved_not_stacked():
    writing, found = Writing(OUTPUT_WORDS), lessons(side_by_side.side_by_side, 300)
    for lesson in found:
        (thing,), (mark,) = lesson.targets, lesson.destinations
        (step,) = lesson.steps
        assert lesson.kind == "act" and " next to the " in step and thing != mark
        assert not holds(lesson.objects[thing], lesson.objects[mark], "next_to")
        writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
    said = [lesson.say.lower() for lesson in found]
    for words in (" two ", "both", " 2 ", "pair"):
        assert any(words in one for one in said)


def test_where_two_are_counted_there_are_no_more():
    for lesson in lessons(side_by_side.side_by_side, 300):
        (thing,), (mark,) = lesson.targets, lesson.destinations
        a, b = lesson.objects[thing], lesson.objects[mark]
        if "both" in lesson.say.lower() and a.kind == b.kind:
            assert 2 in (sum(o.kind == a.kind for o in lesson.objects), sum((o.kind, o.color) == (a.kind, a.color) for o in lesson.objects))


def test_what_is_in_the_hand_is_the_one_that_is_put():
    found = [lesson for lesson in lessons(side_by_side.side_by_side, 400) if any(o.held for o in lesson.objects)]
    assert found and all(lesson.objects[lesson.targets[0]].held for lesson in found)
