"""Single steps: the canonical instruction (or a short paraphrase of it), the skill, and which things it is about.

Scenes have things in the hand, in bowls, on plates and on cubes, as they are in the middle of a task. Knows nothing of conversation.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from assistant.vla.training.language.commands import distractors, order_words, step_for, twin
from assistant.vla.training.language.gestures import DOWN_IT, DOWN_NAMED, GESTURES, any_table
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import phrase, refer
from assistant.vla.training.language.replies import put_back
from assistant.vla.training.language.scenes import CONTAINERS, KINDS, PICKABLE, RELATIONS, Look, NoRoom, Scene, any_look, build, held, loaded, preposition, same_look

SKILLS = ("pick", "put_in", "put_on", "put_left_of", "put_right_of", "put_in_front_of", "put_behind", "put_next_to", "put_down", "home", "open", "close", "wave")

ABSENT = -1


@dataclass(frozen=True)
class StepLesson:
    """A step: what is on the table, the instruction, the skill (one of SKILLS), and the indexes of the thing and of where it goes.

    None where the skill has no such thing; ABSENT where the instruction names one that is not to be seen.
    """

    objects: Scene
    instruction: str
    skill: str
    target: int | None
    destination: int | None


def draw_step(rng: random.Random, held_out: bool | None = False) -> StepLesson:
    """One step: canonical words in 70 %, free ones in the rest. held_out as in draw_lesson (then the words are free)."""
    draw = Draw(rng, held_out)
    while True:
        draw.begin()
        free = held_out is True or rng.random() < 0.3
        try:
            step = _step(draw, free)
        except NoRoom:
            continue
        if held_out is not True or draw.used:
            return step


def _step(draw: Draw, free: bool) -> StepLesson:
    roll = draw.random()
    if roll < 0.08:
        step = draw.of(tuple(GESTURES))
        table = any_table(draw, 6, draw.random() < 0.2)
        skill = "home" if step == "go home" else step.split()[0]
        return StepLesson(table.scene, GESTURES[step](draw) if free else step, skill, None, None)
    if roll < 0.13:
        back = draw.random() < 0.35
        table = any_table(draw, 6, not back or draw.random() < 0.6)
        hand = held(table.scene)
        if back:
            hand = draw.of(table.of(PICKABLE) or [None]) if hand is None else hand
            if hand is None:
                raise NoRoom
            return StepLesson(table.scene, put_back(table.names[hand]), "put_down", hand, None)
        step = f"put down the {table.names[hand]}"
        if free:
            step = DOWN_NAMED(draw, t=phrase(draw, table, Meaning((table.scene[hand].kind,), table.scene[hand].color), "the")) if draw.random() < 0.5 else DOWN_IT(draw)
        return StepLesson(table.scene, step, "put_down", hand, None)
    verb = "pick" if roll < 0.4 else "place" if roll < 0.65 else "stack" if roll < 0.77 else "move"
    looks = [any_look(draw, ("cube",) * 5 + ("cup", "can") if verb == "stack" else PICKABLE)]
    if verb != "pick":
        looks.append(any_look(draw, CONTAINERS if verb == "place" else ("cube",) if verb == "stack" else KINDS))
    for k in range(len(looks)):
        if draw.random() < 0.3:
            looks.append(twin(draw, looks[k]) if draw.random() < 0.6 else looks[k])
    distractors(draw, looks, min(draw.of((0, 1, 1, 2, 2, 3, 4)), 7 - len(looks)), 0.6)
    inside: dict[int, int] = {}
    small = draw.shuffled([k for k, l in enumerate(looks) if l[0] in PICKABLE and k != 1])
    bases = [k for k, l in enumerate(looks) if l[0] in CONTAINERS]
    in_hand = 0 if verb != "pick" and draw.random() < 0.35 else None
    for k in small:
        if bases and k != in_hand and draw.random() < (0.25 if k == 0 else 0.2):
            base = draw.of(bases)
            inside[k] = base
    _stand_on_a_cube(draw, verb, looks, inside, in_hand)
    scene, where = build(draw, looks, inside, in_hand)
    table, target = Table(scene), where[0]
    goal = where[1] if verb != "pick" else None
    relation = draw.of(RELATIONS) if verb == "move" else None
    if loaded(scene, target) or (verb == "stack" and loaded(scene, goal)):
        raise NoRoom
    if draw.random() < 0.15:
        return _without_one(draw, table, verb, target, goal, relation)
    skill = _skill(verb, relation, scene, goal)
    if not free:
        return StepLesson(scene, step_for(_named_by_side(draw, table, (target, goal)), verb, target, goal, relation), skill, target, goal)
    thing = refer(draw, table, target, [i for i in table.of(PICKABLE) if i != goal], simple=draw.random() < 0.4).words
    kinds = CONTAINERS if verb == "place" else ("cube",) if verb == "stack" else KINDS
    place = refer(draw, table, goal, table.of(kinds, (target,)), simple=draw.random() < 0.5).words if goal is not None else ""
    words, bare = order_words(draw, verb, thing, place, scene[goal].kind if goal is not None else None, relation)
    return StepLesson(scene, words, skill, target, goal)


def _stand_on_a_cube(draw: Draw, verb: str, looks: list[Look], inside: dict[int, int], in_hand: int | None) -> None:
    """Now and then the thing, or where it goes, stands on a cube that the step does not name. Adds to `inside`."""
    upper = [k for k in (0, 1) if k < len(looks) and looks[k][0] in ("cube", "cup", "can") and k not in inside and k != in_hand]
    lower = [k for k in range(1, len(looks)) if looks[k][0] == "cube" and k not in inside and (k != 1 or verb == "pick")]
    if upper and lower and draw.random() < 0.25:
        top, below = draw.of(upper), draw.of(lower)
        if top != below:
            inside[top] = below


def _named_by_side(draw: Draw, table: Table, indexes: tuple[int | None, ...]) -> Table:
    """Now and then, things that have a twin under another name that fits: "the near one" for "the left one", as the model may put it."""
    names = list(table.names)
    for index in indexes:
        if index is not None and len(twins := same_look(table.scene, index)) > 1 and draw.random() < 0.4:
            thing = table.scene[index]
            fitting = [s for s in ("left", "right", "near", "far", "middle") if denote(table, Meaning((thing.kind,), thing.color, side=s), twins) == [index]]
            if fitting:
                names[index] = f"{draw.of(fitting)} {thing.color} {thing.kind}"
    return Table(table.scene, tuple(names))


def _skill(verb: str, relation: str | None, scene: Scene, goal: int | None) -> str:
    return "pick" if verb == "pick" else f"put_{relation}" if verb == "move" else f"put_{preposition(scene[goal].kind)}"


def _without_one(draw: Draw, table: Table, verb: str, target: int, goal: int | None, relation: str | None) -> StepLesson:
    """The canonical step on a table from which the thing, or where it goes, has gone; what is like it in part may have stayed."""
    scene = table.scene
    gone = target if goal is None or draw.random() < 0.6 else goal
    lost = scene[gone]
    if any(o.inside == gone for o in scene) or sum((o.kind, o.color) == (lost.kind, lost.color) for o in scene) > 1:
        raise NoRoom
    later = [i for i in range(len(scene)) if i != gone]
    rest = tuple(replace(scene[i], inside=None if scene[i].inside is None else later.index(scene[i].inside)) for i in later)
    point = [ABSENT if i == gone else None if i is None else later.index(i) for i in (target, goal)]
    return StepLesson(rest, step_for(table, verb, target, goal, relation), _skill(verb, relation, scene, goal), *point)
