"""The machine's microphone, through PortAudio. Only hands sound on; knows nothing of turns or words."""

from __future__ import annotations

import logging
from typing import Callable

import numpy as np

from assistant.hearing.speech import RATE

log = logging.getLogger(__name__)


class NoMicrophone(Exception):
    """There is nothing to hear with on this machine. The message says what is missing and what Vela does instead."""


class Microphone:
    """Records one device in PortAudio's own thread.

    on_sound(samples, rate): called from that thread every 20 ms with (n,) float32 mono; it must only queue.
    on_lost(sentence): called once when the device stops by itself (unplugged, or taken away).
    device: PortAudio's number or a part of its name; None for the system's default.
    """

    def __init__(
        self,
        on_sound: Callable[[np.ndarray, int], None],
        on_lost: Callable[[str], None] | None = None,
        device: int | str | None = None,
    ) -> None:
        self._on_sound = on_sound
        self._on_lost = on_lost
        self._device = device
        self._stream = None
        self.name = ""
        """The device's name once it records."""

    def start(self) -> None:
        """Opens the device and begins to record. Raises NoMicrophone."""
        sounddevice = _sounddevice()
        try:
            found = sounddevice.query_devices(self._device, "input")
        except (sounddevice.PortAudioError, ValueError) as reason:
            wanted = "No microphone" if self._device is None else f"No microphone called {self._device!r}"
            raise NoMicrophone(f"{wanted} was found; speak into the panel's microphone, or type.") from reason
        try:
            rate = self._rate(sounddevice, int(found["default_samplerate"]))
            self._stream = sounddevice.InputStream(
                samplerate=rate,
                blocksize=rate * 20 // 1000,
                device=self._device,
                channels=1,
                dtype="float32",
                callback=lambda samples, frames, time, status: self._on_sound(samples[:, 0].copy(), rate),
                finished_callback=self._finished,
            )
            self._stream.start()
        except sounddevice.PortAudioError as reason:
            self.stop()
            raise NoMicrophone(
                f"The microphone {found['name']} cannot be opened ({reason}); close the program that uses it, or use the panel's microphone."
            ) from reason
        self.name = found["name"]
        log.info("listening on %s at %d Hz", self.name, rate)

    def stop(self) -> None:
        """Closes the device: nothing is recorded until `start`."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _rate(self, sounddevice, native: int) -> int:
        """16 kHz if the device does that, so that nothing need be resampled; else its own rate."""
        try:
            sounddevice.check_input_settings(self._device, channels=1, dtype="float32", samplerate=RATE)
            return RATE
        except sounddevice.PortAudioError:
            return native

    def _finished(self) -> None:
        if self._stream is not None and self._on_lost is not None:  # not by our own `stop`, which forgets the stream first
            self._on_lost(f"The microphone {self.name} stopped; plug it in again and restart Vela, or use the panel's microphone.")


def microphones() -> dict[int, str]:
    """PortAudio's input devices: number -> name. Empty without any, or without PortAudio."""
    try:
        devices = _sounddevice().query_devices()
    except NoMicrophone:
        return {}
    return {number: device["name"] for number, device in enumerate(devices) if device["max_input_channels"] > 0}


def _sounddevice():
    try:
        import sounddevice
    except OSError as reason:  # sounddevice is there but PortAudio's library is not
        raise NoMicrophone(
            "PortAudio is not installed, so there is no microphone (run: apt install libportaudio2); speak into the panel's, or type."
        ) from reason
    return sounddevice
