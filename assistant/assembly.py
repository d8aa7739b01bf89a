"""Vela put together from its settings: every part is built here, handed its neighbours, and closed in the right order.

The only place besides app.py that knows the settings and all the rooms. What a user can mend raises `Unusable`, one sentence.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from assistant.config import ROOT, Config, resolve
from assistant.dialogue import Dialogue
from assistant.events import Bus, Problem, Recovered
from assistant.interface import JOINTS, VLA
from assistant.late import Loading
from assistant.misheard import Misheard
from assistant.motion.executor import Executor, Pace
from assistant.motion.safety import Limits, Safety
from assistant.motion.watch import Watch
from assistant.robot import Robot, View, connect, simulate
from assistant.translation import Interpreter, LanguageError, interpreter
from drivers.arm import ArmError
from drivers.calibration import CalibrationError
from drivers.feetech import BusError
from drivers.realsense import CameraError

log = logging.getLogger(__name__)

PHRASES = ROOT / "prompts" / "phrases.yaml"
UNFINISHED = ROOT / "prompts" / "unfinished.yaml"
MISHEARD = ROOT / "prompts" / "misheard.yaml"
SAMPLES = ROOT / "prompts" / "samples.yaml"
MANNERS = ROOT / "prompts" / "manners.yaml"
LANGUAGES = ROOT / "prompts" / "languages"
HOTWORDS = ROOT / "prompts" / "hotwords.txt"
MOST_THREADS = 4
"""Of the model's: more do not make so small a one any faster."""
SIMULATOR = "simulator"


class Unusable(Exception):
    """Vela cannot start as configured. The message is one sentence: what is wrong, and what to do."""


@dataclass
class Parts:
    """A running Vela, all but its ears, mouth and panel. seconds: how long each part took to start."""

    bus: Bus
    robot: Robot
    vla: VLA
    safety: Safety
    executor: Executor
    dialogue: Dialogue
    seconds: dict[str, float]


@contextmanager
def assembled(
    config: Config, things: Sequence | None = None, seed: int | None = None, lockstep: bool = False, vla: VLA | None = None, voice: Any = None, bus: Bus | None = None,
) -> Iterator[Parts]:
    """Robot, brain, safety, executor and dialogue, ready for turns; on leaving, the arm is stopped and holds, and all is closed.

    things, seed: what stands on the simulator's table instead of what the settings say. lockstep: the simulated robot's time
    passes only while it moves. vla: another brain than the configured one. voice: what the dialogue speaks with.
    """
    bus = bus or Bus()
    seconds: dict[str, float] = {}
    with ExitStack() as closing:
        loading = Loading("the model", lambda: _timed(seconds, "brain", lambda: vla or load_vla(config))).start()  # while the robot starts
        robot = _timed(seconds, "robot", lambda: open_robot(config, things, seed, lockstep, bus))
        closing.callback(robot.close)
        brain = loading.result()
        safety = Safety(robot.arm, limits(config), bus, clock=robot.clock, home=config.motion.home)
        if not lockstep:  # else its time stands still while nobody moves it
            watch = Watch(safety, bus)
            watch.start()
            closing.callback(watch.close)
        executor = Executor(brain, safety, robot.observe, robot.clock, bus, pace(config))
        closing.callback(executor.close)
        lost = unfinished()["makes_nothing_of_it"]
        dialogue = Dialogue(
            brain, executor, safety, voice, bus, phrases(), robot.observe,
            misheard=Misheard(brain, misheard(), lost), interpreter=other_languages(), makes_nothing_of_it=lost,
        )
        closing.callback(safety.stop, "signal")  # nothing may move while the rest is closed
        closing.callback(dialogue.close)
        yield Parts(bus, robot, brain, safety, executor, dialogue, seconds)


def open_robot(config: Config, things: Sequence | None, seed: int | None, lockstep: bool, bus: Bus) -> Robot:
    """The robot the settings name, connected and holding still. Raises Unusable."""
    on_camera = _camera_news(bus)
    view = None if config.camera.source == "none" else View(config.camera.width, config.camera.height, config.camera.fps, config.camera.depth, config.camera.serial)
    calibration = resolve(config.arm.calibration) if config.arm.calibration else None
    try:
        if config.arm.port != SIMULATOR:
            if things is not None:
                raise Unusable(f"A scene can be set only on the simulator's table, but arm.port is {config.arm.port}; leave the scene out.")
            return connect(config.arm.port, config.arm.baudrate, calibration, view, on_camera)
        from drivers.simulator.client import SimulatorError

        try:
            return simulate(
                scene(config) if things is None else things, config.scene.seed if seed is None else seed,
                lockstep, config.arm.baudrate, calibration, view, on_camera, config.camera.source == "auto",
                config.wire.paced and not lockstep, config.wire.model_dump(exclude={"paced"}),
            )
        except (ValueError, SimulatorError) as error:
            raise Unusable(str(error)) from error
    except (BusError, ArmError, CalibrationError, CameraError) as error:
        raise Unusable(str(error)) from error


def scene(config: Config) -> tuple:
    """The configured things, for the simulator."""
    from drivers.simulator.scene import things_from

    return things_from([thing.model_dump(exclude_none=True) for thing in config.scene.objects])


def load_vla(config: Config) -> VLA:
    """The model that vla.checkpoint names, on half of the processor's cores. Raises Unusable."""
    import torch  # heavy, as is what comes next

    from assistant.vla.loading import CheckpointError, load_brain

    # on two cores a second thread answers hardly sooner, waits with a busy loop, and takes the core that ears, voice and servos need: 0.3 s until she speaks
    torch.set_num_threads(min(max(usable_cores() // 2, 1), MOST_THREADS))
    try:
        return load_brain(resolve(config.vla.checkpoint), config.vla.coverage, config.vla.body)
    except CheckpointError as error:
        raise Unusable(str(error)) from error


def usable_cores() -> int:
    """How many of the processor's cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limits(config: Config) -> Limits:
    joints = [getattr(config.motion.joints, name) for name in JOINTS]
    return Limits(**{key: tuple(getattr(joint, key) for joint in joints) for key in ("low", "high", "speed", "acceleration")})


def pace(config: Config) -> Pace:
    return Pace(retries=config.motion.retries, step_seconds=config.motion.step_timeout)


def phrases() -> dict[str, str]:
    return _words(PHRASES)


def unfinished() -> dict[str, Any]:
    """How half a sentence is known (see completeness.py)."""
    return _words(UNFINISHED)


def misheard() -> dict[str, Any]:
    """How misheard words are known (see misheard.py)."""
    return _words(MISHEARD)


def samples() -> dict[str, str]:
    """What a voice says when it is tried."""
    return _words(SAMPLES)


def manners() -> dict[str, Any]:
    """What is said besides the conversation (see manners.py)."""
    return _words(MANNERS)


def other_languages() -> Interpreter:
    """The languages besides English (see translation/). Raises Unusable."""
    try:
        return interpreter(LANGUAGES)
    except (OSError, LanguageError) as error:
        raise Unusable(f"The languages cannot be read: {error}") from error


def _words(path: Path) -> dict[str, Any]:
    """A file of prompts/. Raises Unusable."""
    try:
        words = YAML(typ="safe", pure=True).load(path)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise Unusable(f"{path} cannot be read ({' '.join(str(error).split())}); bring it back with git checkout, or correct it.") from error
    if not isinstance(words, dict):
        raise Unusable(f"{path} must hold names with what is said for each; bring it back with git checkout, or correct it.")
    return words


def _camera_news(bus: Bus):
    """What the camera says of itself, as events."""

    def news(fault: str | None) -> None:
        bus.publish(Recovered(part="camera") if fault is None else Problem(part="camera", text=fault))

    return news


def _timed(seconds: dict[str, float], name: str, make):
    began = time.perf_counter()
    made = make()
    seconds[name] = round(time.perf_counter() - began, 3)
    return made
