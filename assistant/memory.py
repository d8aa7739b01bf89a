"""What was said lately, and what was seen with it: all that a reply goes by. May be read from any thread. Knows nothing of what sentences mean."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Callable, Sequence

from assistant.interface import Observation, Utterance

MEMORY = 24  # utterances that a reply goes by
AHEAD = 1.0  # seconds for which what was seen while somebody still spoke is what a reply goes by; whoever acts looks again


class Memory:
    """observe() -> Observation: what the robot sees and feels now."""

    def __init__(self, observe: Callable[[], Observation]) -> None:
        self._observe = observe
        self._lock = threading.Lock()
        self._conversation: deque[Utterance] = deque(maxlen=MEMORY + 1)  # one more than is ever used, for one may be forgotten
        self._ahead: tuple[Observation, tuple[Utterance, ...], float] | None = None

    @property
    def conversation(self) -> tuple[Utterance, ...]:
        """The newest of it, at least MEMORY utterances where so many were said."""
        with self._lock:
            return tuple(self._conversation)

    def remember(self, speaker: str, text: str) -> None:
        with self._lock:
            self._conversation.append(Utterance(speaker, text))

    def forget(self, text: str) -> None:
        """The sentence that nothing could be made of: other people's talk is not what a later "it" means, nor a garbled answer the end of a question."""
        with self._lock:
            if self._conversation and self._conversation[-1] == Utterance("user", text):
                self._conversation.pop()

    def recent(self) -> tuple[Utterance, ...]:
        with self._lock:
            return tuple(self._conversation)[-MEMORY:]

    def thought_ahead(self, observation: Observation, said: Sequence[Utterance]) -> None:
        """The brain was asked about these already."""
        self._ahead = observation, tuple(said), time.monotonic()

    def asked(self) -> tuple[Observation, tuple[Utterance, ...]]:
        """What the brain is to reply to: with the picture that it has thought about already, where that was to the same words, just now."""
        said, ahead, self._ahead = self.recent(), self._ahead, None
        if ahead is not None and ahead[1] == said and time.monotonic() - ahead[2] < AHEAD:
            return ahead[0], said
        return self._observe(), said
