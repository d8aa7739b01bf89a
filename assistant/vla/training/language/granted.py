"""What a description takes for granted: that one thing stands so, not two and not none, that there is a second one, that it is known which.

"The cube beside the bowl" asks which where two stand there, and is not there where none does. And words that sound like a place and are none: "right on the cube",
"so that those at the back can see it". Knows single commands and references.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, dressed, order_words, setting, steps_for, unsettled, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases, words
from assistant.vla.training.language.pick_words import PICK
from assistant.vla.training.language.references import phrase, refer, refer_vaguely
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, PICKABLE, RELATION_WORDS, RELATIONS, NoRoom, any_look, build, distance, held, in_order, loaded, preposition)
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, IN, KIND_WORDS, ON, PLURAL_WORDS, RELATION_SAID

_EVEN = 0.012  # metres: what is nearer by less is not "the nearest"


def _command(draw: Draw, table: Table, verb: str, thing: str, goal: int | None, relation: str | None) -> str:
    """The command with these words for the thing, and the goal told plainly."""
    place, kind = "", None
    if goal is not None:
        place, kind = refer(draw, table, goal, candidates(table, verb, None, goal)[1], simple=True).words, table.scene[goal].kind
    return dressed(draw, *order_words(draw, verb, thing, place, kind, relation))


def _goal(draw: Draw, table: Table, verb: str, things: list[int]) -> int | None:
    """Somewhere for one of these things to go; NoRoom without."""
    if verb == "pick":
        return None
    goals = [i for i in candidates(table, verb, None, None)[1] if i not in things]
    if not goals:
        raise NoRoom
    return draw.of(goals)


def several_stand_so(draw: Draw) -> Lesson:
    """ "The cube beside the bowl", of which two stand beside it; "the cup nearest the plate", of two as near: which?"""
    look = any_look(draw, PICKABLE)
    other = (look[0], draw.of(COLORS), look[2])
    looks = [look, other, any_look(draw, CONTAINERS * 2 + PICKABLE)] + [(look[0], draw.of(COLORS), look[2])] * (draw.random() < 0.3)
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks)
    table, mark = Table(scene), where[2]
    if held(scene) is not None or any(o.inside is not None for o in scene) or scene[mark].kind == look[0]:
        raise NoRoom
    things = [i for i in table.of(PICKABLE) if i != mark]
    told = []
    for how in (*RELATIONS, "next_to", "next_to"):
        meaning = Meaning((look[0],), relation=(how, mark))
        found = denote(table, meaning, things)
        if found is not None and len(found) > 1:
            told.append((meaning, found))
    alike = [i for i in things if scene[i].kind == look[0]]
    if len(alike) == 2 and abs(distance(scene[alike[0]], scene[mark]) - distance(scene[alike[1]], scene[mark])) < _EVEN:
        told.append((Meaning((look[0],), relation=("nearest", mark)), alike))
    if not told:
        raise NoRoom
    meaning, fits = draw.of(told)
    verb = draw.of(("pick", "pick", "place", "move"))
    goal = _goal(draw, table, verb, [*fits, mark])
    relation = draw.of(RELATIONS) if verb == "move" else None
    text, options = replies.which(scene, fits, table.names)
    say = _command(draw, table, verb, phrase(draw, table, meaning), goal, relation)
    return Lesson(scene, (), say, "ask", text, (), options, tuple(fits), () if goal is None else (goal,), "ask")


def none_stands_so(draw: Draw) -> Lesson:
    """ "The cube behind the bowl", and all of them stand before it: there is none, and what there is."""
    verb = draw.of(("pick", "pick", "place"))
    s = setting(draw, verb, draw.of(("target", "target", "")))
    table, scene = s.table, s.table.scene
    o = scene[s.target]
    marks = [i for i, m in enumerate(scene) if i != s.target and m.kind != o.kind and not m.held and m.inside is None and i != s.destination]
    if held(scene) is not None or not marks:
        raise NoRoom
    mark = draw.of(marks)
    how = draw.of(("behind", "in_front_of", "next_to", "left_of", "right_of"))
    meaning = Meaning((o.kind,), draw.of((None, None, o.color)), relation=(how, mark))
    things = candidates(table, verb, s.target, s.destination)[0]
    alike = [i for i in things if scene[i].kind == o.kind]
    if len(alike) < 2 and (how in ("left_of", "right_of") or draw.random() > 0.3) or denote(table, meaning, things) != []:
        raise NoRoom  # the one there is may be meant by somebody who stands opposite
    what = f"{meaning.color or ''} {o.kind} {RELATION_WORDS[how]} the {table.names[mark]}".strip()
    say = _command(draw, table, verb, phrase(draw, table, meaning), s.destination, None)
    return Lesson(scene, (), say, "answer", replies.absent(scene, what), (), (), (), () if s.destination is None else (s.destination,), "premise")


_BETWEEN = words("between|in between|right between|exactly between|~sandwiched between")


def between_two(draw: Draw) -> Lesson:
    """ "The cup between the two cubes": it stands there, or there are no two of them."""
    look, kind = any_look(draw, PICKABLE), draw.of(PICKABLE + CONTAINERS)
    if kind == look[0]:
        raise NoRoom
    there = draw.random() < 0.6
    looks = [look, (look[0], draw.of(COLORS), look[2])] + [any_look(draw, (kind,)) for _ in range(2 if there else draw.of((0, 0, 1)))]
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table = Table(scene)
    those = [i for i, o in enumerate(scene) if o.kind == kind]
    things = [i for i in table.of(PICKABLE) if i not in those]
    said = f"{draw.of((KIND_WORDS[look[0]](draw), KIND_WORDS[look[0]](draw), 'thing', 'one'))} {draw.of(('', '', 'that is ', 'standing ', 'which is '))}{_BETWEEN(draw)} the {draw.of(('two ', 'two ', '', 'both '))}{PLURAL_WORDS[kind](draw)}"
    said = said.replace("the both", "both")
    if not there:
        if len(those) > 1 or held(scene) is not None:
            raise NoRoom
        say = dressed(draw, PICK(draw, t=f"the {said}"), True)
        return Lesson(scene, (), say, "answer", replies.absent(scene, None if those else kind), tag="premise")
    if len(those) != 2:
        raise NoRoom
    found = denote(table, Meaning(None, relation=("between", tuple(those))), things)
    if found != [where[0]]:
        raise NoRoom
    steps = steps_for(table, "pick", where[0], None, None)
    return Lesson(scene, (), dressed(draw, PICK(draw, t=f"the {said}"), True), "act", replies.doing(steps), steps, (), (where[0],), (), "pick")


_ANOTHER = Phrases("""
3*the second {x}
2*the other {x}
the third {x}
both {x}s
the second of the {x}s
~the twin of the {x}
~the spare {x}
""".replace("both {x}s\n", "").replace("the second of the {x}s\n", ""))


def only_one(draw: Draw) -> Lesson:
    """ "The second red cube", of one: it sees no second."""
    verb = draw.of(("pick", "pick", "place"))
    s = setting(draw, verb)
    table, scene = s.table, s.table.scene
    o = scene[s.target]
    if held(scene) is not None or loaded(scene, s.target) or sum(p.kind == o.kind and p.color == o.color for p in scene) != 1:
        raise NoRoom
    thing = _ANOTHER(draw, x=f"{COLOR_WORDS[o.color](draw)} {KIND_WORDS[o.kind](draw)}")
    nth = "third" if "third" in thing else "second"
    say = _command(draw, table, verb, thing, s.destination, None)
    return Lesson(scene, (), say, "answer", replies.absent(scene, f"{nth} {o.color} {o.kind}"), (), (), (), () if s.destination is None else (s.destination,), "premise")


# {x} is a command. What it is for: whatever stands in it, the thing is not told by it.
_AIM = Phrases("""
2*{x} so that (everybody|everyone|people|those|the kids) (at the back|in the back|on the left|on the right|in front|over there|behind me) can see it
2*{x} so (i|we|she|he|the baby) can reach it from (the left|the right|behind|the back|over here|my side)
2*{x}, (i|we) need (space|room) on the (left|right)
{x}, because the (left|right|front|back|middle) (side|) is (full|crowded|too crowded|messy)
{x}, (right away|right now|right this second|right this minute)
{x}, (that's right|right|all right|alright)?
{x}, (it's the right time|it is only right|right you are)
right, {x}
(right then|right so|okay right), {x}
{x} before (i|we) (go|turn|drive) (left|right)
{x}, there's nothing left to do
{x}, we have no time left
{x}, there is some time left
{x} so it is out of the (way|middle|corner)
{x}, my (friend|mum|brother) behind me wants to see it
{x}, the people in front want to see it
{x} so that the camera in front can see it
{x} for the (ones|kids|folks) in the (back|middle|front) row
(i'll be right back|be right there), {x}
(she|he) just left, {x}
i (left|put) it (lying around|here|there|on the table) earlier, {x}
~{x} so that the back row gets a look
~{x} while i step to the right
~let's get this right: {x}
""")


def with_an_aim(draw: Draw) -> Lesson:
    """What it is good for names a place: "so that everybody at the back can see it". The far one is not meant by that."""
    verb = draw.of(("pick", "pick", "place", "stack"))
    if draw.random() < 0.7:
        lesson, order = unsettled(draw, verb)
        table, fits = order.table, lesson.targets
        if order.open != "target":
            raise NoRoom
        meaning = Meaning((table.scene[order.target].kind,), draw.of((None, table.scene[order.target].color)))
        if sorted(denote(table, meaning, candidates(table, verb, None, order.destination)[0])) != sorted(fits):
            raise NoRoom
        thing, goal = phrase(draw, table, meaning), order.destination
    else:
        s = setting(draw, verb)
        table, goal = s.table, s.destination
        things = candidates(table, verb, s.target, goal)[0]
        if loaded(table.scene, s.target) or goal is not None and (table.scene[goal].held or verb == "stack" and loaded(table.scene, goal)):
            raise NoRoom
        thing, lesson = refer(draw, table, s.target, things).words, None
    place, kind = "", None
    if goal is not None:
        place, kind = refer(draw, table, goal, candidates(table, verb, None, goal)[1], simple=True).words, table.scene[goal].kind
    said, bare = order_words(draw, verb, thing, place, kind, None)
    say = written(draw, _AIM(draw, x=request(draw, said) if bare and draw.random() < 0.4 else said if bare else sentence(draw, said)))
    if lesson is not None:
        return replace(lesson, say=say)
    steps = steps_for(table, verb, s.target, goal, None)
    return Lesson(table.scene, (), say, "act", replies.doing(steps), steps, (), (s.target,), () if goal is None else (goal,), verb)


_RIGHT = {"in": words("right in|right into|right inside"), "on": words("right on|right onto|right on top of|right up on|~right atop"),
          "next_to": words("right next to|right beside|right by|right alongside|right near"), "behind": words("right behind"), "in_front_of": words("right in front of")}
_RIGHT_THERE = Phrases("""
3*(put|place|set|stand|get|lay|park|drop) {t} {by} {d}
2*{t} {by} {d}, please
{t} (goes|belongs|should be|should go|has to be|ought to be) {by} {d}
i want {t} {by} {d}
let {t} be {by} {d}
could {t} be {by} {d}
have {t} {by} {d}
let me see {t} {by} {d}
~(pop|plonk|balance) {t} {by} {d}
~make {t} climb {by} {d}
""")


def right_there(draw: Draw) -> Lesson:
    """ "The cube right on the block": no side of anything is meant, and there are two of them."""
    verb = draw.of(("place", "stack", "stack", "move"))
    look = any_look(draw, ("cube",) * 3 + ("cup", "can", "ball") * (verb != "stack"))
    goals = ("cube",) if verb == "stack" else CONTAINERS if verb == "place" else PICKABLE + CONTAINERS
    double = draw.random() < 0.7
    looks = [look, any_look(draw, goals)] + [look if draw.random() < 0.6 else (look[0], draw.of(COLORS), look[2])] * double
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    if held(scene) is not None or scene[goal].kind == scene[target].kind and not double or scene[goal].color == scene[target].color:
        raise NoRoom
    things, places = candidates(table, verb, target, goal)
    relation = draw.of(("next_to", "next_to", "behind", "in_front_of")) if verb == "move" else None
    if double:
        thing = refer_vaguely(draw, table, target, [i for i in things if i != goal])
        if thing.meaning.side or thing.meaning.relation or goal in thing.matches:
            raise NoRoom
    else:
        thing = refer(draw, table, target, things, simple=True)
    place = refer(draw, table, goal, places, simple=True)
    unusual_pair(thing, place)
    by = _RIGHT[relation or preposition(scene[goal].kind)](draw)
    say = written(draw, request(draw, _RIGHT_THERE(draw, t=thing.words, d=place.words, by=by)) if draw.random() < 0.3 else _RIGHT_THERE(draw, t=thing.words, d=place.words, by=by))
    if double:
        text, options = replies.which(scene, thing.matches, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, thing.matches, (goal,), "ask")
    steps = steps_for(table, verb, target, goal, relation)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), (goal,), verb)


_UNDECIDED = Phrases("""
3*{a}, or maybe {b}, i (can't decide|don't know|am not sure)
2*{a} or {b}, i (can't decide|haven't decided|don't know which|am not sure)
2*{a}, or {b}, hmm
{a} or perhaps {b}, (hmm|i wonder|let me think)
either {a} or {b}, i'm not sure which
{a}... or {b}? [i don't know]
maybe {a}, maybe {b}
{a} or was it {b}
~{a} or else {b}, i'm torn
""")


def undecided(draw: Draw) -> Lesson:
    """ "Take the can, or maybe the cup, I can't decide": which?"""
    s = setting(draw, "pick", "target")
    table, scene = s.table, s.table.scene
    things = [i for i in table.of(PICKABLE) if not loaded(scene, i)]
    if held(scene) is not None or len(things) < 2:
        raise NoRoom
    a, b = draw.shuffled(things)[:2]
    first, second = (refer(draw, table, i, things, simple=True) for i in (a, b))
    if first.meaning.side or first.meaning.relation or second.meaning.side or second.meaning.relation:
        raise NoRoom
    say = written(draw, _UNDECIDED(draw, a=PICK(draw, t=first.words), b=second.words))
    text, options = replies.which(scene, (a, b), table.names)
    return Lesson(scene, (), say, "ask", text, (), options, tuple(in_order(scene, (a, b))), (), "ask")


_SAME_COLOR = Phrases("""
2*that is the same (color|colour) as {d}
2*in the same (color|colour) as {d}
with the same (color|colour) as {d}
whose (color|colour) is (that of|the same as) {d}
that has the (color|colour) of {d}
which has the same (color|colour) as {d}
that matches {d}
matching {d}
of the same (color|colour) as {d}
the (color|colour) of {d}
~whose (color|colour) matches {d}
~that goes with {d} in (color|colour)
""")


def alike_in_color(draw: Draw) -> Lesson:
    """ "The cup in the same colour as the plate"."""
    verb = draw.of(("pick", "pick", "place"))
    look = any_look(draw, PICKABLE)
    mark = any_look(draw)
    other = draw.of([c for c in COLORS if c != look[1]])
    if mark[0] == look[0]:
        raise NoRoom
    looks = [look, (look[0], other, look[2]), (mark[0], look[1], mark[2])]
    if verb == "place":
        looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, target = Table(scene), where[0]
    if held(scene) is not None or any(o.inside is not None for o in scene) or [i for i, o in enumerate(scene) if o.kind == look[0] and o.color == look[1]] != [target]:
        raise NoRoom
    if [i for i, o in enumerate(scene) if o.kind == mark[0]] != [where[2]]:
        raise NoRoom
    thing = f"the {draw.of((KIND_WORDS[look[0]](draw), KIND_WORDS[look[0]](draw), 'one'))} {_SAME_COLOR(draw, d=f'the {KIND_WORDS[mark[0]](draw)}')}"
    if " one " in thing and sum(o.color == look[1] for o in scene) != 2:
        raise NoRoom
    goal = where[3] if verb == "place" else None
    say = _command(draw, table, verb, thing, goal, None)
    steps = steps_for(table, verb, target, goal, None)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), verb)


_SPARED = Phrases("""
2*leave the {c} (one|ones) (be|alone|where it is|there|in peace). {x}
2*not the {c} (one|ones), (those|that) can stay. {x}
the {c} (one|ones) (can stay|stays|stay|is fine|are fine) where (it is|they are). {x}
forget the {c} (one|ones). {x}
don't touch the {c} (one|ones). {x}
no need to move the {c} (one|ones). {x}
{x}. leave the {c} (one|ones) alone
{x}. the {c} (one|ones) can stay
i don't need the {c} (one|ones). {x}
~let the {c} (one|ones) rest. {x}
""")
_ON_GOES = Phrases("""
2*{in} {d} (should go|goes|belongs|should be) {t}
(what should go|what belongs|what goes) {in} {d} is {t}
{t} is what (should go|belongs) {in} {d}
{in} {d} i want {t}
put {t} {in} {d}
put {in} {d} {t}
~{in} {d} there ought to be {t}
""")


def spared(draw: Draw) -> Lesson:
    """ "Leave the black ones be. On the plate should go the cube that's red." """
    s = setting(draw, "place", "target")
    table, scene = s.table, s.table.scene
    target, goal = s.target, s.destination
    things, goals = candidates(table, "place", target, goal)
    others = sorted({scene[i].color for i in things if scene[i].kind == scene[target].kind} - {scene[target].color})
    if held(scene) is not None or loaded(scene, target) or not others or scene[target].inside == goal:
        raise NoRoom
    thing, place = refer(draw, table, target, things), refer(draw, table, goal, goals, simple=True)
    unusual_pair(thing, place)
    if "pick" == draw.of(("pick", "place", "place")):
        x, steps, goal = PICK(draw, t=thing.words), steps_for(table, "pick", target, None, None), None
    else:
        x = _ON_GOES(draw, t=thing.words, d=place.words, **{"in": (IN if preposition(scene[goal].kind) == "in" else ON)(draw)})
        steps = steps_for(table, "place", target, goal, None)
    say = written(draw, _SPARED(draw, c=COLOR_WORDS[draw.of(others)](draw), x=x))
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (target,), () if goal is None else (goal,), "pick" if goal is None else "place")


_IN_A_ROW = Phrases("""
2*(there are|i see|we have|you see) three {n} [in a row]. {x}
2*three {n} [in a row] (there|). {x}
three {n} in a row, eh? {x}
of the three {n}, {x}
look at those three {n}. {x}
so, three {n}. {x}
{x}. i mean of the three {n}
~a trio of {n}! {x}
""")


def in_a_row(draw: Draw) -> Lesson:
    """ "Three blocks in a row. The middle one into the box."""
    look = any_look(draw, PICKABLE)
    same = draw.random() < 0.5
    looks = [look] + [look if same else (look[0], draw.of(COLORS), look[2]) for _ in range(2)] + [any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1)), 0.1)
    scene, where = build(draw, looks)
    table, goal = Table(scene), where[3]
    those = [i for i, o in enumerate(scene) if o.kind == look[0]]
    if len(those) != 3 or held(scene) is not None or any(o.inside is not None for o in scene):
        raise NoRoom
    meaning = Meaning(draw.of(((look[0],), (look[0],), None)), side=draw.of(("middle", "middle", "left", "right")))
    found = denote(table, replace(meaning, kinds=(look[0],)), those)
    if not found or len(found) != 1:
        raise NoRoom
    thing = phrase(draw, table, meaning) if meaning.kinds else f"the {draw.of((meaning.side, meaning.side + ' one'))}"
    verb = draw.of(("pick", "place", "place"))
    if verb == "pick":
        x, steps, goal = PICK(draw, t=thing), steps_for(table, "pick", found[0], None, None), None
    else:
        into = (IN if preposition(scene[goal].kind) == "in" else ON)(draw)
        d = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
        x = draw.of((f"put {thing} {into} {d}", f"{thing} {into} {d}", f"{thing} goes {into} {d}", f"{thing} {into} {d} then"))
        steps = steps_for(table, "place", found[0], goal, None)
    say = written(draw, _IN_A_ROW(draw, n=PLURAL_WORDS[look[0]](draw), x=x))
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (found[0],), () if goal is None else (goal,), verb)


_BELOW = Phrases("""
3*(put|slip|slide|push|shove|hide|tuck|place|get) {t} (under|underneath|beneath|below) {d}
2*hide {t} (under|beneath) {d}
~wedge {t} in underneath {d}
""")


def below_what_is_too_wide(draw: Draw) -> Lesson:
    """ "Slip the cube under the plate": it cannot lift plates."""
    s = setting(draw, "place")
    table, scene = s.table, s.table.scene
    if held(scene) is not None or loaded(scene, s.target):
        raise NoRoom
    things, goals = candidates(table, "place", s.target, s.destination)
    thing, place = refer(draw, table, s.target, things, simple=True), refer(draw, table, s.destination, goals, simple=True)
    say = written(draw, request(draw, _BELOW(draw, t=thing.words, d=place.words)))
    return Lesson(scene, (), say, "refuse", replies.SAY["pick_only"], targets=thing.matches, destinations=place.matches, tag="premise")
