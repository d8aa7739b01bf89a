"""Whether the wake word has just been said: openWakeWord's models, from pyopen-wakeword's wheel, on one stream of sound.

Knows nothing of turns, of who speaks, or of what comes of it (modes.py does).
"""

from __future__ import annotations

import numpy as np
from pyopen_wakeword import Model, OpenWakeWord, OpenWakeWordFeatures

WAKE_WORDS = tuple(sorted(model.value for model in Model))
"""What Vela can be called by: alexa, hey_jarvis, hey_mycroft, hey_rhasspy, okay_nabu."""
PIECE = 1280  # samples the models take at a time: 80 ms
HISTORY = 35_200  # samples of silence before the first: as much as the models look back


def spoken_form(word: str) -> str:
    """As people say and read it: "hey_jarvis" -> "Hey Jarvis"."""
    return word.replace("_", " ").title()


class WakeWord:
    """Listens for one word in one stream. word: one of WAKE_WORDS, else ValueError. threshold: probability, 0 to 1, from which it counts as said."""

    def __init__(self, word: str, threshold: float = 0.5) -> None:
        self.word = word
        self._model = OpenWakeWord.from_builtin(Model(word))  # by its name: a path that is not there would end the process
        self._features = OpenWakeWordFeatures.from_builtin()
        self._features.new_audio_samples = HISTORY  # it would else begin with 8 s of silence, half a second of work
        self._threshold = threshold
        self._high = False

    def feed(self, samples: np.ndarray) -> bool:
        """samples: (n,) float32 in [-1, 1] at 16 kHz, following on from the last call. Whether the word was recognised in them; once for each time it is said, up to half a second after its end."""
        heard = False
        for begin in range(0, len(samples), PIECE):
            pcm = (np.clip(samples[begin : begin + PIECE], -1.0, 1.0) * 32767).astype(np.int16)
            for features in self._features.process_streaming(pcm.tobytes()):
                for probability in self._model.process_streaming(features):
                    high = probability >= self._threshold
                    heard = heard or high and not self._high
                    self._high = high or self._high and probability >= self._threshold / 2
        return heard
