"""Whole commands, or half of them, taken back in the same breath: another one first, then what was meant.

Knows single commands; nothing of corrected names, which references make.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language.commands import bare_words, candidates, order_words, setting, steps_for, unusual_pair
from assistant.vla.training.language import replies
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, held, loaded
from assistant.vla.training.language.style import request, written
from assistant.vla.training.language.words import COLOR_WORDS

# {x} is the command that was not meant, {y} the one that was.
_TAKEN_BACK = Phrases("""
4*{x}, no, {y}
3*{x}, no wait, {y}
3*{x}, no sorry, {y}
2*{x}, sorry, {y}
2*{x}, actually {y}
2*{x}. no, {y}
2*{x}... no, {y}
{x}, no no no, {y}
{x}, oh no sorry, {y}
{x}, i mean {y}
{x}, actually no, {y}
{x}, wait, {y}
{x}, hang on, {y}
{x}, scratch that, {y}
{x}, forget that, {y}
{x}, never mind, {y}
{x}, no, i changed my mind, {y}
{x}, on second thought, {y}
{x}, or rather {y}
{x}, better {y}
{x}. actually, {y} instead
{x}, sorry, i got that wrong, {y}
{x}, my mistake, {y}
{x}, oops, i meant {y}
i was going to say {x}, but {y}
i said {x} but i meant {y}
not {x}, {y}
don't {x}, {y} instead
~{x}, belay that, {y}
~{x}, strike that, {y}
""", more="corrections._TAKEN_BACK")
# The two roles changed round: {y} is {x} with thing and place exchanged.
_ROUND = Phrases("""
3*{x}, no, the other way round, {y}
2*{x}, no, i've got it backwards, {y}
2*{x}, no sorry, i mixed that up, {y}
{x}, sorry, the other way around, {y}
{x}... oh no sorry, i've got it backwards, {y}
{x}, no, wrong way round, {y}
{x}, wait, the opposite, {y}
~{x}, no, vice versa, {y}
""", more="corrections._ROUND")


def taken_back(draw: Draw) -> Lesson:
    """A command, taken back, and the one that was meant: only that is done."""
    verb = draw.of(("pick", "place", "place", "stack", "stack", "move"))
    s = setting(draw, verb, draw.of(("", "target", "destination" if verb != "pick" else "target")))
    table, scene = s.table, s.table.scene
    things, goals = candidates(table, verb, s.target, s.destination)
    relation = draw.of(RELATIONS) if verb == "move" else None
    others = [i for i in things if i != s.target and not loaded(scene, i)]
    if loaded(scene, s.target) or held(scene) is not None or not others:
        raise NoRoom
    if s.destination is not None and (loaded(scene, s.destination) and verb == "stack" or verb == "move" and scene[s.destination].inside is not None):
        raise NoRoom
    thing = refer(draw, table, s.target, things)
    goal = None if s.destination is None else refer(draw, table, s.destination, goals)
    if goal is not None:
        unusual_pair(thing, goal)
    kind = None if goal is None else scene[s.destination].kind
    right = bare_words(draw, verb, thing.words, goal.words if goal else "", kind, relation)
    turned = goal is not None and kind in PICKABLE and draw.random() < 0.6
    if turned:
        pool, x = _ROUND, order_words(draw, verb, goal.words, thing.words, scene[s.target].kind, relation)[0]
        if draw.random() < 0.3:
            x = f"{goal.words} {'on' if verb == 'stack' else 'to'} {thing.words}"
    else:
        pool, wrong = _TAKEN_BACK, refer(draw, table, draw.of(others), things, simple=True).words
        x = bare_words(draw, verb, wrong, goal.words if goal else "", kind, relation)
    if any(mark in right for mark in ("?", "mind", "how about", "what about")) or "?" in x:
        raise NoRoom
    steps = steps_for(table, verb, s.target, s.destination, relation)
    said = written(draw, request(draw, pool(draw, x=x, y=right)))
    return replace(Lesson(scene, (), said, "act", replies.doing(steps), steps, tag=verb), targets=(s.target,), destinations=() if goal is None else (s.destination,))


# Two things, then one of them left out again. {x} is the whole command, {n} what is left out, {t} what stays.
_LEFT_OUT = Phrases("""
3*{x}, actually skip {n}
2*{x}, no wait, not {n}
2*{x}. actually, leave {n}
2*{x}, no, just {t}
2*{x}, actually only {t}
{x}, on second thought leave {n} where it is
{x}, but no, forget {n}
{x}, hm, no, leave {n} out
{x}, or no, only {t}
{x}... no, {n} can stay
{x}, sorry, i don't want {n} in there
{x}, scratch {n}
{x}, wait, not {n}, only {t}
~{x}, belay {n}
""", more="corrections._LEFT_OUT")
_BOTH = Phrases("""
2*put {t} {in} {d} and {n} too
2*put {t} and {n} {in} {d}
put {t} {in} {d} and then {n} too
put {t} {in} {d}, and {n} as well
{t} and {n} go {in} {d}
place both {t} and {n} {in} {d}
""", more="corrections._BOTH")


def left_out(draw: Draw) -> Lesson:
    """Two things are to go somewhere, and then one of them is not: "put both in the bowl, actually skip the white one"."""
    s = setting(draw, "place")
    table, scene, goal = s.table, s.table.scene, s.destination
    things = [i for i in table.of(PICKABLE) if i != s.target and scene[i].inside is None and not loaded(scene, i)]
    if not things or loaded(scene, s.target) or scene[s.target].inside is not None or held(scene) is not None:
        raise NoRoom
    out = draw.of(things)
    t, n = (refer(draw, table, i, table.of(PICKABLE), simple=True).words for i in (s.target, out))
    d = refer(draw, table, goal, table.of(CONTAINERS)).words
    pair = [s.target, out] if draw.random() < 0.7 else [out, s.target]
    words = dict(zip(("t", "n"), (t, n) if pair[0] == s.target else (n, t)))
    x = _BOTH(draw, d=d, **words, **{"in": in_or_on(draw, scene[goal].kind)})
    short = f"the {COLOR_WORDS[scene[out].color](draw)} one" if sum(scene[i].color == scene[out].color for i in (s.target, out)) == 1 and draw.random() < 0.5 else n
    said = _LEFT_OUT(draw, x=x, n=short, t=t)
    steps = steps_for(table, "place", s.target, goal, None)
    return Lesson(scene, (), written(draw, request(draw, said) if not x.startswith(("the ", "that ")) else said), "act", replies.doing(steps), steps, (), (s.target,), (goal,), "place")
