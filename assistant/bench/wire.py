"""What goes over the servos' wire, and when: goals that move the arm, and holds that end a motion.

Reads the bytes as they are written to the serial port. Knows the servo protocol; nothing of who sends.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from drivers import feetech as ft

_GOALS_AT = ft.ACCELERATION.address  # where the arm's one packet of goals begins
_LOOK_AT_ALL = ft.TORQUE_ENABLE.address, ft.MOVING.address + 1 - ft.TORQUE_ENABLE.address  # what a hold reads, and nothing else does


@dataclass(frozen=True)
class Write:
    """One packet of goals. at: s of time.perf_counter(). goals: {servo: ticks}. hold: they were read from the servos just before. moves: they are others than the last."""

    at: float
    goals: dict[int, int]
    hold: bool
    moves: bool


class Wire:
    """Watches a drivers.feetech.Bus from now on."""

    def __init__(self, bus: ft.Bus) -> None:
        self.writes: list[Write] = []
        self._goals: dict[int, int] = {}
        self._looked = False
        bus.watch = self.take

    def take(self, packet: bytes) -> None:
        now = time.perf_counter()
        for _, instruction, body in ft.parse(bytearray(packet)):
            if instruction == ft.SYNC_WRITE and body[0] == _GOALS_AT:
                goals = _goals(body)
                self.writes.append(Write(now, goals, self._looked, any(self._goals.get(servo) != goal for servo, goal in goals.items())))
                self._goals.update(goals)
            self._looked = instruction == ft.SYNC_READ and tuple(body[:2]) == _LOOK_AT_ALL

    def motion(self, since: float) -> float | None:
        """When the first goals went out that are no hold and not where the arm was sent before."""
        return next((write.at for write in self._later(since) if write.moves and not write.hold), None)

    def hold(self, since: float, until: float = float("inf")) -> float | None:
        """When the hold went out after which nothing moved up to `until`: of several in a row (a pause, and the stop that it became) the first."""
        found = None
        for write in reversed(self._later(since)):
            if write.at <= until:
                if write.moves and not write.hold:
                    break
                found = write.at if write.hold else found
        return found

    def motions(self, since: float) -> int:
        return sum(write.moves and not write.hold for write in self._later(since))

    def _later(self, since: float) -> list[Write]:
        writes = self.writes  # appended to meanwhile, never changed
        first = len(writes)
        while first and writes[first - 1].at >= since:
            first -= 1
        return writes[first:]


def _goals(body: bytes) -> dict[int, int]:
    """body: address, size, and for each servo its id and so many bytes."""
    size, offset = body[1], ft.GOAL_POSITION.address - _GOALS_AT
    return {body[at]: ft.GOAL_POSITION.decode(body[at + 1 + offset :]) for at in range(2, len(body), size + 1)}
