"""Commands that carry on from what was done: the rest as well, the ball may join them, from there into the box, in with it, the other way round; and what may be done instead of what was refused.

Knows single commands, references, what was done and what the robot said.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.carrying_on_words import (
    BACK, DOWN_WITH, EITHER_PLACE, GOING_ON, INSIDE, IN_WITH, JOIN, ONWARD, REST, REST_OF, REVERSED, SWAP, THEN_THAT, TOO, TOP_ONE)
from assistant.vla.training.language.commands import bare_words, candidates, distractors, step_for, steps_for
from assistant.vla.training.language.exchanges import act, did, exchange, put_plainly, taken, taken_instead
from assistant.vla.training.language.followup_words import AND_INTO, PICK_PLAIN, PUT_PLAIN
from assistant.vla.training.language.leaving import filled
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limits import cannot
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.question_words import COUNT
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.refusals import HARM
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, PICKABLE, RELATION_WORDS, RELATIONS, NoRoom, any_look, build, held, holds, in_order, loaded, preposition)
from assistant.vla.training.language.stack_words import STACK
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, NUMBER_WORDS, ON


def the_rest(draw: Draw) -> Lesson:
    """Some were put away; "and the rest of the blocks go on the plate", "now the rest too"."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    rest = [i for i in table.of(PICKABLE) if i not in inside]
    if not rest or any(scene[i].inside is not None or scene[i].held or loaded(scene, i) for i in rest):
        raise NoRoom
    kinds = [k for k in {scene[i].kind for i in inside} if sum(scene[i].kind == k for i in rest) > 0]
    if kinds and draw.random() < 0.6:
        kind = draw.of(sorted(kinds))
        rest = [i for i in rest if scene[i].kind == kind]
        words = REST_OF(draw, n=plural(draw, (kind,)))
        if len(rest) == 2 and draw.random() < 0.2:
            words = f"the other {draw.of(NUMBER_WORDS[2])} {plural(draw, (kind,))}"
    else:
        words = REST(draw)
        if len(rest) == 2 and draw.random() < 0.2:
            words = f"the other {draw.of(NUMBER_WORDS[2])}"
    if len(rest) > 3:
        raise NoRoom
    places = [i for i in table.of(CONTAINERS) if i != goal and not loaded(scene, i)]
    if places and draw.random() < 0.45:
        to = draw.of(places)
        d, word = refer(draw, table, to, places, simple=True).words, in_or_on(draw, scene[to].kind)
        said = AND_INTO(draw, x=words, d=d, **{"in": word}) if draw.random() < 0.5 else draw.of((f"and {words} can go {word} {d}", f"{words} {word} {d}", f"put {words} {word} {d}", f"{words} go {word} {d}", f"and {words} {word} {d}"))
    else:
        to = goal
        said = TOO(draw, x=words, **{"in": preposition(scene[goal].kind)})
    steps = tuple(step_for(table, "place", i, to, None) for i in in_order(scene, rest))
    return act(draw, table, past, _going_on(draw, said), steps, rest, (to,), False, "sequence")


def _going_on(draw: Draw, said: str) -> str:
    """With a word that goes on from what was done, or without."""
    return f"{GOING_ON(draw)} {said}" if draw.random() < 0.5 and not said.startswith(("and ", "now ", "no, ")) else said


def joining(draw: Draw) -> Lesson:
    """Something was put away; "the ball can join it", "put the cup with the can"."""
    table, goal, inside, past = filled(draw)
    scene = table.scene
    others = [i for i in table.of(PICKABLE) if i not in inside and scene[i].inside is None and not scene[i].held and not loaded(scene, i)]
    if not others or held(scene) is not None:
        raise NoRoom
    index = draw.of(others)
    words = refer(draw, table, index, [i for i in table.of(PICKABLE) if i not in inside], simple=True).words
    if len(inside) == 1 and draw.random() < 0.5:
        first = scene[inside[0]]
        alone = sum(o.kind == first.kind for o in scene) == 1
        y = f"the {KIND_WORDS[first.kind](draw)}" if alone else f"the {COLOR_WORDS[first.color](draw)} {draw.of(('one', KIND_WORDS[first.kind](draw)))}"
        if not alone and sum(o.color == first.color and o.kind in PICKABLE for o in scene) > 1:
            raise NoRoom
    else:
        y = "it" if len(inside) == 1 else "them"
    said = JOIN(draw, x=words, y=y, **{"in": preposition(scene[goal].kind)})
    if draw.random() < 0.35:
        said = draw.of(("next {}", "now {}", "and {}", "{} next", "then {}", "and now {}", "{} too", "{} as well")).format(words)
    if draw.random() < 0.3:
        kind = draw.of(scene).kind
        past += exchange(COUNT(draw, n=plural(draw, (kind,))), counted(sum(o.kind == kind for o in scene), kind))
    return act(draw, table, past, _going_on(draw, said), (step_for(table, "place", index, goal, None),), (index,), (goal,), False)


def hand_with(draw: Draw) -> Lesson:
    """It is in the hand, and another lies in the bowl: "put it with the can"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    if looks[0][0] == looks[1][0]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks, {1: 2}, 0)
    table, hand, first, goal = Table(scene), *where[:3]
    if sum(o.kind == scene[first].kind for o in scene) > 1:
        raise NoRoom
    place = preposition(scene[goal].kind)
    steps = (f"put the {table.names[first]} {place} the {table.names[goal]}", f"pick up the {table.names[hand]}")
    if any(" the " in step.replace(f" {place} the ", " ") for step in (steps[0][8:], steps[1][12:])):
        raise NoRoom
    said = f"{PUT_PLAIN(draw, t=table.names[first], p=place, d=table.names[goal])}{draw.of((', then ', ' and then ', ', and after that '))}{PICK_PLAIN(draw, t=table.names[hand])}"
    past = did(draw, said, steps)
    said = JOIN(draw, x="it", y=f"the {KIND_WORDS[scene[first].kind](draw)}", **{"in": place})
    return act(draw, table, past, _going_on(draw, said), (step_for(table, "place", hand, goal, None),), (hand,), (goal,), False)


def onward(draw: Draw) -> Lesson:
    """It was put into one place and goes on to another, or back; it stands beside the bowl and goes inside; the top one of a tower goes elsewhere."""
    roll = draw.random()
    if roll < 0.25:
        return _inside_of_what_it_stands_by(draw)
    if roll < 0.45:
        return _top_one(draw)
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if looks[1][:2] == looks[2][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.3)
    scene, where = build(draw, looks, {0: 1})
    table, thing, here, there = Table(scene), *where[:3]
    name = table.names[thing]
    if " the " in name or any(o.held for o in scene):
        raise NoRoom
    put = lambda goal: put_plainly(draw, table, thing, goal, None if draw.random() < 0.6 else scene[goal].kind)  # noqa: E731
    places = [i for i in table.of(CONTAINERS) if i != here]
    d = refer(draw, table, there, places, simple=True).words
    if scene[here].kind == scene[there].kind and [i for i in places if scene[i].color == scene[there].color] == [there] and draw.random() < 0.6:
        d = f"the {COLOR_WORDS[scene[there].color](draw)} one"
    elif sum(o.kind == scene[there].kind for o in scene) == 1 and draw.random() < 0.5:
        d = f"the {KIND_WORDS[scene[there].kind](draw)}"
    said, step = put(here)
    past, pool = did(draw, said, (step,)), ONWARD
    if roll > 0.75:  # it was there before
        said, step = put(there)
        past, pool = did(draw, said, (step,)) + past, BACK
    said = pool(draw, d=d, **{"in": in_or_on(draw, scene[there].kind)})
    return act(draw, table, past, _going_on(draw, said), (step_for(table, "place", thing, there, None),), (thing,), (there,), False)


def _inside_of_what_it_stands_by(draw: Draw) -> Lesson:
    looks = [any_look(draw, PICKABLE), any_look(draw, ("bowl", "box"))]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, thing, goal = Table(scene), *where[:2]
    relations = [r for r in RELATIONS if holds(scene[thing], scene[goal], r)]
    if not relations or " the " in table.names[thing] or loaded(scene, thing):
        raise NoRoom
    step = f"put the {table.names[thing]} {RELATION_WORDS[draw.of(relations)]} the {table.names[goal]}"
    past = did(draw, step.replace(" the ", f" {draw.of(('the', 'that'))} ", 1), (step,))
    return act(draw, table, past, _going_on(draw, INSIDE(draw)), (step_for(table, "place", thing, goal, None),), (thing,), (goal,), False)


def _top_one(draw: Draw) -> Lesson:
    looks = [any_look(draw, ("cube",)), any_look(draw, ("cube",)), any_look(draw, CONTAINERS)]
    if looks[0][1] == looks[1][1]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.2)
    scene, where = build(draw, looks, {0: 1})
    table, top, base, goal = Table(scene), *where[:3]
    if " the " in table.names[top] or sum(o.inside is not None for o in scene) > 1:
        raise NoRoom
    said, step = put_plainly(draw, table, top, base)
    past = did(draw, said, (step,))
    said = TOP_ONE(draw, d=refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
    return act(draw, table, past, _going_on(draw, said), (step_for(table, "place", top, goal, None),), (top,), (goal,), False)


def with_it(draw: Draw) -> Lesson:
    """It is in the hand, perhaps instead of another that was wrong: "in the bowl it goes", "back down with it"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand, other, goal = Table(scene), *where[:3]
    if any(" the " in table.names[i] for i in (hand, other)):
        raise NoRoom
    past = taken(draw, table.names[hand])
    if draw.random() < 0.4:
        wrong = draw.of(("oops, wrong one, i wanted the {}", "no, the {}", "not that one, the {}", "sorry, i meant the {}", "i wanted the {}", "put it down and take the {}")).format(table.names[hand])
        past = taken_instead(draw, table.names[other], table.names[hand], wrong)
    if draw.random() < 0.35:
        return act(draw, table, past, _cheered(draw, DOWN_WITH(draw)), (f"put down the {table.names[hand]}",), (hand,), (), False)
    places = table.of(CONTAINERS)
    if len(places) == 2 and draw.random() < 0.12:
        return _either_place(draw, table, hand, places, past)
    said = IN_WITH(draw, d=refer(draw, table, goal, places, simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
    return act(draw, table, past, _cheered(draw, said), (step_for(table, "place", hand, goal, None),), (hand,), (goal,), False)


def _either_place(draw: Draw, table: Table, hand: int, places: list[int], past) -> Lesson:
    goal = in_order(table.scene, places)[0]
    return act(draw, table, past, EITHER_PLACE(draw), (step_for(table, "place", hand, goal, None),), (hand,), tuple(places), False)


def _cheered(draw: Draw, said: str) -> str:
    """After a word of praise, or as it is."""
    roll = draw.random()
    if roll < 0.3:
        return f"{draw.of(('yes', 'yes!', 'good.', 'great,', 'perfect.', 'lovely,', 'that is the one.', 'aye,', 'right,', 'super.', 'well done,', 'there we are,', 'brilliant.'))} {draw.of(('', '', 'and ', 'now '))}{said}"
    return _going_on(draw, said) if roll < 0.6 else said


def the_other_way_round(draw: Draw) -> Lesson:
    """Two things lie in two places: they change them. A tower of two: what was below comes on top."""
    if draw.random() < 0.4:
        return _reversed_tower(draw)
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if looks[0][:2] == looks[1][:2] or looks[2][:2] == looks[3][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.2)
    scene, where = build(draw, looks, {0: 2, 1: 3})
    table, a, b, p, q = Table(scene), *where[:4]
    if any(" the " in table.names[i] for i in (a, b)) or sum(o.inside is not None for o in scene) > 2 or any(o.held for o in scene):
        raise NoRoom
    put = lambda i, goal: f"put the {table.names[i]} {preposition(scene[goal].kind)} the {table.names[goal]}"  # noqa: E731
    steps = (put(a, p), put(b, q))
    past = did(draw, f"{steps[0]}{draw.of((' and ', ', then ', ' and then '))}{steps[1]}", steps)
    ab = f"the {table.names[a]} {in_or_on(draw, scene[q].kind)} the {scene[q].kind} and the {table.names[b]} {in_or_on(draw, scene[p].kind)} the {scene[p].kind}"
    if scene[p].kind == scene[q].kind:
        ab = f"the {table.names[a]} {in_or_on(draw, scene[q].kind)} the {table.names[q]} and the {table.names[b]} {in_or_on(draw, scene[p].kind)} the {table.names[p]}"
    new = (step_for(table, "place", a, q, None), step_for(table, "place", b, p, None))
    return act(draw, table, past, _going_on(draw, SWAP(draw, ab=ab)), new, (a, b), (q, p), False)


def _reversed_tower(draw: Draw) -> Lesson:
    looks = [any_look(draw, ("cube",)), any_look(draw, ("cube",))]
    if looks[0][1] == looks[1][1]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks, {0: 1})
    table, top, base = Table(scene), *where[:2]
    if any(" the " in table.names[i] for i in (top, base)) or sum(o.inside is not None for o in scene) > 1:
        raise NoRoom
    said, step = put_plainly(draw, table, top, base)
    past = did(draw, said, (step,))
    ba = draw.of((f"the {table.names[base]} on the {table.names[top]}", f"the {scene[base].color} one on the {scene[top].color} one", f"{scene[base].color} on {scene[top].color}", f"the {scene[base].color} one on top"))
    steps = (f"pick up the {table.names[top]}", f"put down the {table.names[top]}", step_for(table, "stack", base, top, None))
    return act(draw, table, past, _going_on(draw, REVERSED(draw, ba=ba)), steps, (top, base), (top,), False)


def after_no(draw: Draw) -> Lesson:
    """It was refused or could not be done; "okay, put it in the bowl then": it is what was spoken of. Or another command, complete in itself."""
    roll = draw.random()
    if roll < 0.35:
        lesson = cannot(draw)
        table, scene = Table(lesson.objects), lesson.objects
        past = exchange(lesson.say, lesson.text)
        if held(scene) is not None:
            raise NoRoom
        verb = draw.of(("pick", "pick", "place"))
        free = [i for i in table.of(PICKABLE) if not loaded(scene, i) and scene[i].inside is None]
        places = table.of(CONTAINERS)
        if not free or (verb == "place" and not places):
            raise NoRoom
        index, goal = draw.of(free), draw.of(places) if verb == "place" else None
        things, goals = candidates(table, verb, index, goal)
        words = refer(draw, table, index, things, simple=True).words
        d, kind = ("", None) if goal is None else (refer(draw, table, goal, goals, simple=True).words, scene[goal].kind)
        said = THEN_THAT(draw, x=bare_words(draw, verb, words, d, kind, None))
        return act(draw, table, past, said, steps_for(table, verb, index, goal, None), (index,), () if goal is None else (goal,), False)
    looks = [any_look(draw, ("ball",) if roll < 0.65 else PICKABLE), any_look(draw, ("cube",)), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, thing, cube, goal = Table(scene), *where[:3]
    if held(scene) is not None or any(o.inside is not None for o in scene) or looks[0][:2] == looks[1][:2]:
        raise NoRoom
    name = table.names[thing]
    if roll < 0.65:
        past = exchange(written(draw, STACK(draw, t=f"the {name}", d=f"the {table.names[cube]}", on=ON(draw))), replies.SAY["roll"])
    else:
        sentences, reason = draw.of(HARM)
        harm = sentences(draw, t=f"the {name}")
        if name not in harm:
            raise NoRoom
        past = exchange(written(draw, harm), replies.SAY[reason])
    if draw.random() < 0.3:
        said = draw.of(("pick it up", "lift it", "just hold it", "take it", "hold it up"))
        return act(draw, table, past, THEN_THAT(draw, x=said), (f"pick up the {name}",), (thing,), (), False)
    d, word = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, in_or_on(draw, scene[goal].kind)
    said = draw.of((f"put it {word} {d}", f"put it {word} {d}", f"{word} {d} with it", f"place it {word} {d}", f"drop it {word} {d}", f"set it {word} {d}"))
    return act(draw, table, past, THEN_THAT(draw, x=said), (step_for(table, "place", thing, goal, None),), (thing,), (goal,), False)


def those_named(draw: Draw) -> Lesson:
    """What is blue was asked, and told; "put those two in the box", "put that one on the plate"."""
    color = draw.of(COLORS)
    kinds = draw.shuffled(PICKABLE)[:draw.of((1, 2, 2, 3))]
    looks = [(kind, color, "medium") for kind in kinds] + [any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, goal = Table(scene), where[len(kinds)]
    fits = in_order(scene, [i for i, o in enumerate(scene) if o.color == color])
    if any(scene[i].kind not in PICKABLE or scene[i].inside is not None or scene[i].held or loaded(scene, i) for i in fits) or held(scene) is not None or len(fits) != len(kinds):
        raise NoRoom
    shade = COLOR_WORDS[color](draw)
    past = exchange(written(draw, draw.of(("what is {} here", "what's {} on the table", "which things are {}", "what {} things do you see", "what is {} on your table", "show me what is {}", "what have you got that is {}", "anything {}", "is there anything {}")).format(shade)),
                    f"I see {replies.listing(scene, fits)}.")
    d, word = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words, in_or_on(draw, scene[goal].kind)
    number = draw.of(NUMBER_WORDS[len(fits)]) if len(fits) > 1 else ""
    they = draw.of(("that one", "that one", "that", "it", "that thing")) if len(fits) == 1 else draw.of((f"those {number}", f"those {number}", f"these {number}", "them", "both" if len(fits) == 2 else "all of them", "all of those", f"the {number}", "them all"))
    said = draw.of((f"put {they} {word} {d}", f"put {they} {word} {d}", f"place {they} {word} {d}", f"{they} {'goes' if len(fits) == 1 else 'go'} {word} {d}", f"{they} can go {word} {d}", f"move {they} {word} {d}", f"i want {they} {word} {d}"))
    if len(fits) == 1 and draw.random() < 0.4:
        return act(draw, table, past, draw.of((f"pick {they} up", f"lift {they}", f"give me {they}", f"take {they}", f"i'd like {they}")), (f"pick up the {table.names[fits[0]]}",), tuple(fits))
    steps = tuple(step_for(table, "place", i, goal, None) for i in fits)
    return act(draw, table, past, _going_on(draw, said), steps, fits, (goal,), False, "memory" if len(fits) == 1 else "sequence")
