"""Pictures of the world. In real time they are drawn in a process of their own, from copies of the world's state.

In a process, and a little less urgent than the servos: a mere thread that is put aside by a busy machine while it holds
Python's lock would keep the servos waiting. Knows nothing of librealsense or of who looks at the pictures.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import signal
import subprocess
import sys
import time
from typing import Any, Sequence

import mujoco
import numpy as np

from drivers.simulator import graphics
from drivers.simulator.control import Channel, Closed, Pictures, spawn
from drivers.simulator.things import Thing
from drivers.simulator.world import World

log = logging.getLogger("vela.simulator")
CAMERA = "front"
FARTHEST = 10.0
"""Metres: what is farther, or nothing at all, has no depth (0), as with a D435."""
NICENESS = 5
STILL = 5e-5
"""Metres, radians: what has moved less than this since the last picture looks as it did there, a tenth of a pixel off, and is not drawn again."""
START, END = 30.0, 2.0
"""Seconds in which the painter must have started, and have put down its brush."""


class DrawingError(Exception):
    """No pictures can be drawn; the sentence says what to install."""


def draw(world: World, width: int, height: int, depth: bool) -> tuple[np.ndarray, np.ndarray | None]:
    """(H, W, 3) uint8 RGB and, if asked, (H, W) uint16 millimetres, 0 = unknown. DrawingError without OpenGL."""
    if missing := graphics.missing():
        raise DrawingError(missing)
    color, metres = world.render(CAMERA, width, height, depth)
    if metres is None:
        return color, None
    known = np.where(metres < FARTHEST, metres * np.float32(1000.0) + np.float32(0.5), 0)
    return color, known.astype(np.uint16)


class Painter:
    """The painter as the robot's process has it: `fps` times a second it is shown where everything is."""

    def __init__(self, fps: int, width: int, height: int, depth: bool, frames: Channel, memory: int) -> None:
        """frames: where pictures are announced; this and the memory's descriptor are handed over and closed here."""
        self._period, self._due = 1.0 / fps, 0.0
        self._canvas, theirs = Channel.pair()
        self._process = spawn("drivers.simulator.painter", theirs.fileno(), frames.fileno(), memory)
        for end in (theirs, frames):
            end.close()
        os.close(memory)
        self._works = True
        self._tell({"width": width, "height": height, "depth": depth})

    def wait_ready(self) -> None:
        """Returns when it can draw, or cannot (which is logged): its start takes a second, while others start too."""
        try:
            self._canvas.receive(START)
        except (Closed, TimeoutError):
            self._give_up()

    def look(self, world: World) -> None:
        """Called by the world's owner after every step: costs nothing unless a picture is due."""
        now = time.monotonic()
        if now < self._due or not self._works:
            return
        self._due = max(self._due + self._period, now)
        self._tell({"things": to_plain(world.things), "positions": world.data.qpos.tolist()})

    def _tell(self, message: dict[str, Any]) -> None:
        try:
            self._canvas.offer(message)
        except Closed:
            self._give_up()

    def _give_up(self) -> None:
        self._works = False
        log.error("The simulated camera's drawing process ended: the arm goes on without pictures; start the simulated robot again.")

    def close(self) -> None:
        self._canvas.close()
        try:
            self._process.wait(END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def to_plain(things: Sequence[Thing]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(thing) for thing in things]


def from_plain(plain: list[dict[str, Any]]) -> tuple[Thing, ...]:
    return tuple(Thing(**{**thing, "at": tuple(thing["at"]) if thing["at"] else None}) for thing in plain)


def paint(canvas: Channel, frames: Channel, memory: int) -> None:
    """The process: draws the newest state it was shown, again and again, until nobody shows it any (Closed)."""
    opening = canvas.receive()
    size = opening["width"], opening["height"]
    pictures = Pictures(memory, *size)
    view = World(())
    picture = draw(view, *size, opening["depth"])  # the first takes long
    canvas.send({"ready": True})
    while True:
        state = canvas.receive_newest()
        if shown(view, from_plain(state["things"]), np.array(state["positions"])):
            picture = draw(view, *size, opening["depth"])
        frames.offer(pictures.put(*picture))


def shown(view: World, things: tuple[Thing, ...], positions: np.ndarray) -> bool:
    """Puts all that can be seen where it is; False, and nothing done, when it has been there before. positions: MuJoCo's qpos."""
    if view.things != things:
        view.reset(things, 0)
    elif np.abs(view.data.qpos - positions).max() < STILL:
        return False
    view.data.qpos[:] = positions
    mujoco.mj_forward(view.model, view.data)
    return True


def main(arguments: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="simulator: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    canvas, frames, memory = (int(number) for number in arguments)
    try:
        paint(Channel.of(canvas), Channel.of(frames), memory)
    except Closed:
        return 0  # the robot is gone, or nobody looks any more
    except DrawingError as error:
        log.error("%s", error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
