"""A brain for tests of what is around it: answers questions, and for everything else swings the arm to the side a little."""

from __future__ import annotations

import numpy as np

from assistant.interface import ActionChunk, Conversation, Observation, Reply, ReplyKind


class SwingingBrain:
    """Says that it is done once the shoulder has turned by `angle` radians."""

    def __init__(self, angle: float = -0.3, sees: bool = True) -> None:
        self._angle, self._sees = angle, sees
        self._from: np.ndarray | None = None

    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        if self._sees:
            assert observation.images["front"].ndim == 3
        last = dialogue[-1]
        if last.speaker == "event":
            return Reply(ReplyKind.ANSWER, "I have swung." if last.text.startswith("done") else "I could not swing.")
        if last.text.endswith("?"):
            return Reply(ReplyKind.ANSWER, "I see a table.")
        return Reply(ReplyKind.ACT, "Swinging.", steps=("swing",))

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        state = np.asarray(observation.state, np.float32)
        if self._from is None:
            self._from = state.copy()
        goal = self._from.copy()
        goal[0] += self._angle
        way = np.clip(goal - state, -0.15, 0.15)
        rows = np.stack([state + way * part for part in np.linspace(0.125, 1.0, 8, dtype=np.float32)])
        return ActionChunk(rows, 0.1, done=float(abs(goal[0] - state[0]) < 0.03))

    def reset(self) -> None:
        self._from = None
