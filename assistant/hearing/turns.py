"""When a turn begins and ends: sound goes in, whole utterances come out.

Speech is what sounds like it and stands out from the room: people who talk farther away neither begin a turn nor keep one open, be they many or one.
A turn is over after a silence, which whoever knows more may make shorter or longer. Knows nothing of the words in it, of microphones, or of who listens.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from assistant.hearing.noise_floor import NoiseFloor, decibels
from assistant.hearing.speech import RATE, WINDOW, SpeechProbability


@dataclass(frozen=True)
class Turn:
    """One utterance. samples: (n,) float32 mono at 16 kHz, with a little silence around it.

    start, end: where the speech itself lies, in seconds since the stream began. samples_start: the time of samples[0].
    """

    samples: np.ndarray
    start: float
    end: float
    samples_start: float


class TurnDetector:
    """Cuts one stream of sound (mono, 16 kHz) into turns.

    end_silence: seconds without speech that end a turn, unless `wait` says otherwise. shortest: seconds of speech below which it was a click or a cough.
    longest: seconds after which a turn is cut, because Whisper sees 30 s at the most.
    threshold: probability of speech that opens a turn; it stays open down to 0.15 less.
    """

    SOFTER = 13.0  # dB below the loud parts of the turn from which on it may be somebody else who speaks, farther away
    FADING = 0.2  # seconds for which it may as well be the end of a word, or a soft one
    LEAD, TAIL = 0.5, 0.3  # seconds kept before and after the speech: first and last consonants are quiet, and what is said over Vela is recognised as speech 0.3 s late

    def __init__(self, end_silence: float = 0.7, shortest: float = 0.16, longest: float = 25.0, threshold: float = 0.5) -> None:
        self._end_silence = end_silence
        self._shortest = shortest
        self._longest = longest
        self._threshold = threshold
        self._probability = SpeechProbability()
        self.reset()

    @property
    def speaking(self) -> bool:
        """Whether a turn is open."""
        return self._first is not None

    @property
    def now(self) -> float:
        """Seconds of sound since the stream began: the clock that all its times are in."""
        return (self._next * WINDOW + len(self._rest)) / RATE

    @property
    def silence(self) -> float:
        """Seconds since there was last speech in the open turn; 0 when none is open."""
        return 0.0 if self._first is None else (self._next - 1 - self._last) * WINDOW / RATE

    @property
    def spoken(self) -> tuple[float, float] | None:
        """From when to when there has been speech in the open turn, seconds since the stream began; None when none is open, or it was hardly more than a click."""
        if self._first is None or len(self._levels) * WINDOW < self._shortest * RATE:
            return None
        return self._first * WINDOW / RATE, (self._last + 1) * WINDOW / RATE

    def so_far(self) -> Turn | None:
        """The open turn as if it ended here; None where `spoken` is."""
        if self.spoken is None:
            return None
        start, end = self.spoken
        before = len(self._open) - (self._next - self._first)  # windows of lead
        return Turn(
            samples=np.concatenate(self._open[: self._kept()]),
            start=start,
            end=end,
            samples_start=(self._first - before) * WINDOW / RATE,
        )

    def wait(self, seconds: float) -> Turn | None:
        """In this pause the open turn ends after so many seconds of silence; the next speech makes that forgotten. Returns the turn if they are past already."""
        self._patience = seconds
        return self._close() if self.speaking and self.silence >= seconds else None

    def reset(self) -> None:
        """Forgets the stream and any open turn; time begins at 0 again."""
        self._probability.reset()
        self._floor = NoiseFloor()
        self._rest = np.zeros(0, np.float32)  # samples that do not fill a window yet
        self._next = 0  # number of the next window
        self._lead: deque[np.ndarray] = deque(maxlen=round(self.LEAD * RATE / WINDOW))
        self._open: list[np.ndarray] = []  # windows of the open turn, lead included
        self._first: int | None = None  # first window of the open turn's speech
        self._last = 0  # last window in which there was speech
        self._clear = 0  # last window that stood out from the room and from the rest of the turn
        self._patience = self._end_silence  # seconds of silence that end this pause, and the turn
        self._levels: list[float] = []  # of the windows with speech in the open turn, dB of full scale

    def feed(self, samples: np.ndarray) -> list[Turn]:
        """samples: (n,) float32 at 16 kHz, any n. Returns the turns that ended in them, usually none."""
        sound = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        count = len(sound) // WINDOW
        self._rest = sound[count * WINDOW :]
        windows = sound[: count * WINDOW].reshape(count, WINDOW)
        turns = []
        for window, probability in zip(windows, self._probability(windows)):
            turn = self._take(window, float(probability))
            if turn is not None:
                turns.append(turn)
        return turns

    def flush(self) -> Turn | None:
        """The stream pauses or ends here: closes the open turn, if there is one, and returns it."""
        if len(self._rest):
            padded = np.pad(self._rest, (0, WINDOW - len(self._rest)))
            self._rest = np.zeros(0, np.float32)
            turn = self._take(padded, float(self._probability(padded[None])[0]))
            if turn is not None:  # it ended in these last samples
                return turn
        return self._close() if self.speaking else None

    def _take(self, window: np.ndarray, probability: float) -> Turn | None:
        number = self._next
        self._next += 1
        level = decibels(window)
        self._floor.hear(level)
        if self._first is None:
            if probability < self._threshold or not self._floor.stands_out(level):
                self._floor.note(level)
                self._lead.append(window)
                return None
            self._open = list(self._lead)
            self._lead.clear()
            self._first = self._clear = number
            self._levels = []
        self._open.append(window)
        sounds_like_it = probability >= self._threshold - 0.15
        if sounds_like_it and self._floor.stands_out(level) and level >= self._loudness() - self.SOFTER:
            self._clear = number
        if sounds_like_it and self._floor.is_above(level) and (number - self._clear) * WINDOW <= self.FADING * RATE:
            self._last = number
            self._levels.append(level)
            self._patience = self._end_silence
        elif not sounds_like_it or (number - self._last) * WINDOW >= self.TAIL * RATE:  # what is said in a low voice amid a sentence is not the room's
            self._floor.note(level)
        silence = (number - self._last) * WINDOW / RATE
        length = (number - self._first) * WINDOW / RATE
        if silence >= self._patience or length >= self._longest:
            return self._close()
        return None

    def _loudness(self) -> float:
        """The level of the loud parts of the open turn; -inf while there is too little of it."""
        return sorted(self._levels)[int(0.9 * len(self._levels))] if len(self._levels) * WINDOW >= self._shortest * RATE else -math.inf

    def _close(self) -> Turn | None:
        turn, keep = self.so_far(), self._kept()
        self._lead.extend(self._open[keep:])  # the next turn may begin at once
        self._open, self._first = [], None
        return turn

    def _kept(self) -> int:
        """How many of the open turn's windows are its own: those after the last speech but for a short tail are not."""
        return len(self._open) - (self._next - 1 - self._last) + round(self.TAIL * RATE / WINDOW)
