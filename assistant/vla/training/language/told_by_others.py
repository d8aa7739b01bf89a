"""One thing told by others: by their colour ("the cup that matches the plate"), by what is to stay ("leave the black ones be"), as one of three in a row, by its side.

Knows single commands and references.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import candidates, distractors, plainly, setting, step_for, steps_for, twin, unusual_pair
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.pick_words import PICK
from assistant.vla.training.language.references import in_or_on, phrase, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, any_look, build, held, loaded
from assistant.vla.training.language.sequences import GAP, gap_said
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, KIND_WORDS, PLURAL_WORDS, SIDE_BEFORE

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
    say = plainly(draw, table, verb, thing, goal, None)
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
2*{x}. {c} (one|ones) let it be
2*{x}, and mind the {c} one
2*{x}, the {c} (one|one's) (is|) for (another address|somebody else|someone else|later|tomorrow|my sister)
{x}, the {c} one (isn't mine|is not for here|belongs to someone else|is taken|is spoken for|has to wait|is not part of this)
{x}, and the {c} one stays (put|where it is|right there)
{x} and don't mind the {c} one
the {c} one is (somebody else's|spoken for|not for sale|not mine), [so] {x}
the {c} one (is fine|looks fine|is good) (there|where it is), [but] {x}
mind the {c} one. {x}
watch out for the {c} one. {x}
{x}, i'm not (using|talking about|asking for) the {c} one
let the {c} one be. {x}
2*{x}. (hands off|don't touch) the {c} one
{x}, the {c} one's for (the judge|the boss|grandma|table two|the others), hands off
{x}. the {c} one's for (the judge|the boss|grandma|table two|the others)
{x}, (don't|do not) disturb the {c} one
{x}, the {c} one's (asleep|resting|sleeping|busy)
the {c} one's (asleep|resting|busy), let it be. {x}
~let the {c} (one|ones) rest. {x}
""")
_ON_GOES = Phrases("""
2*{in} {d} (should go|goes|belongs|should be) {t}
(what should go|what belongs|what goes) {in} {d} is {t}
{t} is what (should go|belongs) {in} {d}
{in} {d} i want {t}
put {t} {in} {d}
put {in} {d} {t}
{t} is to be (kept|put|placed) {in} {d}
{t} has got to go {in} {d}
{t}, {in} {d}
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
    if draw.of(("pick", "place", "place")) == "pick":
        x, steps, goal = PICK(draw, t=thing.words), steps_for(table, "pick", target, None, None), None
    else:
        x = _ON_GOES(draw, t=thing.words, d=place.words, **{"in": in_or_on(draw, scene[goal].kind)})
        steps = steps_for(table, "place", target, goal, None)
    other = COLOR_WORDS[draw.of(others)](draw)
    sizes = {scene[i].size for i in things if scene[i].kind == scene[target].kind and i != target}
    if scene[target].kind in ("cube", "ball") and sizes == {"large"} != {scene[target].size} and draw.random() < 0.5:
        other = BIGGER(draw)
    say = written(draw, _SPARED(draw, c=other, x=x))
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
        into = in_or_on(draw, scene[goal].kind)
        d = refer(draw, table, goal, table.of(CONTAINERS), simple=True).words
        x = draw.of((f"put {thing} {into} {d}", f"{thing} {into} {d}", f"{thing} goes {into} {d}", f"{thing} {into} {d} then"))
        steps = steps_for(table, "place", found[0], goal, None)
    say = written(draw, _IN_A_ROW(draw, n=PLURAL_WORDS[look[0]](draw), x=x))
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (found[0],), () if goal is None else (goal,), verb)


def sides_apart(draw: Draw) -> Lesson:
    """Two alike told by their sides, each to its own place: "left cube in the bowl, right cube on the plate"."""
    look = any_look(draw, PICKABLE)
    looks = [look, look if draw.random() < 0.6 else twin(draw, look), any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if looks[2][:2] == looks[3][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.3)
    scene, where = build(draw, looks)
    table, (a, b, c, d) = Table(scene), where[:4]
    pair = [i for i in table.of(PICKABLE) if scene[i].kind == look[0]]
    ends = draw.of((("left", "right"), ("right", "left"), ("near", "far"), ("far", "near")))
    if sorted(pair) != sorted((a, b)) or any(o.held or o.inside is not None for o in scene):
        raise NoRoom
    found = [denote(table, Meaning((look[0],), side=side), pair) for side in ends]
    if any(not f or len(f) != 1 for f in found) or found[0] == found[1]:
        raise NoRoom
    (first,), (second,) = found
    the = draw.of(("the ", "the ", ""))
    noun = KIND_WORDS[look[0]](draw)
    t, u = (f"{the}{SIDE_BEFORE[side](draw)} {n}" for side, n in zip(ends, (noun, draw.of((noun, noun, "one")))))
    goal, other = (refer(draw, table, i, table.of(CONTAINERS), simple=True).words for i in (c, d))
    prepositions = [in_or_on(draw, scene[i].kind) for i in (c, d)]
    said = GAP(draw, t=t, d=goal, u=u, e=other, **{"in": prepositions[0], "on": prepositions[1]})
    steps = (step_for(table, "place", first, c, None), step_for(table, "place", second, d, None))
    draw.spatial = True
    return Lesson(scene, (), gap_said(draw, said), "act", replies.doing(steps), steps, (), (first, second), (c, d), "sequence")
