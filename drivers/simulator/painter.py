"""Pictures of the world, drawn from a copy of its state in a thread of their own, so that drawing never delays the servos.

Knows the world and the clockwork of frames; nothing of librealsense or of who looks at the pictures.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from typing import Callable, Sequence

import mujoco
import numpy as np

from drivers.simulator import graphics
from drivers.simulator.things import Thing
from drivers.simulator.world import World

CAMERA = "front"
FARTHEST = 10.0
"""Metres: what is farther, or nothing at all, has no depth (0), as with a D435."""
NICENESS = 10
"""How far drawing steps back for the servo loop when both want the processor."""


class DrawingError(Exception):
    """No pictures can be drawn; the sentence says what to install."""


@dataclass(frozen=True)
class State:
    """What a picture needs of a world: who stands in it, and the positions of everything (MuJoCo's qpos)."""

    things: tuple[Thing, ...]
    positions: np.ndarray


def state_of(world: World) -> State:
    return State(world.things, world.data.qpos.copy())


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
    """Draws `fps` pictures a second of the newest state it was given.

    deliver(color, depth) is called from the painter's thread; failed(error) when it had to end.
    """

    def __init__(
        self,
        fps: int,
        width: int,
        height: int,
        depth: bool,
        deliver: Callable[[np.ndarray, np.ndarray | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._period, self._size, self._depth = 1.0 / fps, (width, height), depth
        self._deliver, self._failed = deliver, failed
        self._wanted = threading.Event()
        self._given = threading.Event()
        self._state: State | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="painter", daemon=True)
        self._thread.start()

    def look(self, world: World) -> None:
        """Called by the world's owner after every step: costs nothing unless a picture is due."""
        if self._wanted.is_set():
            self._wanted.clear()
            self._state = state_of(world)
            self._given.set()

    def close(self) -> None:
        self._stopping = True
        self._given.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        try:
            if hasattr(os, "setpriority"):  # on Linux a thread has its own niceness
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
            self._paint()
        except Exception as error:  # noqa: BLE001 - handed on: the robot goes on without eyes and says so
            self._failed(error)

    def _paint(self) -> None:
        view: World | None = None
        due = time.monotonic()
        while True:
            time.sleep(max(0.0, due - time.monotonic()))
            due = max(due + self._period, time.monotonic())
            self._given.clear()
            self._wanted.set()
            if not self._stopping:  # `close` may have set both before the line that cleared one
                self._given.wait()
            if self._stopping:
                break
            state = self._state
            if view is None or view.things != state.things:
                view = _view(state.things, view)
            view.data.qpos[:] = state.positions
            mujoco.mj_forward(view.model, view.data)
            color, depth = draw(view, *self._size, self._depth)
            self._deliver(color, depth)
        if view is not None:
            view.close()  # in the thread that drew: OpenGL belongs to it


def _view(things: Sequence[Thing], before: World | None) -> World:
    """A world only to be drawn: these things, whose places are given."""
    if before is None:
        return World(things)
    before.reset(things, 0)
    return before
