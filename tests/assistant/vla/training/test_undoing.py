"""Lessons in undoing what was done, in what is in the hand, and in what is asked once something was done."""

import random

from assistant.vla.tokens import Writing
from assistant.vla.training.language import OUTPUT_WORDS, asked_after, in_hand, memory, replies, said_before, undoing
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.reports import parts, report
from assistant.vla.training.language.scenes import NoRoom, holds
from assistant.vla.training.language.steps import draw_step
from tests.assistant.vla.training.drawn import lessons

ALL = (undoing.undone, undoing.all_undone, undoing.out_again, undoing.other_side, undoing.off_and_beside, asked_after.which_went_for, asked_after.holding_now, asked_after.stayed, said_before.allowed_then, asked_after.so_far, asked_after.had_before, asked_after.why_that_too, asked_after.home_then,
       in_hand.swapped, in_hand.where_could_it_go)


def test_every_reply_can_be_written_and_hangs_on_a_past():
    writing = Writing(OUTPUT_WORDS)
    for source in ALL:
        for lesson in lessons(source, 60):
            writing.encode(lesson.kind, lesson.text, lesson.steps, lesson.options)
            assert 1 < len(lesson.history) and lesson.history[-1].speaker == "robot"


def test_what_is_undone_is_the_last_thing_that_was_moved():
    for lesson in lessons(undoing.undone):
        if lesson.objects[lesson.targets[0]].held:  # whatever was asked for since
            hand = lesson.objects[lesson.targets[0]]
            assert lesson.steps == (replies.put_back(f"{hand.color} {hand.kind}"),)
            continue
        name = lesson.steps[0].removeprefix("pick up the ")
        assert lesson.steps == (f"pick up the {name}", replies.put_back(name))
        moved = [part for u in lesson.history if u.speaker == "robot" and u.text.startswith("Putting ") for part in u.text.split(", then ")]
        assert f"utting the {name} " in moved[-1]


def test_all_of_it_is_undone_in_reverse():
    for lesson in lessons(undoing.all_undone):
        moved = [part.rstrip(".") for u in lesson.history if u.text.startswith("Putting ") for part in u.text.split(", then ")]
        names = [step.removeprefix("pick up the ") for step in lesson.steps[::2]]
        assert len(lesson.steps) == 4 and all(f"utting the {name} " in part for name, part in zip(names, reversed(moved)))


def test_what_is_taken_out_again_is_one_of_the_two_that_were_put_away():
    for lesson in lessons(undoing.out_again):
        assert lesson.objects[lesson.targets[0]].inside is not None and len(lesson.steps) == 1 and lesson.steps[0].startswith("pick up the ")


def test_the_other_side_is_opposite_to_where_it_stands():
    for lesson in lessons(undoing.other_side):
        thing, mark = lesson.objects[lesson.targets[0]], lesson.objects[lesson.destinations[0]]
        side = next(side for side, words in (("left_of", "left of"), ("right_of", "right of"), ("in_front_of", "in front of"), ("behind", "behind")) if f" {words} the " in lesson.steps[0])
        opposite = {"left_of": "right_of", "right_of": "left_of", "in_front_of": "behind", "behind": "in_front_of"}[side]
        assert holds(thing, mark, opposite) and not holds(thing, mark, side)


def test_of_two_side_by_side_the_left_one_goes_to_the_right():
    for lesson in lessons(undoing.changed_over):
        assert " right of the " in lesson.steps[0] and holds(lesson.objects[lesson.targets[0]], lesson.objects[lesson.destinations[0]], "left_of")


def test_after_a_swap_it_is_the_one_in_the_hand():
    for lesson in lessons(in_hand.swapped):
        assert lesson.objects[lesson.targets[0]].held
        hand = lesson.objects[lesson.targets[0]]
        assert f"{hand.color} {hand.kind}" in (lesson.text if lesson.kind == "answer" else lesson.steps[0])


def test_where_what_is_held_could_go_is_asked_and_nothing_is_done():
    for lesson in lessons(in_hand.where_could_it_go):
        assert lesson.kind == "ask" and len(lesson.options) > 1 and not lesson.steps


def test_who_corrected_herself_is_told_what_was_done():
    for lesson in lessons(asked_after.which_went_for):
        assert lesson.objects[lesson.targets[0]].color in lesson.text and lesson.text.startswith("I p")


def test_neither_a_choice_that_is_not_there_nor_a_remark_ends_the_question():
    between = set()
    draw = Draw(random.Random(4), None)
    for _ in range(900):
        draw.begin()
        try:
            lesson = memory.answered(draw)
        except NoRoom:
            continue
        if lesson.kind == "act" and len(lesson.history) == 4:
            assert lesson.history[1].text.endswith("?")
            between.add(lesson.history[-1].text.split(" see ")[0])
    assert between == {"I don't", replies.SAY["not_understood"]}


def test_what_went_back_is_told_as_such():
    step = replies.put_back("left red cube")
    assert parts(step) == ("put", "left red cube", "where it was")
    assert parts("put the red cube") == ("put", "red cube", "")  # whatever a model writes
    assert report(step, None) == "The left red cube is where it was." and report(step, "missed") == "The left red cube is not where it was."


def test_the_step_puts_down_one_thing_that_is_there():
    steps = [step for step in (draw_step(random.Random(k)) for k in range(600)) if step.instruction.endswith("where it was")]
    assert len(steps) > 3
    assert all(step.skill == "put_down" and step.destination is None and step.objects[step.target].kind in step.instruction for step in steps)


def test_all_that_was_moved_is_told_in_order():
    for lesson in lessons(asked_after.so_far):
        assert lesson.text.count("put the") == 2 and lesson.text.index(lesson.objects[lesson.targets[0]].color) < len(lesson.text) / 2


def test_what_was_in_the_hand_before_is_told_and_not_what_is_now():
    for lesson in lessons(asked_after.had_before):
        before = lesson.objects[lesson.targets[0]]
        assert not before.held and lesson.text.startswith("I picked up the ") and before.kind in lesson.text


def test_going_home_leaves_what_was_put_away():
    for lesson in lessons(asked_after.home_then):
        assert lesson.steps in (("go home",), ("wave",)) and any(o.inside is not None for o in lesson.objects)
