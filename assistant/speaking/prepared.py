"""A voice that has some phrases ready before they are needed: an acknowledgement that is first made into sound comes too late to be one.

Knows nothing of which phrases those are, or of when they are said.
"""

from __future__ import annotations

import logging
import threading
from typing import Iterable

import numpy as np

from assistant.speaking.spoken_text import spoken_text
from assistant.speaking.voices import Voice

log = logging.getLogger(__name__)


class Prepared:
    """`voice`, with `phrases` made into sound, once started, in a thread of its own; everything else is passed on to it."""

    def __init__(self, voice: Voice, phrases: Iterable[str]) -> None:
        self._voice = voice
        self.language = getattr(voice, "language", "en")
        self._one = threading.Lock()  # a voice is asked one thing at a time
        self._known: dict[str, tuple[np.ndarray, int]] = {}
        self._thread = threading.Thread(target=self._prepare, args=([spoken_text(phrase, self.language) for phrase in phrases],), name="voice", daemon=True)

    def start(self) -> Prepared:
        if self._thread.ident is None:  # not yet; a voice chosen in the panel is started already
            self._thread.start()
        return self

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        if (known := self._known.get(text)) is not None:
            return known
        with self._one:
            return self._voice.synthesize(text)

    def wait(self, timeout: float | None = None) -> None:
        """Until the phrases are ready."""
        self._thread.join(timeout)

    def _prepare(self, phrases: list[str]) -> None:
        for phrase in phrases:
            try:
                with self._one:
                    self._known[phrase] = self._voice.synthesize(phrase)
            except Exception:  # it will fail again, and be told, when it is to be said
                log.exception("a phrase could not be prepared")
