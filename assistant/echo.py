"""Whether a sentence that the microphone heard is Vela's own voice from the loudspeaker.

Knows when the loudspeaker was playing, in the microphone's own time, and what was said; nothing of audio. A person who speaks at the same time, or says
after her what she said ("the red cup"), is heard, and so is whoever says stop.
"""

from __future__ import annotations

import re
from collections import deque
from difflib import SequenceMatcher
from typing import Callable, Iterable

from assistant.interface import Transcript

ROOM = 0.3  # seconds from the end of her voice to the last of it in the microphone
SAME = 0.7  # share of the words heard that were Vela's, in her order
RECENT = 20.0  # seconds for which what she said may still come back


class Echo:
    """busy() says whether the loudspeaker is playing; `note` is told what it will play, `playing` of every piece of sound that comes in.

    stop_words: a sentence with one of them that she did not say herself is none of hers. Each method may be called from a thread of its own.
    """

    def __init__(self, busy: Callable[[], bool], stop_words: Iterable[str] = ()) -> None:
        self._busy = busy
        self._stop_words = frozenset(stop_words)
        self._said: deque[tuple[float, str]] = deque(maxlen=8)
        self._rate: int | None = None
        self._now = 0.0  # seconds of sound since the microphone began: the time that transcripts' start and end are in
        self._until = float("-inf")

    def note(self, text: str) -> None:
        self._said.append((self._now, text))

    def playing(self, samples: int, rate: int) -> None:
        """So many samples more have come in, at this rate (Hz); where the rate changes, the microphone has begun anew."""
        if rate != self._rate:
            self._rate, self._now, self._until = rate, 0.0, float("-inf")
            self._said = deque(((0.0, text) for _, text in tuple(self._said)), maxlen=self._said.maxlen)
        self._now += samples / rate
        if self._busy():
            self._until = self._now

    def is_echo(self, heard: Transcript) -> bool:
        words = _words(heard.text)
        if not words or heard.start > self._until + ROOM:
            return False
        said = [word for at, text in tuple(self._said) if at > heard.start - RECENT for word in _words(text)]
        called = self._stop_words.intersection(words)
        if called and (called == set(words) or not called.issubset(said)):
            return False
        same = sum(block.size for block in SequenceMatcher(None, said, words, autojunk=False).get_matching_blocks())
        return same >= SAME * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
