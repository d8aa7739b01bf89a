"""A thing is really picked up and really put down, through the executor, safety, the servo bus and the physics."""

from pathlib import Path

import pytest

from assistant.evaluation.ears import Ears
from assistant.evaluation.runner import play
from assistant.evaluation.scenario import parse
from assistant.evaluation.stage import Settings, Stage
from assistant.interface import Reply, ReplyKind
from assistant.motion.executor import Pace
from assistant.vla.training.demonstrator import Task
from tests.assistant.evaluation.teacher import TeacherBrain

SCENE = """\
- id: whole
  seed: 4
  objects:
    - {name: ball, kind: ball, color: red, at: [0.22, -0.08]}
    - {name: bowl, kind: bowl, color: blue, at: [0.21, 0.10]}
    - {name: cube, kind: cube, color: green, at: [0.27, -0.02]}
  turns:
    - say: take it
      expect: {reply: act, state: {lifted: ball, unmoved: [bowl, cube], gripper: closed}}
    - say: put it there
      expect: {reply: act, state: {in: [ball, bowl], unmoved: [bowl, cube], gripper: open}}
    - say: take the wrong one
      expect: {reply: act, state: {lifted: ball}}
"""


@pytest.fixture
def stage():
    def act(step):
        return Reply(ReplyKind.ACT, "Okay.", (step,))

    brain = TeacherBrain(
        {"pick": Task("pick", "ball"), "put": Task("put_in", "ball", "bowl"), "wrong": Task("pick", "cube")},
        {"take it": act("pick"), "put it there": act("put"), "take the wrong one": act("wrong")},
    )

    class Taught(Stage):
        def set(self, things, seed):
            super().set(things, seed)
            brain.begin(self.robot.simulator, things)

    with Taught(brain, Settings(pace=Pace(rows_per_chunk=1))) as stage:
        yield stage


def test_pick_place_and_a_wrong_object_that_is_noticed(stage):
    result = play(parse(SCENE, Path(), "scene")[0], stage, Ears())
    assert result.failures == ("turn 3: not lifted: ball",)
    assert [turn.wrong for turn in result.turns] == [(), (), ("cube",)]
    assert all(0.5 < turn.seconds < 12 for turn in result.turns)
    assert result.turns[0].report == "done: pick"
