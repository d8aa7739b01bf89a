"""The wire between the USB adapter and the servos: how long bytes take on it, and what noise, bad contacts and a bad supply do to them.

Knows bytes and packets, nothing of servos.
"""

from __future__ import annotations

import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Sequence

BITS_A_BYTE = 10  # 8N1: a start bit, eight bits, a stop bit


@dataclass
class Faults:
    """What is broken on the bus, for tests and for showing what Vela does about it. Shares are from 0 to 1, drawn anew for each byte or status packet."""

    silent: set[int] = field(default_factory=set)  # ids of servos that are dead: they neither act nor answer
    lost: int = 0  # that many status packets vanish
    corrupt: int = 0  # that many status packets arrive with a wrong byte
    bit_errors: float = 0.0  # share of the bytes, in both directions, of which one bit is wrong
    vanish: float = 0.0  # share of the status packets that never arrive
    double: float = 0.0  # that arrive twice
    cut: float = 0.0  # of which the end is missing
    late: float = 0.0  # that arrive late,
    lateness: float = 0.05  # so many seconds
    seed: int = 0  # of the draws

    def check(self) -> None:
        """Raises ValueError for a share that is none."""
        for name in ("bit_errors", "vanish", "double", "cut", "late"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} is a share from 0 to 1, not {getattr(self, name)!r}")
        if not 0.0 <= self.lateness <= 60.0:
            raise ValueError(f"lateness is a number of seconds from 0 to 60, not {self.lateness!r}")


class Wire:
    """One end of it, the servos'. paced: whether what is answered takes the time that its bytes would; else it is there at once."""

    def __init__(self, faults: Faults, paced: bool = False) -> None:
        self.faults, self.paced = faults, paced
        self._chance = random.Random(faults.seed)
        self._held: deque[tuple[float, bytes]] = deque()  # what arrives later: when, in seconds of time.monotonic()

    def heard(self, data: bytes) -> bytes:
        """What the servos hear of these bytes."""
        return self._noisy(data)

    def answered(self, packets: Sequence[bytes]) -> bytes:
        """What arrives at once of these status packets; the rest never does, or comes with `overdue`."""
        faults, now = self.faults, b""
        for packet in packets:
            if faults.lost > 0:
                faults.lost -= 1
                continue
            if faults.corrupt > 0:
                faults.corrupt -= 1
                packet = packet[:-1] + bytes((packet[-1] ^ 0x5A,))
            if self._drawn(faults.vanish):
                continue
            if self._drawn(faults.cut):
                packet = packet[: self._chance.randrange(1, len(packet))]
            if self._drawn(faults.double):
                packet += packet
            packet = self._noisy(packet)
            if self._drawn(faults.late):
                self._held.append((time.monotonic() + faults.lateness, packet))
            else:
                now += packet
        return now

    def overdue(self) -> bytes:
        """What was held back and arrives now."""
        data = b""
        now = time.monotonic()
        for _ in range(len(self._held)):
            due, packet = self._held.popleft()
            if due <= now:
                data += packet
            else:
                self._held.append((due, packet))
        return data

    def take_time(self, begun: float, count: int, baudrate: int, delay: float) -> None:
        """Waits until `count` bytes have passed since `begun` (s of time.monotonic()), and the servos have taken their time to answer, s. At once unless paced."""
        if self.paced and (left := begun + count * BITS_A_BYTE / baudrate + delay - time.monotonic()) > 0:
            time.sleep(left)

    def _noisy(self, data: bytes) -> bytes:
        share = self.faults.bit_errors
        if not share:
            return data
        return bytes(byte ^ (1 << self._chance.randrange(8)) if self._chance.random() < share else byte for byte in data)

    def _drawn(self, share: float) -> bool:
        return share > 0 and self._chance.random() < share
