"""Silence for a while, asked for by one thread and kept by the one that plays. Knows nothing of sound."""

from __future__ import annotations

import threading
import time


class Hold:
    """hold and go_on may be called from any thread."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    def hold(self) -> None:
        self._asked.set()

    def go_on(self) -> None:
        self._asked.clear()

    def waited(self, cut: threading.Event, longest: float) -> bool:
        """Blocks while it is asked for, `longest` seconds at most: whoever asked may be gone. Returns whether there is something to play afterwards; once `cut` is set there is not."""
        until = time.monotonic() + longest
        while self.asked and not cut.wait(0.01):
            if time.monotonic() > until:
                self.go_on()
        return not cut.is_set()
