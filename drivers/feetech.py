"""Feetech STS3215 servos on a serial bus: the packets, and a `Bus` over pyserial; the register map (sts3215.py) is part of it.

Knows ticks, registers and bytes; knows nothing of joints, radians, calibration or what the servos are built into.
One transaction at a time (a lock inside), each begun with an empty input, so that a late reply cannot pass for the next one; a hold goes first.
Lost status packets are asked for again. The ERR byte of a reply is telemetry (`Bus.errors`): a servo that reports an overload has still answered.
"""

from __future__ import annotations

import errno
import os
import select
import termios
import threading
import time
from contextlib import contextmanager
from typing import Callable, Iterable, Iterator, Mapping, Sequence

import serial

from drivers.sts3215 import *  # noqa: F403 (the servo's registers are part of its bus's interface)
from drivers.sts3215 import BAUDRATES, MODEL, Register

BROADCAST = 0xFE
PING, READ, WRITE, REG_WRITE, ACTION, RESET, SYNC_READ, SYNC_WRITE = 1, 2, 3, 4, 5, 6, 0x82, 0x83


class BusError(Exception):
    """Something is wrong between this program and the servos; the message is a sentence for the user."""


class PortMissing(BusError):
    """There is no such serial port."""


class PortDenied(BusError):
    """The port exists, but this user may not open it."""


class PortBusy(BusError):
    """Another program has the port."""


class PortLost(BusError):
    """The port vanished while it was open, or is not open."""


class NoReply(BusError):
    """No (readable) reply from `ids`."""

    def __init__(self, message: str, ids: Sequence[int] = ()):
        super().__init__(message)
        self.ids = tuple(ids)


def packet(servo: int, instruction: int, parameters: bytes = b"") -> bytes:
    """An instruction packet (also the shape of a status packet, with ERR for the instruction)."""
    body = bytes((servo, len(parameters) + 2, instruction)) + parameters
    return b"\xff\xff" + body + bytes((~sum(body) & 0xFF,))


def parse(buffer: bytearray) -> list[tuple[int, int, bytes]]:
    """Takes every whole packet (id, instruction or ERR, parameters) out of `buffer`.

    Skips noise and packets with a wrong checksum; what may still become a packet (at most 259 bytes) stays in the buffer.
    """
    packets, at, end = [], 0, len(buffer)
    while True:
        at = buffer.find(b"\xff\xff", at)
        if at < 0:
            at = end - 1 if end and buffer[-1] == 0xFF else end
            break
        if end - at < 4:
            break
        length = buffer[at + 3]
        if length < 2 or buffer[at + 2] == 0xFF:  # FF FF FF: the header starts one byte later
            at += 1
            continue
        stop = at + 4 + length
        if stop > end:
            break
        if ~sum(buffer[at + 2 : stop - 1]) & 0xFF != buffer[stop - 1]:
            at += 1
            continue
        packets.append((buffer[at + 2], buffer[at + 4], bytes(buffer[at + 5 : stop - 1])))
        at = stop
    del buffer[:at]
    return packets


class Bus:
    """The servos behind one serial port. Any thread may call; transactions never overlap."""

    GAP = 0.025
    """Seconds of quiet after which a begun answer is taken as over (USB adapters hold bytes back for up to 16 ms)."""
    FORGIVENESS = 1.0
    """Seconds before a servo that stayed silent in a group read is asked again, so that it does not slow the others."""
    SLICE = 0.004
    """Seconds for which an answer is waited for without looking whether somebody must go first."""
    TAKEN = 0.02
    """Seconds within which the port must have taken a packet; it is given up then, for it would come out late."""
    NOISE = 0.2
    """Seconds after a reply was due when an exchange ends even if bytes keep coming: noise must not hold up a stop."""

    def __init__(self, port: str, baudrate: int = 1_000_000, timeout: float = 0.2, retries: int = 2):
        """timeout: seconds to wait for the first byte of an answer. retries: further attempts after a lost answer."""
        self.port, self.baudrate, self.timeout, self.retries = port, baudrate, timeout, retries
        self.errors: dict[int, int] = {}  # servo id -> ERR bits of its latest reply
        self.watch: Callable[[bytes], object] | None = None
        """Given every packet once it is on the wire, in the sender's thread; must return at once."""
        self._serial: serial.Serial | None = None
        self._lock = threading.RLock()
        self._queue = threading.Lock()  # guards the next
        self._hurried = 0  # how many threads wait to go first
        self._alone = 0  # how deep the thread that has the lock is in `alone`
        self._disturbed = False  # an answer went missing and may still arrive
        self._silent: dict[int, float] = {}  # servo id -> when to ask it again

    def open(self) -> "Bus":
        """Opens the port for this program alone. Raises PortMissing, PortDenied, PortBusy or BusError; sends nothing."""
        with self._lock:
            if self._serial is None:
                self._serial = self._open()
            return self

    def _open(self) -> serial.Serial:
        if self.baudrate not in BAUDRATES:
            raise BusError(f"STS3215 servos have no {self.baudrate} baud; choose one of {', '.join(map(str, BAUDRATES))}.")
        try:
            return serial.Serial(self.port, self.baudrate, timeout=self.SLICE, exclusive=True)
        except ValueError as error:
            raise BusError(f"The serial adapter at {self.port} cannot do {self.baudrate} baud; use the arm's own adapter.") from error
        except (OSError, termios.error) as error:  # SerialException is an OSError
            code = error.errno if isinstance(error, OSError) else error.args[0]
            if code in (errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO):
                raise PortMissing(f"There is no serial port {self.port}; plug in the arm's USB cable, or set the port that /dev/serial/by-id shows.") from error
            if code in (errno.EACCES, errno.EPERM):
                raise PortDenied(f"This user may not open {self.port}; run `sudo usermod -aG dialout $USER`, then log out and in again.") from error
            if code in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK):
                raise PortBusy(f"Another program is using {self.port}; close it and try again.") from error
            raise PortMissing(f"{self.port} cannot be used as a serial port ({error}); set the port that /dev/serial/by-id shows.") from error

    def close(self) -> None:
        """Closes the port and leaves the servos as they are. Never raises."""
        with self._lock:
            port, self._serial = self._serial, None
            if port is not None:
                try:
                    port.close()
                except (OSError, termios.error):
                    pass  # the port is already gone, which is what was asked for

    @property
    def is_open(self) -> bool:
        """False before `open`, after `close`, and after the port vanished."""
        return self._serial is not None

    def __enter__(self) -> "Bus":
        return self.open()

    def __exit__(self, *_) -> None:
        self.close()

    @contextmanager
    def alone(self, first: bool = False) -> Iterator[None]:
        """Inside, nobody else's packets go out in between; with locks of your own, take this one first.

        first: at once, within a few ms, whatever another thread is waiting for: it gives that up and asks again afterwards.
        """
        with self._queue:
            self._hurried += first
        try:
            self._lock.acquire()
        finally:
            with self._queue:
                self._hurried -= first
        self._alone += 1
        try:
            yield
        finally:
            self._alone -= 1
            self._lock.release()

    # single servos

    def ping(self, servo: int) -> int:
        """The model number of a servo (777 for an STS3215). Raises NoReply."""
        self._ask(servo, packet(servo, PING), 0)
        return self.read(servo, MODEL)

    def read(self, servo: int, register: Register) -> int:
        """Raises NoReply or PortLost."""
        return register.decode(self.read_block(servo, register.address, register.size))

    def read_block(self, servo: int, address: int, size: int) -> bytes:
        return self._ask(servo, packet(servo, READ, bytes((address, size))), size)

    def write(self, servo: int, register: Register, value: int) -> None:
        """Raises NoReply (the write may still have happened), PortLost, or ValueError for a value that does not fit."""
        self.write_block(servo, register.address, register.encode(value))

    def write_block(self, servo: int, address: int, data: bytes) -> None:
        """As `write`, for neighbouring registers at once."""
        self._ask(servo, packet(servo, WRITE, bytes((address,)) + data), 0)

    # groups

    def sync_read(self, servos: Iterable[int], address: int, size: int, insist: bool = False, patience: float | None = None) -> dict[int, bytes]:
        """One request, `size` bytes from every servo that answers; the silent ones are missing from the result.

        A servo that stayed silent is asked only once a second, and without retries, until it answers. insist: ask it as any other.
        patience: for who has no time: seconds to wait, once, in which silence says nothing about a servo.
        """
        wanted, now, found = list(servos), time.monotonic(), {}
        if insist:
            for i in wanted:
                self._silent.pop(i, None)
        missing = [i for i in wanted if self._silent.get(i, 0.0) <= now] or wanted
        for attempt in range(1 if patience is not None else 1 + self.retries):
            request = packet(BROADCAST, SYNC_READ, bytes((address, size, *missing)))
            # once somebody has answered, the others would have too: do not wait long for them
            found |= self._attempt(request, dict.fromkeys(missing, size), self.GAP if found else self.timeout, attempt > 0, patience)
            missing = [i for i in missing if i not in found]
            if all(i in self._silent for i in missing):
                break
        if patience is None:
            self._silent |= dict.fromkeys(missing, now + self.FORGIVENESS)
        for i in found:
            self._silent.pop(i, None)
        return found

    def sync_write(self, address: int, data: Mapping[int, bytes]) -> None:
        """One packet that writes data[servo] at `address` in each servo; nobody answers. All values have one length."""
        sizes = {len(value) for value in data.values()}
        if len(sizes) != 1:
            raise ValueError("sync_write needs at least one servo, and the same number of bytes for each")
        body = b"".join(bytes((servo,)) + value for servo, value in data.items())
        with self._lock:
            self._exchange(packet(BROADCAST, SYNC_WRITE, bytes((address, sizes.pop())) + body), {}, 0.0)

    def find_baudrate(self, servos: Iterable[int]) -> int | None:
        """The first baud rate, the port's own before the others, at which any of these servos answers a PING, or None. Moves nothing.

        Total silence takes 50 ms a servo and rate. The port is left at its own rate.
        """
        with self.alone():
            port, wanted = self._port(), tuple(servos)
            try:
                for rate in dict.fromkeys((self.baudrate, *BAUDRATES)):
                    try:
                        port.baudrate = rate
                    except ValueError:
                        continue  # this adapter cannot do that rate
                    if any(self._exchange(packet(servo, PING), {servo: 0}, 2 * self.GAP) for servo in wanted):
                        return rate
                return None
            except (OSError, termios.error) as error:
                raise self._lost(error) from error
            finally:
                if self._serial is not None:
                    port.baudrate = self.baudrate

    # the wire

    def _ask(self, servo: int, request: bytes, size: int) -> bytes:
        for attempt in range(1 + self.retries):
            found = self._attempt(request, {servo: size}, self.timeout, attempt > 0)
            if found:
                self._silent.pop(servo, None)
                return found[servo]
        raise NoReply(f"Servo {servo} on {self.port} does not answer at {self.baudrate} baud; check its cable, the arm's power supply and the baud rate.", (servo,))

    def _attempt(self, request: bytes, expected: dict[int, int], timeout: float, again: bool, patience: float | None = None) -> dict[int, bytes]:
        """One exchange; one that gave way to somebody else's is begun anew. The lock is free between two of them."""
        while True:
            with self._lock:
                found = self._exchange(request, expected, timeout, again, patience)
            if found is not None:
                return found
            while self._hurried:
                time.sleep(0.001)

    @property
    def _gives_way(self) -> bool:
        return self._hurried > 0 and not self._alone

    def _exchange(self, request: bytes, expected: dict[int, int], timeout: float, again: bool = False, patience: float | None = None) -> dict[int, bytes] | None:
        """Sends one packet and gathers the replies of `expected` {servo: bytes of data} until all are there or it is quiet.

        None when it gave way. again: the reply to an attempt before this one may still be on its way. patience: in place of `timeout`, of GAP, and of
        waiting for stragglers: who has no time expects a size of data that others do not ask for.
        """
        port, found = self._port(), {}
        gap, timeout = (self.GAP, timeout) if patience is None else (patience, patience)
        try:
            if self._disturbed and expected and patience is None and not self._quiet():  # let the straggler arrive, so that the reset below removes it
                return None
            port.reset_input_buffer()
            self._put(port, request)
            if self.watch is not None:
                self.watch(request)
            if not expected:
                return found
            buffer, heard = bytearray(), time.monotonic()
            deadline = heard + timeout
            end = deadline + (self.NOISE if patience is None else 0.0)
            wanted = sum(expected.values()) + 6 * len(expected)
            self._disturbed = True  # until all is here
            while len(found) < len(expected):
                chunk = port.read(max(1, wanted - len(buffer)))
                now = time.monotonic()
                if now >= end or not chunk and now >= (heard + gap if found or buffer else deadline):
                    break
                if self._gives_way:
                    return None
                heard = now if chunk else heard
                buffer += chunk
                for servo, bits, data in parse(buffer):
                    if expected.get(servo) == len(data) and servo not in found:
                        found[servo], self.errors[servo] = data, bits
                        wanted -= 6 + len(data)
            self._disturbed = again or len(found) < len(expected)
            return found
        except (OSError, termios.error) as error:
            raise self._lost(error) from error

    def _quiet(self) -> bool:
        """Waits for GAP seconds. False when it gave way."""
        end = time.monotonic() + self.GAP
        while (left := end - time.monotonic()) > 0:
            if self._gives_way:
                return False
            time.sleep(min(left, self.SLICE))
        return True

    def _put(self, port: serial.Serial, data: bytes) -> None:
        """As Serial.write, which takes a thread that was kept waiting for a port that was."""
        end = time.monotonic() + self.TAKEN
        while data:
            try:
                data = data[os.write(port.fileno(), data) :]
            except BlockingIOError:
                pass  # full
            if data and not select.select([], [port.fileno()], [], max(end - time.monotonic(), 0.0))[1]:
                port.reset_output_buffer()
                raise BusError(f"The serial port {self.port} takes no more bytes; unplug the adapter and plug it in again.")

    def _port(self) -> serial.Serial:
        if self._serial is None:
            raise PortLost(f"The serial port {self.port} is not open; connect the arm first.")
        return self._serial

    def _lost(self, error: Exception) -> PortLost:
        self.close()
        return PortLost(f"The serial port {self.port} vanished while Vela was using it ({error}); nothing more is sent; plug the cable in again and reconnect.")
