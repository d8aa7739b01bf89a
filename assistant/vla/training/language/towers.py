"""Towers told in words: which of two goes on top said afterwards, and three floors one after the other.

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, step_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases, tidy
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import COLORS, SIZES, NoRoom, build
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, KIND_WORDS, ON, SIDE_BEFORE, SMALLER

# {both} names the two, {t} the one that goes on top, {d} the one below.
_ON_EACH_OTHER = Phrases("""
3*stack {both}, {t} on {d}
2*stack {both}, {t} on top
2*stack {both}, {t} over {d}
2*put {both} on each other, {t} on top
put {both} on top of each other, {t} up top
put {both} one on the other, {t} on top of {d}
stack {both} with {t} on top
stack {both} with {d} at the bottom
stack {both}, {d} at the bottom
stack {both}, {d} below
stack {both} so that {t} is on top
stack {both} but with {t} on top
make a tower of {both}, {t} on top
make a tower of {both} with {d} at the bottom
build a tower with {both}, {d} at the bottom and {t} on top
build a tower from {both}: {d} below, {t} above
pile {both} up, {t} over {d}
pile up {both}, {t} goes on top
take {both} and stack them, {t} on {d}
take {both} and stack them with {t} on top
~heap {both} up, {t} uppermost
""", more="towers._ON_EACH_OTHER")
_ON_EACH_OTHER_SENTENCE = Phrases("""
i want {both} on each other, {t} on top
i want {both} stacked, {t} on {d}
i wanna have {both} on each other, {t} up top
i'd like {both} stacked, with {d} at the bottom
{both}, stack them, {t} on top
{both}: {t} on {d}
{both} on each other, {t} on top
{both} one on top of the other, {d} below
~{both} want stacking, {t} uppermost
""", more="towers._ON_EACH_OTHER_SENTENCE")
# {t} goes on {d}, then {u} on {t} again, said as {e}.
_FLOORS = Phrases("""
4*put {t} {on} {d} and then {u} {on} {e}
3*put {t} {on} {d}, then put {u} {on} {e}
3*stack {t} {on} {d} and {u} {on} {e}
2*put {t} {on} {d}, then {u} {on} {e}
2*stack {t} {on} {d}, then {u} on top
2*put {t} {on} {d} and {u} on top of that
place {t} {on} {d} and then place {u} {on} {e}
first {t} {on} {d}, then {u} {on} {e}
stack {t} {on} {d} and put {u} on the very top
build a tower: {d} at the bottom, then {t}, then {u}
make a tower with {d} at the bottom, {t} in the middle and {u} on top
build a tower with {d} below, then {t}, and {u} on top
stack three cubes: {d}, {t} {on} it and {u} on top
put {t} {on} {d}, and when that is done {u} {on} {e}
build me a tower of three, {d} at the bottom, {t} in the middle, {u} on top
stack them with {d} on the bottom, {t} in the middle and {u} on top
make a stack of three: {d}, {t}, {u} from the bottom up
make a tower, from bottom to top {d}, {t} and {u}
make a tower, from top to bottom {u}, {t} and {d}
put {t} {on} {d} and finish with {u} on top
put {t} {on} {d} and top it with {u}
make a tower of three blocks, {u} on top, {t} in the middle, {d} underneath
~pile {t} {on} {d} and crown it with {u}
""", more="towers._FLOORS")
_FLOORS_SENTENCE = Phrases("""
3*{t} {on} {d}, then {u} {on} {e}
2*{t} {on} {d} and {u} {on} {e}
{t} goes {on} {d} and {u} goes {on} {e}
{t} {on} {d}, then {u} {on} {e}, so it has three floors
{t} {on} {d}, {u} on top of that
i want three floors: {d}, {t}, {u}
{d} at the bottom, {t} on it, {u} on top
{u} on the top, {t} in the middle, {d} on the bottom
{d} on the bottom, {t} in the middle and {u} on the top
i'd like a tower, {d} below, {t} between and {u} above
{t} on {d} and {u} above that
~{d} first, {t} next, {u} last, as a tower
""", more="towers._FLOORS_SENTENCE")


# The same by colours alone.
_BARE_FLOORS = Phrases("""
3*{d}, {t}, {u}, from the bottom up
2*from the bottom up: {d}, {t}, {u}
2*from the top down: {u}, {t}, {d}
2*a tower: {d}, {t}, {u}
a tower from the bottom up, {d}, then {t}, then {u}
stack them {d}, {t}, {u}
pile them up: {d}, {t}, {u}
make a tower, {d} {t} {u}
{u} on {t} on {d}
2*{t} on {d}, {u} on {t}
2*{t} goes on {d} and then {u} goes on {t}
3*put {t} on {d}, then {u} on {t}
2*{t} on {d}, then {u} on the {t}
put {t} on {d}, then {u} on the {t}, only the cubes
put {t} on {d}, then {u} on the {t} one
{t} on {d} and then {u} on the {t} one
stack {t} onto {d}, {u} onto {t}
{t} over {d} and {u} over {t}
first {t} on {d}, then {u} on {t}
{d} at the bottom, then {t}, {u} on top
{d} at the bottom, {t} in the middle, {u} on top
~bottom to top: {d}, {t}, {u}
""", more="towers._BARE_FLOORS")


def on_each_other(draw: Draw) -> Lesson:
    """Two cubes named together, and which goes on top: "stack the two cubes, the black one over the yellow"."""
    how = draw.of(("color", "color", "size", "side"))
    colors = draw.shuffled(COLORS)
    looks = [("cube", colors[0], "medium"), ("cube", colors[1], "medium")]
    if how == "size":
        sizes = draw.shuffled(SIZES)
        color = colors[0] if draw.random() < 0.5 else colors[1]
        looks = [("cube", colors[0], sizes[0]), ("cube", color, sizes[1])]
    elif how == "side" and draw.random() < 0.5:
        looks = [looks[0], looks[0]]
    named = draw.random() < 0.4 and looks[0][1] == looks[1][1]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    if sum(l[0] == "cube" and (not named or l[1] == looks[0][1]) for l in looks) > 2:
        raise NoRoom
    scene, where = build(draw, looks)
    table, (top, below) = Table(scene), where[:2]
    pair = [top, below]
    words = {}
    for name, i in (("t", top), ("d", below)):
        if how == "color":
            words[name] = f"the {COLOR_WORDS[scene[i].color](draw)}" + draw.of((" one", " one", "", " " + KIND_WORDS["cube"](draw)))
            continue
        if how == "size":
            meaning = Meaning(("cube",), rank="small" if SIZES.index(scene[i].size) == min(SIZES.index(scene[j].size) for j in pair) else "large")
        else:
            side = draw.of(("left", "right", "near", "far"))
            meaning = Meaning(("cube",), side=side)
            draw.spatial = True
        if denote(table, meaning, pair) != [i]:
            raise NoRoom
        word = (SMALLER if meaning.rank == "small" else BIGGER)(draw) if meaning.rank else SIDE_BEFORE[meaning.side](draw)
        words[name] = tidy(f"{draw.of(('the', 'the', 'the', ''))} {word} {draw.of(('one', 'one', KIND_WORDS['cube'](draw)))}")
    color = COLOR_WORDS[looks[0][1]](draw) if named else ""
    both = tidy(f"{draw.of(('the two', 'those two', 'these two', 'both', 'both the', 'the'))} {color} {plural(draw, ('cube',))}")
    if how == "color" and draw.random() < 0.25:
        both = "the cubes"
    bare = draw.random() < 0.75
    said = (_ON_EACH_OTHER if bare else _ON_EACH_OTHER_SENTENCE)(draw, both=both, **words)
    steps = (step_for(table, "stack", top, below, None),)
    return Lesson(scene, (), written(draw, (request if bare else sentence)(draw, said)), "act", replies.doing(steps), steps, (), (top,), (below,), "stack")


# Colours or sizes only.
_BARE = Phrases("""
4*{t} {on} {d}
3*{t} {on} {d} please
2*put {t} {on} {d}
2*stack {t} {on} {d}
{t} over {d}
{d} below, {t} on top
{d} at the bottom, {t} on top
{t} on top, {d} underneath
{t} goes {on} {d}
stack them, {t} {on} {d}
the cubes: {t} {on} {d}
~{t} atop {d}
""", more="towers._BARE")


_SCRATCHED = Phrases("""
3*{x}. scratch that, {y}
2*{x}, no, {y}
2*{x}. no, {y}
{x}, sorry, {y}
{x}. wait, {y}
{x}, i mean {y}
{x}. oh no, {y}
{x}. actually, {y}
{x}, or better {y}
{x}... no, {y}
not {x}, {y}
~{x}. strike that, {y}
""")


def bare(draw: Draw) -> Lesson:
    """Two cubes by their colours or sizes alone: "red on blue please", "small on big"."""
    colors, sized = draw.shuffled(COLORS), draw.random() < 0.35
    sizes = draw.shuffled(SIZES) if sized else ("medium",) * 2
    looks = [("cube", colors[0], sizes[0]), ("cube", colors[0] if sized and draw.random() < 0.5 else colors[1], sizes[1])]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, (top, below) = Table(scene), where[:2]
    cubes = [o for o in scene if o.kind == "cube"]
    if sized:
        if len(cubes) > 2 or any(o.kind == "ball" for o in scene):
            raise NoRoom
        top_is_small = SIZES.index(scene[top].size) < SIZES.index(scene[below].size)
        t, d = (SMALLER(draw), BIGGER(draw)) if top_is_small else (BIGGER(draw), SMALLER(draw))
    else:
        if any(sum(o.color == scene[i].color and o.kind != "can" for o in scene) > 1 for i in (top, below)):
            raise NoRoom
        t, d = COLOR_WORDS[scene[top].color](draw), COLOR_WORDS[scene[below].color](draw)
    steps = (step_for(table, "stack", top, below, None),)
    said, others = _BARE(draw, t=t, d=d, on=ON(draw)), [o for o in cubes if o not in (scene[top], scene[below])]
    if others and not sized and draw.random() < 0.4:
        wrong = COLOR_WORDS[draw.of(others).color](draw)
        first = _BARE(draw, t=t, d=wrong, on=ON(draw)) if draw.random() < 0.7 else _BARE(draw, t=wrong, d=d, on=ON(draw))
        said = _SCRATCHED(draw, x=first.replace(" please", ""), y=said)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (top,), (below,), "stack")


def floors(draw: Draw) -> Lesson:
    """A cube on a cube, then a third on the first: "the red block on the blue one, then the white one on the red"."""
    colors = draw.shuffled(COLORS)
    looks = [("cube", colors[k], draw.of(("medium", "medium", "small", "large"))) for k in range(3)]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, (t, d, u) = Table(scene), where[:3]
    cubes = table.of(("cube",))
    words = {name: refer(draw, table, i, [c for c in cubes if c not in out]) for name, i, out in (("t", t, (d,)), ("d", d, (t,)), ("u", u, (t, d)))}
    if any(r.meaning is None or r.meaning.side or r.meaning.relation or r.meaning.rank for r in words.values()):
        raise NoRoom  # places have changed by the second step
    color = COLOR_WORDS[scene[t].color](draw)
    again = draw.of((f"the {color}", f"the {color} one", f"the {color} {KIND_WORDS['cube'](draw)}", "it", "that", "that one"))
    bare = draw.random() < 0.65
    if draw.random() < 0.2:
        bare, said = False, _BARE_FLOORS(draw, **{name: COLOR_WORDS[scene[i].color](draw) for name, i in (("t", t), ("d", d), ("u", u))})
    else:
        said = (_FLOORS if bare else _FLOORS_SENTENCE)(draw, t=words["t"].words, d=words["d"].words, u=words["u"].words, e=again, on=ON(draw) if draw.random() < 0.8 else "over")
    steps = (step_for(table, "stack", t, d, None), step_for(table, "stack", u, t, None))
    return Lesson(scene, (), written(draw, (request if bare else sentence)(draw, said)), "act", replies.doing(steps), steps, (), (t, u), (d, t), "sequence")
