"""Six emulated STS3215 on a pseudo-terminal: whoever opens `ServoBus.port` finds an SO-101's servos there, at the byte level.

Knows packets, which servo answers what, and the mapping between the servos' ticks and the mechanism's radians; knows nothing of the
driver that talks to it, and of the mechanism only joint_positions(), joint_velocities(), joint_torques() and drive().
What becomes of bytes on the way, and how long they take, is the wire's (wire.py).
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import struct
import time
import tty
from typing import ContextManager, Protocol

import numpy as np

from drivers import feetech as ft
from drivers.simulator.servo import PRESENT, Servo
from drivers.simulator.wire import Faults, Wire

CALIBRATION = {
    "shoulder_pan": {"id": 1, "drive_mode": 0, "homing_offset": -1207, "range_min": 796, "range_max": 3300},
    "shoulder_lift": {"id": 2, "drive_mode": 0, "homing_offset": 842, "range_min": 910, "range_max": 3186},
    "elbow_flex": {"id": 3, "drive_mode": 0, "homing_offset": -615, "range_min": 946, "range_max": 3150},
    "wrist_flex": {"id": 4, "drive_mode": 0, "homing_offset": 1490, "range_min": 967, "range_max": 3129},
    "wrist_roll": {"id": 5, "drive_mode": 0, "homing_offset": 333, "range_min": 0, "range_max": 4095},
    "gripper": {"id": 6, "drive_mode": 0, "homing_offset": -204, "range_min": 1422, "range_max": 2674},
}
"""What LeRobot's calibration would have found on this arm, and what its servos have in their EPROM."""
ZERO_TICKS = (2048, 2048, 2048, 2048, 2048, 1536)
"""Present_Position at 0 rad; the gripper is closed at -0.1745 rad (1422) and open at 1.7453 rad (2674)."""
SUPPLY = 12.1  # V with nothing drawn
RESISTANCE = 0.06  # ohm, supply and wiring: the voltage sags with the current
STALE = 0.05  # s after which the beginning of a packet is no longer waited for
READS = 16  # of 4096 bytes in one `serve`, so that a flood of bytes cannot hold its owner
TCGETS2 = 0x802C542A  # Linux: termios with the speeds as numbers


class Mechanism(Protocol):
    """What the six shafts are fixed to. Arrays are (6,), in servo order."""

    def joint_positions(self) -> np.ndarray: ...  # rad

    def joint_velocities(self) -> np.ndarray: ...  # rad/s

    def joint_torques(self) -> np.ndarray: ...  # N·m applied by the servos

    def drive(self, goals: np.ndarray, torque_limits: np.ndarray, enabled: np.ndarray) -> None: ...  # rad, fraction of stall torque, bool


class ServoBus:
    """The emulated bus. One owner calls `serve` and `advance`; with threads, give the lock that guards the mechanism.

    The servos start limp, their goal where they are, as after switching the power on.
    paced: whether answers take the time that their bytes take on a real wire. faults: what is broken; may be changed at any time.
    """

    def __init__(self, mechanism: Mechanism, baudrate: int = 1_000_000, lock: ContextManager | None = None, paced: bool = False, faults: Faults | None = None):
        """Raises ValueError for a baud rate that the servos do not have, OSError when the system has no pseudo-terminal left."""
        if baudrate not in ft.BAUDRATES:
            raise ValueError(f"STS3215 servos have no {baudrate} baud; choose one of {', '.join(map(str, ft.BAUDRATES))}")
        self.mechanism, self.faults = mechanism, faults or Faults()
        self.faults.check()
        self._wire = Wire(self.faults, paced)
        self._lock = lock or contextlib.nullcontext()
        self.servos = tuple(
            Servo(
                entry["id"], baudrate, (zero + entry["homing_offset"]) % ft.TICKS_PER_TURN,
                {ft.HOMING_OFFSET: entry["homing_offset"], ft.MIN_POSITION: entry["range_min"], ft.MAX_POSITION: entry["range_max"]},
            )
            for entry, zero in zip(CALIBRATION.values(), ZERO_TICKS)
        )  # fmt: skip
        with self._lock:
            self._sense()
            for servo in self.servos:
                servo.power_cycle()
            self.advance(0.0)
        self._buffer, self._heard = bytearray(), 0.0
        self._links: list[str] = []
        self._master, self._slave = os.openpty()  # our own slave stays open: without one the master would read EIO
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.port = os.ttyname(self._slave)
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)

    def fileno(self) -> int:
        """Readable when a packet (or a part of one) waits to be served. -1 when closed."""
        return self._master

    def link(self, path: str) -> None:
        """A stable name for the port, removed by `close`. FileExistsError when `path` is anything but an old link."""
        if os.path.islink(path):
            os.unlink(path)
        os.symlink(self.port, path)
        self._links.append(path)

    def close(self) -> None:
        """Pulls the cable: whoever has the port open gets an I/O error. The mechanism keeps its last drive."""
        for path in self._links:
            if os.path.islink(path) and os.readlink(path) == self.port:
                os.unlink(path)
        self._links.clear()
        if self._master >= 0:
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1

    def brown_out(self) -> None:
        """The supply drops for a moment: every servo begins anew, limp, and has forgotten all but its EPROM."""
        with self._lock:
            for servo in self.servos:
                servo.power_cycle()

    # time

    def advance(self, dt: float) -> None:
        """Lets `dt` seconds pass in the servos and tells the mechanism what they do now. Call it before each step of the physics."""
        with self._lock:
            self._sense()
            supply = SUPPLY - RESISTANCE * sum(servo.current for servo in self.servos)
            for servo in self.servos:
                servo.supply = supply
                if dt:
                    servo.advance(dt)
            self.mechanism.drive(
                np.array([servo.setpoint for servo in self.servos]),
                np.array([servo.torque_limit for servo in self.servos]),
                np.array([servo.enabled for servo in self.servos]),
            )

    def _sense(self) -> None:
        positions = self.mechanism.joint_positions().tolist()
        velocities = self.mechanism.joint_velocities().tolist()
        torques = self.mechanism.joint_torques().tolist()
        for i, servo in enumerate(self.servos):
            servo.angle, servo.speed, servo.torque = positions[i], velocities[i], torques[i]

    # bytes

    def serve(self, timeout: float = 0.0) -> int:
        """Waits up to `timeout` seconds for bytes, then answers all whole packets there are. Returns how many."""
        if self._master < 0:
            return 0
        if overdue := self._wire.overdue():
            self._send(overdue)
        if timeout and not self._poll.poll(timeout * 1000):
            return 0
        handled = 0
        for _ in range(READS):
            try:
                data = os.read(self._master, 4096)
            except BlockingIOError:
                break
            handled += self._take(data)
        return handled

    def _take(self, data: bytes) -> int:
        now = time.monotonic()
        if self._buffer and now - self._heard > STALE:
            self._buffer.clear()
        self._heard = now
        speed = self._line_speed()
        listening = [servo for servo in self.servos if servo.baudrate == speed and servo.id not in self.faults.silent]
        if not listening:  # at another speed the bytes are noise to them
            self._buffer.clear()
            return 0
        self._buffer += self._wire.heard(data)
        packets = ft.parse(self._buffer)
        if packets:
            with self._lock:
                self._sense()
                replies = [reply for packet in packets for reply in self._answer(listening, *packet) if reply]
            if replies:
                arriving = self._wire.answered(replies)
                delays = {servo.id: servo.return_delay for servo in listening}
                self._wire.take_time(now, len(data) + len(arriving), speed, sum(delays.get(reply[2], 0.0) for reply in replies))
                self._send(arriving)
        return len(packets)

    def _send(self, replies: bytes) -> None:
        try:
            os.write(self._master, replies)
        except BlockingIOError:
            pass  # nobody reads: on a real wire the bytes would be gone too
        except OSError as error:
            if error.errno != errno.EIO:
                raise

    def _line_speed(self) -> int:
        """The baud rate that the other side has set."""
        return struct.unpack_from("=I", fcntl.ioctl(self._slave, TCGETS2, bytes(44)), 40)[0]

    def _answer(self, listening: list[Servo], number: int, instruction: int, parameters: bytes) -> list[bytes]:
        """The status packets that come of one instruction."""
        if instruction == ft.SYNC_READ:
            return [reply for i in parameters[2:] for reply in self._sync_reply(listening, i, parameters[0], parameters[1])] if len(parameters) > 2 else []
        if instruction == ft.SYNC_WRITE:
            self._sync_write(listening, parameters)
            return []
        broadcast = number == ft.BROADCAST
        targets = listening if broadcast else [servo for servo in listening if servo.id == number]
        if instruction == ft.PING:
            return [self._reply(servo, b"", not broadcast and len(targets) > 1) for servo in sorted(targets, key=lambda s: s.id)]
        if instruction == ft.READ:
            if broadcast or len(parameters) != 2 or parameters[1] > 253:
                return []
            return [self._read(servo, *parameters, len(targets) > 1) for servo in targets]
        replies = []
        for servo in targets:
            if self._obey(servo, instruction, parameters) and not broadcast and servo.level:
                # answered under the number it was called by, even when that number has just been changed
                replies.append(self._reply(servo, b"", len(targets) > 1, number))
        return replies

    def _obey(self, servo: Servo, instruction: int, parameters: bytes) -> bool:
        """Carries out an instruction that changes something; False when it makes no sense (a real servo stays silent)."""
        if instruction == ft.WRITE and len(parameters) > 1:
            servo.write(parameters[0], parameters[1:])
        elif instruction == ft.REG_WRITE and len(parameters) > 1:
            servo.pending = parameters
            servo.put(ft.REGISTERED_WRITE, 1)
        elif instruction == ft.ACTION:
            if servo.pending is not None:
                pending, servo.pending = servo.pending, None
                servo.put(ft.REGISTERED_WRITE, 0)
                servo.write(pending[0], pending[1:])
        elif instruction == ft.RESET:
            servo.factory_reset()
        else:
            return False
        return True

    def _sync_write(self, listening: list[Servo], parameters: bytes) -> None:
        if len(parameters) < 3:
            return
        address, size = parameters[0], parameters[1]
        for at in range(2, len(parameters) - size, size + 1):
            for servo in listening:
                if servo.id == parameters[at]:
                    servo.write(address, parameters[at + 1 : at + 1 + size])

    def _sync_reply(self, listening: list[Servo], number: int, address: int, size: int) -> list[bytes]:
        return [self._read(servo, address, size) for servo in listening if servo.id == number and size <= 253][:1]

    def _read(self, servo: Servo, address: int, size: int, collides: bool = False) -> bytes:
        if address < PRESENT.stop and address + size > PRESENT.start:
            servo.report()
        return self._reply(servo, servo.read(address, size), collides)

    def _reply(self, servo: Servo, data: bytes, collides: bool = False, number: int | None = None) -> bytes:
        status = ft.packet(servo.id if number is None else number, servo.faults, data)
        return status[:-1] + bytes((status[-1] ^ 0x5A,)) if collides else status
