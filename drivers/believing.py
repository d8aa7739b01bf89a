"""Which position readings are believed: one further from the last than the joint could have moved since is not, until others agree with it.

A goal is made from where a joint is, so one wrong reading (a packet that was garbled and still has its checksum, an encoder that slipped) would
send it anywhere. Knows servos by number and positions in ticks; knows nothing of joints or of what is done with a reading.
"""

from __future__ import annotations

import logging
from typing import Callable, Iterable

from drivers import feetech as ft
from drivers.calibration import RADIANS_PER_TICK

log = logging.getLogger(__name__)

FASTEST = 6.0 / RADIANS_PER_TICK
"""Ticks a second: above what the motor does without a load (5.2 rad/s). A hand may be quicker; that costs two more readings."""
SLACK = 0.05 / RADIANS_PER_TICK
"""Ticks that two readings may differ by at the same moment: backlash and noise, with room."""
LONGEST = 0.05
"""Seconds: what is older tells no more than this much of where a joint can be, or after a rest any reading would do."""
CONSISTENT = 3
"""Readings in a row that agree are believed, however far from the last."""

Blocks = dict[int, bytes]


class Believing:
    """Remembers the last believed position of each servo. Any thread may call: what is remembered of a servo is replaced as a whole."""

    def __init__(self, clock: Callable[[], float]):
        self._clock = clock
        self._last: dict[int, tuple[int, float]] = {}  # servo -> ticks, and the time before which it was read

    def forget(self) -> None:
        """Whatever was believed may have changed: the next readings must agree with each other."""
        self._last.clear()

    def last(self, servo: int, seconds: float) -> int | None:
        """The ticks where it was, if that is known of the last `seconds`."""
        ticks, since = self._last.get(servo, (None, 0.0))
        return ticks if self._clock() - since <= seconds else None

    def read(self, ask: Callable[[Iterable[int]], Blocks], servos: Iterable[int], at: int) -> Blocks:
        """What `ask(servos)` yields, without those whose position is not believed; its register is `at` bytes into each block.

        Where one is in doubt, `ask` is called again for it, up to CONSISTENT times in all.
        """
        position = lambda block: ft.PRESENT_POSITION.decode(block[at:])  # noqa: E731
        began = self._clock()
        blocks = ask(servos)
        now = self._clock()
        doubted = {servo: block for servo, block in blocks.items() if not self._possible(servo, position(block), now, LONGEST)}
        believed = {servo: block for servo, block in blocks.items() if servo not in doubted}
        self._last |= {servo: (position(block), began) for servo, block in believed.items()}
        for servo, block in (confirmed := self._confirmed(ask, doubted, position)).items():
            if servo in self._last and not self._possible(servo, position(block), now, float("inf")):
                log.warning("servo %d was at %d and is at %d, further than it can have moved; %d readings agree, so it is believed", servo, self._last[servo][0], position(block), CONSISTENT)
            self._last[servo] = position(block), began
        for servo in doubted.keys() - confirmed.keys():
            log.warning("servo %d says that it is at %d, which cannot be or is not confirmed; that is not believed", servo, position(doubted[servo]))
        return believed | confirmed

    def _possible(self, servo: int, ticks: int, now: float, longest: float) -> bool:
        """Whether it can have come there in the time since, or in `longest` seconds. False for a servo that was never read."""
        last, since = self._last.get(servo, (0, now))
        return servo in self._last and abs(ticks - last) <= SLACK + FASTEST * min(now - since, longest)

    def _confirmed(self, ask: Callable[[Iterable[int]], Blocks], doubted: Blocks, position: Callable[[bytes], int]) -> Blocks:
        """The latest readings of those that, asked again, say what can be, or go on saying the same."""
        well: Blocks = {}
        left = doubted
        for _ in range(CONSISTENT - 1):
            if not left:
                break
            before, since = left, self._clock()
            again = ask(tuple(before))
            now = self._clock()
            reach = SLACK + FASTEST * min(now - since, LONGEST)
            well |= {servo: block for servo, block in again.items() if self._possible(servo, position(block), now, LONGEST)}
            left = {servo: block for servo, block in again.items() if servo not in well and abs(position(block) - position(before[servo])) <= reach}
        return well | left
