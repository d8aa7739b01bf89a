"""The event log: everything that happens, one JSON object a line, appended.

Listens on the Bus; the writing is done in a thread of its own, so that no publisher ever waits for the disk.
Knows nothing of what the events mean.
"""

from __future__ import annotations

import dataclasses
import json
import logging
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

    A disk that refuses is said once as a Problem, and the lines until it works again are lost; nothing else stops.
    OSError at once when the file cannot be opened at all.
    """

    def __init__(self, path: str | Path, bus: Bus, waiting: int = 10_000) -> None:
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("ab", buffering=0)  # so that what a full disk refused is not tried again at the end
        self._bus = bus
        self._queue: queue.Queue[Event | None] = queue.Queue(maxsize=waiting)
        self._failing = False
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
                self._file.write((json.dumps(as_plain(event), ensure_ascii=False) + "\n").encode())
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
