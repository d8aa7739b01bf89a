"""What happens when a thread dies of what nobody caught: it is an event and in the log, and the arm is stopped where the thread moved it.

For as long as Vela runs. Knows threads by their names, and nothing of what they do.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import Callable, Iterator

from assistant.events import Bus, Problem

log = logging.getLogger(__name__)

MOVES = ("dialogue",)
"""The threads that move the arm: the executor carries out its steps in the dialogue's."""


@contextmanager
def dead_threads_told(bus: Bus, stop: Callable[[], None]) -> Iterator[None]:
    """stop(): stops the arm; called first, in the dying thread, if that is one of MOVES."""

    def tell(died: threading.ExceptHookArgs) -> None:
        if died.exc_type is SystemExit:  # no accident, as Python itself sees it
            return
        name = "without a name" if died.thread is None else died.thread.name
        moves = name in MOVES
        if moves:
            stop()
        log.error("the thread %s died", name, exc_info=(died.exc_type, died.exc_value, died.exc_traceback))
        bus.publish(Problem(
            part=name, text=f"Vela's thread “{name}” died ({died.exc_type.__name__}: {died.exc_value}).{' The arm is stopped.' if moves else ''} What it did is not done any more.",
            advice="Start Vela again. The log says more.",
        ))

    before, threading.excepthook = threading.excepthook, tell
    try:
        yield
    finally:
        threading.excepthook = before
