"""The people of the benchmarks: sentences spoken by several synthetic voices, at one loudness, and where in the sound the speech lies.

A voice's name is one of speaking.voice_named's, with a factor after an asterisk for a larger or smaller person of the same voice ("hibari*0.88" is
slower and deeper). Knows nothing of what is said or of how it is heard.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr

from assistant.speaking import Voice, VoiceError, voice_named

RATE = 16_000
VOICES = ("hibari", "piper", "pyttsx3:en-us", "hibari*0.88", "piper*1.12", "pyttsx3:en-gb-x-rp")
"""Half of them are espeak-ng's or bent: harder to hear than people are."""
LOUDNESS = -26.0  # dB of full scale, mean over the speech: a person half a metre from a microphone
QUIET = 35.0  # dB below the loudest 10 ms, under which it is no speech any more
ABOVE_FLOOR = 10.0  # dB over the quietest tenth of a recording, likewise
ELSEWHERE = 0.25  # s by which the silence at a comma may lie before or after the end of the same words said alone: it did by 0.16 at most, and another by 0.36
FRAME, HOP = RATE // 100, RATE // 200


class VoiceMissing(Exception):
    """A voice that the benchmark speaks with is not there. The message is one sentence that says what to install."""


@dataclass(frozen=True)
class Spoken:
    """sound: (n,) float32 mono at 16 kHz. start, end: s, where in it the speech lies."""

    text: str
    voice: str
    sound: np.ndarray
    start: float
    end: float


class Voices:
    """Voices by name, each loaded once. Raises VoiceMissing before anything is spoken."""

    def __init__(self, names: tuple[str, ...] = VOICES) -> None:
        self.names = names
        self._loaded: dict[str, Voice] = {}
        self._said: dict[tuple[str, str], Spoken] = {}
        for name in names:
            kind = name.partition("*")[0]
            try:
                self._loaded.setdefault(kind, voice_named(kind))
            except VoiceError as error:
                raise VoiceMissing(f"The benchmark's voice {kind!r} cannot speak: {error} (or leave it out with --voices)") from error

    def say(self, text: str, name: str) -> Spoken:
        """The same text in the same voice is the same sound."""
        if (text, name) not in self._said:
            kind, _, factor = name.partition("*")
            samples, rate = self._loaded[kind].synthesize(text)
            sound = soxr.resample(np.asarray(samples, np.float32), round(rate * float(factor or 1.0)), RATE)
            self._said[text, name] = spoken(text, name, sound)
        return self._said[text, name]

    def say_with_pause(self, before: str, after: str, seconds: float, name: str) -> Spoken:
        """One sentence with so long a pause in it: the comma's own made longer, so that the melody is that of a sentence which goes on."""
        whole, first = self.say(f"{before}, {after}", name), self.say(before, name)
        gap = longest_gap(whole.sound, whole.start, whole.end)
        if gap is None or abs((gap[0] - whole.start) - (first.end - first.start)) > ELSEWHERE:  # this voice reads over the comma; its longest silence is a consonant's
            second = self.say(after, name)
            left, right = first.sound[: round(first.end * RATE)], second.sound[round(second.start * RATE) :]
        else:
            left, right = whole.sound[: round(gap[0] * RATE)], whole.sound[round(gap[1] * RATE) :]
        return spoken(f"{before} {after}", name, np.concatenate([left, np.zeros(round(seconds * RATE), np.float32), right]))


def spoken(text: str, voice: str, sound: np.ndarray) -> Spoken:
    """Sound, at 16 kHz, brought to the benchmarks' loudness."""
    start, end = speech_span(sound)
    level = decibels(sound[round(start * RATE) : round(end * RATE)])
    louder = sound * 10 ** ((LOUDNESS - level) / 20)
    return Spoken(text, voice, louder.astype(np.float32), start, end)


def speech_span(sound: np.ndarray) -> tuple[float, float]:
    """From when to when somebody speaks, s: by loudness, so only for sound without other noise than its own steady floor.

    Frames of 10 ms count that are less than 35 dB quieter than the loudest, and 10 dB louder than the floor where there is one. The end is that of the last.
    """
    levels = _levels(sound)
    if not len(levels) or levels.max() < -90.0:
        raise ValueError("There is nothing in this sound.")
    bound = max(levels.max() - QUIET, min(np.percentile(levels, 10) + ABOVE_FLOOR, levels.max() - 15.0))
    loud = np.flatnonzero(levels >= bound)
    return int(loud[0]) * HOP / RATE, min(len(sound), int(loud[-1]) * HOP + FRAME) / RATE


def longest_gap(sound: np.ndarray, start: float, end: float, shortest: float = 0.05) -> tuple[float, float] | None:
    """The longest silence within the speech, s; None when none is as long as `shortest`."""
    levels = _levels(sound)
    first, last = round(start * RATE / HOP), round(end * RATE / HOP)
    quiet = levels < levels.max() - QUIET
    best, began = (0, 0), None
    for at in range(first, min(last, len(quiet))):
        if not quiet[at]:
            began = None
            continue
        began = at if began is None else began
        if at + 1 - began > best[1] - best[0]:
            best = began, at + 1
    gap = best[0] * HOP / RATE, best[1] * HOP / RATE
    return gap if gap[1] - gap[0] >= shortest else None


def decibels(sound: np.ndarray) -> float:
    """Mean power, dB of full scale."""
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


def _levels(sound: np.ndarray) -> np.ndarray:
    """dB of frames of 10 ms, one every 5 ms."""
    if len(sound) < FRAME:
        return np.zeros(0)
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::HOP]
    return 10 * np.log10(np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-12)
