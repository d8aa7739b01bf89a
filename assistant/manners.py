"""Never silent, never chatty: a word or a tone when an answer is long in coming, and a few words of progress in a long action.

Listens on the bus and speaks with the speaker; what it says is a `Remarked`, no part of the conversation, and opens no ear.
It says nothing over another sentence, while a person talks, or after a stop. Knows nothing of why an answer takes long.
Only the running Vela has manners: evaluation and `say`, which play in lockstep, do without.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from typing import Any, Callable, Mapping, Protocol

import numpy as np

from assistant.events import Bus, Event, Heard, Overheard, Problem, Ready, Recovered, Remarked, Replied, Said, StepFinished, StepStarted, StopCleared, Stopped
from assistant.translation import Worded

log = logging.getLogger(__name__)

PHRASES = ("heard", "heard_while_acting", "progress", "still", "trying_again", "doing")
PATIENCE = 0.32  # seconds from the end of a turn to the acknowledgement: people wonder from 0.4 on, and sound takes a moment to begin
SPEECH_RATE = 14.0  # characters a second of her voice, where a page plays it and nobody here knows when it ends
FALLEN_SILENT = 3.0  # seconds without a new partial after which a sentence that never ended counts as over (partials come every 0.3)
LOOK = 0.1  # seconds between looks while something is due but has to wait
AGAIN = 5.0  # seconds after a look that failed to the next, where nothing happens meanwhile


class Mouth(Protocol):
    """What manners know of the Speaker."""

    busy: bool

    def say(self, text: str, language: str = "en") -> None: ...
    def sound(self, samples: np.ndarray, rate: int) -> None: ...


class Manners:
    """phrases: prompts/manners.yaml. acknowledge: "words", "tone" or "none"; tone: the samples and rate of that. progress: seconds of an action without a word, 0: never.

    worded: puts a text into the language that is spoken; without it all is English. clock: seconds, for tests, which call `look` themselves and do not `start`.
    """

    def __init__(
        self, mouth: Mouth, bus: Bus, phrases: Mapping[str, Any], acknowledge: str, tone: tuple[np.ndarray, int], progress: float,
        worded: Callable[[str], Worded] = lambda text: Worded(text, "en"), clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if missing := [key for key in PHRASES if not phrases.get(key)]:
            raise ValueError(f"What Vela says in company lacks {', '.join(missing)}; add them to prompts/manners.yaml.")
        self._mouth, self._bus, self._phrases = mouth, bus, phrases
        self._acknowledge, self._tone, self._progress, self._worded = acknowledge, tone, progress, worded
        self._clock = clock
        self._lock = threading.Lock()
        self._heard_at: float | None = None  # a sentence that has had no answer and no acknowledgement
        self._step: tuple[str, int] | None = None  # the instruction being carried out, and which attempt it is
        self._told: tuple[str, int] | None = None  # of which progress has been told
        self._quiet_since = float("-inf")  # she or a person last spoke; in the future while a page may still be playing it
        self._talking: dict[str, float] = {}  # who is in the middle of a sentence: source -> its last partial
        self._stopped = False
        self._remarked = ""  # by the look that is under way, or was last
        self._still = itertools.cycle(phrases["still"])
        self._changed = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="manners", daemon=True)
        self._unsubscribe = bus.subscribe(self._take)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._unsubscribe()
        self._closing = True
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    # -- what happens -------------------------------------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        """In the publisher's thread. The lock is also held while something is said, so that nothing is said behind a stop's back."""
        with self._lock:
            now = self._clock()
            if isinstance(event, Stopped):
                self._stopped, self._heard_at, self._step = True, None, None
            elif isinstance(event, StopCleared):
                self._stopped = False
            elif isinstance(event, Heard):
                self._talking.pop(event.source, None)
                if event.source != "typed":  # who types reads in the panel that she thinks
                    self._heard_at = now
            elif isinstance(event, Overheard):
                if event.text:
                    self._talking[event.source] = now
                else:
                    self._talking.pop(event.source, None)
            elif isinstance(event, Replied):
                self._heard_at = None  # an empty one is an answer too: nothing was asked of her
            elif isinstance(event, (Said, Ready)):
                self._heard_at = None
                self._spoke(event.text, now)
            elif isinstance(event, StepStarted):
                if event.index == 0 and event.attempt == 1:  # an action begins; later steps are the same long one
                    self._quiet_since = max(self._quiet_since, now)
                self._step = event.instruction, event.attempt
            elif isinstance(event, StepFinished):
                self._step = None
            else:
                return
        self._changed.set()

    def _run(self) -> None:
        failing = False
        while not self._closing:
            try:
                wait = self.look()
                if failing and self._remarked:
                    failing = False
                    self._bus.publish(Recovered(part="manners"))
            except Exception as error:  # a voice or a language that fails once must not leave her silent for good
                log.exception("nothing was said of what she does")
                if not failing:
                    self._bus.publish(Problem(part="manners", text=f"Vela could not say that she is busy ({type(error).__name__}: {error}). She goes on without.", advice="The log says more."))
                wait, failing = AGAIN, True
            self._changed.wait(wait)
            self._changed.clear()

    # -- what is due --------------------------------------------------------------------------------------------------

    def look(self) -> float | None:
        """Says what is due now. Returns the seconds until something may be, None when nothing will without another event."""
        with self._lock:
            now = self._clock()
            for source in [source for source, at in self._talking.items() if now - at > FALLEN_SILENT]:
                del self._talking[source]
            occupied = self._mouth.busy or bool(self._talking)
            if occupied:
                self._quiet_since = max(self._quiet_since, now)
            self._remarked = ""
            waits = [wait for wait in (self._acknowledged(now, occupied), self._progressed(now, occupied)) if wait is not None]
            remarked = self._remarked
        if remarked:  # without the lock: whoever is told may hold one of his own, and publish under it
            self._bus.publish(Remarked(text=remarked))
        return min(waits, default=None)

    def _acknowledged(self, now: float, occupied: bool) -> float | None:
        if self._heard_at is None or self._acknowledge == "none":
            return None
        if now < (due := self._heard_at + PATIENCE):
            return due - now
        self._heard_at = None
        if self._stopped or occupied or now < self._quiet_since:  # somebody is heard: it is not silent
            return None
        if self._acknowledge == "tone":
            self._mouth.sound(*self._tone)
            self._quiet_since = now
        else:
            self._remark(self._worded(self._phrases["heard_while_acting" if self._step else "heard"]), now)
        return None

    def _progressed(self, now: float, occupied: bool) -> float | None:
        if self._step is None or self._stopped or not self._progress:
            return None
        if occupied:
            return LOOK
        if now < (due := self._quiet_since + self._progress):
            return due - now
        where = self._worded(self._where(*self._step))
        self._remark(where if where.whole else self._worded(next(self._still)), now)  # of a step without words in that language, that she is still at it
        return self._progress

    def _where(self, instruction: str, attempt: int) -> str:
        """What she is doing, once for each step; then that she still does it."""
        before, self._told = self._told, (instruction, attempt)
        if before == self._told:
            return next(self._still)
        if attempt > 1 and (before is None or before[0] == instruction):
            return self._phrases["trying_again"]
        first, _, rest = instruction.partition(" ")
        doing = self._phrases["doing"].get(first.lower())
        return next(self._still) if doing is None else self._phrases["progress"].format(doing=f"{doing} {rest}".strip())

    def _remark(self, said: Worded, now: float) -> None:
        self._spoke(said.text, now)
        self._mouth.say(said.text, said.language)
        self._remarked = said.text

    def _spoke(self, text: str, now: float) -> None:
        self._quiet_since = max(self._quiet_since, now) + len(text) / SPEECH_RATE
