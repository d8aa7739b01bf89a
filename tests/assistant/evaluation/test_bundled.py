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
PUT_BACK = """\
- id: back
  seed: 17
  objects:
    - {name: cube, kind: cube, color: red, at: [0.22, 0.02]}
    - {name: cup, kind: cup, color: blue, at: [0.22, -0.12]}
    - {name: can, kind: can, color: green, at: [0.22, 0.10]}
  turns:
    - say: put the red cube next to the blue cup
      expect: {reply: act, state: {next_to: [cube, cup]}}
    - say: no, put it back where it was
      expect: {reply: act, state: {next_to: [cube, can], right_of: [cube, can], gripper: open}}
"""
BACK_ON_THE_PLATE = """\
- id: plate
  seed: 18
  objects:
    - {name: cube, kind: cube, color: red, at: [0.22, 0.02]}
    - {name: plate, kind: plate, color: blue, at: [0.22, -0.12]}
    - {name: box, kind: box, color: green, at: [0.22, 0.15]}
  turns:
    - say: put the red cube on the blue plate
      expect: {reply: act, state: {on: [cube, plate]}}
    - say: no, in the box
      expect: {reply: act, state: {in: [cube, box]}}
    - say: put it back where it was
      expect: {reply: act, state: {on: [cube, plate]}}
"""
HEAP = """\
- id: heap
  seed: 5
  objects:
    - {name: red, kind: cube, color: red}
    - {name: blue, kind: cube, color: blue}
    - {name: green, kind: cube, color: green}
    - {name: bowl, kind: bowl, color: white}
  turns:
    - say: put the red cube in the bowl
      expect: {reply: act, state: {in: [red, bowl]}}
    - say: put the blue cube in the bowl
      expect: {reply: act, state: {in: [blue, bowl]}}
    - say: put the green cube in the bowl
      expect: {reply: act, state: {in: [green, bowl]}}
    - say: how many cubes are in the bowl
      expect: {reply: answer, mentions: [three], state: {still: true}}
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


@pytest.mark.parametrize("scene", (PUT_BACK, BACK_ON_THE_PLATE))
def test_what_was_moved_goes_back_where_it_was(stage, scene):
    result = play(parse(scene, Path(), "scene")[0], stage, Ears())
    assert result.passed, result.failures


def test_what_lies_under_a_heap_in_a_bowl_is_counted(stage):
    result = play(parse(HEAP, Path(), "scene")[0], stage, Ears())
    assert result.passed, result.failures
