"""Which voice Vela speaks with, chosen while she runs: the voices there are, another one put in her mouth, and a sentence to hear it by.

A voice that cannot be loaded, or gives no sound, changes nothing: the old one speaks on. Holds until Vela ends; config.yaml decides what she starts with.
Knows voices and the Speaker; nothing of the panel.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Iterable, Mapping

from assistant.events import Bus, Remarked
from assistant.speaking import Prepared, Speaker, Voice, VoiceError, espeak_languages, voice_named, voices
from assistant.speaking.spoken_text import spoken_text

log = logging.getLogger(__name__)


class VoiceChoice:
    """name: of the voice that speaks now, as in speaking.voice. folder: with Piper voices (.onnx, each with its .onnx.json), looked through each time; None: none.

    samples: language -> a sentence to hear a voice by ("en" for languages that have none). at_once: phrases to be kept ready in each voice.
    """

    def __init__(self, speaker: Speaker, bus: Bus, name: str, folder: Path | None, samples: Mapping[str, str], at_once: Iterable[str] = ()) -> None:
        self._speaker, self._bus, self._name, self._folder = speaker, bus, name, folder
        self._samples, self._at_once = samples, tuple(at_once)
        self._first = name  # what config.yaml asks for, wherever it lies
        self._changing = threading.Lock()

    def state(self) -> dict:
        """{"voice": the name of the one that speaks, "voices": {name: what it is}}."""
        return {"voice": self._name, "voices": self._there()}

    def choose(self, name: str) -> None:
        """Another voice, from the next sentence on. VoiceError, one sentence, when it cannot be had; the old one then speaks on."""
        with self._changing:
            if name == self._name:
                return
            if name not in self._there():
                raise VoiceError(f"There is no voice {name!r} here; {self._name} speaks on. GET /api/voices lists what there is.")
            try:
                voice = voice_named(name)
                self._prove(name, voice)
            except VoiceError as reason:
                raise VoiceError(f"{str(reason).rstrip('.')}; {self._name} speaks on.") from reason
            except Exception as reason:  # a damaged file fails in its own library's ways
                log.exception("the voice %s could not be loaded", name)
                raise VoiceError(f"The voice {name} could not be loaded ({reason or type(reason).__name__}); {self._name} speaks on. If it is a file, fetch it again.") from reason
            self._speaker.voice, self._name = Prepared(voice, self._at_once).start(), name

    def try_it(self) -> None:
        """Says a sentence with the voice as it is."""
        text = self._sample(self._speaker.voice)
        self._speaker.say(text)
        self._bus.publish(Remarked(text=text))

    def _sample(self, voice: Voice) -> str:
        return self._samples.get(voice.language, self._samples["en"])

    def _prove(self, name: str, voice: Voice) -> None:
        if not len(voice.synthesize(spoken_text(self._sample(voice), voice.language))[0]):
            raise VoiceError(f"The voice {name} gave no sound.")

    def _there(self) -> dict[str, str]:
        found = {self._first: "as in config.yaml"} | voices()
        if "pyttsx3" in found:
            found |= {f"pyttsx3:{language}": f"espeak-ng, {spoken}" for language, spoken in espeak_languages().items()}
        if "piper" in found and self._folder is not None and self._folder.is_dir():
            found |= {f"piper:{file}": file.stem for file in sorted(self._folder.rglob("*.onnx"))}
        return found
