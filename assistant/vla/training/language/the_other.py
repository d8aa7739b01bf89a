""" "The other one" and "another one" in a command of their own, after something was done with the first: "and now pick up the other mug", "put the other cube left of the can".

Knows single commands, references and what was done.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, order_words, step_for
from assistant.vla.training.language.exchanges import did, taken
from assistant.vla.training.language.followup_words import PUT_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, in_order, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import KIND_WORDS

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


def _done(draw: Draw, table: Table, first: int, how: str) -> tuple[Utterance, ...]:
    """What was done with the first, and how that was said."""
    name, base = table.names[first], table.scene[first].inside
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
