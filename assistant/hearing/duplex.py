"""Hearing while Vela speaks: her own voice is taken out of what the microphone hears, and a person who speaks over her is noticed at once.

microphone -> 16 kHz -> WebRTC's echo canceller, which is told what the loudspeaker plays -> cleaned sound, and whether a person speaks in it. All of it in
a thread of its own, because the listener's is busy with words for a third of a second at a time. Knows nothing of who plays, of turns, words, or what is done when
somebody speaks. A browser cancels the echo of its own page itself, and does not come through here.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from typing import Callable

import numpy as np
import soxr
from pywebrtc_audio import EchoCanceller

from assistant.hearing.interruption import Interruption, Person
from assistant.hearing.listener import mono
from assistant.hearing.speech import RATE, WINDOW
from assistant.hearing.worker import Worker

log = logging.getLogger(__name__)

FRAME = RATE // 100
"""Samples that the canceller takes at a time: 10 ms."""
ROOM = 0.4  # seconds for which her voice is still in the room after the loudspeaker has fallen silent
LATE = 0.5  # seconds by which sound comes later than the sound before it said, from which on the stream was interrupted
UNHEARD = 5.0  # seconds of what was played that are kept for a microphone whose sound has not come yet: more than may wait (Duplex.BACKLOG)
DRIFT = 2e-4  # by how much the sound card's clock may be slower than ours

OnSound = Callable[[np.ndarray, float], None]
OnPerson = Callable[[float, bool], None]


class Duplex:
    """Both ways at once. on_sound and on_person may be set until it starts.

    on_sound(cleaned, now): called for each piece with (n,) float32 at 16 kHz and the time of its end; on_person(now, surely): called before it for every 32 ms in
    which a person may be speaking, or surely is. Times are seconds of sound since the microphone began. Both are called in this object's thread.
    """

    BACKLOG = 100  # pieces that may wait: 3 s

    def __init__(self, on_sound: OnSound = lambda cleaned, now: None, on_person: OnPerson = lambda now, surely: None) -> None:
        self.on_sound, self.on_person = on_sound, on_person
        self._canceller = EchoCanceller(RATE, 1, 0)
        self._interruption = Interruption()
        self._reference = Reference()
        self._rate: int | None = None
        self._resampler: soxr.ResampleStream | None = None
        self._rest = np.zeros(0, np.float32)  # heard, less than a frame
        self._window = np.zeros((2, 0), np.float32)  # cleaned and heard, less than a window
        self._samples = 0  # that were cleaned
        self._worker = Worker("duplex", self._work, self.BACKLOG)  # (samples, rate, when)
        self.start, self.close = self._worker.start, self._worker.close
        self._dropped = 0.0  # seconds of sound for which there was no room in the queue, lately

    @property
    def now(self) -> float:
        """Seconds of sound since the microphone began."""
        return self._samples / RATE

    @property
    def behind(self) -> bool:
        """Whether sound waits."""
        return not self._worker.queue.empty()

    def playing(self, samples: np.ndarray, rate: int, at: float) -> None:
        """From `at` (time.monotonic) on the loudspeaker plays these samples, (n,) float32, and then nothing; what was told before holds until then. From any thread."""
        self._reference.play(samples, rate, at)

    def feed(self, samples: np.ndarray, rate: int) -> None:
        """A piece of the microphone's sound, (n,) float32, that has just been recorded to its end; returns at once."""
        try:
            self._worker.queue.put_nowait((samples, rate, time.monotonic()))
        except queue.Full:
            if not self._dropped:
                log.warning("this machine is too busy to listen: sound from the microphone is dropped")
            self._dropped += len(samples) / rate
            return
        if self._dropped:
            log.warning("listening again; %.1f s of sound were dropped", self._dropped)
            self._dropped = 0.0

    def take(self, samples: np.ndarray, rate: int, at: float) -> None:
        """The same, in the caller's thread. at: when its end was recorded (time.monotonic)."""
        samples = mono(samples)  # one sample that is no number would stay in the canceller for good
        if rate != self._rate:
            self._rate, self._resampler = rate, soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        sound = np.concatenate([self._rest, samples])
        count = len(sound) // FRAME * FRAME
        heard, self._rest = sound[:count], sound[count:]
        self._reference.heard(self._samples + len(sound), at)
        cleaned = self._clean(heard)
        self._judge(cleaned, heard)
        self.on_sound(cleaned, self.now)

    def _clean(self, heard: np.ndarray) -> np.ndarray:
        played = self._reference.take(self._samples, len(heard))
        frames = [self._canceller.process(heard[begin : begin + FRAME], played[begin : begin + FRAME]) for begin in range(0, len(heard), FRAME)]
        self._samples += len(heard)
        return np.concatenate(frames) if frames else heard

    def _judge(self, cleaned: np.ndarray, heard: np.ndarray) -> None:
        self._window = np.concatenate([self._window, np.stack([cleaned, heard])], axis=1)
        while self._window.shape[1] >= WINDOW:
            window, self._window = self._window[:, :WINDOW], self._window[:, WINDOW:]
            end = self._samples - self._window.shape[1]
            person = self._interruption.take(window[0], window[1], self._reference.last > end - ROOM * RATE)
            if person is not Person.NO:
                self.on_person(end / RATE, person is Person.SURELY)

    def _work(self) -> None:
        while (piece := self._worker.queue.get()) is not None:
            try:
                self.take(*piece)
            except Exception:  # one piece that goes wrong must not make Vela deaf
                log.exception("a piece of the microphone's sound was lost")


class Reference:
    """What the loudspeaker plays, at the numbers of the microphone's samples during which it plays.

    A sentence is laid beside the microphone's samples once, when it begins, and from then on runs with them: the canceller needs the distance to be the same
    throughout, and no two threads' clocks are that even.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._origin: float | None = None  # when sample 0 was recorded (time.monotonic)
        self._newest = float("-inf")
        self._told: list[tuple[float, np.ndarray]] = []  # not laid down yet: when it begins, at 16 kHz
        self._from, self._sound = 0, np.zeros(0, np.float32)  # number of its first sample
        self.last = -RATE * 3600
        """Number of the newest sample beside which something was played."""

    def play(self, samples: np.ndarray, rate: int, at: float) -> None:
        sound = soxr.resample(samples, rate, RATE).astype(np.float32) if rate != RATE and len(samples) else samples.astype(np.float32)
        with self._lock:
            self._told.append((at, sound))
            while len(self._told) > 1 and self._told[1][0] < at - UNHEARD:  # over since the one after it began; without a microphone nobody takes any
                del self._told[0]

    def heard(self, end: int, at: float) -> None:
        """The sample before number `end` was recorded at `at`, or somewhat earlier: pieces may be handed on late, never early."""
        with self._lock:
            origin = at - end / RATE
            if self._origin is None or origin > self._origin + LATE:
                self._origin = origin
            else:
                self._origin = min(self._origin + DRIFT * max(0.0, at - self._newest), origin)
            self._newest = at

    def take(self, begin: int, count: int) -> np.ndarray:
        """(count,) what is played beside the samples from number `begin` on; each may be taken once."""
        with self._lock:
            while self._told and self._origin is not None:
                self._lay(*self._told.pop(0), begin)
            played = np.zeros(count, np.float32)
            first, last = max(begin, self._from), min(begin + count, self._from + len(self._sound))
            if first < last:
                played[first - begin : last - begin] = self._sound[first - self._from : last - self._from]
                self.last = last
            return played

    def _lay(self, at: float, sound: np.ndarray, now: int) -> None:
        """now: samples before this one are past."""
        start = round((at - self._origin) * RATE)
        kept = self._sound[max(0, now - self._from) : max(0, start - self._from)]
        kept_from = max(now, self._from)
        if not len(kept):
            self._from, self._sound = start, sound
            return
        gap = start - (kept_from + len(kept))
        self._from, self._sound = kept_from, np.concatenate([kept, np.zeros(max(0, gap), np.float32), sound])
