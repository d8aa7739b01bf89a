"""Asks back when a spoken sentence was not understood because of a word that only sounds like one of the table's: "I heard 'pick up the rent cup': did you mean the red cup?"

Asked only when the brain itself is at a loss with what was heard, and would act, surely, on what may have been said. A yes then stands for the
corrected command; a no, a stop or some time drops it. Knows the brain's `would_reply` and English; what may have been said in another language is
told by who knows that (translation/phonetic.py), and the question and the answer to it are translated like everything else. Who speaks and acts is
the Dialogue.
"""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass
from typing import Any, Callable, Iterable, Mapping, Sequence

from assistant.interface import VLA, Conversation, Observation, Reply, ReplyKind, Utterance
from assistant.sound_alike import Scored, alike, replacements

SURE = 0.6  # confidence below which the brain is at a loss with what was heard
CERTAIN = 0.7  # confidence from which it would act on what may have been said
TRIES = 5  # how many corrections the brain is asked about: each takes it a tenth of a second
PATIENCE = 20.0  # seconds for which a yes is an answer to the question
_ENDS = ".!?。！？"

Corrections = Callable[[str, bool], Iterable[tuple[str, str]]]
"""(sentence, whether only with another word of the same thing) -> what it may have been: as it is said, and in English; the likeliest first."""


@dataclass(frozen=True)
class Correction:
    """What may have been meant by `heard`: the corrected sentence in English, and the question."""

    heard: str
    text: str
    question: str
    thing: str


@dataclass(frozen=True)
class _Pending:
    correction: Correction
    epoch: int
    at: float


class Misheard:
    """lists: prompts/misheard.yaml. at_a_loss: parts of what the brain says when it could make nothing of a sentence. clock: seconds, for tests."""

    def __init__(self, vla: VLA, lists: Mapping[str, Any], at_a_loss: Iterable[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._vla, self._lists, self._at_a_loss, self._clock = vla, lists, tuple(at_a_loss), clock
        self._things, self._commands = frozenset(lists["things"]), frozenset(lists["commands"])
        self._known = self._things | self._commands | frozenset(lists["known"])
        self._pending: _Pending | None = None

    @property
    def dropped(self) -> str:
        """What is said to a no."""
        return self._lists["dropped"]

    # -- the question -------------------------------------------------------------------------------------------------

    def asks(self, text: str, asked: tuple[Observation, Conversation], reply: Reply, epoch: int, corrections: Corrections | None = None) -> Reply | None:
        """The question instead of `reply`, which the brain gave to `asked`, whose last line is `text` or its English; None when there is nothing to ask.

        corrections: where `text` is not English, what it may have been: as it is said, and in English.
        """
        unseen = any(part in reply.text for part in self._lists["not_seen"])
        if not (unseen or self._lost(reply)) or not hasattr(self._vla, "would_reply"):
            return None
        observation, said = asked
        for corrected, english in itertools.islice((corrections or self._in_english)(text, unseen), TRIES):
            meant = self._vla.would_reply(observation, (*said[:-1], Utterance("user", english)))
            if meant.kind is reply.kind and (meant.steps or meant.options) and (meant.steps, meant.options) == (reply.steps, reply.options):
                return None  # it has understood, word or no word
            if meant.kind is not ReplyKind.ACT or not meant.steps or meant.confidence < CERTAIN:
                continue
            correction = self._correction(text, corrected, english, meant, said[-1].text)
            self._pending = _Pending(correction, epoch, self._clock())
            return Reply(ReplyKind.ASK, correction.question, options=(correction.thing,) if correction.thing else (), points=meant.points, confidence=reply.confidence)
        return None

    def _lost(self, reply: Reply) -> bool:
        return reply.kind is ReplyKind.ASK or reply.confidence < SURE or any(part in reply.text for part in self._at_a_loss)

    def _in_english(self, text: str, named: bool) -> Iterable[tuple[str, str]]:
        return ((corrected, corrected) for corrected in self.corrections(text, named))

    def corrections(self, text: str, named: bool = False) -> Iterable[str]:
        """The English sentence with up to two of its unknown words as the table's words that they are like, the likeliest first.

        named: only with another word of the same thing, heard or corrected: "pick up the bottle" may mean just that, "the glue bottle" hardly.
        """
        parts = re.split(r"([^\W_]+(?:['’][^\W_]+)*)", text.lower())
        words = parts[1::2]
        unknown = [number for number, word in enumerate(words) if word not in self._known and not word.isdigit()]
        like = {number: found for number in unknown if (found := self._alike(words[number]))}
        for chosen in replacements(like, lambda numbers: self._about_a_thing(words, numbers, named)):
            new = list(parts)
            for number, word in chosen.items():
                new[2 * number + 1] = word
            yield "".join(new).strip()

    def _about_a_thing(self, words: Sequence[str], numbers: Sequence[int], named: bool) -> bool:
        """Whether the sentence speaks for it: it says what to do, or has another word of the thing beside the misheard one."""
        beside = any(number + step in numbers or words[number + step] in self._things for number in numbers for step in (-1, 1) if 0 <= number + step < len(words))
        return beside or not named and any(word in self._commands for word in words)

    def _alike(self, heard: str) -> list[Scored]:
        """The words of the table that are like it."""
        return alike(heard, [word for word in self._lists["things"] if word.endswith("s") <= heard.endswith("s")])

    def _correction(self, heard: str, corrected: str, english: str, meant: Reply, before: str) -> Correction:
        """before: the English that was made of what was heard."""
        new = set(re.findall(r"\w+", english.lower())) - set(re.findall(r"\w+", before.lower()))
        labels = [point.label for point in meant.points if new & set(point.label.split())]
        thing = labels[0] if len(set(labels)) == 1 else ""
        heard = re.sub(rf"[{_ENDS}]+(?=\s)", ",", heard.strip().rstrip(_ENDS))  # one sentence within another
        key = "question" if thing else "question_whole"
        question = self._lists[key].format(heard=_within(heard), thing=thing, corrected=_within(corrected.rstrip(_ENDS)))
        return Correction(heard, english, question, thing)

    # -- the answer ---------------------------------------------------------------------------------------------------

    def answered(self, text: str, epoch: int) -> tuple[str, str] | None:
        """("yes", the corrected sentence), ("no", "") or, to anything else, None; the question is then over either way. epoch: `safety.epoch`: a stop since ends it."""
        pending, self._pending = self._pending, None
        if pending is None or pending.epoch != epoch or self._clock() - pending.at > PATIENCE:
            return None
        words = " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower().replace("’", "'")))
        if self._only(words, "no", ()):
            return "no", ""
        thing = pending.correction.thing
        if self._only(words, "yes", ("the", *thing.split())) or thing and words in (thing, f"the {thing}"):
            return "yes", pending.correction.text
        return None

    def _only(self, words: str, which: str, more: Sequence[str]) -> bool:
        """Whether the sentence has a phrase of that list, and nothing but those, what may stand around them, and `more`."""
        rest, count = _without(words, self._lists[which])
        rest, _ = _without(rest, self._lists["around"])
        return count > 0 and set(rest.split()) <= set(more)


def _without(words: str, phrases: Sequence[str]) -> tuple[str, int]:
    """The words without the phrases, and how many those were."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.subn(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)", " ", words)


def _within(sentence: str) -> str:
    """As it is written within another."""
    return sentence[:1].lower() + sentence[1:]
