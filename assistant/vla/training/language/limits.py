"""What the robot cannot do: lift a bowl, hold two things, cook, leave the table; and commands that the scene makes pointless or incomplete.

Knows scenes, references and single commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import dressed, order_words, setting, step_for
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import (
    ABILITY, ANY, ANY_BUT, ANY_KIND, MOVE_IT, PICK_IT, PUT_IT, PUT_WHERE, SIDE, TWO, TWO_KIND, WHERE_ONLY)
from assistant.vla.training.language.meanings import Meaning, Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import Reference, in_or_on, phrase, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, KINDS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, in_order, loaded, preposition
from assistant.vla.training.language.style import request, written
from assistant.vla.training.language.move_words import MOVE
from assistant.vla.training.language.pick_words import PICK, PICK_SENTENCE
from assistant.vla.training.language.place_words import PLACE
from assistant.vla.training.language.stack_words import STACK
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, ON, RELATION_SAID

SAY = replies.SAY
def cannot(draw: Draw) -> Lesson:
    """Things that no arm at a table does, and things that this one does not."""
    roll = draw.random()
    if roll < 0.38:
        table = any_table(draw, 6)
        things = table.of(PICKABLE)
        t = refer(draw, table, draw.of(things), things).words if things else "the cup"
        return _refusal(draw, table, ABILITY(draw, t=t), "ability")
    if roll < 0.68:
        table = any_table(draw, 6)
        things = table.of(CONTAINERS)
        if not things or held(table.scene) is not None:
            raise NoRoom
        kind = table.scene[draw.of(things)].kind
        fits = [i for i in things if table.scene[i].kind == kind]
        if len(fits) == 1 or draw.random() < 0.5:
            thing = refer(draw, table, fits[0], things)
            if thing.meaning is not None and thing.meaning.kinds is None:
                raise NoRoom
            words, fits = thing.words, list(thing.matches)
        else:
            words = phrase(draw, table, Meaning((kind,)))
        bare = draw.random() < 0.8
        said = (PICK if bare else PICK_SENTENCE)(draw, t=words)
        return Lesson(table.scene, (), dressed(draw, said, bare), "refuse", SAY["pick_only"], targets=tuple(fits), tag="premise")
    if roll < 0.82:
        return _onto_what_cannot_carry(draw)
    if roll < 0.88:
        table = any_table(draw, 6)
        things = table.of(PICKABLE)
        if not things:
            raise NoRoom
        index = draw.of(things)
        thing = refer(draw, table, index, things)
        others = [i for i in range(len(table.scene)) if i != index]
        if len(others) < 2:
            raise NoRoom
        a, b = (refer(draw, table, i, range(len(table.scene)), simple=True).words for i in draw.shuffled(others)[:2])
        said = WHERE_ONLY(draw, t=thing.words, a=a, b=b)
        return _refusal(draw, table, said, "where_only", thing.matches if thing.words in said else ())
    table = any_table(draw, 6)
    things = table.of(PICKABLE)
    if len(things) < 2 or held(table.scene) is not None:
        raise NoRoom
    if draw.random() < 0.65:
        a, b = draw.shuffled(things)[:2]
        said, fits = TWO(draw, a=refer(draw, table, a, things).words, b=refer(draw, table, b, things).words), (a, b)
    else:
        kind = draw.of([table.scene[i].kind for i in things])
        fits = tuple(i for i in things if table.scene[i].kind == kind)
        if len(fits) < 2:
            raise NoRoom
        said = TWO_KIND(draw, n=plural(draw, (kind,)))
    return _refusal(draw, table, said, "one_hand", fits)


def _onto_what_cannot_carry(draw: Draw) -> Lesson:
    """Onto a cup, a can, a ball; a ball onto a cube; a thing into itself; a bowl into a box."""
    table = any_table(draw, 6)
    scene = table.scene
    things, roll = table.of(PICKABLE), draw.random()
    if len(things) < 2:
        raise NoRoom
    a, b = draw.shuffled(things)[:2]
    if roll < 0.6:
        if scene[b].kind == "cube" and scene[a].kind != "ball":
            raise NoRoom
        reason = "roll" if scene[b].kind == "cube" else "put_only"
        thing = refer(draw, table, a, [i for i in things if i != b])
        alike = [i for i in things if i != a and scene[i].kind == scene[b].kind]
        if len(alike) > 1 and draw.random() < 0.4:
            goal = Reference(phrase(draw, table, Meaning((scene[b].kind,)), "the"), tuple(alike), None, Meaning((scene[b].kind,)))
        else:
            goal = refer(draw, table, b, [i for i in things if i != a])
        if any(m is None or m.kinds is None for m in (thing.meaning, goal.meaning)):
            raise NoRoom
        if draw.random() < 0.3:
            said = STACK(draw, t=thing.words, d=goal.words, on=ON(draw))
        else:
            said = PLACE(draw, t=thing.words, d=goal.words, **{"in": ON(draw) if scene[b].kind != "cup" or draw.random() < 0.5 else IN(draw)})
        if " to " in said or " for " in said or " with " in said:
            raise NoRoom
        return Lesson(scene, (), written(draw, request(draw, said)), "refuse", SAY[reason], targets=(a,), destinations=goal.matches, tag="premise")
    if roll < 0.72:
        thing = refer(draw, table, a, things, simple=True)
        relation = draw.of(RELATIONS)
        said = MOVE(draw, t=thing.words, d=draw.of(("itself", thing.words)), by=RELATION_SAID[relation](draw))
        return Lesson(scene, (), written(draw, request(draw, said)), "refuse", SAY["itself"], targets=(a,), destinations=(a,), tag="premise")
    goals = table.of(CONTAINERS)
    if not goals or len(goals) < 2 and roll > 0.9:
        raise NoRoom
    a, b = draw.shuffled(goals)[:2] if roll > 0.9 else (draw.of(goals), draw.of(things))
    thing, goal = (refer(draw, table, i, range(len(scene)), simple=True).words for i in (a, b))
    verb = "place" if draw.random() < 0.7 else "move"
    said, bare = order_words(draw, verb, thing, goal, draw.of(("cup", "plate")) if scene[b].kind in PICKABLE else scene[b].kind, draw.of(RELATIONS))
    return Lesson(scene, (), dressed(draw, said, bare), "refuse", SAY["pick_only"], targets=(a,), destinations=(b,), tag="premise")


def _refusal(draw: Draw, table: Table, said: str, reason: str, targets=()) -> Lesson:
    return Lesson(table.scene, (), written(draw, request(draw, said)), "refuse", SAY[reason], targets=tuple(targets), tag="premise")


def already(draw: Draw) -> Lesson:
    """Pick up what is in the hand; put into the bowl what is in the bowl; put down what stands."""
    if draw.random() < 0.5:
        table = any_table(draw, 5, True)
        hand = held(table.scene)
        thing = refer(draw, table, hand, table.of(PICKABLE))
        said = PICK(draw, t=thing.words)
        return Lesson(table.scene, (), dressed(draw, said, True), "answer", f"I already have the {table.names[hand]}.", targets=(hand,), tag="premise")
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    looks += [l for l in (any_look(draw) for _ in range(draw.of((0, 1, 1, 2)))) if l[:2] not in (looks[0][:2], looks[1][:2])]
    scene, where = build(draw, looks, {0: 1})
    table = Table(scene)
    thing = refer(draw, table, where[0], table.of(PICKABLE), simple=True)
    goal = refer(draw, table, where[1], table.of(CONTAINERS), simple=True)
    place = f"{preposition(scene[where[1]].kind)} the {table.names[where[1]]}"
    said, bare = order_words(draw, "place", thing.words, goal.words, scene[where[1]].kind, None)
    return Lesson(scene, (), dressed(draw, said, bare), "answer", f"The {table.names[where[0]]} is already {place}.", targets=(where[0],), destinations=(where[1],), tag="premise")


def anything(draw: Draw) -> Lesson:
    """Any thing, any cube: the first in the robot's order is taken."""
    table = any_table(draw, 6)
    scene = table.scene
    if draw.random() < 0.45:
        fits = table.of(PICKABLE)
        if len(fits) < 2:
            raise NoRoom
        kind = scene[draw.of(fits)].kind
        words = ANY(draw, x="the " + KIND_WORDS[kind](draw))
        if words.startswith(("anything but", "anything except", "something other", "any object but", "anything bar")):
            fits = [i for i in fits if scene[i].kind != kind]
        color = draw.of(scene).color if scene and draw.random() < 0.35 else None
        if color is not None and fits:
            fits = [i for i in fits if scene[i].color == color]
            words = draw.of(("something {}", "anything {}", "something that is {}", "anything that is {}", "any {} thing", "some {} object", "a {} thing, any one")).format(COLOR_WORDS[color](draw))
    else:
        kind = draw.of(PICKABLE)
        fits = table.of((kind,))
        if len(fits) < 2 and draw.random() < 0.7:
            raise NoRoom
        words = ANY_KIND(draw, k=KIND_WORDS[kind](draw), n=plural(draw, (kind,)))
        colors = sorted({scene[i].color for i in fits})
        if len(colors) > 1 and draw.random() < 0.4:
            color = draw.of(colors)
            fits = [i for i in fits if scene[i].color != color]
            words = ANY_BUT(draw, k=KIND_WORDS[kind](draw), n=plural(draw, (kind,)), c=COLOR_WORDS[color](draw))
    free = [i for i in fits if not loaded(scene, i)]
    if not free:
        raise NoRoom
    index = in_order(scene, free)[0]
    bare = draw.random() < 0.8
    goals = table.of(CONTAINERS)
    if goals and draw.random() < 0.45:
        goal = draw.of(goals)
        if any(scene[i].inside is not None for i in free):
            raise NoRoom
        said, bare = order_words(draw, "place", words, refer(draw, table, goal, goals).words, scene[goal].kind, None)
        steps = (step_for(table, "place", index, goal, None),)
        return Lesson(scene, (), dressed(draw, said, bare), "act", replies.doing(steps), steps, (), tuple(free), (goal,), "place")
    steps = (f"pick up the {table.names[index]}",)
    return Lesson(scene, (), dressed(draw, (PICK if bare else PICK_SENTENCE)(draw, t=words), bare), "act", replies.doing(steps), steps, (), tuple(free), (), "pick")


def incomplete(draw: Draw) -> Lesson:
    """Something is missing in the words: what to pick up, what to put, where to. With one thing only, it is that thing."""
    roll = draw.random()
    if roll < 0.3:
        table = any_table(draw, 5)
        things = table.of(PICKABLE)
        if not things or held(table.scene) is not None or any(loaded(table.scene, i) for i in things):
            raise NoRoom
        say = dressed(draw, PICK_IT(draw), True)
        if len(things) == 1:
            steps = (f"pick up the {table.names[things[0]]}",)
            return Lesson(table.scene, (), say, "act", replies.doing(steps), steps, (), tuple(things), (), "pick")
        text, options = replies.what_to("pick up", table.scene, things, table.names)
        return Lesson(table.scene, (), say, "ask", text, (), options, tuple(things), (), "ask")
    if roll < 0.62:
        verb = "place" if draw.random() < 0.7 else "move"
        s = setting(draw, verb)
        table, scene, hand = s.table, s.table.scene, held(s.table.scene)
        relation = draw.of(RELATIONS)
        kind = scene[s.destination].kind
        if scene[s.destination].held or scene[s.destination].inside is not None or (verb == "move" and any(o.inside is not None for o in scene)):
            raise NoRoom
        goals = table.of(CONTAINERS if verb == "place" else KINDS, () if hand is None else (hand,))
        goal = refer(draw, table, s.destination, goals).words
        if verb == "place":
            said = PUT_IT(draw, d=goal, **{"in": in_or_on(draw, kind)})
        else:
            said = MOVE_IT(draw, d=goal, by=RELATION_SAID[relation](draw))
        say = dressed(draw, said, True)
        things = [i for i in table.of(PICKABLE) if i != s.destination and scene[i].inside != s.destination]
        if hand is not None or len(things) == 1:
            target = hand if hand is not None else things[0]
            steps = (step_for(table, verb, target, s.destination, relation),)
            return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), (s.destination,), verb)
        if not things:
            raise NoRoom
        place = step_for(table, verb, things[0], s.destination, relation).removeprefix(f"put the {table.names[things[0]]} ")
        text, options = replies.what_to(f"put {place}", scene, things, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, tuple(things), (s.destination,), "ask")
    s = setting(draw, "place")
    table, scene = s.table, s.table.scene
    things = table.of(PICKABLE)
    if scene[s.target].inside is not None or loaded(scene, s.target) or held(scene) not in (None, s.target):
        raise NoRoom
    thing = refer(draw, table, s.target, things)
    if roll < 0.85:
        goals = table.of(CONTAINERS)
        if len(goals) < 2:
            raise NoRoom
        say = dressed(draw, PUT_WHERE(draw, t=thing.words), True)
        text, options = replies.where_to(table.names[s.target], scene, goals, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, (s.target,), tuple(goals), "ask")
    others = [i for i, o in enumerate(scene) if i != s.target and o.inside is None and not o.held]
    if len(others) < 2:
        raise NoRoom
    side = draw.of(("left", "right"))
    say = dressed(draw, SIDE(draw, t=thing.words, s=side), True)
    text, options = replies.next_to_what(f"{side}_of", scene, others, table.names)
    return Lesson(scene, (), say, "ask", text, (), options, (s.target,), tuple(others), "ask")
