"""Processes that work for another one and have no use without it. Knows nothing of what they do."""

from __future__ import annotations

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Called in a process that `multiprocessing` started: it ends, at once, when the one that started it is gone, killed even. Nobody would stop it then."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)
