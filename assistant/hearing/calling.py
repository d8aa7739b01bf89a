"""Whether Vela is called by her wake word, in each source of sound, and what was said after the call. Knows nothing of what is done about it (modes.py does)."""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from assistant.events import Bus, Problem, Recovered
from assistant.hearing.wake_word import WakeWord
from assistant.interface import Transcript

log = logging.getLogger(__name__)

LATE = 0.6  # seconds from the end of the wake word to its recognition, at most
WAKE_LENGTH = 2.0  # seconds from its beginning to its recognition, at most
ALIKE = 0.6  # how alike what was transcribed must be to the wake word that was recognised in the sound ("Hey, my craft")


class Calling:
    """threshold: probability, 0 to 1, from which the wake word counts as said. A Problem is published when it cannot be listened for: once, until it has worked wherever it went wrong."""

    def __init__(self, bus: Bus, threshold: float) -> None:
        self._bus, self._threshold = bus, threshold
        self._lock = threading.Lock()
        self._words: dict[str, WakeWord] = {}  # by source
        self._failing: set[str] = set()  # the sources in which it went wrong last

    def called(self, samples: np.ndarray, source: str, word: str) -> bool:
        """Whether that word was just said in the source's newest samples, (n,) float32 at 16 kHz. Takes its time: not to be asked under a lock that others wait for."""
        try:
            listens = self._words.get(source)
            if listens is None or listens.word != word:
                listens = self._words[source] = WakeWord(word, self._threshold)
            called = listens.feed(samples)
        except Exception as error:  # all else that is heard must go on, and a stop needs no wake word
            self._listened(source, error)
            return False
        self._listened(source, None)
        return called

    def begin(self, source: str) -> None:
        """The source is another device now."""
        self._words.pop(source, None)

    def forget(self) -> None:
        """Another way in was chosen: of a word that is not listened for nothing is wrong."""
        with self._lock:
            failed = bool(self._failing)
            self._failing.clear()
        if failed:
            self._bus.publish(Recovered(part="wake word"))

    def _listened(self, source: str, error: Exception | None) -> None:
        with self._lock:
            before = bool(self._failing)
            if error is None:
                self._failing.discard(source)
            else:
                self._failing.add(source)
            now = bool(self._failing)
        if now and not before:
            log.error("the wake word cannot be listened for", exc_info=error)
            self._bus.publish(Problem(
                part="wake word", text=f"The wake word cannot be listened for ({type(error).__name__}: {error}), so Vela does not hear that she is called.",
                advice="Choose another way to be heard, or type. The log says more.",
            ))
        elif before and not now:
            self._bus.publish(Recovered(part="wake word"))


def after_the_call(transcript: Transcript, wake_word: str, at: float) -> Transcript | None:
    """What was said after the wake word, which was recognised in the sound at `at`; None: nothing.

    Where the transcript has nothing like it, all of a sentence that began with it, and nothing of one that was under way before.
    """
    words = list(re.finditer(r"[^\W_]+", transcript.text))
    wanted = wake_word.replace("_", "")
    alike, end = 0.0, None
    for first in range(len(words)):
        for last in range(first, min(first + 4, len(words))):
            said = "".join(word.group().lower() for word in words[first : last + 1])
            ratio = SequenceMatcher(None, wanted, said, autojunk=False).ratio()
            if ratio > alike:
                alike, end = ratio, words[last].end()
    if alike < ALIKE:
        return transcript if transcript.start >= at - WAKE_LENGTH else None
    rest = re.sub(r"^[\W_]+", "", transcript.text[end:])
    return replace(transcript, text=rest[0].upper() + rest[1:]) if rest else None
