"""Few numbers for many, whether a bar is kept, and how it is shown."""

import json

import numpy as np
import pytest

from assistant.bench.machine import machine
from assistant.bench.table import delays, lines, number, percentile, share


def test_percentiles_are_measurements():
    values = [n / 100 for n in range(100, 0, -1)]
    assert [percentile(values, part) for part in (0.5, 0.95, 1.0)] == [0.5, 0.95, 1.0]
    assert percentile([0.3], 0.5) == percentile([0.3], 0.95) == 0.3


@pytest.mark.parametrize("bar, kept", [((0.5, 0.95), True), ((0.49, 0.95), False), ((0.5, 0.94), False), (None, None)])
def test_both_percentiles_must_keep_their_bar(bar, kept):
    row = delays("x", "clean", [n / 100 for n in range(1, 101)], bar)
    assert (row["n"], row["p50"], row["p95"], row["max"], row["kept"]) == (100, 0.5, 0.95, 1.0, kept)


def test_without_a_value_nothing_is_kept():
    for row in (delays("x", "", [], (1.0, 1.0)), share("x", "", 0, 0, 0.0), number("x", "", None, 0, 1.0)):
        assert row["kept"] is None
        assert "nothing" in lines({"machine": machine(), "rows": [row], "notes": []})[-1]


def test_shares_and_numbers():
    assert share("missed", "", 2, 100, 0.02)["kept"] and not share("missed", "", 3, 100, 0.02)["kept"]
    assert share("one turn", "", 9, 10, 1.0, least=True)["kept"] is False
    assert number("faster", "", 3.2, 5, 3.0, least=True)["kept"] and not number("errors", "", 0.2, 5, 0.1)["kept"]


def test_rows_are_plain_whatever_they_are_made_of():
    rows = [delays("x", "", [np.float64(0.5)], (1.0, 1.0)), share("x", "", 1, 3, 0.5), number("x", "", np.float64(2.0), 3, np.float64(1.0))]
    assert [json.loads(json.dumps(row))["kept"] for row in rows] == [True, True, False]


def test_the_table_for_people():
    rows = [delays("reply", "clean", [0.4, 0.8], (0.9, 0.7)), share("missed", "noise at 10 dB", 1, 8, 0.02), number("faster", "", 3.25, 2, 3.0, least=True)]
    told = lines({"machine": machine(), "rows": rows, "notes": ["That was it."]})
    assert machine()["cpu"] in told[0] and told[-1] == "That was it."
    assert told[2].split("  ")[0] == "reply" and "400 / 800 (800) ms" in told[2] and "900 / 700 ms" in told[2] and told[2].endswith("NOT KEPT")
    assert "1 of 8 (12.5 %)" in told[3] and "2 %" in told[3]
    assert "3.25" in told[4] and "at least 3" in told[4] and told[4].endswith("kept")
    assert told[2].index("400 /") == told[3].index("1 of 8")  # columns
