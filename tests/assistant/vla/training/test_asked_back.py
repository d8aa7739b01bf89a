"""Lessons in questions that follow an act or an answer, and in long commands."""

import re

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, asked_back, replies, told_in_full
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.scenes import PICKABLE, RELATION_WORDS, held, holds
from tests.assistant.vla.training.drawn import lessons

QUESTIONS = (asked_back.how_many_now, asked_back.all_in, asked_back.stands_on, asked_back.got_now, asked_back.other_side, asked_back.said_again, asked_back.recapped, asked_back.with_aside)
NUMBER = {word: number for number, word in enumerate(replies.NUMBERS)}


def test_every_reply_can_be_written_and_moves_nothing():
    writing = Writing(OUTPUT_WORDS)
    for source in QUESTIONS:
        for lesson in lessons(source, 60):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
            assert lesson.kind == "answer" and not lesson.steps


def test_what_is_in_is_counted_where_it_lies_and_what_is_out_is_not():
    inside = outside = 0
    for lesson in lessons(asked_back.how_many_now, 400):
        number, kind, place = re.match(r"There (?:is|are) (\w+) (\w+?)( (?:in|on) the .+)?\.$", lesson.text).groups()
        assert NUMBER[number] == len(lesson.targets)
        inside, outside = inside + bool(place), outside + (not place)
        assert all((lesson.objects[i].inside is not None) == bool(place) and not lesson.objects[i].held for i in lesson.targets)
    assert inside > 50 and outside > 50


def test_yes_they_are_all_in_and_no_none_is_left():
    said = set()
    for lesson in lessons(asked_back.all_in, 400):
        group = [o for o in lesson.objects if o.kind == lesson.objects[lesson.targets[0]].kind and o.kind in PICKABLE]
        complete = all(o.inside is not None for o in group)
        assert ("is not" in lesson.text) != complete
        said.add((lesson.text.split(",")[0], complete))
    assert said == {("Yes", True), ("No", True), ("Yes", False), ("No", False)}


def test_what_stands_on_another_says_on_which():
    for lesson in lessons(asked_back.stands_on):
        thing = lesson.objects[lesson.targets[0]]
        assert lesson.text == f"The {thing.color} cube is on the {Table(lesson.objects).names[thing.inside]}."


def test_what_it_has_now_is_in_the_hand():
    for lesson in lessons(asked_back.got_now):
        assert lesson.objects[held(lesson.objects)].color in lesson.text and lesson.text.startswith("I am holding the ")


def test_the_other_side_is_told_as_it_is():
    places = {words: relation for relation, words in RELATION_WORDS.items()}
    for lesson in lessons(asked_back.other_side):
        before, now = (re.search(rf"(?:is|are) ({'|'.join(places)}) the (.+)\.", text).groups() for text in (lesson.history[-1].text, lesson.text))
        assert before[1] == now[1] and before[0] != now[0]
        if lesson.targets:
            named = [o for o in lesson.objects if now[1] == f"{o.color} {o.kind}"]
            assert not named or all(holds(lesson.objects[i], named[0], places[now[0]]) for i in lesson.targets)


def test_once_more_is_what_was_said_last():
    for lesson in lessons(asked_back.said_again):
        assert lesson.text == lesson.history[-1].text


def test_all_that_was_done_is_told():
    assert max(lesson.text.count(", then ") for lesson in lessons(asked_back.recapped)) >= 2


def test_each_thing_has_a_step_of_its_own_and_what_is_spoken_fits():
    writing = Writing(OUTPUT_WORDS)
    four = 0
    for source in (told_in_full.each_to_its_place, told_in_full.two_towers, told_in_full.all_then_one):
        for lesson in lessons(source):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
            assert len(lesson.steps) == len(lesson.targets) == len(set(lesson.steps))
            four += len(lesson.steps) > 3
            assert (len(lesson.steps) > 3) <= (", then " not in lesson.text)
    assert four > 20
