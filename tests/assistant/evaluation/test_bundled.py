"""The bundled model itself, through the executor, safety, the servo bus and the physics, where its memory is what is tried."""

from pathlib import Path

import pytest

from assistant.evaluation.command import bundled_brain
from assistant.evaluation.ears import Ears
from assistant.evaluation.runner import play
from assistant.evaluation.scenario import parse
from assistant.evaluation.stage import Settings, Stage

BEHIND_THE_ARM = """\
- id: behind
  seed: 3044
  objects:
    - {name: yellow, kind: cube, color: yellow}
    - {name: black, kind: cube, color: black}
  turns:
    - say: pick up the yellow cube
      expect: {reply: act, state: {lifted: yellow, unmoved: black}}
    - say: now put it on the black cube
      expect: {reply: act, state: {on: [yellow, black]}}
"""
THE_ONLY_PLATE = """\
- id: plate
  seed: 4214
  objects:
    - {name: red_cup, kind: cup, color: red}
    - {name: blue_cup, kind: cup, color: blue}
    - {name: white_plate, kind: plate, color: white}
  turns:
    - say: pick up the red mug
      expect: {reply: act, state: {lifted: red_cup}}
    - say: good, set it on the plate
      expect: {reply: act, state: {on: [red_cup, white_plate], unmoved: blue_cup}}
"""


@pytest.fixture(scope="module")
def stage():
    settings = Settings()
    with Stage(bundled_brain(settings), settings) as stage:
        yield stage


@pytest.mark.parametrize("scene", (BEHIND_THE_ARM, THE_ONLY_PLATE))
def test_the_arm_hides_nothing_for_good_and_is_no_thing_itself(stage, scene):
    result = play(parse(scene, Path(), "scene")[0], stage, Ears())
    assert result.passed, result.failures
