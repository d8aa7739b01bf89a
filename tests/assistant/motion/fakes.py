"""A body and a brain on one page each, that follow the contracts of drivers.arm.Arm and the VLA protocol."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from assistant.interface import ActionChunk, Observation, Reply, ReplyKind
from assistant.motion.clock import LockstepClock
from drivers.trouble import ArmOverruled, ArmTripped

REST = np.array([0.0, -1.35, 1.25, 0.95, 0.0, 0.04])


@dataclass(frozen=True)
class State:
    positions: np.ndarray
    velocities: np.ndarray
    loads: np.ndarray


class FakeArm:
    """Joints follow their goals with a lag of 50 ms; a thing of width `thing` (opening) stops the gripper when closing."""

    def __init__(self, thing: float = 0.0) -> None:
        self.thing = thing
        self.positions = REST.copy()
        self.goal = REST.copy()
        self.log: list[tuple[str, np.ndarray | None]] = []
        self.broken: Exception | None = None
        self.lock = threading.Lock()

    def advance(self, seconds: float) -> None:
        with self.lock:
            self.positions = self.positions + (self.goal - self.positions) * (1 - np.exp(-seconds / 0.05))
            self.positions[5] = max(self.positions[5], self.thing)

    @property
    def goals(self) -> np.ndarray:
        return self.goal.astype(np.float32)

    def read(self) -> State:
        with self.lock:
            loads = np.zeros(6)
            loads[5] = 2.0 * min(0.0, self.goal[5] - self.positions[5])
            return State(self.positions.astype(np.float32), np.zeros(6), np.clip(loads, -1, 1))

    def command(self, targets, unless=lambda: False) -> np.ndarray:
        if self.broken is not None:
            raise self.broken
        with self.lock:
            if unless():
                raise ArmOverruled("overruled")
            self.goal = np.array(targets, np.float64)
            self.log.append(("command", self.goal.copy()))
            return self.goal

    def hold(self) -> None:
        if self.broken is not None and not isinstance(self.broken, ArmTripped):
            raise self.broken
        with self.lock:
            self.goal = self.positions.copy()
            self.log.append(("hold", None))

    def clear_faults(self) -> None:
        self.log.append(("clear_faults", None))
        if self.broken is not None and not isinstance(self.broken, ArmTripped):
            raise self.broken
        self.broken = None

    def relax(self) -> None:
        self.log.append(("relax", None))

    @property
    def commanded(self) -> np.ndarray:
        return np.array([goal for what, goal in self.log if what == "command"])


class PausingClock(LockstepClock):
    """After `begin` periods somebody pauses the arm for `periods` more. `arm` and `safety` are set before it runs."""

    def __init__(self, begin: int, periods: int) -> None:
        super().__init__(self._advance_and_pause)
        self._begin, self._end, self.count = begin, begin + periods, 0

    def _advance_and_pause(self, seconds: float) -> None:
        self.arm.advance(seconds)
        self.count += 1
        if self.count == self._begin:
            self.safety.pause()
        elif self.count == self._end:
            self.safety.resume()


class PoseBrain:
    """Goes to the poses that `plans` gives for an instruction, one after the other, and is done at the last.

    reply: looked up by the last line of the conversation in `replies`; a report ("event") is answered with its text.
    """

    def __init__(self, plans: dict[str, list], replies: dict[str, Reply] | None = None) -> None:
        self.plans = {name: [np.asarray(pose, float) for pose in poses] for name, poses in plans.items()}
        self.replies = replies or {}
        self.resets = 0
        self.acted = 0
        self.asked: list[tuple] = []
        self._at, self._began = 0, None

    def reset(self) -> None:
        self._at, self._began = 0, None
        self.resets += 1

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        self.acted += 1
        poses = self.plans[instruction]
        here = np.asarray(observation.state, float)
        if self._began is None:
            self._began = here
        if np.max(np.abs(here - self._began)[:5]) < 0.1:
            self._at = 0  # sent back before another attempt: begin again
        if self._at < len(poses) - 1 and np.max(np.abs(here - poses[self._at])[:5]) < 0.1:
            self._at += 1
        way = np.clip(poses[self._at] - here, -0.8, 0.8)
        way[5] = poses[self._at][5] - here[5]
        rows = here + way * (np.arange(1, 9) / 8)[:, None]
        last = self._at == len(poses) - 1
        done = 1.0 if last and np.max(np.abs(way[:5])) < 0.1 else 0.0
        rows[:, 5] = poses[self._at][5]
        return ActionChunk(rows.astype(np.float32), 0.1, done)

    def reply(self, observation: Observation, dialogue) -> Reply:
        self.asked.append(tuple(dialogue))
        last = dialogue[-1]
        if last.speaker == "event":
            return Reply(ReplyKind.ANSWER, f"Report: {last.text}.")
        return self.replies[last.text]


def observe_with(arm: FakeArm, clock):
    return lambda: Observation({}, arm.read().positions.astype(np.float32), clock.now())
