"""What a set of results comes to."""

from assistant.evaluation.runner import Result, TurnResult
from assistant.evaluation.score import lines, summary


def act(**more) -> TurnResult:
    return TurnResult("say", "heard", "act", "text", ("step",), 4.0, **more)


def test_what_was_called_done_and_was_not_is_counted_among_what_was_called_done():
    results = [Result("a", ("pick",), (), (act(wrong=(), false_done=False),)), Result("b", ("pick",), ("not lifted: a",), (act(wrong=("c",), false_done=True),)),
               Result("c", ("pick",), ("not lifted: a",), (act(wrong=()),))]  # the last gave up, and said so
    totals = summary(results, 6.0)
    assert totals["false_done"] == {"n": 2, "count": 1, "rate": 0.5}
    assert totals["wrong_object"]["n"] == 3 and totals["passed"] == 1
    assert "acts it called done that were not as wished: 1 of 2 (50.0 %)" in lines(totals)
    assert summary([], 0.0)["false_done"]["rate"] is None


def test_coverage_counts_those_that_said_what_was_considered():
    results = [Result("a", ("pick",), (), (act(covered=True),)), Result("b", ("pick",), (), (act(covered=False), act()))]
    totals = summary(results, 6.0)
    assert totals["coverage"] == {"n": 2, "count": 1, "rate": 0.5}
    assert "what was meant was among what it acted on or asked about: 1 of 2 (50.0 %)" in lines(totals)
