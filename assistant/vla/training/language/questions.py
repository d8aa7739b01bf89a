"""Questions about the table and about the robot's hand, and their answers.

Knows scenes, references and what the robot says; nothing of commands.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.asked import answer, scene_for
from assistant.vla.training.language.commands import crowd, distractors, twin
from assistant.vla.training.language.comparisons import between, compared, extreme, more, nearer, same
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.listing_words import CAN_LIFT, CAN_LIFT_COUNT, COLORS_OF, CONTAINERS_ARE, ON_SIDE, UNKNOWABLE, WHICH_COLOR, WHICH_KIND, WHICH_NOT
from assistant.vla.training.language.meanings import Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.comparing_words import COUNT_TWO, FROM
from assistant.vla.training.language.question_words import (
    COLOR, COLOR_IS, COUNT, COUNT_IN, COUNT_NOT, COUNT_WITHOUT, HOLDING, HOLDING_YES, IN_WHAT, PRESENT, RELATED, RELATION_TRUE, SEE, WHAT_IN, WHAT_IS, WHERE)
from assistant.vla.training.language.references import in_or_on, phrase, plural, refer, refer_absent
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, KINDS, PICKABLE, RELATIONS, RELATION_WORDS, NoRoom, Scene, any_look, build, held, holds, in_order, loaded, preposition)
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS, ON, RELATION_SAID

NUMBERS, PLURAL, SAY = replies.NUMBERS, replies.PLURAL, replies.SAY


def see(draw: Draw) -> Lesson:
    table = any_table(draw, 7, draw.random() < 0.05)
    return answer(draw, table, SEE(draw), replies.see(table.scene), range(len(table.scene)))


def count(draw: Draw) -> Lesson:
    """How many cubes, red things, red cubes, things, cubes that are not red."""
    table = scene_for(draw, 1, draw.random() < 0.6)
    scene, roll = table.scene, draw.random()
    if draw.random() < 0.1:
        o = draw.of(scene)
        fits = [i for i, p in enumerate(scene) if p.kind == o.kind and p.color != o.color]
        said = COUNT_NOT(draw, n=plural(draw, (o.kind,)), c=COLOR_WORDS[o.color](draw))
        return answer(draw, table, said, counted(len(fits), f"{o.kind}")[:-1] + f" that {'is' if len(fits) == 1 else 'are'} not {o.color}.", fits)
    if draw.random() < 0.05:
        kind = draw.of(scene).kind
        fits = [i for i, o in enumerate(scene) if o.kind != kind]
        said = COUNT_WITHOUT(draw, x=plural(draw, (kind,)), n=plural(draw, None))
        return answer(draw, table, said, counted(len(fits), "object"), fits)
    if draw.random() < 0.1:
        a, b = draw.shuffled(KINDS)[:2] if draw.random() < 0.3 else (draw.of(scene).kind, draw.of(scene).kind)
        if a == b:
            raise NoRoom
        numbers = [sum(o.kind == k for o in scene) for k in (a, b)]
        text = counted(numbers[0], a)[:-1] + " and " + counted(numbers[1], b).split(" ", 2)[2]
        return answer(draw, table, COUNT_TWO(draw, n=plural(draw, (a,)), m=plural(draw, (b,))), text, [i for i, o in enumerate(scene) if o.kind in (a, b)])
    kind, color = (draw.of(scene).kind if draw.random() < 0.75 else draw.of(KINDS)), (draw.of(scene).color if draw.random() < 0.75 else draw.of(COLORS))
    if roll < 0.55:
        fits, what, n = [i for i, o in enumerate(scene) if o.kind == kind], kind, plural(draw, (kind,))
    elif roll < 0.7:
        fits, what, n = [i for i, o in enumerate(scene) if o.color == color], f"{color} object", f"{COLOR_WORDS[color](draw)} {plural(draw, None)}"
    elif roll < 0.85:
        fits = [i for i, o in enumerate(scene) if o.kind == kind and o.color == color]
        what, n = f"{color} {kind}", f"{COLOR_WORDS[color](draw)} {plural(draw, (kind,))}"
    else:
        fits, what, n = list(range(len(scene))), "object", plural(draw, None)
    if 0.7 <= roll < 0.85 and draw.random() < 0.5:
        many, shade = plural(draw, (kind,)), COLOR_WORDS[color](draw)
        said = draw.of(("how many of the {n} are {c}", "of the {n}, how many are {c}", "of those {n} how many are {c}", "how many of those {n} are {c}", "of all the {n}, how many are {c}", "how many {n} are {c}", "among the {n}, how many are {c}"))
        return answer(draw, table, said.format(n=many, c=shade), counted(len(fits), what), fits)
    return answer(draw, table, COUNT(draw, n=n), counted(len(fits), what), fits)


def counted(number: int, what: str) -> str:
    """There are two red cubes."""
    last = what.split()[-1]
    words = what if number == 1 else what[:len(what) - len(last)] + PLURAL[last]
    return f"There {'is' if number == 1 else 'are'} {NUMBERS[number]} {words}."


def color(draw: Draw) -> Lesson:
    """What colour is the cup; with several cups, all are named; with none, that."""
    if draw.random() < 0.12:
        return _color_of_what_lies(draw)
    table = scene_for(draw, 1, draw.random() < 0.25)
    scene, roll = table.scene, draw.random()
    if roll < 0.17:
        gone = draw.of(KINDS)
        if any(o.kind == gone for o in scene):
            raise NoRoom
        words = phrase(draw, table, Meaning((gone,)), "the")
        return answer(draw, table, COLOR(draw, t=words), replies.absent(scene, gone), ())
    index = draw.whole(0, len(scene) - 1)
    o = scene[index]
    if roll < 0.75:
        meaning = Meaning((o.kind,))
    else:
        meaning = refer(draw, table, index, range(len(scene))).meaning
        if meaning is None or meaning.color is not None or (meaning.unlike and meaning.unlike[0] != "kind"):
            raise NoRoom
    fits = denote(table, meaning, range(len(scene)))
    if not fits:
        raise NoRoom
    words = phrase(draw, table, meaning, "the" if draw.random() < 0.9 else None)
    if len(fits) > 1:
        return answer(draw, table, COLOR(draw, t=words), f"I see {replies.listing(scene, fits)}.", fits)
    if meaning.kinds is None:
        return answer(draw, table, COLOR(draw, t=words), f"The {o.kind} is {o.color}.", fits)
    return answer(draw, table, COLOR(draw, t=words), f"The {o.kind} is {o.color}.", fits)


def _color_of_what_lies(draw: Draw) -> Lesson:
    """What colour is the block that is sitting on the blue one, the cup in the bowl."""
    base = any_look(draw, CONTAINERS + ("cube",) * 3)
    thing = any_look(draw, ("cube", "cube", "can", "cup") if base[0] == "cube" else PICKABLE)
    if base[0] == "cube" and thing[:2] == base[:2]:
        raise NoRoom
    looks = [base, thing, *([twin(draw, thing)] if draw.random() < 0.5 else [])]
    distractors(draw, looks, draw.of((0, 0, 1, 2)), 0.4)
    scene, where = build(draw, looks, {1: 0})
    table, mark, index = Table(scene), where[0], where[1]
    meaning = Meaning((thing[0],) if draw.random() < 0.8 else None, relation=("in", mark))
    if denote(table, meaning, range(len(scene))) != [index]:
        raise NoRoom
    words = phrase(draw, table, meaning, "the")
    if thing[0] == base[0] and draw.random() < 0.5:
        words = f"the {KIND_WORDS[thing[0]](draw)} {draw.of(('that is', 'which is', ''))} {draw.of(('', 'sitting', 'standing', 'lying'))} {ON(draw)} the {COLOR_WORDS[base[1]](draw)} one"
        if sum(o.kind == base[0] and o.color == base[1] for o in scene) > 1:
            raise NoRoom
    return answer(draw, table, COLOR(draw, t=words), f"The {thing[0]} is {thing[1]}.", (index,))


def present(draw: Draw) -> Lesson:
    """Is there a red cup, do you see any cubes."""
    table = scene_for(draw, draw.of((1, 1, 1, 2)), draw.random() < 0.2) if draw.random() < 0.95 else any_table(draw, 0)
    scene, roll = table.scene, draw.random()
    if scene and draw.random() < 0.5:
        o = draw.of(scene)
        kind, color = o.kind, o.color
    else:
        near = draw.of(scene) if scene else None
        kind = near.kind if near and draw.random() < 0.4 else draw.of(KINDS)
        color = near.color if near and draw.random() < 0.4 else draw.of(COLORS)
    if draw.random() < 0.1:
        words = refer_absent(draw, table, range(len(scene)), KINDS).words
        for det in ("the the ", "uh the ", "the ", "that ", "this ", "your ", "my ", "a "):
            words = words.removeprefix(det)
        said = PRESENT(draw, a=replies.article(words))
        fresh = not any(k in words for k in KINDS)
        if fresh and "in" not in words.split():
            return answer(draw, table, said, f"No, I don't see that here.", ())
        raise NoRoom
    bare, only_color = roll < 0.4, roll > 0.9
    fits = [i for i, o in enumerate(scene) if (only_color or o.kind == kind) and (bare or o.color == color)]
    what = kind if bare else f"{color} {kind if not only_color else scene[fits[0]].kind if len(fits) == 1 else 'object'}"
    if fits and len(fits) == 1 and draw.random() < 0.15:
        words = "the " + (KIND_WORDS[kind](draw) if bare else f"{COLOR_WORDS[color](draw)} {'thing' if only_color else KIND_WORDS[kind](draw)}")
        return answer(draw, table, draw.of(("do you see {}", "can you see {}", "do you see {} there", "can you find {}", "is {} there", "is {} on the table")).format(words), "Yes, t" + counted(1, what)[1:], fits)
    if draw.random() < 0.3:
        n = plural(draw, None if only_color else (kind,))
        words = "any " + (n if bare else f"{COLOR_WORDS[color](draw)} {n}")
    else:
        n = draw.of(("thing", "object")) if only_color else KIND_WORDS[kind](draw)
        words = replies.article(n if bare else f"{COLOR_WORDS[color](draw)} {n}")
    if only_color and draw.random() < 0.4:
        words = f"anything {COLOR_WORDS[color](draw)}"
    text = "Yes, t" + counted(len(fits), what)[1:] if fits else f"No, I don't see {replies.article(what)}."
    return answer(draw, table, PRESENT(draw, a=words), text, fits)


def where(draw: Draw) -> Lesson:
    table = scene_for(draw, 1, draw.random() < 0.25)
    scene = table.scene
    everything = range(len(scene))
    roll = draw.random()
    if roll < 0.2:
        gone = refer_absent(draw, table, everything, KINDS, (draw.of(scene).kind, draw.of(COLORS)) if draw.random() < 0.6 else None)
        return answer(draw, table, WHERE(draw, t=gone.words), replies.absent(scene, gone.what), ())
    index = draw.of(everything)
    o = scene[index]
    meaning = Meaning((o.kind,)) if draw.random() < 0.5 else Meaning((o.kind,), o.color) if draw.random() < 0.85 else Meaning(None, o.color)
    fits = denote(table, meaning, everything)
    if any(abs(abs(scene[i].y) - 0.05) < 0.008 and scene[i].inside is None for i in fits):
        raise NoRoom  # as much on the left as in the middle
    words = phrase(draw, table, meaning)
    if len(fits) > 1:
        if len(fits) > 3:
            raise NoRoom
        return answer(draw, table, WHERE(draw, t=words), " ".join(replies.whereabouts(scene, i, table.names) for i in in_order(scene, fits)), fits)
    return answer(draw, table, WHERE(draw, t=words), replies.whereabouts(scene, index, table.names), fits)


def related(draw: Draw) -> Lesson:
    """What is left of the bowl."""
    table = scene_for(draw, 2, False, 0.0)
    scene = table.scene
    mark = draw.whole(0, len(scene) - 1)
    if scene[mark].inside is not None:
        raise NoRoom
    relation = draw.of(RELATIONS)
    fits = standing(scene, mark, relation)
    words = refer(draw, table, mark, range(len(scene)), simple=True).words
    said = RELATED(draw, by=RELATION_SAID[relation](draw), d=words)
    place = f"{RELATION_WORDS[relation]} the {table.names[mark]}"
    return answer(draw, table, said, located(table, fits, place), fits)


def standing(scene: Scene, mark: int, relation: str) -> list[int]:
    """What stands in the relation to `mark`, of what lies in nothing. Raises NoRoom where one is too close to call."""
    truths = [(i, holds(o, scene[mark], relation)) for i, o in enumerate(scene) if i != mark and o.inside is None]
    if any(t is None for _, t in truths):
        raise NoRoom
    return [i for i, t in truths if t]


def located(table: Table, fits: list[int], place: str) -> str:
    """A red cup and a green cube are left of the blue bowl."""
    if not fits:
        return f"Nothing is {place}."
    listed = replies.listing(table.scene, fits)
    return f"{listed[0].upper() + listed[1:]} {'is' if len(fits) == 1 else 'are'} {place}."


def what_in(draw: Draw) -> Lesson:
    """What is in the bowl; how many things; what is the cup in."""
    kinds = CONTAINERS + (("cube",) if draw.random() < 0.1 else ())
    looks = [any_look(draw, kinds)]
    many = draw.of((0, 1, 1, 1, 2)) if looks[0][0] != "cube" else draw.of((0, 1))
    looks += [any_look(draw, PICKABLE) for _ in range(many)]
    first = len(looks)
    distractors(draw, looks, min(crowd(draw), 7 - len(looks)), 0.4)
    inside = {k: 0 for k in range(1, first)}
    others = [k for k in range(first, len(looks)) if looks[k][0] in CONTAINERS]
    spare = [k for k in range(first, len(looks)) if looks[k][0] in PICKABLE]
    if others and spare and draw.random() < 0.35:
        inside[spare[0]] = others[0]
    scene, where = build(draw, looks, inside)
    table, mark = Table(scene), where[0]
    fits = loaded(scene, mark)
    kind = scene[mark].kind
    word = in_or_on(draw, kind)
    place = f"{preposition(kind)} the {table.names[mark]}"
    words = refer(draw, table, mark, range(len(scene)), simple=True).words
    roll = draw.random()
    if roll < 0.6:
        return answer(draw, table, WHAT_IN(draw, **{"in": word, "d": words}), located(table, fits, place), fits)
    if roll < 0.75:
        n = plural(draw, None)
        return answer(draw, table, COUNT_IN(draw, n=n, d=words, **{"in": word}), counted(len(fits), "object")[:-1] + f" {place}.", fits)
    if not fits:
        raise NoRoom
    index = draw.of(fits)
    thing = refer(draw, table, index, range(len(scene)), simple=True).words
    return answer(draw, table, IN_WHAT(draw, t=thing, **{"in": word}), replies.whereabouts(scene, index, table.names), (index,))


def true_or_not(draw: Draw) -> Lesson:
    """Is the cup in the bowl, left of the can, red?"""
    table = scene_for(draw, 2, False, 0.0)
    scene = table.scene
    everything = range(len(scene))
    index = draw.of(everything)
    o = scene[index]
    if draw.random() < 0.35:
        alone = sum(p.kind == o.kind for p in scene) == 1
        if not alone:
            raise NoRoom
        color = o.color if draw.random() < 0.5 else draw.of(COLORS)
        text = f"Yes, the {o.kind} is {o.color}." if color == o.color else f"No, the {o.kind} is {o.color}."
        return answer(draw, table, COLOR_IS(draw, t=phrase(draw, table, Meaning((o.kind,)), "the"), c=COLOR_WORDS[color](draw)), text, (index,))
    mark = draw.of(everything)
    if mark == index:
        raise NoRoom
    words, goal = (refer(draw, table, i, everything, simple=True).words for i in (index, mark))
    if draw.random() < 0.5 and o.kind in PICKABLE and scene[mark].kind in CONTAINERS:
        truth, place, by = o.inside == mark, preposition(scene[mark].kind), in_or_on(draw, scene[mark].kind)
    else:
        relation = draw.of(RELATIONS)
        truth, place, by = holds(o, scene[mark], relation), RELATION_WORDS[relation], RELATION_SAID[relation](draw)
        if truth is None or o.inside == mark or scene[mark].inside == index or (not truth and draw.random() < 0.5):
            raise NoRoom
    text = f"{'Yes' if truth else 'No'}, the {table.names[index]} is {'' if truth else 'not '}{place} the {table.names[mark]}."
    return answer(draw, table, RELATION_TRUE(draw, t=words, by=by, d=goal), text, (index,))


def holding(draw: Draw) -> Lesson:
    table = any_table(draw, 6, draw.random() < 0.6)
    scene, hand = table.scene, held(table.scene)
    if draw.random() < 0.7:
        text = SAY["empty_hand"] if hand is None else replies.holding(table.names, hand)
        return answer(draw, table, HOLDING(draw), text, () if hand is None else (hand,))
    if not table.of(PICKABLE):
        raise NoRoom
    index = hand if hand is not None and draw.random() < 0.6 else draw.of(table.of(PICKABLE))
    thing = refer(draw, table, index, table.of(PICKABLE), simple=True).words
    if hand is None:
        text = "No, I am not holding anything."
    else:
        text = f"{'Yes' if index == hand else 'No'}, {replies.holding(table.names, hand)}"
    return answer(draw, table, HOLDING_YES(draw, t=thing), text, (index,))


def which_are(draw: Draw) -> Lesson:
    """Which things are red; what cups are there; what colours are the cups; what is on the left side."""
    table = scene_for(draw, 1, True, 0.0)
    scene, roll = table.scene, draw.random()
    if roll < 0.07:
        color = draw.of(scene).color
        fits, said, none = [i for i, o in enumerate(scene) if o.color != color], WHICH_NOT(draw, c=COLOR_WORDS[color](draw), n=plural(draw, None)), SAY["nothing_there"]
    elif roll < 0.35:
        color = draw.of(scene).color if draw.random() < 0.85 else draw.of(COLORS)
        fits, said = [i for i, o in enumerate(scene) if o.color == color], WHICH_COLOR(draw, c=COLOR_WORDS[color](draw), n=plural(draw, None))
        none = f"I don't see {replies.article(color + ' object')}."
    elif roll < 0.75:
        kind = draw.of(scene).kind if draw.random() < 0.85 else draw.of(KINDS)
        fits, none = [i for i, o in enumerate(scene) if o.kind == kind], f"I don't see {replies.article(kind)}."
        said = (WHICH_KIND if draw.random() < 0.5 else COLORS_OF)(draw, n=plural(draw, (kind,)))
    else:
        side = draw.of(("left", "right"))
        ways = [o.y if side == "left" else -o.y for o in scene]
        if any(0.02 < w < 0.06 for w in ways):
            raise NoRoom
        fits, said, none = [i for i, w in enumerate(ways) if w >= 0.06], ON_SIDE(draw, s=side), SAY["nothing_there"]
    return answer(draw, table, said, f"I see {replies.listing(scene, fits)}." if fits else none, fits)


def what_is(draw: Draw) -> Lesson:
    """What is the red thing, the thing on the left, the thing in the bowl."""
    table = scene_for(draw, 1, False, 0.0)
    scene = table.scene
    index = draw.whole(0, len(scene) - 1)
    reference = refer(draw, table, index, range(len(scene)))
    if reference.meaning is None or reference.meaning.kinds is not None or reference.meaning.unlike:
        raise NoRoom
    return answer(draw, table, WHAT_IS(draw, t=phrase(draw, table, reference.meaning, "the")), f"It is {replies.article(scene[index].color + ' ' + scene[index].kind)}.", (index,))


def seen_from(draw: Draw) -> Lesson:
    """Where is the blue cube compared to the red one: the relation that holds plainly."""
    table = scene_for(draw, 2, False, 0.0)
    scene = table.scene
    t, d = draw.shuffled(range(len(scene)))[:2]
    if scene[t].inside is not None or scene[d].inside is not None:
        raise NoRoom
    x, y = scene[t].x - scene[d].x, scene[t].y - scene[d].y
    if abs(abs(x) - abs(y)) < 0.03:
        raise NoRoom
    relation = ("left_of" if y > 0 else "right_of") if abs(y) > abs(x) else ("behind" if x > 0 else "in_front_of")
    if not holds(scene[t], scene[d], relation):
        raise NoRoom
    words = {name: refer(draw, table, i, range(len(scene)), simple=True).words for name, i in (("t", t), ("d", d))}
    return answer(draw, table, FROM(draw, **words), f"The {table.names[t]} is {RELATION_WORDS[relation]} the {table.names[d]}.", (t, d))


def of_use(draw: Draw) -> Lesson:
    """What can be picked up, and what things can be put in or on."""
    table = scene_for(draw, 2)
    scene, roll = table.scene, draw.random()
    kinds = CONTAINERS if roll < 0.4 else PICKABLE
    fits = table.of(kinds)
    if not fits or any(o.held for o in scene):
        raise NoRoom
    if roll > 0.75:
        return answer(draw, table, CAN_LIFT_COUNT(draw), counted(len(fits), "object"), fits)
    return answer(draw, table, (CONTAINERS_ARE if kinds == CONTAINERS else CAN_LIFT)(draw), f"I see {replies.listing(scene, fits)}.", fits)


def unknowable(draw: Draw) -> Lesson:
    """What it weighs, what it is made of, whose it is: no camera tells."""
    table = scene_for(draw, 1)
    index = draw.whole(0, len(table.scene) - 1)
    words = refer(draw, table, index, range(len(table.scene)), simple=draw.random() < 0.5).words
    return answer(draw, table, UNKNOWABLE(draw, t=words), SAY["knowledge"], ())


QUESTIONS = (see,) * 6 + (count,) * 10 + (color,) * 8 + (present,) * 9 + (where,) * 9 + (related,) * 7 + (what_in,) * 7 + (true_or_not,) * 6 + (holding,) * 4 + (
    extreme,) * 7 + (what_is,) * 3 + (which_are,) * 5 + (more,) * 2 + (same,) * 3 + (compared,) * 2 + (between,) * 3 + (nearer,) * 3 + (seen_from,) * 2 + (of_use,) * 2 + (unknowable,) * 2


def question(draw: Draw) -> Lesson:
    return draw.of(QUESTIONS)(draw)
