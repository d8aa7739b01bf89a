"""The log: what happened, to the terminal in short and to a rotating file in full.

Knows Python's logging and where files of that kind belong; nothing of what is told.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from pathlib import Path

FILE_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
QUIET = ("httpx", "httpcore", "uvicorn.access", "asyncio", "matplotlib", "urllib3", "PIL", "faster_whisper", "numba", "OpenGL")
"""Libraries that tell at INFO and DEBUG what only their authors want to know."""


def log_directory(configured: str | None) -> Path:
    """Where vela.log is: what is configured, else `vela` in the user's state folder."""
    if configured:
        return Path(configured).expanduser()
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "vela"


def start_log(level: str, directory: Path, file_size: int, files: int, terminal: bool = True) -> Path | None:
    """Log to the terminal (what is at least `level`, or with terminal=False only errors) and to directory/vela.log (INFO and up, or `level` if that is lower).

    file_size in bytes; `files` old ones are kept. Returns the file's path, or None when the folder cannot be written:
    that is said on the terminal, and Vela runs without the file.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(level if terminal else logging.CRITICAL)
    shown.setFormatter(_Short())
    root.addHandler(shown)
    root.setLevel(min(logging.INFO, logging.getLevelName(level)))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        written = _Written(directory / "vela.log", maxBytes=file_size, backupCount=files, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("no log file: %s cannot be written (%s); set logging.directory", directory, error.strerror)
        return None
    written.setFormatter(logging.Formatter(FILE_FORMAT))
    root.addHandler(written)
    return directory / "vela.log"


class _Written(logging.handlers.RotatingFileHandler):
    """A file whose disk may be full: that is said on the terminal once, and again when it worked meanwhile."""

    _failing = False

    def emit(self, record: logging.LogRecord) -> None:
        self._failed = False
        super().emit(record)
        self._failing = self._failed

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
            return
        self._failed = True
        if not self._failing:
            print(f"warning: The log file {self.baseFilename} cannot be written ({error.strerror}); Vela goes on without it. Make room, or set logging.directory.", file=sys.stderr)

    def close(self) -> None:
        try:
            super().close()
        except OSError:
            pass  # what the disk did not take is still buffered; that it is full has been said


class _Short(logging.Formatter):
    """One line a message for people; a traceback goes to the file only."""

    def format(self, record: logging.LogRecord) -> str:
        text = record.getMessage()
        if record.exc_info:
            text = f"{text}: {record.exc_info[1]} (the whole story is in the log file)"
        return text if record.levelno == logging.INFO else f"{record.levelname.lower()}: {text}"
