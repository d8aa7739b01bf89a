"""Several things at once: all the cubes, both cups, everything but the can, the red one and the ball; a tower of cubes.

One step a thing, at most five. Knows scenes, references and single commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, dressed, order_words, step_for, twin
from assistant.vla.training.language.gestures import GESTURES
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.references import in_or_on, plural, refer, refer_absent, refer_vaguely
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, SIZES, NoRoom, any_look, build, in_order, loaded, near_miss, preposition
from assistant.vla.training.language.words import BIGGER, COLOR_WORDS, KIND_WORDS, NUMBER_WORDS, SMALLER
from assistant.vla.training.language.words import words as alternatives

ALL = Phrases("""
6*all the {n}
3*all {n}
2*all of the {n}
2*every one of the {n}
2*the {n}
all these {n}
each of the {n}
every single one of the {n}
all those {n}
~the whole lot of {n}
~any and all {n}
""", more="many.ALL")
BOTH = Phrases("""
5*both {n}
3*both the {n}
2*both of the {n}
the two {n}
the {n}
the 2 {n}
all the {n}
~the pair of {n}
~the couple of {n}
""", more="many.BOTH")
EVERYTHING = Phrases("""
5*everything
2*all the things
2*all of it
all the objects
all the items
everything on the table
everything you see
all you can see
all the loose things
the lot
everything else
all the stuff
every object
~the whole lot
~each and every thing
""", more="many.EVERYTHING")


EXCEPT = Phrases("""
3*everything (except|but) {x}
2*everything except for {x}
2*all the things (except|but) {x}
everything apart from {x}
all but {x}
everything, but not {x},
everything other than {x}
~everything save {x}
~everything bar {x}
""", more="many.EXCEPT")
EXCEPT_KIND = Phrases("""
3*all the {n} (except|but) {x}
2*all {n} except {x}
the {n} (except|but not) {x}
all the {n} apart from {x}
every {k} (except|but) {x}
all the {n} that are not {c}
the {n} that are not {c}
~all {n} save {x}
~the {n} bar {x}
""", more="many.EXCEPT_KIND")
SOME = Phrases("""
3*{m} of the {n}
2*{m} {n}
any {m} of the {n}
any {m} {n}
{m} of these {n}
~a couple of the {n}
""", more="many.SOME")
# {c} is a colour or a shape.
THAT_ARE = Phrases("""
4*everything {c}
3*everything that's {c}
2*anything {c}
all that's {c}
whatever's {c}
all the {c} stuff
{c} stuff
all things {c}
the {c} ones
all the {c} ones
~each {c} thing
""", more="many.THAT_ARE")
_SHAPED = {"ball": alternatives("6*round|spherical|ball shaped|~globular"), "cube": alternatives("4*square|cube shaped|2*cubic|~cubical"), "can": alternatives("cylindrical|made of tin|~cylinder shaped")}
TOWER = Phrases("""
stack every {k} you have
4*stack the {n}
3*stack all the {n}
3*build a tower (with|from|out of|using) the {n}
2*make a tower (with|from|out of|of) the {n}
2*stack the {n} on top of each other
2*pile up the {n}
stack up the {n}
put the {n} on top of each other
build a tower (with|from|out of|using) all the {n}
build the highest tower you can with the {n}
make a stack (of|from|with) the {n}
build a stack of {n}
stack the {n} up
pile the {n} on top of each other
build me a tower
i want a tower of {n}
could we have a tower of {n}
~erect a tower from the {n}
~heap the {n} up
""", more="many.TOWER")


def everything(draw: Draw, fault: str = "") -> Lesson:
    """All the cubes, both cups, everything, or two named things into one place: one step a thing, at most three.

    fault: "vague" or "absent": the place is so.
    """
    kind, place = draw.of(PICKABLE), any_look(draw, CONTAINERS)
    count = draw.of((2, 2, 3, 3, 1))
    how = draw.of(("kind", "kind", "kind", "color", "everything", "named", "named", "except", "except kind", "some", "kind and one"))
    looks, colors = [place], draw.shuffled(COLORS)
    if how in ("kind", "except kind", "some", "kind and one"):
        count = max(count, 3) if how in ("except kind", "some") else 2 if how == "kind and one" else count
        sizes = draw.shuffled(SIZES) if how in ("kind", "kind and one") and kind in ("cube", "ball") and draw.random() < 0.35 else ("medium",) * 3
        alike = draw.random() < 0.4 and sizes[0] != sizes[1]  # the size alone tells them apart
        looks += [(kind, colors[0] if alike or draw.random() > 0.9 else colors[k], sizes[k]) for k in range(count)]
        others = [any_look(draw) for _ in range(draw.whole(0, 2))]
        looks += [l for l in others if l[0] not in (kind, place[0])]
    elif how == "color":
        kinds = draw.shuffled(PICKABLE)
        looks += [(kinds[k], colors[0], "medium") for k in range(max(2, count))]
        others = [any_look(draw) for _ in range(draw.whole(0, 3))]
        looks += [l for l in others if l[1] != colors[0] and l[0] != place[0]]
    else:
        looks += [any_look(draw, PICKABLE) for _ in range(max(2, count))]
        if how == "named":
            others = [any_look(draw) for _ in range(draw.whole(0, 2))]
            looks += [l for l in others if l[0] != place[0]]
    if fault == "vague":
        looks.append(twin(draw, place))
        if looks[-1][:2] == place[:2]:
            raise NoRoom
    elif fault == "absent":
        looks[0] = near_miss(draw, place)
        if any(l[:2] == place[:2] for l in looks):
            raise NoRoom
    if len(looks) > 7:
        raise NoRoom
    inside = {1: 0} if not fault and how in ("kind", "color", "everything") and len(looks) > 3 and draw.random() < 0.1 else None
    scene, where = build(draw, looks, inside)
    table = Table(scene)
    goal = where[0]
    places = table.of(CONTAINERS)
    place_said = refer_vaguely(draw, table, goal, places) if fault == "vague" else refer_absent(draw, table, places, CONTAINERS, place[:2]) if fault == "absent" else refer(draw, table, goal, places)
    goal_words = place_said.words
    things = [i for i in table.of(PICKABLE)]
    if how == "kind":
        fits = [i for i in things if scene[i].kind == kind]
        words = (BOTH if len(fits) == 2 and draw.random() < 0.6 else ALL)(draw, n=plural(draw, (kind,)))
        if kind in _SHAPED and draw.random() < 0.15:
            words = THAT_ARE(draw, c=_SHAPED[kind](draw))
        elif len(fits) == 3 and draw.random() < 0.2:
            words = draw.of(("the three ", "the 3 ", "all three ", "all 3 ")) + plural(draw, (kind,))
    elif how == "color":
        fits = [i for i in things if scene[i].color == colors[0]]
        words = ALL(draw, n=COLOR_WORDS[colors[0]](draw) + " " + plural(draw, None)) if draw.random() < 0.5 else THAT_ARE(draw, c=COLOR_WORDS[colors[0]](draw))
    elif how == "everything":
        fits, words = things, EVERYTHING(draw)
    elif how == "except":
        out = draw.of(things)
        fits, words = [i for i in things if i != out], EXCEPT(draw, x=refer(draw, table, out, things, simple=True).words)
    elif how == "except kind":
        same = [i for i in things if scene[i].kind == kind]
        out = draw.of(same)
        if sum(scene[i].color == scene[out].color for i in same) > 1:
            raise NoRoom
        c = COLOR_WORDS[scene[out].color](draw)
        fits, words = [i for i in same if i != out], EXCEPT_KIND(draw, n=plural(draw, (kind,)), k=KIND_WORDS[kind](draw), c=c, x=f"the {c} one")
    elif how == "some":
        same = in_order(scene, [i for i in things if scene[i].kind == kind])
        fits, words = same[:2], SOME(draw, n=plural(draw, (kind,)), m=draw.of(NUMBER_WORDS[2]))
        if len(same) < 3:
            raise NoRoom
    elif how == "kind and one":
        same = in_order(scene, [i for i in things if scene[i].kind == kind])
        rest = [i for i in things if scene[i].kind != kind]
        if not rest or len(same) != 2:
            raise NoRoom
        one = draw.of(rest)
        fits, group, single = [*same, one], (BOTH if draw.random() < 0.4 else ALL)(draw, n=plural(draw, (kind,))), refer(draw, table, one, things).words
        words = f"{group} and {single}"
        if draw.random() < 0.35:
            fits, words = [one, *same], f"{single} and {group}"
    else:
        fits = draw.shuffled(things)[:draw.of((2, 2, 2, 3))]
        named = [refer(draw, table, i, things).words for i in fits]
        words = ", ".join(named[:-1]) + draw.of((" and ", " and ", " and also ", " as well as ", " and then ")) + named[-1]
    todo = [i for i in (fits if how in ("named", "kind and one") else in_order(scene, fits)) if scene[i].inside != goal]
    ordered = ""
    if not fault and how in ("kind", "color", "everything") and 1 < len(todo) < 4 and draw.random() < 0.25:
        todo, ordered = _told_order(draw, table, todo)
    if not 1 <= len(todo) <= 3 or any(loaded(scene, i) for i in todo) or (how == "named" and len(todo) < 2):
        raise NoRoom
    if how in ("kind", "except") and len(fits) == 1:
        raise NoRoom
    if any(scene[i].held for i in todo):
        raise NoRoom
    steps = tuple(step_for(table, "place", i, goal, None) for i in todo)
    spoken, bare = order_words(draw, "place", words, goal_words, scene[goal].kind, None)
    spoken = _of_many(spoken)
    if not fault and len(todo) < 3 and bare and draw.random() < 0.12:
        last = draw.of(("go home", "go home", "wave", "open the gripper"))
        spoken += draw.of((", then ", " and then ", ", and ", " and ", ", after that ")) + GESTURES[last](draw)
        steps += (last,)
    elif not fault and how == "everything" and bare and draw.random() < 0.3:
        spoken = draw.of(("tidy up", "tidy the table", "clean up", "clear the table", "time to clean up")) + draw.of((", ", ": ", ", so ")) + spoken
    say = dressed(draw, spoken + ordered, bare)
    if fault == "vague":
        text, options = replies.which(scene, place_said.matches, table.names)
        return Lesson(scene, (), say, "ask", text, (), options, tuple(todo), place_said.matches, "ask")
    if fault == "absent":
        return Lesson(scene, (), say, "answer", replies.absent(scene, place_said.what), (), (), tuple(todo), (), "premise")
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), tuple(todo), (goal,), "sequence")


def _of_many(said: str) -> str:
    """What is said of one thing, said of several."""
    for one, several in ((" put it ", " put them "), (" drop it ", " drop them "), (" place it ", " place them "), (" is ", " are "), (" goes ", " go "),
                         (" belongs ", " belong "), (" needs ", " need "), (" has ", " have "), (" ends ", " end ")):
        said = said.replace(one, several)
    return said


_COUNTED = Phrases("""
4*the {m} {n}
3*all {m} {n}
2*all the {m} {n}
2*all {m} of the {n}
{m} {n}, all of them,
~the whole {m} {n}
""")


def many_more(draw: Draw) -> Lesson:
    """Four or five things into one place, all of a kind, of a color, or all there are. It says how many, for to name each would take too long; of more than five it takes five."""
    kind, place, colors = draw.of(PICKABLE), any_look(draw, CONTAINERS), draw.shuffled(COLORS)
    count, how = draw.of((4, 4, 4, 4, 5, 5, 6)), draw.of(("kind", "kind", "kind", "color", "everything"))
    if how == "kind":
        looks = [place] + [(kind, colors[k] if draw.random() < 0.9 else colors[0], "medium") for k in range(count)]
        looks += [l for l in (any_look(draw) for _ in range(draw.whole(0, 6 - count))) if l[0] not in (kind, place[0])]
    elif how == "color":
        kinds = [draw.of(PICKABLE) for _ in range(count)]
        looks = [place] + [(k, colors[0], "medium") for k in kinds]
        looks += [l for l in (any_look(draw) for _ in range(draw.whole(0, 6 - count))) if l[1] != colors[0] and l[0] != place[0]]
    else:
        looks = [place] + [any_look(draw, PICKABLE) for _ in range(count)]
    scene, where = build(draw, looks)
    table, goal = Table(scene), where[0]
    fits = [i for i in table.of(PICKABLE) if how == "everything" or (scene[i].kind == kind if how == "kind" else scene[i].color == colors[0])]
    called = plural(draw, (kind,) if how == "kind" else None)
    if how == "color":
        called = f"{COLOR_WORDS[colors[0]](draw)} {called}"
    if draw.random() < 0.3 and how != "everything":
        words = _COUNTED(draw, n=called, m=draw.of(NUMBER_WORDS[len(fits)]))
    else:
        words = EVERYTHING(draw) if how == "everything" else ALL(draw, n=called)
    todo = in_order(scene, fits)[:5]
    steps = tuple(step_for(table, "place", i, goal, None) for i in todo)
    said, bare = order_words(draw, "place", words, refer(draw, table, goal, table.of(CONTAINERS)).words, scene[goal].kind, None)
    text = f"Putting {replies.NUMBERS[len(todo)]} {replies.PLURAL[kind if how == 'kind' else 'object']} {preposition(scene[goal].kind)} the {table.names[goal]}."
    if any(loaded(scene, i) or scene[i].held for i in todo) or len(replies.tokens(" ".join((*steps, text)))) + len(steps) > WRITTEN:
        raise NoRoom
    return Lesson(scene, (), dressed(draw, _of_many(said), bare), "act", text, steps, (), tuple(todo), (goal,), "sequence")


WRITTEN = 56  # words of a reply, without what begins and ends it


def _told_order(draw: Draw, table: Table, todo: list[int]) -> tuple[list[int], str]:
    """Which of them is to come first, or last, and the words for it: ", the red one first"."""
    scene, index = table.scene, draw.of(todo)
    sizes = [SIZES.index(scene[i].size) for i in todo]
    ranks = [(todo[sizes.index(f(sizes))], w) for f, w in ((min, SMALLER), (max, BIGGER)) if sizes.count(f(sizes)) == 1]
    if ranks and (len({scene[i].kind for i in todo}) == 1) and draw.random() < 0.6:
        index, size = draw.of(ranks)
        words = f"the {size(draw)} one"
    elif sum(scene[i].color == scene[index].color for i in todo) > 1:
        raise NoRoom
    else:
        words = f"the {COLOR_WORDS[scene[index].color](draw)} one"
    rest = [i for i in todo if i != index]
    if len(todo) == 2 and draw.random() < 0.2:
        return [*rest, index], draw.of((f", {words} last", f" and {words} last"))
    return [index, *rest], draw.of((f", {words} first", f", {words} first please", f", starting with {words}", f" but {words} first", f", begin with {words}", f" and start with {words}"))


# {t} are several and go {in} {d}, {u} is one other and goes {on} {e}.
_GROUPS = Phrases("""
3*{t} go {in} {d}, {u} {on} {e}
3*put {t} {in} {d} and {u} {on} {e}
2*{t} {in} {d}, {u} {on} {e}
2*{t} {in} {d} and {u} {on} {e}
{t} to {d} and {u} to {e}
{t} go {in} {d} and {u} goes {on} {e}
{t} belong {in} {d} and {u} {on} {e}
put {t} {in} {d}, then {u} {on} {e}
put {t} {in} {d}, and put {u} {on} {e}
sort them: {t} {in} {d}, {u} {on} {e}
i want {t} {in} {d} and {u} {on} {e}
{d} is for {t}, {e} is for {u}
~{t} live {in} {d}, {u} {on} {e}
""", more="many._GROUPS")


def groups(draw: Draw) -> Lesson:
    """Two of a kind into one place, another thing into another: "the cans go in the box, the cup in the bowl"."""
    kind, colors = draw.of(PICKABLE), draw.shuffled(COLORS)
    other = any_look(draw, [k for k in PICKABLE if k != kind])
    looks = [(kind, colors[0], "medium"), (kind, colors[1], "medium"), other, any_look(draw, CONTAINERS), any_look(draw, CONTAINERS)]
    if looks[3][:2] == looks[4][:2]:
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.3)
    scene, where = build(draw, looks)
    table, one, first, second = Table(scene), where[2], where[3], where[4]
    same = in_order(scene, [i for i in table.of(PICKABLE) if scene[i].kind == kind])
    if len(same) != 2:
        raise NoRoom
    slots = {"t": (BOTH if draw.random() < 0.5 else ALL)(draw, n=plural(draw, (kind,))), "u": refer(draw, table, one, table.of(PICKABLE), simple=True).words}
    slots |= {slot: refer(draw, table, i, table.of(CONTAINERS), simple=True).words for slot, i in (("d", first), ("e", second))}
    slots |= {slot: in_or_on(draw, scene[i].kind) for slot, i in (("in", first), ("on", second))}
    said = _GROUPS(draw, **slots)
    steps = (*(step_for(table, "place", i, first, None) for i in same), step_for(table, "place", one, second, None))
    return Lesson(scene, (), dressed(draw, said, said.startswith("put ")), "act", replies.doing(steps), steps, (), (*same, one), (first, second), "sequence")


def tower(draw: Draw) -> Lesson:
    """Stack the cubes: in the robot's order, the first on the second, then the third on the first. A cube alone cannot be stacked."""
    count, colors = draw.of((2, 2, 3)), draw.shuffled(COLORS)
    looks = [("cube", colors[k], draw.of(("medium", "medium", "small", "large"))) for k in range(count)]
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.3)
    looks = looks[:count] + [l for l in looks[count:] if l[0] != "cube"]
    scene, _ = build(draw, looks)
    table = Table(scene)
    order = in_order(scene, table.of(("cube",)))
    steps = [step_for(table, "stack", order[0], order[1], None)]
    if count == 3:
        steps.append(step_for(table, "stack", order[2], order[0], None))
    say = dressed(draw, TOWER(draw, n=plural(draw, ("cube",)), k=KIND_WORDS["cube"](draw)), True)
    return Lesson(scene, (), say, "act", replies.doing(steps), tuple(steps), (), (order[0], *order[2:]), (order[1], *order[:count - 2]), "sequence")
