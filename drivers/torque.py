"""Torque on and off, each verified: a servo that is switched on stands where it is, one that is switched off has said so.

Knows servos by their number and a bus; knows nothing of joints, units, or why somebody wants it.
"""

from __future__ import annotations

from typing import Iterable

from drivers import feetech as ft

ATTEMPTS = 3


class Unconfirmed(ft.BusError):
    """A servo answers, but does not do what it was told."""


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


def switch_on(bus: ft.Bus, servo: int, registers: bytes) -> None:
    """Torque on at the goal within `registers` (those from ACCELERATION to TORQUE_LIMIT), and at no other.

    A lost goal would have the servo leap to whatever it was told long ago: so the write is answered for, the goal is read back, and only then
    does torque come on (it does with the goal already, on an STS3215). Raises NoReply, PortLost, or Unconfirmed; the servo may then be energised.
    """
    at = ft.GOAL_POSITION.address - ft.ACCELERATION.address
    goal = registers[at : at + ft.GOAL_POSITION.size]
    for _ in range(ATTEMPTS):
        bus.write_block(servo, ft.ACCELERATION.address, registers)
        if bus.read_block(servo, ft.GOAL_POSITION.address, ft.GOAL_POSITION.size) == goal:
            break
    else:
        raise Unconfirmed(f"Servo {servo} does not take the goal at which it is to stand.")
    bus.write(servo, ft.TORQUE_ENABLE, 1)
