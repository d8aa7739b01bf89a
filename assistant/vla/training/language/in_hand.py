"""What hangs on what is in the hand: put it there, put it there and take another, hold it, what is said meanwhile; and after it was taken for another: which of the two it is now.

Knows commands, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.before_words import DOWN_AND_TAKE, HELD_INTO, HELD_THEN, KEEP_HOLDING
from assistant.vla.training.language.chatter import CHATTER
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.exchanges import act, exchange, taken, taken_instead
from assistant.vla.training.language.followup_words import CORRECT_THING
from assistant.vla.training.language.gestures import DOWN_IT
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import PUT_IT
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import COUNT, HOLDING, SEE
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, any_look, build
from assistant.vla.training.language.style import written
from assistant.vla.training.language.undoing_words import KEEP_NOT_YET, WHERE_COULD
from assistant.vla.training.language.unmet import where_it_could_go
from assistant.vla.training.language.words import COLOR_WORDS


def held_on(draw: Draw) -> Lesson:
    """Something is in the hand, since a while; "put what you're holding in the bowl", "in the box with it, then take the cup"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand, goal, other = Table(scene), *where[:3]
    name = f"{scene[hand].color} {scene[hand].kind}"
    past = taken(draw, name)
    d, word = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, in_or_on(draw, scene[goal].kind)
    first = step_for(table, "place", hand, goal, None)
    if draw.random() < 0.5:
        if draw.random() < 0.5:
            past += _meanwhile(draw, table)
        return act(draw, table, past, HELD_INTO(draw, d=d, **{"in": word}), (first,), (hand,), (goal,), draw.random() < 0.3)
    rest = [i for i in table.of(PICKABLE) if i != hand]
    same = [i for i in rest if scene[i].kind == scene[other].kind]
    words = refer(draw, table, other, rest, simple=True).words
    if scene[other].kind == scene[hand].kind and same == [other] and draw.random() < 0.4:
        words = draw.of(("the other one", f"the {COLOR_WORDS[scene[other].color](draw)} one"))
        if scene[other].color == scene[hand].color:
            words = "the other one"
    steps = (first, step_for(table, "pick", other, None, None))
    return act(draw, table, past, HELD_THEN(draw, d=d, x=words, **{"in": word}), steps, (hand, other), (goal,), False, "sequence")


def _meanwhile(draw: Draw, table: Table) -> tuple[Utterance, ...]:
    """A question about the table, while the hand holds something."""
    if draw.random() < 0.4:
        return exchange(written(draw, SEE(draw)), replies.see(table.scene))
    kind = draw.of(table.scene).kind
    return exchange(written(draw, COUNT(draw, n=plural(draw, (kind,)))), counted(sum(o.kind == kind for o in table.scene), kind))


def held_meanwhile(draw: Draw) -> Lesson:
    """Something is in the hand; "keep it there while I take a photo", "goodness, it's raining again": nothing is done with it."""
    looks = [any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, name = Table(scene), f"{scene[where[0]].color} {scene[where[0]].kind}"
    past = taken(draw, name)
    roll, goals = draw.random(), table.of(CONTAINERS)
    if roll < 0.2 and goals:
        goal = draw.of(goals)
        said = KEEP_NOT_YET(draw, d=refer(draw, table, goal, goals, simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
        return Lesson(scene, past, written(draw, said), "answer", replies.SAY["okay"], tag="chat")
    if roll < 0.6:
        return Lesson(scene, past, written(draw, KEEP_HOLDING(draw)), "answer", replies.SAY["okay"], tag="chat")
    return Lesson(scene, past, written(draw, CHATTER(draw, b="[", e="]", o="(", c=")"), plain=True), "answer", replies.SAY["not_understood"], tag="chat")

def swapped(draw: Draw) -> Lesson:
    """One thing was taken, then another for it; "in the bowl it goes", "put it down", "what have you got": the one that is in the hand now."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, PICKABLE)]
    if looks[0][:2] == looks[2][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand, goal, first = Table(scene), *where[:3]
    if scene[first].inside is not None:
        raise NoRoom
    now, before = f"{scene[hand].color} {scene[hand].kind}", table.names[first]
    others = [i for i in table.of(PICKABLE) if scene[i].kind == scene[hand].kind]
    words = f"the {scene[hand].color} {scene[hand].kind}"
    if set(others) <= {hand, first} and draw.random() < 0.6:
        words = f"the {COLOR_WORDS[scene[hand].color](draw)} one" if scene[hand].color != scene[first].color else "the other one"
    past = taken_instead(draw, before, now, (CORRECT_THING if draw.random() < 0.5 else DOWN_AND_TAKE)(draw, x=words))
    roll = draw.random()
    if roll < 0.15:
        return act(draw, table, past, DOWN_IT(draw), (f"put down the {now}",), (hand,))
    if roll < 0.3:
        return Lesson(scene, past[-6:], written(draw, HOLDING(draw)), "answer", replies.holding(table.names, hand), targets=(hand,), tag="question")
    pool, dress = (HELD_INTO, draw.random() < 0.3) if roll < 0.65 else (PUT_IT, True)
    said = pool(draw, d=refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
    return act(draw, table, past, said, (step_for(table, "place", hand, goal, None),), (hand,), (goal,), dress)


def where_could_it_go(draw: Draw) -> Lesson:
    """Something is in the hand; "what could it go in": where, it is asked back."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    if draw.random() < 0.7:
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks, None, 0)
    table, hand = Table(scene), where[0]
    name = f"{scene[hand].color} {scene[hand].kind}"
    text, options, goals = where_it_could_go(table, hand)
    if table.names[hand].startswith("held ") or not options:
        raise NoRoom
    past = taken(draw, name)
    return Lesson(scene, past, written(draw, WHERE_COULD(draw)), "ask", text, (), options, (hand,), tuple(goals), "ask")
