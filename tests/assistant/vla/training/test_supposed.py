"""Lessons on what a sentence supposes: what is so is acted on, what is not so is said not to be."""

import re

import pytest

from assistant.vla.training.language import granted, replies, supposed
from tests.assistant.vla.training.drawn import lessons


@pytest.mark.parametrize("source", (supposed.of_two, supposed.so_many, supposed.from_there, supposed.other_as_well))
def test_the_same_words_are_acted_on_where_it_is_so_and_answered_where_it_is_not(source):
    found = lessons(source)
    acted = [lesson for lesson in found if lesson.kind == "act"]
    assert 0.15 < len(acted) / len(found) < 0.7 and all(lesson.steps and lesson.targets for lesson in acted)
    assert all(lesson.kind == "answer" and not lesson.steps and re.match("I don't see a|I only see ", lesson.text) for lesson in found if lesson not in acted)


def test_one_of_two_is_one_of_two_that_are_there():
    for lesson in lessons(supposed.of_two):
        if lesson.kind == "act":
            o = lesson.objects[lesson.targets[0]]
            assert sum(p.kind == o.kind for p in lesson.objects) >= 2
        else:
            kind = re.match(r"I don't see a second (?:(\w+) )?(\w+)\.", lesson.text)
            assert sum(o.kind == kind[2] and kind[1] in (None, o.color) for o in lesson.objects) == 1


def test_what_is_taken_out_or_off_lies_there():
    for lesson in lessons(supposed.from_there):
        if lesson.kind == "act":
            assert lesson.objects[lesson.targets[0]].inside is not None and lesson.steps[0].startswith("pick up the ")
        else:
            assert re.search(r" (in|on) the ", lesson.text)


def test_three_of_two_are_told_to_be_two():
    for lesson in lessons(supposed.so_many):
        if lesson.kind == "act":
            assert len(lesson.steps) == len(lesson.targets) in (3, 4)
        else:
            number, what = re.match(r"I only see (\w+) ([\w ]+)\.", lesson.text).groups()
            color, kind = ([None] + what.split())[-2:]
            count = sum(o.kind == kind or replies.PLURAL[o.kind] == kind for o in lesson.objects if color in (None, o.color))
            assert replies.NUMBERS[count] == number


def test_a_ball_is_balanced_on_no_cube():
    for lesson in lessons(supposed.rolls_off):
        assert (lesson.kind, lesson.text) == ("refuse", replies.SAY["roll"])
        assert lesson.objects[lesson.targets[0]].kind == "ball" and lesson.objects[lesson.destinations[0]].kind == "cube"


def test_why_is_no_command():
    found = lessons(supposed.why_there)
    assert {lesson.kind for lesson in found} == {"answer"} and not any(lesson.steps for lesson in found)
    assert {lesson.text == replies.SAY["knowledge"] for lesson in found} == {True, False}


def test_an_answer_to_which_moves_the_thing_to_where_it_was_to_go_first():
    for lesson in lessons(granted.answered_which):
        assert lesson.kind == "act" and len(lesson.steps) == 1 and lesson.history[-1].text.startswith("Which ")
