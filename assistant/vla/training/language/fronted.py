"""Commands that name the thing first and say afterwards what becomes of it: "second block from the left. Pick that up, please.", "the one next to the plate, could you grab that?".

The thing is told by what it is near to, by its place among three to five of its kind, or by its looks. Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, goal_kinds, steps_for, twin, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import NTH, Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import Reference, phrase, refer
from assistant.vla.training.language.scenes import COLORS, PICKABLE, RELATIONS, NoRoom, any_look, build, preposition
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import IN, ON, RELATION_SAID

# {t} is the thing, with "the" before it; {o} the order with a pronoun.
_FRONTED = Phrases("""
8*{t}, {o}
6*{t}. {o}
3*{t} - {o}
2*{t}... {o}
2*{t}: {o}
2*{t}? {o}
2*see {t}? {o}
2*you see {t}? {o}
2*so, {t}, {o}
2*okay, {t}. {o}
right, {t}, {o}
now {t}. {o}
now, {t}, {o}
and now {t}, {o}
well, {t}, {o}
hey vela, {t}, {o}
vela, {t}. {o}
as for {t}, {o}
what about {t}? {o}
how about {t}, {o}
about {t}: {o}
regarding {t}, {o}
look at {t}. {o}
look, {t}. {o}
look over there, {t}. {o}
check out {t}. {o}
notice {t}? {o}
have you found {t}? {o}
got {t}? {o}
find {t}. {o}
find {t} and then, well, {o}
locate {t}. {o}
go for {t}. {o}
let's see, {t}. {o}
let's take {t}. {o}
let me think. {t}, {o}
i mean {t}, {o}
i'm thinking of {t}. {o}
i'm looking at {t}. {o}
i am pointing at {t}. {o}
it's about {t}, {o}
next up is {t}. {o}
your target is {t}. {o}
here's the thing: {t}, {o}
my choice is {t}. {o}
i choose {t}. {o}
~focus on {t}. {o}
~consider {t}. {o}
~concerning {t}, {o}
""")
_PICK_IT = Phrases("""
6*pick it up
5*pick it up please
4*pick that up
4*pick that up, please
3*could you grab that
3*can you pick it up
3*could you pick that up
2*can you grab it
2*grab it
2*grab that
2*grab that one
2*take it
2*take that one
2*lift it
2*lift it up
2*lift that
2*please pick it up
2*please pick that one up
2*please take it
2*please lift it
could you lift it for me
could you get it
could you take it please
can you get that for me
can you lift that one
would you pick it up
would you grab that for me
would you mind picking that up
do pick it up
i want it
i want that one
i want you to pick it up
i'd like you to lift that
i'd like that one please
i need that one
i need it in your hand
give it to me
give me that
hand it to me
hand that over
pass it to me
pass me that one
fetch it
fetch that one for me
bring it up
hold it
hold it up
raise it
get it
get that one
that's the one to pick up
that is the one you should lift
that one please
that's what i want you to pick up
take that into your hand
up it goes
up with it
~hoist that one
~nab that one
~kindly pick it up
""")
_PUT_IT = Phrases("""
6*put it {p} {d}
4*put it {p} {d} please
4*put that {p} {d}
3*put that one {p} {d}
3*{p} {d} with it
2*{p} {d} please
2*{p} {d} it goes
2*it goes {p} {d}
2*that goes {p} {d}
2*it belongs {p} {d}
2*can you put it {p} {d}
2*could you put that {p} {d}
2*could you place it {p} {d}
2*please put it {p} {d}
2*place it {p} {d}
2*place that {p} {d}
2*set it {p} {d}
2*move it {p} {d}
move that one {p} {d}
move that so it's {p} {d}
set that down {p} {d}
set it down {p} {d}
would you put it {p} {d}
would you mind putting it {p} {d}
that one goes {p} {d}
that one should be {p} {d}
that should go {p} {d}
it should end up {p} {d}
it should go {p} {d}
it has to go {p} {d}
that has to be {p} {d}
it needs to be {p} {d}
i want it {p} {d}
i want that {p} {d}
i'd like it {p} {d}
i'd like to see that {p} {d}
i need it {p} {d}
get it {p} {d}
get that {p} {d}
bring it over, {p} {d}
lay it {p} {d}
stick it {p} {d}
pop it {p} {d}
take it and put it {p} {d}
pick it up and put it {p} {d}
grab it and put it {p} {d}
let it go {p} {d}
leave it {p} {d}
its place is {p} {d}
its new home is {p} {d}
send it {p} {d}
~plonk that {p} {d}
~park that {p} {d}
~kindly put it {p} {d}
""")
# The whole command in one clause.
_CLEFT_PICK = Phrases("""
3*it's {t} that i want [you to pick up|you to lift|you to grab]
2*it's {t} i want you to (pick up|lift|take)
2*{t} is what i want
2*{t} is what i'd like you to (pick up|lift|grab|take)
2*{t} is the one to (pick up|lift|grab|take)
2*{t} is the one i want [picked up|in your hand|lifted]
2*{t} please
what i want is {t}
what i'd like you to pick up is {t}
what you should lift is {t}
what you need to grab is {t}
the one i want is {t}
the one you should take is {t}
the one to be lifted is {t}
the one i'd like is {t}
{t}, that's the one i want
{t}, that's what i'd like you to pick up
{t} is to be picked up
{t} needs picking up
{t} needs to be lifted
{t} should be picked up
{t} should be in your hand
{t} wants to be lifted
{t} has to come up
{t} i'd like to have
{t} i would like you to lift
{t}, i want you to lift
all i want is {t}
my wish is {t}
can {t} be picked up
could {t} be lifted please
would you get {t} for me
it is {t} you have to take
that's {t} for me please
it would have to be {t} that you pick up
what has to be lifted now is {t}
next thing to pick up: {t}
object to pick up: {t}
to be picked up: {t}
up next for your hand, {t}
~it's {t} i'm after
~{t} is what i'm after
""")
_CLEFT_PUT = Phrases("""
3*it's {t} that goes {p} {d}
2*it's {t} that i want {p} {d}
2*it's {t} i want {p} {d}
2*{t} is what goes {p} {d}
2*{t} is the one that goes {p} {d}
2*{t} is the one i want {p} {d}
what i want {p} {d} is {t}
what goes {p} {d} is {t}
what belongs {p} {d} is {t}
what should be {p} {d} is {t}
what i'd like to see {p} {d} is {t}
the one that goes {p} {d} is {t}
the one i want {p} {d} is {t}
the one to put {p} {d} is {t}
{p} {d} is where {t} goes
{p} {d} is where i want {t}
{p} {d} is where {t} belongs
{p} {d} is where {t} should be
{p} {d}, that's where {t} goes
{p} {d}, that's where i'd like {t}
{p} {d} is the place for {t}
{p} {d} please, {t}
{p} {d} with {t}
{p} {d} goes {t}
{p} {d} i'd like {t}
{p} {d} i want to see {t}
{t}, that's what i want {p} {d}
{t}, that's the one that goes {p} {d}
{t} is to be put {p} {d}
{t} should be put {p} {d}
{t} should end up {p} {d}
{t} has to go {p} {d}
{t} has got to be {p} {d}
{t} needs to go {p} {d}
{t} needs to be {p} {d}
{t} is supposed to be {p} {d}
{t} is supposed to go {p} {d}
{t} i'd like {p} {d}
{t} i want {p} {d}
could {t} be put {p} {d}
can {t} go {p} {d}
the place for {t} is {p} {d}
the new place of {t} is {p} {d}
it is {t} which has to go {p} {d}
~{t} wants putting {p} {d}
~it's {p} {d} that {t} goes
""")
_NTH = tuple(NTH) + ("left2", "right2", "left3", "right3")


def fronted(draw: Draw) -> Lesson:
    """The thing first, then the order."""
    verb = draw.of(("pick", "pick", "place", "place", "stack", "move"))
    counted = draw.random() < 0.3
    look = any_look(draw, ("cube",) if verb == "stack" else PICKABLE)
    looks = [look]
    if verb != "pick":
        place = any_look(draw, goal_kinds(verb))
        if counted and place[0] == look[0]:
            raise NoRoom
        looks.append(place)
    if counted:
        others = [c for c in draw.shuffled(COLORS) if c != look[1]]
        looks += [(look[0], color, look[2]) for color in others[:draw.of((2, 2, 3, 4))]]
    elif draw.random() < 0.6:
        looks.append(twin(draw, look))
    distractors(draw, looks, draw.of((0, 0, 1)) if counted else draw.of((1, 1, 2, 3)), 0.3)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1] if verb != "pick" else None
    things, goals = candidates(table, verb, target, goal)
    thing = _counted(draw, table, target) if counted else _told(draw, table, target, things)
    place, prep = "", ""
    relation = draw.of(RELATIONS) if verb == "move" else None
    if goal is not None:
        reference = refer(draw, table, goal, goals, simple=True)
        unusual_pair(thing, reference)
        place = reference.words
        prep = (RELATION_SAID[relation] if verb == "move" else IN if verb == "place" and preposition(scene[goal].kind) == "in" else ON)(draw)
    if draw.random() < 0.72:
        words = thing.words.removeprefix("the ") if draw.random() < 0.12 else thing.words
        said = _FRONTED(draw, t=words, o=_PICK_IT(draw) if goal is None else _PUT_IT(draw, p=prep, d=place))
    else:
        said = _CLEFT_PICK(draw, t=thing.words) if goal is None else _CLEFT_PUT(draw, t=thing.words, p=prep, d=place)
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


def _counted(draw: Draw, table: Table, index: int) -> Reference:
    """Its place among three to five of its kind. Raises NoRoom."""
    kind = table.scene[index].kind
    for side in draw.shuffled(_NTH):
        meaning = Meaning((kind,), side=side)
        if denote(table, meaning, table.of((kind,))) == [index]:
            return Reference(phrase(draw, table, meaning, "the"), (index,), None, meaning)
    raise NoRoom


def _told(draw: Draw, table: Table, index: int, things: list[int]) -> Reference:
    """Mostly by what it is near to, often without its kind ("the thing behind the can"); else by its looks. Raises NoRoom."""
    scene = table.scene
    others = [i for i in range(len(scene)) if i != index]
    for _ in range(6):
        if not others or draw.random() < 0.25:
            break
        unnamed = draw.random() < 0.5
        meaning = Meaning(None if unnamed else (scene[index].kind,), draw.of((None, None, None, scene[index].color)),
                          relation=(draw.of(RELATIONS + ("next_to", "nearest")), draw.of(others)))
        if denote(table, meaning, range(len(scene)) if unnamed else things) == [index]:
            return Reference(phrase(draw, table, meaning, "the"), (index,), None, meaning)
    found = refer(draw, table, index, things)
    if not found.words.startswith("the ") or any(mark in found.words for mark in (",", "...", "not ", ".")):
        raise NoRoom
    return found
