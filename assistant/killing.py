"""Ends a process for good, and waits for it no longer than a while. Knows nothing of what it was for."""

from __future__ import annotations

import logging
import subprocess

log = logging.getLogger(__name__)

ENDING = 2.0  # seconds


def kill(process: subprocess.Popen) -> None:
    """One that is stuck in the kernel, as in a sound driver whose device died, ends only when it comes out of there, and does nothing more; Python fetches it when it next starts another."""
    process.kill()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        log.warning("process %d was killed and has not ended: it is stuck in the system", process.pid)
