"""Words heard wrongly are counted; spelling, punctuation and the way numbers are written are not errors."""

import pytest

from assistant.bench.words import error_rate, recalled


def test_the_error_rate_is_of_all_words_together():
    assert error_rate(["Pick up the red cup.", "Stop!"], ["pick up the rent cup", ""]) == pytest.approx(2 / 6)
    assert error_rate(["What colour is the bowl?", "two cubes"], ["what color is the bowl", "2 cubes"]) == 0.0
    assert error_rate([], []) is None


def test_recall_does_not_mind_the_order():
    assert recalled("sixteen ounce latte", "a latte of 16 ounces") == (2, 3)
    assert recalled("red red cup", "the red cup") == (2, 3)
