"""A voice for each language: the chosen one for its own, espeak-ng's for the others.

Knows nothing of what is said. A language whose voice cannot be had is said once to whoever asks for it, and again the next time: espeak-ng may
have been installed meanwhile.
"""

from __future__ import annotations

from typing import Callable

from assistant.speaking.voices import Pyttsx3Voice, Voice

ESPEAK = {"en": "en-us", "es": "es", "de": "de", "fr": "fr-fr", "zh": "cmn"}
"""espeak-ng's names of the languages that Vela is spoken to in."""


class LanguageVoices:
    """named: makes espeak-ng's voice of a language."""

    def __init__(self, named: Callable[[str], Voice] | None = None) -> None:
        self._named = named or (lambda language: Pyttsx3Voice(language=language))
        self._voices: dict[str, Voice] = {}

    def of(self, language: str, chosen: Voice) -> Voice:
        """chosen: the voice that the settings, or the panel, name. Raises VoiceError where there is none."""
        if language == getattr(chosen, "language", "en") or language not in ESPEAK:
            return chosen
        if language not in self._voices:
            self._voices[language] = self._named(ESPEAK[language])
        return self._voices[language]
