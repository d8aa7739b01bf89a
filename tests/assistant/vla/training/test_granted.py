"""Lessons on what a description takes for granted: two fit, none fits, or it only sounds like a place."""

import pytest

from assistant.vla.training.language import granted, not_a_place, replies, told_by_others
from assistant.vla.training.language.scenes import holds
from tests.assistant.vla.training.drawn import lessons


def test_where_several_stand_so_each_of_them_is_offered():
    for lesson in lessons(granted.several_stand_so):
        assert lesson.kind == "ask" and min(len(lesson.targets), 4) == len(lesson.options) > 1 and not lesson.steps  # more than four are not listed
        assert len({lesson.objects[i].kind for i in lesson.targets}) == 1


def test_where_none_stands_so_there_is_none():
    for lesson in lessons(granted.none_stands_so):
        assert lesson.kind == "answer" and lesson.text.startswith("I don't see a") and not lesson.steps
        what = lesson.text.split(".")[0]
        if " behind the " in what:
            *_, color_said, kind = what.split(" behind the ")[0].split()
            color, mark = what.split(" behind the ")[1].split()[-2:]
            marks = [o for o in lesson.objects if (o.color, o.kind) == (color, mark)]
            assert len(marks) > 1 or not any(holds(o, marks[0], "behind") for o in lesson.objects if o.kind == kind and color_said in ("a", "an", o.color))


def test_between_two_there_is_one_or_there_are_no_two():
    found = lessons(granted.between_two)
    assert {lesson.kind for lesson in found} == {"act", "answer"}
    assert all(lesson.steps[0].startswith("pick up the ") for lesson in found if lesson.kind == "act")
    assert all(lesson.text.startswith("I don't see") for lesson in found if lesson.kind == "answer")


def test_a_second_one_that_is_not_there_is_not_taken_for_the_first():
    for lesson in lessons(granted.only_one):
        assert lesson.text.startswith(("I don't see a second ", "I don't see a third ")) and not lesson.steps


def test_a_third_of_two_is_not_one_of_the_two():
    for lesson in lessons(granted.third_of_two):
        assert lesson.text.startswith("I don't see a third ") and not lesson.steps


@pytest.mark.parametrize("source", (not_a_place.with_an_aim, not_a_place.with_a_number, not_a_place.right_there))
def test_what_only_sounds_like_a_place_tells_no_twin_from_the_other(source):
    found = lessons(source)
    asked = [lesson for lesson in found if lesson.kind == "ask"]
    assert 0.4 < len(asked) / len(found) < 0.95
    assert all(len(lesson.options) > 1 for lesson in asked) and all(lesson.steps for lesson in found if lesson.kind == "act")


def test_who_cannot_decide_is_asked():
    for lesson in lessons(granted.undecided):
        assert lesson.kind == "ask" and len(lesson.options) == 2


def test_who_cannot_decide_where_is_asked_where():
    for lesson in lessons(granted.undecided_where):
        assert lesson.kind == "ask" and lesson.text.startswith("Where should I put the ") and len(lesson.options) == 2


def test_the_colour_of_another_thing_tells_which():
    for lesson in lessons(told_by_others.alike_in_color):
        (target,) = lesson.targets
        thing = lesson.objects[target]
        assert lesson.kind == "act" and any(o.color == thing.color and o.kind != thing.kind for o in lesson.objects)


@pytest.mark.parametrize("source", (told_by_others.spared, told_by_others.in_a_row))
def test_one_thing_is_moved(source):
    for lesson in lessons(source):
        assert lesson.kind == "act" and len(lesson.steps) == 1 and len(lesson.targets) == 1


def test_a_bowl_is_not_lifted_to_put_something_below_it():
    assert all(lesson.text == replies.SAY["pick_only"] for lesson in lessons(granted.below_what_is_too_wide))
