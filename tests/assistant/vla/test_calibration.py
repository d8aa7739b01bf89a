"""The threshold of the prediction set keeps what is right as often as it is told to."""

import random

import pytest

from assistant.vla.calibration import UNCALIBRATED, threshold


def test_it_is_the_conformal_quantile():
    scores = [i / 10 for i in range(1, 10)]  # 0.1 ... 0.9, nine of them
    assert threshold(scores, 0.8) == pytest.approx(0.2) and threshold(scores, 0.9) == pytest.approx(0.1)
    assert threshold(scores, 0.95) == 0.0  # nine are too few to promise that: everything is kept
    assert threshold([], 0.9) == UNCALIBRATED


@pytest.mark.parametrize("coverage", [0.8, 0.9, 0.95])
def test_what_is_right_is_kept_that_often_on_others_of_the_same_kind(coverage):
    rng = random.Random(3)
    draw = lambda n: sorted(rng.betavariate(6, 1) for _ in range(n))  # noqa: E731
    kept = [score >= threshold(draw(200), coverage) for _ in range(100) for score in draw(50)]
    assert coverage - 0.01 < sum(kept) / len(kept) < coverage + 0.02
