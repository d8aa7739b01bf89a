"""Whether a person is speaking, judged within a breath: on sound from which Vela's own voice has been taken out.

For each window of 32 ms: how likely it is speech (Silero), and whether enough of what the microphone heard is left once her voice is gone. A person's
voice is hardly touched by the canceller, what remains of her own is a small part. Windows speak for a person or against one, and a few surer ones count
as much as more that are less sure. Knows nothing of loudspeakers, of turns, or of what is done about it.
"""

from __future__ import annotations

import numpy as np

from assistant.hearing.speech import RATE, WINDOW, SpeechProbability

LIKELY = 0.5  # probability of speech from which a window speaks for a person
ENOUGH = 1.1  # evidence that decides: each window adds its probability
FORGET = 0.5  # evidence that a window without speech takes away
LEFT = 0.16  # share of the microphone's power (-8 dB) that must be left of a window while Vela speaks: less is her own voice
QUIET = 10 ** (-52 / 10)  # mean square below which nobody speaks to Vela


class Interruption:
    """A running judgement over one stream."""

    def __init__(self) -> None:
        self._speech = SpeechProbability()
        self.evidence = 0.0

    def take(self, cleaned: np.ndarray, heard: np.ndarray, over_her: bool) -> bool:
        """One window, (512,) at 16 kHz, as it came from the canceller and as the microphone heard it. over_her: Vela's voice is in it. Returns whether a person is speaking."""
        probability = float(self._speech(cleaned[None])[0])
        left, all_of_it = float(np.mean(np.square(cleaned))), float(np.mean(np.square(heard)))
        if probability >= LIKELY and left >= QUIET and (not over_her or left >= LEFT * all_of_it):
            self.evidence = min(self.evidence + probability, 2 * ENOUGH)
        else:
            self.evidence = max(self.evidence - FORGET, 0.0)
        return self.evidence >= ENOUGH


assert WINDOW * 1000 // RATE == 32
