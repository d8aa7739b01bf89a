"""Sentences that first point something out and then say what is to be done: "there's a cube behind the can, bring it up", "I don't want that one, the other".

And orders said in pieces: "ball in the box. The black ball". Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import bare_words, candidates, distractors, goal_kinds, steps_for, twin, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases, tidy
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, preposition, same_look
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, ON, RELATION_SAID

# {t} is the thing, with "the"; {a} the same with "a".
_SHOWN = Phrases("""
4*there's {a}
3*there is {a}
2*you see {t}
2*see {t}?
2*do you see {t}?
i see {a}
i can see {a}
look at {t}
look, {a}
you know {t}?
you can see {t}, can't you
over there is {a}
that's {t}
there should be {a}
(can|do) you spot {t}?
take a look at {t}
remember {t}?
i'm talking about {t}
~feast your eyes on {t}
~behold {t}
""", more="introductions._SHOWN")
_PICK_IT = Phrases("""
3*pick it up
2*take it
2*grab it
2*bring that one up
2*take that one
2*give it to me
lift it
lift that
lift that one up
i want it
i want that one
i want you to lift it
get that one for me
can you pick it up
could you grab that
hand me that one
bring it here
hold it up
raise that one
fetch it
that's the one i want
that one please
up with it
~nab it
""", more="introductions._PICK_IT")
_PUT_IT = Phrases("""
4*put it {p} {d}
2*put that {p} {d}
2*put that one {p} {d}
2*it goes {p} {d}
2*that goes {p} {d}
place it {p} {d}
it belongs {p} {d}
i want it {p} {d}
i'd like it {p} {d}
move it {p} {d}
that one goes {p} {d}
set it down {p} {d}
it should be {p} {d}
could you put it {p} {d}
~park it {p} {d}
""", more="introductions._PUT_IT")
_JOINED = Phrases("""
5*{s}, {x}
3*{s}. {x}
2*{s} and {x}
2*{s}, so {x}
{s}, now {x}
{s}. now {x}
{s}. please {x}
{s}, please {x}
{s}? {x}
{s}... {x}
""", more="introductions._JOINED")


def _joined(draw: Draw, shown: str, order: str) -> str:
    """What is pointed out and then the order, with one mark between them where the first is a question."""
    said = _JOINED(draw, s=shown, x=order)
    for double, single in (("?,", ","), ("?.", "?"), ("??", "?"), ("?...", "?"), ("? and", " and"), ("? so", ", so")):
        said = said.replace(double, single)
    return said


def introduced(draw: Draw) -> Lesson:
    """One thing is pointed out, and then "it" is what the order is about."""
    verb = draw.of(("pick", "pick", "place", "place", "stack", "move"))
    look = any_look(draw, ("cube",) if verb == "stack" else PICKABLE)
    looks = [look]
    if verb != "pick":
        looks.append(any_look(draw, goal_kinds(verb)))
    if draw.random() < 0.6:
        looks.append(twin(draw, look))
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.4)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1] if verb != "pick" else None
    things, goals = candidates(table, verb, target, goal)
    thing = refer(draw, table, target, things)
    if not thing.words.startswith("the ") or any(mark in thing.words for mark in (",", "...", "not ")):
        raise NoRoom
    words = thing.words.removeprefix("the ")
    unique = thing.meaning.side or thing.meaning.rank or words.startswith(("the ", "first", "second", "third"))
    shown = _SHOWN(draw, t=thing.words, a=thing.words if unique else replies.article(words))
    relation = draw.of(RELATIONS) if verb == "move" else None
    if goal is None:
        order = _PICK_IT(draw)
    else:
        place = refer(draw, table, goal, goals)
        unusual_pair(thing, place)
        prep = RELATION_SAID[relation] if verb == "move" else IN if verb == "place" and preposition(scene[goal].kind) == "in" else ON
        order = _PUT_IT(draw, p=prep(draw), d=place.words)
    said = _joined(draw, shown, order)
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


# {m} is a mark that is pointed out, {t} a thing said by where it is to "it".
_MARK = Phrases("""
3*see {m}?
2*you see {m}?
2*there's {m}
look at {m}
do you see {m}?
find {m}
look for {m}
you know {m}?
~spot {m}
""", more="introductions._MARK")


def by_a_mark(draw: Draw) -> Lesson:
    """A thing is told by another that was pointed out first: "see the bowl? take the block right beside it"."""
    verb = draw.of(("pick", "pick", "place"))
    look = any_look(draw, PICKABLE)
    looks = [look, any_look(draw), look if draw.random() < 0.6 else twin(draw, look)]
    if verb == "place":
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1)), 0.3)
    scene, where = build(draw, looks)
    table, target, mark = Table(scene), where[0], where[1]
    goal = where[3] if verb == "place" else None
    kind, how = scene[target].kind, draw.of((*RELATIONS, "next_to", "next_to", "nearest"))
    meaning = Meaning((kind,), draw.of((None, scene[target].color)), relation=(how, mark))
    things, goals = candidates(table, verb, target, goal)
    if denote(table, meaning, things) != [target] or denote(table, Meaning((scene[mark].kind,)), range(len(scene))) != [mark]:
        raise NoRoom
    draw.spatial = True
    word = "nearest to" if how == "nearest" else RELATION_SAID[how](draw)
    color = COLOR_WORDS[scene[target].color](draw) if meaning.color else ""
    thing = tidy(f"the {color} {KIND_WORDS[kind](draw)} {draw.of(('', 'that is', 'sitting', 'standing', 'right' if how == 'next_to' else ''))} {word} it".replace("right right", "right"))
    place = None if goal is None else refer(draw, table, goal, goals, simple=True).words
    order = bare_words(draw, verb, thing, place or "", None if goal is None else scene[goal].kind)
    said = _joined(draw, _MARK(draw, m=f"the {KIND_WORDS[scene[mark].kind](draw)}"), order)
    steps = steps_for(table, verb, target, goal, None)
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


# {b} is the one that is not meant, {a} the same with "a", {k} what both are.
_NOT_THAT = Phrases("""
3*there's {a}. i don't want that one, i want the other {k}
2*there's {a}, not that one, the other [{k}]
2*not {b}, the other one
2*not {b}, the other {k}
2*i don't want {b}, i want the other one
2*leave {b}, take the other {k}
i want the {k}, but not {b}
i'd like the other {k}, not {b}
the {k} that isn't {b}
don't take {b}, take the other one
take the other {k}, the one that isn't {b}
of the two {n} not {b} but the other
you see {b}? i mean the other {k}
{b} stays, i'd like the other one
{b}? no, i want the other {k}
the other {k} please, not {b}
skip {b}, get me the other {k}
~anything but {b}, so the other {k}
""", more="introductions._NOT_THAT")


def the_other(draw: Draw) -> Lesson:
    """Of two the one that is not named: "there's a blue block by the plate. Not that one, the other"."""
    look = any_look(draw, PICKABLE)
    looks = [look, look if draw.random() < 0.6 else twin(draw, look)]
    if looks[0][0] != looks[1][0]:
        raise NoRoom
    distractors(draw, looks, draw.of((1, 1, 2, 3)), 0.2)
    scene, where = build(draw, looks)
    table, target, named = Table(scene), where[0], where[1]
    kind = scene[target].kind
    pair = [i for i, o in enumerate(scene) if o.kind == kind]
    alike = same_look(scene, target)
    if len(pair) != 2 and len(alike) != 2:
        raise NoRoom
    color = COLOR_WORDS[scene[target].color](draw) if len(pair) != 2 else ""
    among = pair if len(pair) == 2 else alike
    if named not in among:
        raise NoRoom
    thing = refer(draw, table, named, [i for i in table.of(PICKABLE)])
    if not thing.words.startswith("the ") or any(mark in thing.words for mark in (",", "...", "not ")) or thing.meaning.kinds is None:
        raise NoRoom
    k = tidy(f"{color} {KIND_WORDS[kind](draw)}")
    definite = thing.meaning.side or thing.meaning.rank
    said = _NOT_THAT(draw, b=thing.words, a=thing.words if definite else replies.article(thing.words.removeprefix("the ")), k=k, n=tidy(f"{color} {plural(draw, (kind,))}"))
    steps = steps_for(table, "pick", target, None, None)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (), "pick")


# {k} is the kind alone, {t} the thing in full.
_PIECES_PICK = Phrases("""
3*the {k}. {t}
2*the {k}, {t} [that is|i mean]
{k}, up. {t}
pick up the {k}. {t}
i want the {k}. {t}
give me the {k}. {t}
take the {k}, {t}
lift the {k}. {t} to be precise
grab the {k}, {t} that is
get me the {k}. by that i mean {t}
""", more="introductions._PIECES_PICK")
_PIECES_PLACE = Phrases("""
3*the {k} {in} {d}. {t}
2*{k} goes {in} {d}. {t}
put the {k} {in} {d}. {t}
put the {k} {in} {d}, {t} i mean
{k} {in} {d}, {t} that is
i want the {k} {in} {d}. {t}
serve the {k} {in} {d}, i mean {t} of course
the {k} belongs {in} {d}, {t}
""", more="introductions._PIECES_PLACE")


def in_pieces(draw: Draw) -> Lesson:
    """The kind first, and then which one: "ball goes in the box. The black ball"."""
    verb = draw.of(("pick", "place", "place"))
    look = any_look(draw, PICKABLE)
    looks = [look, twin(draw, look)]
    if verb == "place":
        looks.append(any_look(draw, CONTAINERS))
    if looks[0] == looks[1]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.3)
    scene, where = build(draw, looks)
    table, target = Table(scene), where[0]
    goal = where[2] if verb == "place" else None
    things, goals = candidates(table, verb, target, goal)
    thing = refer(draw, table, target, things)
    if thing.meaning.kinds is None or any(mark in thing.words for mark in (",", "...", "not ")):
        raise NoRoom
    words = {"k": KIND_WORDS[scene[target].kind](draw), "t": thing.words}
    if goal is None:
        said = _PIECES_PICK(draw, **words)
    else:
        words["in"] = in_or_on(draw, scene[goal].kind)
        said = _PIECES_PLACE(draw, d=refer(draw, table, goal, goals, simple=True).words, **words)
    steps = steps_for(table, verb, target, goal, None)
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


SOURCES = (introduced,) * 3 + (by_a_mark,) * 2 + (the_other,) * 2 + (in_pieces,) * 2


def shown_first(draw: Draw) -> Lesson:
    return draw.of(SOURCES)(draw)
