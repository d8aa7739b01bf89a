"""What was measured, as rows of a table: in plain text for people, as plain types for JSON. Knows numbers and their bars; nothing of how they came about."""

from __future__ import annotations

import math
from typing import Any, Sequence

from assistant.bench.machine import machine_line

Row = dict[str, Any]


def percentile(values: Sequence[float], share: float) -> float:
    """By nearest rank: one of the values."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def delays(name: str, where: str, seconds: Sequence[float], bar: tuple[float, float] | None = None) -> Row:
    """Seconds; bar: what p50 and p95 may be. kept is None without a bar or without a value."""
    row: Row = {"name": name, "where": where, "unit": "s", "n": len(seconds), "bar": bar, "kept": None}
    if seconds:
        row |= {"p50": round(percentile(seconds, 0.5), 4), "p95": round(percentile(seconds, 0.95), 4), "max": round(max(seconds), 4)}
        if bar is not None:
            row["kept"] = bool(row["p50"] <= bar[0] and row["p95"] <= bar[1])
    return row


def share(name: str, where: str, count: int, n: int, bar: float | None = None, least: bool = False) -> Row:
    """`count` of n; bar: the share it may be at most, or at least."""
    row: Row = {"name": name, "where": where, "unit": "share", "n": n, "count": count, "bar": bar, "kept": None}
    if n:
        row["value"] = round(count / n, 4)
        if bar is not None:
            row["kept"] = bool(count >= bar * n if least else count <= bar * n)
    row["least"] = least
    return row


def number(name: str, where: str, value: float | None, n: int, bar: float | None = None, least: bool = False) -> Row:
    """Any other value; None where there is none."""
    kept = None if value is None or bar is None else bool(value >= bar if least else value <= bar)
    return {"name": name, "where": where, "unit": "", "n": n, "value": None if value is None else round(value, 4), "bar": bar, "kept": kept, "least": least}


def lines(report: dict[str, Any]) -> list[str]:
    """The report for a terminal: the machine, the rows in columns, the notes."""
    cells = [("", "", "n", "p50 / p95 (max)", "at most", "")] + [_cells(row) for row in report["rows"]]
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    told = [machine_line(report["machine"])]
    told += ["  ".join(cell.rjust(width) if column == 2 else cell.ljust(width) for column, (cell, width) in enumerate(zip(line, widths))).rstrip() for line in cells]
    return told + list(report["notes"])


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    kept = {True: "kept", False: "NOT KEPT", None: ""}[row["kept"]]
    return row["name"], row["where"], str(row["n"]), _value(row), _bar(row), kept


def _value(row: Row) -> str:
    if row["unit"] == "s":
        return "nothing" if "p50" not in row else f"{_ms(row['p50'])} / {_ms(row['p95'])} ({_ms(row['max'])}) ms"
    if row["unit"] == "share":
        return "nothing" if "value" not in row else f"{row['count']} of {row['n']} ({100 * row['value']:.1f} %)"
    return "nothing" if row["value"] is None else f"{row['value']:g}"


def _bar(row: Row) -> str:
    bar = row["bar"]
    if bar is None:
        return ""
    if row["unit"] == "s":
        return f"{_ms(bar[0])} / {_ms(bar[1])} ms"
    at_least = "at least " if row["least"] else ""
    return f"{at_least}{100 * bar:g} %" if row["unit"] == "share" else f"{at_least}{bar:g}"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"
