"""The jobs that wait for the one thread that does them, which can be forgotten all at once. Knows nothing of what they are."""

from __future__ import annotations

import queue
import threading
from typing import Generic, Iterator, TypeVar

Job = TypeVar("Job")


class Waiting(Generic[Job]):
    """First come, first served. All but `jobs` may be called from any thread, and return at once."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Job | None] = queue.Queue()
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()

    def __len__(self) -> int:
        return self._queue.qsize()

    @property
    def idle(self) -> threading.Event:
        """Set while nothing waits and nothing is being done."""
        return self._idle

    def put(self, job: Job) -> None:
        with self._lock:
            self._idle.clear()
            self._queue.put(job)

    def forget(self) -> None:
        """What has not been begun will not be."""
        while True:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._queue.put(None)
            self._done()
            if job is None:
                return

    def end(self) -> None:
        """No jobs after those that wait."""
        self._queue.put(None)

    def jobs(self) -> Iterator[Job]:
        """Each as it comes, until `end`; one counts as done when the next is asked for. For one thread."""
        while True:
            job = self._queue.get()
            try:
                if job is None:
                    return
                yield job
            finally:
                self._done()

    def _done(self) -> None:
        with self._lock:
            self._queue.task_done()
            if self._queue.unfinished_tasks == 0:
                self._idle.set()
