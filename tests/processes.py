"""Processes as /proc tells of them, for tests of what outlives what."""

import time
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether it runs; one that ended and that nobody has asked after does not."""
    return _stat(pid)[:1] not in ([], ["Z"])


def descendants(pid: int) -> list[int]:
    """The processes that it started, and those that they started."""
    parents = {int(p.name): _stat(int(p.name)) for p in Path("/proc").iterdir() if p.name.isdigit()}
    mine = [child for child, stat in parents.items() if stat and int(stat[1]) == pid]
    return mine + [further for child in mine for further in descendants(child)]


def until(true, seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def _stat(pid: int) -> list[str]:
    """State, parent and so on (proc(5)); nothing of one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
