"""What is left out, what is in or on a thing now, what stands where in a tower, and a thing set back for another: asked right after the robot acted.

Knows questions, scenes and what the robot said.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.vla.training.language import replies
from assistant.vla.training.language.asked import answer, scene_for
from assistant.vla.training.language.commands import distractors
from assistant.vla.training.language.exchanges import act, did, exchange, put_plainly, taken
from assistant.vla.training.language.followup_words import PUT_PLAIN
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw, Phrases
from assistant.vla.training.language.question_words import WHAT_IN
from assistant.vla.training.language.questions import counted, located
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, PICKABLE, NoRoom, any_look, build, held, in_order, loaded, preposition
from assistant.vla.training.language.style import sentence, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS

# {in} is a preposition, {d} the container, {out} outside or off.
_NOT_IN = Phrases("""
2*(what|which thing|which things|which ones) did you leave (out|standing|lying|behind|where it was)
2*[and] (what's|what is) (still|) (outside|not {in} it|not {in} {d}|missing from {d})
2*[and] (what|which things|which) (have you|did you) not put (away|{in} {d}|{in} it|there)
which (thing|things|ones) (is|are) still (out|outside|not {in} {d}|not {in} it)
[and] what (isn't|is not) {in} (it|there|{d})
[so] (what's|what is) left (over|on the table|out|standing|outside)
what (stayed|remains|remained) (out|outside|on the table|where it was)
what (else|) is (still|) (standing|lying) (outside|around|on the table)
(what|which) (haven't|didn't) you put (away|{in} {d}|{in} it)
(tell me|and tell me) what is not {in} (it|{d})
~[and] what's yet to go {in} {d}
""", more="leaving._NOT_IN")
_NOW_IN = Phrases("""
3*[and|so] (what's|what is) {in} (it|there) now
2*[so|and] (what's|what is) {in} {d} now
2*(is there|) anything else {in} (it|there|{d})
2*is (it|{d}) (empty|still empty) [now]
what (have you got|do you have|do we have|do you see) {in} (it|there|{d}) now
[and] what does {d} (have {in} it|hold|contain) now
what all is {in} (it|there|{d}) [now]
(what|which) (things|objects) are {in} (it|there|{d}) [now]
(tell me|and) what is {in} it (now|by now|at the moment)
(so|okay|good|great), what's {in} it
everything that is {in} it now, what is that
~[and] what's {in} (it|there) these days
""", more="leaving._NOW_IN")
_NOW_ON = Phrases("""
3*[and|so] (what's|what is) (on it|on top|on top of it|on top of {d}|on {d}) now
[and] what (stands|sits|lies|is standing|is lying) (on it|on top of it|on {d}) now
what (have you got|do you have|do we have|do you see) (on it|on top of it|on {d}) now
(is there anything|anything) (on it|on top of it|on {d}) now
(tell me|okay|so|good), what is (on it|on top of it|on {d}) [now]
~what does {d} carry now
""")
_PLACE = {"top": Phrases("""
2*[and] (what's|what is) (on|at the very|at the|on the very) top
2*which (color|colour|cube|one|block) (ended up|is|landed|came|went) (on top|at the top|at the very top|on the very top)
what (color|colour) is (on top|at the top|at the very top|the top one|the topmost one|the highest one)
(which one|what) (stands|sits|lies) (on top|at the top|highest|on the very top)
(which|what) is the (top|highest|topmost|uppermost) (one|cube|block)
~what crowns the (tower|stack)
""", more="leaving._PLACE.top"), "middle": Phrases("""
3*which (color|colour|cube|one|block) (ended up|is|landed|came|went) (in the middle|in between|between the others|in the center)
2*[and] (what's|what is) in (the middle|between|the middle of it|the middle of the tower|the middle of the stack)
what (color|colour) is (in the middle|the middle one|the one in the middle|in between)
(which|what) is the (middle|second) (one|cube|block)
(which one|what) (stands|sits|lies) (in the middle|between the others)
~what's sandwiched in the (middle|tower)
""", more="leaving._PLACE.middle"), "bottom": Phrases("""
3*which (color|colour|cube|one|block) (ended up|is|landed|came|went) (at the bottom|on the bottom|at the very bottom|lowest|below)
2*[and] (what's|what is) (at the bottom|at the very bottom|on the bottom|right at the bottom|under all that)
what (color|colour) is (at the bottom|the bottom one|the lowest one|the one below)
(which|what) is the (bottom|lowest) (one|cube|block)
(which one|what) (stands|sits|lies) (at the bottom|on the bottom|lowest)
~what carries the (tower|stack)
""", more="leaving._PLACE.bottom")}
_SET_BACK = Phrases("""
3*(set|put|lay|place) it (back|back down|down|down again), i'd rather (you held|have|you took|you had) {x}
2*not that one, (put it back|put it down|set it down), i (meant|wanted|mean|want) {x}
2*(put|set) (it|that) (back|down) and (take|pick up|grab|get|hold) {x} [instead]
no, (put|set) (it|that one) (back|down), {x} [please|instead]
(put|set) (it|that) (down|back), i (meant|wanted|need|would like) {x}
wrong one, (put|set) it (back|down) and (take|get me) {x}
(put that back|set that down), {x} (is what i meant|is the one i want|would be better)
(let it go|let go of it|leave that one), (take|grab|pick up) {x} instead
(down with it|back with it), and {x} (instead|please)
i'd rather you (held|took|had) {x}, (set it down|put it back|put that one down)
~(return it|relinquish it), i'd sooner have {x}
""", more="leaving._SET_BACK")
_WITHOUT = Phrases("""
3*(leaving out|not counting|apart from|without|besides|except for|other than|ignoring|leaving aside|aside from) {x}, how many {n} (are there|do you see|are on the table|can you see)
3*how many {n} (are there|do you see|are on the table|have we got) (not counting|apart from|without|except for|leaving out|besides|other than|aside from) {x}
if (you leave out|we ignore|you ignore|we don't count|you don't count) {x}, how many {n} (are there|are left|do you see)
(forget|never mind|skip|ignore) {x}, how many {n} are (there|left)
count the {n} (without|but not|except|leaving out) {x}
{x} (don't count|aside), how many {n} are there
~(disregarding|barring|minus) {x}, how many {n} are there
""")


def filled(draw: Draw, kinds=CONTAINERS) -> tuple[Table, int, list[int], tuple]:
    """Things were put into a container; others stand outside. The table, the container, what is in it, what was said."""
    number = draw.of((1, 1, 2, 2, 3))
    base = any_look(draw, kinds)
    if base[0] == "cube":
        number = 1
    looks = [base, *(any_look(draw, PICKABLE if base[0] != "cube" else ("cube", "cup", "can")) for _ in range(number))]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 2, 3)), 0.3)
    if len(looks) > 7 or len({look[:2] for look in looks}) < len(looks):
        raise NoRoom
    scene, where = build(draw, looks, {k: 0 for k in range(1, number + 1)})
    table, goal = Table(scene), where[0]
    put = in_order(scene, where[1:number + 1])
    if draw.random() < 0.5 and number > 1:
        put = put[-1:]  # the rest was in it already
    said, steps = zip(*(put_plainly(draw, table, i, goal) for i in put))
    if draw.random() < 0.5:  # one command after the other
        return table, goal, loaded(scene, goal), sum((did(draw, one, (step,)) for one, step in zip(said, steps)), ())[-6:]
    return table, goal, loaded(scene, goal), did(draw, " and ".join(said), steps)


def two_put(draw: Draw, spare: int = 0, together: float = 0.4, joined: float = 0.5) -> tuple[Table, tuple[int, int], tuple[str, str], tuple]:
    """Two things were put in or on something, one after the other: the table, the two in that order, the steps, and what was said.

    spare: containers that nothing was put in. together: how often both went to one; joined: how often it was one command.
    """
    one = draw.random() < together
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE), *(any_look(draw, CONTAINERS) for _ in range(spare + (1 if one else 2)))]
    if len({look[:2] for look in looks}) < len(looks):
        raise NoRoom
    distractors(draw, looks, draw.of((0, 0, 1)), 0.2)
    scene, where = build(draw, looks, {0: 2, 1: 2 if one else 3})
    table, things = Table(scene), (where[0], where[1])
    if any(" the " in table.names[i] for i in things) or held(scene) is not None or sum(o.inside is not None for o in scene) > 2:
        raise NoRoom
    said, steps = zip(*(put_plainly(draw, table, i, scene[i].inside) for i in things))
    if draw.random() < joined:
        return table, things, steps, did(draw, f"{said[0]}{draw.of((' and ', ', then ', ' and then '))}{said[1]}", steps)
    return table, things, steps, did(draw, said[0], steps[:1]) + did(draw, said[1], steps[1:])


def _slots(table: Table, goal: int) -> dict[str, str]:
    return {"in": preposition(table.scene[goal].kind), "d": f"the {table.scene[goal].kind}" if len([o for o in table.scene if o.kind == table.scene[goal].kind]) == 1 else f"the {table.names[goal]}"}


def _asked(draw: Draw, table: Table, past, said: str, text: str, targets) -> Lesson:
    return Lesson(table.scene, tuple(past)[-6:], written(draw, sentence(draw, said)), "answer", text, targets=tuple(targets), tag="question")


def left_standing(draw: Draw) -> Lesson:
    """What is not in the container, which itself does not count."""
    table, goal, fits, past = filled(draw)
    scene, slots = table.scene, _slots(table, goal)
    if draw.random() < 0.3:
        past = exchange(WHAT_IN(draw, **slots), located(table, fits, f"{slots['in']} the {table.names[goal]}"))
    rest = [i for i in range(len(scene)) if i != goal and i not in fits]
    text = f"I see {replies.listing(scene, rest)}." if rest else replies.SAY["nothing_there"]
    return _asked(draw, table, past, _NOT_IN(draw, **slots), text, rest)


def in_it_now(draw: Draw) -> Lesson:
    """All that is in or on it, what was put there last and what was there before."""
    table, goal, fits, past = filled(draw, (*CONTAINERS, "cube"))
    slots = _slots(table, goal)
    kind = table.scene[goal].kind
    pool = _NOW_ON if kind == "cube" or (kind == "plate" and draw.random() < 0.5) else _NOW_IN
    return _asked(draw, table, past, pool(draw, **slots), located(table, fits, f"{slots['in']} the {table.names[goal]}"), fits)


def tower_of(draw: Draw, floors: int) -> tuple[Table, list[int]]:
    """A table with two or three cubes stacked on it, and these from the bottom to the top."""
    looks = [("cube", color, "medium") for color in draw.shuffled(COLORS)[:floors]]
    distractors(draw, looks, draw.of((0, 1, 1, 2)), 0.3)
    scene, where = build(draw, looks, {k: k - 1 for k in range(1, floors)})
    tower = where[:floors]
    if floors == 3:  # `build` reckons the floor below as standing on the table
        half = scene[tower[0]].z
        scene = tuple(replace(o, z=5 * half) if i == tower[2] else o for i, o in enumerate(scene))
    table = Table(scene)
    if any(" the " in table.names[i] for i in tower):
        raise NoRoom
    return table, tower


def stacking(draw: Draw, table: Table, tower: list[int]) -> tuple[str, tuple[str, ...]]:
    """How it was wanted, and the steps that built it."""
    steps = tuple(f"put the {table.names[t]} on the {table.names[d]}" for d, t in zip(tower, tower[1:]))
    return " and then ".join(PUT_PLAIN(draw, t=table.names[t], p="on", d=table.names[d]) for d, t in zip(tower, tower[1:])), steps


def floor_of(draw: Draw) -> Lesson:
    """Which of two or three stacked cubes is on top, in the middle, at the bottom."""
    floors = draw.of((2, 3, 3))
    table, tower = tower_of(draw, floors)
    said, steps = stacking(draw, table, tower)
    place = draw.of(("top", "bottom") if floors == 2 else ("top", "middle", "middle", "bottom"))
    index = {"top": tower[-1], "middle": tower[1], "bottom": tower[0]}[place]
    return _asked(draw, table, did(draw, said, steps), _PLACE[place](draw), f"It is {replies.article(table.scene[index].color + ' cube')}.", (index,))


def set_back(draw: Draw) -> Lesson:
    """The wrong one is in the hand: down with it, and the other one up."""
    looks = [any_look(draw, PICKABLE), any_look(draw, PICKABLE)]
    distractors(draw, looks, draw.of((0, 1, 1, 2, 3)), 0.3)
    scene, where = build(draw, looks, None, 0)
    table, hand, index = Table(scene), where[0], where[1]
    if looks[0][:2] == looks[1][:2]:
        raise NoRoom
    plain = f"{scene[hand].color} {scene[hand].kind}"
    past = taken(draw, plain)
    others = [i for i in table.of(PICKABLE) if i != hand]
    words = refer(draw, table, index, others, simple=True).words
    if [i for i in others if scene[i].color == scene[index].color] == [index] and scene[hand].kind == scene[index].kind and draw.random() < 0.6:
        words = f"the {COLOR_WORDS[scene[index].color](draw)} {draw.of(('one', 'one', KIND_WORDS[scene[index].kind](draw)))}"
    return act(draw, table, past, _SET_BACK(draw, x=words), (f"put down the {table.names[hand]}", f"pick up the {table.names[index]}"), (index,), (), False)


def without_some(draw: Draw) -> Lesson:
    """How many there are when a kind or a colour does not count."""
    table = scene_for(draw, 2, draw.random() < 0.5)
    scene, o = table.scene, draw.of(table.scene)
    if draw.random() < 0.65:
        fits, words = [i for i, p in enumerate(scene) if p.kind != o.kind], plural(draw, (o.kind,))
        alone = sum(p.kind == o.kind for p in scene) == 1
        x = f"the {KIND_WORDS[o.kind](draw)}" if alone else f"the {words}"
    else:
        fits = [i for i, p in enumerate(scene) if p.color != o.color]
        x = f"{draw.of(('the ', 'the ', 'anything '))}{COLOR_WORDS[o.color](draw)}"
        x += f" {plural(draw, None)}" if x.startswith("the ") else ""
    return answer(draw, table, _WITHOUT(draw, x=x, n=plural(draw, None)), counted(len(fits), "object"), fits)
