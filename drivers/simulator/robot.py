"""The simulated robot: a world, servos on a pseudo-terminal, and the clock that moves both.

Real time: `serve_realtime` lets the world's seconds pass with ours. Lockstep: they pass only in `advance`.
Knows nothing of processes; who owns it calls it from one thread.
"""

from __future__ import annotations

import select
import time
from typing import Any, Callable, Sequence

import numpy as np

from drivers import feetech as ft
from drivers.simulator.servo import AMBIENT
from drivers.simulator.servos import ServoBus
from drivers.simulator.things import Thing
from drivers.simulator.wire import Faults
from drivers.simulator.world import Look, World

DEFAULT_THINGS = (
    Thing("cup", "cup", "red"),
    Thing("bowl", "bowl", "blue"),
    Thing("ball", "ball", "yellow"),
    Thing("green_cube", "cube", "green"),
    Thing("blue_cube", "cube", "blue"),
)
LATE = 0.25
"""Seconds behind after which real time is let go rather than caught up with (the machine slept)."""


class SimulatedRobot:
    """An SO-101 at its table, reached through the serial port `port`. Not thread-safe: one owner."""

    def __init__(self, things: Sequence[Thing] = DEFAULT_THINGS, seed: int = 0, baudrate: int = 1_000_000, paced: bool = False, faults: Faults | None = None) -> None:
        """paced, faults: see ServoBus. ValueError when the things do not fit."""
        self.world = World(things, seed)
        self.bus = ServoBus(self.world, baudrate, paced=paced, faults=faults)
        self._owed = 0.0  # seconds asked for that are less than a step

    @property
    def port(self) -> str:
        """Path of the serial port."""
        return self.bus.port

    def serve(self, others: Sequence[Any] = (), timeout: float = 0.0) -> bool:
        """Answer what is asked on the bus, waiting up to `timeout` seconds for it; no simulated time passes.

        Returns True as soon as one of `others` (things with a fileno) has something to read.
        """
        ready, _, _ = select.select([self.bus, *others], [], [], max(0.0, timeout))
        self.bus.serve(0.0)  # also where nothing is asked: what is late on the wire may be due
        return any(other in ready for other in others)

    def advance(self, seconds: float) -> None:
        """Let simulated time pass, after everything already written to the bus was heard. ValueError if it is not positive."""
        if not 0.0 <= seconds <= 3600.0:
            raise ValueError(f"Simulated time goes forward, up to an hour at a time: {seconds!r} s is not possible.")
        self.bus.serve(0.0)
        self._owed += seconds
        steps = int(self._owed / self.world.timestep + 1e-6)
        self._owed -= steps * self.world.timestep
        for _ in range(steps):
            self._step()

    def serve_realtime(self, wanted: Callable[[], bool], others: Sequence[Any] = (), stepped: Callable[[World], None] | None = None) -> None:
        """Live in real time until one of `others` has something to read or `wanted()` is False.

        stepped: called with the world after every step.
        """
        due = time.monotonic()
        while wanted():
            if self.serve(others, due - time.monotonic()):
                return
            now = time.monotonic()
            if now - due > LATE:
                due = now
            if due <= now:  # one step, then the bus again: catching up must not keep a driver waiting
                due += self.world.timestep
                self._step()
                if stepped is not None:
                    stepped(self.world)

    def _step(self) -> None:
        self.bus.advance(self.world.timestep)
        self.world.step()

    def set_scene(self, things: Sequence[Thing], seed: int, look: Look | None = None) -> None:
        """Other things on the table, and the arm at rest again, held there if its torque was on. look: None leaves it as it is.

        ValueError when they do not fit; then nothing has changed.
        """
        self.world.reset(things, seed, look)
        self._owed = 0.0
        self.bus.advance(0.0)  # the servos find their shafts elsewhere
        for servo in self.bus.servos:
            servo.celsius = AMBIENT
            if servo.enabled:
                servo.write(ft.TORQUE_ENABLE.address, bytes(1))
                servo.write(ft.GOAL_POSITION.address, ft.GOAL_POSITION.encode(servo.present))
        self.bus.advance(0.0)

    def truth(self) -> dict[str, Any]:
        """What is really there, for scoring only: see `drivers.simulator.client.RobotProcess.truth`."""
        world = self.world
        things = {}
        for thing in world.things:
            position, quaternion = world.pose(thing.name)
            things[thing.name] = {
                "kind": thing.kind, "color": thing.color, "size": thing.size, "radius": thing.radius, "height": thing.height,
                "position": position.tolist(), "quaternion": quaternion.tolist(),
            }
        return {"time": world.time, "things": things, "joints": np.asarray(world.joint_positions()).tolist(),
                "velocities": np.asarray(world.joint_velocities()).tolist(),
                "grasped": world.grasped()}

    def close(self) -> None:
        """The port disappears, as when the cable is pulled."""
        self.bus.close()
        self.world.close()
