""" "The other one" and "another one" in a command of their own, after something was done with the first: "and now pick up the other mug", "put the other cube left of the can"; "the right one", with one of two alike in the hand.

Knows single commands, references and what was done.
"""

from __future__ import annotations

from typing import Sequence

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, order_words, step_for
from assistant.vla.training.language.exchanges import did, exchange, taken
from assistant.vla.training.language.followup_words import PICK_PLAIN, PUT_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, in_order, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS

_OTHER = Phrases("""
6*the other {k}
4*the other one
the other
that other {k}
the second {k}
the {k} that is left
the remaining {k}
the other of the {n}
~the {k} not yet seen to
""", more="the_other._OTHER")
_ANOTHER = Phrases("""
5*another {k}
3*another one
2*one more {k}
one more
one of the other {n}
any other {k}
one of the remaining {n}
~a further {k}
""", more="the_other._ANOTHER")
_ON = Phrases("""
5*now
4*and now
3*and
2*okay now
2*then
next
good, now
great, and now
thanks, now
lovely, now
right
well done, now
and then
after that
~splendid, now
""")
# One of them is in the hand; {s} is left or right, {k} what they are.
_SIDED = Phrases("""
4*the {s} one
3*no, the {s} one
2*i meant the {s} one
2*the {s} one please
2*the {s} {k}
the one on the {s}
take the {s} one instead
~the {s}-hand one, rather
""", more="the_other._SIDED")


def the_other(draw: Draw) -> Lesson:
    """There is one other: that one. There are two: which? Of "another" any will do. There is none: it says so."""
    left = draw.of((1,) * 7 + (2, 2, 0))
    look, goal = any_look(draw, PICKABLE), any_look(draw, CONTAINERS)
    looks = [look, goal, *((look[0], draw.of(COLORS), look[2]) for _ in range(left))]
    if draw.random() < 0.5:
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    how = draw.of(("placed", "placed", "placed", "set down", "held"))
    scene, where = build(draw, looks, {0: 1} if how == "placed" else None, 0 if how == "held" else None)
    table, first = Table(scene), where[0]
    others = [i for i, o in enumerate(scene) if o.kind == look[0] and i != first]
    if len(others) != left or any(o.held or o.inside is not None or loaded(scene, i) for i, o in enumerate(scene) if i != first and o.kind in PICKABLE):
        raise NoRoom
    past = _done(draw, table, first, how)
    free = draw.random() < 0.25 and how != "held"
    words = (_ANOTHER if free else _OTHER)(draw, k=KIND_WORDS[look[0]](draw), n=plural(draw, (look[0],)))
    verb = "pick" if how == "held" else draw.of(("pick", "pick", "place", "move"))
    mark, relation, place = None, None, ""
    if verb != "pick":
        mark = draw.of(table.of(CONTAINERS))
        relation = draw.of(RELATIONS) if verb == "move" else None
        place = refer(draw, table, mark, table.of(CONTAINERS), simple=True).words
    say = _said(draw, *order_words(draw, verb, words, place, None if mark is None else scene[mark].kind, relation))
    goals = () if mark is None else (mark,)
    if not others:
        return Lesson(scene, past, say, "answer", replies.absent(scene, f"second {look[0]}"), (), (), (), goals, "premise")
    if len(others) > 1 and not free:
        text, options = replies.which(scene, others, table.names)
        return Lesson(scene, past, say, "ask", text, (), options, tuple(others), goals, "ask")
    index = in_order(scene, others)[0]
    steps = (step_for(table, verb, index, mark, relation),)
    if how == "held":
        steps = (f"put down the {table.names[first]}", *steps)
    return Lesson(scene, past, say, "act", replies.doing(steps), steps, (), tuple(others), goals, "memory")


def the_sided(draw: Draw) -> Lesson:
    """One of two alike is in the hand; "the right one": the one on that side among those on the table, and where there is but one, that."""
    left = draw.of((1, 1, 1, 2))
    look = any_look(draw, PICKABLE)
    looks = [look, *((look[0], look[1] if draw.random() < 0.12 else draw.of(COLORS), look[2]) for _ in range(left))]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks, None, 0)
    table, first, side = Table(scene), where[0], draw.of(("left", "right"))
    others = [i for i, o in enumerate(scene) if o.kind == look[0] and i != first]
    if len(others) != left or any(scene[i].inside is not None or loaded(scene, i) for i in others):
        raise NoRoom
    if left == 1:
        (index,) = others
    else:
        meant = denote(table, Meaning((look[0],), side=side), others)
        if not meant or len(meant) != 1:
            raise NoRoom
        (index,) = meant
        draw.spatial = True
    other = "right" if side == "left" else "left"
    twins = len({scene[i].color for i in (first, *others)}) == 1
    name = f"{other} {look[1]} {look[0]}" if twins else f"{look[1]} {look[0]}"
    if not twins and table.names[first] != name:
        raise NoRoom
    past = taken(draw, name)
    if left == 1 and draw.random() < 0.5:
        past = _asked_which(draw, look[0], look[1], () if twins else [scene[i].color for i in in_order(scene, (first, index))], other) + past[1:]
    steps = (f"put down the {table.names[first]}", step_for(table, "pick", index, None, None))
    return Lesson(scene, past[-6:], written(draw, _SIDED(draw, s=side, k=KIND_WORDS[look[0]](draw))), "act", replies.doing(steps), steps, (), (index,), (), "memory")


def _asked_which(draw: Draw, kind: str, color: str, colors: Sequence[str], side: str) -> tuple[Utterance, ...]:
    """Which of the two was asked, and told by its side or by its color. colors: of both, where they are not the same."""
    question = f"Which {kind} do you mean, the {colors[0]} one or the {colors[1]} one?" if colors else f"Which {color} {kind} do you mean, the left one or the right one?"
    answer = f"the {COLOR_WORDS[color](draw)} one" if colors and draw.random() < 0.5 else f"the {side} one"
    return (*exchange(PICK_PLAIN(draw, t=KIND_WORDS[kind](draw)), question), Utterance("user", written(draw, answer)))


def _done(draw: Draw, table: Table, first: int, how: str) -> tuple[Utterance, ...]:
    """What was done with the first, and how that was said."""
    name, base = table.names[first].removeprefix("held "), table.scene[first].inside
    if " the " in name:
        raise NoRoom
    if how == "placed":
        place, goal = preposition(table.scene[base].kind), table.names[base]
        return did(draw, PUT_PLAIN(draw, t=name, p=place, d=goal), (f"put the {name} {place} the {goal}",))
    past = taken(draw, name)
    return past if how == "held" else past + did(draw, DOWN_IT(draw), (f"put down the {name}",))


def _said(draw: Draw, words: str, bare: bool) -> str:
    """With a word that goes on from what was done, or as any command."""
    if draw.random() < 0.6:
        return written(draw, f"{_ON(draw)} {words}")
    return written(draw, (request if bare else sentence)(draw, words))
