"""Second thoughts: of several replies the model could give, the one that agrees with what it believes was meant.

Writing and pointing are learned apart, and pointing is the easier: a reply whose steps or options are about other things than those the
sentence could mean is likely wrong. Knows the language side and object tokens; nothing of pixels or joints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import torch
from torch import Tensor

from assistant.interface import ReplyKind, Utterance
from assistant.vla.language import NO_GOAL, NO_TARGET, Language
from assistant.vla.sight import COLORS, HELD, KINDS
from assistant.vla.tokens import Reading, Writing

REPLIES = 10
"""Replies that are weighed."""
SURE = -0.05
"""Log-probability from which a reply needs no second thought."""
DOUBT_AGAIN = 0.5
"""Chance of a deed that is enough when the person has just answered a question."""
_UNTOLD = -6.0  # log-probability of an act that the command asked about could hardly have meant: what its answer says may still have changed it. Of 1,200 answered lessons 1,176 were right at -3.9, 1,179 here
_BESIDE = 4.0  # agreement by which a question may fall short of the act it is asked instead of
_DISAGREED = -2.5  # agreement a step below which the words of an act and what was meant are about different things
_ANY = -4.0  # agreement below which several were surely meant and one is taken: any of them will do
_SPEECH = -0.5  # what speaks for a reply that points at nothing, beside its own probability
_STRAY = -5.0  # what speaks against naming what is not there, or one thing twice, and against saying that what is seen is not
_ITSELF = re.compile(r"put the (.+) (?:in|on|next to|left of|right of|in front of|behind) the \1$")
_DENIAL = re.compile(rf"I don't see an? (?:({'|'.join(COLORS)}) )?({'|'.join(KINDS)})\.")
_LYING = re.compile(r"(?!.*\bheld\b).* on the table\b")
"""A step about what lies there, beside its like in the hand."""
_SEEN = 0.9  # how sure sight is of what may not be denied


@dataclass(frozen=True)
class Line:
    """A reply as written, its log-probability, and its words' numbers."""

    kind: ReplyKind
    text: str
    steps: tuple[str, ...]
    options: tuple[str, ...]
    chance: float
    numbers: tuple[int, ...] = ()


class Weighing:
    """One conversation's replies over one scene. features (1, N, FEATURES), present (1, N), meant (N, 2): `Language.meant` as probabilities."""

    def __init__(self, language: Language, reading: Reading, features: Tensor, present: Tensor, meant: Tensor) -> None:
        self._language, self._reading, self._features, self._present = language, reading, features, present
        self._meant = meant
        self._pointed: dict[tuple[str, ...], tuple[list[int], Tensor]] = {}

    def weigh(self, lines: list[Line]) -> list[tuple[Line, float]]:
        """Each line with its agreement, the best first."""
        weighed = [(line, self.agreement(line)) for line in lines]
        return sorted(weighed, key=lambda one: one[0].chance + one[1], reverse=True)

    def unsure(self, weighed: list[tuple[Line, float]], threshold: float, asked: bool = False) -> bool:
        """Whether the best of what was weighed acts though something else may be meant: though the prediction set, all deeds with at least `threshold`, is not this one alone.

        asked: what was said answers a question; a second one is asked only when nothing has the upper hand.
        """
        best, agreement = weighed[0]
        if best.kind is not ReplyKind.ACT:
            return False
        chances = self.chances(weighed)
        mine = chances.pop(self.deed(best))
        if asked:
            return mine < min(threshold, DOUBT_AGAIN)
        disagreed = _ANY < agreement / max(len(best.steps), 1) < _DISAGREED
        return mine < threshold or any(chance >= threshold for chance in chances.values()) or disagreed

    def to_the_point(self, questions: list[tuple[Line, float]], act: tuple[Line, float]) -> list[tuple[Line, float]]:
        """Of the questions those about what could be meant: one about other things says less than the act that it would be asked instead of."""
        return [(line, agreement) for line, agreement in questions if agreement > act[1] - _BESIDE]

    def chances(self, weighed: list[tuple[Line, float]]) -> dict[tuple, float]:
        """Of each deed (see `deed`) the share, in [0, 1], of the likelihood of all that was weighed that goes to replies which do it, however they put it."""
        share = torch.tensor([line.chance + agreement for line, agreement in weighed]).softmax(0).tolist()
        chances: dict[tuple, float] = {}
        for (line, _), part in zip(weighed, share):
            deed = self.deed(line)
            chances[deed] = chances.get(deed, 0.0) + part
        return chances

    def as_asked(self, weighed: list[tuple[Line, float]], told: Tensor, hidden: Tensor) -> list[tuple[Line, float]]:
        """Of acts that answer "which one?" those first that are what the command meant too, the best first: the answer tells which one, the command what with it. told, hidden: the command alone, as `Language.encode` has it."""
        acts = [(line, agreement) for line, agreement in weighed if line.steps]
        likely = self._told([line for line, _ in acts], told, hidden)
        return sorted(((line, agreement + chance) for (line, agreement), chance in zip(acts, likely)), key=lambda one: one[0].chance + one[1], reverse=True)

    def could_mean(self, acts: list[Line], told: Tensor, hidden: Tensor) -> list[bool]:
        """Of each act whether a command, as for `as_asked`, could have meant it."""
        return [chance > _UNTOLD for chance in self._told(acts, told, hidden)]

    def _told(self, acts: list[Line], told: Tensor, hidden: Tensor) -> list[float]:
        """Log-probability of each act as the reply to the command, if an act must be, and not below `_UNTOLD`."""
        return self._language.likelihood([line.numbers for line in acts], told, hidden).clamp_min(_UNTOLD).tolist() if acts else []

    def deed(self, line: Line) -> tuple:
        """What comes of it: for an act, the skills and the things they are done to, whatever these are called."""
        if line.kind is not ReplyKind.ACT or not line.steps:
            return (line.kind,)
        deeds = []
        for skill, point in zip(*self._point(line.steps)):
            target, goal = point.argmax(0).tolist()
            deeds.append((skill, None if skill in NO_TARGET else target, None if skill in NO_GOAL else goal))
        return line.kind, *deeds

    def about(self, line: Line) -> set[int]:
        """Which things a reply acts on and takes them to, or offers to choose from."""
        found: set[int] = set()
        if line.kind is ReplyKind.ACT and line.steps:
            for _, *things in self.deed(line)[1:]:
                found.update(i for i in things if i is not None)
        elif line.kind is ReplyKind.ASK and line.options:
            found.update(self._point(tuple(f"pick up the {o}" for o in line.options))[1][:, :, 0].argmax(1).tolist())
        return found - {len(self._present[0])}  # the last place stands for none of them

    def things(self, line: Line) -> dict[str, tuple[int | None, int | None]]:
        """Of each of an act's steps what it acts on and what it takes that to, as things stand now; None: nothing, or none that is there."""
        if line.kind is not ReplyKind.ACT or not line.steps:
            return {}
        absent = len(self._present[0])
        return {step: tuple(None if index == absent else index for index in named) for step, (_, *named) in zip(line.steps, self.deed(line)[1:])}

    def agreement(self, line: Line) -> float:
        """Log-odds of a kind: how well the things a reply is about are those that were meant."""
        if line.kind is ReplyKind.ACT and line.steps:
            return self._acts(line.steps)
        if line.kind is ReplyKind.ASK and line.options:
            return max(self._asks(tuple(f"pick up the {o}" for o in line.options), 0), self._asks(tuple(f"put it on the {o}" for o in line.options), 1))
        return _SPEECH + (_STRAY if self.denies(line.text) else 0.0)

    def absurd(self, line: Line) -> bool:
        """Whether it takes a thing to itself, or says that what is plainly seen is not there."""
        return self.denies(line.text) or any(_ITSELF.match(step) for step in line.steps)

    def denies(self, text: str) -> bool:
        """Whether it says that there is no such thing ("I don't see a red cup."), though one is plainly seen."""
        said = _DENIAL.match(text)
        if said is None:
            return False
        color, kind = said.groups()
        kinds, colors = self._features[0, :, : len(KINDS)], self._features[0, :, len(KINDS) : len(KINDS) + len(COLORS)]
        fits = kinds[:, KINDS.index(kind)] if color is None else torch.minimum(kinds[:, KINDS.index(kind)], colors[:, COLORS.index(color)])
        return bool((fits[self._present[0]] > _SEEN).any())

    def _acts(self, steps: tuple[str, ...]) -> float:
        skills, points = self._point(steps)
        total, named = _STRAY * sum(_ITSELF.match(step) is not None for step in steps), (set(), set())
        for skill, point in zip(skills, points):
            for column, none in enumerate((NO_TARGET, NO_GOAL)):
                if skill not in none:
                    index = int(point[:, column].argmax())
                    total += float(point[index, column].log()) + (_STRAY if index == len(point) - 1 else 0.0)
                    named[column].add(index)
        return total + self._likely(named[0], 0) + self._likely(named[1], 1)

    def _asks(self, steps: tuple[str, ...], column: int) -> float:
        named = self._point(steps)[1][:, :, column].argmax(1).tolist()
        strays = (len(self._present[0]) in named) + (len(set(named)) < len(named))
        return strays * _STRAY + self._likely(set(named), column)

    def _likely(self, named: set[int], column: int) -> float:
        """Log-probability that these things, and no others, were meant."""
        chance = self._meant[:, column].clamp(1e-4, 1 - 1e-4)
        chosen = torch.tensor([i in named for i in range(len(chance))])
        return float(torch.where(chosen, chance.log(), (1 - chance).log())[self._present[0]].sum())

    def _point(self, steps: tuple[str, ...]) -> tuple[list[int], Tensor]:
        """Of each step the skill, and how surely each thing is what it acts on and where that goes (steps, N + 1, 2); the last: none of them."""
        if steps not in self._pointed:
            self._pointed[steps] = self._grounded(steps)
        return self._pointed[steps]

    def _grounded(self, steps: tuple[str, ...]) -> tuple[list[int], Tensor]:
        features, present = (x.expand(len(steps), *x.shape[1:]) for x in (self._features, self._present))
        states, _, _ = self._language.encode(self._reading.encode([[Utterance("step", s)] for s in steps]), features, present)
        points = self._language.point(states, present)
        lying = torch.tensor([_LYING.match(step) is not None for step in steps])
        points[:, :-1] -= 1e4 * (lying[:, None] & (features[..., HELD] > 0.5))[..., None]
        return self._language.skill(states[:, 0]).argmax(-1).tolist(), points.softmax(1)


def considered(language: Language, writing: Writing, states: Tensor, hidden: Tensor) -> list[Line]:
    """The likeliest reply, alone where it is sure; else with the others to weigh it against. ValueError when it is no reply."""
    first = read_lines(writing, language.write(states, hidden))
    return first if first[0].chance >= SURE else read_lines(writing, language.write(states, hidden, REPLIES))


def read_lines(writing: Writing, written: list[tuple[list[int], float]]) -> list[Line]:
    """What was written, as replies; the first must be one (ValueError), the others may be no sentences."""
    lines = []
    for numbers, chance in written:
        try:
            kind, text, steps, options = writing.decode(numbers)
        except ValueError:
            if not lines:
                raise
            continue
        lines.append(Line(kind, text, tuple(steps), tuple(options), chance, tuple(numbers)))
    return lines
