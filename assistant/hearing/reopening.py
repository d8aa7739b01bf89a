"""A microphone that may come and go: pulled, replaced, busy, hung or muted, it is opened again without anybody's doing.

Its thread fetches the sound and hands it on; where there is none to fetch, it looks for the device. Only `stop` closes it for good, and then nothing of this
program records. Knows nothing of turns or words.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable

import numpy as np

from assistant.hearing.level import Level
from assistant.hearing.microphone import Microphone, NoMicrophone
from assistant.hearing.speech import RATE
from assistant.sound_cards import sound_cards

log = logging.getLogger(__name__)

SILENT = 10.0  # seconds of digital silence after which it is said
LOOK, SELDOM = 0.5, 15.0  # seconds from one look for a lost microphone to the next: twice as many each time, up to the latter; sooner when a sound card comes


AGAIN = "Plug it in again, or another one; the panel's microphone works meanwhile."


class ReopeningMicrophone:
    """on_sound(samples, rate): called in this object's thread every 20 ms with (n,) float32 mono at 16 kHz.

    on_problem(text, advice): called once when the microphone is lost, or gives no sound at all; on_recovered(): when it is back, or sounds again. device: as Microphone's.
    """

    def __init__(
        self, on_sound: Callable[[np.ndarray, int], None], on_problem: Callable[[str, str], None], on_recovered: Callable[[], None],
        device: int | str | None = None, silent: float = SILENT,
    ) -> None:
        self._on_sound, self._on_problem, self._on_recovered = on_sound, on_problem, on_recovered
        self._silent = silent
        self._microphone = Microphone(device)
        self._meter = Level()
        self._wanted, self._closing = threading.Event(), threading.Event()
        self._started = threading.Event()  # `start` is through, and the thread may begin
        self._troubled = False  # something is wrong, and it has been said
        self._patience = LOOK
        self._thread = threading.Thread(target=self._work, name="microphone", daemon=True)
        self._thread.start()

    @property
    def present(self) -> bool:
        """Whether there is a microphone: open now, or closed by `stop`."""
        return self._microphone.recording or not self._wanted.is_set() and self._microphone.name != ""

    @property
    def level(self) -> int | None:
        """dBFS, -80 to 0; None while nothing is recorded."""
        return self._meter.dbfs if self._microphone.recording else None

    def start(self) -> None:
        """Opens it. Raises NoMicrophone when that is not possible now; it is opened as soon as it is."""
        self._wanted.set()
        try:
            self._open()
        except NoMicrophone:
            self._troubled = True  # whoever called says so
            raise
        finally:
            self._started.set()

    def stop(self) -> None:
        """Closes it at once, even while it is being opened, and leaves it closed until `start`."""
        self._started.clear()
        self._wanted.clear()
        self._microphone.stop()
        self._well()  # of a microphone that is closed nothing is wrong

    def close(self) -> None:
        """Closes it and ends."""
        self._closing.set()
        self.stop()
        self._started.set()  # so that the thread wakes
        self._thread.join(timeout=5.0)

    def _work(self) -> None:
        while not self._closing.is_set():
            self._started.wait()
            try:
                if self._microphone.recording:
                    self._fetch()
                elif not self._closing.is_set():
                    self._look()
            except Exception:  # a piece of sound that goes wrong must not make Vela deaf
                log.exception("a piece of the microphone's sound was lost")
                self._closing.wait(0.1)

    def _fetch(self) -> None:
        try:
            piece = self._microphone.read(0.25)
        except NoMicrophone as lost:
            self._trouble(str(lost), AGAIN)
            return
        if piece is None or not len(piece) or not self._wanted.is_set():
            return
        self._meter.take(piece)
        if self._meter.silent >= self._silent:
            self._trouble(
                f"I hear nothing: the microphone {self._microphone.name} has given no sound at all for {self._silent:.0f} s; Vela goes on listening.",
                "Unmute it or switch it on, at the microphone and in the system's sound settings, or choose another (hearing.microphone).",
            )
        elif not self._meter.silent:
            self._well()
        self._on_sound(piece, RATE)

    def _look(self) -> None:
        """One try to open it; then a pause."""
        cards = sound_cards()
        try:
            self._open()
        except NoMicrophone as reason:
            self._trouble(str(reason), AGAIN)
            end = time.monotonic() + self._patience
            self._patience = min(2 * self._patience, SELDOM)
            while self._wanted.is_set() and time.monotonic() < end and sound_cards() == cards and not self._closing.wait(0.25):
                pass

    def _open(self) -> None:
        self._microphone.start(self._wanted.is_set)
        if self._microphone.recording:
            self._meter, self._patience = Level(), LOOK
            self._well()

    def _trouble(self, text: str, advice: str) -> None:
        if self._wanted.is_set() and not self._troubled:
            self._troubled = True
            log.warning(text)
            self._on_problem(text, advice)

    def _well(self) -> None:
        if self._troubled:
            self._troubled = False
            self._on_recovered()
