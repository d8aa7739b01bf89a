"""A loudspeaker that may come and go: pulled, replaced, busy or hung, it is looked for again, and the sentence begins again.

The device is open in a process of its own, player.py: PortAudio reads its list of devices once in a process's life, and what it does when a device dies under it
cannot hold up Vela's voice. Knows nothing of voices or of what is said.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Callable

import numpy as np

from assistant.jack import forget_dead_lock, let_end
from assistant.killing import kill
from assistant.sound_cards import lasting_name, sound_cards
from assistant.speaking.loudspeaker import Loudspeaker, NoSound

log = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
START = 30.0  # seconds that a device may take to be found
LATE = 5.0  # seconds after which a sentence that should be over is taken for one that hangs
STALLED = 2.0  # seconds in which a process that takes nothing of what it is sent, or comes to no end with what it sends, counts as lost: it may be frozen
SILENT = 0.5  # seconds in which a cut must be obeyed: then the process is killed, which is as good
LOOK, SELDOM = 1.0, 30.0  # seconds after which a loudspeaker that was not there is looked for again, twice as many each time, up to the latter; sooner when a sound card comes


class ReopeningLoudspeaker:
    """A Sink. device: PortAudio's number or a part of its name; None for the system's default. A number is only the place in a list that changes: it is the name found there that is looked for the next time.

    on_play: as Loudspeaker's; called in the thread of `play`.
    """

    def __init__(self, device: int | str | None = None, on_play: Callable[[np.ndarray, int, float], None] = lambda samples, rate, at: None) -> None:
        self._on_play = on_play
        self._device = device
        self._player: _Player | None = None
        self._cards = sound_cards()
        self._missing: NoSound | None = None  # why there is none, until `_look_at` (time.monotonic) or another sound card
        self._look_at, self._patience = 0.0, LOOK

    @property
    def name(self) -> str:
        """The device's, while there is one."""
        return self._player.name if self._player is not None else ""

    def find(self) -> None:
        """Raises NoSound when there is none now."""
        cards = sound_cards()
        if self._player is not None and cards == self._cards:
            return
        if self._missing is not None and cards == self._cards and time.monotonic() < self._look_at:
            raise self._missing
        self._drop()
        self._cards = cards
        try:
            self._player = _Player(self._device, self._on_play)
        except NoSound as reason:
            self._missing, self._look_at = reason, time.monotonic() + self._patience
            self._patience = min(2 * self._patience, SELDOM)
            raise
        self._missing, self._patience = None, LOOK
        if isinstance(self._device, int):
            self._device = lasting_name(self._player.name)

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """Plays (n,) float32 mono and returns when it is over, or at once when `cut` is set. Raises NoSound when there is nothing to play it on."""
        self.find()
        if self._try(samples, rate, cut) is not None and not cut.is_set():
            self.find()  # another process, and so another list of devices
            if (reason := self._try(samples, rate, cut)) is not None and not cut.is_set():
                raise reason

    def hold(self) -> None:
        """As Loudspeaker's. From any thread; returns at once, whatever state the player is in."""
        if (player := self._player) is not None:
            player.hold()

    def go_on(self) -> None:
        if (player := self._player) is not None:
            player.go_on()

    def close(self) -> None:
        self._drop()

    def _try(self, samples: np.ndarray, rate: int, cut: threading.Event) -> NoSound | None:
        """What went wrong."""
        try:
            self._player.play(samples, rate, cut)
        except NoSound as reason:
            log.warning(str(reason))
            self._drop()
            return reason
        return None

    def _drop(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.kill()
            self._on_play(np.zeros(0, np.float32), 16_000, time.monotonic())  # silent from now on


class _Player:
    """One player.py. Raises NoSound when it finds no device."""

    def __init__(self, device: int | str | None, on_play: Callable[[np.ndarray, int, float], None]) -> None:
        self._on_play = on_play
        self._asked: deque[str] = deque()  # "hold" and "go on", from any thread; the one that plays sends them, for sending may take STALLED
        self._connection, theirs = multiprocessing.Pipe()
        _give_up_in_time(self._connection)
        forget_dead_lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "assistant.speaking.player", str(theirs.fileno()), json.dumps(device)], cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        self._number = 0
        self.name = ""
        try:
            if (name := self._answer(START)) is None:
                raise NoSound("The loudspeaker does not answer; Vela's voice plays in the panel.")
            self.name = name
        except NoSound:
            self.kill()
            raise

    def play(self, samples: np.ndarray, rate: int, cut: threading.Event) -> None:
        """Raises NoSound."""
        self._number += 1
        self._asked.clear()  # that was for the sentence before
        late, told = time.monotonic() + len(samples) / rate + LATE, False  # when the answer is overdue, and whether it was told to cut
        self._send("play", samples.astype(np.float32), rate)
        while self._answer(0.005) != self._number:
            if cut.is_set() and not told:
                late, told = time.monotonic() + SILENT, True
                self._send("cut")
            elif self._asked and not told:
                what = self._asked.popleft()
                late += Loudspeaker.LONGEST + Loudspeaker.AGAIN if what == "hold" else 0.0
                self._send(what)
            if time.monotonic() > late:
                raise NoSound("The loudspeaker does not answer; Vela's voice plays in the panel.")

    def hold(self) -> None:
        self._asked.append("hold")

    def go_on(self) -> None:
        self._asked.append("go on")

    def kill(self) -> None:
        self._connection.close()
        if not self.name:
            let_end(self._process)
        kill(self._process)

    def _send(self, what: str, *rest) -> None:
        try:
            self._connection.send((what, self._number, *rest))
        except OSError as reason:
            raise self._gone() from reason

    def _answer(self, timeout: float):
        """What the next message answers; None when none came in that time, or one of what it plays. Raises NoSound for a bad one."""
        try:
            if not self._connection.poll(timeout):
                return None
            what, told = self._connection.recv()
        except (EOFError, OSError) as reason:
            raise self._gone() from reason
        if what == "lost":
            raise NoSound(told)
        if what == "plays":
            self._on_play(*told)
            return None
        return told

    def _gone(self) -> NoSound:
        return NoSound("The loudspeaker has stopped; Vela's voice plays in the panel.")


def _give_up_in_time(connection: Connection) -> None:
    """From now on sending and receiving raise an OSError instead of waiting longer than STALLED for the other end."""
    with socket.socket(fileno=os.dup(connection.fileno())) as same:
        for way in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            same.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", *divmod(round(STALLED * 1e6), 1_000_000)))
