"""Whether a sentence that the microphone heard is Vela's own voice from the loudspeaker.

Knows when the loudspeaker was playing and what was said; nothing of audio. A person who speaks at the same time is heard.
"""

from __future__ import annotations

import re
import time
from typing import Callable

from assistant.interface import Transcript

DELAY = 2.0  # seconds from the end of a sentence to its transcript, at most
SAME = 0.7  # share of the words heard that were Vela's


class Echo:
    """busy() says whether the loudspeaker is playing; `note` is told what it plays, `playing` is called often while sound comes in."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        self._busy = busy
        self._said: list[str] = []
        self._until = float("-inf")

    def note(self, text: str) -> None:
        self._said = [*self._said[-3:], text]

    def playing(self) -> None:
        if self._busy():
            self._until = time.monotonic()

    def is_echo(self, heard: Transcript) -> bool:
        began = time.monotonic() - (heard.end - heard.start) - DELAY
        words = _words(heard.text)
        if self._until < began or not words:
            return False
        said = {word for text in self._said for word in _words(text)}
        return sum(word in said for word in words) >= SAME * len(words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
