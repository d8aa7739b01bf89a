"""What was done is undone, or done otherwise: back where it was, all of it back, one out again, to the other side, the two of them changed over, off it and beside it.

Knows commands, scenes and what the robot said.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.exchanges import act, back_with_it, did, exchange, taken
from assistant.vla.training.language.followup_words import PUT_BACK
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.leaving import two_put
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import SEE
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, KINDS, PICKABLE, RELATION_WORDS, RELATIONS, Look, NoRoom, any_look, build, held, holds, loaded, preposition
from assistant.vla.training.language.style import written
from assistant.vla.training.language.undoing_words import BACK_ALL, OFF_AND_BESIDE, OUT_AGAIN, SIDE_INSTEAD, SWAP_SIDES
from assistant.vla.training.language.words import RELATION_SAID

_OPPOSITE = {"left_of": "right_of", "right_of": "left_of", "in_front_of": "behind", "behind": "in_front_of"}


def undone(draw: Draw) -> Lesson:
    """A thing was put somewhere; "put it back where it was"; of two that were, the last; what is in the hand, whatever was asked for since."""
    roll = draw.random()
    if roll < 0.12:
        return _held_since(draw)
    if roll < 0.35:
        table, thing, _, _, past = moved(draw, RELATIONS)
    elif roll < 0.6:
        table, thing, _, past = stacked(draw)
    else:
        table, things, _, past = two_put(draw)
        thing = things[-1]
    if draw.random() < 0.15:
        past += exchange(written(draw, SEE(draw)), replies.see(table.scene))
    return act(draw, table, past, PUT_BACK(draw), _back(table, thing), (thing,), (), draw.random() < 0.2)


def _held_since(draw: Draw) -> Lesson:
    looks = [any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks, None, 0)
    name, gesture = f"{scene[where[0]].color} {scene[where[0]].kind}", draw.of(("wave", "go home"))
    past = taken(draw, name) + did(draw, written(draw, GESTURES[gesture](draw)), (gesture,))
    return act(draw, Table(scene), past, back_with_it(draw), (replies.put_back(name),), (where[0],))


def all_undone(draw: Draw) -> Lesson:
    """Two things were put away; "put everything back the way it was": both of them, the last one first."""
    table, things, _, past = two_put(draw)
    steps = tuple(step for thing in reversed(things) for step in _back(table, thing))
    return act(draw, table, past, BACK_ALL(draw), steps, things, (), False, "sequence")


def out_again(draw: Draw) -> Lesson:
    """Two things were put away; "take the red one out again": it is taken, and nothing else."""
    table, things, _, past = two_put(draw)
    thing = draw.of(things)
    words = refer(draw, table, thing, table.of(PICKABLE), simple=True).words
    off = "out" if preposition(table.scene[table.scene[thing].inside].kind) == "in" else "off"
    return act(draw, table, past, OUT_AGAIN(draw, t=words, off=off), (f"pick up the {table.names[thing]}",), (thing,), (), False)


def other_side(draw: Draw) -> Lesson:
    """A thing was put left of another; "no, the other side"."""
    table, thing, mark, relation, past = moved(draw, tuple(_OPPOSITE))
    now = _OPPOSITE[relation]
    said = SIDE_INSTEAD(draw, side=now.removesuffix("_of"))
    if relation not in ("left_of", "right_of") and now.removesuffix("_of") in said:
        said = draw.of(("the other side", "no, the other side", "other side please", f"{RELATION_SAID[now](draw)} it instead", f"no, {RELATION_SAID[now](draw)} it"))
    return act(draw, table, past, said, (step_for(table, "move", thing, mark, now),), (thing,), (mark,), False)


def changed_over(draw: Draw) -> Lesson:
    """Two things stand side by side; "swap them round": the left one goes to the right of the other."""
    looks = [any_look(draw, PICKABLE)]
    looks.append(any_look(draw, (looks[0][0],) if draw.random() < 0.6 else PICKABLE))
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    if draw.random() < 0.5:
        looks.append(any_look(draw, CONTAINERS))
    scene, where = build(draw, looks)
    table = Table(scene)
    left, right = where[:2] if holds(scene[where[0]], scene[where[1]], "left_of") else where[1::-1]
    if not holds(scene[left], scene[right], "left_of") or any(o.inside is not None or o.held for o in scene):
        raise NoRoom
    kind = scene[left].kind
    said = SWAP_SIDES(draw, n=plural(draw, (kind,) if kind == scene[right].kind else None))
    past: tuple[Utterance, ...] = ()
    if draw.random() < 0.4:
        past = did(draw, f"put the {table.names[left]} left of the {table.names[right]}", (step_for(table, "move", left, right, "left_of"),))
    elif draw.random() < 0.5:
        past = exchange(written(draw, SEE(draw)), replies.see(scene))
    return act(draw, table, past, said, (step_for(table, "move", left, right, "right_of"),), (left,), (right,), draw.random() < 0.3)


def off_and_beside(draw: Draw) -> Lesson:
    """A thing stands on a cube or lies in a bowl; "take it off and put it left of the red one"."""
    if draw.random() < 0.6:
        table, thing, base, past = stacked(draw)
    else:
        table, things, _, past = two_put(draw)
        thing = things[-1]
        base = table.scene[thing].inside
    marks = [i for i in table.of(KINDS) if i != thing and not table.scene[i].held and (table.scene[i].inside is None)]
    mark = base if draw.random() < 0.6 else draw.of(marks)
    relation = draw.of(RELATIONS)
    kind = table.scene[mark].kind
    words = refer(draw, table, mark, marks, simple=True).words
    if kind == table.scene[thing].kind and [i for i in table.of((kind,)) if i != thing] == [mark] and draw.random() < 0.3:
        words = draw.of(("the other one", "the other"))
    return act(draw, table, past, OFF_AND_BESIDE(draw, by=RELATION_SAID[relation](draw), d=words), (step_for(table, "move", thing, mark, relation),), (thing,), (mark,), False)


def _back(table: Table, thing: int) -> tuple[str, str]:
    return f"pick up the {table.names[thing]}", replies.put_back(table.names[thing])


def _plain_names(table: Table, *indexes: int) -> None:
    if any(" the " in table.names[i] for i in indexes):
        raise NoRoom


def moved(draw: Draw, relations: tuple[str, ...]) -> tuple[Table, int, int, str, tuple[Utterance, ...]]:
    """A thing was put to one side of another: the table, the thing, the other, the side, and what was said."""
    looks = [any_look(draw, PICKABLE), any_look(draw)]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, thing, mark = Table(scene), *where[:2]
    _plain_names(table, thing, mark)
    sides = [r for r in relations if holds(scene[thing], scene[mark], r)]
    if not sides or scene[thing].inside is not None or loaded(scene, thing) or held(scene) is not None:
        raise NoRoom
    side = draw.of(sides)
    said = f"{draw.of(('put', 'put', 'move', 'place'))} the {table.names[thing]} {RELATION_WORDS[side]} the {table.names[mark]}"
    return table, thing, mark, side, did(draw, said, (step_for(table, "move", thing, mark, side),))


def stacked(draw: Draw) -> tuple[Table, int, int, tuple[Utterance, ...]]:
    """A thing was put on a cube: the table, the thing, the cube, and what was said."""
    looks: list[Look] = [any_look(draw, ("cube", "cube", "cup", "can")), any_look(draw, ("cube",))]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks, {0: 1})
    table, thing, base = Table(scene), *where[:2]
    _plain_names(table, thing, base)
    if held(scene) is not None or scene[thing].inside != base:
        raise NoRoom
    said = f"{draw.of(('put', 'put', 'set', 'stack'))} the {table.names[thing]} on the {table.names[base]}"
    return table, thing, base, did(draw, said, (step_for(table, "stack", thing, base, None),))
