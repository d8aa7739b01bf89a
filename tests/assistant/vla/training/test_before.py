"""Lessons in what hangs on what was said or done before."""

import random

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, done_before, in_hand, memory, past, replies, said_before
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import COLORS, NoRoom
from tests.assistant.vla.training.drawn import lessons

ALL = (said_before.then_this, said_before.now_there, said_before.is_it, said_before.should_be, said_before.listed, said_before.resumed, said_before.insisted,
       done_before.hand_again, done_before.two_done, in_hand.held_on, done_before.beside_that, done_before.out_and_in,
       said_before.apologised, said_before.that_one, in_hand.held_meanwhile, done_before.tower_count, done_before.which_taken)


def test_every_reply_can_be_written_and_hangs_on_a_past():
    writing = Writing(OUTPUT_WORDS)
    for source in ALL:
        for lesson in lessons(source, 60):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
            assert 1 < len(lesson.history) <= 6 and lesson.history[-1].speaker == "robot"


def test_what_is_taken_instead_is_there_and_what_was_asked_for_is_not():
    for lesson in lessons(said_before.then_this):
        gone = lesson.history[-1].text.split(".")[0].removeprefix("I don't see ").split(" ", 1)[1]
        assert gone not in {f"{o.color} {o.kind}" for o in lesson.objects} and lesson.targets[0] < len(lesson.objects)
        assert lesson.steps[0].startswith("put the" if lesson.destinations else "pick up the")


def test_looking_again_finds_it_or_says_the_same():
    found = lessons(said_before.now_there)
    assert {lesson.kind for lesson in found} == {"act", "answer"}
    for lesson in found:
        assert (lesson.text == lesson.history[-1].text) == (lesson.kind == "answer")
        if lesson.kind == "act":
            o = lesson.objects[lesson.targets[0]]
            assert f" {o.kind}." in lesson.history[-1].text.split(" I see")[0]


def test_is_it_there_is_answered_by_where_it_is():
    said = lessons(said_before.is_it)
    assert {lesson.text.split(",")[0] for lesson in said} == {"Yes", "No"}
    for lesson in said:
        base = lesson.objects[lesson.targets[0]].inside
        if lesson.text.startswith("Yes") and (" is in the " in lesson.text or " is on the " in lesson.text):
            assert base is not None and lesson.text.endswith(f" {lesson.objects[base].kind}.")


def test_what_is_insisted_on_is_refused_with_the_same_reason():
    for lesson in lessons(said_before.insisted):
        assert lesson.kind == "refuse" and lesson.text == lesson.history[-1].text


def test_a_command_that_was_stopped_is_gone_on_with_as_it_was():
    for lesson in lessons(said_before.resumed):
        assert lesson.history[-1].text == replies.SAY["stopped"] and lesson.text in [u.text for u in lesson.history]


def test_the_first_of_two_is_the_one_that_was_moved_first():
    for lesson in lessons(done_before.two_done):
        told = " ".join(u.text for u in lesson.history if u.speaker == "robot").lower()
        if lesson.kind == "answer":
            thing = lesson.text.split(" the ")[1].split(" in")[0].split(" on")[0]
            assert thing in told
        else:
            assert all(lesson.objects[i].inside is not None and lesson.objects[i].inside != lesson.destinations[0] for i in lesson.targets)


def test_what_is_held_goes_first_and_another_out_before_it_goes_in():
    for lesson in lessons(in_hand.held_on):
        assert lesson.objects[lesson.targets[0]].held and lesson.steps[0].startswith("put the")
    for lesson in lessons(done_before.out_and_in):
        first, other = (lesson.objects[i] for i in lesson.targets)
        assert [s.split(" the ")[0] for s in lesson.steps] == ["pick up", "put down", "put"] and first.inside == lesson.destinations[0] and other.inside is None


def test_an_earlier_past_leaves_what_hangs_on_the_nearer_one():
    draw, longer = Draw(random.Random(3)), 0
    for lesson in lessons(done_before.out_and_in, 80):
        try:
            after = past.with_earlier(draw, lesson)
        except NoRoom:
            continue
        assert after.history[-len(lesson.history):] == lesson.history and len(after.history) <= 6
        longer += len(after.history) > len(lesson.history)
    assert longer > 20


def test_a_recalled_deed_gets_no_earlier_one():
    draw = Draw(random.Random(3))
    for lesson in lessons(done_before.two_done):
        if lesson.kind == "answer":
            assert past.with_earlier(draw, lesson) is lesson


def test_an_answer_by_what_it_is_not_names_only_the_others():
    for lesson in lessons(memory.answered, 400):
        words = lesson.say.lower().split()
        if "rule" in words and "out" in words:
            named = [c for c in COLORS if c in words]
            assert all(lesson.objects[i].color not in named for i in lesson.targets)


def test_nothing_is_done_after_an_apology_or_with_what_is_held_meanwhile():
    for source in (said_before.apologised, in_hand.held_meanwhile):
        for lesson in lessons(source):
            assert lesson.kind == "answer" and not lesson.steps
    assert all(any(o.held for o in lesson.objects) for lesson in lessons(in_hand.held_meanwhile))


def test_the_floors_of_a_tower_are_counted_not_what_stands_on_its_lowest():
    for lesson in lessons(done_before.tower_count):
        floors = 1 + sum(o.inside is not None and lesson.objects[o.inside].kind == "cube" for o in lesson.objects)
        assert len(lesson.targets) == floors and lesson.text.startswith(f"There are {replies.NUMBERS[floors]} ")


def test_which_was_taken_is_the_one_that_was():
    for lesson in lessons(done_before.which_taken):
        o = lesson.objects[lesson.targets[0]]
        assert f"the {o.color} {o.kind}" in lesson.text and (o.held or o.inside is not None)


def test_which_is_empty_has_nothing_in_it():
    for lesson in lessons(done_before.which_empty):
        empty = lesson.targets[0]
        assert all(o.inside != empty for o in lesson.objects) and any(o.inside is not None for o in lesson.objects) and lesson.text.endswith("is empty.")


def test_whether_another_is_in_it_too_is_told_by_where_it_is():
    told = lessons(done_before.and_that_too)
    assert {lesson.text.split(",")[0] for lesson in told} == {"Yes", "No"}
    for lesson in told:
        base = lesson.objects[lesson.targets[0]].inside
        assert lesson.text.startswith("No") if base is None else lesson.text.startswith("No") or lesson.text.endswith(f" {lesson.objects[base].kind}.")
