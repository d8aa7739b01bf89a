"""The machine's loudspeaker, through PortAudio. Knows nothing of voices or of what is said."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable

import numpy as np
import soxr

from assistant.speaking.hold import Hold

log = logging.getLogger(__name__)


RATES = (48_000, 44_100, 96_000, 32_000, 8_000)  # Hz, tried where neither the sound's own rate nor the device's is taken


class NoSound(Exception):
    """There is no way to make sound here. The message says what is missing and what Vela does instead."""


class Loudspeaker:
    """Plays samples, and can be silenced within a block of 20 ms, for a while or for good.

    device: PortAudio's number or a part of its name; None for the system's default. Raises NoSound when there is none.
    on_play(samples, rate, at): told what is played from `at` (time.monotonic) on, (n,) float32, and that nothing follows it; called again when that changes.
    """

    BLOCK = 0.02  # seconds
    LONGEST = 3.0  # seconds for which it holds: whoever asked for it may be gone
    AGAIN = 0.1  # seconds that are played again after a hold: the word that it fell into

    def __init__(self, device: int | str | None = None, on_play: Callable[[np.ndarray, int, float], None] | None = None) -> None:
        self._sounddevice = _sounddevice()
        self._device = device
        self._channels = 1  # as few as it takes
        self._on_play = on_play
        self._hold = Hold()
        try:
            self.name = self._sounddevice.query_devices(device, "output")["name"]
        except (self._sounddevice.PortAudioError, ValueError) as reason:
            raise NoSound("No loudspeaker was found; Vela's voice plays in the panel.") from reason

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """Plays (n,) float32 mono and returns when it is over, or at once when `cut` is set. Raises NoSound when the device is gone."""
        try:
            samples, rate = self._suited(samples, rate)
            block = int(self.BLOCK * rate)
            with self._sounddevice.OutputStream(rate, block, self._device, channels=self._channels, dtype="float32", latency="low") as stream:
                begin = self._plays(samples, rate, 0)
                while begin < len(samples):
                    if cut.is_set() or self._hold.asked:
                        stream.abort()  # drops what PortAudio has buffered
                        self._plays(samples, rate, len(samples))
                        if not self._hold.waited(cut, self.LONGEST):
                            return
                        stream.start()
                        begin = self._plays(samples, rate, max(0, begin - int((stream.latency + self.AGAIN) * rate)))
                    late = stream.write(np.repeat(samples[begin : begin + block, None], self._channels, axis=1))
                    begin += block
                    if late:  # there was a gap before this block: what follows is later than it was said to be
                        self._plays(samples, rate, begin)
        except self._sounddevice.PortAudioError as reason:
            raise NoSound(f"The loudspeaker {self.name} stopped working ({reason}); Vela's voice plays in the panel.") from reason

    def hold(self) -> None:
        """Silent until `go_on`, or until what is played is cut."""
        self._hold.hold()

    def go_on(self) -> None:
        self._hold.go_on()

    def _plays(self, samples: np.ndarray, rate: int, begin: int) -> int:
        if self._on_play is not None:
            self._on_play(samples[begin:], rate, time.monotonic())
        return begin

    def _suited(self, samples: np.ndarray, rate: int) -> tuple[np.ndarray, int]:
        """The samples at a rate that the device takes: their own, or else the device's, or another. Where it takes no single channel, on more of them."""
        found = self._sounddevice.query_devices(self._device, "output")
        most, native = int(found["max_output_channels"]), int(found["default_samplerate"])
        for channels in sorted({1, min(2, most), most}):
            for other in dict.fromkeys((rate, native, *RATES)):
                try:
                    self._sounddevice.check_output_settings(self._device, channels=channels, dtype="float32", samplerate=other)
                except self._sounddevice.PortAudioError:
                    continue
                self._channels = channels
                return (samples if other == rate else soxr.resample(samples, rate, other)), other
        return samples, rate  # opening it tells why not


def _sounddevice():
    try:
        import sounddevice
    except OSError as reason:  # sounddevice is there but PortAudio's library is not
        raise NoSound("PortAudio is not installed, so there is no loudspeaker (run: apt install libportaudio2); Vela's voice plays in the panel.") from reason
    return sounddevice
