"""Long commands, every part of them told: three or four things each to its own place, two small towers, all the cubes and then another thing lifted.

Knows single commands, references and scenes.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.many import ALL, BOTH, WRITTEN
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, any_look, build, held, in_order, loaded
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import KIND_WORDS, NUMBER_WORDS

_FIRST = Phrases("3*put {t} {p}\n3*{t} {p}\n2*{t} goes {p}\n{t} should go {p}\nfirst {t} {p}\nfirst put {t} {p}\n{t} belongs {p}\ni want {t} {p}")
_MORE = Phrases("6*{t} {p}\n2*{t} goes {p}\nput {t} {p}\n{t} too {p}")
_BETWEEN = (", ", ", ", ", ", " and ", " and ", ", then ", ", then ", ", and ", " and then ", "; ", ". then ", ". and ", ", after that ")
_LAST = (" and ", " and ", " and ", ", and then ", ", and then ", ", and then ", ", then ", " and then ", " and then ", ", and finally ", ", and at the end ", ". then ")
_LIFT = Phrases("3*pick up {t}\n2*hold up {t}\n2*hold {t} up\nlift {t}\ntake {t}\ngrab {t}\ngive me {t}\npick {t} up\nraise {t}\nshow me {t}\n{t} up in the air\n~elevate {t}")
_OPENING = Phrases("6*{x}\nlisten up: {x}\nhere's the plan: {x}\nokay, {x}\nright, {x}\nhere is what i want: {x}\nlistening? {x}\nlots to do: {x}\ntidy up time, {x}")
_TOWERS = Phrases("""
3*make two [little|small|] (towers|stacks|piles), {ab} and {cd}
2*{ab} and {cd}
2*two (towers|stacks), {ab} and {cd}
2*stack {ab} and {cd}
2*put {ab} and {cd}
build two [little|small|] (towers|stacks): {ab}, {cd}
(i want|i'd like|make me) two (towers|stacks), {ab} and {cd}
first {ab}, then {cd}
{ab}, then {cd}
pair them up, {ab} and {cd}
~erect two towers, {ab} and {cd}
""")
_GROUP = Phrases("""
4*put {x} {p}{then}{b}
3*{x} {p}{then}{b}
2*place {x} {p} one after (another|the other){then}{b}
2*{x} go {p}{then}{b}
put {x} {p} one by one{then}{b}
first {x} {p}{then}{b}
get {x} {p}{then}{b}
once {x} are {p}, {b}
when {x} are {p}, {b}
tidy {x} away {p}{then}{b}
~deposit {x} {p}{then}{b}
""")


def each_to_its_place(draw: Draw) -> Lesson:
    """Three or four things, each with its own place named; the last of them may be lifted instead."""
    number = draw.of((3, 3, 3, 4))
    looks = [any_look(draw, PICKABLE) for _ in range(number)] + [any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)][: draw.of((1, 2, 2, 2))]
    if len({look[:2] for look in looks}) < len(looks):
        raise NoRoom
    if number == 3:
        distractors(draw, looks, draw.of((0, 0, 1)), 0.2)
    scene, where = build(draw, looks)
    table = Table(scene)
    things, goals = where[:number], table.of(CONTAINERS)
    if held(scene) is not None or any(o.inside is not None for o in scene) or any(" the " in table.names[i] for i in things):
        raise NoRoom
    lift = draw.random() < 0.35
    parts, steps = [], []
    for index in things:
        t = refer(draw, table, index, table.of(PICKABLE), simple=True).words
        if lift and index == things[-1]:
            parts.append(_LIFT(draw, t=t))
            steps.append(f"pick up the {table.names[index]}")
            continue
        goal = draw.of(goals)
        d = refer(draw, table, goal, goals, simple=True).words
        if sum(scene[g].kind == scene[goal].kind for g in goals) == 1 and draw.random() < 0.6:
            d = f"the {KIND_WORDS[scene[goal].kind](draw)}"
        parts.append((_MORE if parts else _FIRST)(draw, t=t, p=f"{in_or_on(draw, scene[goal].kind)} {d}"))
        steps.append(step_for(table, "place", index, goal, None))
    if lift and draw.random() < 0.25:
        parts[-1] = f"{draw.of(('hold up', 'pick up', 'take', 'lift'))} {refer(draw, table, things[-1], table.of(PICKABLE), simple=True).words}"
    said = parts[0]
    for k, part in enumerate(parts[1:], 2):
        said += draw.of(_LAST if k == len(parts) else _BETWEEN) + part
    opened = _OPENING(draw, x=said)
    return _act(draw, scene, request(draw, said) if said.startswith("put ") and draw.random() < 0.5 else opened, steps, things, goals)


def two_towers(draw: Draw) -> Lesson:
    """ "Red on blue and green on yellow": two cubes on two others."""
    looks = [("cube", color, "medium") for color in draw.shuffled(COLORS)[:4]]
    distractors(draw, looks, draw.of((0, 0, 1, 1)), 0.0)
    scene, where = build(draw, looks)
    table = Table(scene)
    a, b, c, d = where[:4]
    if held(scene) is not None or any(o.kind == "cube" and i not in where[:4] for i, o in enumerate(scene)):
        raise NoRoom
    how = draw.of(("{}", "{}", "the {} one", "the {} cube", "the {} block", "{}"))
    x = {i: how.format(scene[i].color) for i in (a, b, c, d)}
    steps = (step_for(table, "stack", a, b, None), step_for(table, "stack", c, d, None))
    on = draw.of(("on", "on", "on", "on top of", "onto"))
    return _act(draw, scene, _TOWERS(draw, ab=f"{x[a]} {on} {x[b]}", cd=f"{x[c]} {on} {x[d]}"), steps, (a, c), (b, d))


def all_then_one(draw: Draw) -> Lesson:
    """All of a kind into one place, and then another thing up or into another place."""
    kind, count, place = draw.of(PICKABLE), draw.of((2, 2, 3, 3, 4)), any_look(draw, CONTAINERS)
    looks = [place, any_look(draw, [k for k in PICKABLE if k != kind])] + [(kind, color, "medium") for color in draw.shuffled(COLORS)[:count]]
    if count < 4:
        distractors(draw, looks, draw.of((0, 0, 1)), 0.0)
    scene, where = build(draw, looks)
    table, goal, one = Table(scene), *where[:2]
    group = in_order(scene, [i for i in table.of(PICKABLE) if scene[i].kind == kind])
    if len(group) != count or held(scene) is not None or any(loaded(scene, i) for i in group):
        raise NoRoom
    n = plural(draw, (kind,))
    words = draw.of((f"the {draw.of(NUMBER_WORDS[count])} {n}", f"all {draw.of(NUMBER_WORDS[count])} {n}", "")) or (BOTH if count == 2 and draw.random() < 0.6 else ALL)(draw, n=n)
    t = refer(draw, table, one, table.of(PICKABLE), simple=True).words
    p = f"{in_or_on(draw, scene[goal].kind)} {refer(draw, table, goal, table.of(CONTAINERS), simple=True).words}"
    steps = (*(step_for(table, "place", i, goal, None) for i in group), f"pick up the {table.names[one]}")
    said = _GROUP(draw, x=words, p=p, b=_LIFT(draw, t=t), then=draw.of(_LAST))
    return _act(draw, scene, request(draw, said) if said.startswith(("put ", "place ", "get ")) else sentence(draw, said), steps, (*group, one), (goal,))


def _act(draw: Draw, scene, said: str, steps, targets, goals) -> Lesson:
    """What is spoken of more than three steps is the first: what reads the reply adds that there are more."""
    text = replies.doing(steps if len(steps) <= 3 else steps[:1])
    if len(replies.tokens(" ".join((*steps, text)))) + len(steps) > WRITTEN:
        raise NoRoom
    return Lesson(scene, (), written(draw, said), "act", text, tuple(steps), (), tuple(targets), tuple(goals), "sequence")
