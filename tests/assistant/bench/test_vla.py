"""The report has its fields, and its numbers are positive; how large they are is not judged here."""

import json
from itertools import islice

import numpy as np
import pytest

from assistant.bench import vla
from assistant.bench.command import bench_vla
from tests.assistant.vla.small import look, small_model, talkative

HOME = (1.5, -1.7, 1.1, 1.3, 0.0, 0.04)
CLOCKS = ("seconds", "cpu_seconds")


@pytest.fixture(scope="module")
def report():
    cases = [vla.Case("pick up the red cup", look(), "pick up the red cup")] * 2
    return vla.measure(lambda: talkative(small_model()), cases, vla.Budget(4, 0.15))


def test_the_report_has_its_fields_and_positive_numbers(report):
    assert report["what"] == "vla" and report["sentences"] == 2 and report["machine"]["cpu"]
    for key in ("import", "load", "first_reply", "first_act"):
        assert all(report[key][clock] >= 0 for clock in CLOCKS)
    for key, count in (("reply", 2), ("act", 6), ("act_first_chunk", 2), ("act_next_chunk", 4)):
        assert report[key]["n"] == count
        for clock in CLOCKS:
            assert 0 < report[key][clock]["p50"] <= report[key][clock]["p95"] <= report[key][clock]["max"]
    assert report["share_of_processor"] > 0
    json.dumps(report)


def test_the_budget_is_that_of_the_executor(report):
    budget = report["budget"]
    assert (budget["chunk_seconds"], budget["period_seconds"], budget["act_may_take_seconds"]) == pytest.approx((0.8, 0.4, 0.55))
    assert budget["kept"] == (report["act"]["seconds"]["p95"] <= 0.55)


def test_the_lines_name_the_machine_and_the_budget(report):
    text = "\n".join(vla.lines(report))
    for words in (report["machine"]["cpu"], "reply ", "act ", "p95", "a chunk is 0.80 s", "may take 0.55 s"):
        assert words in text


def test_a_case_is_a_sentence_and_the_scene_it_is_about():
    case, same = (next(islice(vla.cases(30, 5, HOME), 1)) for _ in range(2))
    assert case.sentence == same.sentence and case.instruction.startswith("pick up the ")
    assert case.observation.images["front"].shape == (480, 640, 3) and case.observation.images["front"].std() > 1
    assert np.array_equal(case.observation.images["front"], same.observation.images["front"])
    assert case.observation.state.tolist() == pytest.approx(HOME)


def test_the_command_writes_what_it_prints(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(vla, "cases", lambda count, seed, home: iter([vla.Case("hello", look(), "go home")]))
    bench_vla(lambda: talkative(small_model()), vla.Budget(4, 0.15), HOME, 30, 0, str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_text())["sentences"] == 1
    assert "budget" in capsys.readouterr().out
