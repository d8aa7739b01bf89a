"""One path for everything that is heard: microphone, browser and recordings become transcripts here.

sound -> 16 kHz mono -> turns -> words. In each pause the words so far are made out, and with them is judged how long it may last. Live sound is queued by whoever has it (`feed` returns at once) and worked through in one
thread; a recording is heard in the caller's thread. Knows nothing of what the words mean.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, Protocol

import numpy as np
import soxr

from assistant.hearing.end_of_turn import EndOfTurn
from assistant.hearing.sound_file import read_sound
from assistant.hearing.speech import RATE
from assistant.hearing.turns import Turn, TurnDetector
from assistant.interface import Transcript

log = logging.getLogger(__name__)


class Words(Protocol):
    """What turns sound into words: a Transcriber. It may have `draft(samples)`, too: the same in one quick look, None where that is doubtful; and with it `glimpse(samples)`, quicker still, for what is only shown."""

    def transcribe(self, samples: np.ndarray) -> Transcript | None: ...


OnTranscript = Callable[[Transcript, str], None]
OnPartial = Callable[[Transcript | None, str], None]
OnSound = Callable[[np.ndarray, float, str], None]


class Listener:
    """Hears several sources at once, each with its own stream.

    on_transcript(transcript, source): called from the listener's thread for every utterance that was understood; `start` and
    `end` are seconds since that source began. on_partial(transcript, source): likewise, while it is still being said, for what
    has been understood so far (None: nothing, and nothing came of it in the end). new_turns: makes the turn detector of a source.
    end_of_turn: judges how long each pause may last; without it, all are of the detector's length.
    on_sound(samples, now, source): likewise, for every piece of live sound before its turns are told: (n,) float32 at 16 kHz, and its end
    in seconds since the source began.
    """

    PARTIAL = 0.3  # seconds of sound from one partial transcript to the next, at least
    SHARE = 0.6  # of the time, at most, that goes into partials: on a slow machine they come less often, so that the pass which counts need not wait for one
    BUSY = 0.5  # seconds of silence after which a pause is judged even when newer sound waits
    BREATH = 0.09  # seconds of silence after which a pass is made at once: it may have been all. Three windows; a consonant inside a word is no longer
    PAUSE = 1.5  # seconds without sound after which a source has stopped sending, and its open turn is over
    BACKLOG = 20.0  # seconds of sound that may wait; more means the machine cannot keep up, and the newest is dropped

    def __init__(
        self,
        transcriber: Words,
        on_transcript: OnTranscript | None = None,
        new_turns: Callable[[], TurnDetector] = TurnDetector,
        on_partial: OnPartial | None = None,
        end_of_turn: EndOfTurn | None = None,
        on_sound: OnSound | None = None,
    ) -> None:
        self._transcriber = transcriber
        self._on_transcript = on_transcript
        self._on_partial = on_partial
        self._on_sound = on_sound
        self._new_turns = new_turns
        self._end_of_turn = end_of_turn
        self._ears: dict[str, _Ear] = {}
        self._queue: queue.Queue[tuple[str, np.ndarray, int] | Callable[[], None] | None] = queue.Queue()
        self._waiting = 0.0  # seconds of sound in the queue
        self._pieces: Counter[str] = Counter()  # how many pieces of each source are in it
        self._cost = 0.0  # seconds that a partial takes on this machine, lately
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to work through what is fed."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="listener", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stops listening; what was not yet heard is dropped."""
        if self._thread is not None:
            self._closing.set()
            self._queue.put(None)
            self._thread.join(timeout=5.0)
            self._thread = None

    def feed(self, samples: np.ndarray, rate: int, source: str = "browser") -> None:
        """Live sound, in the order it was recorded; returns at once.

        samples: (n,) or (n, channels), float in [-1, 1] or integers of any width. rate: samples per second.
        """
        sound = mono(samples)
        seconds = len(sound) / rate
        with self._lock:
            if self._waiting + seconds > self.BACKLOG:
                log.warning("hearing cannot keep up: %.1f s of sound dropped", seconds)
                return
            self._waiting += seconds
            self._pieces[source] += 1
        self._queue.put((source, sound, rate))

    def end_turns(self, then: Callable[[], None]) -> None:
        """Whatever is being said is over with the sound fed so far; once that has been heard, `then` is called in the listener's thread."""
        self._queue.put(then)

    def hear(self, samples: np.ndarray, rate: int) -> list[Transcript]:
        """A whole recording, heard now, apart from the live sources. Returns its utterances, oldest first."""
        sound, ear = mono(samples), _Ear(rate, self._new_turns())
        step = max(1, rate // 10 if self._end_of_turn is not None else len(sound))
        turns: list[Turn] = []
        for begin in range(0, len(sound), step):
            turns += ear.hear(sound[begin : begin + step])
            self._judge_now(ear)
        turns += ear.hear(np.zeros(0, np.float32), last=True)
        return [transcript for turn in turns if (transcript := self._transcribe(turn)) is not None]

    def _judge_now(self, ear: _Ear) -> None:
        """Of a recording, only pauses that would end a turn are judged: nobody waits for it."""
        spoken = ear.turns.spoken
        if self._end_of_turn is None or spoken is None or ear.turns.silence < self.BUSY or ear.judged_until == spoken[1]:
            return
        ear.judged_until = spoken[1]
        turn = ear.turns.so_far()
        if (transcript := self._transcribe(turn)) is not None:
            seconds = self._end_of_turn.silence(turn.samples, transcript, "recording")
            ear.turns.wait(max(seconds, self._end_of_turn.silences.doubtful))

    def hear_file(self, path: str | Path) -> list[Transcript]:
        """A recording on disk, heard now. Raises SoundFileError."""
        return self.hear(*read_sound(path))

    def _work(self) -> None:
        while True:
            try:
                item = self._queue.get(timeout=0.25)
            except queue.Empty:
                self._end_paused()
                continue
            if item is None or self._closing.is_set():
                return
            try:
                if callable(item):
                    self._end_all(item)
                else:
                    self._take(*item)
                    self._end_paused()  # a source that sends without end must not keep the others' turns open
            except Exception:  # one piece that goes wrong must not make Vela deaf
                log.exception("a piece of sound was lost")

    def _take(self, source: str, sound: np.ndarray, rate: int) -> None:
        with self._lock:
            self._waiting -= len(sound) / rate
            self._pieces[source] -= 1
        ear = self._ears.get(source)
        if ear is None or ear.rate != rate:
            if ear is not None and ear.overheard is not None:
                self._tell_partial(None, source)
            ear = self._ears[source] = _Ear(rate, self._new_turns())
        turns = ear.hear(sound)
        if self._on_sound is not None:
            self._tell_sound(ear, source)
        for turn in turns:
            self._deliver(turn, source)
        # what waits is newer than anything a partial could tell; but where pauses are judged, no turn ends without having been
        if self._queue.empty() or self._end_of_turn is not None and ear.turns.silence >= self.BUSY:
            self._overhear(ear, source)
        if self._end_of_turn is not None and (turn := ear.settle(self._end_of_turn.silences.doubtful)) is not None:
            self._deliver(turn, source)

    def _overhear(self, ear: _Ear, source: str) -> None:
        """A partial transcript of the turn that is open, when there is new speech in it and it is time."""
        spoken, before = ear.turns.spoken, ear.overheard
        if spoken is None or self._on_partial is None and self._end_of_turn is None:
            return
        start, end = spoken
        new = end - (start if before is None else before.end)
        paused = ear.turns.silence >= self.BREATH
        if paused and new <= 0 and not before.paused and before.transcript is not None and not before.transcript.provisional:  # it was of all that is said: another pass would find as much
            ear.overheard = replace(before, paused=True)
            self._judge_pause(ear, ear.turns.so_far(), source)
            return
        again = paused and new <= 0 and before.paused and before.doubtful
        if paused:
            due = again or new > 0 or not before.paused
        else:  # none in a silence that is no breath yet: it may become one, and the pass that is made then is the one that counts
            due = ear.turns.silence == 0 and new >= max(self.PARTIAL, self._cost / self.SHARE)
        if not due:
            return
        try:
            turn = ear.turns.so_far()
            whole = again or not hasattr(self._transcriber, "draft")
            transcript = self._transcribe(turn) if whole else self._draft(turn, paused)
        except Exception:  # the whole sentence may do better
            log.exception("part of a sentence from the %s was lost", source)
            return
        ear.overheard = _Overheard(end, paused, transcript, doubtful=transcript is None and not whole)
        if transcript is None:
            return
        self._tell_partial(transcript, source)
        if paused:
            self._judge_pause(ear, turn, source)

    def _judge_pause(self, ear: _Ear, turn: Turn, source: str) -> None:
        """How long it may last is judged by what was overheard of the turn before it."""
        if self._end_of_turn is not None:
            ear.turns.wait(self._end_of_turn.silences.unfinished)  # until it is judged
            ear.judged = turn.end, self._end_of_turn.judge(turn.samples, ear.overheard.transcript, source)

    def _tell_partial(self, transcript: Transcript | None, source: str) -> None:
        if self._on_partial is None:
            return
        try:
            self._on_partial(transcript, source)
        except Exception:  # as with a whole sentence
            log.exception("part of a sentence from the %s was not taken", source)

    def _tell_sound(self, ear: _Ear, source: str) -> None:
        try:
            self._on_sound(ear.newest, ear.turns.now, source)
        except Exception:  # as with a sentence
            log.exception("sound from the %s was not taken", source)

    def _end_paused(self) -> None:
        for source, ear in self._ears.items():
            if ear.turns.speaking and time.monotonic() - ear.fed > self.PAUSE and not self._pieces[source]:
                self._end_turn(ear, source)

    def _end_all(self, then: Callable[[], None]) -> None:
        for source, ear in self._ears.items():
            if ear.turns.speaking:
                self._end_turn(ear, source)
        try:
            then()
        except Exception:  # as with a sentence
            log.exception("the end of a turn was not taken")

    def _end_turn(self, ear: _Ear, source: str) -> None:
        for turn in ear.hear(np.zeros(0, np.float32), last=True):
            self._deliver(turn, source)
        ear.restart()

    def _deliver(self, turn: Turn, source: str) -> None:
        ear = self._ears[source]
        overheard, ear.overheard = ear.overheard, None
        taken = False
        try:
            if overheard is not None and overheard.paused and overheard.end == turn.end and not overheard.doubtful:
                transcript = overheard.transcript  # nothing was said since; where there were no words in it, another pass, of the same sound, would find none either
            else:
                transcript = self._transcribe(turn)
            if transcript is not None and self._on_transcript is not None:
                self._on_transcript(transcript, source)
                taken = True
        except Exception:  # one sentence that goes wrong must not make Vela deaf
            log.exception("a sentence from the %s was lost", source)
        if overheard is not None and not taken:
            self._tell_partial(None, source)

    def _draft(self, turn: Turn, paused: bool) -> Transcript | None:
        began = time.monotonic()
        transcript = self._transcriber.draft(turn.samples) if paused else self._transcriber.glimpse(turn.samples)
        if not paused:
            self._cost += 0.3 * (time.monotonic() - began - self._cost)
        return _timed(transcript, turn)

    def _transcribe(self, turn: Turn) -> Transcript | None:
        return _timed(self._transcriber.transcribe(turn.samples), turn)


@dataclass(frozen=True)
class _Overheard:
    """A partial transcript: up to where the speech was heard (s since the source began), whether there was a pause after it; doubtful: one look made nothing of it, a whole pass may."""

    end: float
    paused: bool
    transcript: Transcript | None
    doubtful: bool = False


class _Ear:
    """One source's stream: its resampler, its turns, and what of the open turn has been understood."""

    def __init__(self, rate: int, turns: TurnDetector) -> None:
        self.rate = rate
        self.turns = turns
        self.overheard: _Overheard | None = None
        self.judged_until = -1.0  # the end of the speech before the last pause that was judged, in a recording
        self.judged: tuple[float, Future[float]] | None = None  # the end of the speech before a pause, and how long that may last
        self.newest = np.zeros(0, np.float32)  # the last piece of sound, at 16 kHz
        self.restart()

    def restart(self) -> None:
        self._resampler = soxr.ResampleStream(self.rate, RATE, 1, dtype="float32") if self.rate != RATE else None
        self.fed = time.monotonic()

    def settle(self, otherwise: float) -> Turn | None:
        """Takes a judgement that has come, if this is still the pause it is about; one that failed counts as `otherwise`, s. Returns the turn if that ended it."""
        if self.judged is None or not self.judged[1].done():
            return None
        (end, judgement), self.judged = self.judged, None
        spoken = self.turns.spoken
        if spoken is None or spoken[1] != end:
            return None
        failure = judgement.exception()
        if failure is not None:
            log.error("a pause could not be judged", exc_info=failure)
        return self.turns.wait(otherwise if failure is not None else judgement.result())

    def hear(self, sound: np.ndarray, last: bool = False) -> list[Turn]:
        self.fed = time.monotonic()
        if self._resampler is not None:
            sound = self._resampler.resample_chunk(sound, last=last)
        self.newest = sound
        turns = self.turns.feed(sound)
        if last and (turn := self.turns.flush()) is not None:
            turns.append(turn)
        return turns


def _timed(transcript: Transcript | None, turn: Turn) -> Transcript | None:
    return None if transcript is None else replace(transcript, start=turn.start, end=turn.end)


def mono(samples: np.ndarray) -> np.ndarray:
    """(n,) or (n, channels) of any number type -> (n,) float32 in [-1, 1], a copy; what is not a number is silence, and what is louder than loud is cut: one absurd sample would make everything after it unheard."""
    sound = np.asarray(samples)
    if np.issubdtype(sound.dtype, np.unsignedinteger):
        half = (np.iinfo(sound.dtype).max + 1) / 2
        sound = sound.astype(np.float32) / half - 1.0
    elif np.issubdtype(sound.dtype, np.integer):
        sound = sound.astype(np.float32) / -float(np.iinfo(sound.dtype).min)
    if sound.ndim == 2:
        sound = sound.mean(axis=1)
    return np.clip(np.nan_to_num(np.array(sound, dtype=np.float32)), -1.0, 1.0)
