"""A thing and what belongs below it: "underneath the blue cube there should be the green one" lifts the blue one onto the green.

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, step_for, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import NoRoom, any_look, build
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS

# {t} is what is lifted, {d} what ends up below it.
_UNDER = Phrases("""
4*(put|get|slide|move|place|stick|push|set) {d} (under|underneath|beneath|below) {t}
(have|let) {d} (go|stand|sit|be) (under|underneath|beneath|below) {t}
(make|arrange it so) {d} (sit|stand) (under|underneath|beneath) {t}
(slip|shove|tuck) {d} (in under|right under|under) {t}
use {d} as (a|the) (base|bottom|foundation|stand) for {t}
make {d} the (base|floor|foot|bottom) (for|of) {t}
(give|get) {t} {d} to stand on
(lift|raise) {t} so that {d} is (under|underneath|below) it
(stand|rest|park|balance) {t} so {d} is (under|underneath|beneath) it
~(wedge|nestle) {d} beneath {t}
""")
_UNDER_SENTENCE = Phrases("""
4*(underneath|under|beneath|below) {t} there should be {d}
3*{d} (belongs|goes|should be|should go|has to go|must be|needs to be) (under|underneath|beneath|below) {t}
2*(underneath|under|below) {t} (goes|belongs|comes) {d}
i want {d} (under|underneath|beneath|below) {t}
i'd like {d} to be (under|underneath|beneath|below) {t}
(under|underneath|below) {t} i want {d}
{d} is meant to be (under|underneath|below) {t}
what should be (under|underneath|below) {t} is {d}
{t} should have {d} (under|underneath|beneath|below) it
{d} (under|underneath|below) {t} please
{d} at the bottom and {t} above it
{t} needs {d} (under|underneath|beneath) it
~{d} wants to be beneath {t}
""")


def underneath(draw: Draw) -> Lesson:
    """The lower one is named as what is moved; the upper one is what is lifted."""
    below = any_look(draw, ("cube",) * 4 + ("plate",))
    top = any_look(draw, ("cube",) * 4 + ("cup", "can") if below[0] == "cube" else ("cup", "cup", "can", "ball", "cube"))
    if top[:2] == below[:2]:
        raise NoRoom
    looks = [top, below]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks)
    table, (t, d) = Table(scene), where[:2]
    verb = "stack" if below[0] == "cube" else "place"
    things, goals = candidates(table, verb, t, d)
    thing, goal = refer(draw, table, t, things, simple=True), refer(draw, table, d, goals, simple=True)
    unusual_pair(thing, goal)
    upper, lower = thing.words, goal.words
    if top[0] == below[0] and sum(o.kind == below[0] and o.color == below[1] for o in scene) == 1 and draw.random() < 0.4:
        lower = f"the {COLOR_WORDS[below[1]](draw)} one"
    bare = draw.random() < 0.5
    said = (_UNDER if bare else _UNDER_SENTENCE)(draw, t=upper, d=lower)
    steps = (step_for(table, verb, t, d, None),)
    return Lesson(scene, (), written(draw, (request if bare else sentence)(draw, said)), "act", replies.doing(steps), steps, (), (t,), (d,), verb)
