"""Commands that cannot be met as they are said: no place is named, the place is between two things, the thing is nothing the robot knows.

To the first it asks where; to the others it says what it can, or what it sees. Knows scenes, references and the robot's replies.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import dressed, steps_for
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, held, in_order, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.unmet_words import BETWEEN, BETWEEN_SENTENCE, HOUSEHOLD, TOLD, UNKNOWN, UNKNOWN_SENTENCE, WHEREVER
from assistant.vla.training.language.words import IN, ON, RELATION_SAID, UNKNOWN_KINDS


def where_to(draw: Draw) -> Lesson:
    """ "Move the red cube", and not where: ask, whatever there is on the table; now and then with the answer."""
    table = any_table(draw, 6)
    scene, things = table.scene, table.of(PICKABLE)
    if not things or held(scene) is not None:
        raise NoRoom
    target = draw.of(things)
    if scene[target].inside is not None or loaded(scene, target):
        raise NoRoom
    say = dressed(draw, WHEREVER(draw, t=refer(draw, table, target, things).words), True)
    text, options, where = _where(table, target)
    if not options:
        return Lesson(scene, (), say, "ask", text, targets=(target,), tag="ask")
    if draw.random() < 0.75:
        return Lesson(scene, (), say, "ask", text, (), options, (target,), tuple(where), "ask")
    goal = draw.of(where)
    words = refer(draw, table, goal, where, simple=True).words
    inside = scene[goal].kind in CONTAINERS
    relation = None if inside else "next_to"
    prep = ((IN if preposition(scene[goal].kind) == "in" else ON) if inside else RELATION_SAID[relation])(draw)
    steps = steps_for(table, "place" if inside else "move", target, goal, relation)
    past = (Utterance("user", say), Utterance("robot", text))
    return Lesson(scene, past, written(draw, TOLD(draw, p=prep, d=words)), "act", replies.doing(steps), steps, (), (target,), (goal,), "memory")


def _where(table: Table, target: int) -> tuple[str, tuple[str, ...], list[int]]:
    """Where should I put the red cube, in the blue bowl or next to the green can? The containers; where there are no two, what it could stand by as well."""
    scene = table.scene
    goals = table.of(CONTAINERS)
    if len(goals) > 1:
        return *replies.where_to(table.names[target], scene, goals, table.names), goals
    others = in_order(scene, [i for i, o in enumerate(scene) if i != target and i not in goals and o.inside is None and not o.held])
    where = goals + others[:3]
    if len(where) < 2:
        return replies.SAY["where_put"], (), where
    places = [f"{preposition(scene[i].kind) if i in goals else 'next to'} the {table.names[i]}" for i in where]
    return f"Where should I put the {table.names[target]}, {replies.join(places, 'or')}?", tuple(table.names[i] for i in where), where


def in_between(draw: Draw) -> Lesson:
    """ "Put the can between the cup and the bowl": it can put things in, on and by others, and says so."""
    table = any_table(draw, 6)
    scene, things = table.scene, table.of(PICKABLE)
    if len(scene) < 3 or not things:
        raise NoRoom
    target = draw.of(things)
    thing = refer(draw, table, target, things)
    a, b = (refer(draw, table, i, range(len(scene)), simple=True).words for i in draw.shuffled([i for i in range(len(scene)) if i != target])[:2])
    bare = draw.random() < 0.7
    said = (BETWEEN if bare else BETWEEN_SENTENCE)(draw, t=thing.words, a=a, b=b)
    said = (request if bare else sentence)(draw, said)
    return Lesson(scene, (), written(draw, said), "refuse", replies.SAY["where_only"], targets=thing.matches, tag="premise")


def unknown_thing(draw: Draw) -> Lesson:
    """ "I fancy the banana, pass it over": it is none of what is there."""
    table = any_table(draw, 6)
    noun = HOUSEHOLD(draw) if draw.random() < 0.7 else UNKNOWN_KINDS(draw)
    bare = draw.random() < 0.5
    words = {"n": noun, "a": replies.article(noun), "the": draw.of(("the", "the", "the", "the", "my", "that", "your"))}
    said = (UNKNOWN if bare else UNKNOWN_SENTENCE)(draw, **words)
    said = (request if bare else sentence)(draw, said)
    return Lesson(table.scene, (), written(draw, said), "answer", replies.absent(table.scene, None), tag="premise")
