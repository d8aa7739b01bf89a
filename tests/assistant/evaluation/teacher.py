"""A brain that sees the truth and moves as the training's demonstrator does: shows what the body can do, whatever a model has learnt.

Its words are those of a dictionary; its chunks are one row long, as the demonstrator knows no further.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from assistant.interface import ActionChunk, Reply, ReplyKind
from assistant.vla.training.demonstrator import Arm, Demonstrator, Task

LOW, HIGH = -0.1745, 1.7453


class TeacherBrain:
    """tasks: {instruction: Task}; replies: {sentence: Reply}. `begin(process, things)` names the robot of the moment."""

    def __init__(self, tasks: dict[str, Task], replies: dict[str, Reply]) -> None:
        self.tasks, self.replies = tasks, replies
        self._arm = Arm()
        self._demonstrator: Demonstrator | None = None

    def begin(self, process, things) -> None:
        self._process, self._things = process, things

    def reset(self) -> None:
        self._demonstrator = None

    def reply(self, observation, dialogue) -> Reply:
        last = dialogue[-1]
        return Reply(ReplyKind.ANSWER, last.text) if last.speaker == "event" else self.replies[last.text]

    def act(self, observation, instruction) -> ActionChunk:
        truth = self._process.truth()
        poses = {name: (np.array(t["position"]), np.array(t["quaternion"])) for name, t in truth["things"].items()}
        joints = np.append(observation.state[:5], LOW + observation.state[5] * (HIGH - LOW)).astype(float)
        world = SimpleNamespace(things=self._things, pose=poses.__getitem__, grasped=lambda: truth["grasped"], joint_positions=joints.copy)
        if self._demonstrator is None:
            self._demonstrator = Demonstrator(world, self._arm)
            self._demonstrator.begin(self.tasks[instruction])
        self._demonstrator.world = world
        label = self._demonstrator.label()
        target = np.append(label.target[:5], (label.target[5] - LOW) / (HIGH - LOW))
        return ActionChunk(np.clip(target, [-9] * 5 + [0], [9] * 5 + [1])[None].astype(np.float32), 0.1, float(label.done))
