"""A checkpoint that was calibrated says how sure is sure enough."""

import random
from pathlib import Path

import numpy as np
import pytest

from assistant.vla.model import RobotVLA
from assistant.vla.training.calibrate import calibrate, score
from assistant.vla.training.language import draw_lesson

FOLDER = Path(__file__).parents[4] / "assistant/vla/weights"


@pytest.fixture(scope="module")
def bundled():
    return RobotVLA.from_pretrained(FOLDER)


def test_belief_in_what_is_right_is_high_where_it_is_clear_and_gone_where_it_is_wrong(bundled):
    rng, noise = random.Random(5), np.random.default_rng(5)
    lessons = [x for x in (draw_lesson(rng, None, tag="pick") for _ in range(12)) if not x.history]
    believed = [score(bundled, x, noise) for x in lessons]
    assert np.median(believed) > 0.8
    elsewhere = [score(bundled, type(x)(**{**x.__dict__, "kind": "refuse", "steps": ()}), noise) for x in lessons]
    assert np.median(elsewhere) < 0.1


def test_the_scores_go_into_the_config_and_set_the_threshold(bundled, tmp_path):
    bundled.save_pretrained(tmp_path)
    calibrate(tmp_path, 12, seed=3)
    made = RobotVLA.from_pretrained(tmp_path)
    assert len(made.config.calibration) == 12 and made.config.calibration == sorted(made.config.calibration)
    made.coverage = 0.5
    assert made.threshold == made.config.calibration[5]


def test_the_bundled_model_is_calibrated(bundled):
    assert len(bundled.config.calibration) >= 500 and 0.0 < bundled.threshold < 1.0
