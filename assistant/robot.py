"""The robot, put together: an arm, a camera and a clock, seen as one `Observation`.

Opens them in an order in which nothing moves by surprise, and closes them in the reverse. Takes plain arguments;
knows nothing of rooms, settings or what the robot is used for.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

from assistant.interface import Intrinsics, Observation
from assistant.motion.clock import Clock, LockstepClock, RealClock
from drivers import feetech
from drivers.arm import Arm
from drivers.calibration import load_calibration, stored_calibration
from drivers.realsense import Camera, Frame

FIRST_PICTURE = 15.0  # seconds; a RealSense takes a few to set its exposure
ANSWER, UNHURRIED = 0.2, 3.0  # seconds to wait for a servo; in lockstep nothing is late, but a busy machine may not get to the simulator for a while
CAMERA = "front"


@dataclass(frozen=True)
class View:
    """What to ask of the camera: pixels, frames per second, and depth beside colour; serial None takes the only one there is."""

    width: int = 640
    height: int = 480
    fps: int = 15
    depth: bool = True
    serial: str | None = None


class Robot:
    """A connected robot that holds still. Close it, or use it as a context manager; closing leaves it holding.

    arm: drivers.arm.Arm. camera: drivers.realsense.Camera, or None. clock: the robot's. simulator: the process behind a
    simulated one (for scenes and scoring only), else None.
    """

    def __init__(
        self, arm: Arm, camera: Camera | None, clock: Clock, closing: ExitStack, simulator: Any = None, draw: Callable[[], Any] | None = None,
    ) -> None:
        """draw: has a picture drawn where none comes by itself (lockstep)."""
        self.arm, self.camera, self.clock, self.simulator = arm, camera, clock, simulator
        self._closing = closing
        self._draw = draw

    def close(self) -> None:
        """Camera, arm, simulator; may be called twice."""
        self._closing.close()

    def __enter__(self) -> Robot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def observe(self) -> Observation:
        """What the robot sees and feels now. Raises CameraError without a picture, BusError without the arm."""
        frame = self._frame() if self.camera is not None else None
        joints = self.arm.read()
        body = {"velocity": joints.velocities, "goal": self.arm.goals}
        if frame is None:
            return Observation({}, joints.positions, self.clock.now(), **body)
        depth = {} if frame.depth is None else {CAMERA: frame.depth}
        seen = {CAMERA: Intrinsics(**asdict(frame.intrinsics))}
        return Observation({CAMERA: frame.color}, joints.positions, frame.time, depth, seen, **body)

    def _frame(self) -> Frame:
        frame = self.camera.latest()
        if self._draw is not None:
            self._draw()
            return self.camera.wait(0 if frame is None else frame.number, FIRST_PICTURE)
        return frame or self.camera.wait(0, FIRST_PICTURE)


def connect(
    port: str, baudrate: int = 1_000_000, calibration: str | Path | None = None, view: View | None = View(),
    on_camera: Callable[[str | None], None] | None = None,
) -> Robot:
    """The robot on serial port `port`, with a RealSense, or with view=None without eyes. Nothing moves.

    calibration: LeRobot's file, or None for what the servos keep. on_camera: told what is wrong with the camera, None when
    it is well again. Raises BusError, CalibrationError, ArmError or CameraError, each one sentence; then all is closed again.
    """
    with ExitStack() as closing:
        clock = RealClock()
        arm = _arm(closing, port, baudrate, calibration, clock)
        camera = None if view is None else _camera(closing, view, clock, on_camera)
        return Robot(arm, camera, clock, closing.pop_all())


def simulate(
    things: Sequence, seed: int, lockstep: bool = False, baudrate: int = 1_000_000, calibration: str | Path | None = None,
    view: View | None = View(), on_camera: Callable[[str | None], None] | None = None, own_camera: bool = True,
    paced: bool = False, faults: Mapping[str, float] | None = None,
) -> Robot:
    """As `connect`, the robot being a simulator started here, with `things` (drivers.simulator.things.Thing) on its table.

    lockstep: its time passes only as the clock is told to wait. own_camera: False looks through a RealSense on USB instead.
    paced: whether the servos' answers take the time they would on a wire. faults: what is wrong with that wire, as in drivers.simulator.wire.Faults.
    Raises ValueError when the things do not fit, SimulatorError.
    """
    from drivers.simulator.client import launch  # only who simulates pays for MuJoCo
    from drivers.simulator.wire import Faults

    shape = {} if view is None else {"fps": view.fps, "width": view.width, "height": view.height, "depth": view.depth}
    with ExitStack() as closing:
        simulator = launch(things, seed, realtime=not lockstep, paced=paced, faults=Faults(**faults) if faults else None, **shape)
        closing.callback(simulator.close)
        clock = LockstepClock(simulator.advance) if lockstep else RealClock()
        arm = _arm(closing, simulator.port, baudrate, calibration, clock, UNHURRIED if lockstep else ANSWER)
        context = simulator.camera_context if own_camera and view is not None else None
        camera = None if view is None else _camera(closing, view, clock, on_camera, context, stalls=context is None or not lockstep)
        draw = simulator.frame_now if lockstep and context is not None else None
        return Robot(arm, camera, clock, closing.pop_all(), simulator, draw)


def _arm(closing: ExitStack, port: str, baudrate: int, calibration: str | Path | None, clock: Clock, patience: float = ANSWER) -> Arm:
    if calibration is None:
        with feetech.Bus(port, baudrate, patience) as bus:
            stored = stored_calibration(bus)
    else:
        stored = load_calibration(calibration)
    arm = Arm(port, stored, baudrate, timeout=patience, clock=clock.now)
    arm.connect()
    closing.callback(arm.close)
    return arm


def _camera(
    closing: ExitStack, view: View, clock: Clock, on_change: Callable[[str | None], None] | None,
    context: Any = None, stalls: bool = True,
) -> Camera:
    camera = Camera(
        view.serial, view.width, view.height, view.fps, context, view.depth, clock=clock.now, on_change=on_change,
        **({} if stalls else {"stall_after": None}),
    )
    camera.start()
    closing.callback(camera.stop)
    return camera
