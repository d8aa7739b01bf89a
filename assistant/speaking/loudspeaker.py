"""The machine's loudspeaker, through PortAudio. Knows nothing of voices or of what is said."""

from __future__ import annotations

import logging
import threading

import numpy as np
import soxr

log = logging.getLogger(__name__)


class NoSound(Exception):
    """There is no way to make sound here. The message says what is missing and what Vela does instead."""


class Loudspeaker:
    """Plays samples, and can be silenced within a block of 20 ms.

    device: PortAudio's number or a part of its name; None for the system's default. Raises NoSound when there is none.
    """

    BLOCK = 0.02  # seconds

    def __init__(self, device: int | str | None = None) -> None:
        self._sounddevice = _sounddevice()
        self._device = device
        try:
            self.name = self._sounddevice.query_devices(device, "output")["name"]
        except (self._sounddevice.PortAudioError, ValueError) as reason:
            raise NoSound("No loudspeaker was found; Vela's voice plays in the panel.") from reason

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """Plays (n,) float32 mono and returns when it is over, or at once when `cut` is set. Raises NoSound when the device is gone."""
        try:
            samples, rate = self._suited(samples, rate)
            block = int(self.BLOCK * rate)
            with self._sounddevice.OutputStream(rate, block, self._device, channels=1, dtype="float32", latency="low") as stream:
                for begin in range(0, len(samples), block):
                    if cut.is_set():
                        stream.abort()  # drops what PortAudio has buffered
                        return
                    stream.write(samples[begin : begin + block])
        except self._sounddevice.PortAudioError as reason:
            raise NoSound(f"The loudspeaker {self.name} stopped working ({reason}); Vela's voice plays in the panel.") from reason

    def _suited(self, samples: np.ndarray, rate: int) -> tuple[np.ndarray, int]:
        """The samples at a rate that the device takes: their own, or else the device's."""
        try:
            self._sounddevice.check_output_settings(self._device, channels=1, dtype="float32", samplerate=rate)
            return samples, rate
        except self._sounddevice.PortAudioError:
            native = int(self._sounddevice.query_devices(self._device, "output")["default_samplerate"])
            return soxr.resample(samples, rate, native), native


def _sounddevice():
    try:
        import sounddevice
    except OSError as reason:  # sounddevice is there but PortAudio's library is not
        raise NoSound("PortAudio is not installed, so there is no loudspeaker (run: apt install libportaudio2); Vela's voice plays in the panel.") from reason
    return sounddevice
