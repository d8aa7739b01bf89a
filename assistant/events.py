"""Everything that can happen, one small frozen dataclass each, and the Bus that carries them back.

Events flow against the main direction: a room publishes, and whoever cares (panel, recorder, log) listens.
Knows nothing of who that is.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Callable

import numpy as np

from assistant.interface import Explanation, Point, Reply, Transcript

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Event:
    at: float = field(default_factory=time.time)  # seconds since the epoch


@dataclass(frozen=True, kw_only=True)
class Ready(Event):
    """Everything has started; `text` is what is spoken."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Heard(Event):
    """A final transcript: exactly what the VLA is given, unless `Understood` follows. `source` is "microphone", "browser", "file" or "typed"."""

    transcript: Transcript
    source: str


@dataclass(frozen=True, kw_only=True)
class Understood(Event):
    """What was `Heard` last, in English, as the VLA is given it; `language` is the one it was said in. Comes only where the two differ."""

    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Overheard(Event):
    """What has been understood of a sentence that is still being said; empty when it came to nothing. Ends with the next `Heard` of that source."""

    text: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Called(Event):
    """The wake word was said. `source` as in `Heard`."""

    wake_word: str
    source: str


@dataclass(frozen=True, kw_only=True)
class HearingChanged(Event):
    """What it takes to be heard has changed. state: "listening", "waiting for the wake word", "push to talk" or "muted"; mode: "open", "wake" or "push"."""

    state: str
    mode: str
    wake_word: str


@dataclass(frozen=True, kw_only=True)
class Thinking(Event):
    """The VLA has been asked for a reply."""


@dataclass(frozen=True, kw_only=True)
class Replied(Event):
    reply: Reply
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Explained(Event):
    """Why the last reply was what it was, because somebody asked. picture: what the brain then saw through the camera of the map, (H, W, 3) uint8 RGB; None without one."""

    explanation: Explanation
    picture: np.ndarray | None = None


@dataclass(frozen=True, kw_only=True)
class Said(Event):
    """The robot says `text` (reply, question, refusal or report); `english` is what that was put from, empty where it is English."""

    text: str
    english: str = ""


@dataclass(frozen=True, kw_only=True)
class Remarked(Event):
    """The robot says `text`, which is no part of the conversation and asks for nothing: "Okay.", or what it is doing (see manners.py)."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Interrupted(Event):
    """A person spoke over the robot, and it fell silent. `text` is what it was to say (as in `Said`), `said` how much of it had been said: whole words, or nothing."""

    text: str
    said: str


@dataclass(frozen=True, kw_only=True)
class StepStarted(Event):
    index: int
    count: int
    instruction: str
    attempt: int = 1


@dataclass(frozen=True, kw_only=True)
class StepProgress(Event):
    """Once per chunk: where the VLA is acting and how sure it is of being done."""

    instruction: str
    done: float
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StepFinished(Event):
    index: int
    instruction: str
    succeeded: bool
    reason: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Stopped(Event):
    """The latched stop was set. `source` says by whom: "voice", "panel", "api", "signal", "text", "safety"."""

    source: str


@dataclass(frozen=True, kw_only=True)
class StopCleared(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class StopSuspected(Event):
    """Something sounded as if it might have been "stop": the arm holds still until it is known. `Stopped` or `StopDismissed` follows. `source` as in `Heard`."""

    source: str


@dataclass(frozen=True, kw_only=True)
class StopDismissed(Event):
    """It was no stop: the arm goes on."""

    source: str


@dataclass(frozen=True, kw_only=True)
class Problem(Event):
    """Something failed: what happened and what Vela did (`text`), and what to do (`advice`)."""

    part: str
    text: str
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class Recovered(Event):
    part: str


class Bus:
    """Hands each event to every listener, in the publisher's thread; a listener that raises is logged and kept."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Returns a function that ends the subscription."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, event: Event) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:  # one broken listener must not silence the others, and never the servo loop
                log.exception("a listener failed on %s", type(event).__name__)
