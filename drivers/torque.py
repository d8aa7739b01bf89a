"""Torque on and off, each verified: a servo that is switched on stands where it is, one that is switched off has said so.

Knows servos by their number and a bus; knows nothing of joints, units, or why somebody wants it.
"""

from __future__ import annotations

import logging
from typing import Iterable

from drivers import feetech as ft

log = logging.getLogger(__name__)

ATTEMPTS = 3


def switch_off(bus: ft.Bus, servos: Iterable[int]) -> tuple[int, ...]:
    """One packet for all of them, so that none is kept from it by another's silence; then each is asked, and those still on are told again.

    Returns those that have not said that they are off. Raises PortLost, or BusError where the port takes no bytes.
    """
    left = tuple(servos)
    for attempt in range(ATTEMPTS):
        if not left:
            break
        try:
            bus.sync_write(ft.TORQUE_ENABLE.address, dict.fromkeys(left, b"\0"))
            said = bus.sync_read(left, ft.TORQUE_ENABLE.address, 1, insist=True)
        except ft.PortLost:
            raise
        except ft.BusError:
            if attempt == ATTEMPTS - 1:
                raise
            continue
        left = tuple(servo for servo in left if said.get(servo) != b"\0")
    return left
