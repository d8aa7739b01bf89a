"""From chunks to setpoints: the path through a chunk's rows, and the thinking that yields the next chunk.

Knows nothing of the arm, of limits, or of what a step is for.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable

import numpy as np

from assistant.interface import VLA, ActionChunk, Observation
from assistant.motion.clock import Clock


@dataclass(frozen=True)
class Thought:
    """A chunk, when its picture was taken (`observed_at`: its age) and when the joints were read, from where its rows
    count (`felt_at`); robot's clock."""

    chunk: ActionChunk
    observed_at: float
    felt_at: float


class BadChunk(Exception):
    """The brain returned something that is no chunk of motion."""


class Path:
    """Straight lines through the rows of one chunk; row i is due (i + 1) * dt after the joints were read.

    It starts at `start` (6,), where the last setpoint was, at `moment`; rows that were due before are skipped.
    """

    def __init__(self, thought: Thought, start: np.ndarray, moment: float) -> None:
        targets = np.asarray(thought.chunk.targets, np.float64)
        dt = thought.chunk.dt
        if targets.ndim != 2 or targets.shape[1] != 6 or len(targets) == 0 or not np.isfinite(dt) or dt <= 0:
            raise BadChunk(f"The model's motion has shape {targets.shape} and {dt} s a row; it was not carried out.")
        if not np.all(np.isfinite(targets)):
            raise BadChunk("The model's motion holds numbers that are not finite; it was not carried out.")
        due = thought.felt_at + dt * np.arange(1, len(targets) + 1)
        ahead = due > moment + 1e-9
        self._times = np.concatenate([[moment], due[ahead]])
        self._rows = np.concatenate([[start], targets[ahead]])
        self.observed_at = thought.observed_at
        self.ends = float(self._times[-1])

    def at(self, moment: float) -> np.ndarray:
        """(6,) setpoint for `moment`; after the last row it stays there."""
        i = int(np.clip(np.searchsorted(self._times, moment) - 1, 0, max(0, len(self._times) - 2)))
        if len(self._times) == 1:
            return self._rows[0]
        part = (moment - self._times[i]) / (self._times[i + 1] - self._times[i])
        return self._rows[i] + (self._rows[i + 1] - self._rows[i]) * float(np.clip(part, 0.0, 1.0))


class Thinker:
    """Asks the VLA for the next chunk: in a thread of its own while the arm moves, or on the spot in lockstep.

    The VLA is never asked twice at once: `ask` while a thought is under way does nothing.
    """

    def __init__(self, vla: VLA, observe: Callable[[], Observation], clock: Clock) -> None:
        self._vla, self._observe, self._clock = vla, observe, clock
        self._pool = ThreadPoolExecutor(1, "vla") if clock.overlap else None
        self._pending: Future | None = None

    def ask(self, instruction: str) -> None:
        if self._pending is not None:
            return
        if self._pool is None:
            thought: Future = Future()
            thought.set_result(self._think(instruction))
            self._pending = thought  # only now: what the brain raises must not leave a thought that never comes
        else:
            self._pending = self._pool.submit(self._think, instruction)

    def take(self) -> Thought | None:
        """The thought that has come, once; None while there is none. Raises what the VLA or the camera raised."""
        if self._pending is None or not self._pending.done():
            return None
        pending, self._pending = self._pending, None
        return pending.result()

    def drop(self) -> None:
        """Wait for the thought under way, if any, and forget it: afterwards the VLA is free."""
        if self._pending is not None:
            pending, self._pending = self._pending, None
            pending.exception()

    def close(self) -> None:
        self.drop()
        if self._pool is not None:
            self._pool.shutdown()

    def _think(self, instruction: str) -> Thought:
        observation = self._observe()  # reads the joints last
        felt_at = self._clock.now()
        return Thought(self._vla.act(observation, instruction), observation.time, felt_at)
