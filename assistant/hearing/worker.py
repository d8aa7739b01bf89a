"""A thread of its own that works through a queue. Knows nothing of what is in it."""

from __future__ import annotations

import queue
import threading
from typing import Callable


class Worker:
    """name: the thread's. work(): called once in it; takes from `queue`, and returns when None comes. backlog: how many may wait; 0: any number."""

    def __init__(self, name: str, work: Callable[[], None], backlog: int = 0) -> None:
        self.queue: queue.Queue = queue.Queue(backlog)
        self._name, self._work = name, work
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        if self.thread is None:
            self.thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self.thread.start()

    def close(self) -> None:
        """What waits is worked through first."""
        if self.thread is not None:
            self.queue.put(None)
            self.thread.join(timeout=5.0)
            self.thread = None
