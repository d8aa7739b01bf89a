"""The robot's own process, as the app starts it: `python -m drivers.simulator.child CONTROL FRAMES MEMORY` (file descriptors).

Does what `client.RobotProcess` asks over the control channel, answers the servo bus meanwhile, and ends when the app does.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any

from drivers.simulator.control import Channel, Closed, Pictures
from drivers.simulator.painter import CAMERA, DrawingError, Painter, draw, from_plain
from drivers.simulator.robot import SimulatedRobot
from drivers.simulator.wire import Faults
from drivers.simulator.world import Look

ORPHAN_CHECK = 1.0
"""Seconds between looks whether the app still lives, should somebody else hold the channel open."""


class Child:
    """One robot, served until the app hangs up."""

    def __init__(self, control: Channel, frames: Channel, memory: int) -> None:
        """Waits for the app's first message, which says what robot to be."""
        self._control, self._parent = control, os.getppid()
        opening = control.receive()
        self._realtime, fps = opening["realtime"], opening["fps"]
        self._shape = opening["width"], opening["height"], opening["depth"]
        self._painter = self._pictures = None
        if self._realtime and fps:
            self._painter = Painter(fps, *self._shape, frames, memory)
        else:
            frames.close()  # pictures are asked for over the control channel, or never
            self._pictures = Pictures(memory, *self._shape[:2])
        self.robot = SimulatedRobot(from_plain(opening["things"]), opening["seed"], opening["baudrate"], opening["paced"], Faults(**{**opening["faults"], "silent": set(opening["faults"]["silent"])}))
        intrinsics = self.robot.world.intrinsics(CAMERA, *self._shape[:2])
        if self._painter is not None:
            self._painter.wait_ready()
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

    def _frame(self) -> dict[str, Any]:
        return self._pictures.put(*draw(self.robot.world, *self._shape))

    def _scene(self, things: list[dict], seed: int, look: dict | None) -> dict[str, Any]:
        self.robot.set_scene(from_plain(things), seed, None if look is None else Look(**look))
        return {}

    def _truth(self) -> dict[str, Any]:
        return self.robot.truth()


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
