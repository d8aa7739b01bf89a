"""Which language is spoken, from Whisper's opinion of each utterance: of five, and not another than before for little.

Over the second or two of a command that opinion is unreliable, so the language spoken last is kept unless another is clearly likelier.
Knows nothing of sound or words.
"""

from __future__ import annotations

from typing import Mapping

LANGUAGES = ("en", "es", "de", "fr", "zh")
CLEARLY = 2.0
"""How many times likelier than the language spoken last another must be."""


class SpokenLanguage:
    """last: the language that is taken for spoken before anything was said."""

    def __init__(self, last: str = "en", languages: tuple[str, ...] = LANGUAGES) -> None:
        self.last = last
        self._languages = languages

    def decided(self, probabilities: Mapping[str, float]) -> str:
        """probabilities: by language, those of languages besides the five among them."""
        likeliest = max(self._languages, key=lambda language: probabilities.get(language, 0.0))
        if probabilities.get(likeliest, 0.0) > CLEARLY * probabilities.get(self.last, 0.0):
            self.last = likeliest
        return self.last
