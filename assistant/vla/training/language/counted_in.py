"""How many are in the box, or what is, was asked and answered; "put the ball in with it", "pop the can in there too" means that box, whatever was done with another before.

Knows questions about what lies where, references and what the robot said.
"""

from __future__ import annotations

import re

from assistant.interface import Utterance
from assistant.vla.training.language.carrying_on_words import IN_TOO
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.exchanges import act, did, exchange, put_plainly
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import COUNT_IN, WHAT_IN
from assistant.vla.training.language.questions import counted, located
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, any_look, build, held, loaded, preposition
from assistant.vla.training.language.style import sentence, written

_INSIDE = re.compile(r"\bin (?=(with|there|too|as well)\b)")


def counted_then(draw: Draw) -> Lesson:
    """One or several lie in it; another is to go there too."""
    number = draw.of((1, 1, 1, 2, 2, 3))
    looks = [any_look(draw, CONTAINERS), any_look(draw, PICKABLE), *(any_look(draw, PICKABLE) for _ in range(number))]
    if draw.random() < 0.7:
        looks.append(any_look(draw, CONTAINERS))
    elsewhere = len(looks) > 2 + number and draw.random() < 0.35
    if elsewhere:
        looks.append(any_look(draw, PICKABLE))
    distractors(draw, looks, draw.of((0, 0, 1, 1)), 0.2)
    if len(looks) > 7:
        raise NoRoom
    inside = {k: 0 for k in range(2, 2 + number)}
    if elsewhere:
        inside[3 + number] = 2 + number
    scene, where = build(draw, looks, inside)
    table, goal, thing = Table(scene), *where[:2]
    if held(scene) is not None or scene[thing].inside is not None or loaded(scene, thing) or " the " in table.names[thing]:
        raise NoRoom
    past = _before(draw, table, where, 3 + number if elsewhere else None)
    past += _asked(draw, table, goal)
    words = refer(draw, table, thing, [i for i in table.of(PICKABLE) if scene[i].inside != goal], simple=True).words
    place = preposition(scene[goal].kind)
    said = IN_TOO(draw, t=words, y="it" if number == 1 else "them", **{"in": place})
    if place == "on":
        said = _INSIDE.sub("on ", said)
    if draw.random() < 0.3:
        said = draw.of(("okay, ", "right, ", "good, ", "then ", "now ", "so ", "thanks, now ", "ah, ", "lovely, ")) + said
    return act(draw, table, past, said, (step_for(table, "place", thing, goal, None),), (thing,), (goal,), draw.random() < 0.1)


def _before(draw: Draw, table: Table, where: list[int], other: int | None) -> tuple[Utterance, ...]:
    """What was put elsewhere before, or into the same."""
    scene = table.scene
    index = where[other] if other is not None else where[2]
    goal = scene[index].inside
    if any(" the " in table.names[i] for i in (index, goal)) or draw.random() < 0.4:
        return ()
    said, step = put_plainly(draw, table, index, goal)
    return did(draw, said, (step,))


def _asked(draw: Draw, table: Table, goal: int) -> tuple[Utterance, ...]:
    scene, fits = table.scene, loaded(table.scene, goal)
    kind = scene[goal].kind
    word, place = in_or_on(draw, kind), f"{preposition(kind)} the {table.names[goal]}"
    d = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
    if draw.random() < 0.25:
        return exchange(written(draw, sentence(draw, WHAT_IN(draw, d=d, **{"in": word}))), located(table, fits, place))
    one = scene[fits[0]].kind if len({scene[i].kind for i in fits}) == 1 and draw.random() < 0.4 else None
    said = COUNT_IN(draw, n=plural(draw, None if one is None else (one,)), d=d, **{"in": word})
    return exchange(written(draw, sentence(draw, said)), f"{counted(len(fits), one or 'object')[:-1]} {place}.")
