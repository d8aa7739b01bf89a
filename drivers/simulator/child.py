"""The robot's own process, as the app starts it: `python -m drivers.simulator.child CONTROL FRAMES MEMORY` (file descriptors).

Does what `client.RobotProcess` asks over the control channel, answers the servo bus meanwhile, and ends when the app does.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any

import numpy as np

from drivers.simulator.control import SLOTS, Channel, Closed, Pictures
from drivers.simulator.painter import CAMERA, DrawingError, Painter, draw
from drivers.simulator.robot import SimulatedRobot
from drivers.simulator.things import Thing

log = logging.getLogger("vela.simulator")
ORPHAN_CHECK = 1.0
"""Seconds between looks whether the app still lives, should somebody else hold the channel open."""


class Child:
    """One robot, served until the app hangs up."""

    def __init__(self, control: Channel, frames: Channel, memory: int) -> None:
        """Waits for the app's first message, which says what robot to be."""
        self._control, self._frames, self._parent = control, frames, os.getppid()
        opening = control.receive()
        self._realtime, self._depth = opening["realtime"], opening["depth"]
        self._width, self._height, fps = opening["width"], opening["height"], opening["fps"]
        self._pictures = Pictures(memory, self._width, self._height)
        self._number = 0
        self.robot = SimulatedRobot(_things(opening["things"]), opening["seed"], opening["baudrate"])
        self._painter: Painter | None = None
        if self._realtime and fps:
            self._painter = Painter(fps, self._width, self._height, self._depth, self._show, self._blind)
        intrinsics = self.robot.world.intrinsics(CAMERA, self._width, self._height)
        control.send({"port": self.robot.port, "intrinsics": [float(value) for value in intrinsics]})

    def live(self) -> None:
        """Returns when the app says `close`; Closed when it is gone."""
        while True:
            if self._realtime:
                self.robot.serve_realtime(self._has_parent, (self._control,), self._painter and self._painter.look)
            else:
                while not self.robot.serve((self._control,), ORPHAN_CHECK) and self._has_parent():
                    pass
            if not self._has_parent():
                raise Closed
            message = self._control.receive()
            if message["do"] == "close":
                return
            self._control.send(self._answer(message))

    def close(self) -> None:
        if self._painter is not None:
            self._painter.close()
        self.robot.close()

    def _has_parent(self) -> bool:
        return os.getppid() == self._parent

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"advance": self._advance, "frame": self._frame, "scene": self._scene, "truth": self._truth}[message.pop("do")](**message)
        except (ValueError, DrawingError) as error:
            return {"error": type(error).__name__, "why": str(error)}

    def _advance(self, seconds: float) -> dict[str, Any]:
        self.robot.advance(seconds)
        return {"time": self.robot.world.time}

    def _truth(self) -> dict[str, Any]:
        self.robot.serve()
        return self.robot.truth()

    def _scene(self, things: list[dict], seed: int) -> dict[str, Any]:
        self.robot.set_scene(_things(things), seed)
        return {}

    def _frame(self) -> dict[str, Any]:
        color, depth = draw(self.robot.world, self._width, self._height, self._depth)
        return self._put(color, depth)

    def _put(self, color: np.ndarray, depth: np.ndarray | None) -> dict[str, Any]:
        """Into the next slot of the shared memory; returns what the app needs to find it."""
        self._number += 1
        slot = self._number % SLOTS
        self._pictures.color[slot][:] = color
        if depth is not None:
            self._pictures.depth[slot][:] = depth
        return {"slot": slot, "number": self._number}

    def _show(self, color: np.ndarray, depth: np.ndarray | None) -> None:
        """A picture from the painter, in its thread."""
        try:
            self._frames.offer(self._put(color, depth))
        except Closed:
            log.debug("nobody looks at the pictures any more")  # the control channel ends the process

    def _blind(self, error: Exception) -> None:
        """The painter ended: the arm goes on, the camera delivers nothing more, and the app is told why."""
        why = str(error) if isinstance(error, DrawingError) else f"The simulated camera's drawing failed ({type(error).__name__}: {error})."
        log.error("%s", why)
        try:
            self._frames.offer({"error": why})
        except Closed:
            log.debug("nobody looks at the pictures any more")


def _things(plain: list[dict[str, Any]]) -> tuple[Thing, ...]:
    return tuple(Thing(**{**thing, "at": tuple(thing["at"]) if thing["at"] else None}) for thing in plain)


def main(arguments: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="simulator: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the app's: it brings the arm to rest, then hangs up
    control, frames, memory = (int(number) for number in arguments)
    channel = Channel.of(control)
    try:
        child = Child(channel, Channel.of(frames), memory)
    except Closed:
        return 0
    except (ValueError, OSError, RuntimeError) as error:
        channel.send({"error": type(error).__name__, "why": str(error)})
        return 1
    try:
        child.live()
    except Closed:
        return 0  # the app is gone
    finally:
        child.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
