"""The Feetech STS3215's registers and their units. Knows nothing of packets, or of a bus."""

from __future__ import annotations

from dataclasses import dataclass

MODEL_STS3215 = 777
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


def describe_errors(bits: int) -> tuple[str, ...]:
    """The names of the bits in an ERR byte or the status register."""
    return tuple(name for bit, name in ERRORS.items() if bits & bit)
