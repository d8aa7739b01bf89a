"""What each pair of thresholds would make of what was heard, and which is the best. Knows what was heard; nothing of sound."""

from __future__ import annotations

from typing import Sequence

from assistant.stop_training.hour import STOPPING
from assistant.stop_training.measure import STOP, Heard, alarms, missed

GRID = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99)
ALLOWED = 2
"""False stops in the hour and the recordings together: what issue and README allow in an hour."""


def chosen(found: Sequence[Heard], allowed: int = ALLOWED) -> tuple[float, float]:
    """(alone, word): the lowest of GRID with which no more false stops come of what is no stop, at rest and while she acts; the highest where none will do."""
    rest, acting = _else(found)
    alone = next((alone for alone in GRID if alarms(rest, alone, None) <= allowed), GRID[-1])
    return alone, next((word for word in GRID if alarms(acting, alone, word) <= allowed), GRID[-1])


def row(name: str, found: Sequence[Heard], alone: float, word: float) -> str:
    """One row of `table`: stops missed clean, at 20 and at 10 dB, at rest and while acting; false stops at rest and while acting."""
    stops = [one for one in found if one.what == STOP]
    noises = [[one for one in stops if one.snr == snr] for snr in (None, 20.0, 10.0)]
    rest, acting = _else(found)
    counts = ["/".join(str(missed(group, alone, by_word)) for group in noises) for by_word in (None, word)]
    return f"| {name} | {alone:g}, {word:g} | {counts[0]} | {counts[1]} | {alarms(rest, alone, None)} | {alarms(acting, alone, word)} |"


def table(by_spotter: dict[str, Sequence[Heard]], pairs: Sequence[tuple[float, float]]) -> str:
    """Each spotter with each pair, and with the pair chosen for it."""
    some = next(iter(by_spotter.values()))
    rest, _ = _else(some)
    lines = [f"Stops: {sum(one.what == STOP and one.snr is None for one in some)} in each noise (clean/20/10 dB); no stops: {sum(one.seconds for one in rest) / 60:.0f} minutes.", ""]
    lines += ["| spotter | alone, word | missed at rest | missed while acting | false at rest | false while acting |", "| --- | --- | --- | --- | --- | --- |"]
    for name, found in by_spotter.items():
        lines += [row(name, found, *pair) for pair in pairs] + [row(f"{name}, chosen", found, *chosen(found))]
    return "\n".join(lines)


def _else(found: Sequence[Heard]) -> tuple[list[Heard], list[Heard]]:
    """What is no stop at rest, and while she acts."""
    rest = [one for one in found if one.what != STOP]
    return rest, [one for one in rest if one.what != STOPPING]
