"""After a thing was put beside another: "no, on the other side", "behind it rather", "take it away again", "and the can on the right".

Knows scenes, references and what the robot said.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.exchanges import act, did
from assistant.vla.training.language.followup_words import PUT_PLAIN
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import PICK_IT, PUT_IT
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, refer
from assistant.vla.training.language.scenes import (
    CONTAINERS, KINDS, PICKABLE, RELATION_WORDS, RELATIONS, NoRoom, any_look, build, distance, radius)
from assistant.vla.training.language.words import RELATION_SAID

_TOWARDS = {"left_of": (0, 1), "right_of": (0, -1), "in_front_of": (-1, 0), "behind": (1, 0)}
_OPPOSITE = {"left_of": "right_of", "right_of": "left_of", "in_front_of": "behind", "behind": "in_front_of"}
# {by} is a relation, {d} where it is to: "it", "that", or the thing.
_RATHER = Phrases("""
3*no, {by} {d}
2*actually {by} {d}
2*no, i meant {by} {d}
2*put it {by} {d} instead
2*i'd rather have it {by} {d}
2*hmm, {by} {d} instead
move it {by} {d}
now move it {by} {d}
and now {by} {d}
it should be {by} {d}
i think it would look better {by} {d}
actually i think it'd look nicer {by} {d}
on second thought, {by} {d}
i changed my mind, put it {by} {d}
sorry, i said it wrong, {by} {d}
make that {by} {d}
wait, i want it {by} {d}
try it {by} {d}
what about {by} {d}
how about {by} {d}
could you put it {by} {d} after all
no no, it goes {by} {d}
better {by} {d}
that's wrong, {by} {d}
not there, {by} {d}
let's try {by} {d}
~nah, {by} {d}
~shift it {by} {d}
""", more="rearranged._RATHER")
_OTHER_SIDE = Phrases("""
3*no, the other side
2*the other side please
2*on the other side
2*no, on the other side of it
i meant the other side
now on the other side
to the other side
put it on the other side
move it to the other side
other side
wrong side
that's the wrong side
actually, the other side would be better
could you put it on the other side of it
not that side, the other one
~swap sides
""", more="rearranged._OTHER_SIDE")
# {x} is another thing.
_AND_THE_OTHER = Phrases("""
3*and {x} {by} {d}
2*now put {x} {by} {d}
2*and now {x} {by} {d}
{x} {by} {d} please
then {x} {by} {d}
{x} goes {by} {d}
and {x} should be {by} {d}
~{x} can go {by} {d}
""", more="rearranged._AND_THE_OTHER")


def rearranged(draw: Draw) -> Lesson:
    """The thing stands beside its mark; where it goes next hangs on what was said."""
    thing, mark = any_look(draw, PICKABLE), any_look(draw, KINDS)
    looks = [thing, mark]
    if draw.random() < 0.5:
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    if len({look[:2] for look in looks}) < len(looks):
        raise NoRoom
    scene, where = build(draw, looks)
    target, goal = where[0], where[1]
    relation = draw.of(RELATIONS)
    dx, dy = _TOWARDS[draw.of(tuple(_TOWARDS)) if relation == "next_to" else relation]
    m, apart = scene[goal], radius(scene[goal].kind, scene[goal].size) + radius(scene[target].kind, scene[target].size) + draw.between(0.02, 0.045)
    moved = replace(scene[target], x=m.x + dx * apart + draw.between(-0.008, 0.008), y=m.y + dy * apart + draw.between(-0.008, 0.008))
    if any(distance(moved, o) < radius(o.kind, o.size) + radius(moved.kind, moved.size) + 0.01 for i, o in enumerate(scene) if i != target) or not 0.1 < moved.x < 0.3 or abs(moved.y) > 0.26:
        raise NoRoom
    scene = tuple(moved if i == target else o for i, o in enumerate(scene))
    table = Table(scene)
    steps = (f"put the {table.names[target]} {RELATION_WORDS[relation]} the {table.names[goal]}",)
    past = did(draw, PUT_PLAIN(draw, t=table.names[target], p=RELATION_SAID[relation](draw), d=table.names[goal]), steps)
    roll = draw.random()
    if roll < 0.45:
        other = draw.of([r for r in RELATIONS if r != relation])
        d = draw.of(("it", "it", "that", f"the {m.kind}", f"the {table.names[goal]}"))
        return act(draw, table, past, _RATHER(draw, by=RELATION_SAID[other](draw), d=d), (step_for(table, "move", target, goal, other),), (target,), (goal,), False)
    if roll < 0.57:
        if relation == "next_to":
            raise NoRoom
        return act(draw, table, past, _OTHER_SIDE(draw), (step_for(table, "move", target, goal, _OPPOSITE[relation]),), (target,), (goal,), False)
    if roll < 0.68:
        return act(draw, table, past, PICK_IT(draw), (step_for(table, "pick", target, None, None),), (target,))
    places = [i for i in table.of(CONTAINERS) if i != goal]
    if roll < 0.82 and places:
        place = draw.of(places)
        words = refer(draw, table, place, places, simple=True).words
        word = in_or_on(draw, scene[place].kind)
        return act(draw, table, past, PUT_IT(draw, d=words, **{"in": word}), (step_for(table, "place", target, place, None),), (target,), (place,))
    rest = [i for i in table.of(PICKABLE) if i not in (target, goal)]
    if not rest:
        raise NoRoom
    index, other = draw.of(rest), draw.of([r for r in RELATIONS if r != relation])
    x = refer(draw, table, index, rest, simple=True).words
    said = _AND_THE_OTHER(draw, x=x, by=RELATION_SAID[other](draw), d=draw.of(("it", f"the {table.names[goal]}", f"the {m.kind}")))
    if " it" in said[-4:]:
        raise NoRoom  # it may be either of the two
    return act(draw, table, past, said, (step_for(table, "move", index, goal, other),), (index,), (goal,), False)
