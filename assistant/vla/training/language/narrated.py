"""Two steps with talk around them: "Breathe in, and put the block in the box. Breathe out, and go home". The talk means nothing.

Knows single commands, gestures and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import bare_words, candidates, setting, step_for
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import NoRoom, held, loaded
from assistant.vla.training.language.style import ASIDE, written

# What is said before the first step, and before the second.
_TALK = (
    ("breathe in, and", "breathe out, and"), ("on one:", "on two:"), ("verse one:", "verse two:"), ("curtain up,", "curtain down,"), ("item one:", "item two:"), ("for starters", "for dessert"), ("scene one:", "scene two:"),
    ("tick,", "tock,"), ("on the left foot,", "on the right foot,"), ("in the morning we", "in the evening we"), ("first trick of the night:", "second trick of the night:"), ("lights on,", "lights out,"), ("ready?", "steady?"),
    ("round one,", "round two,"), ("act one:", "act two:"), ("step up,", "step back,"), ("inhale and", "exhale and"), ("good.", "very good."), ("attention!", "at ease!"), ("left, right, left, and", "left, right, and"))
_NARRATED = Phrases("""
5*{m} {a}. {n} {b}
2*{m} {a}, {n} {b}
2*{m} {a}. {n} then {b}
2*{r}. {a}. {s}. {b}
{r}, [so] {a}. {s}, [so] {b}
{a}. {s}. {b}
{a}. {s}, and {b}
{a}, {s}, then {b}
{r}. {a}, then {b}. {s}
~{m} you {a}. {n} you {b}
""")


def narrated(draw: Draw) -> Lesson:
    """Something goes somewhere, then a gesture or another thing in the hand, with talk in between."""
    verb = draw.of(("place", "place", "stack"))
    s = setting(draw, verb)
    table, scene = s.table, s.table.scene
    things, goals = candidates(table, verb, s.target, s.destination)
    if held(scene) is not None or loaded(scene, s.target) or loaded(scene, s.destination) or scene[s.target].inside is not None:
        raise NoRoom
    thing, place = (refer(draw, table, i, among, simple=True).words for i, among in ((s.target, things), (s.destination, goals)))
    first = bare_words(draw, verb, thing, place, scene[s.destination].kind)
    targets = (s.target,)
    others = [i for i in things if i not in (s.target, s.destination) and scene[i].inside is None and not loaded(scene, i)]
    if others and draw.random() < 0.5:
        other = draw.of(others)
        then, step = bare_words(draw, "pick", refer(draw, table, other, things, simple=True).words), step_for(table, "pick", other, None, None)
        targets = (s.target, other)
    else:
        step = draw.of(("go home", "go home", "wave", "open the gripper", "close the gripper"))
        then = GESTURES[step](draw)
    m, n = draw.of(_TALK)
    said = _NARRATED(draw, m=m, n=n, a=first, b=then, r=ASIDE(draw), s=ASIDE(draw))
    steps = (step_for(table, verb, s.target, s.destination, None), step)
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), targets, (s.destination,), "sequence")
