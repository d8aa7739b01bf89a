"""What hangs on what was just done: the gripper shut again, the first of two things or both of them onward, another beside what was put down, one out and another in; and what is asked or said then.

Knows commands, scenes and what the robot said; what hangs on what was said is in said_before, on what is in the hand in in_hand.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.before_words import (
    AND_CLOSE, AND_OPEN, AND_THAT_TOO, BESIDE_THAT, BOTH_ONWARD, FIRST_ONE, LAST_ONE, OUT_AND_IN, TOWER_COUNT, WHAT_FIRST, WHAT_LAST, WHICH_EMPTY, WHICH_TAKEN)
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.exchanges import act, did, put_plainly, taken_and_put_down
from assistant.vla.training.language.followup_words import PICK_PLAIN
from assistant.vla.training.language.gestures import GESTURES, any_table
from assistant.vla.training.language.leaving import filled, stacking, tower_of, two_put
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, in_order, loaded, preposition
from assistant.vla.training.language.style import asking, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, RELATION_SAID


def hand_again(draw: Draw) -> Lesson:
    """The gripper was opened; "and close it"."""
    table = any_table(draw, 6)
    opened = draw.random() < 0.5
    before, step = ("open the gripper", "close the gripper") if opened else ("close the gripper", "open the gripper")
    past = did(draw, written(draw, GESTURES[before](draw)), (before,))
    return act(draw, table, past, (AND_CLOSE if opened else AND_OPEN)(draw), (step,), (), (), False)


def two_done(draw: Draw) -> Lesson:
    """Two things were put away; the first, the last or both go on to another place; what came first?"""
    table, (a, b), steps, past = two_put(draw, 1, 0.45)
    scene = table.scene
    roll = draw.random()
    if roll < 0.3:
        first = draw.random() < 0.5
        return Lesson(scene, past, asking(draw, (WHAT_FIRST if first else WHAT_LAST)(draw)), "answer", replies.did(steps[:1] if first else steps[1:]), targets=(a if first else b,), tag="question")
    things, pool = ((a,), FIRST_ONE) if roll < 0.55 else ((b,), LAST_ONE) if roll < 0.7 else ((a, b), BOTH_ONWARD)
    places = [i for i in table.of(CONTAINERS) if all(scene[t].inside != i for t in things)]
    if not places:
        raise NoRoom
    to = draw.of(places)
    said = pool(draw, d=refer(draw, table, to, places, simple=True).words, **{"in": in_or_on(draw, scene[to].kind)})
    things = tuple(in_order(scene, list(things)))
    return act(draw, table, past, said, tuple(step_for(table, "place", i, to, None) for i in things), things, (to,), False, "memory" if len(things) == 1 else "sequence")


def beside_that(draw: Draw) -> Lesson:
    """A thing was taken and put down; "put the can left of it"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks)
    table, mark, index = Table(scene), *where[:2]
    rest = [i for i in table.of(PICKABLE) if i != mark]
    if any(o.inside is not None for o in scene):
        raise NoRoom
    name, relation = table.names[mark], draw.of(RELATIONS)
    past = taken_and_put_down(draw, name)
    said = BESIDE_THAT(draw, x=refer(draw, table, index, rest, simple=True).words, by=RELATION_SAID[relation](draw))
    return act(draw, table, past, said, (step_for(table, "move", index, mark, relation),), (index,), (mark,), False)


def out_and_in(draw: Draw) -> Lesson:
    """A thing was put away; "take it out and put the can there"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, PICKABLE)]
    if looks[0][:2] == looks[2][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks, {0: 1})
    table, thing, goal, other = Table(scene), *where[:3]
    if " the " in table.names[thing] or sum(o.inside is not None for o in scene) > 1 or loaded(scene, other):
        raise NoRoom
    name = table.names[thing]
    said, step = put_plainly(draw, table, thing, goal, None if draw.random() < 0.6 else scene[goal].kind)
    past = did(draw, said, (step,))
    rest = [i for i in table.of(PICKABLE) if i != thing]
    words = refer(draw, table, other, rest, simple=True).words
    if [i for i in rest if scene[i].kind == scene[thing].kind] == [other] and scene[other].color != scene[thing].color and draw.random() < 0.4:
        words = draw.of(("the other one", f"the {COLOR_WORDS[scene[other].color](draw)} one"))
    steps = (f"pick up the {name}", f"put down the {name}", step_for(table, "place", other, goal, None))
    return act(draw, table, past, OUT_AND_IN(draw, x=words), steps, (thing, other), (goal,), False, "sequence")


def tower_count(draw: Draw) -> Lesson:
    """Cubes were stacked; "how many blocks high is it?"."""
    table, tower = tower_of(draw, draw.of((2, 3, 3)))
    said, steps = stacking(draw, table, tower)
    if len(steps) == 2 and draw.random() < 0.5:
        first, second = said.split(" and then ")
        past = did(draw, first, steps[:1]) + did(draw, second, steps[1:])
    else:
        past = did(draw, said, steps)
    return Lesson(table.scene, past, asking(draw, TOWER_COUNT(draw)), "answer", counted(len(tower), "cube"), targets=tuple(tower), tag="question")


def which_taken(draw: Draw) -> Lesson:
    """One of two alike was taken or put away; "did you take the red one or the blue one?"."""
    kind = draw.of(PICKABLE)
    looks = [any_look(draw, (kind,)), any_look(draw, (kind,)), any_look(draw, CONTAINERS)]
    if looks[0][1] == looks[1][1]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.1)
    in_hand = draw.random() < 0.4
    scene, where = build(draw, looks, None if in_hand else {0: 2}, 0 if in_hand else None)
    table, thing, other, goal = Table(scene), *where[:3]
    name = f"{scene[thing].color} {kind}"
    said, step = (PICK_PLAIN(draw, t=name), f"pick up the {name}") if in_hand else put_plainly(draw, table, thing, goal)
    colors = draw.shuffled((COLOR_WORDS[scene[thing].color](draw), COLOR_WORDS[scene[other].color](draw)))
    asked = WHICH_TAKEN(draw, a=colors[0], b=colors[1])
    return Lesson(scene, did(draw, said, (step,)), asking(draw, asked), "answer", replies.did((step,)), targets=(thing,), tag="question")


def which_empty(draw: Draw) -> Lesson:
    """Something lies in one of two bowls; "and which bowl is empty now?"."""
    kind = draw.of(CONTAINERS)
    looks = [any_look(draw, PICKABLE), any_look(draw, (kind,)), any_look(draw, (kind,))]
    if looks[1][1] == looks[2][1]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.0)
    scene, where = build(draw, looks, {0: 1})
    table, thing, full, empty = Table(scene), *where[:3]
    if sum(o.kind == kind for o in scene) != 2 or loaded(scene, empty) or " the " in table.names[thing]:
        raise NoRoom
    past: tuple[Utterance, ...] = ()
    if draw.random() < 0.8:
        said, step = put_plainly(draw, table, thing, full)
        past = did(draw, said, (step,))
    return Lesson(scene, past, asking(draw, WHICH_EMPTY(draw, k=KIND_WORDS[kind](draw), n=plural(draw, (kind,)))), "answer", f"The {table.names[empty]} is empty.", targets=(empty,), tag="question")


def and_that_too(draw: Draw) -> Lesson:
    """Something was put away; "and the cup, is that in there too?"."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    asked = draw.of([i for i in table.of(PICKABLE) if not scene[i].held] or [None])
    if asked is None or " the " in table.names[asked] or (asked in inside and draw.random() < 0.4):
        raise NoRoom
    place = preposition(scene[goal].kind)
    d = draw.of(("it", "there", refer(draw, table, goal, table.of(CONTAINERS), simple=True).words))
    said = AND_THAT_TOO(draw, t=refer(draw, table, asked, table.of(PICKABLE), simple=True).words, d=d, **{"in": place})
    truth = scene[asked].inside == goal
    text = f"{'Yes' if truth else 'No'}, the {table.names[asked]} is {'' if truth else 'not '}{place} the {table.names[goal]}."
    return Lesson(scene, past, asking(draw, said.replace(f"{place} there", "in there" if place == "in" else "on there")), "answer", text, targets=(asked,), tag="question")
