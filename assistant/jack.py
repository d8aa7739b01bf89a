"""JACK's dead lock: PortAudio and ALSA ask JACK for its devices, installed or not in use; its library (jack2 with Berkeley DB) keeps a database in shared memory behind a
lock that belongs to no process. One that is killed inside leaves it locked, and whoever asks for sound devices after it waits for ever, until the machine starts again.

Knows nothing of devices or of what is played.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import time
from pathlib import Path

log = logging.getLogger(__name__)

DATABASE = Path(f"/dev/shm/jack_db-{os.getuid()}")
ENDING = 2.0  # seconds in which a process may end by itself
NEW = 10.0  # seconds in which a database may be one that a process is just making, and has not mapped yet


def forget_dead_lock(database: Path = DATABASE) -> None:
    """Removes the database where no process has it open: nothing in it outlives those who use it, and JACK makes it anew. Asked before every process that will open PortAudio."""
    try:
        if time.time() - database.stat().st_mtime < NEW or _in_use(database):
            return
        shutil.rmtree(database)
    except FileNotFoundError:
        return  # none, or gone meanwhile
    except OSError as reason:
        log.warning("JACK's database %s was left as it is (%s); if no sound device is found, remove it.", database, reason)
    else:
        log.debug("JACK's database %s, which nobody used, is removed", database)


def let_end(looking: subprocess.Popen) -> None:
    """Before a process is killed that may still look for devices, and whose input has ended: waits a little for it to end by itself, for killed in there it would leave the lock behind."""
    try:
        looking.wait(ENDING)
    except subprocess.TimeoutExpired:
        log.info("a process that looked for sound devices hung")


def _in_use(database: Path) -> bool:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{database}/".encode() in (process / "maps").read_bytes():  # bytes: what others have open may be called anything
                return True
        except (FileNotFoundError, ProcessLookupError, PermissionError):  # over, or another user's: it has a database of its own
            continue
    return False
