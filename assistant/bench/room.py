"""A room in the place of the sound devices: what people say, noise and Vela's own voice come to her microphone in real time, as a sound card would bring them.

Every 20 ms a piece of 20 ms at 16 kHz, as hearing.ReopeningMicrophone hands it on; sound that was made at t is brought at the end of its piece.
The loudspeaker is silenced between pieces of 20 ms, and goes on after a hold, as speaking.Loudspeaker does. Her voice comes back by an EchoPath, people's without one.
All times are time.perf_counter()'s. Knows nothing of what is said. Left out are a real device's own delays.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Callable

import numpy as np
import soxr

from assistant.bench.acoustics import EchoPath
from assistant.bench.voices import RATE
from assistant.speaking import Loudspeaker
from assistant.speaking.hold import Hold

BLOCK = 320  # samples
AUDIBLE = 0.003  # of full scale
PIECE = 0.02  # seconds


@dataclass
class _Sound:
    start: int  # sample of the room's time
    samples: np.ndarray


@dataclass
class Playing:
    """One sentence from the loudspeaker: when its first audible sample was played, and since when it has been silent for good; that is None until it is."""

    since: float
    until: float | None = None
    cut: bool = False


class Room:
    """assistant.sound_devices.SoundDevices, and both of them itself. present, level: as a microphone's."""

    present, level = True, None

    def __init__(self, noise: np.ndarray, echo: EchoPath | None = None, pace: float = 1.0) -> None:
        """noise: (n,) float32, played over and over. echo: from the loudspeaker to the microphone; None: she wears headphones. pace: seconds that a second of sound takes; more than 1 measures nothing, and is for machines too busy to listen in time."""
        self.noise = noise
        self._pace = pace
        self.late = 0.0
        """Seconds by which the worst piece of sound came too late: the machine was busy."""
        self.played: list[Playing] = []
        self._echo = echo
        self._sounds: list[_Sound] = []
        self._lock = threading.Lock()
        self._began = time.perf_counter()
        self._block = 0
        self._on_sound: Callable[[np.ndarray, int], None] | None = None
        self._on_play: Callable[[np.ndarray, int, float], None] | None = None
        self._hold = Hold()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    # -- people -------------------------------------------------------------------------------------------------------

    def say(self, sound: np.ndarray, after: float = 0.05) -> float:
        """Somebody begins to speak in `after` seconds. Returns when the first sample sounds."""
        with self._lock:
            start = max(self._now() + round(after * RATE), (self._block + 1) * BLOCK)
            self._sounds.append(_Sound(start, sound))
        return self._began + start / RATE * self._pace

    def after(self, at: float, seconds: float) -> float:
        """When so many seconds of sound have passed since `at`."""
        return at + seconds * self._pace

    # -- Vela's devices -----------------------------------------------------------------------------------------------

    def microphone(self, on_sound: Callable[[np.ndarray, int], None]) -> Room:
        self._on_sound = on_sound
        return self

    def start(self) -> None:
        self._ended.clear()
        self._block = self._now() // BLOCK + 1
        self._thread = threading.Thread(target=self._bring, name="room", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._ended.set()
            self._thread.join()
            self._thread = None

    def close(self) -> None:
        self.stop()

    def loudspeaker(self, on_play: Callable[[np.ndarray, int, float], None]) -> Room:
        self._on_play = on_play
        return self

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """As Loudspeaker's."""
        playing, begin = None, 0
        while begin < len(samples):
            echoed = self._echoed(samples[begin:], rate)  # takes a moment, so it comes first
            began = time.perf_counter()
            if playing is None:
                audible = np.flatnonzero(np.abs(samples) > AUDIBLE)
                playing = Playing(self.after(began, (int(audible[0]) if len(audible) else 0) / rate))
                self.played.append(playing)
            begin, silent = self._play_on(samples, rate, begin, cut, began, echoed)
            if begin < len(samples) and not self._hold.waited(cut, Loudspeaker.LONGEST):
                playing.cut = True
                break
        if playing is not None:
            playing.until = silent

    def hold(self) -> None:
        self._hold.hold()

    def go_on(self) -> None:
        self._hold.go_on()

    def _play_on(self, samples: np.ndarray, rate: int, begin: int, cut: threading.Event, began: float, echoed: np.ndarray) -> tuple[int, float]:
        """Until the end, a hold or a cut: where to go on, and since when it is silent."""
        heard = _Sound(self._now(), echoed)
        with self._lock:
            self._sounds.append(heard)
        self._told(samples[begin:], rate)
        end = self.after(began, (len(samples) - begin) / rate)
        while (now := time.perf_counter()) < end:
            if cut.is_set() or self._hold.asked:
                with self._lock:
                    heard.samples = heard.samples[: max(0, self._now() - heard.start)]
                self._told(samples[:0], rate)
                played = round((now - began) / self._pace * rate)
                return max(0, min(begin + played, len(samples) - 1) - round(Loudspeaker.AGAIN * rate)), now
            time.sleep(min(PIECE, end - now))
        return len(samples), end

    def _echoed(self, samples: np.ndarray, rate: int) -> np.ndarray:
        sound = soxr.resample(np.asarray(samples, np.float32), rate, RATE)
        return sound[:0] if self._echo is None else self._echo(sound)

    def _told(self, samples: np.ndarray, rate: int) -> None:
        if self._on_play is not None:
            self._on_play(samples, rate, time.monotonic())

    @property
    def quiet(self) -> bool:
        """Whether the loudspeaker is silent and nobody speaks."""
        with self._lock:
            return not self._sounds and all(playing.until is not None for playing in self.played[-1:])

    # -- the air ------------------------------------------------------------------------------------------------------

    def _now(self) -> int:
        return int((time.perf_counter() - self._began) / self._pace * RATE)

    def _bring(self) -> None:
        while not self._ended.is_set():
            due = self.after(self._began, (self._block + 1) * BLOCK / RATE)
            wait = due - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            self.late = max(self.late, time.perf_counter() - due)
            self._on_sound(self._mixed(), RATE)

    def _mixed(self) -> np.ndarray:
        with self._lock:
            begin = self._block * BLOCK
            self._block += 1
            air = np.take(self.noise, np.arange(begin, begin + BLOCK), mode="wrap")
            for sound in self._sounds:
                first, last = max(begin, sound.start), min(begin + BLOCK, sound.start + len(sound.samples))
                if last > first:
                    air[first - begin : last - begin] += sound.samples[first - sound.start : last - sound.start]
            self._sounds = [sound for sound in self._sounds if sound.start + len(sound.samples) > begin + BLOCK]
        return np.clip(air, -1.0, 1.0)
