"""Questions that compare: the biggest, the nearest, the same color, between, more of, and their answers.

Knows scenes, references and what the robot says; nothing of commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.asked import answer, scene_for
from assistant.vla.training.language.commands import distractors
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.comparing_words import BETWEEN_YES, BIGGEST, COMPARED, EITHER_COLOR, EITHER_PLACE, EITHER_SIDE, EXTREME, MORE, NEARER, NEAREST_TO, OF_TWO, SAME, SIZE
from assistant.vla.training.language.question_words import COLOR, RELATED
from assistant.vla.training.language.references import head, in_or_on, phrase, plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, RELATION_WORDS, SIZES, NoRoom, build, distance, offset
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS

NUMBERS, PLURAL, SAY = replies.NUMBERS, replies.PLURAL, replies.SAY


def extreme(draw: Draw) -> Lesson:
    """Which is the biggest, nearest, leftmost; how big is the cube."""
    if draw.random() < 0.4:
        kind, colors = draw.of(("cube", "ball")), draw.shuffled(COLORS)
        sizes = draw.shuffled(SIZES)[:draw.of((2, 2, 3))]
        looks = [(kind, colors[k], size) for k, size in enumerate(sizes)]
        distractors(draw, looks, min(draw.of((0, 1, 2)), 7 - len(looks)), 0.2)
        looks = looks[:len(sizes)] + [l for l in looks[len(sizes):] if l[0] != kind]
        scene, where = build(draw, looks)
        table = Table(scene)
        if draw.random() < 0.3:
            index = where[draw.whole(0, len(sizes) - 1)]
            words = phrase(draw, table, Meaning((kind,), scene[index].color), "the")
            return answer(draw, table, SIZE(draw, t=words), f"The {scene[index].color} {kind} is {scene[index].size}.", (index,))
        big = draw.random() < 0.5
        colored = draw.random() < 0.15
        index = where[(max if big else min)(range(len(sizes)), key=lambda k: SIZES.index(sizes[k]))]
        if colored:
            words = phrase(draw, table, Meaning((kind,), rank="large" if big else "small"), "the")
            return answer(draw, table, COLOR(draw, t=words), f"The {kind} is {scene[index].color}.", (index,))
        said = _of_two(draw, table, kind, where[: len(sizes)], big) if len(sizes) == 2 and draw.random() < 0.35 else BIGGEST(draw, n=draw.of((KIND_WORDS[kind](draw), f"of the {plural(draw, (kind,))}")), r=draw.of(("biggest", "largest", "bigger") if big else ("smallest", "tiniest", "smaller")))
        return answer(draw, table, said, f"The {scene[index].color} {kind} is the {'biggest' if big else 'smallest'}.", (index,))
    table = scene_for(draw, 2, draw.random() < 0.5, 0.0)
    scene = table.scene
    index = draw.whole(0, len(scene) - 1)
    kind = (scene[index].kind,) if draw.random() < 0.5 else None
    side = draw.of(("left", "right", "near", "far"))
    fits = denote(table, Meaning(kind, side=side), [i for i, o in enumerate(scene) if o.inside is None])
    among = [i for i, o in enumerate(scene) if kind is None or o.kind in kind]
    if not fits or len(among) < 2:
        raise NoRoom
    said = EXTREME[side](draw, n=head(draw, kind))
    return answer(draw, table, said, f"The {table.names[fits[0]]} is {replies.END[side]}.", fits)


def _of_two(draw: Draw, table: Table, kind: str, two: list[int], big: bool) -> str:
    """Which is bigger, the red or the white one."""
    ending = draw.of((" one", "", f" {kind}"))
    x, y = (f"the {COLOR_WORDS[table.scene[i].color](draw)}{ending}" for i in draw.shuffled(two))
    return OF_TWO(draw, n=KIND_WORDS[kind](draw), r=draw.of(("bigger", "larger") if big else ("smaller",)), x=x, y=y)


def same(draw: Draw) -> Lesson:
    """Do both cups have the same colour."""
    table = scene_for(draw, 2, True)
    scene = table.scene
    kind = draw.of(scene).kind
    fits = [i for i, o in enumerate(scene) if o.kind == kind]
    if len(fits) < 2:
        raise NoRoom
    two, colors = len(fits) == 2, {scene[i].color for i in fits}
    said = SAME(draw, all=draw.of(("both", "the two", "both the", "the") if two else ("all the", "all", "the")), n=plural(draw, (kind,)))
    text = f"Yes, they are {'both' if two else 'all'} {colors.pop()}." if len(colors) == 1 else f"No, I see {replies.listing(scene, fits)}."
    return answer(draw, table, said, text, fits)


def compared(draw: Draw) -> Lesson:
    """Is the red cube bigger than the blue one."""
    kind = draw.of(("cube", "ball"))
    colors, sizes = draw.shuffled(COLORS)[:2], [draw.of(SIZES), draw.of(SIZES)]
    looks = [(kind, colors[k], sizes[k]) for k in range(2)]
    distractors(draw, looks, draw.of((0, 1, 2)), 0.2)
    scene, where = build(draw, looks)
    table, (a, b) = Table(scene), where[:2]
    if any(sum((o.kind, o.color) == (kind, c) for o in scene) > 1 for c in colors):
        raise NoRoom
    big = draw.random() < 0.6
    x = f"the {COLOR_WORDS[colors[0]](draw)} {KIND_WORDS[kind](draw)}"
    y = f"the {COLOR_WORDS[colors[1]](draw)} {draw.of(('one', 'one', KIND_WORDS[kind](draw)))}"
    said = COMPARED(draw, x=x, y=y, r=draw.of(("bigger", "larger") if big else ("smaller", "tinier")))
    gap = SIZES.index(sizes[0]) - SIZES.index(sizes[1])
    if gap == 0:
        text = f"No, the {colors[0]} {kind} and the {colors[1]} {kind} are {sizes[0]}."
    else:
        text = f"{'Yes' if (gap > 0) == big else 'No'}, the {colors[0]} {kind} is {'bigger' if gap > 0 else 'smaller'}."
    return answer(draw, table, said, text, (a, b))


def between(draw: Draw) -> Lesson:
    """What is between the red cube and the bowl, and whether it is this."""
    table = scene_for(draw, 3, False, 0.0)
    scene = table.scene
    a, b = draw.shuffled(range(len(scene)))[:2]
    if scene[a].inside is not None or scene[b].inside is not None:
        raise NoRoom
    fits = denote(table, Meaning(None, relation=("between", (a, b))), range(len(scene)))
    if fits is None or (not fits and draw.random() < 0.85):
        raise NoRoom
    x, y = (refer(draw, table, i, range(len(scene)), simple=True).words for i in (a, b))
    if not fits:
        return answer(draw, table, RELATED(draw, by=draw.of(("between", "in between")), d=f"{x} and {y}"), SAY["nothing_there"], ())
    if draw.random() < 0.25:
        others = [i for i in range(len(scene)) if i not in (a, b) and scene[i].inside is None]
        index = draw.of(fits) if draw.random() < 0.6 else draw.of(others)
        said = BETWEEN_YES(draw, t=refer(draw, table, index, range(len(scene)), simple=True).words, a=x, b=y)
        text = f"{'Yes' if index in fits else 'No'}, the {table.names[index]} is {'' if index in fits else 'not '}between the {table.names[a]} and the {table.names[b]}."
        return answer(draw, table, said, text, (index, a, b))
    return answer(draw, table, RELATED(draw, by=draw.of(("between", "between", "in between")), d=f"{x} and {y}"), f"I see {replies.listing(scene, fits)}.", fits)


def nearer(draw: Draw) -> Lesson:
    """Is the ball closer to the plate or to the bowl."""
    table = scene_for(draw, 3, False, 0.0)
    scene = table.scene
    if draw.random() < 0.4:
        return _nearest_of_kind(draw, table)
    t, a, b = draw.shuffled(range(len(scene)))[:3]
    if any(scene[i].inside is not None for i in (t, a, b)) or abs(distance(scene[t], scene[a]) - distance(scene[t], scene[b])) < 0.035:
        raise NoRoom
    near = a if distance(scene[t], scene[a]) < distance(scene[t], scene[b]) else b
    words = {name: refer(draw, table, i, range(len(scene)), simple=True).words for name, i in (("t", t), ("a", a), ("b", b))}
    return answer(draw, table, NEARER(draw, **words), f"The {table.names[near]} is the nearest to the {table.names[t]}.", (t, near))


def _nearest_of_kind(draw: Draw, table: Table) -> Lesson:
    """Which cube is nearest to the plate, which thing."""
    scene, mark = table.scene, draw.whole(0, len(table.scene) - 1)
    kind = draw.of(scene).kind if draw.random() < 0.75 else None
    among = sorted((distance(o, scene[mark]), i) for i, o in enumerate(scene) if i != mark and o.kind == (kind or o.kind))
    if len(among) < 2 or among[1][0] - among[0][0] < 0.03 or any(scene[i].inside is not None for i in (mark, *(i for _, i in among))):
        raise NoRoom
    said = NEAREST_TO(draw, n=head(draw, None if kind is None else (kind,)), d=refer(draw, table, mark, range(len(scene)), simple=True).words)
    return answer(draw, table, said, f"The {table.names[among[0][1]]} is the nearest to the {table.names[mark]}.", (mark, among[0][1]))


def more(draw: Draw) -> Lesson:
    """Are there more cubes than cups."""
    table = scene_for(draw, 2, True)
    scene = table.scene
    a, b = draw.of(scene).kind, draw.of(scene).kind
    if a == b:
        raise NoRoom
    counts = [sum(o.kind == k for o in scene) for k in (a, b)]
    parts = " and ".join(f"{NUMBERS[n]} {k if n == 1 else PLURAL[k]}" for n, k in zip(counts, (a, b)))
    text = f"{'Yes' if counts[0] > counts[1] else 'No'}, there {'is' if counts[0] == 1 else 'are'} {parts}."
    return answer(draw, table, MORE(draw, a=plural(draw, (a,)), b=plural(draw, (b,))), text, [i for i, o in enumerate(scene) if o.kind in (a, b)])


def either(draw: Draw) -> Lesson:
    """Is the ball left or right of the cup, red or pink, in the bowl or on the plate: which of the two it is, no yes and no no."""
    table = scene_for(draw, 2, False, 0.0)
    scene, roll = table.scene, draw.random()
    everything = range(len(scene))
    index = draw.of(everything)
    thing = scene[index]
    words = refer(draw, table, index, everything, simple=True).words
    if roll < 0.25:
        if sum(o.kind == thing.kind for o in scene) > 1:
            raise NoRoom
        colors = draw.shuffled((thing.color, draw.of([c for c in COLORS if c != thing.color])))
        x, y = (COLOR_WORDS[c](draw) for c in colors)
        return answer(draw, table, EITHER_COLOR(draw, t=f"the {KIND_WORDS[thing.kind](draw)}", x=x, y=y), f"The {thing.kind} is {thing.color}.", (index,))
    if roll < 0.45:
        places = draw.shuffled([i for i in table.of(CONTAINERS) if i != index])[:2]
        if thing.inside not in places or len(places) < 2:
            raise NoRoom
        x, y = (f"{in_or_on(draw, scene[i].kind)} {refer(draw, table, i, everything, simple=True).words}" for i in places)
        return answer(draw, table, EITHER_PLACE(draw, t=words, x=x, y=y), replies.whereabouts(scene, index, table.names), (index,))
    mark = draw.of(everything)
    if mark == index or thing.inside is not None or scene[mark].inside is not None:
        raise NoRoom
    sides = draw.of((("left_of", "right_of"), ("left_of", "right_of"), ("in_front_of", "behind")))
    along = offset(thing, scene[mark], sides[0])
    if abs(along) < 0.035:
        raise NoRoom
    truth = sides[0] if along > 0 else sides[1]
    ways = [draw.of(_SHORT[side]) for side in draw.shuffled(sides)]
    far = refer(draw, table, mark, everything, simple=True).words
    said = EITHER_SIDE(draw, t=words, d=far, x=ways[0][0], y=ways[1][1], l=ways[0][2], r=ways[1][2])
    return answer(draw, table, said, f"The {table.names[index]} is {RELATION_WORDS[truth]} the {table.names[mark]}.", (index, mark))


# As the first of two, as the second, and alone: "left or right of it", "on the left or the right".
_SHORT = {
    "left_of": (("left", "left of", "left"), ("to the left", "to the left of", "left"), ("left", "to the left of", "left hand side")),
    "right_of": (("right", "right of", "right"), ("to the right", "to the right of", "right"), ("right", "to the right of", "right hand side")),
    "in_front_of": (("in front", "in front of", "front"), ("before", "in front of", "near side")),
    "behind": (("behind", "behind", "back"), ("in back", "behind", "far side")),
}
