"""`python app.py bench WHAT`: measure one part on this machine, print the report and write it as JSON.

Exit status: 0 when it was measured, whether or not the budget is kept; 1 when it could not be measured to its end or the report not be written; 2 when an option is not valid.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Callable, Iterator, Sequence

from assistant.bench import vla
from assistant.interface import VLA
from assistant.output import write_output

WHAT = "The report"


def bench_vla(load: Callable[[], VLA], budget: vla.Budget, home: Sequence[float], sentences: int, seed: int, out: str | None) -> None:
    """Measures, prints, and writes to `out` if that is given. Raises what `load` raises, and OutputError once it is printed."""
    report = vla.measure(load, _told(sentences, seed, home), budget)
    _publish(report, vla.lines(report), out)


def bench_voice(measure: Callable[[Callable[[str], Any]], dict[str, Any]], out: str | None) -> None:
    """The same for hearing, turn and stop: `measure(tell)` gives the report, and tells each trial, which goes to standard error."""
    from assistant.bench.table import lines

    report = measure(lambda line: print(line, file=sys.stderr, flush=True))
    _publish(report, lines(report), out)


def _publish(report: dict[str, Any], told: Sequence[str], out: str | None) -> None:
    print("\n".join(told))
    if out is not None:
        write_output(out, WHAT, lambda file: file.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"))


def _told(sentences: int, seed: int, home: Sequence[float]) -> Iterator[vla.Case]:
    print(f"Drawing {sentences} sentences, and a scene for each ...", flush=True)  # seconds, on a loaded machine a minute
    yield from vla.cases(sentences, seed, home)
