"""Vela as the app assembles it, in a room of sound (room.py), with a clock on everything that happens.

On the simulated arm only: a benchmark moves the arm without looking. Knows the app's public parts; nothing of what is measured.
"""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import Callable, Iterator, TypeVar

import numpy as np

from assistant.assembly import SIMULATOR, Unusable
from assistant.bench.acoustics import EchoPath
from assistant.bench.room import Room
from assistant.bench.wire import Wire
from assistant.config import Config
from assistant.events import Event
from assistant.interface import VLA
from assistant.live import Running, running
from assistant.motion.safety import SafetyError
from drivers.arm import ArmError
from drivers.feetech import BusError

log = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)
ATTEMPTS = 3
ROOM = 0  # the seed of where loudspeaker and microphone stand
TOLERABLE = 0.1  # seconds by which sound may come late: a sound card's own buffer holds more
QUIET = 30.0  # seconds for Vela to come to rest after a trial
GOING = 10.0  # seconds for her to begin
SETTLE = 0.4  # seconds from her last sound to the next trial: it is still in the room


class Unfit(Exception):
    """This run cannot be measured. The message is one sentence."""


class Session:
    """vela, room, wire; times are time.perf_counter()'s."""

    def __init__(self, vela: Running, room: Room) -> None:
        self.vela, self.room, self.parts = vela, room, vela.parts
        self.wire = Wire(vela.parts.robot.arm.bus)
        self._patience = room.after(0.0, QUIET)
        self._events: list[tuple[float, Event]] = []
        self._happened = threading.Condition()
        vela.parts.bus.subscribe(self._note)

    def events(self, kind: type[E], since: float, until: float = float("inf")) -> list[tuple[float, E]]:
        with self._happened:
            return [(at, event) for at, event in self._events if since <= at < until and isinstance(event, kind)]

    def wait_for(self, found: Callable[[], bool], until: float) -> bool:
        """Returns at `until`, or earlier when `found()` is true: asked at every event, and every 20 ms."""
        while not found():
            left = until - time.perf_counter()
            if left <= 0:
                return False
            with self._happened:
                self._happened.wait(min(0.02, left))
        return True

    def sleep_until(self, at: float) -> None:
        time.sleep(max(0.0, at - time.perf_counter()))

    def voice(self, since: float) -> float | None:
        """When the loudspeaker's first sound since then began."""
        return next((playing.since for playing in self.room.played if playing.since >= since), None)

    def reset(self) -> None:
        """Whatever goes on is ended, and the arm put to rest; what was said in the room so far has been heard. Raises Unfit when that does not come about."""
        for attempt in range(ATTEMPTS):
            try:
                return self._reset()
            except (BusError, ArmError, SafetyError) as error:  # the servos were not answered in time: a run of an hour must not end with that
                if attempt + 1 == ATTEMPTS:
                    raise Unfit(f"The arm could not be put to rest ({error}), so the benchmark was broken off; this machine is too busy, or Vela's log says more.") from error
                log.warning("the arm was not put to rest: %s", error)

    def _reset(self) -> None:
        dialogue, safety = self.parts.dialogue, self.parts.safety
        for _ in range(ATTEMPTS):  # what is still heard of a trial must not come to anything in the next; noise may be heard for ever
            dialogue.stop("api")
            if not dialogue.wait_idle(self._patience):
                raise Unfit(f"Vela did not come to rest within {self._patience:g} s, so the benchmark was broken off; this machine is too busy, or her log says more.")
            if not self.wait_for(lambda: self.room.quiet, time.perf_counter() + self._patience):
                raise Unfit(f"Vela did not fall silent within {self._patience:g} s, so the benchmark was broken off; this machine is too busy, or her log says more.")
            self.sleep_until(self.room.after(time.perf_counter(), SETTLE))
            self.catch_up()
            if dialogue.wait_idle(0.0):
                break
        safety.clear()
        safety.home()
        with self._happened:
            del self._events[:-200]

    def cue(self, text: str, going: Callable[[float], bool]) -> float | None:
        """Types something, once she is idle, and waits until `going(asked)`, twice if need be. Returns when it was asked; None: it has not set her going."""
        for _ in range(2):
            self.parts.dialogue.wait_idle(self._patience)
            asked = time.perf_counter()
            self.parts.dialogue.say_text(text)
            if self.wait_for(lambda: going(asked), self.room.after(asked, GOING)):
                return asked
        return None

    def catch_up(self) -> None:
        """Waits until all sound so far has been heard; a sentence that is under way ends here. Raises Unfit when hearing is hopelessly behind."""
        self.wait_for(lambda: not self.vela.duplex.behind, time.perf_counter() + self._patience)
        heard = threading.Event()
        self.vela.hearing.listener.end_turns(heard.set)
        if not heard.wait(self._patience):
            raise Unfit(f"Hearing was {self._patience:g} s behind the sound, so the benchmark was broken off; this machine is too busy for it.")

    def lateness(self) -> str:
        """How far the run can be trusted, for the report."""
        late = self.room.late
        told = f"Sound came to the microphone at most {1000 * late:.0f} ms late."
        return told if late < TOLERABLE else f"{told} THIS MACHINE WAS TOO BUSY: the delays above are its own; measure again on one at rest."

    def _note(self, event: Event) -> None:
        with self._happened:
            self._events.append((time.perf_counter(), event))
            self._happened.notify_all()


def check(config: Config, speaks: bool = False) -> None:
    """Raises Unusable for settings that cannot be measured with. speaks: Vela's voice is measured, too."""
    if config.arm.port != SIMULATOR:
        raise Unusable(f"A benchmark of voice moves the arm without looking, so it runs on the simulated one only, and arm.port is {config.arm.port}; leave that setting out.")
    if speaks and config.speaking.voice == "none":
        raise Unusable("speaking.voice is none, and this measures Vela while she speaks; leave that setting out.")


@contextmanager
def session(config: Config, noise: np.ndarray, vla: VLA | None = None, pace: float = 1.0) -> Iterator[Session]:
    """Everything running, in real time, "ready" said and over. pace: see Room. Raises Unusable."""
    check(config)
    room = Room(noise, EchoPath.draw(np.random.default_rng(ROOM)) if pace == 1.0 else None, pace)  # a voice out of step with the clock cannot be cancelled
    with tempfile.TemporaryDirectory(prefix="vela-bench-") as folder, running(_settings(config, folder), vla=vla, tell=_tell, devices=room) as vela:
        made = Session(vela, room)
        vela.panel.wait_for_view(QUIET)  # its imports take the processor for seconds, once
        made.reset()
        yield made


def _settings(config: Config, folder: str) -> Config:
    """As configured, but with an open microphone, and in nobody's way."""
    return config.model_copy(update={
        "hearing": config.hearing.model_copy(update={"mode": "open"}),
        "panel": config.panel.model_copy(update={"port": _free_port(), "open": False, "host": "127.0.0.1"}),
        "logging": config.logging.model_copy(update={"directory": folder}),
    })


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
