"""One of the machine's microphones, as long as it lasts: any rate and any number of channels become mono at 16 kHz.

The device is open in a process of its own, recorder.py, which is killed to close it: what PortAudio does when a device dies cannot hold up Vela.
Knows nothing of turns or words, and does not come back by itself: see reopening.py.
"""

from __future__ import annotations

import json
import logging
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable

import numpy as np
import soxr

from assistant.hearing.speech import RATE
from assistant.jack import forget_dead_lock, let_end
from assistant.killing import kill
from assistant.sound_cards import lasting_name

log = logging.getLogger(__name__)

RECORDER = Path(__file__).with_name("recorder.py")
NOTHING = 1e-4  # -80 dBFS: what is below this is no sound, not even that of a quiet room
START = 30.0  # seconds that a device may take to open
DID_NOT_OPEN = "The microphone did not open; use the panel's microphone, or type."
HUNG = 4.0  # seconds without sound after which a device counts as gone: some hang instead of ending


class NoMicrophone(Exception):
    """There is nothing to hear with on this machine. The message says what is missing and what Vela does instead."""


class Microphone:
    """device: PortAudio's number or a part of its name; None for the system's default. A number is only the place in a list that changes: it is the name found there that is looked for the next time.

    start and stop may be called from any thread, read from one.
    """

    def __init__(self, device: int | str | None = None) -> None:
        self.name = ""
        """The device's name, once it has recorded."""
        self._device = device
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._recorder: _Recorder | None = None
        self._opened: _Recorder | None = None  # the same, once it records

    @property
    def recording(self) -> bool:
        return self._opened is not None

    def start(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Opens the device and begins to record; not if, or no longer than, it is `wanted`. Raises NoMicrophone."""
        with self._opening:
            with self._lock:
                if self._recorder is not None or not wanted():
                    return
                self._recorder = recorder = _Recorder(self._device)
            try:
                name = recorder.open()
            except BaseException:  # whatever it was: one that stayed would be taken for one that is being opened
                with self._lock:
                    if self._recorder is recorder:
                        self._close()
                raise
            with self._lock:
                if self._recorder is recorder:
                    self.name, self._opened = name, recorder
                    if isinstance(self._device, int):
                        self._device = lasting_name(name)

    def stop(self) -> None:
        """Closes the device: when this returns nothing is recorded, until `start`, and what was recorded but not fetched is gone."""
        with self._lock:
            self._close()

    def read(self, timeout: float) -> np.ndarray | None:
        """The next piece, (n,) float32 at 16 kHz; None when none came in that time, s. Raises NoMicrophone, once, when the device is gone; it is closed then."""
        recorder = self._opened
        if recorder is None:
            return None
        try:
            return recorder.read(timeout)
        except EOFError as reason:
            with self._lock:
                if self._recorder is not recorder:  # closed meanwhile, and perhaps opened again
                    return None
                self._close()
            raise NoMicrophone(f"The microphone {self.name} has stopped; Vela looks for it, and listens again when it is back.") from reason

    def _close(self) -> None:
        recorder, self._recorder, self._opened = self._recorder, None, None
        if recorder is not None:
            recorder.kill()


class _Recorder:
    """One recorder.py."""

    def __init__(self, device: int | str | None) -> None:
        forget_dead_lock()
        # -P: its neighbours' names are not for it to import
        self._process = subprocess.Popen([sys.executable, "-P", str(RECORDER), json.dumps(device)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._poll = select.poll()
        self._poll.register(self._process.stdout, select.POLLIN)
        self._bytes = b""
        self._since = time.monotonic()  # the last sound
        self._mixer: _Mixer | None = None
        self._size = 0  # bytes in a block

    def open(self) -> str:
        """The device's name. Raises NoMicrophone."""
        try:
            while b"\n" not in self._bytes:
                if time.monotonic() - self._since > START:
                    raise EOFError
                self._more(0.5)
        except EOFError:
            raise NoMicrophone(DID_NOT_OPEN) from None
        line, self._bytes = self._bytes.split(b"\n", 1)
        try:
            told = json.loads(line)
            if "failed" in told:
                raise NoMicrophone(told["failed"])
            name, self._mixer, self._size = told["name"], _Mixer(told["channels"], told["rate"]), 4 * told["block"] * told["channels"]
        except (ValueError, TypeError, KeyError) as reason:  # a library's own words between, for one
            log.warning("the recorder answered %r", line[:200])
            raise NoMicrophone(DID_NOT_OPEN) from reason
        self._since = time.monotonic()
        log.info("listening on %s at %d Hz, channels: %d", name, told["rate"], told["channels"])
        return name

    def read(self, timeout: float) -> np.ndarray | None:
        """Raises EOFError when there will be no more."""
        end = time.monotonic() + timeout
        while len(self._bytes) < self._size:
            left = end - time.monotonic()
            if left <= 0.0:
                if time.monotonic() - self._since > HUNG:
                    raise EOFError
                return None
            self._more(left)
        self._since = time.monotonic()
        block, self._bytes = self._bytes[: self._size], self._bytes[self._size :]
        return self._mixer.mix(np.frombuffer(block, "<f4").reshape(-1, self._mixer.channels))

    def kill(self) -> None:
        """The system closes the device with it, whatever state it is in. Whoever reads comes to the end."""
        self._process.stdin.close()
        if self._mixer is None:
            let_end(self._process)
        kill(self._process)

    def _more(self, timeout: float) -> None:
        if self._poll.poll(1000 * timeout):
            new = self._process.stdout.read(1 << 16)
            if not new:
                self._process.stdout.close()
                raise EOFError
            self._bytes += new


class _Mixer:
    """One stream's channels as one, and its rate as ours."""

    def __init__(self, channels: int, rate: int) -> None:
        self.channels = channels
        self._alive = np.zeros(channels, bool)  # a channel that never carried sound must not thin out the others
        self._resampler = soxr.ResampleStream(rate, RATE, 1, dtype="float32") if rate != RATE else None

    def mix(self, samples: np.ndarray) -> np.ndarray:
        """(n, channels) -> (m,)."""
        self._alive |= np.abs(samples).max(axis=0, initial=0.0) >= NOTHING
        mono = samples[:, self._alive].mean(axis=1) if self._alive.any() else samples[:, 0].copy()
        return mono if self._resampler is None else self._resampler.resample_chunk(mono)
