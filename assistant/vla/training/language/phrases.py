"""A tiny language for writing many sentences on one line, and the dice that choose among them.

    (a|b|~c)   one of; `~` marks a wording that is held out of training     [x]   x or nothing
    {name}     filled in by the caller                                      <pool> any wording of a named pool

Each line of a `Phrases` text is one wording; a leading `~` holds the whole line out; a leading `3*` makes it three times as likely.
Knows nothing of robots or scenes.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Mapping, Sequence

RARER = 0.45
"""How often a pool that has rarer wordings writes one of them, in lessons."""
SELDOM = 0.15
"""The same in suites: about half of the sentences have one then, as with people; lessons have more of what is harder."""
_WORDINGS = Path(__file__).with_name("wordings")
_POOLS: dict[str, "Phrases"] = {}
_WEIGHT = re.compile(r"(~?)(\d+)\*(.*)", re.DOTALL)


class Draw:
    """The dice of one lesson.

    held_out: False = only wordings for training; True = also held-out wordings, a third of the times there are some; None = all wordings alike.
    gap: metres left free around things. bare: nothing in the hand, in bowls or on plates (as a new scenario begins).
    rarer: how often a pool writes one of its rarer wordings. used: how many held-out wordings were chosen so far. spatial: whether the words hang on where things stand. turns: how often so far the sentence
    corrects itself, says what is not meant, or tells a thing by another one.
    """

    __slots__ = ("rng", "random", "held_out", "gap", "bare", "rarer", "used", "spatial", "turns")

    def __init__(self, rng: random.Random, held_out: bool | None = False, gap: float = 0.012, bare: bool = False, rarer: float = RARER) -> None:
        self.rng, self.random, self.held_out, self.gap, self.bare, self.rarer = rng, rng.random, held_out, gap, bare, rarer
        self.begin()

    def begin(self) -> None:
        """A new sentence."""
        self.used, self.spatial, self.turns = 0, False, 0

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def turn(self, probability: float) -> bool:
        """Whether the sentence takes such a turn: seldom a second one. Who corrects herself does not exclude two things and count from the left in the same breath."""
        if self.random() >= probability * (0.2 if self.turns else 1.0):
            return False
        self.turns += 1
        return True

    def of(self, options: Sequence):
        """One of the options, each as likely."""
        return options[int(self.random() * len(options))]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def shuffled(self, items: Sequence) -> list:
        items = list(items)
        self.rng.shuffle(items)
        return items


class _Choice:
    """One of several wordings, some of them held out."""

    __slots__ = ("train", "held", "every")

    def __init__(self, train: list, held: list) -> None:
        if not train:
            raise ValueError("a choice needs at least one wording that is not held out")
        self.train, self.held, self.every = train, held, train + held

    def write(self, draw: Draw, out: list[str], slots: Mapping[str, str]) -> None:
        options = self.train
        if self.held and draw.held_out is not False:
            if draw.held_out is None:
                options = self.every
            elif draw.random() < 0.33:
                options = self.held
                draw.used += 1
        item = options[int(draw.random() * len(options))]
        if type(item) is str:
            out.append(item)
        else:
            for part in item:
                if type(part) is str:
                    out.append(part)
                else:
                    part.write(draw, out, slots)


class _Slot:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, draw: Draw, out: list[str], slots: Mapping[str, str]) -> None:
        out.append(slots[self.name])


class _Pool:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, draw: Draw, out: list[str], slots: Mapping[str, str]) -> None:
        _POOLS[self.name].choice.write(draw, out, slots)


class Phrases:
    """Many wordings. `phrases(draw, t="the cup")` writes one, with single spaces.

    name: makes it usable as <name> elsewhere. more: the file of `wordings/` with rarer ones, of which `rarer` of the draws are. Raises FileNotFoundError without that file.
    """

    __slots__ = ("choice", "more")

    def __init__(self, text: str, name: str | None = None, more: str | None = None) -> None:
        self.more = None if more is None else Phrases((_WORDINGS / f"{more}.txt").read_text()).choice
        train, held = [], []
        for line in text.strip().split("\n"):
            line, weight = line.strip(), 1
            if not line:
                continue
            found = _WEIGHT.fullmatch(line)
            if found:
                line, weight = found[1] + found[3], int(found[2])
            away = line.startswith("~")
            item = _parse(line[1:] if away else line)
            (held if away else train).extend([item] * weight)
        self.choice = _Choice(train, held)
        if name is not None:
            _POOLS[name] = self

    def __call__(self, draw: Draw, **slots: str) -> str:
        out: list[str] = []
        (self.more if self.more is not None and draw.random() < draw.rarer else self.choice).write(draw, out, slots)
        return tidy("".join(out))


def words(text: str) -> Phrases:
    """A pool from one line: wordings separated by `|`, with `~` and `3*` as in `Phrases`."""
    return Phrases(text.replace("|", "\n"))


def tidy(text: str) -> str:
    """Single spaces, none before punctuation."""
    text = " ".join(text.split())
    if " ," in text or " ." in text or " ?" in text or ",," in text:
        text = text.replace(" ,", ",").replace(" .", ".").replace(" ?", "?").replace(",,", ",")
    return text


def _parse(text: str):
    """The text as a str (nothing to choose) or a list of str and nodes."""
    parts, position = _sequence(text, 0, "")
    if position != len(text):
        raise ValueError(f"unbalanced brackets in {text!r}")
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def _sequence(text: str, position: int, stop: str) -> tuple[list, int]:
    parts: list = []
    plain = ""
    while position < len(text) and text[position] not in stop:
        char = text[position]
        if char in "([{<":
            if plain:
                parts.append(plain)
                plain = ""
            if char == "{":
                end = text.index("}", position)
                parts.append(_Slot(text[position + 1:end]))
            elif char == "<":
                end = text.index(">", position)
                parts.append(_Pool(text[position + 1:end]))
            else:
                choice, end = _choice(text, position + 1, ")" if char == "(" else "]", optional=char == "[")
                parts.append(choice)
            position = end + 1
        else:
            plain += char
            position += 1
    if plain or not parts:
        parts.append(plain)
    return parts, position


def _choice(text: str, position: int, close: str, optional: bool) -> tuple[_Choice, int]:
    train: list = [""] if optional else []
    held: list = []
    while True:
        away = text[position:position + 1] == "~"
        parts, position = _sequence(text, position + away, "|" + close)
        if position >= len(text):
            raise ValueError(f"unbalanced brackets in {text!r}")
        (held if away else train).append(parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts)
        if text[position] == close:
            return _Choice(train, held), position
        position += 1
