"""Two things that are to stand side by side: "pop the 2 cubes next to each other", "line up the two cans", "the cup and the can side by side". Never one on the other.

Knows single commands and references.
"""

from __future__ import annotations

from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import distractors, step_for, twin
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import plural, refer
from assistant.vla.training.language.scenes import COLORS, PICKABLE, NoRoom, any_look, build, held, holds, in_order, loaded
from assistant.vla.training.language.side_by_side_words import NAMED, PAIR, PAIR_SENTENCE
from assistant.vla.training.language.style import request, sentence, written
from assistant.vla.training.language.words import COLOR_WORDS

_THE_TWO = ("the two {}",) * 4 + ("the 2 {}",) * 3 + ("both {}", "both {}", "both the {}", "both of the {}", "the pair of {}", "the pair of {}", "those two {}", "these two {}", "my two {}", "the {}", "the {}", "2 {}", "two {}", "these 2 {}", "that pair of {}", "the couple of {}")


def side_by_side(draw: Draw) -> Lesson:
    """Two of a kind, told by their number, or two told each by its name: the first (in the robot's order, or as named) goes next to the other."""
    alike = draw.random() < 0.65
    look = any_look(draw, ("cube", "cube", *PICKABLE))
    looks = [look, (look[0], draw.of(COLORS), look[2]) if alike else any_look(draw, PICKABLE)]
    in_hand = draw.random() < 0.06
    if alike and draw.random() < 0.2:
        looks.append((look[0], draw.of(COLORS), look[2]))
    elif draw.random() < 0.15:
        looks.append(twin(draw, looks[1]))
    distractors(draw, looks, draw.of((0, 0, 1, 1, 2)), 0.2)
    if len(looks) > 7:
        raise NoRoom
    scene, where = build(draw, looks, None, 0 if in_hand else None)
    table, pair = Table(scene), where[:2]
    if any(loaded(scene, i) or scene[i].inside is not None or " the " in table.names[i] for i in pair) or holds(scene[pair[0]], scene[pair[1]], "next_to") is not False:
        raise NoRoom
    if alike:
        pair, say = _by_number(draw, table, pair)
    else:
        say = _by_name(draw, table, pair)
    first, second = pair if held(scene) != pair[1] else pair[::-1]
    steps = (step_for(table, "move", first, second, "next_to"),)
    return Lesson(scene, (), say, "act", replies.doing(steps), steps, (), (first,), (second,), "move")


def _by_number(draw: Draw, table: Table, pair: list[int]) -> tuple[list[int], str]:
    """ "The two cups", "both red cubes": there are no more of them."""
    scene = table.scene
    kind, color = scene[pair[0]].kind, scene[pair[0]].color
    of_kind, of_color = ([i for i in table.of((kind,)) if not colored or scene[i].color == color] for colored in (False, True))
    colored = len(of_color) == 2 and (len(of_kind) > 2 or draw.random() < 0.3)
    if sorted(of_color if colored else of_kind) != sorted(pair):
        raise NoRoom
    n = draw.of(_THE_TWO).format(f"{COLOR_WORDS[color](draw)} {plural(draw, (kind,))}" if colored else plural(draw, (kind,)))
    bare = draw.random() < 0.65
    said = (PAIR if bare else PAIR_SENTENCE)(draw, n=n)
    return in_order(scene, pair), written(draw, (request if bare else sentence)(draw, said))


def _by_name(draw: Draw, table: Table, pair: list[int]) -> str:
    things = table.of(PICKABLE)
    a, b = (refer(draw, table, i, things, simple=True).words for i in pair)
    return written(draw, sentence(draw, NAMED(draw, a=a, b=b)))
