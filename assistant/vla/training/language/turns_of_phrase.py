"""Turns of phrase that change how a command is put, not what is meant: counted from the left first, the other cube as "the one", where it is not to go.

Knows references; nothing of scenes' making or of steps.
"""

from __future__ import annotations

import re
from typing import Sequence

from assistant.vla.training.language.meanings import NTH
from assistant.vla.training.language.phrases import Draw, Phrases, tidy
from assistant.vla.training.language.references import Reference, in_or_on
from assistant.vla.training.language.scenes import CONTAINERS, preposition
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, KIND_WORDS, PLURAL_WORDS, RELATION_SAID, SIDE_BEFORE, SIZE_WORDS, SMALLER

_COUNTED = re.compile(r" (?:counting from|when you count from|as counted from|(?<!drink )(?<!coffee )(?<!tea )(?<!soup )(?<!eat )from) (?:the )?(?:left|right)\b(?! (?:of|hand|side))")
# {x} is a command, {n} another thing.
ALONE = Phrases("""
2*{x} and leave {n} alone
2*{x} and leave {n} where it is
2*{x}, but don't touch {n}
{x} and leave {n} be
{x}, not {n}
{x} and don't touch {n}
{x} without touching {n}
{x}, {n} stays (there|where it is)
{x}, and {n} can stay
{x}, careful with {n}
3*{x}, and mind {n}
2*{x}, mind {n}
2*{x} and {n} stays where it is
2*{x} and {n} stays put
{x} and {n} can stay where it is
{x}, {n} is (mine|my sister's|somebody else's|for later|not for you)
{x}, {n} let it be
{x}. {n} is not part of this
{x}, and watch out for {n}
{x}, i still need {n}
~{x} and let {n} be
~{x}, keep clear of {n}
""", more="turns_of_phrase.ALONE")


def as_one(draw: Draw, goal: Reference) -> str | None:
    """ "The smallest cube on the biggest one": the goal, of the same kind as the thing, without its noun."""
    m = goal.meaning
    if m is None or m.relation or m.unlike or m.held or m.side in NTH or not (m.color or m.size or m.rank or m.side):
        return None
    size = (SMALLER if m.rank == "small" else BIGGER)(draw) if m.rank else SIZE_WORDS[m.size](draw) if m.size else ""
    side = SIDE_BEFORE[m.side](draw) if m.side else ""
    return tidy(f"the {side} {size} {COLOR_WORDS[m.color](draw) if m.color else ''} one")


def other_side(draw: Draw, goal: str, relation: str) -> str:
    """Another relation to the same place, and then the right one: "the cube, I mean right of the cube"."""
    right = RELATION_SAID[relation](draw)
    again = draw.of((goal, "it"))
    return draw.of(("{d}, i mean {by} {it}", "{d}, no, {by} {it}", "{d}, no wait, {by} {it}", "{d}, sorry, {by} {it}", "{d}, or rather {by} {it}", "{d}, no, actually {by} {it}", "{d}, hm no, {by} {it}")).format(d=goal, by=right, it=again)


def counted_first(draw: Draw, words: str) -> str:
    """ "Counting from the left, take the second cube": where it is counted from said before, if it is said once."""
    found = _COUNTED.findall(words)
    if len(found) != 1:
        return words
    start = draw.of(("counting from {s}", "if you count from {s}", "from {s}", "starting from {s}", "start counting {s2}", "start from {s}", "count from {s}", "going from {s}"))
    end = "left" if "left" in found[0] else "right"
    return f"{start.format(s=f'the {end}', s2=f'on the {end}')}, {_COUNTED.sub('', words, count=1)}"


# {x} is a command, {n} things of another kind.
_NONE_OF = Phrases("""
2*no {n} please, {x}
2*no {n}, just {x}
no {n} today, just {x}
no {n} this time, {x}
not the {n}, {x}
leave the {n}, {x}
leave the {n} alone and {x}
never mind the {n}, {x}
forget about the {n}, {x}
i don't need any {n}, {x}
~spare me the {n}, {x}
""", more="turns_of_phrase._NONE_OF")


def none_of(draw: Draw, words: str, others: Sequence[str]) -> str:
    """A command after what it is not about: "no cups today, just lift the small block". others: kinds that it does not name."""
    return _NONE_OF(draw, x=words, n=PLURAL_WORDS[draw.of(others)](draw))


def not_there(draw: Draw, verb: str, goal_kind: str, relation: str | None) -> str:
    """Where it is not to go, of the same goal or of another: "the tray, not inside, beside it", "the bowl, not on the plate"."""
    into = in_or_on(draw, goal_kind)
    if verb == "place" and draw.random() < 0.5:
        kind = draw.of([k for k in CONTAINERS if k != goal_kind])
        other, there = f"the {KIND_WORDS[kind](draw)}", in_or_on(draw, kind)
        return draw.of((f", not {there} {other}", f", not {there} {other}", f" and not {there} {other}", f", don't put it {there} {other}", f", not {other}", f" and not {other}", f" rather than {other}"))
    if verb == "move":
        by = RELATION_SAID[relation](draw)
        return draw.of((f", not {into} it", f", not {into} it but {by} it", f", {by} it, not {into} it", ", not inside") if preposition(goal_kind) == "in" else (f", not {into} it", f", {by} it, not {into} it"))
    beside = draw.of(("next to", "beside", "in front of", "behind", "under"))
    return draw.of((f", not {beside} it", f", {into} it, not {beside} it", f", not {beside} it but {into} it"))
