"""The simulated robot as the app has it: a process of its own, with a serial port, a camera, and nothing else in common.

`launch` starts one. What it does with simulated time, scenes and ground truth is for evaluation; the running assistant
uses only `port` and `camera_context`, as it would a real robot's.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import threading
from dataclasses import asdict
from typing import Any, Sequence

from drivers.realsense import Intrinsics
from drivers.simulator.camera import SimulatedCamera
from drivers.simulator.control import Channel, Closed, Pictures, spawn
from drivers.simulator.painter import to_plain
from drivers.simulator.robot import DEFAULT_THINGS
from drivers.simulator.things import Thing
from drivers.simulator.wire import Faults
from drivers.simulator.world import Look

log = logging.getLogger("vela.simulator")
START, ANSWER, END = 60.0, 30.0, 3.0
"""Seconds a robot may take to start, to answer, and to end."""


class SimulatorError(Exception):
    """The simulated robot cannot do this, or is gone; one sentence, with what to do."""


def launch(
    things: Sequence[Thing] = DEFAULT_THINGS,
    seed: int = 0,
    realtime: bool = True,
    fps: int = 15,
    width: int = 640,
    height: int = 480,
    depth: bool = True,
    baudrate: int = 1_000_000,
    paced: bool = False,
    faults: Faults | None = None,
) -> "RobotProcess":
    """Start a simulated robot and wait until its port is there.

    realtime: False for lockstep, where time passes only in `advance` and pictures come only from `frame_now`.
    fps: pictures a second in real time, 0 for none. depth: False for a camera with colour only (a quarter less to draw).
    paced, faults: of the servos' wire, see ServoBus.
    ValueError when the things do not fit, or for faults that are none; SimulatorError when the robot does not start.
    """
    return RobotProcess(things, seed, realtime, fps, width, height, depth, baudrate, paced, faults or Faults())


class RobotProcess:
    """A running simulated robot. Safe to use from several threads; close it, or use it as a context manager."""

    def __init__(
        self, things: Sequence[Thing], seed: int, realtime: bool, fps: int, width: int, height: int, depth: bool, baudrate: int, paced: bool, faults: Faults,
    ) -> None:
        faults.check()
        self.realtime = realtime
        self._fps, self._has_depth = fps, depth
        self._asking = threading.Lock()
        self._seeing = threading.Lock()
        self._camera: SimulatedCamera | None = None
        self._feeder: threading.Thread | None = None
        self._closed = False
        self._control, theirs = Channel.pair()
        self._frames, their_frames = Channel.pair()
        memory = Pictures.memory(width, height)
        try:
            self._pictures = Pictures(memory, width, height)
            self._process = spawn("drivers.simulator.child", theirs.fileno(), their_frames.fileno(), memory)
        finally:
            theirs.close()
            their_frames.close()
            os.close(memory)
        opening = {"things": to_plain(things), "seed": seed, "realtime": realtime,
                   "fps": fps, "width": width, "height": height, "depth": depth, "baudrate": baudrate,
                   "paced": paced, "faults": {**asdict(faults), "silent": sorted(faults.silent)}}
        try:
            ready = self._exchange(opening, START)
        except BaseException:
            self.close()
            raise
        self.port: str = ready["port"]
        """Path of the serial port."""
        self.intrinsics = Intrinsics(width, height, *ready["intrinsics"])
        atexit.register(self.close)

    # -- what a robot has ----------------------------------------------------------------------

    @property
    def alive(self) -> bool:
        return not self._closed and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    @property
    def camera_context(self) -> Any:
        """The rs.context whose one camera delivers this robot's pictures. CameraError when librealsense does not load."""
        return self._eye().context

    def _eye(self) -> SimulatedCamera:
        with self._seeing:
            if self._camera is None:
                self._camera = SimulatedCamera(self.intrinsics, self._fps or 15, self._has_depth)
                if self.realtime:
                    self._feeder = threading.Thread(target=self._feed, name="simulated camera", daemon=True)
                    self._feeder.start()
            return self._camera

    def _feed(self) -> None:
        """Every newest picture into librealsense, until the robot is gone; then its camera is unplugged."""
        try:
            while True:
                # only the newest: the others' memory may be drawn over already
                self._show(self._camera, self._frames.receive_newest())
        except (Closed, OSError):
            log.debug("the robot's camera is gone")
        finally:
            self._camera.unplug()

    def _show(self, camera: SimulatedCamera, message: dict[str, Any]) -> None:
        slot = message["slot"]
        camera.feed(self._pictures.color[slot], self._pictures.depth[slot] if self._has_depth else None, message["number"])

    # -- what only a simulation has ------------------------------------------------------------

    def advance(self, seconds: float) -> float:
        """Lockstep: let simulated time pass, and return the new time in seconds. All that was written to the port before counts."""
        self._lockstep("advance")
        return self._ask(do="advance", seconds=seconds)["time"]

    def frame_now(self) -> int:
        """Lockstep: draw one picture and deliver it through librealsense; returns its number.

        The camera must be started, or the picture is lost; then `camera.wait` has it in a moment.
        """
        self._lockstep("frame_now")
        camera = self._eye()
        answer = self._ask(do="frame")
        self._show(camera, answer)
        return answer["number"]

    def set_scene(self, things: Sequence[Thing], seed: int, look: Look | None = None) -> None:
        """Clear the table, put other things on it, and put the arm to rest; time starts at 0. ValueError when they do not fit.

        look: how all of it looks from now on, where pictures are drawn on request (in lockstep); None leaves that as it is.
        """
        if look is not None:
            self._lockstep("set_scene with a look")
        self._ask(do="scene", things=to_plain(things), seed=seed, look=None if look is None else asdict(look))

    def truth(self) -> dict[str, Any]:
        """What is really there, for scoring only (base frame, metres, radians).

        {"time", "joints": [6], "velocities": [6], "grasped": name of what both fingers touch or None, "things": {name: {"kind", "color", "size", "radius", "height",
        "position": [x, y, z] of its centre, "quaternion": [w, x, y, z]}}}
        """
        return self._ask(do="truth")

    def close(self) -> None:
        """End the robot: its port and camera are gone. May be called twice."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        try:
            self._control.send({"do": "close"})
            self._process.wait(END)
        except (Closed, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        if self._feeder is not None and self._feeder is not threading.current_thread():
            self._feeder.join(END)
        elif self._camera is not None:
            self._camera.unplug()
        self._control.close()
        self._frames.close()

    def __enter__(self) -> "RobotProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the channel ---------------------------------------------------------------------------

    def _lockstep(self, what: str) -> None:
        if self.realtime:
            raise SimulatorError(f"This simulated robot runs in real time, where {what} has no meaning: launch it with realtime=False.")

    def _ask(self, **message: Any) -> dict[str, Any]:
        return self._exchange(message, ANSWER)

    def _exchange(self, message: dict[str, Any], timeout: float) -> dict[str, Any]:
        if self._closed:
            raise SimulatorError("This simulated robot was closed: launch another.")
        with self._asking:
            try:
                self._control.send(message)
                answer = self._control.receive(timeout)
            except Closed as error:
                raise SimulatorError(self._obituary()) from error
            except TimeoutError as error:
                self._process.kill()  # whatever it still answers would be taken for the answer to something else
                raise SimulatorError(f"The simulated robot did not answer for {timeout:g} s and was ended: launch it again.") from error
        if "error" in answer:
            raise (ValueError if answer["error"] == "ValueError" else SimulatorError)(answer["why"])
        return answer

    def _obituary(self) -> str:
        try:
            status = self._process.wait(END)
        except subprocess.TimeoutExpired:
            return "The simulated robot hung up: its port and camera are gone; launch it again."
        how = f"was killed (signal {-status})" if status < 0 else f"ended (exit status {status})"
        return f"The simulated robot's process {how}: its port and camera are gone; launch it again."
