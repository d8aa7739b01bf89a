"""Whether a sentence that the microphone heard is Vela's own voice from the loudspeaker.

Most of her voice is taken out before (hearing/duplex.py); this is for what is left of it where a room is hard or a loudspeaker poor, and for a sentence that the page plays.
Knows when the loudspeaker was playing, in the microphone's own time, what was said, and when a person surely spoke; nothing of audio. Who speaks at the same time, even to repeat
what she says ("the red cup"), is heard, and so is whoever says stop.
"""

from __future__ import annotations

import re
from collections import deque
from difflib import SequenceMatcher
from typing import Callable, Iterable

from assistant.interface import Transcript

ROOM = 0.3  # seconds from the end of her voice to the last of it in the microphone
MOST = 0.5  # share of a sentence of hers that must be heard, where nobody tells when a person speaks: an answer repeats a few of her words, an echo has nearly all
SAME = 0.7  # share of the words heard that were Vela's, in her order
NEAR = 0.3  # seconds by which a judgement of the sound may lie outside the sentence that it is about
RECENT = 20.0  # seconds for which what she said may still come back
LETTERS_A_SECOND = 9.0  # fewer than she says
BEGUN = 3.0  # seconds in which a sentence, once it is told, has begun to be heard, and with what is before it is heard out


class Echo:
    """busy() says whether the loudspeaker is playing; `note` is told what it will play, `passed` of every piece of sound that comes in, `person` when somebody surely speaks.

    stop_words: a sentence with one of them that she did not say herself is none of hers. people_told: whether `person` is. Each method may be called from a thread of its own.
    """

    def __init__(self, busy: Callable[[], bool], stop_words: Iterable[str] = (), people_told: bool = True) -> None:
        self._busy, self._people_told = busy, people_told
        self._stop_words = frozenset(stop_words)
        self._said: deque[tuple[float, str]] = deque(maxlen=8)
        self._now = 0.0  # seconds of sound since the microphone began: the time that transcripts' start and end are in
        self._until = float("-inf")
        self._people: deque[float] = deque(maxlen=512)  # when a person was speaking

    def note(self, text: str) -> None:
        self._said.append((self._now, text))

    def passed(self, now: float) -> None:
        """So many seconds of sound have come in; fewer than before: from another device, whose time begins anew."""
        if now < self._now:
            self._said.clear()
            self._people.clear()
            self._until = float("-inf")
        self._now = now
        if self._busy():
            self._until = now

    def person(self, now: float) -> None:
        """Somebody surely speaks."""
        self._people.append(now)

    def says_stop(self, at: float) -> bool:
        """Whether a word that stops, heard at `at` within a sentence, may be her own: she was to be heard, and said such a word."""
        if at > self._until + ROOM:
            return False
        return any(self._stop_words.intersection(_words(text)) for since, text in tuple(self._said) if since > at - BEGUN - len(text) / LETTERS_A_SECOND)

    def is_echo(self, heard: Transcript) -> bool:
        words = _words(heard.text)
        if not words or heard.start > self._until + ROOM:
            return False
        recent = [_words(text) for at, text in tuple(self._said) if at > heard.start - RECENT]
        said = [word for sentence in recent if self._people_told or len(words) >= MOST * len(sentence) for word in sentence]
        called = self._stop_words.intersection(words)
        if called and (called == set(words) or not called.issubset(said)):
            return False
        if any(heard.start - NEAR <= at <= heard.end + NEAR for at in tuple(self._people)):
            return False
        same = sum(block.size for block in SequenceMatcher(None, said, words, autojunk=False).get_matching_blocks())
        return same >= SAME * len(words)


class Echoes:
    """An Echo for each source of sound, by its name: each has a time of its own. people_told: the sources of which `person` is told. May be called from any thread."""

    def __init__(self, busy: Callable[[], bool], stop_words: Iterable[str] = (), people_told: Iterable[str] = ("microphone",)) -> None:
        self._busy, self._stop_words, self._people_told = busy, frozenset(stop_words), frozenset(people_told)
        self._by_source: dict[str, Echo] = {}

    def of(self, source: str) -> Echo:
        found = self._by_source.get(source)
        return self._by_source.setdefault(source, Echo(self._busy, self._stop_words, source in self._people_told)) if found is None else found

    def note(self, text: str) -> None:
        for echo in tuple(self._by_source.values()):
            echo.note(text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
