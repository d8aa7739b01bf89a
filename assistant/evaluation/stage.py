"""One whole robot in lockstep: the simulated body behind its own wire, safety, executor, dialogue.

The same parts as in the app, through the same bytes; only the clock is the simulator's. Also the place where ground
truth is read, for scoring alone. Knows nothing of scenarios or of what counts as success.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import yaml

from assistant.dialogue import Dialogue
from assistant.evaluation.conditions import Condition
from assistant.evaluation.truth import Snapshot
from assistant.events import Bus
from assistant.interface import VLA, Observation
from assistant.motion.executor import Executor, Pace
from assistant.motion.safety import Limits, Safety
from assistant.robot import View, simulate
from assistant.translation import interpreter
from drivers.arm import Arm
from drivers.simulator.things import Thing

ROOT = Path(__file__).resolve().parents[2]
CHECKPOINT = ROOT / "assistant" / "vla" / "weights"
LANGUAGES = ROOT / "prompts" / "languages"
PHRASES = ROOT / "prompts" / "phrases.yaml"
UNFINISHED = ROOT / "prompts" / "unfinished.yaml"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the app would take from config.yaml; coverage, body: as in vla there, None being the model's own; condition: in what it is played."""

    checkpoint: Path = CHECKPOINT
    coverage: float | None = None
    body: str = "joints"
    phrases: Path = PHRASES
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    home: tuple[float, ...] = (1.5, -1.7, 1.1, 1.3, 0.0, 0.04)
    condition: Condition = Condition()
    hearing_model: str | None = None


class WatchedArm:
    """An arm that remembers how far it was ever seen from where it was when `watch` was called."""

    def __init__(self, arm: Arm) -> None:
        self._arm = arm
        self.command, self.hold, self.relax, self.clear_faults = arm.command, arm.hold, arm.relax, arm.clear_faults
        self._from: np.ndarray | None = None
        self.travel = 0.0

    @property
    def goals(self) -> np.ndarray | None:
        return self._arm.goals

    def read(self):
        state = self._arm.read()
        if self._from is not None:
            self.travel = max(self.travel, float(np.max(np.abs(state.positions - self._from))))
        return state

    def watch(self) -> None:
        self._from, self.travel = np.array(self._arm.read().positions), 0.0


class Stage:
    """The robot, set up once and given one scene after the other. Close it, or use it as a context manager."""

    def __init__(self, vla: VLA, settings: Settings) -> None:
        self._settings = settings
        self.vla = vla
        self.home = np.asarray(settings.home)
        self._lost: Sequence[str] = yaml.safe_load(UNFINISHED.read_text(encoding="utf-8"))["makes_nothing_of_it"]
        self._phrases: Mapping[str, str] = yaml.safe_load(settings.phrases.read_text(encoding="utf-8"))
        self.robot = simulate((), 0, lockstep=True, view=View(depth=settings.condition.depth))
        self.clock = self.robot.clock

    def set(self, things: Sequence[Thing], seed: int) -> None:
        """A new scene, the arm at rest, a new conversation, no stop. ValueError when the things do not fit."""
        self.robot.arm.close()
        condition = self._settings.condition
        self.robot.simulator.set_scene(things, seed, condition.look(seed))
        self._dropping, self._seen = np.random.default_rng(seed), None
        self.robot.arm.connect()
        self.arm = WatchedArm(self.robot.arm)
        bus = Bus()
        self.safety = Safety(self.arm, self._settings.limits, bus, clock=self.clock, home=self.home)
        self.executor = Executor(self.vla, self.safety, self.observe, self.clock, bus, self._settings.pace)
        self.dialogue = Dialogue(
            self.vla, self.executor, self.safety, None, bus, self._phrases, self.observe,
            interpreter=interpreter(LANGUAGES), makes_nothing_of_it=self._lost,
        )
        getattr(self.vla, "forget", self.vla.reset)()

    def observe(self) -> Observation:
        """What the robot sees and feels now; of the pictures that do not come, the one before once more."""
        now = self.robot.observe()
        if self._seen is not None and self._dropping.random() < self._settings.condition.dropped:
            return replace(now, images=self._seen.images, depth=self._seen.depth)
        self._seen = now
        return now

    def snapshot(self) -> Snapshot:
        """The truth now, for scoring."""
        return Snapshot.of(self.robot.simulator.truth(), self.arm.read().positions)

    def settle(self, seconds: float = 0.4) -> None:
        """Let what was let go come to rest."""
        self.clock.sleep_until(self.clock.now() + seconds)

    def close(self) -> None:
        self.robot.close()

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
