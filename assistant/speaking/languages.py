"""A voice for each language: the chosen one for its own, espeak-ng's for the others.

espeak-ng's own reading of Chinese characters says the numbers of the tones in English (Debian's 1.51); it reads pinyin rightly, so it is given that.

Knows nothing of what is said. A language whose voice cannot be had is said once to whoever asks for it, and again the next time: espeak-ng may
have been installed meanwhile.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from assistant.speaking.voices import Pyttsx3Voice, Voice, VoiceError

ESPEAK = {"en": "en-us", "es": "es", "de": "de", "fr": "fr", "zh": "cmn-latn-pinyin"}
"""espeak-ng's names of the languages that Vela is spoken to in."""


class PinyinVoice:
    """Chinese, its characters put into pinyin for `voice`."""

    language = "zh"

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        return self._voice.synthesize(pinyin(text))


def pinyin(text: str) -> str:
    """"我看到" -> "wo3 kan4 dao4". Raises VoiceError without pypinyin."""
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as reason:
        raise VoiceError("Chinese needs the package pypinyin to be spoken; it is shown instead. Run: pip install pypinyin.") from reason
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)).translate(_MARKS)


_MARKS = str.maketrans("，。？！、；：", ",.?!,;:")


def espeak_voice(language: str) -> Voice:
    """Of one of ESPEAK's languages. Raises VoiceError."""
    voice = Pyttsx3Voice(language=ESPEAK[language])
    return PinyinVoice(voice) if language == "zh" else voice


class LanguageVoices:
    """named: makes espeak-ng's voice of a language."""

    def __init__(self, named: Callable[[str], Voice] | None = None) -> None:
        self._named = named or espeak_voice
        self._voices: dict[str, Voice] = {}

    def of(self, language: str, chosen: Voice) -> Voice:
        """chosen: the voice that the settings, or the panel, name. Raises VoiceError where there is none."""
        if language == getattr(chosen, "language", "en") or language not in ESPEAK:
            return chosen
        if language not in self._voices:
            self._voices[language] = self._named(language)
        return self._voices[language]
