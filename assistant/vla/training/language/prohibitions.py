"""What people forbid ("don't touch the cup"): the robot says okay and stays still; or what they want instead of it: it does that.

Minimal pairs of the orders themselves. Knows single commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import clear, setting, step_for
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, NoRoom, Scene, held, loaded, preposition
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.pick_words import PICK

NOT = Phrases("""
6*don't {x}
3*do not {x}
2*please don't {x}
2*never {x}
please do not {x}
no, don't {x}
you must not {x}
you should not {x}
you shouldn't {x}
you are not allowed to {x}
i don't want you to {x}
i do not want you to {x}
no need to {x}
you don't have to {x}
you don't need to {x}
better not {x}
under no circumstances {x}
make sure that you don't {x}
whatever you do, don't {x}
don't you dare {x}
it is not necessary to {x}
~refrain from this: {x}
~avoid this: {x}
~by no means {x}
~i forbid you to {x}
""", more="prohibitions.NOT")
NOT_TOUCH = Phrases("""
3*don't touch {t}
2*leave {t} alone
2*leave {t} where it is
leave {t} there
don't move {t}
hands off {t}
stay away from {t}
keep away from {t}
don't go near {t}
{t} stays where it is
~keep your hands off {t}
~steer clear of {t}
""", more="prohibitions.NOT_TOUCH")
INSTEAD = Phrases("""
4*don't pick up {n}, pick up {t}
3*not {n}, take {t}
3*not {n} but {t}
2*pick up {t}, not {n}
2*take {t}, not {n}
2*take {t} and leave {n}
2*take {t} instead of {n}
2*leave {n} alone and pick up {t}
i don't want {n}, give me {t}
i want {t}, not {n}
give me {t}, not {n}
don't take {n}. take {t}
don't touch {n}, just pick up {t}
forget {n}, pick up {t}
rather than {n}, take {t}
instead of {n}, pick up {t}
without touching {n}, pick up {t}
pick up {t} but not {n}
pick up {t} without touching {n}
careful with {n}, take {t}
~never mind {n}, grab {t}
~skip {n} and hoist {t}
~grab {t} as opposed to {n}
""", more="prohibitions.INSTEAD")
INSTEAD_PUT = Phrases("""
3*don't put {n} {in} {d}, put {t} {in} {d}
2*put {t} {in} {d}, not {n}
2*not {n}, put {t} {in} {d}
put {t} {in} {d} and leave {n} alone
put {t} instead of {n} {in} {d}
{t} goes {in} {d}, not {n}
put {t} {in} {d} but don't touch {n}
~place {t}, as opposed to {n}, {in} {d}
""", more="prohibitions.INSTEAD_PUT")

INSTEAD_GOAL = Phrases("""
3*don't put {t} {no} {n}, put it {in} {d}
2*put {t} {in} {d}, not {no} {n}
2*not {no} {n}, put {t} {in} {d}
2*don't use {n}, put {t} {in} {d}
{t} goes {in} {d}, not {no} {n}
leave {n} alone, {t} goes {in} {d}
forget {n}, {t} belongs {in} {d}
put {t} {in} {d} instead of {no} {n}
instead of {n}, use {d} for {t}
{n} is not for {t}, put it {in} {d}
4*i don't want {t} {no} {n}. (put it|it goes|place it) {in} {d} [instead]
i don't want {t} {no} {n}, [i want it] {in} {d}
{t} (shouldn't|should not|must not|mustn't) go {no} {n}, (put it|it goes|it should go) {in} {d}
{t} doesn't (belong|go) {no} {n}, it (belongs|goes) {in} {d}
not {no} {n} (this time|today|for once|please), {t} goes {in} {d}
anywhere but {no} {n} i said, {t} goes {in} {d}
rather than {no} {n}, put {t} {in} {d}
i said {t} {in} {d}, not {no} {n}
no no, {no} {n} is wrong for {t}, put it {in} {d}
~keep {n} free and put {t} {in} {d}
""", more="prohibitions.INSTEAD_GOAL")


def prohibited(draw: Draw) -> Lesson:
    """Don't do it: nothing is done."""
    verb = draw.of(("pick", "pick", "place", "move", "stack"))
    s = setting(draw, verb)
    table, scene = s.table, s.table.scene
    if draw.random() < 0.25:
        words = NOT_TOUCH(draw, t=refer(draw, table, s.target, range(len(scene))).words)
    elif draw.random() < 0.15:
        words = NOT(draw, x=draw.of(tuple(GESTURES.values()))(draw))
    else:
        lesson = clear(draw, verb)
        words = _negated(draw, lesson)
        return Lesson(lesson.objects, (), written(draw, words), "answer", replies.SAY["okay"], targets=lesson.targets, destinations=lesson.destinations, tag="chat")
    return Lesson(scene, (), written(draw, words), "answer", replies.SAY["okay"], targets=(s.target,), tag="chat")


def _negated(draw: Draw, lesson: Lesson) -> str:
    """The canonical step as an order not to, in people's words."""
    step = lesson.steps[-1]
    if step.startswith("pick up the "):
        return NOT(draw, x=PICK(draw, t="the " + step[12:]))
    return NOT(draw, x=step)


def instead(draw: Draw) -> Lesson:
    """Not this, that."""
    verb = draw.of(("pick", "pick", "pick", "place"))
    s = setting(draw, verb, draw.of(("target", "", "destination") if verb == "place" else ("target", "")))
    table, scene = s.table, s.table.scene
    things = [i for i in table.of(PICKABLE) if not loaded(scene, i)]
    others = [i for i in things if i != s.target]
    if not others or held(scene) is not None or s.target not in things or scene[s.target].inside is not None:
        raise NoRoom
    target, wrong = s.target, draw.of(others)
    t, n = refer(draw, table, target, things).words, refer(draw, table, wrong, things, simple=True).words
    if verb == "pick":
        steps = (f"pick up the {table.names[target]}",)
        said = INSTEAD(draw, t=t, n=n)
        return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (), "pick")
    goal = s.destination
    goals = table.of(CONTAINERS)
    d = refer(draw, table, goal, goals).words
    steps = (step_for(table, "place", target, goal, None),)
    words = {"t": t, "d": d, "in": _into(scene, goal)}
    if len(goals) > 1 and draw.random() < 0.5:
        other = draw.of([i for i in goals if i != goal])
        said = INSTEAD_GOAL(draw, n=refer(draw, table, other, goals, simple=True).words, no=_into(scene, other), **words)
    else:
        said = INSTEAD_PUT(draw, n=n, **words)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (goal,), "place")


def _into(scene: Scene, goal: int) -> str:
    return preposition(scene[goal].kind)
