"""Orders put in other ways mean what the scene says they mean: pointed out first, told from the end, to the other side, the two leftmost."""

import random
import re

import pytest

from assistant.vla.training.language import introductions, loosely, rearranged
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import RELATION_WORDS, holds, names
from tests.assistant.vla.training.drawn import lessons


def relation_of(step):
    return next(key for key, words in RELATION_WORDS.items() if f" {words} the " in step)


def test_the_other_is_alone_with_the_one_that_is_named():
    for lesson in lessons(introductions.the_other):
        target = lesson.objects[lesson.targets[0]]
        alike = [o for o in lesson.objects if o.kind == target.kind]
        assert len(alike) == 2 or sum(o.color == target.color for o in alike) == 2
        assert lesson.steps == (f"pick up the {names(lesson.objects)[lesson.targets[0]]}",)


def test_by_a_mark_the_thing_stands_where_it_is_said_to_stand():
    said = {"left of it": "left_of", "right of it": "right_of", "behind it": "behind", "in front of it": "in_front_of"}
    checked = 0
    for lesson in lessons(introductions.by_a_mark):
        for words, relation in said.items():
            if re.search(rf"\b{words}\b", lesson.say, re.IGNORECASE):
                thing = lesson.objects[lesson.targets[0]]
                assert any(holds(thing, o, relation) for o in lesson.objects if o is not thing), lesson.say
                checked += 1
    assert checked > 10


def test_what_comes_last_is_lifted_however_early_it_is_said():
    for lesson in lessons(loosely.but_first):
        assert len(lesson.steps) == 2 and lesson.steps[0].startswith("put ") and lesson.steps[1].startswith("pick up ")


def test_the_two_at_one_end_are_beyond_the_third():
    checked = 0
    for lesson in lessons(loosely.two_of_three):
        kind = lesson.objects[lesson.targets[0]].kind
        (third,) = (o for i, o in enumerate(lesson.objects) if o.kind == kind and i not in lesson.targets)
        if "left" in lesson.say.lower().split(kind)[0] and "right" not in lesson.say.lower():
            assert all(lesson.objects[i].y > third.y for i in lesson.targets)
            checked += 1
        assert len(lesson.steps) == 2
    assert checked > 5


@pytest.mark.parametrize("said", ["other side", "wrong side"])
def test_on_the_other_side_it_is_where_it_was_not(said):
    opposite = {"left_of": "right_of", "right_of": "left_of", "behind": "in_front_of", "in_front_of": "behind"}
    named = ("side of it", "wrong side, ")  # these go on to say which side
    turned = [x for x in lessons(rearranged.rearranged, 400) if said in x.say.lower() and not any(words in x.say.lower() for words in named)]
    assert turned
    for lesson in turned:
        before = next(line.text for line in lesson.history if line.speaker == "robot")
        now, was = relation_of(lesson.steps[0]), relation_of(before[0].lower() + before[1:])
        assert now == opposite[was]


def test_a_second_turn_in_one_sentence_is_rare():
    rng = random.Random(1)
    firsts = seconds = 0
    for _ in range(4000):
        draw = Draw(rng)
        if draw.turn(0.5):
            firsts += 1
            seconds += draw.turn(0.5)
    assert 0.45 < firsts / 4000 < 0.55 and 0.05 < seconds / firsts < 0.16
