"""Orders as people string them together: the second thing said first, "respectively", "cube, box. can, up", "can left of cup", "the two leftmost balls".

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, goal_kinds, step_for, twin
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, plural, refer
from assistant.vla.training.language.scenes import CONTAINERS, PICKABLE, RELATIONS, NoRoom, any_look, build, in_order
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, RELATION_SAID

# First {t} goes {in} {d} (a place or a relation), then {u} is picked up.
_BUT_FIRST = Phrases("""
2*<lift> {u} once you're done (putting|moving|placing) {t} {in} {d}
2*<lift> {u} after you have put {t} {in} {d}
2*before you <lift> {u}, put {t} {in} {d}
2*before you <lift> {u}, get {t} {in} {d}
<lift> {u}, but not until {t} is {in} {d}
you can <lift> {u}, but not until {t} is {in} {d}
you can <lift> {u}, but first put {t} {in} {d}
<lift> {u}, but first {t} goes {in} {d}
<lift> {u} as soon as {t} is {in} {d}
<lift> {u} when {t} is {in} {d}
finally <lift> {u}, but to begin with put {t} {in} {d}
<lift> {u} at the end, first put {t} {in} {d}
{t} goes {in} {d} and {u}, you just hold it
{t} {in} {d}, and {u}, you just lift it
put {t} {in} {d}, and {u}, lift it afterwards
{t} {in} {d}. {u}, up
{t} {in} {d}, {u} in your hand
put {t} {in} {d} and finish with {u} in your hand
{t} {in} {d}, and when that's done i want {u}
{t} first, that goes {in} {d}. then <lift> {u}
{t}: {in} {d}. {u}: just lift it
{in} {d} with {t}, and then <lift> {u}
put {t} {in} {d} so that you can <lift> {u}
when {t} is {in} {d}, i want to see {u} in the air
that leaves {u} to be lifted once {t} is {in} {d}
don't <lift> {u} before {t} is {in} {d}
~<lift> {u} the moment {t} sits {in} {d}
""", more="loosely._BUT_FIRST")
Phrases("""
4*pick up
3*lift
2*take
2*grab
hold up
hold
raise
get
""", "lift")


def but_first(draw: Draw) -> Lesson:
    """Two steps, the second often said before the first."""
    verb = draw.of(("place", "place", "place", "move", "stack"))
    looks = [any_look(draw, ("cube",) if verb == "stack" else PICKABLE), any_look(draw, goal_kinds(verb)), any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.4)
    scene, where = build(draw, looks)
    table, (target, goal, last) = Table(scene), where[:3]
    t, d, u = _plain(draw, table, (target, goal, last), verb)
    relation = draw.of(RELATIONS) if verb == "move" else None
    where_to = RELATION_SAID[relation](draw) if verb == "move" else in_or_on(draw, scene[goal].kind)
    said = _BUT_FIRST(draw, t=t, d=d, u=u, **{"in": where_to})
    steps = (step_for(table, verb, target, goal, relation), step_for(table, "pick", last, None, None))
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target, last), (goal,), "sequence")


def _plain(draw: Draw, table: Table, indexes, verb: str) -> list[str]:
    """Words for the thing, its goal and another thing, that hold whatever was moved before."""
    found = []
    for k, i in enumerate(indexes):
        among = table.of(goal_kinds(verb)) if k == 1 else table.of(PICKABLE)
        reference = refer(draw, table, i, [a for a in among if k != 0 or a != indexes[1]])
        if k and (reference.meaning.side or reference.meaning.relation or reference.meaning.rank or "," in reference.words):
            raise NoRoom
        found.append(reference.words)
    return found


# {t} goes {in} {d}, {u} goes {on} {e}.
_EACH = Phrases("""
3*{t} and {u} go to {d} and {e} respectively
2*put {t} and {u} {in} {d} and {on} {e} respectively
{t}'s for {d}, {u}'s for {e}
{t} is for {d} and {u} is for {e}
{d} is for {t}, {e} is for {u}
{d} gets {t} and {e} gets {u}
{t} {in} {d}, {u} {on} {e}
{t} to {d}, {u} to {e}
{t} belongs {in} {d} and {u} {on} {e}
{in} {d} goes {t}, {on} {e} goes {u}
{t} {in} {d}; as for {u}, it goes {on} {e}
{t} {in} {d} and, what else, oh yes, {u} {on} {e}
{t} {in} {d} and, while you're at it, {u} {on} {e}
{t} {in} {d}, and don't forget {u}, it goes {on} {e}
give {d} {t} and give {e} {u}
~{t} and {u}, that's {d} and {e} in turn
""", more="loosely._EACH")


def each_its_own(draw: Draw) -> Lesson:
    """Two things to two places, or to two sides of one: "cup and can go to plate and box respectively"."""
    beside = draw.random() < 0.35
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if beside:
        looks.pop()
    distractors(draw, looks, draw.of((0, 0, 1)), 0.4)
    scene, where = build(draw, looks)
    table, (a, b, c) = Table(scene), where[:3]
    e = c if beside else where[3]
    words = [refer(draw, table, i, table.of(PICKABLE if k < 2 else CONTAINERS)) for k, i in enumerate((a, b, c, e))]
    if any(w.meaning.side or w.meaning.relation or "," in w.words for w in words[1:]) or len({w.words for w in words[:2]}) < 2:
        raise NoRoom
    prepositions = [in_or_on(draw, scene[g].kind) for g in (c, e)]
    steps = [step_for(table, "place", a, c, None), step_for(table, "place", b, e, None)]
    if beside:
        k, relation = draw.of((0, 1)), draw.of(RELATIONS)
        prepositions[k], steps[k] = RELATION_SAID[relation](draw), step_for(table, "move", (a, b)[k], c, relation)
    elif c == e:
        raise NoRoom
    said = _EACH(draw, t=words[0].words, u=words[1].words, d=words[2].words, e=draw.of(("it", words[2].words)) if beside else words[3].words, **{"in": prepositions[0], "on": prepositions[1]})
    if beside and any(mark in said for mark in ("respectively", " for ", "gets", "give", " to ", "in turn", "it it")):
        raise NoRoom  # these tell no side
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), tuple(steps), (), (a, b), (c,) if beside else (c, e), "sequence")


_BARE_PUT = Phrases("""
4*{k} {in} {d}
2*{k} {in} {d} please
{k} to {d}
{k}, {d}, go
{k}, {d}, please
{k} {in} {d} pls
put {k} {in} {d}
{k}... {in} {d}
""", more="loosely._BARE_PUT")
_BARE_MOVE = Phrases("""
4*{k} {by} {d}
2*{k} {by} {d} please
put {k} {by} {d}
move {k} {by} {d}
{k} {by} {d} pls
{k}, {by} {d}
""", more="loosely._BARE_MOVE")
_BARE_TWO = Phrases("""
3*{k}, {d}. {u}, up
2*{k} {in} {d}. {u} up
{k} {in} {d}, {u} up
{k} to {d}, then {u} up
{k} {in} {d} then lift {u}
{k}, {d}, then {u}, up
""", more="loosely._BARE_TWO")


def bare_words_only(draw: Draw) -> Lesson:
    """No articles, hardly a verb: "can left of cup", "cube, box. can, up"."""
    verb = draw.of(("place", "move", "move", "two"))
    looks = [any_look(draw, PICKABLE), any_look(draw, CONTAINERS if verb != "move" else PICKABLE + CONTAINERS)]
    if verb == "two":
        looks.append(any_look(draw, PICKABLE))
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.3)
    scene, where = build(draw, looks)
    table, words = Table(scene), []
    for k, i in enumerate(where[: 3 if verb == "two" else 2]):
        o = scene[i]
        among = table.of(PICKABLE) if k != 1 else table.of(CONTAINERS) if verb != "move" else range(len(scene))
        plain = denote(table, Meaning((o.kind,)), [a for a in among if k or a != where[1]]) == [i] and draw.random() < 0.7
        if not plain and denote(table, Meaning((o.kind,), o.color), among) != [i]:
            raise NoRoom
        words.append(KIND_WORDS[o.kind](draw) if plain else f"{COLOR_WORDS[o.color](draw)} {KIND_WORDS[o.kind](draw)}")
    target, goal = where[:2]
    relation = draw.of(RELATIONS) if verb == "move" else None
    into = in_or_on(draw, scene[goal].kind)
    if verb == "move":
        said = _BARE_MOVE(draw, k=words[0], d=words[1], by=RELATION_SAID[relation](draw))
    else:
        said = _BARE_PUT(draw, k=words[0], d=words[1], **{"in": into}) if verb == "place" else _BARE_TWO(draw, k=words[0], d=words[1], u=words[2], **{"in": into})
    steps = (step_for(table, "move" if verb == "move" else "place", target, goal, relation),)
    if verb == "two":
        steps += (step_for(table, "pick", where[2], None, None),)
    tag = "sequence" if verb == "two" else verb
    return Lesson(scene, (), written(draw, said), "act", replies.doing(steps), steps, (), tuple([target, *where[2:3]] if verb == "two" else [target]), (goal,), tag)


# {n} is a kind in the plural.
_ENDS = {
    "left": ("the two leftmost {n}", "the two {n} on the left", "the first two {n} from the left", "the two {n} furthest to the left", "the left two {n}"),
    "right": ("the two rightmost {n}", "the two {n} on the right", "the last two {n} on the right", "the two {n} furthest to the right", "the right two {n}"),
    "near": ("the two nearest {n}", "the two {n} nearest to you", "the two {n} closest to you", "the front two {n}"),
    "far": ("the two farthest {n}", "the two {n} furthest from you", "the two {n} at the back", "the back two {n}"),
}
_TWO_OF_THREE = Phrases("""
4*put {t} {in} {d}
2*{t} {in} {d}
2*{t} go {in} {d}
2*{t} belong {in} {d}
move {t} {in} {d}
i want {t} {in} {d}
{t} {in} {d}, the third one stays
{t} belong {in} {d}, the other one doesn't
drop {t} {in} {d}
""", more="loosely._TWO_OF_THREE")


def two_of_three(draw: Draw) -> Lesson:
    """ "The two leftmost balls belong in the bowl"."""
    look = any_look(draw, PICKABLE)
    looks = [look, look, look] if draw.random() < 0.5 else [look, *(twin(draw, look) for _ in range(2))]
    looks.append(any_look(draw, CONTAINERS))
    distractors(draw, looks, draw.of((0, 0, 1)), 0.2)
    scene, where = build(draw, looks)
    table, goal, kind = Table(scene), where[3], look[0]
    three = [i for i, o in enumerate(scene) if o.kind == kind]
    if len(three) != 3:
        raise NoRoom
    end = draw.of(tuple(_ENDS))
    key = {"left": lambda i: -scene[i].y, "right": lambda i: scene[i].y, "near": lambda i: scene[i].x, "far": lambda i: -scene[i].x}[end]
    ordered = sorted(three, key=key)
    if key(ordered[2]) - key(ordered[1]) < 0.04:
        raise NoRoom  # too close to call
    draw.spatial = True
    two = in_order(scene, ordered[:2])
    d = refer(draw, table, goal, table.of(CONTAINERS))
    said = _TWO_OF_THREE(draw, t=draw.of(_ENDS[end]).format(n=plural(draw, (kind,))), d=d.words, **{"in": in_or_on(draw, scene[goal].kind)})
    steps = tuple(step_for(table, "place", i, goal, None) for i in two)
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), tuple(two), (goal,), "sequence")


# {t} stands on one side of {d} and is to go to another.
_WRONG_SIDE = Phrases("""
3*{t} is on the wrong side of {d}, it should be {by} it
2*{t} is on the wrong side of {d}, i want it {by} it
2*{t} is on the wrong side of {d}, put it {by} it
{t} shouldn't be {was} {d} but {by} it
i don't want {t} {was} {d}, i want it {by} it
{t} is {was} {d}, but it should be {by} it
{t} goes from {was} {d} to {by} it
bring {t} from {was} {d} to {by} {d}
could {t} not be {was} {d} but {by} it
move {t} around {d} so that it's {by} it
over {by} {d} with {t}
~{t} has strayed, {by} {d} is its place
""", more="loosely._WRONG_SIDE")


def wrong_side(draw: Draw) -> Lesson:
    """Where it is not to be, and where it is: "the can is on the wrong side of the bowl, I want it left of it"."""
    looks = [any_look(draw, PICKABLE), any_look(draw, goal_kinds("move"))]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.4)
    scene, where = build(draw, looks)
    table, target, goal = Table(scene), where[0], where[1]
    t = refer(draw, table, target, [i for i in table.of(PICKABLE) if i != goal])
    d = refer(draw, table, goal, [i for i in range(len(scene)) if i != target])
    if any(w.meaning.relation or w.meaning.unlike or "," in w.words for w in (t, d)):
        raise NoRoom
    was, now = draw.shuffled(RELATIONS)[:2]
    steps = (step_for(table, "move", target, goal, now),)
    said = _WRONG_SIDE(draw, t=t.words, d=d.words, was=RELATION_SAID[was](draw), by=RELATION_SAID[now](draw))
    return Lesson(scene, (), written(draw, sentence(draw, said)), "act", replies.doing(steps), steps, (), (target,), (goal,), "move")


SOURCES = (but_first,) * 4 + (each_its_own,) * 3 + (bare_words_only,) * 3 + (two_of_three,) * 2 + (wrong_side,) * 2


def loosely(draw: Draw) -> Lesson:
    return draw.of(SOURCES)(draw)
