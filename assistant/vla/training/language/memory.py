"""Answers to the robot's questions: "the blue one", "left", "the second", "never mind".

Each starts from a lesson in which the robot had to ask. Knows commands and references; what came before a finished command is in followups.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.answer_words import FORMER, LAST, NOT_THAT, NOT_THOSE, NTH, RANK, SIDE
from assistant.vla.training.language.commands import Order, step_for, steps_for, unsettled
from assistant.vla.training.language.exchanges import exchange
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limits import incomplete
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, phrase, refer
from assistant.vla.training.language.roles import likened
from assistant.vla.training.language.scenes import COLORS, PICKABLE, NoRoom, Scene, in_order
from assistant.vla.training.language.style import ASIDE, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, SIDE_AFTER

ORDINALS = ("first", "second", "third", "fourth")
NUMBERS = ("one", "two", "three", "four")

# {x} is "the blue one" or the like.
CHOICE = Phrases("""
12*{x}
4*{x} please
3*i mean {x}
2*i meant {x}
2*take {x}
{x}, of course
oh, there are two. {x}
oh, i didn't see that there are two, {x}
ah, right, {x}
ah sorry, {x}
sorry, i meant {x}
good question, {x}
good question. {x}
duh, {x}
{x}, silly
{x}, obviously
hm, whichever... no, {x}
i don't mind... okay, {x}
i was pointing at {x}
let's go with {x}
i guess {x}
{x} i guess
{x}, yeah
yeah, {x}
what do you mean, {x}
isn't that clear, {x}
well, {x} obviously
ok, {x}
if i have to choose, {x}
no, {x}
oh, {x}
{x}, thanks
um, {x}
uh, {x}
well, {x}
i want {x}
i would like {x}
it's {x}
i'd say {x}
let's take {x}
{x} then
{x} i think
let me think, {x}
i was talking about {x}
i was thinking of {x}
make it {x}
use {x}
sorry, {x}
that would be {x}
choose {x}
go for {x}
{x} would be good
~{x}, if you please
~{x} will do
~i had {x} in mind
~my pick is {x}
""", more="memory.CHOICE")
COLOR_CHOICE = Phrases("""
5*the {c} one
3*{c}
2*{c} one
2*the {c}
the {c} {k}
{c} {k}
the one that is {c}
the {c} thing
{k}, {c}
the {k}, {c}
the {k}, the {c} one
{c}, the {k}
the one whose (color|colour) is {c}
""", more="memory.COLOR_CHOICE")
NEVER = Phrases("""
3*never mind
2*forget it
2*neither
2*none
2*none of them
2*no
cancel
cancel that
neither of them
leave it
forget about it
nothing
no, never mind
oh, never mind
don't bother
i changed my mind
not needed any more
stop asking, forget it
leave them
no thanks
none, thank you
~scrap that
~drop the idea
~disregard it
""", more="memory.NEVER")
EITHER = Phrases("""
3*either
2*any
2*either one
2*any of them
2*doesn't matter
2*it doesn't matter
whichever
whichever you like
you choose
you decide
i don't care
any one
it's up to you
your choice
one of them
no matter
the one you like
as you like
~pick for me
~dealer's choice
~makes no difference
""", more="memory.EITHER")
_SAY_AGAIN = (
    "what were my choices again", "which ones were there", "what are the options", "what are my options", "say that again", "can you repeat that", "pardon", "come again", "sorry, what",
    "remind me", "what was the question", "what did you ask", "which ones do you mean", "what is there to choose from", "i didn't catch that", "could you ask that again")
# {x} is none of what was offered.
_ANOTHER = Phrases("""
2*neither, take {x}
2*neither of them, i want {x}
none of those, {x}
no, not those, {x}
forget it, give me {x} instead
i changed my mind, pick up {x}
actually, {x} instead
never mind, take {x}
oh no, i want {x}
""", more="memory._ANOTHER")
ALL_OF_THEM = Phrases("""
4*both
2*both of them
2*all of them
both please
i mean both
all
each of them
both, one after the other
oh, there are two, both
oh, there's two. both
both of those
both, then
the two of them
(well|oh|ah), both
(sorry|ah), i meant both
~the pair of them
~the whole lot
""", more="memory.ALL_OF_THEM")


def choice_words(draw: Draw, order: Order, index: int) -> str:
    """Words that pick this one of the options; NoRoom when none of the ways drawn does. Of bowls, now and then as they are misheard."""
    for _ in range(5):
        try:
            words = _choice_words(draw, order, index)
        except NoRoom:
            continue
        bowls = all(order.table.scene[i].kind == "bowl" for i in order.options)
        return words.replace("bowl", "ball") if bowls and draw.random() < 0.15 else words
    raise NoRoom


def _choice_words(draw: Draw, order: Order, index: int) -> str:
    table, scene, options = order.table, order.table.scene, list(order.options)
    o, roll = scene[index], draw.random()
    if roll < 0.32:
        if [i for i in options if scene[i].color == o.color] != [index]:
            raise NoRoom
        if draw.random() < 0.09:
            return likened(draw, o.color, "one")
        return COLOR_CHOICE(draw, c=COLOR_WORDS[o.color](draw), k=KIND_WORDS[o.kind](draw))
    if roll < 0.42:
        meaning = Meaning((o.kind,), o.color) if len({scene[i].kind for i in options}) == 1 else Meaning((o.kind,))
    elif roll < 0.58:
        return number_words(draw, order, index)
    elif roll < 0.75:
        meaning = Meaning(None if draw.random() < 0.6 else (o.kind,), side=draw.of(("left", "right", "left", "right", "near", "far", "middle")))
    elif roll < 0.81:
        meaning = Meaning(None if draw.random() < 0.5 else (o.kind,), rank=o.size if o.size != "medium" else draw.of(("small", "large"))) if o.kind in ("cube", "ball") else _no_room()
    elif roll < 0.9:
        other = [i for i in options if i != index]
        if len(other) > 2 or any(scene[i].color == o.color for i in other) or len({scene[i].color for i in other}) < len(other):
            raise NoRoom
        if len(other) == 2:
            return NOT_THOSE(draw, a=COLOR_WORDS[scene[other[0]].color](draw), b=COLOR_WORDS[scene[other[1]].color](draw))
        return NOT_THAT(draw, a=COLOR_WORDS[scene[other[0]].color](draw))
    else:
        return refer(draw, table, index, options).words
    if denote(table, meaning, options) != [index]:
        raise NoRoom
    if meaning.kinds is None and (meaning.side or meaning.rank) and draw.random() < 0.5:
        draw.spatial = draw.spatial or bool(meaning.side)
        return (SIDE[meaning.side] if meaning.side else RANK[meaning.rank])(draw)
    if meaning.kinds is None and meaning.side and draw.random() < 0.3:
        return draw.of((meaning.side, meaning.side, SIDE_AFTER[meaning.side](draw))) if meaning.side in ("left", "right") else SIDE_AFTER[meaning.side](draw)
    words = phrase(draw, table, meaning)
    return words.replace(" thing", " one").replace(" object", " one") if meaning.kinds is None else words


def number_words(draw: Draw, order: Order, index: int) -> str:
    """Words that pick this one of the options by where it was in the question; NoRoom when it was not in it."""
    listed = in_order(order.table.scene, list(order.options))[:4]
    if index not in listed:
        raise NoRoom
    k, last = listed.index(index), index == listed[-1] and len(order.options) <= 4
    if last and draw.random() < 0.3:
        return draw.of(("the latter", "the other", "the other one")) if len(listed) == 2 and draw.random() < 0.4 else LAST(draw)
    if k == 0 and len(listed) == 2 and draw.random() < 0.15:
        return FORMER(draw)
    words = NTH(draw, o=ORDINALS[k], n=NUMBERS[k])
    return words.upper() if draw.random() < 0.05 else words


def _no_room():
    raise NoRoom


def answered(draw: Draw) -> Lesson:
    """The user answers "Which cup do you mean?"."""
    verb = draw.of(("pick", "pick", "place", "place", "move", "stack"))
    asked, order = unsettled(draw, verb)
    table, scene = order.table, asked.objects
    past = (Utterance("user", asked.say), Utterance("robot", asked.text))
    roll = draw.random()
    others = [i for i in table.of(PICKABLE) if i not in order.options and scene[i].inside is None and not scene[i].held]
    if roll < 0.02 and others and order.verb == "pick" and not any(o.held for o in scene):
        index = draw.of(others)
        said = _ANOTHER(draw, x=refer(draw, table, index, table.of(PICKABLE), simple=True).words)
        steps = (step_for(table, "pick", index, None, None),)
        return Lesson(scene, past, written(draw, said), "act", replies.doing(steps), steps, (), (index,), (), "memory")
    if roll < 0.07:
        return Lesson(scene, past, written(draw, NEVER(draw)), "answer", replies.SAY["okay"], tag="memory")
    if roll < 0.1:
        said, text = _none_of_them(draw, scene, order)
        return Lesson(scene, past, said, "answer", text, tag="premise")
    if roll < 0.115:
        return Lesson(scene, past, written(draw, ASIDE(draw)), "answer", replies.SAY["not_understood"], tag="chat")
    if roll < 0.13:
        said = draw.of(("yes", "yes please", "what", "the one i said", "i don't know", "that one", "this one", "that", "hm", "okay", *_SAY_AGAIN))
        return Lesson(scene, past, written(draw, said), "ask", asked.text, (), asked.options, asked.targets, asked.destinations, "ask")
    if roll < 0.15:
        index, said = in_order(scene, order.options)[0], EITHER(draw)
    elif roll < 0.18:
        return _both(draw, asked, order, past)
    else:
        index = draw.of(order.options)
        said = CHOICE(draw, x=choice_words(draw, order, index))
        between = draw.random()
        if between < 0.05:
            past += exchange(*_none_of_them(draw, scene, order))
        elif between < 0.09:
            past += exchange(written(draw, ASIDE(draw)), replies.SAY["not_understood"])
    return settled(draw, order, index, past, said)


def _none_of_them(draw: Draw, scene: Scene, order: Order) -> tuple[str, str]:
    """A choice that was not offered, and is not there; and what is said to it."""
    gone = [c for c in COLORS if all(scene[i].color != c for i in order.options)]
    kinds = {scene[i].kind for i in order.options}
    color = draw.of(gone)
    if len(kinds) > 1 or any(o.color == color and o.kind in kinds for o in scene):
        raise NoRoom
    kind = kinds.pop()
    said = CHOICE(draw, x=COLOR_CHOICE(draw, c=COLOR_WORDS[color](draw), k=KIND_WORDS[kind](draw)))
    return written(draw, said), replies.absent(scene, f"{color} {kind}")


def numbered(draw: Draw) -> Lesson:
    """The user answers "the second one"."""
    asked, order = unsettled(draw, draw.of(("pick", "pick", "place", "place", "move", "stack")))
    index = draw.of(order.options)
    past = (Utterance("user", asked.say), Utterance("robot", asked.text))
    return settled(draw, order, index, past, CHOICE(draw, x=number_words(draw, order, index)))


def settled(draw: Draw, order: Order, index: int, past: tuple[Utterance, ...], said: str) -> Lesson:
    """The act once the open thing is known, or the next question when the goal is open too."""
    table, scene = order.table, order.table.scene
    target, goal = (order.target, index) if order.open == "destination" else (index, order.destination)
    say = written(draw, said)
    if order.open == "both":
        goals = [i for i, o in enumerate(scene) if o.kind == scene[goal].kind and i != target]
        if len(goals) < 2:
            raise NoRoom
        text, options = replies.which(scene, goals, table.names)
        return Lesson(scene, past, say, "ask", text, (), options, (target,), tuple(goals), "ask")
    if target == goal or scene[target].inside == goal or any(o.inside == target for o in scene):
        raise NoRoom
    steps = steps_for(table, order.verb, target, goal, order.relation)
    return Lesson(scene, past, say, "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), "memory")


def _both(draw: Draw, asked: Lesson, order: Order, past: tuple[Utterance, ...]) -> Lesson:
    scene, table = asked.objects, order.table
    if order.open != "target" or len(order.options) > 3 or order.verb == "stack" or any(o.held or o.inside is not None for o in scene):
        raise NoRoom
    words = ALL_OF_THEM(draw)
    if len(order.options) > 2:
        words = words.replace("both of them", "all of them").replace("both", "all")
    say = written(draw, words)
    if order.verb == "pick":
        return Lesson(scene, past, say, "refuse", replies.SAY["one_hand"], targets=order.options, tag="premise")
    steps = tuple(step_for(table, order.verb, i, order.destination, order.relation) for i in in_order(scene, order.options))
    return Lesson(scene, past, say, "act", replies.doing(steps), steps, (), tuple(order.options), (order.destination,), "sequence")


def filled_in(draw: Draw) -> Lesson:
    """The user answers "What should I pick up, ...?" or "Where should I put it, ...?"."""
    asked = incomplete(draw)
    if asked.kind != "ask":
        raise NoRoom
    scene = asked.objects
    from_names = dict(zip(asked.options, in_order(scene, asked.targets if asked.text.startswith("What") else asked.destinations)))
    name = draw.of(asked.options)
    index = from_names[name]
    o = scene[index]
    past = (Utterance("user", asked.say), Utterance("robot", asked.text))
    if draw.random() < 0.08:
        return Lesson(scene, past, written(draw, NEVER(draw)), "answer", replies.SAY["okay"], tag="memory")
    table = Table(scene)
    verb = "pick" if asked.text.startswith("What should I pick") else "place"
    relation = None
    for key, words in replies.RELATION_WORDS.items():
        if f" {words} the " in asked.text or asked.text.startswith(words.capitalize() + " what"):
            verb, relation = "move", key
    options = list(from_names.values())
    order = Order(table, verb, index, None, relation, "target", tuple(options))
    if asked.text.startswith("What"):
        words = refer(draw, table, index, table.of(PICKABLE)).words if draw.random() < 0.5 else choice_words(draw, order, index)
        target, goal = index, asked.destinations[0] if asked.destinations else None
        if goal is None and verb != "pick":
            raise NoRoom
    else:
        target, goal = asked.targets[0], index
        words = choice_words(draw, order, index) if draw.random() < 0.4 else refer(draw, table, index, options, simple=draw.random() < 0.5).words
        if verb == "place" and draw.random() < 0.55:
            words = f"{in_or_on(draw, o.kind)} {refer(draw, table, index, options, simple=True).words}"
    if any(p.inside == target for p in scene):
        raise NoRoom
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, past, written(draw, CHOICE(draw, x=words)), "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), "memory")
