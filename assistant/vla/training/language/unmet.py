"""Commands that cannot be met as they are said: no place is named, they stop in the middle, the place is between two things, the thing or the bowl is not there.

To the first two it asks; to the others it says what it can, or what it sees, and goes on with the bowl that there is. Knows single commands, references and the robot's replies.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import dressed, setting, steps_for
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, held, in_order, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.unmet_words import BETWEEN, BETWEEN_SENTENCE, HOUSEHOLD, TOLD, UNKNOWN, UNKNOWN_SENTENCE, WHEREVER
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, RELATION_SAID, UNKNOWN_KINDS


def where_to(draw: Draw) -> Lesson:
    """ "Move the red cube", and not where: ask, whatever there is on the table; now and then with the answer."""
    table = any_table(draw, 6)
    scene, things = table.scene, table.of(PICKABLE)
    if not things or held(scene) is not None:
        raise NoRoom
    target = draw.of(things)
    if scene[target].inside is not None or loaded(scene, target):
        raise NoRoom
    say = dressed(draw, WHEREVER(draw, t=refer(draw, table, target, things).words), True)
    text, options, where = where_it_could_go(table, target)
    if not options:
        return Lesson(scene, (), say, "ask", text, targets=(target,), tag="ask")
    if draw.random() < 0.75:
        return Lesson(scene, (), say, "ask", text, (), options, (target,), tuple(where), "ask")
    goal = draw.of(where)
    words = refer(draw, table, goal, where, simple=True).words
    inside = scene[goal].kind in CONTAINERS
    relation = None if inside else "next_to"
    prep = in_or_on(draw, scene[goal].kind) if inside else RELATION_SAID[relation](draw)
    steps = steps_for(table, "place" if inside else "move", target, goal, relation)
    past = (Utterance("user", say), Utterance("robot", text))
    return Lesson(scene, past, written(draw, TOLD(draw, p=prep, d=words)), "act", replies.doing(steps), steps, (), (target,), (goal,), "memory")


def where_it_could_go(table: Table, target: int) -> tuple[str, tuple[str, ...], list[int]]:
    """Where should I put the red cube, in the blue bowl or next to the green can? The containers; where there are no two, what it could stand by as well."""
    scene = table.scene
    goals = table.of(CONTAINERS)
    if len(goals) > 1:
        return *replies.where_to(table.names[target], scene, goals, table.names), goals
    others = in_order(scene, [i for i, o in enumerate(scene) if i != target and i not in goals and o.inside is None and not o.held])
    where = goals + others[:3]
    if len(where) < 2:
        return replies.SAY["where_put"], (), where
    places = [f"{preposition(scene[i].kind) if i in goals else 'next to'} the {table.names[i]}" for i in where]
    return f"Where should I put the {table.names[target]}, {replies.join(places, 'or')}?", tuple(table.names[i] for i in where), where


def in_between(draw: Draw) -> Lesson:
    """ "Put the can between the cup and the bowl": it can put things in, on and by others, and says so."""
    table = any_table(draw, 6)
    scene, things = table.scene, table.of(PICKABLE)
    if len(scene) < 3 or not things:
        raise NoRoom
    target = draw.of(things)
    thing = refer(draw, table, target, things)
    a, b = (refer(draw, table, i, range(len(scene)), simple=True).words for i in draw.shuffled([i for i in range(len(scene)) if i != target])[:2])
    bare = draw.random() < 0.7
    said = (BETWEEN if bare else BETWEEN_SENTENCE)(draw, t=thing.words, a=a, b=b)
    said = (request if bare else sentence)(draw, said)
    return Lesson(scene, (), written(draw, said), "refuse", replies.SAY["where_only"], targets=thing.matches, tag="premise")


def unknown_thing(draw: Draw) -> Lesson:
    """ "I fancy the banana, pass it over": it is none of what is there."""
    table = any_table(draw, 6)
    noun = HOUSEHOLD(draw) if draw.random() < 0.7 else UNKNOWN_KINDS(draw)
    bare = draw.random() < 0.5
    words = {"n": noun, "a": replies.article(noun), "the": draw.of(("the", "the", "the", "the", "my", "that", "your"))}
    said = (UNKNOWN if bare else UNKNOWN_SENTENCE)(draw, **words)
    said = (request if bare else sentence)(draw, said)
    return Lesson(table.scene, (), written(draw, said), "answer", replies.absent(table.scene, None), tag="premise")


_GOAL_THEN = Phrases("""
3*{g} then
2*ah, my eyes. {g}, then
2*oh, {g} then
2*then {in} {g}
2*{in} {g}, then
okay, {in} {g}
well, {g} will do
{g} is fine [too]
{g} instead
sorry, i meant {g}
my mistake, {g}
oh right, {g} i mean
use {g} then
choose {g}
{g}, go on
then take {g} for it
make it {g}
~{g} shall do
""")


def goal_then(draw: Draw) -> Lesson:
    """ "I don't see a blue bowl" answered with "the green bowl, then": the thing said before goes there. No bowl is lifted."""
    s = setting(draw, "place")
    table, scene, goal = s.table, s.table.scene, s.destination
    o = scene[goal]
    color = draw.of([c for c in COLORS if all(p.color != c or p.kind not in CONTAINERS for p in scene)])
    if held(scene) is not None or loaded(scene, s.target) or scene[s.target].inside is not None:
        raise NoRoom
    thing = refer(draw, table, s.target, table.of(PICKABLE), simple=True).words
    gone = draw.of((o.kind, o.kind, draw.of(CONTAINERS)))
    into = in_or_on(draw, gone)
    asked = written(draw, request(draw, draw.of(("put {t} {p} {d}", "drop {t} {p} {d}", "place {t} {p} {d}")).format(t=thing, p=into, d=f"the {COLOR_WORDS[color](draw)} {KIND_WORDS[gone](draw)}")))
    past = (Utterance("user", asked), Utterance("robot", replies.absent(scene, f"{color} {gone}")))
    place = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
    if sum(p.kind == o.kind for p in scene) == 1 and draw.random() < 0.3:
        place = f"the {COLOR_WORDS[o.color](draw)} one" if gone == o.kind else place
    steps = steps_for(table, "place", s.target, goal, None)
    said = written(draw, _GOAL_THEN(draw, g=place, **{"in": in_or_on(draw, o.kind)}))
    return Lesson(scene, past, said, "act", replies.doing(steps), steps, (), (s.target,), (goal,), "memory")


_TRAILING = Phrases("""
3*so, {t}...
2*well, {t}, er...
2*put {t} (in|into|on) the...
2*take... er... the...
2*could you... the {k}... er...
{t}, hmm, what did i want
now {t}... what was i going to say
i want you to, er, {t}...
so {t} needs to, um...
~{t}... i've lost my train of thought
""")


def trailing_off(draw: Draw) -> Lesson:
    """ "So, the red can...": what is to be done with it? The words stop before they say."""
    s = setting(draw, "pick", "target")
    table, scene = s.table, s.table.scene
    things = table.of(PICKABLE)
    if held(scene) is not None or len(things) < 2 or any(loaded(scene, i) for i in things) or any(o.inside is not None for o in scene):
        raise NoRoom
    thing = refer(draw, table, s.target, things, simple=True)
    said = _TRAILING(draw, t=thing.words, k=KIND_WORDS[scene[s.target].kind](draw))
    goals = table.of(CONTAINERS)
    if thing.words in said and len(goals) > 1:
        text, options = replies.where_to(table.names[s.target], scene, goals, table.names)
        return Lesson(scene, (), said, "ask", text, (), options, (s.target,), tuple(goals), "ask")
    if thing.words in said:
        return Lesson(scene, (), said, "ask", replies.SAY["where_put"], targets=(s.target,), tag="ask")
    text, options = replies.what_to("pick up", scene, things, table.names)
    return Lesson(scene, (), said, "ask", text, (), options, tuple(things), (), "ask")
