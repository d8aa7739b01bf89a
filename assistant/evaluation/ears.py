"""How a stage hears: recordings, and sentences spoken by a voice, through Vela's own hearing.

Loads nothing until the first sound; typed scenarios need neither Whisper nor a voice.
"""

from __future__ import annotations

import tempfile
import wave
from pathlib import Path
from typing import Any

import numpy as np

from assistant.interface import Transcript

ROOT = Path(__file__).resolve().parents[2]
HOTWORDS = ROOT / "prompts" / "hotwords.txt"


class Ears:
    """voice: name of the voice that speaks each `say` ("hibari", "piper", "pyttsx3"), None for typed text.
    model: what the transcriber takes; None for its default."""

    def __init__(self, voice: str | None = None, model: str | None = None) -> None:
        self.voice, self._model = voice, model
        self._listener: Any = None
        self._speaks: Any = None

    def hear_file(self, path: Path) -> Transcript | None:
        """Everything said in a recording, as one transcript; None when nothing was heard."""
        if self._listener is None:
            self._listener = _listener(self._model)
        heard = self._listener.hear_file(path)
        if not heard:
            return None
        if len(heard) == 1:
            return heard[0]
        return Transcript(" ".join(part.text for part in heard), min(part.confidence for part in heard),
                          heard[0].language, heard[0].start, heard[-1].end)

    def hear_spoken(self, text: str) -> Transcript | None:
        """`text` spoken by the voice and heard again."""
        if self._speaks is None:
            self._speaks = _voice(self.voice)
        samples, rate = self._speaks.synthesize(text)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.wav"
            _write(path, np.asarray(samples, np.float32), rate)
            return self.hear_file(path)


def _write(path: Path, samples: np.ndarray, rate: int) -> None:
    """With a little silence around it, as when someone speaks into a microphone that is already on."""
    quiet = np.zeros(int(0.3 * rate), np.float32)
    data = (np.clip(np.concatenate([quiet, samples, quiet, quiet]), -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(data.tobytes())


def _voice(name: str) -> Any:
    from assistant.speaking import HibariVoice, PiperVoice, Pyttsx3Voice  # heavy: only when a voice is asked for

    return {"hibari": HibariVoice, "piper": PiperVoice, "pyttsx3": Pyttsx3Voice}[name]()


def _listener(model: str | None) -> Any:
    from assistant.hearing import Listener, Transcriber  # heavy: only when there is something to hear

    return Listener(Transcriber(model, HOTWORDS.read_text(encoding="utf-8")))


VOICES = ("hibari", "piper", "pyttsx3")
