"""What takes seconds to load, loaded while Vela is up already: the panel and its stop need neither the model nor the ears.

A `Loading` is a thread that nobody has to wait for. Knows nothing of what is loaded but how it is asked.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import Callable, Generic, NoReturn, Sequence, TypeVar

import numpy as np

from assistant.interface import VLA, ActionChunk, Conversation, Explanation, Observation, Reply, Transcript

What = TypeVar("What")
THREAD = "loading "


class Loading(Generic[What]):
    """What `make` returns, made in a thread of its own once started. `make` may raise; whoever asks for the result gets that."""

    def __init__(self, name: str, make: Callable[[], What]) -> None:
        self._make = make
        self._over = threading.Event()
        self._made: What | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._load, name=THREAD + name, daemon=True)

    def start(self) -> Loading[What]:
        self._thread.start()
        return self

    def result(self) -> What:
        """Waits for it. A signal that raises ends the waiting, not the loading."""
        self._over.wait()
        if self._error is not None:
            raise self._error
        return self._made

    def _load(self) -> None:
        try:
            self._made = self._make()
        except BaseException as error:  # kept for whoever asks
            self._error = error
        self._over.set()


class LateBrain:
    """A brain that can be handed on before it is there; whoever asks it something first waits."""

    def __init__(self, brain: Callable[[], VLA]) -> None:
        self._brain = brain

    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        return self._brain().reply(observation, dialogue)

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        return self._brain().act(observation, instruction)

    def reset(self) -> None:
        self._brain().reset()

    @property
    def too_long(self) -> Callable[[str], bool]:
        """As the brain's own; AttributeError when it has none."""
        return self._brain().too_long

    @property
    def look_back(self) -> Callable[[Observation], tuple[Sequence[str], Sequence[str]]]:
        """As the brain's own; AttributeError when it has none."""
        return self._brain().look_back

    @property
    def would_reply(self) -> Callable[[Observation, Conversation], Reply]:
        """As the brain's own; AttributeError when it has none."""
        return self._brain().would_reply

    @property
    def explain(self) -> Callable[[Observation, Conversation], Explanation]:
        """As the brain's own; AttributeError when it has none."""
        return self._brain().explain


class LateEars:
    """As LateBrain: what turns sound into words. What is said meanwhile waits, and is heard then."""

    def __init__(self, ears: Callable[[], object]) -> None:
        self._ears = ears

    def transcribe(self, samples: np.ndarray) -> Transcript | None:
        return self._ears().transcribe(samples)

    @property
    def draft(self) -> Callable[..., Transcript | None]:
        """As the ears' own; AttributeError when they have none."""
        return self._ears().draft

    @property
    def glimpse(self) -> Callable[..., Transcript | None]:
        """As the ears' own; AttributeError when they have none."""
        return self._ears().glimpse


def leave(status: int) -> NoReturn:
    """Ends the process. What is still being loaded would keep Python from ending for seconds, or crash in its own tidying up: then without that."""
    if any(thread.name.startswith(THREAD) for thread in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        os._exit(status)
    sys.exit(status)
