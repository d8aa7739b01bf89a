"""How people refer to things: words for a meaning.

Three ways to refer: to exactly one thing (`refer`), so that several fit (`refer_vaguely`), and to something that is not there (`refer_absent`).
Knows scenes and words; nothing of commands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Sequence

from assistant.vla.training.language.meanings import NTH, Meaning, Table, denote
from assistant.vla.training.language.phrases import Draw, tidy
from assistant.vla.training.language.reference_words import (
    NOUN, COLOR_LATER, HELD, NOT_COLOR, NEITHER, NOT_KIND, LYING, FROM, BETWEEN, CORRECTION, OF_TWO, CONTRAST_SIZE, CONTRAST)
from assistant.vla.training.language.scenes import (
    COLORS, CONTAINERS, PICKABLE, RELATIONS, SIZES, NoRoom, preposition, same_look)
from assistant.vla.training.language.words import (
    ADORNED, BIGGER, COLOR_WORDS, DETERMINER, FARTHEST, IN, KIND_WORDS, NEAREST, ON, PLURAL_WORDS, RELATION_SAID, SIDE_AFTER, SIDE_BEFORE, SIZE_WORDS,
    SMALLER, THING, THINGS, UNKNOWN_COLORS, UNKNOWN_KINDS)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words, the indexes of what they fit, and for absent things the robot's words for it (None: it has none)."""

    words: str
    matches: tuple[int, ...]
    what: str | None = None
    meaning: Meaning | None = None


_SIDES = ("left", "right") * 6 + ("near", "far", "middle") * 2 + ("left2", "right2", "left1", "right1", "left3", "right3")
SUPER = {("bowl", "plate"): "dish", ("bowl", "box"): "container"}


# ---- to words


def head(draw: Draw, kinds: tuple[str, ...] | None) -> str:
    if kinds is None:
        return THING(draw)
    return KIND_WORDS[kinds[0]](draw) if len(kinds) == 1 else SUPER[kinds]


def in_or_on(draw: Draw, kind: str) -> str:
    """Words for where a thing goes that is put into, or onto, one of that kind: "into", "on top of"."""
    return (IN if preposition(kind) == "in" else ON)(draw)


def plural(draw: Draw, kinds: tuple[str, ...] | None) -> str:
    return THINGS(draw) if kinds is None else PLURAL_WORDS[kinds[0]](draw)


def phrase(draw: Draw, table: Table, meaning: Meaning, det: str | None = None) -> str:
    """The words for a meaning: "the small red block on the left"."""
    before = after = size = color = ""
    if meaning.side is not None or meaning.relation is not None:
        draw.spatial = True
    if meaning.side in NTH:
        end, k = NTH[meaning.side]
        before, after = ("", "first", "second", "third")[k], FROM(draw, s=end)
    elif meaning.side is not None:
        if draw.random() < 0.45:
            before = SIDE_BEFORE[meaning.side](draw)
        else:
            after = SIDE_AFTER[meaning.side](draw)
    if meaning.rank is not None:
        size = (SMALLER if meaning.rank == "small" else BIGGER)(draw)
    elif meaning.size is not None:
        size = SIZE_WORDS[meaning.size](draw)
    if meaning.color is not None:
        color = COLOR_WORDS[meaning.color](draw)
    if meaning.relation is not None:
        after += " " + _relation_words(draw, table, meaning.relation)
    if meaning.held:
        after += " " + HELD(draw)
    if meaning.unlike is not None:
        what, value = meaning.unlike
        if what == "colors":
            after += " " + NEITHER(draw, x=COLOR_WORDS[value[0]](draw), y=COLOR_WORDS[value[1]](draw))
        else:
            after += " " + (NOT_COLOR(draw, x=COLOR_WORDS[value](draw)) if what == "color" else NOT_KIND(draw, x=KIND_WORDS[value](draw)))
    if det is None:
        det = DETERMINER(draw)
    if draw.random() < 0.012 and meaning.kinds is not None:
        det += " " + ADORNED(draw)
    if color and meaning.kinds is None and draw.random() < 0.1:
        return tidy(f"{det} {before} {size} {color} {after}")  # "the red"
    if after.strip() and meaning.kinds is None and not (size or color or before) and meaning.unlike is None and draw.random() < 0.12:
        return tidy(f"{draw.of(('whatever is', 'whatever you see', 'what is', 'the thing that is', 'whatever lies'))} {after.strip().removeprefix('that is ').removeprefix('which is ')}")
    form = COLOR_LATER if color and meaning.kinds is not None and draw.random() < 0.06 else NOUN
    return form(draw, det=det, before=before, size=size, color=color, head=head(draw, meaning.kinds), after=after)


def _relation_words(draw: Draw, table: Table, relation: tuple[str, int]) -> str:
    how, mark = relation
    if how == "between":
        a, b = (_landmark(draw, table, m) for m in mark)
        return f"{LYING(draw)} {BETWEEN(draw, a=a, b=b)}"
    landmark = _landmark(draw, table, mark)
    if how == "in":
        word = in_or_on(draw, table.scene[mark].kind)
    elif how == "nearest":
        word = NEAREST(draw) + " to"
    elif how == "farthest":
        word = FARTHEST(draw) + " from"
    else:
        word = RELATION_SAID[how](draw)
    return f"{LYING(draw)} {word} {landmark}"


def _landmark(draw: Draw, table: Table, index: int) -> str:
    """What another thing is told by: mostly something that kind and colour are enough for. Raises NoRoom."""
    found = refer(draw, table, index, range(len(table.scene)), simple=True)
    if (found.meaning.side or found.meaning.relation) and draw.random() > 0.25:
        raise NoRoom
    return found.words


# ---- to exactly one thing

def exact(table: Table, index: int) -> Meaning:
    """The meaning of the robot's own name for the thing."""
    o, name = table.scene[index], table.names[index]
    plain = Meaning((o.kind,), o.color)
    rest = name.replace(f"{o.color} {o.kind}", "").split()
    if not rest:
        return plain
    if rest[0] in SIZES:
        return replace(plain, size=rest[0])
    if rest[0] == "held":
        return replace(plain, held=True)
    if rest[0] in ("in", "on"):
        if o.inside is None:
            raise NoRoom  # "on the table": people have too many ways to mean that
        return replace(plain, relation=("in", o.inside))
    return replace(plain, side=rest[0])


def refer(draw: Draw, table: Table, index: int, candidates: Sequence[int], simple: bool = False) -> Reference:
    """Words that fit exactly this one of the candidates. simple: kind and colour, as in a landmark. Raises NoRoom when none were found."""
    alike = len(same_look(table.scene, index)) > 1
    for _ in range(2 if simple else 12 if alike else 5):  # what has a twin needs more than its colour
        meaning = _simple(draw, table, index) if simple else _form(draw, table, index, alike)
        if meaning is not None and denote(table, meaning, candidates) == [index]:
            told_by_another = meaning.relation is not None or meaning.unlike is not None
            if told_by_another and draw.turns and draw.random() > 0.2:
                continue
            draw.turns += told_by_another
            return _said(draw, table, meaning, index, simple, candidates)
    meaning = exact(table, index)
    if denote(table, meaning, candidates) != [index]:
        raise NoRoom
    return _said(draw, table, meaning, index, simple, candidates)


def refer_by_neighbour(draw: Draw, table: Table, index: int, candidates: Sequence[int]) -> Reference:
    """Words that tell this one of the candidates from its twins by what it is near to, or by its place among them. Raises NoRoom when none were found."""
    o = table.scene[index]
    others = [i for i in range(len(table.scene)) if i not in same_look(table.scene, index)]
    for _ in range(8):
        kinds, color = draw.of(((o.kind,), (o.kind,), None)), draw.of((o.color, None))
        if draw.random() < 0.25 or not others:
            meaning = Meaning(kinds, color, side=draw.of(("left", "right", "near", "far", "middle", "middle")))
        else:
            how = draw.of(("nearest", "nearest", "farthest", "next_to", "next_to", "between", "between", *RELATIONS))
            if how == "between" and len(others) < 2:
                continue
            meaning = Meaning(kinds, color, relation=(how, tuple(draw.shuffled(others)[:2]) if how == "between" else draw.of(others)))
        if denote(table, meaning, candidates) == [index]:
            return _said(draw, table, meaning, index, False, candidates)
    raise NoRoom


def _said(draw: Draw, table: Table, meaning: Meaning, index: int, simple: bool, candidates: Sequence[int]) -> Reference:
    if simple:
        return Reference(phrase(draw, table, meaning, None if draw.random() < 0.1 else "the"), (index,), None, meaning)
    plain = meaning.side is None and meaning.relation is None and meaning.rank is None
    said = _of_two(draw, table, meaning, candidates) or phrase(draw, table, meaning, "a" if plain and meaning.kinds is not None and draw.random() < 0.03 else None)
    others = {table.scene[i].color for i in candidates if table.scene[i].kind == table.scene[index].kind} - {table.scene[index].color}
    if others and meaning.unlike is None and meaning.kinds is not None and meaning.color is not None and draw.turn(0.05):
        said = tidy(CONTRAST(draw, x=said, other=COLOR_WORDS[draw.of(sorted(others))](draw), k=KIND_WORDS[table.scene[index].kind](draw)))
    elif meaning.kinds is not None and table.scene[index].kind in ("cube", "ball") and (meaning.size or meaning.rank) and draw.turn(0.15):
        sizes = {table.scene[i].size for i in candidates if table.scene[i].kind == table.scene[index].kind} - {table.scene[index].size}
        if sizes:
            other, third = (SIZE_WORDS[s](draw) for s in (sorted(sizes) * 2)[:2])
            pool = CONTRAST_SIZE if len(sizes) == 2 else CONTRAST
            said = tidy(pool(draw, x=said, other=other, third=third, k=KIND_WORDS[table.scene[index].kind](draw)))
    elif draw.turn(0.055):
        if meaning.kinds and (meaning.size or meaning.rank):
            wrong = _wrong_size(draw, table, index, meaning)
        else:
            wrong = _wrong_side(draw, meaning) if meaning.side in _OPPOSITE else _wrong(draw, table, index)
        said = tidy(wrong + CORRECTION(draw, x=said))
    return Reference(said, (index,), None, meaning)


def _of_two(draw: Draw, table: Table, meaning: Meaning, candidates: Sequence[int]) -> str | None:
    """ "The bigger of the two cubes", now and then, where it is one of two."""
    if (meaning.rank is None and meaning.side not in ("left", "right", "near", "far")) or meaning.kinds is None or len(meaning.kinds) > 1 or meaning.relation or meaning.unlike:
        return None
    fits = [i for i in candidates if table.scene[i].kind in meaning.kinds and meaning.color in (None, table.scene[i].color)]
    if len(fits) != 2 or draw.random() > 0.2:
        return None
    one = (SMALLER if meaning.rank == "small" else BIGGER)(draw) if meaning.rank else SIDE_BEFORE[meaning.side](draw)
    color = COLOR_WORDS[meaning.color](draw) if meaning.color else ""
    return tidy(OF_TWO(draw, one=one, many=f"{color} {plural(draw, meaning.kinds)}"))


def _wrong(draw: Draw, table: Table, index: int) -> str:
    """What people say before they correct themselves: "the blue", "the red cup"."""
    o = table.scene[index]
    color = COLOR_WORDS[draw.of([c for c in COLORS if c != o.color])](draw)
    return draw.of((f"the {color}", f"the {color} {KIND_WORDS[o.kind](draw)}", f"the {color} one",
                    f"the {KIND_WORDS[draw.of(PICKABLE if o.kind in PICKABLE else CONTAINERS)](draw)}"))


def _wrong_size(draw: Draw, table: Table, index: int, meaning: Meaning) -> str:
    """The same for a thing told by its size: "the big cube", and then "the small one"."""
    other = draw.of([size for size in ("small", "large") if size != (meaning.size or meaning.rank)])
    size = (BIGGER if other == "large" else SMALLER)(draw) if meaning.rank and draw.random() < 0.5 else SIZE_WORDS[other](draw)
    return f"the {size} {draw.of((KIND_WORDS[table.scene[index].kind](draw), KIND_WORDS[table.scene[index].kind](draw), 'one'))}"


_OPPOSITE = {"left": "right", "right": "left", "near": "far", "far": "near"}


def _wrong_side(draw: Draw, meaning: Meaning) -> str:
    """The same for a thing told by its side: "the cup on the left-hand side", and then "the one on the right"."""
    side = _OPPOSITE[meaning.side]
    noun = draw.of(("one", THING(draw))) if meaning.kinds is None else draw.of((KIND_WORDS[meaning.kinds[0]](draw), "one")) if len(meaning.kinds) == 1 else SUPER[meaning.kinds]
    return f"the {SIDE_BEFORE[side](draw)} {noun}" if draw.random() < 0.5 else f"the {noun} {SIDE_AFTER[side](draw)}"


def _simple(draw: Draw, table: Table, index: int) -> Meaning:
    o, roll = table.scene[index], draw.random()
    return Meaning((o.kind,)) if roll < 0.45 else Meaning((o.kind,), o.color)


def _form(draw: Draw, table: Table, index: int, alike: bool) -> Meaning | None:
    """alike: it has a twin, from which mostly its size, its place or what it is near to tells it."""
    scene = table.scene
    o, roll = scene[index], (draw.between(0.76, 0.92) if draw.random() < 0.4 else draw.between(0.4, 0.96)) if alike else draw.random()
    kind = (o.kind,)
    if roll < 0.36:
        return Meaning(kind, o.color)
    if roll < 0.52:
        return Meaning(kind)
    if roll < 0.59:
        return Meaning(None, o.color)
    if roll < 0.66:
        if o.kind not in ("cube", "ball"):
            return Meaning(kind, o.color)
        if o.size == "medium":
            return None
        return Meaning(kind, None if draw.random() < 0.7 else o.color, None, rank=o.size) if draw.random() < 0.5 else Meaning(kind, draw.of((None, o.color)), o.size)
    if roll < 0.76:
        return Meaning(kind if draw.random() < 0.85 else None, o.color if draw.random() < 0.25 else None, side=draw.of(_SIDES))
    if roll < 0.92:
        if o.inside is not None:
            how, mark = "in", o.inside
        else:
            mark = draw.whole(0, len(scene) - 1)
            if mark == index:
                return None
            how = draw.of(RELATIONS + ("nearest", "nearest", "farthest", "between", "between"))
            if how == "between":
                other = draw.whole(0, len(scene) - 1)
                if other in (index, mark):
                    return None
                mark = (mark, other)
        return Meaning(kind if draw.random() < 0.75 else None, o.color if draw.random() < 0.2 else None, relation=(how, mark))
    if roll < 0.96:
        other = scene[draw.whole(0, len(scene) - 1)]
        if draw.random() < 0.25:
            colors = sorted({p.color for p in scene if p.kind == o.kind and p.color != o.color})
            return Meaning(kind, unlike=("colors", tuple(draw.shuffled(colors)[:2]))) if len(colors) > 1 else None
        if draw.random() < 0.7:
            return None if other.kind != o.kind or other.color == o.color else Meaning(kind, unlike=("color", other.color))
        return None if other.kind == o.kind else Meaning(None, draw.of((None, o.color)), unlike=("kind", other.kind))
    if o.kind in CONTAINERS:
        return Meaning(draw.of([k for k in SUPER if o.kind in k]))
    return Meaning(None) if draw.random() < 0.3 else Meaning(kind, o.color)


# ---- so that several fit

def refer_vaguely(draw: Draw, table: Table, index: int, candidates: Sequence[int]) -> Reference:
    """Words that fit this one and at least one more of the candidates. Raises NoRoom when none were found."""
    o = table.scene[index]
    for _ in range(4):
        roll = draw.random()
        if roll < 0.5:
            meaning = Meaning((o.kind,))
        elif roll < 0.68:
            meaning = Meaning((o.kind,), o.color)
        elif roll < 0.78:
            meaning = Meaning(None, o.color)
        elif roll < 0.84:
            meaning = Meaning((o.kind,), None, o.size) if o.kind in ("cube", "ball") and o.size != "medium" else Meaning((o.kind,))
        elif roll < 0.88:
            meaning = Meaning(draw.of([k for k in SUPER if o.kind in k])) if o.kind in CONTAINERS else Meaning(None)
        elif roll < 0.95:
            others = [i for i in range(len(table.scene)) if i != index]
            meaning = Meaning(draw.of(((o.kind,), None)), relation=(draw.of(RELATIONS), draw.of(others))) if others else Meaning((o.kind,))
        else:
            other = table.scene[draw.whole(0, len(table.scene) - 1)]
            meaning = Meaning((o.kind,), unlike=("color", other.color)) if other.kind == o.kind and other.color != o.color else Meaning((o.kind,))
        found = denote(table, meaning, candidates)
        if found and len(found) > 1 and index in found:
            return Reference(phrase(draw, table, meaning), tuple(found), None, meaning)
    raise NoRoom


# ---- to what is not there

def refer_absent(draw: Draw, table: Table, candidates: Sequence[int], kinds: Sequence[str], near: tuple[str, str] | None = None) -> Reference:
    """Words for something of these kinds that is not on the table. near: (kind, colour) that was left out of the scene on purpose."""
    scene = table.scene
    for _ in range(5):
        roll = draw.random()
        if roll < 0.17:
            color = draw.of(COLORS + (None,) * 8)
            noun = UNKNOWN_KINDS(draw)
            det = DETERMINER(draw) if draw.random() < 0.9 else "a"
            adorned = ADORNED(draw) if draw.random() < 0.12 else ""
            beside = f"{RELATION_SAID[draw.of(RELATIONS)](draw)} {_landmark(draw, table, draw.whole(0, len(scene) - 1))}" if scene and draw.random() < 0.15 else ""
            return Reference(tidy(f"{det} {adorned} {COLOR_WORDS[color](draw) if color else ''} {noun} {beside}"), ())
        if roll < 0.25:
            color, kind = draw.of(tuple(UNKNOWN_COLORS)), draw.of(kinds)
            return Reference(tidy(f"{DETERMINER(draw)} {UNKNOWN_COLORS[color](draw)} {KIND_WORDS[kind](draw)}"), (), f"{color} {kind}")
        if near is not None and roll < 0.8:
            kind, color = near
        else:
            kind, color = draw.of(kinds), draw.of(COLORS)
        if roll < 0.33:
            marks = [i for i, o in enumerate(scene) if o.kind in CONTAINERS]
            if marks:
                mark = draw.of(marks)
                meaning = Meaning((kind,), draw.of((None, color)), relation=("in", mark))
                if not denote(table, meaning, candidates) and mark not in candidates:
                    o = scene[mark]
                    said = f"{meaning.color or ''} {kind} {preposition(o.kind)} the {table.names[mark]}".strip()
                    return Reference(phrase(draw, table, meaning), (), said, meaning)
            continue
        bare = draw.random() < 0.35
        meaning = Meaning((kind,), None if bare else color)
        if not any(o.kind == kind and (bare or o.color == color) for o in scene):
            if draw.random() < 0.06 and not any(o.color == color for o in scene):
                meaning = Meaning(None, color)
                return Reference(phrase(draw, table, meaning), (), f"{color} object", meaning)
            det = "a" if draw.random() < 0.05 else None
            side = draw.of(("left", "right")) if draw.random() < 0.05 else None
            return Reference(phrase(draw, table, replace(meaning, side=side), det), (), kind if bare else f"{color} {kind}", meaning)
    raise NoRoom
