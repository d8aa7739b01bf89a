"""What a description takes for granted: that one thing stands so, not two and not none, that there is a second one, that it is known which.

"The cube beside the bowl" asks which where two stand there, and is not there where none does. Knows single commands and references.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import Order, candidates, distractors, dressed, plainly, setting, steps_for
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.memory import CHOICE, choice_words, settled
from assistant.vla.training.language.phrases import Draw, Phrases, words
from assistant.vla.training.language.pick_words import PICK
from assistant.vla.training.language.references import in_or_on, phrase, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, RELATION_WORDS, RELATIONS, NoRoom, any_look, build, distance, held, in_order, loaded, preposition
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, PLURAL_WORDS

_EVEN = 0.012  # metres: what is nearer by less is not "the nearest"


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
    return _several(draw)[0]


def answered_which(draw: Draw) -> Lesson:
    """The answer to that: "yellow, cheers". Beside what it stands was told already, and is not where it is to go."""
    asked, order = _several(draw)
    past = (Utterance("user", asked.say), Utterance("robot", asked.text))
    index = draw.of(order.options)
    return settled(draw, order, index, past, CHOICE(draw, x=choice_words(draw, order, index)))


def _several(draw: Draw) -> tuple[Lesson, Order]:
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
    say = plainly(draw, table, verb, phrase(draw, table, meaning), goal, relation)
    lesson = Lesson(scene, (), say, "ask", text, (), options, tuple(fits), () if goal is None else (goal,), "ask")
    return lesson, Order(table, verb, fits[0], goal, relation, "target", tuple(fits))


_THERE_IS = Phrases("""
3*there (is|should be|must be) {a}, (lift|pick up|take) (that|that one|it)
2*there's {a}, isn't there, (lift that|pick that up|take that one)
2*do you see {a}, (pick it up|lift it|take it)
there ought to be {a}, (get it|lift that one|pick it up)
you will find {a}, (take it|pick it up)
~somewhere there is {a}, lift it
""")


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
    if verb == "pick" and draw.random() < 0.25:
        say = written(draw, sentence(draw, _THERE_IS(draw, a=replies.article(phrase(draw, table, meaning, "").strip()))))
        return Lesson(scene, (), say, "answer", replies.absent(scene, what), tag="premise")
    say = plainly(draw, table, verb, phrase(draw, table, meaning), s.destination, None)
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
    noun = draw.of((KIND_WORDS[look[0]](draw), KIND_WORDS[look[0]](draw), "thing", "one"))
    said = f"{noun} {draw.of(('', '', 'that is ', 'standing ', 'which is '))}{_BETWEEN(draw)} {draw.of(('the two', 'the two', 'the', 'both'))} {PLURAL_WORDS[kind](draw)}"
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
~the twin of the {x}
~the spare {x}
""")


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
    if draw.random() < 0.2:
        wish = draw.of(("lift it", "pick that one up", "i want that one up", "take it") if verb == "pick" else ("i want that one", "put it", "that one goes", "place it"))
        where = "" if verb == "pick" else f" {preposition(scene[s.destination].kind)} the {table.names[s.destination]}"
        say = written(draw, sentence(draw, f"{thing}, {wish}{where}"))
    else:
        say = plainly(draw, table, verb, thing, s.destination, None)
    return Lesson(scene, (), say, "answer", replies.absent(scene, f"{nth} {o.color} {o.kind}"), (), (), (), () if s.destination is None else (s.destination,), "premise")


_THIRD = Phrases("""
3*the third {x}
2*the third {x} from the (left|right)
the third {x}, the one after the second
the third of the {n}
the third one of the {n}
the middle one of the three {n}
{x} number three
~the last of the three {n}
""")


def third_of_two(draw: Draw) -> Lesson:
    """ "The third cup from the left", of two: it sees no third, and does not ask which of the two."""
    look = any_look(draw, PICKABLE)
    same = draw.random() < 0.5
    looks = [look, look if same else (look[0], draw.of(COLORS), look[2]), any_look(draw, CONTAINERS)]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table = Table(scene)
    alike = [i for i, o in enumerate(scene) if o.kind == look[0]]
    if len(alike) != 2 or held(scene) is not None or any(o.inside is not None for o in scene):
        raise NoRoom
    color = look[1] if same and draw.random() < 0.6 else None
    shade = COLOR_WORDS[color](draw) if color else ""
    thing = _THIRD(draw, x=f"{shade} {KIND_WORDS[look[0]](draw)}".strip(), n=f"{shade} {PLURAL_WORDS[look[0]](draw)}".strip())
    goal = where[2] if draw.random() < 0.35 else None
    say = plainly(draw, table, "pick" if goal is None else "place", thing, goal, None)
    return Lesson(scene, (), say, "answer", replies.absent(scene, f"third {color or ''} {look[0]}".replace("  ", " ")), (), (), (), () if goal is None else (goal,), "premise")


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


_UNDECIDED_WHERE = Phrases("""
3*{x} {a} or {b}, [oh] i (can't decide|don't know|am not sure|can never remember which|haven't decided|forget which)
2*{x}, er, {a} or {b}, i (can't decide|don't know|am not sure|can never remember which one i want|keep forgetting)
2*{x} {a}, or (maybe|perhaps) {b}, (hmm|i don't know|i'm not sure|let me think|i wonder)
2*{x} {a} or {b}, [i don't know] which was it
{x} {a}, or was it {b}
{x} {a}, no wait, {b}, no, i don't know
{x} (one of|either of|whichever of) the two, {a} or {b}, i'm not sure
{x} {a}... or {b}? [i'm torn]
~{x} {a} or else {b}, i'm in two minds
""")


def undecided_where(draw: Draw) -> Lesson:
    """ "Put the can in the bowl or the box, I can never remember which": where?"""
    s = setting(draw, "place")
    table, scene = s.table, s.table.scene
    goals = table.of(CONTAINERS)
    if held(scene) is not None or loaded(scene, s.target) or scene[s.target].inside is not None or len(goals) < 2:
        raise NoRoom
    one, other = draw.shuffled(goals)[:2]
    a, b = (refer(draw, table, i, goals, simple=True) for i in (one, other))
    if any(r.meaning.side or r.meaning.relation for r in (a, b)):
        raise NoRoom
    places = [f"{in_or_on(draw, scene[i].kind)} {r.words}" for i, r in ((one, a), (other, b))]
    if preposition(scene[one].kind) == preposition(scene[other].kind) and draw.random() < 0.5:
        places[1] = b.words
    thing = refer(draw, table, s.target, [i for i in table.of(PICKABLE)], simple=True)
    order = draw.of(("put {t}", "put {t}", "place {t}", "drop {t}", "{t} goes", "move {t}", "i want {t}", "set {t}", "pop {t}")).format(t=thing.words)
    say = written(draw, sentence(draw, _UNDECIDED_WHERE(draw, x=order, a=places[0], b=places[1])))
    text, options = replies.where_to(table.names[s.target], scene, (one, other), table.names)
    return Lesson(scene, (), say, "ask", text, (), options, (s.target,), tuple(in_order(scene, (one, other))), "ask")


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
