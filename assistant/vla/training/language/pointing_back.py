"""Sentences that point back at what was just asked or built ("which mug is closest?", "pick that one up"; "and the red one on top of that"), or at what there is not enough of.

Knows questions, scenes and references.
"""

from __future__ import annotations

from assistant.vla.training.language import questions, replies
from assistant.vla.training.language.asked import scene_for
from assistant.vla.training.language.chat import TALK, thanks
from assistant.vla.training.language.commands import candidates, dressed, distractors, order_words, setting, step_for
from assistant.vla.training.language.exchanges import act, did, exchange, taken
from assistant.vla.training.language.followup_words import AND_INTO, CORRECT_GOAL, IT_OUT, PUT_PLAIN, SAME_WITH
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limit_words import MOVE_IT, PICK_IT, PUT_IT, STACK_IT
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.pick_words import PICK
from assistant.vla.training.language.question_words import COUNT
from assistant.vla.training.language.questions import counted
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, KINDS, PICKABLE, RELATIONS, NoRoom, any_look, build, held, in_order, loaded, preposition
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, ON, RELATION_SAID, THING, UNKNOWN_KINDS

# {t} is a thing, {in} a preposition; what was asked about is a container.
_INTO_THAT = Phrases("""
3*put {t} {in} it
2*put {t} {in} that
2*put {t} {in} that one
put {t} {in} there
place {t} {in} it
drop {t} {in} that
move {t} {in} it
{t} goes {in} there
{t} goes {in} that one
that is where {t} goes
that's where i want {t}
that's where {t} should be, {in} it
let {t} go {in} it
i want {t} {in} it
{t} {in} that one please
good, {t} goes {in} it
then put {t} {in} it
so put {t} {in} there
use it for {t}
use that one for {t}
set {t} down {in} it
could {t} go {in} that one
perfect, {in} it with {t}
take {t} and put it {in} there
not for long, put {t} {in} there
not any more, {t} goes {in} it
let's change that, {t} {in} there
slip {t} {in} there
(pop|tuck|stick|chuck) {t} {in} there
~not for much longer, slide {t} {in} it
""", more="pointing_back._INTO_THAT")
# {x} is what comes on top next.
_ON_THAT = Phrases("""
3*and now {x} on top of that
2*now {x} on top
2*and {x} on top of that
2*put {x} on top of that
2*put {x} on top of those
and then {x} on top
now put {x} on top of it all
{x} on top of that please
and {x} goes on top of that
next, {x} on top of that
now {x} on the very top
add {x} on top
add {x} to the (tower|stack|pile)
{x} is next, on top
and {x} up there too
and {x} as the roof
put {x} up there as well
now put {x} up there as well
stack {x} on top of that
stack {x} on top as well
one more: {x} on top
higher, add {x}
let's go higher, {x} on top of that
make it higher with {x}
make it taller, put {x} on top
make the (tower|stack) taller with {x}
put {x} on the top one
continue with {x} on top
and finally {x} on top
now {x} as the third floor
and last of all {x} on top
{x} should be at the very top
and set {x} on that
okay and now {x} onto that
crown it with {x}
and {x} crowns (it|the lot|it all|everything)
let {x} crown it
{x} to crown it all
{x} gets the top floor
{x} completes it, on top
(ooh|) (pretty|lovely|nice)[,|.] and {x} (on top|crowns the lot|as the top)
top it off with {x}
""", more="pointing_back._ON_THAT")
_OF_THEM = Phrases("""
3*how many of them are {c}
3*and how many of them are {c}
2*how many of those are {c}
2*and how many are {c}
how many are {c}
and how many {c} ones
how many {c} ones are there
and of those, how many are {c}
how many of these are {c}
of them, how many are {c}
so how many of them are {c}
and the {c} ones, how many
how many among them are {c}
""", more="pointing_back._OF_THEM")
_NTH = ("third", "fourth", "fifth")
_COUNTED = Phrases("""
4*the {k} {x} from the {s}
2*the {k} {x} from your {s}
the {k} {x} counting from the {s}
the {k} {x} counted from the {s}
the {k} {x} from {s}
the {k} {x} on the {s}
the {k} {x} on your {s}
the {k} {x} to the {s}
the {k} {x} in the row
the {k} {x} in line
the {k} {x} along
the {k} {x} over from the {s}
the {k} {x}, from the {s}
the {k} {x}, counting from the {s}
the {k} {x} if you count from the {s}
the {k} {x} when you start from the {s}
the {k} one of the {n}
the {k} one of the {n} from the {s}
the {k} of the {n} from the {s}
{x} number {j} from the {s}
number {j} from the {s} of the {n}
4*the {k} {x}
{x} number {j}
number {j} of the {n}
the {k} of the {n}
the {k} one in the row of {n}
the {k} {x} along from the {s}
the {k} {x} when you go along from the {s}
""")
# {x} is what to do with it.
_THERE_SHOULD_BE = Phrases("""
5*{x}
there (should|must|ought to) be {m} {n}, {x}
there are {m} {n}, {x}
i (count|put|see) {m} {n}, {x}
count to {m} from the {s}, {x}
go along the {n}, {x}
count the {n}, {x}
""")


def asked_then(draw: Draw) -> Lesson:
    """A question whose answer is one thing; then a command about it."""
    asked = questions.question(draw)
    if len(asked.targets) != 1 or asked.history:
        raise NoRoom
    scene, index = asked.objects, asked.targets[0]
    o = scene[index]
    if f"{o.color} {o.kind}" not in asked.text and not (o.kind in asked.text and sum(p.kind == o.kind for p in scene) == 1):
        raise NoRoom
    if sum(p.kind in asked.text and p.color in asked.text for p in scene) != 1 or o.held or loaded(scene, index) or held(scene) is not None:
        raise NoRoom  # "it" may be either
    table, past = Table(scene), exchange(asked.say, asked.text)
    if o.kind in CONTAINERS:
        things = [i for i in table.of(PICKABLE) if scene[i].inside != index]
        if not things:
            raise NoRoom
        target = draw.of(things)
        words = refer(draw, table, target, table.of(PICKABLE)).words
        said = _INTO_THAT(draw, t=words, **{"in": in_or_on(draw, o.kind)})
        return act(draw, table, past, said, (step_for(table, "place", target, index, None),), (target,), (index,))
    goals = [i for i in table.of(CONTAINERS) if i != o.inside]
    roll = draw.random()
    if roll < 0.5 or not goals:
        said = draw.of(("", "", "", "then ", "okay, ", "now ", "good, ", "so ", "great, ")) + PICK_IT(draw)
        return act(draw, table, past, said, (step_for(table, "pick", index, None, None),), (index,))
    if roll < 0.85:
        goal = draw.of(goals)
        words = refer(draw, table, goal, table.of(CONTAINERS)).words
        said = PUT_IT(draw, d=words, **{"in": in_or_on(draw, scene[goal].kind)})
        return act(draw, table, past, said, (step_for(table, "place", index, goal, None),), (index,), (goal,))
    marks = [i for i in range(len(scene)) if i != index and scene[i].inside is None]
    if not marks or o.inside is not None:
        raise NoRoom
    mark, relation = draw.of(marks), draw.of(RELATIONS)
    said = MOVE_IT(draw, d=refer(draw, table, mark, [i for i in range(len(scene)) if i != index], simple=True).words, by=RELATION_SAID[relation](draw))
    return act(draw, table, past, said, (step_for(table, "move", index, mark, relation),), (index,), (mark,))


def on_top_of_that(draw: Draw) -> Lesson:
    """A cube was put on a cube; now the next on top of it."""
    kinds = ("cube", "cube", draw.of(("cube", "cube", "cube", "cup", "can")))
    looks = [any_look(draw, (kind,)) for kind in kinds]
    if len({look[:2] for look in looks}) < 3:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, {0: 1})
    table, top, base, index = Table(scene), where[0], where[1], where[2]
    steps = (f"put the {table.names[top]} on the {table.names[base]}",)
    if any(" the " in table.names[i] for i in (top, base, index)) or any(o.inside is not None and i != top for i, o in enumerate(scene)):
        raise NoRoom
    past = did(draw, PUT_PLAIN(draw, t=table.names[top], p="on", d=table.names[base]), steps)
    rest = [i for i in table.of(PICKABLE) if i not in (top, base)]
    words = refer(draw, table, index, rest, simple=True).words
    same = [i for i in rest if scene[i].color == scene[index].color]
    if same == [index] and draw.random() < 0.5:
        words = f"the {COLOR_WORDS[scene[index].color](draw)} one"
    return act(draw, table, past, _ON_THAT(draw, x=words), (step_for(table, "stack", index, top, None),), (index,), (top,), False)


def stacked(draw: Draw) -> Lesson:
    """A thing is in the hand, or was put on a cube; now onto a cube, another cube, into a bowl, down again, and one more elsewhere."""
    in_hand = draw.random() < 0.4
    looks = [any_look(draw, ("cube", "cube", "cube", "cup", "can")), any_look(draw, ("cube",)), any_look(draw, ("cube",))]
    if draw.random() < 0.6:
        looks.append(any_look(draw, PICKABLE + CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1, 1)), 0.4)
    if len({look[:2] for look in looks}) < len(looks):
        raise NoRoom
    scene, where = build(draw, looks, None if in_hand else {0: 1}, 0 if in_hand else None)
    table, thing, other = Table(scene), where[0], where[2]
    name = table.names[thing]
    cubes = [i for i in table.of(("cube",)) if i not in (thing, where[1])]
    if in_hand:
        plain = f"{scene[thing].color} {scene[thing].kind}"
        past = taken(draw, plain)
        cubes = [i for i in table.of(("cube",)) if i != thing]
        goal = draw.of(cubes)
        words = refer(draw, table, goal, cubes).words if draw.random() < 0.6 or [i for i in cubes if scene[i].color == scene[goal].color] != [goal] else f"the {COLOR_WORDS[scene[goal].color](draw)} one"
        said = draw.of(("", "", "now ", "and now ", "then ", "good, ", "okay, now ")) + STACK_IT(draw, d=words, on=ON(draw))
        return act(draw, table, past, said, (step_for(table, "stack", thing, goal, None),), (thing,), (goal,))
    past = did(draw, PUT_PLAIN(draw, t=name, p="on", d=table.names[where[1]]), (f"put the {name} on the {table.names[where[1]]}",))
    words = f"the {COLOR_WORDS[scene[other].color](draw)} one" if draw.random() < 0.4 and [i for i in cubes if scene[i].color == scene[other].color] == [other] else refer(draw, table, other, cubes, simple=True).words
    roll = draw.random()
    if roll < 0.4:
        step = (step_for(table, "stack", thing, other, None),)
        if draw.random() < 0.7:
            return act(draw, table, past, CORRECT_GOAL(draw, x=words, p=ON(draw)), step, (thing,), (other,), False)
        return act(draw, table, past, draw.of(("now ", "and now ", "")) + STACK_IT(draw, d=words, on=ON(draw)), step, (thing,), (other,))
    rest = [i for i in table.of(("cube", "cup", "can")) if i not in (thing, where[1], other)]
    if roll < 0.65 and rest:
        index = draw.of(rest)
        x = refer(draw, table, index, [i for i in table.of(PICKABLE) if i != thing], simple=True).words
        said = AND_INTO(draw, x=x, d=words, **{"in": ON(draw)})
        return act(draw, table, past, said, (step_for(table, "stack", index, other, None),), (index,), (other,), False)
    goals = table.of(CONTAINERS)
    if roll < 0.8 and goals:
        goal = draw.of(goals)
        said = draw.of(("now ", "and now ", "", "no, ")) + PUT_IT(draw, d=refer(draw, table, goal, goals, simple=True).words, **{"in": in_or_on(draw, scene[goal].kind)})
        return act(draw, table, past, said, (step_for(table, "place", thing, goal, None),), (thing,), (goal,))
    return act(draw, table, past, IT_OUT(draw, b=KIND_WORDS["cube"](draw)).replace("out of", "off").replace(" out", " off"), (f"pick up the {name}",), (thing,))


def one_more(draw: Draw) -> Lesson:
    """Several were put somewhere; "and the ball as well"."""
    kind = draw.of(PICKABLE)
    looks = [any_look(draw, (kind,)), any_look(draw, (kind,)), any_look(draw, CONTAINERS), any_look(draw, PICKABLE)]
    if len({look[:2] for look in looks}) < 4 or looks[3][0] == kind:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1)), 0.2)
    looks = looks[:4] + [look for look in looks[4:] if look[0] != kind]
    scene, where = build(draw, looks, {0: 2, 1: 2})
    table, goal, index = Table(scene), where[2], where[3]
    two = in_order(scene, where[:2])
    place = f"{preposition(scene[goal].kind)} the {table.names[goal]}"
    if any(" the " in table.names[i] for i in (*two, index, goal)):
        raise NoRoom
    steps = tuple(f"put the {table.names[i]} {place}" for i in two)
    said = draw.of(("put both {n} {p}", "both {n} {p} please", "put the two {n} {p}", "put all the {n} {p}", "the {n} go {p}")).format(n=plural(draw, (kind,)), p=place)
    rest = [i for i in table.of(PICKABLE) if i not in two]
    words = refer(draw, table, index, rest, simple=True).words
    return act(draw, table, did(draw, said, steps), SAME_WITH(draw, x=words), (step_for(table, "place", index, goal, None),), (index,), (goal,), False)


def how_many_of_them(draw: Draw) -> Lesson:
    """How many there are, and then: how many of them are red."""
    table = scene_for(draw, 2, draw.random() < 0.3)
    scene = table.scene
    kind = draw.of([o.kind for o in scene]) if draw.random() < 0.7 else None
    fits = [i for i, o in enumerate(scene) if kind in (None, o.kind)]
    if len(fits) < 2:
        raise NoRoom
    color = draw.of(scene).color if draw.random() < 0.8 else draw.of(COLORS)
    past = exchange(COUNT(draw, n=plural(draw, None if kind is None else (kind,))), counted(len(fits), kind or "object"))
    said = _OF_THEM(draw, c=COLOR_WORDS[color](draw))
    found = [i for i in fits if scene[i].color == color]
    return Lesson(scene, past, written(draw, sentence(draw, said)), "answer", counted(len(found), f"{color} {kind or 'object'}"), targets=tuple(found), tag="question")


_WHICH_ONES = Phrases("""
4*which ones
2*which ones are (they|those|these)
2*[and] which are they
2*[and] what are they
which ones exactly
which ones do you (mean|see)
name them
can you name them
tell me which [ones]
list them [for me]
such as
~kindly specify them
""", more="pointing_back._WHICH_ONES")


def which_ones(draw: Draw) -> Lesson:
    """How many are red, and then: which ones."""
    table = scene_for(draw, 2, draw.random() < 0.3)
    scene = table.scene
    color = draw.of(scene).color if draw.random() < 0.7 else None
    kind = draw.of(scene).kind if color is None or draw.random() < 0.3 else None
    fits = [i for i, o in enumerate(scene) if kind in (None, o.kind) and color in (None, o.color)]
    if not fits:
        raise NoRoom
    n = f"{COLOR_WORDS[color](draw) if color else ''} {plural(draw, None if kind is None else (kind,))}".strip()
    past = exchange(COUNT(draw, n=n), counted(len(fits), f"{color or ''} {kind or 'object'}".strip()))
    said = _WHICH_ONES(draw) if len(fits) > 1 else draw.of(("which one", "which one is it", "and which one", "what is it", "and what is it"))
    return Lesson(scene, past, written(draw, sentence(draw, said)), "answer", f"I see {replies.listing(scene, fits)}.", targets=tuple(fits), tag="question")


def thanked(draw: Draw) -> Lesson:
    """The thing is in the hand or was put somewhere; then thanks, praise, a good-bye: nothing to do."""
    in_hand = draw.random() < 0.6
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, None if in_hand else {0: 1}, 0 if in_hand else None)
    table, thing, goal = Table(scene), where[0], where[1]
    plain = f"{scene[thing].color} {scene[thing].kind}"
    if in_hand:
        past = taken(draw, plain)
    else:
        place = preposition(scene[goal].kind)
        past = did(draw, PUT_PLAIN(draw, t=plain, p=place, d=scene[goal].kind), (f"put the {plain} {place} the {table.names[goal]}",))
    key = draw.of(("welcome", "welcome", "thanks", "thanks", "thanks", "bye", "how_are_you", "feel", "who"))
    said = TALK[key](draw)
    if key in ("welcome", "thanks") and draw.random() < 0.3:
        said = f"{TALK[draw.of(('welcome', 'thanks'))](draw)}{draw.of((', ', ', ', ' and ', '! '))}{said}"
        key = "welcome" if thanks(said) else "thanks"
    return Lesson(scene, past, written(draw, said), "answer", replies.SAY[key], tag="chat")


def too_few(draw: Draw) -> Lesson:
    """ "The third ball from the left" of two, "the fourth" of three: so many there are not, and which is it?"""
    kind = draw.of(PICKABLE)
    first, second = any_look(draw, (kind,)), any_look(draw, (kind,))
    looks = [first, second] + [any_look(draw, (kind,))] * (draw.random() < 0.3)
    count = len(looks)
    if draw.random() < 0.35:
        looks = [first] * count
    elif len({look[:2] for look in looks}) < count:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.2)
    scene, _ = build(draw, looks)
    table = Table(scene)
    fits = [i for i, o in enumerate(scene) if o.kind == kind]
    if len(fits) != count:
        raise NoRoom
    number = draw.whole(count - 2, 2)
    words = _COUNTED(draw, k=_NTH[number], j=draw.of((("three", "3"), ("four", "4"), ("five", "5"))[number]), x=KIND_WORDS[kind](draw), n=plural(draw, (kind,)), s=draw.of(("left", "right")))
    verb, goals = "pick", table.of(CONTAINERS)
    if goals and draw.random() < 0.4:
        verb, goal = "place", draw.of(goals)
        said, bare = order_words(draw, "place", words, refer(draw, table, goal, goals, simple=True).words, scene[goal].kind, None)
    else:
        goal, (said, bare) = None, order_words(draw, verb, words, "", None, None)
    order, said = said, _THERE_SHOULD_BE(draw, x=said, m=draw.of((("three", "3"), ("four", "4"), ("five", "5"))[number]), n=plural(draw, (kind,)), s=draw.of(("left", "right")))
    text, options = replies.which(scene, fits, table.names)
    shared = f"{scene[fits[0]].color} " if len({scene[i].color for i in fits}) == 1 else ""
    text = f"I only see {replies.NUMBERS[count]} {shared}{replies.PLURAL[kind]}. {text}"
    return Lesson(scene, (), dressed(draw, said, bare and said == order), "ask", text, (), options, tuple(fits), () if goal is None else (goal,), "ask")


def by_what_is_not_there(draw: Draw) -> Lesson:
    """ "The ball beside the teapot", and there is no teapot: whatever is meant, that is not right."""
    verb = draw.of(("pick", "pick", "pick", "place"))
    s = setting(draw, verb)
    table, scene = s.table, s.table.scene
    o = scene[s.target]
    if o.held or o.inside is not None or held(scene) is not None:
        raise NoRoom
    if draw.random() < 0.5:
        mark, what = f"the {UNKNOWN_KINDS(draw)}", None
    else:
        kind, color = draw.of(KINDS), draw.of(COLORS)
        if any(p.kind == kind and p.color == color for p in scene):
            raise NoRoom
        mark, what = f"the {COLOR_WORDS[color](draw)} {KIND_WORDS[kind](draw)}", f"{color} {kind}"
    head = draw.of((KIND_WORDS[o.kind](draw), KIND_WORDS[o.kind](draw), f"{COLOR_WORDS[o.color](draw)} {KIND_WORDS[o.kind](draw)}", THING(draw)))
    words = f"the {head} {draw.of(('', '', 'that is ', 'lying ', 'standing '))}{RELATION_SAID[draw.of(RELATIONS)](draw)} {mark}"
    if verb == "pick":
        said, bare = PICK(draw, t=words), True
    else:
        goals = candidates(table, verb, s.target, s.destination)[1]
        said, bare = order_words(draw, verb, words, refer(draw, table, s.destination, goals, simple=True).words, scene[s.destination].kind, None)
    return Lesson(scene, (), dressed(draw, said, bare), "answer", replies.absent(scene, what), (), (), (), () if s.destination is None else (s.destination,), "premise")
