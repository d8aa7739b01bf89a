"""The bundled hand carries what it has gripped, through safety, the bus and the physics: a can that it holds off the middle turns out of its fingers."""

from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.evaluation.ears import Ears
from assistant.evaluation.runner import play
from assistant.evaluation.scenario import parse
from assistant.evaluation.stage import Settings, Stage
from assistant.vla.loading import load_brain
from tests.bundled import model  # noqa: F401

SCENE = """\
- id: can
  seed: {seed}
  objects:
    - {{name: can, kind: can, color: red, at: [{x}, {y}]}}
    - {{name: plate, kind: plate, color: green, at: [0.233, 0.009]}}
  turns:
    - say: Put the red can on the green plate.
      expect: {{reply: act, state: {{"on": [can, plate]}}}}
"""


@pytest.fixture(scope="module")
def stage(model):  # noqa: F811
    brain = load_brain(model, load_config(environment={}).vla.coverage)
    with Stage(brain, Settings()) as stage:
        yield stage


@pytest.mark.parametrize("seed, x, y", ((10, 0.128, -0.141), (12, 0.129, -0.139), (39, 0.117, -0.139)))
def test_a_can_from_the_near_corner_is_not_lost_on_the_way(stage, seed, x, y):
    result = play(parse(SCENE.format(seed=seed, x=x, y=y), Path(), "scene")[0], stage, Ears())
    assert result.passed, result.failures
