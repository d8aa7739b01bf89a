"""Lessons in what people add around a command, and in questions that leave two to choose from."""

import random

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, comparisons, many, replies, rounding_off
from assistant.vla.training.language.exchanges import did
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import PICKABLE, RELATION_WORDS, held
from tests.assistant.vla.training.drawn import lessons


def test_what_a_command_is_to_end_with_is_its_last_step():
    for lesson in lessons(rounding_off.ended):
        assert lesson.kind == "act" and lesson.steps[-1] in GESTURES and len(lesson.steps) > 1


def test_whose_it_is_tells_nothing_where_there_are_several():
    found = lessons(rounding_off.owned)
    assert {lesson.kind for lesson in found} == {"act", "ask"}
    for lesson in found:
        kinds = [lesson.objects[i].kind for i in lesson.targets]
        if lesson.kind == "act":
            assert sum(o.kind == kinds[0] for o in lesson.objects) == 1
        else:
            assert len(lesson.targets) > 1 and set(kinds) <= set(PICKABLE)


def test_a_question_is_answered_though_one_is_open():
    for lesson in lessons(rounding_off.asked_meanwhile):
        assert lesson.history[-1].text.startswith("Which ") and lesson.kind == "answer" and lesson.text not in (replies.SAY["okay"], replies.SAY["not_understood"])


def test_harm_is_refused_with_the_thing_in_the_hand():
    for lesson in lessons(rounding_off.harm_with_it):
        assert lesson.kind == "refuse" and held(lesson.objects) is not None and "up the" in lesson.history[1].text


def test_a_question_just_after_an_act_is_about_the_table_as_it_is():
    found = lessons(rounding_off.asked_after_acting)
    assert all(lesson.history and lesson.tag == "question" for lesson in found) and any(held(lesson.objects) is not None for lesson in found)


def test_of_two_that_were_named_the_true_one_is_said_and_no_yes_and_no_no():
    found = lessons(comparisons.either, 400)
    assert not any(lesson.text.startswith(("Yes", "No,")) for lesson in found)
    sides = [words for words in RELATION_WORDS.values() if any(f" is {words} the " in lesson.text for lesson in found)]
    assert {"left of", "right of", "in front of", "behind"} <= set(sides)


def test_what_was_done_is_told_in_many_words_and_answered_in_the_same():
    draw, said = Draw(random.Random(3)), set()
    for _ in range(200):
        draw.begin()
        lines = did(draw, "take the red cup", ("pick up the red cup",))
        said.add(lines[0].text)
        assert lines[1].text == "Picking up the red cup."
    assert len(said) > 40 and "take the red cup" in said


def test_of_more_than_three_it_says_how_many_and_the_reply_is_not_too_long_to_be_written():
    writing = Writing(OUTPUT_WORDS)
    for lesson in lessons(many.many_more):
        assert lesson.text.startswith(f"Putting {replies.NUMBERS[len(lesson.steps)]} ") and len(lesson.steps) in (4, 5)
        assert len(writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)) <= 60
