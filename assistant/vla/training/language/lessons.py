"""Draws lessons: which kind of sentence, how often, and with how much of a past.

The only door to the sentences, with steps (single steps) and suites (scenarios for `evaluate`). Knows every kind of lesson; nothing of models.
"""

from __future__ import annotations

import random
from typing import Callable

from assistant.vla.training.language import (
    asked_after, asked_back, carrying_on, chat, commands, company, comparisons, corrections, counted_in, done_before, followups, fronted, gestures, granted, in_hand, in_jest, in_the_way, introductions, leaving, limits, loosely, many, memory, narrated, not_a_place, not_an_answer, once_done, past, pointing_back, prohibitions, questions, rearranged, refusals,
    reports, roles, rounding_off, said_before, sequences, side_by_side, superlatives, supposed, the_other, told_by_others, told_in_full, towers, underneath, undoing, unmet)
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import NoRoom, SceneObject

__all__ = ["Lesson", "SceneObject", "SOURCES", "TAGS", "draw_lesson"]


def _commands(kind: Callable[[Draw, str], Lesson], *verbs: str) -> Callable[[Draw], Lesson]:
    return lambda draw: kind(draw, draw.of(verbs))


def _report(draw: Draw) -> Lesson:
    source = draw.of((_commands(commands.clear, "pick", "place", "place", "move", "stack"), _commands(commands.clear, "pick", "place", "move"), gestures.gesture, sequences.sequence, undoing.undone))
    lesson = source(draw)
    if lesson.kind != "act":
        raise NoRoom
    return reports.reported(draw, lesson)


# name: (share in %, source, tags it can give, what an unrelated past may hold: "table", "talk" or nothing; "before": the words hang on the lesson's own past, and what was over before that may be of the table)
# The answers to a question ("the second one") have one twice as often as the rest: what is to be done is in the question's own command, not in an older one.
# So has talk: what others say to each other is no command either when the table was spoken of just before.
SOURCES: dict[str, tuple[float, Callable[[Draw], Lesson], tuple[str, ...], str]] = {
    "pick": (7.0, _commands(commands.clear, "pick"), ("pick",), "table"),
    "place": (7.0, _commands(commands.clear, "place"), ("place",), "table"),
    "stack": (11.0, _commands(commands.clear, "stack"), ("stack",), "table"),
    "move": (9.0, _commands(commands.clear, "move"), ("move",), "table"),
    "sequence": (11.0, sequences.sequence, ("sequence",), "table"),
    "gapped": (3.0, sequences.gapped, ("sequence",), "table"),
    "sides apart": (0.9, told_by_others.sides_apart, ("sequence",), "table"),
    "groups": (0.6, many.groups, ("sequence",), "table"),
    "bare": (1.8, towers.bare, ("stack",), "table"),
    "gapped beside": (0.9, sequences.gapped_beside, ("sequence",), "table"),
    "left out": (0.7, corrections.left_out, ("place",), "table"),
    "everything": (3.0, many.everything, ("sequence",), "table"),
    "many more": (2.5, many.many_more, ("sequence",), "table"),
    "tower": (0.4, many.tower, ("sequence",), "table"),
    "on each other": (1.2, towers.on_each_other, ("stack",), "table"),
    "narrated": (1.6, narrated.narrated, ("sequence",), "table"),
    "roles": (1.2, roles.named, ("place", "stack", "move"), "table"),
    "likened": (2.0, roles.by_its_likeness, ("pick", "place"), "table"),
    "of its own colour": (0.8, roles.to_its_color, ("place",), "table"),
    "ended": (2.5, rounding_off.ended, ("sequence",), ""),
    "owned": (1.5, rounding_off.owned, ("ask", "pick"), "table"),
    "asked meanwhile": (1.5, rounding_off.asked_meanwhile, ("question",), ""),
    "asked after acting": (2.5, rounding_off.asked_after_acting, ("question",), ""),
    "either": (1.5, comparisons.either, ("question",), "table"),
    "harm with it": (1.2, rounding_off.harm_with_it, ("refuse",), ""),
    "in jest": (2.4, in_jest.in_jest, ("refuse", "pick", "place", "move", "stack"), ""),
    "floors": (1.5, towers.floors, ("sequence",), "table"),
    "taken back": (3.0, corrections.taken_back, ("pick", "place", "stack", "move"), "table"),
    "shown first": (3.0, introductions.shown_first, ("pick", "place", "stack", "move"), "table"),
    "loosely": (5.0, loosely.loosely, ("sequence", "place", "move"), "table"),
    "fronted": (1.5, fronted.fronted, ("pick", "place", "stack", "move"), "table"),
    "extremes": (1.5, superlatives.extremes, ("stack", "place"), "table"),
    "brought together": (0.9, company.brought_together, ("move",), "table"),
    "side by side": (2.6, side_by_side.side_by_side, ("move",), "table"),
    "alone moved": (0.9, company.alone_moved, ("place", "move", "stack"), "table"),
    "where to": (1.8, unmet.where_to, ("ask", "memory"), ""),
    "in between": (0.6, unmet.in_between, ("premise",), "table"),
    "unknown thing": (1.4, unmet.unknown_thing, ("premise",), "table"),
    "instead": (1.5, prohibitions.instead, ("pick", "place"), "table"),
    "prohibited": (0.7, prohibitions.prohibited, ("chat",), "table"),
    "twins": (7.0, commands.twins, ("pick", "place"), "table"),
    "gesture": (1.6, gestures.gesture, ("home", "open", "close", "wave"), "table"),
    "down": (1.6, gestures.down, ("put_down",), "talk"),
    "any": (2.4, limits.anything, ("pick", "place"), "table"),
    "harmless": (2.0, refusals.harmless, ("pick", "place"), "table"),
    "vague pick": (13.5, _commands(commands.vague, "pick"), ("ask",), "table"),
    "vague put": (29.0, _commands(commands.vague, "place", "place", "move", "stack", "stack"), ("ask",), "table"),
    "vague sequence": (1.0, lambda draw: sequences.sequence(draw, "vague"), ("ask",), "table"),
    "vague everything": (0.5, lambda draw: many.everything(draw, "vague"), ("ask",), "table"),
    "incomplete": (4.0, limits.incomplete, ("ask", "pick", "place", "move"), "talk"),
    "answered": (19.0, memory.answered, ("memory", "ask", "premise", "sequence"), "table"),
    "numbered": (6.0, memory.numbered, ("memory", "ask"), "table"),
    "no answer": (3.0, not_an_answer.not_an_answer, ("ask", "chat", "memory"), ""),
    "filled in": (2.5, memory.filled_in, ("memory",), "table"),
    "followup": (6.0, followups.followup, ("memory", "question", "sequence", "ask", "premise", "refuse"), "before"),
    "asked then": (3.2, pointing_back.asked_then, ("memory",), "before"),
    "on top of that": (1.2, pointing_back.on_top_of_that, ("memory",), "before"),
    "stacked": (2.0, pointing_back.stacked, ("memory",), "before"),
    "the rest": (2.2, carrying_on.the_rest, ("sequence",), "before"),
    "counted then": (2.2, counted_in.counted_then, ("memory",), "before"),
    "joining": (2.4, carrying_on.joining, ("memory",), "before"),
    "hand with": (0.8, carrying_on.hand_with, ("memory",), "before"),
    "onward": (2.4, carrying_on.onward, ("memory",), "before"),
    "with it": (2.2, carrying_on.with_it, ("memory",), "before"),
    "other way round": (2.0, carrying_on.the_other_way_round, ("memory",), "before"),
    "after no": (2.0, carrying_on.after_no, ("memory",), "before"),
    "those named": (1.4, carrying_on.those_named, ("memory", "sequence"), "before"),
    "how many now": (2.4, asked_back.how_many_now, ("question",), "before"),
    "all in": (1.5, asked_back.all_in, ("question",), "before"),
    "stands on": (1.0, asked_back.stands_on, ("question",), "before"),
    "got now": (1.2, asked_back.got_now, ("question",), "before"),
    "other side": (1.5, asked_back.other_side, ("question",), "before"),
    "said again": (1.2, asked_back.said_again, ("question",), ""),
    "recapped": (1.2, asked_back.recapped, ("question",), ""),
    "with aside": (1.2, asked_back.with_aside, ("question",), "table"),
    "each to its place": (2.5, told_in_full.each_to_its_place, ("sequence",), "table"),
    "two towers": (1.0, told_in_full.two_towers, ("sequence",), "table"),
    "all then one": (1.8, told_in_full.all_then_one, ("sequence",), "table"),
    "then this": (2.0, said_before.then_this, ("memory",), "before"),
    "now there": (1.4, said_before.now_there, ("memory", "premise"), "before"),
    "is it": (2.2, said_before.is_it, ("question",), "before"),
    "should be": (1.2, said_before.should_be, ("memory",), "before"),
    "listed": (0.7, said_before.listed, ("memory",), "before"),
    "resumed": (1.4, said_before.resumed, ("memory",), "before"),
    "insisted": (1.6, said_before.insisted, ("refuse",), "before"),
    "apologised": (1.2, said_before.apologised, ("chat",), "before"),
    "that one": (1.8, said_before.that_one, ("memory",), "before"),
    "held meanwhile": (2.6, in_hand.held_meanwhile, ("chat",), "before"),
    "where could it go": (0.8, in_hand.where_could_it_go, ("ask",), "before"),
    "undone": (3.6, undoing.undone, ("memory",), ""),
    "all undone": (1.6, undoing.all_undone, ("sequence",), ""),
    "out again": (2.2, undoing.out_again, ("memory",), "before"),
    "the other side": (1.6, undoing.other_side, ("memory",), "before"),
    "changed over": (1.2, undoing.changed_over, ("memory",), ""),
    "off and beside": (1.4, undoing.off_and_beside, ("memory",), "before"),
    "which went for": (1.2, asked_after.which_went_for, ("question",), ""),
    "holding now": (0.6, asked_after.holding_now, ("question",), ""),
    "so far": (0.8, asked_after.so_far, ("question",), ""),
    "had before": (0.8, asked_after.had_before, ("question",), ""),
    "why that too": (1.4, asked_after.why_that_too, ("premise",), "before"),
    "home then": (2.0, asked_after.home_then, ("memory",), "before"),
    "home after undoing": (2.0, once_done.home_after_undoing, ("memory", "chat"), "before"),
    "in which": (2.4, once_done.in_which, ("question",), "before"),
    "it was like": (2.0, once_done.likened, ("chat",), "before"),
    "back then": (2.4, once_done.back_then, ("sequence", "memory"), ""),
    "in turn": (1.6, once_done.in_turn, ("sequence",), "table"),
    "stayed": (1.2, asked_after.stayed, ("question",), "before"),
    "allowed then": (0.8, said_before.allowed_then, ("chat",), "before"),
    "swapped": (2.0, in_hand.swapped, ("memory", "question"), ""),
    "tower count": (1.0, done_before.tower_count, ("question",), "before"),
    "which taken": (0.8, done_before.which_taken, ("question",), ""),
    "which empty": (0.7, done_before.which_empty, ("question",), "before"),
    "and that too": (1.6, done_before.and_that_too, ("question",), "before"),
    "hand again": (0.5, done_before.hand_again, ("memory",), "before"),
    "two done": (2.4, done_before.two_done, ("memory", "question", "sequence"), ""),
    "held on": (2.2, in_hand.held_on, ("memory", "sequence"), "before"),
    "beside that": (1.0, done_before.beside_that, ("memory",), "before"),
    "out and in": (1.2, done_before.out_and_in, ("sequence",), "before"),
    "the other": (2.5, the_other.the_other, ("memory", "ask", "premise"), ""),
    "the one on that side": (1.6, the_other.the_sided, ("memory",), ""),
    "one more": (0.5, pointing_back.one_more, ("memory",), ""),
    "thanked": (2.0, pointing_back.thanked, ("chat",), ""),
    "how many of them": (0.4, pointing_back.how_many_of_them, ("question",), ""),
    "which ones": (0.6, pointing_back.which_ones, ("question",), ""),
    "too few": (2.4, pointing_back.too_few, ("ask",), "table"),
    "beside nothing": (1.4, pointing_back.by_what_is_not_there, ("premise",), "table"),
    "several stand so": (3.5, granted.several_stand_so, ("ask",), "table"),
    "none stands so": (2.5, granted.none_stands_so, ("premise",), "table"),
    "between two": (2.0, granted.between_two, ("pick", "premise"), "table"),
    "only one": (2.0, granted.only_one, ("premise",), "table"),
    "answered which": (1.2, granted.answered_which, ("memory",), "table"),
    "of two": (3.0, supposed.of_two, ("premise", "pick", "place"), "table"),
    "so many": (2.0, supposed.so_many, ("premise", "sequence"), "table"),
    "from there": (3.5, supposed.from_there, ("premise", "pick"), "table"),
    "other as well": (1.5, supposed.other_as_well, ("memory", "premise"), ""),
    "why there": (1.2, supposed.why_there, ("question", "premise"), ""),
    "rolls off": (1.2, supposed.rolls_off, ("premise",), "table"),
    "with an aim": (2.5, not_a_place.with_an_aim, ("ask", "pick", "place", "stack"), "table"),
    "with a number": (2.5, not_a_place.with_a_number, ("ask", "pick", "place", "stack"), "table"),
    "right there": (3.0, not_a_place.right_there, ("ask", "place", "stack", "move"), "table"),
    "third of two": (1.2, granted.third_of_two, ("premise",), "table"),
    "goal then": (1.2, unmet.goal_then, ("memory",), "before"),
    "trailing off": (1.0, unmet.trailing_off, ("ask",), "table"),
    "undecided": (0.7, granted.undecided, ("ask",), "table"),
    "undecided where": (1.2, granted.undecided_where, ("ask",), "table"),
    "alike in colour": (1.0, told_by_others.alike_in_color, ("pick", "place"), "table"),
    "spared": (2.4, told_by_others.spared, ("pick", "place"), "table"),
    "in a row": (0.8, told_by_others.in_a_row, ("pick", "place"), "table"),
    "below what is wide": (0.4, granted.below_what_is_too_wide, ("premise",), "table"),
    "underneath": (1.0, underneath.underneath, ("stack", "place"), "table"),
    "left standing": (0.9, leaving.left_standing, ("question",), ""),
    "in it now": (0.9, leaving.in_it_now, ("question",), "before"),
    "floor of": (0.7, leaving.floor_of, ("question",), ""),
    "set back": (0.8, leaving.set_back, ("memory",), "before"),
    "without some": (0.8, leaving.without_some, ("question",), "table"),
    "rearranged": (2.6, rearranged.rearranged, ("memory",), "before"),
    "missing pick": (5.0, _commands(commands.missing, "pick"), ("premise",), "table"),
    "missing put": (6.0, _commands(commands.missing, "place", "place", "move", "stack"), ("premise",), "table"),
    "missing sequence": (1.0, lambda draw: sequences.sequence(draw, "absent"), ("premise",), "table"),
    "missing everything": (0.4, lambda draw: many.everything(draw, "absent"), ("premise",), "table"),
    "cannot": (3.8, limits.cannot, ("premise",), "table"),
    "already": (0.7, limits.already, ("premise",), "talk"),
    "question": (47.0, questions.question, ("question",), "table"),
    "refuse": (6.5, refusals.harm, ("refuse",), "table"),
    "in the way": (3.0, in_the_way.in_the_way, ("refuse", "pick"), "table"),
    "let go": (1.6, in_the_way.let_go, ("refuse", "memory"), "before"),
    "chat": (15.0, chat.chat, ("chat",), "table"),
    "report": (3.5, _report, ("report",), ""),
}
TAGS = tuple(sorted({tag for _, _, tags, _ in SOURCES.values() for tag in tags}))
_BY_TAG = {tag: [name for name, s in SOURCES.items() if tag in s[2]] for tag in TAGS}
_AFTER_MORE = ("answered", "numbered", "filled in", "chat")
_NAMES = list(SOURCES)
_CUMULATIVE = [sum(s[0] for s in list(SOURCES.values())[:k + 1]) for k in range(len(SOURCES))]


def draw_lesson(rng: random.Random, held_out: bool | None = False, tag: str | None = None) -> Lesson:
    """One lesson.

    held_out: False = wordings for training only; True = at least one wording that training never uses; None = all wordings (final training).
    tag: only lessons of that tag (one of TAGS). Raises ValueError for an unknown tag.
    """
    if tag is not None and tag not in _BY_TAG:
        raise ValueError(f"there is no lesson with the tag {tag!r}; the tags are {', '.join(TAGS)}")
    draw = Draw(rng, held_out)
    while True:
        name = rng.choices(_NAMES, cum_weights=_CUMULATIVE)[0] if tag is None else _one_of(rng, tag)
        lesson = _draw(draw, name, tag, held_out is True)
        if lesson is not None:
            return lesson


def _one_of(rng: random.Random, tag: str) -> str:
    names = _BY_TAG[tag]
    return rng.choices(names, weights=[SOURCES[n][0] for n in names])[0]


def _draw(draw: Draw, name: str, tag: str | None, fresh: bool) -> Lesson | None:
    """Keeps to one source until it works out, so that the shares hold; None when it took too long."""
    _, source, _, about = SOURCES[name]
    for _ in range(400):
        draw.begin()
        try:
            lesson = source(draw)
            if (fresh and not draw.used) or (tag is not None and lesson.tag != tag):
                continue
            if about and draw.random() < (0.44 if name in _AFTER_MORE else 0.22):
                lesson = past.with_earlier(draw, lesson) if about == "before" else past.with_past(draw, lesson, about == "table")
        except NoRoom:
            continue
        return lesson
    return None
