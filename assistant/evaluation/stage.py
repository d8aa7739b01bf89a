"""One whole robot in lockstep: the simulator's process, the arm and camera drivers on it, safety, executor, dialogue.

The same parts as in the app, through the same bytes; only the clock is the simulator's. Also the place where ground
truth is read, for scoring alone. Knows nothing of scenarios or of what counts as success.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import yaml

from assistant.dialogue import Dialogue
from assistant.evaluation.truth import Snapshot
from assistant.events import Bus
from assistant.interface import VLA, Intrinsics, Observation
from assistant.motion.clock import LockstepClock
from assistant.motion.executor import Executor, Pace
from assistant.motion.safety import Limits, Safety
from drivers.arm import Arm
from drivers.realsense import Camera
from drivers.simulator.client import launch
from drivers.simulator.servos import CALIBRATION
from drivers.simulator.world import HOME, Thing

ROOT = Path(__file__).resolve().parents[2]
CHECKPOINT = ROOT / "assistant" / "vla" / "weights"
PHRASES = ROOT / "prompts" / "phrases.yaml"


@dataclass(frozen=True)
class Settings:
    """What the app would take from config.yaml. depth: whether the brain is shown depth (drawing it costs as much again)."""

    checkpoint: Path = CHECKPOINT
    phrases: Path = PHRASES
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    depth: bool = False
    hearing_model: str | None = None


class WatchedArm:
    """An arm that remembers how far it was ever seen from where it was when `watch` was called."""

    def __init__(self, arm: Arm) -> None:
        self._arm = arm
        self.command, self.hold, self.relax = arm.command, arm.hold, arm.relax
        self._from: np.ndarray | None = None
        self.travel = 0.0

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
        self._process = launch((), 0, realtime=False, depth=settings.depth)
        self._camera: Camera | None = None
        self._driver: Arm | None = None
        try:
            self._camera = Camera(context=self._process.camera_context, depth=settings.depth, stall_after=None)
            self._camera.start()
            self._driver = Arm(self._process.port, CALIBRATION)
            self.home = self._in_state_units(HOME)
        except BaseException:
            self.close()
            raise
        self.vla = vla
        self._phrases: Mapping[str, str] = yaml.safe_load(settings.phrases.read_text(encoding="utf-8"))

    def set(self, things: Sequence[Thing], seed: int) -> None:
        """A new scene, the arm at rest, a new conversation, no stop. ValueError when the things do not fit."""
        self._driver.close()
        self._process.set_scene(things, seed)
        self._driver.connect()
        self.arm = WatchedArm(self._driver)
        self.clock = LockstepClock(self._process.advance)
        bus = Bus()
        self.safety = Safety(self.arm, self._settings.limits, bus, clock=self.clock, home=self.home)
        self.executor = Executor(self.vla, self.safety, self.observe, self.clock, bus, self._settings.pace)
        self.dialogue = Dialogue(self.vla, self.executor, self.safety, None, bus, self._phrases, self.observe)
        self.vla.reset()

    def observe(self) -> Observation:
        """A picture drawn now and delivered by the camera driver, with the joints as they are."""
        seen = self._camera.latest()
        self._process.frame_now()
        frame = self._camera.wait(seen.number if seen is not None else 0)
        i = frame.intrinsics
        return Observation(
            images={"front": frame.color}, state=np.asarray(self.safety.read().positions, np.float32), time=self.clock.now(),
            depth={} if frame.depth is None else {"front": frame.depth},
            intrinsics={"front": Intrinsics(i.width, i.height, i.fx, i.fy, i.cx, i.cy)},
        )

    def snapshot(self) -> Snapshot:
        """The truth now, for scoring."""
        return Snapshot.of(self._process.truth(), self.arm.read().positions)

    def settle(self, seconds: float = 0.4) -> None:
        """Let what was let go come to rest."""
        self.clock.sleep_until(self.clock.now() + seconds)

    def _in_state_units(self, joints: np.ndarray) -> np.ndarray:
        """(6,) rad -> the units of `Observation.state`."""
        low, high = -0.1745, 1.7453  # rad, the gripper closed and open
        return np.append(joints[:5], (joints[5] - low) / (high - low))

    def close(self) -> None:
        if self._driver is not None:
            self._driver.close()
        if self._camera is not None:
            self._camera.stop()
        self._process.close()

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
