"""Few numbers for many, and the machine's name."""

import pytest

from assistant.bench.machine import machine, machine_line, spread, timed


def test_percentiles_are_measurements():
    samples = [(n / 100, n / 200) for n in range(1, 101)]
    assert spread(samples) == {"n": 100, "seconds": {"p50": 0.5, "p95": 0.95, "max": 1.0}, "cpu_seconds": {"p50": 0.25, "p95": 0.475, "max": 0.5}}
    assert spread([(0.1, 0.05)])["seconds"] == {"p50": 0.1, "p95": 0.1, "max": 0.1}


def test_both_clocks():
    made, (wall, work) = timed(lambda: sum(range(200_000)))
    assert made == pytest.approx(19_999_900_000) and wall > 0 and 0 < work


def test_the_machine_is_named():
    facts = machine()
    assert facts["cpu"] and facts["cores"] >= facts["usable_cores"] >= 1 and facts["torch_threads"] >= 1
    assert facts["cpu"] in machine_line(facts)
