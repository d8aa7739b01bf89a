"""Whether a person is speaking, judged within a breath: on sound from which Vela's own voice has been taken out.

For each window of 32 ms: how likely it is speech (Silero), whether it stands out from the room, where many may be talking, whether it is as loud as people were of late,
which a television is not, and whether it is loud beside what the microphone heard just before. A person's voice is hardly touched by the canceller; what remains of her
own is a small part, but lingers as long as the room does. Windows add to the evidence by the odds that they are speech, so that a few clear ones count as much as many
doubtful ones. Somebody *may* be speaking long before somebody *surely* is: a cough or a motor sounds like speech for a tenth of a second.
Knows nothing of loudspeakers, of turns, or of what is done about it.
"""

from __future__ import annotations

import math
from collections import deque
from enum import IntEnum

import numpy as np

from assistant.hearing.noise_floor import NoiseFloor, decibels
from assistant.hearing.speech import RATE, WINDOW, SpeechProbability


class Person(IntEnum):
    """Whether somebody is speaking."""

    NO = 0
    MAYBE = 1
    SURELY = 2


MAYBE = 1.9, 1.2, 0.35  # the evidence that it takes; what is added to each window's log-odds; the probability below which a window speaks against it
SURELY = 4.0, 0.4, 0.5
AT_MOST = 1.5  # evidence from one window
FORGOTTEN = 0.5  # evidence that a window takes away that speaks against it
BELOW = 9.0  # dB by which a person's voice may lie below what the microphone heard in the last ECHO windows while Vela speaks; what is left of her own lies lower
ECHO = 6
QUIET = -52.0  # dB of full scale below which nobody speaks to Vela
CLEARLY = 0.8  # probability of speech from which a window tells how loud people speak to her
SOFTER = 18.0  # dB by which somebody may speak more softly than the loudest of late; a television and people in the next room lie lower
FADES = 0.5  # dB a second by which the loudest of late is forgotten


class Interruption:
    """A running judgement over one stream."""

    def __init__(self) -> None:
        self._speech = SpeechProbability()
        self._floor = NoiseFloor()  # of the room while Vela is silent: what is left of her is not the room's
        self._heard: deque[float] = deque(maxlen=ECHO)  # dB
        self._loudest = -math.inf  # dB, of people, of late
        self._maybe = self._surely = 0.0

    def take(self, cleaned: np.ndarray, heard: np.ndarray, over_her: bool) -> Person:
        """One window, (512,) at 16 kHz, as it came from the canceller and as the microphone heard it. over_her: Vela's voice is in it."""
        probability = min(max(float(self._speech(cleaned[None])[0]), 0.001), 0.999)
        self._heard.append(decibels(heard))
        left = decibels(cleaned)
        self._loudest -= FADES * WINDOW / RATE
        if not over_her:
            self._floor.hear(left)
            if probability >= CLEARLY:
                self._loudest = max(self._loudest, left)
        loud = left >= max(QUIET, self._loudest - SOFTER) and self._floor.stands_out(left) and (not over_her or left >= max(self._heard) - BELOW)
        self._maybe = _gathered(self._maybe, MAYBE, probability if loud else 0.0)
        self._surely = _gathered(self._surely, SURELY, probability if loud else 0.0)
        return Person.SURELY if self._surely >= SURELY[0] else Person.MAYBE if self._maybe >= MAYBE[0] else Person.NO


def _gathered(evidence: float, rule: tuple[float, float, float], probability: float) -> float:
    takes, added, against = rule
    if probability < against:
        return max(evidence - FORGOTTEN, 0.0)
    return min(evidence + min(math.log(probability / (1.0 - probability)) + added, AT_MOST), 2.0 * takes)
