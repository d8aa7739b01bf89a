"""One emulated STS3215: its registers with their memory, its goal trajectory, and its protections.

Knows the servo's own units (ticks, counts) and nothing of the wire that brings packets, nor of what the shaft is fixed to:
it is told the shaft's angle, speed and torque, and says which angle it drives to, how strongly, and whether it drives at all.
Emulated: position mode only (another mode stands still); the time register (44) is remembered and ignored.
"""

from __future__ import annotations

import math

from drivers import feetech as ft

TICKS_PER_RADIAN = ft.TICKS_PER_TURN / (2 * math.pi)
STALL_TORQUE = 3.0  # N·m at 12 V
NO_LOAD_SPEED = 3400.0  # ticks/s at 12 V, about 50 rpm
STALL_CURRENT = 2.7  # A at 12 V
IDLE_CURRENT = 0.03  # A, torque on and nothing to push against
AMBIENT = 26.0  # °C
STALL_HEAT = 75.0  # °C that a lasting stall at full torque adds
HEAT_TIME = 150.0  # s, time constant of warming and cooling
EPROM_END = 40
MEMORY = 512  # more than any READ can reach, so that a slice is never short

DEFAULTS = {
    ft.FIRMWARE: 0x0A03, ft.MODEL: ft.MODEL_STS3215, ft.RETURN_DELAY: 250, ft.RESPONSE_LEVEL: 1,
    ft.MIN_POSITION: 0, ft.MAX_POSITION: 4095, ft.MAX_TEMPERATURE: 70, ft.MAX_VOLTAGE: 140, ft.MIN_VOLTAGE: 40,
    ft.MAX_TORQUE: 1000, ft.Register(18, 1): 12, ft.UNLOADING_MASK: 44, ft.Register(20, 1): 47,
    ft.P_GAIN: 32, ft.D_GAIN: 32, ft.I_GAIN: 0, ft.Register(24, 2): 16, ft.Register(26, 1): 1, ft.Register(27, 1): 1,
    ft.PROTECTION_CURRENT: 500, ft.Register(30, 1): 1, ft.HOMING_OFFSET: 0, ft.MODE: 0,
    ft.PROTECTIVE_TORQUE: 20, ft.PROTECTION_TIME: 200, ft.OVERLOAD_TORQUE: 80, ft.Register(37, 1): 10, ft.OVERCURRENT_TIME: 200, ft.Register(39, 1): 10,
    ft.ACCELERATION: 0, ft.TORQUE_LIMIT: 1000, ft.LOCK: 1, ft.Register(80, 1): 50, ft.Register(84, 1): 68, ft.Register(85, 1): 254,
}  # fmt: skip
READ_ONLY = frozenset((*range(0, 5), *range(56, 71)))
PRESENT = range(56, 71)


class Servo:
    """`encoder_zero`: what the encoder reads (0..4095 ticks, before the homing offset) when the shaft is at 0 rad."""

    def __init__(self, number: int, baudrate: int, encoder_zero: float, eprom: dict[ft.Register, int] | None = None):
        self.encoder_zero = encoder_zero
        self.angle = self.speed = self.torque = 0.0  # rad, rad/s, N·m: as last sensed
        self.setpoint = self.setpoint_speed = 0.0  # rad, rad/s: where the trajectory is now
        self.goal = 0.0  # rad
        self.celsius = AMBIENT
        self.supply = 12.0  # V at the servo, from the owner
        self._kept = bytearray(EPROM_END)
        for register, value in (DEFAULTS | {ft.ID: number, ft.BAUD: ft.BAUDRATES.index(baudrate)} | (eprom or {})).items():
            if register.address < EPROM_END:
                self._kept[register.address : register.address + register.size] = register.encode(value)
        self.power_cycle()

    def power_cycle(self) -> None:
        """What a power cut does: unlocked EPROM writes stay, everything else is forgotten, and the shaft is limp."""
        self.memory = bytearray(MEMORY)
        for register, value in DEFAULTS.items():
            if register.address >= EPROM_END:
                self.put(register, value)
        self.memory[:EPROM_END] = self._kept
        self.put(ft.TORQUE_LIMIT, self.get(ft.MAX_TORQUE))
        self._refresh()
        self._refresh_motion()
        self.put(ft.GOAL_POSITION, self.present)
        self.pending: bytes | None = None  # a REG_WRITE that waits for ACTION
        self.faults = 0  # ERR bits
        self._overload_time = self._overcurrent_time = 0.0
        self._overload_direction = 0.0  # of the push that tripped the overload protection; 0 = not tripped

    def factory_reset(self) -> None:
        """The RESET instruction: EPROM back to its defaults, except the id and the baud rate."""
        for register, value in DEFAULTS.items():
            if register.address < EPROM_END:
                self.put(register, value)
        self._kept[:] = self.memory[:EPROM_END]
        self._refresh()

    # memory

    def get(self, register: ft.Register) -> int:
        return register.decode(self.memory[register.address : register.address + register.size])

    def put(self, register: ft.Register, value: int) -> None:
        self.memory[register.address : register.address + register.size] = register.encode(value)

    def read(self, address: int, size: int) -> bytes:
        return bytes(self.memory[address : address + size])

    def write(self, address: int, data: bytes) -> None:
        """A WRITE from the bus, with all that a real servo does on it. Read-only registers keep their value."""
        memory, end = self.memory, address + len(data)
        torque_before = memory[40]
        if address > 4 and (end <= 56 or address > 70):
            memory[address:end] = data
        else:
            for at, value in enumerate(data, address):
                if at not in READ_ONLY:
                    memory[at] = value
        if address < EPROM_END:
            if not memory[55]:
                stop = min(end, EPROM_END)
                self._kept[address:stop] = memory[address:stop]
            self._refresh()
        if address <= 40 < end and memory[40] == 128:
            memory[40] = torque_before
            self._call_this_the_middle()
        if address <= 49 and end > 40:
            self._refresh_motion()
            if address <= 43 and end > 42:
                memory[40] = 1  # a goal switches torque on by itself
                self._aim()
            if address <= 40 and memory[40] and not torque_before:
                self._aim()  # and torque goes to whatever goal is there
            if memory[40] and not torque_before:
                self.setpoint, self.setpoint_speed = self.angle, 0.0
                self.faults, self._overload_time, self._overload_direction = 0, 0.0, 0.0

    def _refresh(self) -> None:
        """What is needed all the time, decoded once per write to EPROM."""
        self.id = self.memory[5]
        self.baudrate = ft.BAUDRATES[self.memory[6]] if self.memory[6] < len(ft.BAUDRATES) else 0
        self.level = self.memory[8]
        self.return_delay = self.memory[7] * 2e-6  # s from a packet to the answer
        self._offset = self.get(ft.HOMING_OFFSET)
        self._range = self.get(ft.MIN_POSITION), self.get(ft.MAX_POSITION)
        self._overload_threshold = self.memory[36] / 100
        self._overload_after = self.memory[35] * 0.01
        self._protective = self.memory[34] / 100
        self._overcurrent = self.get(ft.PROTECTION_CURRENT) * ft.CURRENT_UNIT
        self._overcurrent_after = self.memory[38] * 0.01

    def _refresh_motion(self) -> None:
        """The same for the registers that come with every goal."""
        memory = self.memory
        ticks = min((memory[46] | memory[47] << 8) & 0x7FFF or NO_LOAD_SPEED, NO_LOAD_SPEED)
        self._top_speed = ticks / TICKS_PER_RADIAN
        self._acceleration = memory[41] * 100 / TICKS_PER_RADIAN  # rad/s², 0 = at once
        self._limit = min((memory[48] | memory[49] << 8), 1000) / 1000

    # angles

    @property
    def _ticks(self) -> float:
        """Where the shaft is, after the homing offset, turns not yet folded away."""
        return self.encoder_zero + self.angle * TICKS_PER_RADIAN - self._offset

    @property
    def present(self) -> int:
        """Present_Position: (encoder - homing offset) modulo a turn."""
        return round(self._ticks) % ft.TICKS_PER_TURN

    def _aim(self) -> None:
        """Takes the goal register as the new goal, within the position limits and in the turn the shaft is in."""
        ticks, (low, high) = self.get(ft.GOAL_POSITION), self._range
        if low or high:  # both 0 = no limits
            ticks = min(max(ticks, low), high)
        turn = math.floor(round(self._ticks) / ft.TICKS_PER_TURN) * ft.TICKS_PER_TURN
        self.goal = (ticks + turn + self._offset - self.encoder_zero) / TICKS_PER_RADIAN
        if self._overload_direction * (self.goal - self.angle) < 0:  # asked to let go: the protection is over
            self.faults &= ~32
            self._overload_time = self._overload_direction = 0.0

    def _call_this_the_middle(self) -> None:
        """128 in the torque register: this pose becomes 2048, kept in EPROM."""
        encoder = round(self.encoder_zero + self.angle * TICKS_PER_RADIAN) % ft.TICKS_PER_TURN
        offset = max(encoder - 2048, -2047)  # the register has a sign and eleven bits
        self.put(ft.HOMING_OFFSET, offset)
        self._kept[31:33] = self.memory[31:33]
        self.put(ft.GOAL_POSITION, 2048)
        self._refresh()

    # motion

    @property
    def enabled(self) -> bool:
        return bool(self.memory[40])

    @property
    def torque_limit(self) -> float:
        """Fraction of the stall torque that the servo will use now."""
        return min(self._limit, self._protective) if self._overload_direction else self._limit

    def advance(self, dt: float) -> None:
        """Moves the setpoint towards the goal for `dt` seconds, and the temperature and the protections with it."""
        load = abs(self.torque) / STALL_TORQUE
        self.celsius += (AMBIENT + STALL_HEAT * load * load - self.celsius) * min(dt / HEAT_TIME, 1.0)
        if not self.memory[40]:
            self.setpoint, self.setpoint_speed = self.angle, 0.0
            self._overload_time = self._overcurrent_time = 0.0
            return
        if self.memory[33] == 0 and (self.setpoint != self.goal or self.setpoint_speed):
            self._follow(dt)
        self._protect(load, dt)

    def _follow(self, dt: float) -> None:
        """One step of a trapezoidal speed profile: never above the top speed, braking in time to stop at the goal."""
        way, change = self.goal - self.setpoint, self._acceleration * dt
        allowed = abs(way) / dt
        if change:  # the fastest from which equal speed changes, one a step, end exactly at the goal
            steps = max(1, math.ceil((math.sqrt(1 + 8 * allowed / change) - 1) / 2 - 1e-9))
            allowed = allowed / steps + (steps - 1) * change / 2
        speed = math.copysign(min(allowed, self._top_speed), way)
        if change:
            speed = min(max(speed, self.setpoint_speed - change), self.setpoint_speed + change)
        self.setpoint += speed * dt
        self.setpoint_speed = speed
        if abs(self.goal - self.setpoint) < 1e-9:
            self.setpoint = self.goal

    def _protect(self, load: float, dt: float) -> None:
        self._overload_time = self._overload_time + dt if load > self._overload_threshold else 0.0
        if self._overload_time > self._overload_after and not self._overload_direction:
            self._overload_direction = math.copysign(1.0, self.torque)
            self.faults |= 32
        current = load * STALL_CURRENT
        self._overcurrent_time = self._overcurrent_time + dt if current > self._overcurrent else 0.0
        if self._overcurrent_time > self._overcurrent_after:
            self._unload(8)
        if self.celsius > self.memory[13]:
            self._unload(4)

    def _unload(self, bit: int) -> None:
        self.faults |= bit
        if self.memory[19] & bit:
            self.memory[40] = 0

    # what it reports

    @property
    def current(self) -> float:
        """Amperes drawn now."""
        return abs(self.torque) / STALL_TORQUE * STALL_CURRENT + (IDLE_CURRENT if self.memory[40] else 0.0)

    def report(self) -> None:
        """Brings the present-value registers (56 to 70) up to date."""
        memory = self.memory
        ticks = self.present
        speed = max(-32767, min(32767, round(self.speed * TICKS_PER_RADIAN)))
        load = max(-1000, min(1000, round(self.torque / STALL_TORQUE * 1000))) if memory[40] else 0
        tenths = round(self.supply * 10)
        if not memory[15] <= tenths <= memory[14]:
            self.faults |= 1
        else:
            self.faults &= ~1
        current = round(self.current / ft.CURRENT_UNIT)
        memory[56], memory[57] = ticks & 0xFF, ticks >> 8
        memory[58], memory[59] = abs(speed) & 0xFF, abs(speed) >> 8 | (0x80 if speed < 0 else 0)
        memory[60], memory[61] = abs(load) & 0xFF, abs(load) >> 8 | (0x04 if load < 0 else 0)
        memory[62] = max(0, min(255, tenths))
        memory[63] = max(0, min(255, round(self.celsius)))
        memory[65] = self.faults
        memory[66] = int(bool(memory[40]) and (self.setpoint != self.goal or abs(speed) > memory[80]))
        memory[69], memory[70] = current & 0xFF, current >> 8
