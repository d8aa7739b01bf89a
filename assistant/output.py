"""Files that a command writes when it is over. That one can be written is known before anything begins; a disk that fills up meanwhile costs the file, not what came of the command.

Knows paths; nothing of what is in them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Callable


class OutputError(ValueError):
    """The file cannot be written. The message is one sentence."""


def check_output(path: str | Path, what: str) -> None:
    """OutputError for a path where no file can be written. what: what it is to hold, as in "The results"."""
    try:
        open(path, "ab").close()
    except OSError as error:
        raise OutputError(f"{what} cannot be written to {path}: {error.strerror or error}; nothing was done.") from error


def write_output(path: str | Path, what: str, write: Callable[[Path], object]) -> None:
    """Has `write` write the file. OutputError when it could not."""
    try:
        write(Path(path))
    except OSError as error:
        raise OutputError(f"{what} could not be written to {path}: {error.strerror or error}. Make room, or name another file.") from error
