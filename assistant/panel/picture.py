"""The newest camera picture as JPEG, with the VLA's points in it, shared by everyone who watches.

Knows nothing of the camera but a function that gives the newest JPEG.
"""

from __future__ import annotations

import threading
import time
from typing import Callable, Sequence

from assistant.interface import Point
from assistant.panel import overlay

FRAMES_PER_SECOND = 12.0
LOST_AFTER = 2.0  # seconds without a picture


class Picture:
    """Asks the camera at most `FRAMES_PER_SECOND` times a second, however many watch.

    camera_jpeg: the newest picture, or None while there is none. points: what to draw in it now. Thread-safe.
    """

    def __init__(self, camera_jpeg: Callable[[], bytes | None], points: Callable[[], Sequence[Point]]) -> None:
        self._camera_jpeg = camera_jpeg
        self._points = points
        self._lock = threading.Lock()
        self._asked_at = float("-inf")
        self._seen_at = float("-inf")
        self._jpeg: bytes | None = None

    def latest(self) -> bytes | None:
        """JPEG bytes, or None while the camera gives no picture."""
        with self._lock:
            if time.monotonic() - self._asked_at >= 1 / FRAMES_PER_SECOND:
                self._asked_at = time.monotonic()
                self._jpeg = self._camera_jpeg()
                points = self._points()
                if self._jpeg is not None and points:
                    self._jpeg = overlay.encode_jpeg(overlay.draw(overlay.decode_jpeg(self._jpeg), points))
                if self._jpeg is not None:
                    self._seen_at = time.monotonic()
            return self._jpeg

    @property
    def present(self) -> bool:
        """Whether there was a picture lately; never waits for the camera."""
        return time.monotonic() - self._seen_at < LOST_AFTER
