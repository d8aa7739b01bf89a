"""What a sentence supposes and is not so: two of what there is one of, a thing on the can that stands beside it, all three of two.

Each is drawn beside its twin, the same words where it is so, for else the words alone would be answered. Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, plain_order, plainly, step_for, steps_for
from assistant.vla.training.language.exchanges import act, did
from assistant.vla.training.language.followup_words import PUT_PLAIN, SAME_WITH
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases, tidy
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, any_look, build, held, in_order, loaded, preposition
from assistant.vla.training.language.stack_words import STACK
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, IN, KIND_WORDS, ON, SIDE_BEFORE, SMALLER

# {one} is "left", "smaller"; {n} the things, of which there are to be two.
_OF_TWO = Phrases("""
3*the {one} of the two {n}
2*the {one} one of the two {n}
2*of the two {n}, the {one} one
the {one} of your two {n}
the {one} of those two {n}
the {one} of these two {n}
the {one} of both {n}
out of the two {n} the {one} one
the {one} of the pair of {n}
~the {one} among the two {n}
""")
_OF_TWO_ASKED = Phrases("""
3*which of the two {n} is (bigger|the bigger|smaller|nearer|further left|closer to you) [would you say]
2*of the two {n}, which is (bigger|smaller|nearer|on the left)
where is the (left|right|other|second) one of the two {n}
which one of the two {n} is (on the left|the left one|in front|the bigger one)
~the two {n}: which is the taller
""")
# {x} is a command about {one} of them.
_TWO_THERE = Phrases("""
3*there are two {n}, {x}
2*there (should|must|ought to) be two {n} [here|there], [so] {x}
2*i (see|count|can see) two {n}, {x}
you have two {n} there, {x}
we've got two {n}, {x}
two {n} are (here|there|in front of you), {x}
look, two {n}, {x}
of two {n} {x}
i (put|left|placed) two {n} there, {x}
~a pair of {n} is standing there, {x}
""")


def of_two(draw: Draw) -> Lesson:
    """ "The smaller of the two yellow cubes", "there ought to be two green cups, take the left one": there is one, or there are."""
    so = draw.random() < 0.35
    verb = draw.of(("pick", "pick", "place"))
    kind = draw.of(("cube", "cube", "ball", "ball", "cup", "can"))
    side = draw.of(("left", "right", "left", "right", "near", "far") + ("small", "large") * (2 if kind in ("cube", "ball") else 0))
    first = any_look(draw, (kind,))
    looks = [first] + ([(kind, first[1], any_look(draw, (kind,))[2])] if so else []) + [any_look(draw, CONTAINERS)] * (verb == "place")
    distractors(draw, looks, draw.of((0, 1, 1, 2, 2, 3)), 0.4)
    scene, where = build(draw, looks)
    table = Table(scene)
    if held(scene) is not None or any(o.inside is not None for o in scene):
        raise NoRoom
    alike = [i for i, o in enumerate(scene) if o.kind == kind]
    colored = [i for i in alike if scene[i].color == first[1]]
    color = first[1] if len(colored) != len(alike) or draw.random() < 0.6 else None
    fits = colored if color else alike
    if len(fits) != 1 + so:
        raise NoRoom
    goal = where[2 if so else 1] if verb == "place" else None
    one = SIDE_BEFORE[side](draw) if side in SIDE_BEFORE else (SMALLER if side == "small" else BIGGER)(draw)
    n = tidy(f"{COLOR_WORDS[color](draw) if color else ''} {plural(draw, (kind,))}")
    roll = draw.random()
    if roll < 0.12 and not so:
        say, goal = written(draw, _OF_TWO_ASKED(draw, n=n)), None
    elif roll < 0.6:
        say = plainly(draw, table, verb, _OF_TWO(draw, one=one, n=n), goal, None)
    else:
        order, _ = plain_order(draw, table, verb, draw.of((f"the {one} one", f"the {one} one", f"the {one}", f"the {one} one of them")), goal, None)
        say = written(draw, _TWO_THERE(draw, n=n, x=order))
    goals = () if goal is None else (goal,)
    if not so:
        return Lesson(scene, (), say, "answer", replies.absent(scene, tidy(f"second {color or ''} {kind}")), (), (), (), goals, "premise")
    meaning = Meaning((kind,), color, rank=side) if side in ("small", "large") else Meaning((kind,), color, side=side)
    found = denote(table, meaning, fits)
    if not found or len(found) != 1:
        raise NoRoom
    steps = steps_for(table, verb, found[0], goal, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (found[0],), goals, verb)


_ALL_N = Phrases("""
3*all {k} {n}
2*the {k} {n}
2*{k} {n}
all {k} of the {n}
each of the {k} {n}
every one of the {k} {n}
all of the {k} {n}
~the {k} {n}, all of them,
""")
_ALL_INTO = Phrases("""
4*put {x} {in} {d}
2*place {x} {in} {d}
{x} {in} {d} please
{x} (go|belong|should go) {in} {d}
drop {x} {in} {d}
i want {x} {in} {d}
collect {x} {in} {d}
gather {x} {in} {d}
~stow {x} {in} {d}
""")
_COUNTS = (("three", "3"), ("four", "4"))


def so_many(draw: Draw) -> Lesson:
    """ "Put all three orange cans in the box": there are two, or there are three."""
    number = draw.of((3, 3, 3, 4))
    so = draw.random() < 0.4
    kind = draw.of(PICKABLE)
    shared = draw.random() < 0.5
    color = draw.of(COLORS)
    there = number if so else draw.of((1, 2, 2) if number == 3 else (2, 3))
    looks = [(kind, color if shared else draw.of(COLORS), any_look(draw, (kind,))[2]) for _ in range(there)] + [any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.1)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks)
    table, goal = Table(scene), where[there]
    fits = [i for i, o in enumerate(scene) if o.kind == kind and (not shared or o.color == color)]
    if len(fits) != there or held(scene) is not None or any(o.inside is not None for o in scene):
        raise NoRoom
    x = _ALL_N(draw, k=draw.of(_COUNTS[number - 3]), n=f"{COLOR_WORDS[color](draw) if shared else ''} {plural(draw, (kind,))}".strip())
    d = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
    said = _ALL_INTO(draw, x=x, d=d, **{"in": in_or_on(draw, scene[goal].kind)})
    bare = said.split()[0] in ("put", "place", "drop", "collect", "gather", "stow")
    say = written(draw, (request if bare else sentence)(draw, said))
    if so:
        steps = tuple(step_for(table, "place", i, goal, None) for i in in_order(scene, fits))
        return Lesson(scene, (), say, "act", replies.doing(steps[:1] if number > 3 else steps), steps, (), tuple(fits), (goal,), "sequence")
    text = tidy(f"I only see {replies.NUMBERS[there]} {color if shared else ''} {kind if there == 1 else replies.PLURAL[kind]}") + "."
    return Lesson(scene, (), say, "answer", text, (), (), (), (goal,), "premise")


# {t} is said to stand in or on {d}; {in}, {off} and {out} fit the place, {a} is {t} with another article.
_FROM_THERE = Phrases("""
3*take {t} {off} {d}
2*get {t} {off} {d}
2*lift {t} {off} {d}
2*remove {t} from {d}
2*pick {t} {off} {d}
2*grab {t} {off} {d}
fetch {t} {off} {d}
take {t} from {d}
""")
_IT_IS_THERE = Phrases("""
3*{t} is {in} {d}, (take it {out}|get it {out}|pick it up|lift it|lift it {out}|take it off there|fetch it)
2*there is {a} {in} {d}, (take it {out}|get it {out}|pick it up|lift it {out}|give it to me)
2*(somebody|someone|my son|she) (put|left|placed) {t} {in} {d}, (get it down|take it {out}|please get it {out}|fetch it)
{t} (sits|stands|is standing|is sitting|lies) {in} {d}, (take it {out}|get it down|lift it)
there's {a} {in} {d}, isn't there, (lift that|take it {out}|pick that up)
do you see {t} {in} {d}, take it {out}
{d} has {t} {in} it, take it {out}
i (put|left) {t} {in} {d}, get it {out} again
~perched {in} {d} is {t}, take it {out}
""")


def from_there(draw: Draw) -> Lesson:
    """ "Take the ball out of the bowl", "somebody left a cube on the can, get it down": it lies there, or it does not."""
    so = draw.random() < 0.4
    mark = any_look(draw, CONTAINERS + ("cube",) * 2 + ("can", "cup") * (not so))
    thing = any_look(draw, ("cube", "can", "cup") if so and mark[0] == "cube" else PICKABLE)
    looks = [mark, thing]
    if mark[:2] == thing[:2] or mark[0] == thing[0] and mark[0] != "cube":
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, {1: 0} if so else None)
    table, base, index = Table(scene), where[0], where[1]
    o, m = scene[index], scene[base]
    fits = [i for i, p in enumerate(scene) if p.kind == o.kind and p.color == o.color]
    bases = [i for i, p in enumerate(scene) if p.kind == m.kind and p.color == m.color]
    if held(scene) is not None or fits != [index] or bases != [base] or (o.inside == base) != so or loaded(scene, index):
        raise NoRoom
    inside = preposition(m.kind) == "in"
    colored = sum(p.kind == o.kind for p in scene) > 1 or draw.random() < 0.5
    noun = f"{COLOR_WORDS[o.color](draw) if colored else ''} {KIND_WORDS[o.kind](draw)}".strip()
    t = f"the {noun}"
    d = refer(draw, table, base, [i for i in range(len(scene)) if i != index], simple=True).words
    slots = {"t": t, "a": replies.article(noun), "d": d, "in": (IN if inside else ON)(draw) if draw.random() < 0.5 else ("in" if inside else "on"),
             "off": "out of" if inside else draw.of(("off", "off", "off of", "from the top of")), "out": "out" if inside else draw.of(("off", "down", "down"))}
    if draw.random() < 0.55:
        say = written(draw, request(draw, _FROM_THERE(draw, **slots)))
    else:
        say = written(draw, sentence(draw, _IT_IS_THERE(draw, **slots)))
    if so:
        steps = steps_for(table, "pick", index, None, None)
        return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (index,), (), "pick")
    what = f"{o.color if colored else ''} {o.kind} {'in' if inside else 'on'} the {table.names[base]}".strip()
    return Lesson(scene, (), say, "answer", replies.absent(scene, what), tag="premise")


_OTHER = Phrases("""
3*the other {x}
2*the other {x} there
your other {x}
the second {x}
the other one of the {n}
that other {x}
~the remaining {x}
""", more="supposed._OTHER")


def other_as_well(draw: Draw) -> Lesson:
    """Something was put away; "the other can as well": there is one more, or it was the only one."""
    so = draw.random() < 0.45
    look, goal_look = any_look(draw, PICKABLE), any_look(draw, CONTAINERS)
    looks = [look, goal_look] + ([(look[0], draw.of(COLORS), look[2])] if so else [])
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.1)
    scene, where = build(draw, looks, {0: 1})
    table, thing, goal = Table(scene), where[0], where[1]
    alike = [i for i, o in enumerate(scene) if o.kind == look[0]]
    place = f"{preposition(scene[goal].kind)} the {table.names[goal]}"
    if len(alike) != 1 + so or held(scene) is not None or " the " in table.names[goal]:
        raise NoRoom
    plain = f"{scene[thing].color} {scene[thing].kind}"
    past = did(draw, PUT_PLAIN(draw, t=plain, p=preposition(scene[goal].kind), d=scene[goal].kind), (f"put the {plain} {place}",))
    x = _OTHER(draw, x=KIND_WORDS[look[0]](draw), n=plural(draw, (look[0],)))
    said = SAME_WITH(draw, x=x) if draw.random() < 0.7 else draw.of((f"{x} too", f"now {x} {place}", f"put {x} {place} as well", f"{x} {place} please", f"and {x} {place}"))
    if so:
        other = next(i for i in alike if i != thing)
        if scene[other].inside is not None or loaded(scene, other):
            raise NoRoom
        return act(draw, table, past, said, (step_for(table, "place", other, goal, None),), (other,), (goal,), False)
    return Lesson(scene, past, written(draw, sentence(draw, said)), "answer", replies.absent(scene, f"second {look[0]}"), (), (), (), (goal,), "premise")


def rolls_off(draw: Draw) -> Lesson:
    """ "Balance the ball on the cube", in every wording that a cube on a cube has."""
    looks = [any_look(draw, ("ball",)), any_look(draw, ("cube",))]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2, 3)), 0.4)
    scene, where = build(draw, looks)
    table, ball, cube = Table(scene), where[0], where[1]
    if held(scene) not in (None, ball):
        raise NoRoom
    thing = refer(draw, table, ball, table.of(PICKABLE))
    goal = refer(draw, table, cube, table.of(("cube",)))
    if any(r.meaning is None or r.meaning.kinds is None for r in (thing, goal)):
        raise NoRoom  # the words say that it is a ball, and that it is a cube
    say = written(draw, request(draw, STACK(draw, t=thing.words, d=goal.words, on=ON(draw))))
    return Lesson(scene, (), say, "refuse", replies.SAY["roll"], targets=(ball,), destinations=(cube,), tag="premise")


WHY = Phrases("""
3*why is {t} {in} {d}
2*how come {t} is {in} {d}
2*who put {t} {in} {d}
2*how did {t} get {in} {d}
who left {t} {in} {d}
why did somebody put {t} {in} {d}
why on earth is {t} {in} {d}
since when is {t} {in} {d}
what is {t} doing {in} {d}
how long has {t} been {in} {d}
what made you put {t} {in} {d}
~for what reason is {t} {in} {d}
""", more="supposed.WHY")


def why_there(draw: Draw) -> Lesson:
    """ "Why is the cube in the box?": it is not there, or nobody told the robot. It is no command."""
    so = draw.random() < 0.4
    looks = [any_look(draw, CONTAINERS + ("cube",)), any_look(draw, ("cube", "can", "cup", "ball"))]
    if looks[0][0] == looks[1][0] or looks[0][0] == "cube" and looks[1][0] == "ball":
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, {1: 0} if so else None)
    table, base, index = Table(scene), where[0], where[1]
    o, m = scene[index], scene[base]
    if held(scene) is not None or (o.inside == base) != so:
        raise NoRoom
    thing, place = refer(draw, table, index, table.of(PICKABLE), simple=True), refer(draw, table, base, [i for i in range(len(scene)) if i != index], simple=True)
    if any(r.meaning is None or r.meaning.relation or r.meaning.side for r in (thing, place)):
        raise NoRoom
    inside = preposition(m.kind) == "in"
    say = written(draw, WHY(draw, t=thing.words, d=place.words, **{"in": (IN if inside else ON)(draw)}))
    if so:
        return Lesson(scene, (), say, "answer", replies.SAY["knowledge"], tag="question")
    what = tidy(f"{thing.meaning.color or ''} {o.kind} {'in' if inside else 'on'} the {table.names[base]}")
    return Lesson(scene, (), say, "answer", replies.absent(scene, what), tag="premise")
