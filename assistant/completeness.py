"""Whether what has been said so far is a whole sentence: asked in each pause, before the turn is final. Nothing comes of it but how long Vela waits.

Three looks at the words, the quick ones first: how they end ("... in the"), whether a verb still lacks its place ("put the red cube"), both
by the lists in prompts/unfinished.yaml; then what the brain would reply to them as they stand. It is asked that only while the dialogue
neither thinks nor acts: a motion under way is not slowed down for it. What the brain thought is not
thought again when the sentence was whole. Knows the Dialogue's public side; changes nothing, in the brain neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Sequence

from assistant.dialogue import Dialogue
from assistant.interface import VLA, Observation, Reply, ReplyKind, Transcript, Utterance
from assistant.memory import MEMORY

UNFINISHED, DOUBTFUL, NOTHING_AGAINST, WHOLE = 0.0, 0.4, 0.5, 0.9
"""Probabilities that a sentence is whole: when its words break off; when the brain makes nothing of it; when they do not, and it is not asked; when it asks which of several is meant."""
_BREAKS_OFF = ("...", "…", ",", "-", "–")


@dataclass(frozen=True)
class Unfinished:
    """The lists of prompts/unfinished.yaml for one language; empty for one it does not have."""

    never_last: Sequence[str] = ()
    seldom_last: Sequence[str] = ()
    needs_place: Sequence[str] = ()
    place: Sequence[str] = ()
    asks: Sequence[str] = ()

    def by_its_words(self, text: str) -> bool:
        """Whether the sentence plainly goes on."""
        text = text.strip().lower()
        words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text)
        if text.endswith(_BREAKS_OFF):
            return bool(words)
        if _ends_with(words, self.never_last) or not text.endswith("?") and _ends_with(words, self.seldom_last):
            return True
        verbs = [number for number, word in enumerate(words) if word in self.needs_place]
        return bool(verbs) and words[0] not in self.asks and not any(word in self.place for word in words[verbs[-1] + 1 :])


def by_words(lists: Mapping[str, Any]) -> Callable[[Transcript, str], float | None]:
    """What the lists alone say: UNFINISHED, or no opinion."""
    languages = {language: Unfinished(**words) for language, words in lists.items() if isinstance(words, Mapping)}
    return lambda transcript, source: UNFINISHED if languages.get(transcript.language, Unfinished()).by_its_words(transcript.text) else None


class Completeness:
    """What EndOfTurn asks. vla: the brain; its `would_reply` is used where it has one. observe: what the robot sees now. lists: prompts/unfinished.yaml.

    prepare(text, language): told what would be said to it, where that is whole and likely; None where nothing is spoken.
    """

    def __init__(
        self, vla: VLA, dialogue: Dialogue, observe: Callable[[], Observation], lists: Mapping[str, Any], prepare: Callable[[str, str], None] | None = None,
    ) -> None:
        self._vla, self._dialogue, self._observe, self._prepare = vla, dialogue, observe, prepare
        self._by_words = by_words(lists)
        self._rest, self._nothing = tuple(lists["asks_for_the_rest"]), tuple(lists["makes_nothing_of_it"])

    def __call__(self, transcript: Transcript, source: str) -> float | None:
        """Probability that it is whole; None without an opinion. Raises what the camera, the wire or the model raise."""
        if self._by_words(transcript, source) is not None:
            return UNFINISHED
        if not hasattr(self._vla, "would_reply"):
            return None
        if self._dialogue.state not in ("listening", "stopped"):
            return NOTHING_AGAINST
        said = (*self._dialogue.conversation[-MEMORY + 1 :], Utterance("user", self._dialogue.in_english(transcript, source)))
        seen = self._observe()
        reply = self._vla.would_reply(seen, said)
        self._dialogue.thought_ahead(seen, said)
        likely = self._by_reply(reply)
        if self._prepare is not None and likely > DOUBTFUL:
            worded = self._dialogue.worded(reply.text, reply.kind, reply.options)
            self._prepare(worded.text, worded.language)
        return likely

    def _by_reply(self, reply: Reply) -> float:
        if any(part in reply.text for part in self._nothing):
            return DOUBTFUL
        if reply.kind is ReplyKind.ASK:
            return UNFINISHED if any(part in reply.text for part in self._rest) else WHOLE
        return max(DOUBTFUL, reply.confidence)


def _ends_with(words: Sequence[str], endings: Sequence[str]) -> bool:
    return any(words[-len(ending) :] == ending for ending in map(str.split, endings))
