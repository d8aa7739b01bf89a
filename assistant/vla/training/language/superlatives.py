"""Which of several alike, said by an extreme, for the thing and for its goal: "put the cube that's nearest to you on the one that's farthest away", "the smallest goes on the biggest".

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, steps_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, SIZES, NoRoom, any_look, build
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, KIND_WORDS, ON, SIDE_AFTER, SIDE_BEFORE, SMALLER

_ORDER = Phrases("""
5*put {t} {p} {d}
2*place {t} {p} {d}
2*set {t} {p} {d}
2*move {t} {p} {d}
take {t} and put it {p} {d}
take {t} and set it down {p} {d}
grab {t} and put it {p} {d}
pick up {t} and put it {p} {d}
pick {t} and place it {p} {d}
lift {t} and set it {p} {d}
find {t} and put it {p} {d}
get {t} {p} {d}
lay {t} {p} {d}
pop {t} {p} {d}
stick {t} {p} {d}
bring {t} over and put it {p} {d}
make {t} go {p} {d}
let {t} go {p} {d}
let {t} sit {p} {d}
have {t} {p} {d}
use {t} and put it {p} {d}
choose {t} and put it {p} {d}
transfer {t} {p} {d}
see that {t} ends up {p} {d}
make sure {t} is {p} {d}
~park {t} {p} {d}
~plonk {t} {p} {d}
""")
_STACK = Phrases("""
6*stack {t} {p} {d}
3*put {t} {p} {d}
2*stack {t} on {d}
build a tower: {t} {p} {d}
build a tower with {t} on {d}
make a tower with {t} {p} {d}
make a tower, {t} goes {p} {d}
pile {t} {p} {d}
balance {t} {p} {d}
stand {t} {p} {d}
use {d} as the base for {t}
use {d} as a base and put {t} on it
stack two of them, {t} {p} {d}
~perch {t} {p} {d}
~heap {t} {p} {d}
""")
_SENTENCE = Phrases("""
4*{t} goes {p} {d}
3*{t} {p} {d}
2*{t} should go {p} {d}
2*{t} belongs {p} {d}
2*{t}, {p} {d}
2*i want {t} {p} {d}
2*i'd like {t} {p} {d}
{t} should be {p} {d}
{t} should stand {p} {d}
{t} has to go {p} {d}
{t} needs to be {p} {d}
{t} is supposed to be {p} {d}
{t} is to go {p} {d}
{t} comes {p} {d}
{t} has its place {p} {d}
{t} ends up {p} {d}
{t} would look good {p} {d}
{p} {d} goes {t}
{p} {d} i want {t}
{p} {d} put {t}
{p} {d}, that's where {t} goes
what i want {p} {d} is {t}
i need {t} {p} {d}
i want you to put {t} {p} {d}
i would like to see {t} {p} {d}
it's {t} that goes {p} {d}
could {t} go {p} {d}
~{t} wants to sit {p} {d}
~{t} is destined to be {p} {d}
""")
_THAT = ("that's", "that is", "which is", "that's", "that stands", "that lies", "that's the one")
_FAR = ("farthest away", "furthest away", "farthest from you", "furthest from you", "the farthest away", "the farthest from you", "most distant", "farthest away from you")
_NEAR = ("nearest to you", "closest to you", "nearest", "closest", "the closest to you", "nearest you", "the nearest to you")
_OPPOSITE = {"left": "right", "right": "left", "near": "far", "far": "near", "small": "large", "large": "small"}


def extremes(draw: Draw) -> Lesson:
    """Two extremes of one kind for a stack; an extreme thing to an extreme or a plain place."""
    stacking = draw.random() < 0.65
    by_size = draw.random() < 0.35
    kind = "cube" if stacking else draw.of(PICKABLE if not by_size else ("cube", "ball"))
    count = draw.of((2, 2, 3, 3, 4))
    sizes = draw.shuffled(SIZES) + [draw.of(SIZES)]
    colors = draw.shuffled(COLORS)[:draw.of((1, 2, 2, 3, 4))]
    looks = [(kind, draw.of(colors), sizes[k] if by_size else "medium") for k in range(count)]
    if not stacking:
        place = any_look(draw, CONTAINERS)
        looks.append(place)
        if draw.random() < 0.5:
            looks.append((place[0], draw.of(COLORS), place[2]))
    distractors(draw, looks, draw.of((0, 0, 1)), 0.0)
    looks = looks[:count] + [l for l in looks[count:] if l[0] != kind]
    scene, _ = build(draw, looks)
    table = Table(scene)
    target, words, said_by = _extreme(draw, table, kind, by_size, False, "")
    if stacking:
        goal, place_words, _ = _extreme(draw, table, kind, by_size, draw.random() < 0.6, _OPPOSITE[said_by] if draw.random() < 0.6 else "")
        verb, prep = "stack", ON(draw)
    else:
        verb, goals = "place", table.of(CONTAINERS)
        goal_kind = scene[draw.of(goals)].kind
        if len(table.of((goal_kind,))) > 1:
            goal, place_words, _ = _extreme(draw, table, goal_kind, False, False, "")
        else:
            goal = table.of((goal_kind,))[0]
            place_words = refer(draw, table, goal, goals, simple=True).words
        prep = in_or_on(draw, scene[goal].kind)
    if goal == target:
        raise NoRoom
    draw.spatial = True
    slots = {"t": words, "d": place_words, "p": prep}
    roll = draw.random()
    said = sentence(draw, _SENTENCE(draw, **slots)) if roll < 0.35 else request(draw, (_STACK if stacking and roll < 0.7 else _ORDER)(draw, **slots))
    steps = steps_for(table, verb, target, goal, None)
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), (target,), (goal,), verb)


def _extreme(draw: Draw, table: Table, kind: str, by_size: bool, as_one: bool, wanted: str) -> tuple[int, str, str]:
    """One of the kind that is the extreme of them all, its words, and by what. as_one: "the one" for its kind; wanted: by this, if it can be. Raises NoRoom."""
    ways = ("small", "large") if by_size and draw.random() < 0.75 else ("left", "right", "near", "far")
    by = wanted or draw.of(ways)
    colors = sorted({table.scene[i].color for i in table.of((kind,))})
    color = draw.of(colors) if len(colors) < len(table.of((kind,))) and not as_one and draw.random() < 0.3 else None
    meaning = Meaning((kind,), color, rank=by) if by in SIZES else Meaning((kind,), color, side=by)
    among = table.of((kind,))
    found = denote(table, meaning, among)
    if not found or len(found) > 1 or len([i for i in among if color in (None, table.scene[i].color)]) < 2:
        raise NoRoom
    noun = "one" if as_one else KIND_WORDS[kind](draw)
    if color is not None:
        noun = f"{COLOR_WORDS[color](draw)} {noun}"
    if by in SIZES:
        words = f"the {(SMALLER if by == 'small' else BIGGER)(draw)} {noun}"
        if draw.random() < 0.2:
            words = f"the {noun} that's {draw.of(('the ', ''))}{draw.of(('smallest', 'smaller', 'tiniest') if by == 'small' else ('biggest', 'bigger', 'largest'))}"
    elif draw.random() < 0.4:
        words = f"the {SIDE_BEFORE[by](draw)} {noun}"
    elif by in ("near", "far") and draw.random() < 0.6:
        words = f"the {noun} {draw.of(_THAT[:4])} {draw.of(_NEAR if by == 'near' else _FAR)}"
    else:
        words = f"the {noun} {SIDE_AFTER[by](draw)}"
    return found[0], words, by
