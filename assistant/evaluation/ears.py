"""How a stage hears: recordings, and sentences spoken by a voice, through Vela's own hearing.

Loads nothing until the first sound; typed scenarios need neither Whisper nor a voice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterable

import numpy as np

from assistant.interface import Transcript

ROOT = Path(__file__).resolve().parents[2]
HOTWORDS = ROOT / "prompts" / "hotwords.txt"
MODEL = "base"


class EarsError(Exception):
    """There is no such voice, no weights to hear with, or a recording that cannot be heard; a sentence for people."""


class Ears:
    """voice: name of the voice that speaks each `say` (see speaking.voice_named), None for typed text.
    model: the transcriber's model, a folder or a name."""

    def __init__(self, voice: str | None = None, model: str | None = None) -> None:
        self.voice, self._model = voice, model or MODEL
        self._loaded: Any = None
        self._speaks: Any = None

    def check(self, recordings: Iterable[Path]) -> None:
        """EarsError when what will be needed is not there or cannot be heard."""
        recordings = tuple(recordings)
        if self.voice is None and not recordings:
            return
        from assistant.hearing import SoundFileError, WeightsError, read_sound, whisper_weights  # heavy, see above
        from assistant.speaking import VoiceError, voice_named

        try:
            whisper_weights(self._model)
            if self.voice is not None:
                voice_named(self.voice)
            for path in recordings:
                read_sound(path)
        except (SoundFileError, VoiceError, WeightsError) as error:
            raise EarsError(str(error)) from error

    def hear_file(self, path: Path) -> Transcript | None:
        """Everything said in a recording, as one transcript; None when nothing was heard."""
        return _joined(self._listener().hear_file(path))

    def hear_spoken(self, text: str) -> Transcript | None:
        """`text` spoken by the voice and heard again."""
        if self._speaks is None:
            from assistant.speaking import voice_named

            self._speaks = voice_named(self.voice)
        samples, rate = self._speaks.synthesize(text)
        quiet = np.zeros(int(0.5 * rate), np.float32)  # as when someone speaks into a microphone that is already on
        return _joined(self._listener().hear(np.concatenate([quiet, np.asarray(samples, np.float32), quiet]), rate))

    def _listener(self) -> Any:
        if self._loaded is None:
            from assistant.hearing import Listener, Transcriber

            self._loaded = Listener(Transcriber(self._model, HOTWORDS.read_text(encoding="utf-8"), threads=1))
        return self._loaded


def _joined(heard: list[Transcript]) -> Transcript | None:
    if len(heard) < 2:
        return heard[0] if heard else None
    return Transcript(" ".join(part.text for part in heard), min(part.confidence for part in heard),
                      heard[0].language, heard[0].start, heard[-1].end)
