"""The event log: everything that happens, one JSON object a line, appended to a file that is put aside when it is full.

Listens on the Bus; the writing is done in a thread of its own, so that no publisher ever waits for the disk.
Knows nothing of what the events mean.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import queue
import threading
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from assistant.events import Bus, Event, Problem

log = logging.getLogger(__name__)


class EventLog:
    """Appends every event of `bus` to `path` as {"event": its class, "at": ..., its fields}; the folder is made.

    A file that would grow beyond `size` bytes becomes `path`.1, the one before it .2 and so on, as with the log; `files` old ones are kept.
    A disk that refuses is said once as a Problem, and the lines until it works again are lost; nothing else stops. So is a kind of event that cannot be written as JSON.
    OSError at once when the file cannot be opened at all.
    """

    def __init__(self, path: str | Path, bus: Bus, size: int = 5_000_000, files: int = 5, waiting: int = 10_000) -> None:
        self.path, self._size, self._files = Path(path), size, files
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("ab", buffering=0)  # so that what a full disk refused is not tried again at the end
        self._bus = bus
        self._queue: queue.Queue[Event | None] = queue.Queue(maxsize=waiting)
        self._failing = self._stuck = False  # stuck: a full file could not be put aside
        self._unwritable: set[type[Event]] = set()  # of which it has been said
        self._thread = threading.Thread(target=self._write, name="event log", daemon=True)
        self._thread.start()
        self._unsubscribe = bus.subscribe(self._take)

    def close(self) -> None:
        """Writes what waits and closes the file."""
        self._unsubscribe()
        self._queue.put(None)
        self._thread.join(timeout=5.0)

    def _take(self, event: Event) -> None:
        try:
            self._queue.put_nowait(event)
        except queue.Full:
            log.warning("the event log cannot keep up; lost a %s", type(event).__name__)

    def _write(self) -> None:
        while (event := self._queue.get()) is not None:
            try:
                line = (json.dumps(as_plain(event), ensure_ascii=False) + "\n").encode(errors="backslashreplace")  # half a surrogate pair, which somebody may type, is escaped as JSON does it
            except Exception as error:  # whatever it holds, the next one can be written
                self._lost(event, error)
                continue
            self._make_room(len(line))
            try:
                self._file.write(line)
                self._failing = False
            except OSError as error:
                if not self._failing:
                    self._failing = True
                    log.warning("the event log cannot be written: %s", error)
                    self._bus.publish(Problem(
                        part="recording", text=f"The event log cannot be written: {error.strerror or error}. Vela goes on without it.",
                        advice=f"Make room for {self.path}.",
                    ))
        self._file.close()

    def _lost(self, event: Event, error: Exception) -> None:
        kind = type(event)
        log.exception("a %s could not be written into the event log", kind.__name__)
        if kind not in self._unwritable:  # once: the Problem may be what cannot be written
            self._unwritable.add(kind)
            self._bus.publish(Problem(part="recording", text=f"A {kind.__name__} could not be written into the event log ({type(error).__name__}: {error}). Vela goes on without it.", advice="The log says more."))

    def _make_room(self, count: int) -> None:
        """Begins a new file where this one is full. Where that cannot be done, it grows on: too much is better than nothing."""
        try:
            written = os.fstat(self._file.fileno()).st_size
            if written and written + count > self._size:
                self._put_aside()
                self._stuck = False
        except OSError as error:
            if not self._stuck:
                self._stuck = True
                log.warning("the event log cannot be put aside: %s", error)
                self._bus.publish(Problem(
                    part="recording", text=f"The event log is full and cannot be put aside: {error.strerror or error}. Vela goes on writing into it.",
                    advice=f"Let Vela rename files in {self.path.parent}.",
                ))

    def _put_aside(self) -> None:
        if self.path.exists():  # not where the last try got only so far
            free = next((number for number in range(1, self._files) if not self._aside(number).exists()), self._files)  # a gap is filled: a try that fails again and again must not push the old ones out
            for number in range(free - 1, 0, -1):
                self._aside(number).replace(self._aside(number + 1))
            self.path.replace(self._aside(1))
        new = self.path.open("ab", buffering=0)  # before the old one is closed: if there is no new one, that is still written to
        self._file.close()
        self._file = new

    def _aside(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")


def as_plain(value: Any) -> Any:
    """Dataclasses, enums and arrays as what JSON knows; an event gets its class name as "event". Pictures become their shape."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = {"event": type(value).__name__} if isinstance(value, Event) else {}
        plain.update({field.name: as_plain(getattr(value, field.name)) for field in dataclasses.fields(value)})
        return plain
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, np.ndarray):
        return value.tolist() if value.size <= 64 else f"array of shape {list(value.shape)}"
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(as_plain(key)): as_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
