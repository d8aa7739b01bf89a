"""A second opinion where the ear for stop is not sure: the words of the last two seconds.

Whisper is asked twice about the same sound: expecting a stop, and expecting nothing. The first hears a short word that the second takes for "star", and now and then a stop in a cough; the two together are seldom
wrong. In a thread of its own, for it takes up to half a second, and the ear must hear meanwhile. Knows nothing of arms: it says that something is suspected, and then what it was.
"""

from __future__ import annotations

import logging
import queue
import time
from dataclasses import dataclass
from typing import Callable, Protocol

import numpy as np

from assistant.hearing.transcriber import Guess
from assistant.hearing.weights import WeightsError
from assistant.hearing.worker import Worker

log = logging.getLogger(__name__)

EXPECTED = "Stop. Halt. Freeze. Don't move. Stop it."
"""The hotwords of whoever expects a stop."""
BEFORE, AFTER = 2.0, 0.3
"""Seconds of sound around the moment of suspicion that are listened to."""
UNLIKELIER = 0.15  # log-probability a token by which the stop may fall short of what is heard by who expects nothing
HOPELESS = -1.45  # below which it is no stop
NOBODY = 0.2  # probability, of who expects a stop, that nobody spoke, from which it is none: of stops that were made out so it was 0.01 to 0.16 as a rule, of noise 0.2 to 0.5
PATIENCE = 1.5  # seconds of waiting for the rest of the sound
WORDS = 5  # so many words, and no stop among them, are a sentence


IsStop = Callable[[str, bool], bool]
"""Text, and whether the arm acts -> whether it is a stop: as stop_words.is_stop."""


class Hears(Protocol):
    """A Transcriber whose hotwords are EXPECTED."""

    def guesses(self, samples: np.ndarray) -> tuple[Guess, Guess]: ...


class Suspecting(Protocol):
    """What is done about it. at: s of the source's sound; alone: whether it was all that was said. `dismiss` of the same comes last in any case."""

    def suspect(self, at: float, alone: bool, source: str) -> None: ...
    def stop(self, at: float, alone: bool, source: str) -> bool: ...
    def dismiss(self, at: float, source: str) -> None: ...


@dataclass(frozen=True)
class Suspicion:
    at: float
    alone: bool
    source: str
    acting: bool


def confirmed(expecting: Guess, plain: Guess, acting: bool, is_stop: IsStop) -> bool:
    """Whether there is a stop in what was made out by who expects one and by who expects nothing (how it does: docs/training.md)."""
    if not is_stop(expecting.text, acting):
        return False
    if is_stop(plain.text, acting):
        return True
    heard = len(plain.text.split())
    if not is_stop(expecting.text, False) and heard <= sum(not is_stop(word, True) for word in expecting.text.split()):
        return False  # "Freeze. The board." where "the board" is heard: it stands for nothing that was said
    return heard < WORDS and expecting.no_speech < NOBODY and expecting.log_probability >= max(HOPELESS, plain.log_probability - UNLIKELIER)


class StopCheck:
    """make(): the Transcriber, made in the check's thread; may raise WeightsError: then nothing is ever suspected (`ready` stays False), and the ear decides alone."""

    def __init__(self, make: Callable[[], Hears], then: Suspecting, is_stop: IsStop) -> None:
        self._make, self._then, self._is_stop = make, then, is_stop
        self._worker = Worker("stop check", self._work)  # (suspicion, its sound, or None where that is still to come)
        self.start, self.close = self._worker.start, self._worker.close
        self._waiting: dict[Suspicion, float] = {}  # until when, time.monotonic, for its sound
        self.ready = False

    def suspect(self, suspicion: Suspicion) -> None:
        """Returns at once; `listen` is to follow when AFTER seconds more have been heard. Where it does not within PATIENCE (the microphone was pulled), it was a stop if the arm moved."""
        self._then.suspect(suspicion.at, suspicion.alone, suspicion.source)
        self._worker.queue.put((suspicion, None))

    def listen(self, suspicion: Suspicion, sound: np.ndarray) -> None:
        """sound: (n,) float32 mono at 16 kHz, from BEFORE until AFTER the moment of suspicion. Returns at once."""
        self._worker.queue.put((suspicion, sound))

    def _work(self) -> None:
        try:
            hears = self._make()
        except WeightsError as error:
            log.warning("no second opinion on what sounds like a stop: %s", error)
            return
        except Exception:  # whatever it is, the ear goes on alone
            log.exception("no second opinion on what sounds like a stop")
            return
        self.ready = True
        while True:
            asked = self._next()
            if asked is None:
                return
            try:
                if asked:
                    self._take(hears, *asked)
                else:
                    self._give_up()
            except Exception:  # the next one must find somebody who listens; the arm, held, stops by itself
                log.exception("a suspicion was lost")

    def _next(self) -> tuple | None:
        """What is asked next; () when the sound of what is suspected has not come in time, None at the end."""
        try:
            return self._worker.queue.get(timeout=max(0.0, min(self._waiting.values()) - time.monotonic()) if self._waiting else None)
        except queue.Empty:
            return ()

    def _take(self, hears: Hears, suspicion: Suspicion, sound: np.ndarray | None) -> None:
        if sound is None:
            self._waiting[suspicion] = time.monotonic() + PATIENCE
        elif self._waiting.pop(suspicion, None) is not None:
            self._decide(hears, suspicion, sound)

    def _decide(self, hears: Hears, suspicion: Suspicion, sound: np.ndarray) -> None:
        try:
            expecting, plain = hears.guesses(sound)
            stop = confirmed(expecting, plain, suspicion.acting, self._is_stop)
            # not the words: they may be other people's
            log.info("a stop was suspected at %.2f s (%.2f, %.2f): %s", suspicion.at, expecting.log_probability, plain.log_probability, "it was one" if stop else "it was none")
        except Exception:  # whatever went wrong, the arm must not go on because of it
            log.exception("it could not be found out whether that was a stop, so it is taken for one")
            stop = True
        self._found(suspicion, stop)

    def _give_up(self) -> None:
        for suspicion in [suspicion for suspicion, until in self._waiting.items() if until <= time.monotonic()]:
            del self._waiting[suspicion]
            log.warning("the sound broke off where a stop was suspected%s", ", so it is taken for one" if suspicion.acting else "")
            self._found(suspicion, suspicion.acting)

    def _found(self, suspicion: Suspicion, stop: bool) -> None:
        if stop:
            self._then.stop(suspicion.at, suspicion.alone, suspicion.source)
        self._then.dismiss(suspicion.at, suspicion.source)  # what is stopped stays so
