"""Lessons in commands that carry on from what was done."""

import re

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, carrying_on, rounding_off, the_other
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, held
from tests.assistant.vla.training.drawn import lessons

ALL = (carrying_on.the_rest, carrying_on.joining, carrying_on.hand_with, carrying_on.onward, carrying_on.with_it, carrying_on.the_other_way_round,
       carrying_on.after_no, carrying_on.those_named, the_other.the_other, the_other.the_sided)


def test_every_reply_can_be_written():
    writing = Writing(OUTPUT_WORDS)
    for source in ALL:
        for lesson in lessons(source, 60):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
            assert lesson.history and len(lesson.history) <= 6


def test_the_rest_is_all_that_was_not_put_away_before():
    for lesson in lessons(carrying_on.the_rest):
        scene, goal = lesson.objects, lesson.destinations[0]
        outside = {i for i, o in enumerate(scene) if o.kind in PICKABLE and o.inside is None}
        assert set(lesson.targets) <= outside and len(lesson.steps) == len(lesson.targets) and scene[goal].kind in CONTAINERS
        kinds = {scene[i].kind for i in lesson.targets}
        assert set(lesson.targets) in (outside, {i for i in outside if scene[i].kind in kinds})  # all of them, or all of a kind


def test_what_joins_goes_where_the_first_lies():
    for lesson in lessons(carrying_on.joining):
        assert any(o.inside == lesson.destinations[0] for o in lesson.objects) and lesson.objects[lesson.targets[0]].inside is None


def test_it_goes_on_from_where_it_lies():
    for lesson in lessons(carrying_on.onward):
        (index,), (goal,) = lesson.targets, lesson.destinations
        assert lesson.objects[index].inside != goal and len(lesson.steps) == 1


def test_what_is_in_the_hand_is_what_goes_in_with_it():
    for lesson in lessons(carrying_on.with_it):
        assert lesson.targets == (held(lesson.objects),) and Table(lesson.objects).names[lesson.targets[0]] in lesson.steps[-1]


def test_the_other_way_round_each_goes_where_the_other_lay():
    towers = swaps = 0
    for lesson in lessons(carrying_on.the_other_way_round):
        a, b = lesson.targets
        if len(lesson.steps) == 2:
            swaps += 1
            assert (lesson.objects[a].inside, lesson.objects[b].inside) == lesson.destinations[::-1]
        else:
            towers += 1
            assert lesson.objects[a].inside == b and lesson.destinations == (a,) and [s.split(" the ")[0] for s in lesson.steps] == ["pick up", "put down", "put"]
    assert towers and swaps


def test_after_a_no_it_is_what_the_no_was_about():
    for lesson in lessons(carrying_on.after_no):
        assert re.match(r"I (can't|won't)|I only|I don't", lesson.history[-1].text) and lesson.kind == "act"


def test_those_two_are_the_two_that_were_named():
    for lesson in lessons(carrying_on.those_named):
        for index in lesson.targets:
            assert lesson.objects[index].kind in lesson.history[-1].text and lesson.objects[index].color in lesson.history[-1].text
        assert len(set(lesson.steps)) == len(lesson.steps) == len(lesson.targets)


def test_the_other_is_not_the_first_and_of_several_it_asks():
    kinds = set()
    for lesson in lessons(the_other.the_other, 400):
        kinds.add(lesson.kind)
        first = lesson.history[1].text
        names = Table(lesson.objects).names
        assert not any(names[i].removeprefix("held ") in first for i in lesson.targets)
        if lesson.kind == "ask":
            assert len(lesson.targets) > 1
    assert kinds == {"act", "ask", "answer"}


def test_the_one_on_that_side_is_never_the_one_in_the_hand():
    found = lessons(the_other.the_sided, 300)
    for lesson in found:
        (index,), down, up = lesson.targets, *lesson.steps
        hand = next(o for o in lesson.objects if o.held)
        others = [o for o in lesson.objects if o.kind == hand.kind and not o.held]
        assert down.startswith("put down the ") and up.startswith("pick up the ") and lesson.objects[index] in others
        said = lesson.say.lower()
        if len(others) > 1 and "left" in said:
            assert lesson.objects[index].y == max(o.y for o in others)
    assert {sum(o.kind == lesson.objects[lesson.targets[0]].kind for o in lesson.objects) for lesson in found} == {2, 3}


def test_what_was_taken_is_called_what_it_was_called_then():
    for source in (the_other.the_other, the_other.the_sided, rounding_off.asked_after_acting, rounding_off.harm_with_it):
        assert not any(" the held " in u.text for lesson in lessons(source, 800) for u in lesson.history if u.speaker == "robot" and not u.text.startswith("Which "))
