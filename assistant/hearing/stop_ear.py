"""The ear for "stop": looks at the newest sound of every source, some twelve times a second while somebody may be speaking, and tells at once when a stop was said.

What it is sure of is a stop; about what may be one somebody else is asked (stop_check.py), where there is somebody.
In a thread of its own, because the listener's is busy with words for half a second at a time; a stop must not wait for those. Knows how likely a stop is (stop_spotter.py);
nothing of words, of whose voice it was, or of what is done about it.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import Counter, deque
from enum import Enum
from typing import Callable, Iterator

import numpy as np
import soxr

from assistant.hearing.listener import mono
from assistant.hearing.speech import RATE, WINDOW, SpeechProbability
from assistant.hearing.stop_check import AFTER, BEFORE, StopCheck, Suspicion
from assistant.hearing.stop_spotter import WINDOW as LOOK
from assistant.hearing.stop_spotter import Spotted
from assistant.hearing.weights import WeightsError

log = logging.getLogger(__name__)

HOP = 0.08  # seconds of sound from one look to the next
LIKELY = 0.2  # probability of speech from which somebody may be speaking: low, because noise hides a voice from Silero before it hides it from Whisper
GOES_ON = 1.0  # seconds after that in which it goes on looking
ALONE = 0.85
"""Probability from which a stop counts as said, where it has to be all that was said and nobody else can be asked."""
WORD = 0.9
"""Probability from which a word that stops counts as said, whatever is around it, likewise."""
SURE_ALONE, SURE_WORD = 0.97, 0.985
"""The same where somebody else is asked about what is less sure."""
SUSPECT = 0.5
"""Probability, of either, from which somebody else is asked."""
SUSPECT_OVER = 0.35
"""The same at rest and over Vela's own voice: what takes that out of the sound takes some of the word too. Not while the arm moves: with her voice and the servos together this finds a "Freeze" in every other minute."""
OVER = 1.5  # seconds after her voice in which a look may still have some of it
AGAIN = 0.5  # seconds after a suspicion in which the same source is not suspected again
MOST, WITHIN = 3, 10.0  # so many suspicions of a source in so many seconds, at rest and while the arm moves each: among many people at once it would else wait for ever
REST = 1.0  # seconds after a stop in which the same source is not looked at again: it is the same word

_KEPT = round(4.0 * RATE)  # samples: a look's, and what is listened to where it was not sure

Spotter = Callable[[np.ndarray], Spotted]
OnStop = Callable[[float, bool, str], bool]


class StopEar:
    """make(): the spotter, made in the ear's thread; may raise WeightsError, of which on_problem is told the sentence, and nothing is looked at.

    acting(): whether the arm moves, or is about to: then a word that stops is enough, wherever in a sentence. on_stop(at, alone, source): called in the ear's thread; at: seconds of sound since
    the source began; alone: it was all that was said, as far as the sound tells. It returns whether that was one: not where it was Vela's own word.
    check: who is asked where it is not sure; None: nobody, and it decides alone. speaking(): whether Vela's own voice is on the loudspeaker.
    """

    BACKLOG = 100  # pieces of a source's sound that may wait

    def __init__(self, make: Callable[[], Spotter], acting: Callable[[], bool], on_stop: OnStop, on_problem: Callable[[str], None] = log.error, check: StopCheck | None = None,
                 speaking: Callable[[], bool] = lambda: False) -> None:
        self._check, self._speaking = check, speaking
        self._make, self._acting, self._on_stop, self._on_problem = make, acting, on_stop, on_problem
        self._queue: queue.SimpleQueue[tuple[np.ndarray, int, str] | None] = queue.SimpleQueue()
        self._waiting: Counter[str] = Counter()  # by source: its pieces in the queue; a recording that comes all at once must not crowd out what is live
        self._streams: dict[str, Looks] = {}
        self._counting = threading.Lock()
        self._missed: dict[str, float] = {}  # seconds of a source's sound that nobody looked at: they count, so that its time is the listener's
        self._judges: dict[str, Judge] = {}
        self._over: dict[str, float] = {}  # by source: when her own voice was last there, in seconds of its sound
        self._pending: dict[str, Suspicion] = {}  # by source: what is suspected, and has not been heard to its end
        self._thread: threading.Thread | None = None
        self._deaf = False

    def start(self) -> None:
        """Begins to look at what is fed."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="stop ear", daemon=True)
            self._thread.start()

    def close(self) -> None:
        if self._thread is not None:
            self._deaf = True
            self._queue.put(None)
            self._thread.join(timeout=5.0)
            self._thread = None

    def feed(self, samples: np.ndarray, rate: int, source: str) -> None:
        """Live sound, as Listener.feed takes it; returns at once. Before it is started, nobody looks."""
        if self._deaf:
            return
        if self._thread is None:
            self._miss(samples, rate, source)
        elif self._waiting[source] >= self.BACKLOG:
            self._miss(samples, rate, source)
            log.warning("the ear for stop cannot keep up: %.1f s of sound dropped", len(samples) / rate)
        else:
            with self._counting:
                self._waiting[source] += 1
            self._queue.put((mono(samples), rate, source))

    def _miss(self, samples: np.ndarray, rate: int, source: str) -> None:
        self._missed[source] = self._missed.get(source, 0.0) + len(samples) / rate

    def take(self, spotter: Spotter, samples: np.ndarray, rate: int, source: str) -> None:
        """A piece of a source's sound, (n,) float32 mono, in the caller's thread."""
        stream = self._streams.get(source)
        if stream is None or stream.rate != rate:
            if stream is not None:  # another device: its time begins anew, as in the listener
                self._missed.pop(source, None)
                self._pending.pop(source, None)  # the rest of that sound never comes
            stream, self._judges[source] = Looks(rate), Judge()
            self._streams[source] = stream
        judge = self._judges[source]
        if self._speaking():
            self._over[source] = self._missed.get(source, 0.0) + stream.seconds
        for looked_at, window in stream.feed(samples):
            self._hand_on(stream, source)
            at = self._missed.get(source, 0.0) + looked_at
            if judge.resting(at):
                continue
            spotted, acting = spotter(window), self._acting()
            over = at - self._over.get(source, float("-inf")) < OVER
            verdict = judge.take(at, spotted, acting, self._check is not None and self._check.ready, over)
            if verdict is Verdict.STOP:
                if self._on_stop(at, spotted.alone >= ALONE, source):  # before it is written down: a terminal that is held holds up what writes to it
                    judge.stopped(at)
                    log.info("stop, from the %s at %.2f s (alone %.2f, word %.2f)", source, at, spotted.alone, spotted.word)
            elif verdict is Verdict.SUSPECTED:
                self._pending[source] = Suspicion(at, spotted.alone >= ALONE, source, acting)
                self._check.suspect(self._pending[source])
        self._hand_on(stream, source)

    def _hand_on(self, stream: Looks, source: str) -> None:
        """What is suspected, once enough was heard after it."""
        if (suspicion := self._pending.get(source)) is None:
            return
        since = self._missed.get(source, 0.0) + stream.seconds - suspicion.at
        if since >= AFTER:
            del self._pending[source]
            self._check.listen(suspicion, stream.newest(BEFORE + since))

    def _work(self) -> None:
        try:
            spotter = self._make()
        except WeightsError as error:
            self._deaf = True
            log.warning("%s", error)
            self._on_problem(str(error))
            return
        except Exception as error:  # whatever it is, hearing goes on and somebody must know
            self._deaf = True
            log.exception("the ear for stop could not be made")
            self._on_problem(f"The ear for stop could not be made ({error}): a spoken stop is found in its words alone, later and not always. The log says more.")
            return
        while (piece := self._queue.get()) is not None and not self._deaf:
            with self._counting:
                self._waiting[piece[2]] -= 1
            try:
                self.take(spotter, *piece)
            except Exception:  # one piece that goes wrong must not make Vela deaf to stop
                log.exception("a piece of sound was lost")


def said(spotted: Spotted, acting: bool, alone: float = ALONE, word: float = WORD) -> bool:
    """Whether that is a stop, with these thresholds."""
    return spotted.alone >= alone or acting and spotted.word >= word


class Verdict(Enum):
    NO = 0
    SUSPECTED = 1
    STOP = 2


class Judge:
    """Which of one source's looks, in their order, are a stop, and about which somebody else is to be asked. Times are seconds of the source's sound."""

    def __init__(self) -> None:
        self._rests_until = 0.0
        self._suspected = {acting: deque([float("-inf")] * MOST, MOST) for acting in (False, True)}  # apart: what is suspected at rest must not keep a moving arm from waiting

    def resting(self, at: float) -> bool:
        """Whether what is heard is a stop's own rest, and not worth a look."""
        return at < self._rests_until

    def take(self, at: float, spotted: Spotted, acting: bool, asks: bool, over: bool = False) -> Verdict:
        """asks: whether there is somebody to ask. over: whether Vela's own voice was there. Who takes it for a stop tells `stopped`."""
        if said(spotted, acting, *((SURE_ALONE, SURE_WORD) if asks else (ALONE, WORD))):
            return Verdict.STOP
        suspect = SUSPECT_OVER if over and not acting else SUSPECT
        newest, oldest = max(some[-1] for some in self._suspected.values()), self._suspected[acting][0]
        if not asks or not said(spotted, acting, suspect, suspect) or at - newest < AGAIN:
            return Verdict.NO
        if at - oldest < WITHIN:  # nobody may be asked so often: it decides as if there were nobody
            return Verdict.STOP if said(spotted, acting) else Verdict.NO
        self._suspected[acting].append(at)
        return Verdict.SUSPECTED

    def stopped(self, at: float) -> None:
        """Somebody found out that it was one."""
        self._rests_until = at + REST


class Looks:
    """One source's stream, cut into the windows that are worth a look."""

    def __init__(self, rate: int = RATE) -> None:
        self.rate = rate
        self._resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None
        self._speech = SpeechProbability()
        self._kept = np.zeros(_KEPT, np.float32)  # the newest sound
        self._judged = np.zeros(0, np.float32)  # heard, but not yet a whole window of Silero's
        self._samples = 0  # heard since the source began
        self._next = round(HOP * RATE)  # the sample at which the next look is due
        self._until = float("-inf")  # the sample up to which somebody may be speaking

    def feed(self, samples: np.ndarray) -> Iterator[tuple[float, np.ndarray]]:
        """samples: (n,) at the source's rate, following on from the last. Yields (seconds since the source began, (LOOK,) samples up to then)."""
        sound = samples.astype(np.float32, copy=False) if self._resampler is None else self._resampler.resample_chunk(samples.astype(np.float32, copy=False))
        while len(sound):
            piece, sound = np.split(sound, [min(len(sound), self._next - self._samples)])
            self._samples += len(piece)
            self._kept = np.concatenate([self._kept, piece])[-_KEPT:]
            self._judge(piece)
            if self._samples == self._next:
                self._next += round(HOP * RATE)
                if self._samples <= self._until:
                    yield self._samples / RATE, self._kept[-LOOK:]

    @property
    def seconds(self) -> float:
        """Heard since the source began."""
        return self._samples / RATE

    def newest(self, seconds: float) -> np.ndarray:
        """The newest sound, (n,) at 16 kHz, at most _KEPT samples of it."""
        return self._kept[-min(_KEPT, max(1, round(seconds * RATE))) :]

    def _judge(self, piece: np.ndarray) -> None:
        sound = np.concatenate([self._judged, piece])
        count = len(sound) // WINDOW
        self._judged = sound[count * WINDOW :]
        if np.any(self._speech(sound[: count * WINDOW].reshape(count, WINDOW)) >= LIKELY):
            self._until = self._samples + GOES_ON * RATE
