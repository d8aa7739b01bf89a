"""Feetech STS3215 servos on a serial bus: the register map, the packets, and a `Bus` over pyserial.

Knows ticks, registers and bytes; knows nothing of joints, radians, calibration or what the servos are built into.
One transaction at a time (a lock inside), each begun with an empty input, so that a late reply cannot pass for the next one.
Lost status packets are asked for again. The ERR byte of a reply is telemetry (`Bus.errors`): a servo that reports an overload has still answered.
"""

from __future__ import annotations

import errno
import termios
import threading
import time
from dataclasses import dataclass
from typing import Callable, Iterable, Mapping, Sequence

import serial

MODEL_STS3215 = 777
BROADCAST = 0xFE
PING, READ, WRITE, REG_WRITE, ACTION, RESET, SYNC_READ, SYNC_WRITE = 1, 2, 3, 4, 5, 6, 0x82, 0x83
TICKS_PER_TURN = 4096
BAUDRATES = (1_000_000, 500_000, 250_000, 128_000, 115_200, 76_800, 57_600, 38_400)
"""In the order of the baud register's values 0 to 7."""
CURRENT_UNIT = 0.0065
"""Amperes per count of the current registers."""
ERRORS = {1: "voltage", 2: "angle sensor", 4: "overheat", 8: "overcurrent", 32: "overload"}
"""Bits of a reply's ERR byte, and of the status register."""


@dataclass(frozen=True)
class Register:
    """`size` bytes at `address`, little-endian; with `sign_bit`, sign and magnitude."""

    address: int
    size: int
    sign_bit: int | None = None

    def decode(self, data: bytes) -> int:
        value = int.from_bytes(data[: self.size], "little")
        if self.sign_bit is not None and value >> self.sign_bit & 1:
            return -(value & ~(1 << self.sign_bit))
        return value

    def encode(self, value: int) -> bytes:
        """ValueError when the value does not fit."""
        bits = 8 * self.size if self.sign_bit is None else self.sign_bit
        if abs(value) >> bits or (value < 0 and self.sign_bit is None):
            raise ValueError(f"{value} does not fit the servo register at address {self.address}")
        return (-value | 1 << self.sign_bit if value < 0 else value).to_bytes(self.size, "little")


FIRMWARE = Register(0, 2)
MODEL = Register(3, 2)
ID = Register(5, 1)
BAUD = Register(6, 1)
RETURN_DELAY = Register(7, 1)
RESPONSE_LEVEL = Register(8, 1)
MIN_POSITION = Register(9, 2)
MAX_POSITION = Register(11, 2)
MAX_TEMPERATURE = Register(13, 1)
MAX_VOLTAGE = Register(14, 1)
MIN_VOLTAGE = Register(15, 1)
MAX_TORQUE = Register(16, 2)
UNLOADING_MASK = Register(19, 1)
P_GAIN = Register(21, 1)
D_GAIN = Register(22, 1)
I_GAIN = Register(23, 1)
PROTECTION_CURRENT = Register(28, 2)
HOMING_OFFSET = Register(31, 2, sign_bit=11)
MODE = Register(33, 1)
PROTECTIVE_TORQUE = Register(34, 1)
PROTECTION_TIME = Register(35, 1)
OVERLOAD_TORQUE = Register(36, 1)
OVERCURRENT_TIME = Register(38, 1)
TORQUE_ENABLE = Register(40, 1)
ACCELERATION = Register(41, 1)
GOAL_POSITION = Register(42, 2, sign_bit=15)
GOAL_TIME = Register(44, 2)
GOAL_SPEED = Register(46, 2, sign_bit=15)
TORQUE_LIMIT = Register(48, 2)
LOCK = Register(55, 1)
PRESENT_POSITION = Register(56, 2, sign_bit=15)
PRESENT_SPEED = Register(58, 2, sign_bit=15)
PRESENT_LOAD = Register(60, 2, sign_bit=10)
PRESENT_VOLTAGE = Register(62, 1)
PRESENT_TEMPERATURE = Register(63, 1)
REGISTERED_WRITE = Register(64, 1)
STATUS = Register(65, 1)
MOVING = Register(66, 1)
PRESENT_CURRENT = Register(69, 2)


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


def describe_errors(bits: int) -> tuple[str, ...]:
    """The names of the bits in an ERR byte or the status register."""
    return tuple(name for bit, name in ERRORS.items() if bits & bit)


class Bus:
    """The servos behind one serial port. Any thread may call; transactions never overlap."""

    GAP = 0.025
    """Seconds of quiet after which a begun answer is taken as over (USB adapters hold bytes back for up to 16 ms)."""
    FORGIVENESS = 1.0
    """Seconds before a servo that stayed silent in a group read is asked again, so that it does not slow the others."""
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
            return serial.Serial(self.port, self.baudrate, timeout=self.GAP, write_timeout=1.0, exclusive=True)
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

    def sync_read(self, servos: Iterable[int], address: int, size: int, insist: bool = False) -> dict[int, bytes]:
        """One request, `size` bytes from every servo that answers; the silent ones are missing from the result.

        A servo that stayed silent is asked only once a second, and without retries, until it answers. insist: ask it as any other.
        """
        wanted, now, found = list(servos), time.monotonic(), {}
        with self._lock:
            if insist:
                for i in wanted:
                    self._silent.pop(i, None)
            missing = [i for i in wanted if self._silent.get(i, 0.0) <= now] or wanted
            for attempt in range(1 + self.retries):
                request = packet(BROADCAST, SYNC_READ, bytes((address, size, *missing)))
                # once somebody has answered, the others would have too: do not wait long for them
                found |= self._exchange(request, dict.fromkeys(missing, size), self.GAP if found else self.timeout)
                missing = [i for i in missing if i not in found]
                self._disturbed |= attempt > 0
                if all(i in self._silent for i in missing):
                    break
            for i in missing:
                self._silent[i] = now + self.FORGIVENESS
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
        with self._lock:
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
        with self._lock:
            for attempt in range(1 + self.retries):
                found = self._exchange(request, {servo: size}, self.timeout)
                if found:
                    self._silent.pop(servo, None)
                    self._disturbed |= attempt > 0  # the reply to an earlier attempt may still be on its way
                    return found[servo]
        raise NoReply(f"Servo {servo} on {self.port} does not answer at {self.baudrate} baud; check its cable, the arm's power supply and the baud rate.", (servo,))

    def _exchange(self, request: bytes, expected: dict[int, int], timeout: float) -> dict[int, bytes]:
        """Sends one packet and gathers the replies of `expected` {servo: bytes of data} until all are there or it is quiet."""
        port, found = self._port(), {}
        try:
            if self._disturbed:
                time.sleep(self.GAP)  # let the straggler arrive, so that the reset below removes it
            port.reset_input_buffer()
            port.write(request)
            if self.watch is not None:
                self.watch(request)
            if not expected:
                return found
            buffer, deadline = bytearray(), time.monotonic() + timeout
            end = deadline + self.NOISE
            wanted = sum(expected.values()) + 6 * len(expected)
            while len(found) < len(expected):
                chunk = port.read(max(1, wanted - len(buffer)))
                now = time.monotonic()
                if now >= end or not chunk and (found or buffer or now >= deadline):
                    break
                buffer += chunk
                for servo, bits, data in parse(buffer):
                    if expected.get(servo) == len(data) and servo not in found:
                        found[servo], self.errors[servo] = data, bits
                        wanted -= 6 + len(data)
            self._disturbed = len(found) < len(expected)
            return found
        except serial.SerialTimeoutException as error:
            raise BusError(f"The serial port {self.port} takes no more bytes; unplug the adapter and plug it in again.") from error
        except (OSError, termios.error) as error:
            raise self._lost(error) from error

    def _port(self) -> serial.Serial:
        if self._serial is None:
            raise PortLost(f"The serial port {self.port} is not open; connect the arm first.")
        return self._serial

    def _lost(self, error: Exception) -> PortLost:
        self.close()
        return PortLost(f"The serial port {self.port} vanished while Vela was using it ({error}); nothing more is sent; plug the cable in again and reconnect.")
