"""A brain that does as a benchmark tells it, at the real one's cost: everything is asked of the real brain first, and then the answer is put in its place.

What people say comes to nothing; the cues below, typed, make Vela move, speak or think for as long as it takes to speak to her meanwhile.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np

from assistant.interface import VLA, ActionChunk, Conversation, Observation, Reply, ReplyKind

MOVE, SPEAK, THINK = "cue: move", "cue: speak", "cue: think"
STEP = "pick up the red cup"  # what the real brain is asked to act on
SPEECH = "I see a red cup and a blue bowl, and beside them a yellow ball. Farther away there are two cubes, one of them green and the other one blue. I can pick up any of them for you."
SWING = 0.6  # rad to either side
ROWS, DT = 8, 0.1
LONGEST = 8.0  # seconds of thinking


class Rehearsal:
    """A VLA around another one. `release` ends its thinking."""

    def __init__(self, brain: VLA) -> None:
        self._brain = brain
        self._released = threading.Event()
        self._middle: float | None = None
        self._side = 1.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._brain, name)  # would_reply and the like, where the real one has them

    def release(self) -> None:
        self._released.set()

    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        self._brain.reply(observation, dialogue)
        said = dialogue[-1].text
        if said == MOVE:
            return Reply(ReplyKind.ACT, "", steps=(STEP,))
        if said == SPEAK:
            return Reply(ReplyKind.ANSWER, SPEECH)
        if said == THINK:
            self._released.clear()
            end = time.monotonic() + LONGEST
            while not self._released.is_set() and time.monotonic() < end:
                self._brain.reply(observation, dialogue)
        return Reply(ReplyKind.ANSWER, "")

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        """To and fro with the shoulder, never done."""
        self._brain.act(observation, instruction)
        pan = float(observation.state[0])
        self._middle = pan - SWING if self._middle is None else self._middle  # from rest, which is far to the side, inwards
        if (pan - self._middle) * self._side > 0.8 * SWING:
            self._side = -self._side
        rows = np.tile(np.asarray(observation.state, np.float32), (ROWS, 1))
        rows[:, 0] = pan + self._side * 0.6 * np.arange(1, ROWS + 1) / ROWS
        return ActionChunk(rows, DT)

    def reset(self) -> None:
        self._brain.reset()
        self._middle, self._side = None, -1.0
