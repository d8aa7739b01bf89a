"""`python app.py bench WHAT`: measure one part on this machine, print the report and write it as JSON.

Exit status: 0 when it was measured, whether or not the budget is kept; 2 when an option is not valid.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable, Iterator, Sequence

from assistant.bench import vla
from assistant.interface import VLA


def bench_vla(load: Callable[[], VLA], budget: vla.Budget, home: Sequence[float], sentences: int, seed: int, out: str | None) -> None:
    """Measures, prints, and writes to `out` if that is given. Raises what `load` raises."""
    report = vla.measure(load, _told(sentences, seed, home), budget)
    print("\n".join(vla.lines(report)))
    if out is not None:
        Path(out).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _told(sentences: int, seed: int, home: Sequence[float]) -> Iterator[vla.Case]:
    print(f"Drawing {sentences} sentences, and a scene for each ...", flush=True)  # seconds, on a loaded machine a minute
    yield from vla.cases(sentences, seed, home)


def check_output(path: str) -> None:
    """ValueError, one sentence, for a path that cannot be written."""
    try:
        open(path, "ab").close()
    except OSError as error:
        raise ValueError(f"The report cannot be written to {path}: {error.strerror}; nothing was measured.") from error
