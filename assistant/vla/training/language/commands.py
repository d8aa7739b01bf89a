"""Single commands: pick, place, stack, move. One set of sentences for three kinds of scene: clear, several fit (ask), not there (premise).

The scenes of the three differ in a thing or two only, so that nothing but looking tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Sequence

from assistant.vla.training.language import replies
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table, denote
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import Reference, in_or_on, refer, refer_absent, refer_by_neighbour, refer_vaguely
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, KINDS, PICKABLE, RELATION_WORDS, RELATIONS, SIZES, Look, NoRoom, any_look, build, held, loaded, near_miss, preposition)
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.turns_of_phrase import ALONE, as_one, counted_first, none_of, not_there, other_side
from assistant.vla.training.language.verbs import CORRECTED, VERBS
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, ON, RELATION_SAID


@dataclass(slots=True)
class Setting:
    """A table made for one command. target, destination: indexes (None when left out on purpose; then `missing` is what it would have been)."""

    table: Table
    target: int | None
    destination: int | None
    missing: tuple[str, str] | None = None


def twin(draw: Draw, look: Look) -> Look:
    """Something that the same short words fit: same kind, mostly in another colour."""
    kind, color, size = look
    roll = draw.random()
    if roll < 0.45:
        other = draw.of(COLORS)
        return kind, other if other != color else COLORS[COLORS.index(color) - 1], draw.of((size, "medium")) if kind in ("cube", "ball") else size
    if kind in ("cube", "ball") and roll < 0.6:
        return kind, color, draw.of([s for s in SIZES if s != size])
    return kind, color, size


def distractors(draw: Draw, looks: list[Look], count: int, alike: float = 0.5) -> None:
    """Adds so many other things to the looks; `alike` of them share kind or colour with one of the looks."""
    first = len(looks)
    for _ in range(count):
        look = near_miss(draw, looks[draw.whole(0, first - 1)]) if first and draw.random() < alike else any_look(draw)
        if any(l[:2] == look[:2] for l in looks) and draw.random() < 0.85:
            continue
        looks.append(look)


def crowd(draw: Draw) -> int:
    """How many more things: mostly few."""
    return draw.of((0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5))


def goal_kinds(verb: str) -> Sequence[str]:
    """Where things can go with this verb."""
    return CONTAINERS if verb == "place" else ("cube",) if verb == "stack" else KINDS


def setting(draw: Draw, verb: str, double: str = "", leave_out: str = "") -> Setting:
    """A scene for the verb. double: "target", "destination": with a twin of it; leave_out: without it, but with something like it."""
    thing = any_look(draw, ("cube",) * 6 + ("cup", "can") if verb == "stack" else PICKABLE)
    looks, target, goal, missing = [], None, None, None
    if leave_out == "target":
        missing = thing[:2]
    else:
        target = len(looks)
        looks.append(thing)
    if verb != "pick":
        place = any_look(draw, goal_kinds(verb))
        if leave_out == "destination":
            missing = place[:2]
        else:
            goal = len(looks)
            looks.append(place)
            if double in ("destination", "both"):
                looks.append(twin(draw, place))
                if draw.random() < 0.15:
                    looks.append(twin(draw, place))
    if double in ("target", "both"):
        looks.append(twin(draw, thing))
        if draw.random() < 0.25:
            looks.append(twin(draw, thing))
    if missing is not None and draw.random() < 0.75:
        like = near_miss(draw, (*missing, "medium"))
        looks.append(like)
    distractors(draw, looks, min(crowd(draw), 7 - len(looks)))
    if missing is not None:
        if any(looks[i][:2] == missing for i in (target, goal) if i is not None):
            raise NoRoom  # "put the red cube on the red cube": it is not missing
        looks = [l for l in looks if l[:2] != missing]
    if len(looks) > 7:
        raise NoRoom
    inside = _lying(draw, looks, target, goal) if draw.random() < 0.2 else None
    in_hand = None
    if draw.random() < 0.07 and verb != "pick":
        in_hand = target
    elif draw.random() < 0.05:
        others = [k for k, l in enumerate(looks) if l[0] in PICKABLE and k not in (target, goal) and k not in (inside or ())]
        in_hand = draw.of(others) if others else None
    if inside and (in_hand in inside or in_hand in inside.values()):
        in_hand = None
    scene, where = build(draw, looks, inside, in_hand)
    return Setting(Table(scene), None if target is None else where[target], None if goal is None else where[goal], missing)


def _lying(draw: Draw, looks: list[Look], target: int | None, goal: int | None) -> dict[int, int]:
    """Puts the target or another thing into one of the containers (the target never into its own goal)."""
    inside: dict[int, int] = {}
    bases = [k for k, l in enumerate(looks) if l[0] in CONTAINERS]
    small = [k for k, l in enumerate(looks) if l[0] in PICKABLE and k != goal]
    for _ in range(1 if draw.random() < 0.8 else 2):
        if bases and small:
            thing, base = draw.of(small), draw.of(bases)
            if not (thing == target and base == goal) and (base == goal) <= (draw.random() < 0.5):
                inside[thing] = base
    return inside


def step_for(table: Table, verb: str, target: int, goal: int | None, relation: str | None) -> str:
    """The canonical step."""
    thing = table.names[target]
    if verb == "pick":
        return f"pick up the {thing}"
    mark = table.names[goal]
    if verb == "move":
        return f"put the {thing} {RELATION_WORDS[relation]} the {mark}"
    return f"put the {thing} {preposition(table.scene[goal].kind)} the {mark}"


def steps_for(table: Table, verb: str, target: int, goal: int | None, relation: str | None) -> tuple[str, ...]:
    """The canonical steps: what is in the hand is put down first, when it is something else."""
    hand = held(table.scene)
    step = step_for(table, verb, target, goal, relation)
    if hand is not None and hand != target:
        return f"put down the {table.names[hand]}", step
    return (step,)


def order_words(draw: Draw, verb: str, thing: str, goal: str, goal_kind: str | None, relation: str | None) -> tuple[str, bool]:
    """A verb phrase (True) or a whole sentence (False) for the command."""
    phrases, sentences = VERBS[verb]
    bare = draw.random() < 0.8
    slots = {"t": thing, "d": goal}
    if verb == "place":
        slots["in"] = (IN if (preposition(goal_kind) == "in") != (draw.random() < 0.04) else ON)(draw)
    elif verb == "stack":
        slots["on"] = ON(draw)
    elif verb == "move":
        slots["by"] = RELATION_SAID[relation](draw)
    return (phrases if bare else sentences)(draw, **slots), bare


def bare_words(draw: Draw, verb: str, thing: str, goal: str = "", goal_kind: str | None = None, relation: str | None = None) -> str:
    """A verb phrase, not a sentence. Raises NoRoom."""
    for _ in range(20):
        words, bare = order_words(draw, verb, thing, goal, goal_kind, relation)
        if bare:
            return words
    raise NoRoom


def dressed(draw: Draw, words: str, bare: bool) -> str:
    return written(draw, request(draw, words) if bare else sentence(draw, words))


def say_command(draw: Draw, verb: str, thing: str, goal: str = "", goal_kind: str | None = None, relation: str | None = None) -> str:
    return dressed(draw, *order_words(draw, verb, thing, goal, goal_kind, relation))


def candidates(table: Table, verb: str, target: int | None, goal: int | None) -> tuple[list[int], list[int]]:
    """What the words for the thing and for the goal could mean: not each other, not what carries something."""
    things = [i for i in table.of(PICKABLE) if i != goal]
    return things, table.of(goal_kinds(verb), () if target is None else (target,))


def plain_order(draw: Draw, table: Table, verb: str, thing: str, goal: int | None, relation: str | None) -> tuple[str, bool]:
    """`order_words` with these words for the thing, and the goal told by kind and colour."""
    place, kind = "", None
    if goal is not None:
        place, kind = refer(draw, table, goal, candidates(table, verb, None, goal)[1], simple=True).words, table.scene[goal].kind
    return order_words(draw, verb, thing, place, kind, relation)


def plainly(draw: Draw, table: Table, verb: str, thing: str, goal: int | None, relation: str | None) -> str:
    """The same as it is said, dressed."""
    return dressed(draw, *plain_order(draw, table, verb, thing, goal, relation))


def clear(draw: Draw, verb: str) -> Lesson:
    """A command that fits exactly one thing (and one place)."""
    s = setting(draw, verb, draw.of(("", "", "target", "destination" if verb != "pick" else "target")))
    table, scene = s.table, s.table.scene
    things, goals = candidates(table, verb, s.target, s.destination)
    relation = draw.of(RELATIONS) if verb == "move" else None
    if loaded(scene, s.target) or (verb == "stack" and loaded(scene, s.destination)) or (verb == "move" and relation != "next_to" and scene[s.destination].held):
        raise NoRoom
    if s.destination is not None and (scene[s.destination].held or (verb == "move" and scene[s.destination].inside is not None)):
        raise NoRoom
    thing = refer(draw, table, s.target, things)
    goal, goal_kind, said = None, None, relation
    if s.destination is not None:
        goal, goal_kind = refer(draw, table, s.destination, goals), scene[s.destination].kind
        unusual_pair(thing, goal)
        if scene[s.destination].kind == scene[s.target].kind and thing.meaning and thing.meaning.kinds == (goal_kind,) and draw.random() > 0.6:
            goal = replace(goal, words=as_one(draw, goal) or goal.words)
        if verb == "move" and draw.turn(0.05):
            goal, said = replace(goal, words=other_side(draw, goal.words, relation)), draw.of([r for r in RELATIONS if r != relation])
        elif draw.turn(0.05):
            goal = replace(goal, words=_corrected(draw, verb, goal.words, goal_kind, relation))
        elif goal_kind in CONTAINERS and draw.turn(0.04):
            goal = replace(goal, words=goal.words + not_there(draw, verb, goal_kind, relation))
    words, bare = order_words(draw, verb, thing.words, goal.words if goal else "", goal_kind, said)
    if bare and draw.random() < 0.35:
        words = counted_first(draw, words)
    others = [i for i in range(len(scene)) if i not in (s.target, s.destination)]
    if others and draw.turn(0.02):
        words = ALONE(draw, x=words, n=refer(draw, table, draw.of(others), range(len(scene)), simple=True).words)
    elif bare and draw.turn(0.012) and not (thing.meaning and thing.meaning.relation):
        words = none_of(draw, words, [k for k in KINDS if k not in (scene[s.target].kind, goal_kind)])
    say = dressed(draw, words, bare)
    steps = steps_for(table, verb, s.target, s.destination, relation)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), () if s.destination is None else (s.destination,), verb)


def _corrected(draw: Draw, verb: str, goal: str, goal_kind: str, relation: str | None) -> str:
    """Another place, and then the right one with its own preposition: "the bowl, no, in the box"."""
    word = in_or_on(draw, goal_kind) if verb in ("place", "stack") else RELATION_SAID[relation](draw)
    wrong = draw.of((KIND_WORDS[draw.of(goal_kinds(verb))](draw), f"{COLOR_WORDS[draw.of(COLORS)](draw)} {KIND_WORDS[draw.of(goal_kinds(verb))](draw)}"))
    return "the " + CORRECTED(draw, wrong=wrong, x=f"{word} {goal}")


def twins(draw: Draw) -> Lesson:
    """A command about one of two or three that look the same, told apart by what it is near to: "the cup nearest the plate"."""
    if draw.random() < 0.3:
        return _onto_a_twin(draw)
    verb = draw.of(("pick", "pick", "place"))
    look = any_look(draw, PICKABLE)
    looks = [look, look] + [look] * (draw.random() < 0.2)
    if verb == "place":
        looks.append(any_look(draw, CONTAINERS))
    looks.append(any_look(draw))
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table, target = Table(scene), where[0]
    goal = where[looks.index(next(l for l in looks if l[0] in CONTAINERS))] if verb == "place" else None
    things, goals = candidates(table, verb, target, goal)
    thing = refer_by_neighbour(draw, table, target, things)
    place = None if goal is None else refer(draw, table, goal, goals)
    if place is not None:
        unusual_pair(thing, replace(place, matches=()))  # "the ball nearest the plate, on the plate" is said
    say = say_command(draw, verb, thing.words, place.words if place else "", None if goal is None else scene[goal].kind)
    steps = steps_for(table, verb, target, goal, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


def _onto_a_twin(draw: Draw) -> Lesson:
    """Onto, into or beside one of two that look the same: "the red cube on the white one right of the can"."""
    verb = draw.of(("stack", "stack", "place", "move"))
    place = any_look(draw, goal_kinds(verb))
    looks = [any_look(draw, PICKABLE if verb != "stack" else ("cube",) * 4 + ("cup", "can")), place, place, any_look(draw)]
    if looks[0][:2] == place[:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.3)
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    things, goals = candidates(table, verb, target, goal)
    thing, words = refer(draw, table, target, things), refer_by_neighbour(draw, table, goal, goals)
    unusual_pair(thing, words)
    relation = draw.of(RELATIONS) if verb == "move" else None
    steps = steps_for(table, verb, target, goal, relation)
    say = say_command(draw, verb, thing.words, words.words, scene[goal].kind, relation)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), (goal,), verb)


def unusual_pair(thing: Reference, goal: Reference) -> None:
    """Nobody says "put the cube on the cube", or "the one next to the bowl in the bowl": draw again."""
    a, b = thing.meaning, goal.meaning
    if a is not None and b is not None:
        if a == b or (a.kinds == b.kinds and a.color is None and b.color is None and a.side is None and b.side is None and a.relation is None and b.relation is None
                      and a.rank is None and b.rank is None and a.size is None and b.size is None):
            raise NoRoom
        if (a.relation and _marks(a.relation[1]) & set(goal.matches)) or (b.relation and _marks(b.relation[1]) & set(thing.matches)):
            raise NoRoom


def _marks(mark: int | tuple[int, int]) -> set[int]:
    return {mark} if isinstance(mark, int) else set(mark)


@dataclass(frozen=True, slots=True)
class Order:
    """What a command that was asked about would do once it is settled. open: which of the two is not: "target" or "destination"."""

    table: Table
    verb: str
    target: int
    destination: int | None
    relation: str | None
    open: str
    options: tuple[int, ...]


def vague(draw: Draw, verb: str) -> Lesson:
    """The same command where several things (or places) fit: ask which."""
    return unsettled(draw, verb)[0]


def unsettled(draw: Draw, verb: str) -> tuple[Lesson, Order]:
    """`vague`, and the order that waits for the answer. Its goal is settled unless open is "destination"."""
    double = draw.of(("target", "destination")) if verb != "pick" else "target"
    if verb in ("place", "move") and draw.random() < 0.08:
        double = "both"
    s = setting(draw, verb, double)
    table, scene = s.table, s.table.scene
    things, goals = candidates(table, verb, s.target, s.destination)
    relation = draw.of(RELATIONS) if verb == "move" else None
    hand = held(scene)
    thing = refer_vaguely(draw, table, s.target, things) if double != "destination" else refer(draw, table, s.target, things)
    if hand is not None and double != "destination" and hand in thing.matches:
        raise NoRoom  # "the cup" would be the one in the hand
    goal = goal_kind = None
    if s.destination is not None:
        goals = [g for g in goals if g not in thing.matches]
        goal = refer_vaguely(draw, table, s.destination, goals) if double != "target" else refer(draw, table, s.destination, goals)
        goal_kind = scene[s.destination].kind
        unusual_pair(thing, goal)
        if double == "target" and denote(table, goal.meaning, table.of(goal_kinds(verb))) != [s.destination]:
            raise NoRoom  # "the cube on the red cube": one of the cubes it could be is red as well
        if any(scene[i].inside in goal.matches for i in thing.matches):
            raise NoRoom  # "the cup in the bowl": the other cup is there already
    say = say_command(draw, verb, thing.words, goal.words if goal else "", goal_kind, relation)
    text, options = replies.which(scene, thing.matches if double != "destination" else goal.matches, table.names)
    lesson = Lesson(scene, (), say, "ask", text, (), options, thing.matches, goal.matches if goal else (), "ask")
    fits = thing.matches if double != "destination" else goal.matches
    return lesson, Order(table, verb, s.target, s.destination, relation, "destination" if double == "destination" else double, fits)


def missing(draw: Draw, verb: str) -> Lesson:
    """The same command where what it names (the thing or the place) is not there: say so, and what there is."""
    out = "destination" if verb in ("place", "move") and draw.random() < 0.4 else "target"
    s = setting(draw, verb, leave_out=out)
    table, scene = s.table, s.table.scene
    things, goals = candidates(table, verb, s.target, s.destination)
    relation = draw.of(RELATIONS) if verb == "move" else None
    if out == "target":
        thing = refer_absent(draw, table, things, PICKABLE, s.missing)
        goal = refer(draw, table, s.destination, goals) if s.destination is not None else None
        what, goal_kind = thing.what, None if goal is None else scene[s.destination].kind
    else:
        thing = refer(draw, table, s.target, things)
        goal = refer_absent(draw, table, goals, goal_kinds(verb), s.missing)
        what, goal_kind = goal.what, s.missing[0]
    say = say_command(draw, verb, thing.words, goal.words if goal else "", goal_kind, relation)
    return Lesson(scene, (), say, "answer", replies.absent(scene, what), (), (), thing.matches, goal.matches if goal else (), "premise")
