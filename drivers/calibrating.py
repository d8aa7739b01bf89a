"""Calibrates an SO-101 step by step: the arm is limp, a person moves it, its servos tell where it is. Drives nothing.

The procedure is LeRobot's (first the middle of every joint's range, then both its ends), one joint after the other, so that a servo that sits at another joint is found out.
Until `finish` nothing is written: whoever gives up leaves the servos as they were. Knows nothing of who asks: terminal and panel take the same steps.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Iterable, Sequence

from drivers import feetech as ft
from drivers import torque
from drivers.calibration import JOINTS, CalibrationError, JointCalibration
from drivers.feetech import TICKS_PER_TURN

log = logging.getLogger(__name__)
SERVOS = tuple(range(1, len(JOINTS) + 1))
MIDDLE = TICKS_PER_TURN // 2 - 1  # what the middle of a range reads afterwards, as LeRobot has it
MOST_OFFSET = 2047  # the register has a sign and eleven bits
USUAL = {"shoulder_pan": 2500, "shoulder_lift": 2280, "elbow_flex": 2200, "wrist_flex": 2160, "wrist_roll": 4096, "gripper": 1250}
"""Ticks from one stop of an SO-101's joint to the other."""
ENOUGH = 0.6  # share of that which a joint must have been moved through
ROLL_ENOUGH = 800  # ticks: the roll has no stops; it is only to show that it is the roll
STILL = 150  # ticks: what has moved less did not move
ELSEWHERE = 600  # and what has moved more while the asked one stood still was moved instead
WRAPPED = TICKS_PER_TURN // 2  # no hand turns a joint so far between two looks
LISTEN = 0.03  # s in which a servo that is there answers
LIKELY = range(21)  # numbers that are looked for at other rates than the factory's


class NotYet(CalibrationError):
    """The step is not done: one sentence that says what was found and what to do; nothing was changed, and the step can be taken again."""


@dataclass(frozen=True)
class Reach:
    """How far the joint that is asked for has been moved: ticks after the new homing offset. enough: of an SO-101's usual range."""

    joint: str
    position: int
    low: int
    high: int
    enough: bool


class Calibrating:
    """begin(), middle(), then for each joint of JOINTS: watch() as often as possible while it is moved, and done(); at last finish().

    bus: open, and nobody else's meanwhile. Every method may raise NoReply and PortLost, and CalibrationError where a step is taken out of turn.
    """

    def __init__(self, bus: ft.Bus) -> None:
        self._bus = bus
        self._offsets: dict[int, int] = {}  # as they are in the servos
        self._homing: dict[int, int] = {}  # as they will be
        self._last: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._high: dict[int, int] = {}
        self._ranges: dict[str, tuple[int, int]] = {}

    @property
    def joint(self) -> str | None:
        """The joint that is to be moved now; None before `middle` and after the last one."""
        return JOINTS[len(self._ranges)] if self._homing and not self.finished else None

    @property
    def finished(self) -> bool:
        """Whether all joints have been measured."""
        return len(self._ranges) == len(JOINTS)

    def begin(self) -> None:
        """Looks at all six servos, then lets the arm go limp: somebody must hold it. Raises NotYet for what would spoil the calibration."""
        for servo in SERVOS:
            self._examine(servo)
        if stiff := torque.switch_off(self._bus, SERVOS):
            raise NotYet(f"{self._named(stiff)} did not go limp; switch the arm's power off and on, then begin again.")
        self._offsets = {servo: self._bus.read(servo, ft.HOMING_OFFSET) for servo in SERVOS}
        self._homing, self._ranges = {}, {}

    def middle(self) -> None:
        """Every joint stands in the middle of its range: from here on that reads 2047."""
        if not self._offsets:
            raise CalibrationError("The calibration has not begun; begin it first.")
        self._offsets = {servo: self._bus.read(servo, ft.HOMING_OFFSET) for servo in SERVOS}  # another calibration may have been written since `begin`
        self._homing = {servo: _homing(encoder) for servo, encoder in self._encoders().items()}
        self._ranges = {}
        self._look_anew()

    def watch(self) -> Reach:
        """One look at where the arm is. NotYet where the joint has passed the end of its scale: then it was not in its middle before, and the calibration goes back to `middle`."""
        joint = self._asked()
        servo, now = JOINTS.index(joint) + 1, self._positions()
        for each, position in now.items():
            if joint != "wrist_roll" and each == servo and abs(position - self._last[each]) > WRAPPED:
                self._homing = {}
                raise NotYet(f"{joint} passed the end of its scale (from {self._last[each]} to {position}): it was not in the middle of its range before. Put every joint in its middle again.")
            self._low[each], self._high[each] = min(self._low[each], position), max(self._high[each], position)
        self._last = now
        low, high = self._low[servo], self._high[servo]
        return Reach(joint, now[servo], low, high, high - low >= (ROLL_ENOUGH if joint == "wrist_roll" else ENOUGH * USUAL[joint]))

    def done(self) -> None:
        """The joint has been at both of its ends. Raises NotYet where it has not, and where another one was moved instead."""
        reach = self.watch()
        servo = JOINTS.index(reach.joint) + 1
        span = reach.high - reach.low
        moved = {each: self._high[each] - self._low[each] for each in SERVOS if each != servo}
        other = max(moved, key=moved.__getitem__)
        if span < STILL and moved[other] > ELSEWHERE:
            self._look_anew()
            raise NotYet(
                f"You were asked to move {reach.joint} (servo {servo}), but servo {other} moved. Move {reach.joint} alone; if it is servo {other} again, servos {servo} and {other} "
                "have each other's numbers or cables: set their ids anew (`python app.py calibrate --set-up`)."
            )
        if not reach.enough:
            usual = ROLL_ENOUGH if reach.joint == "wrist_roll" else USUAL[reach.joint]
            raise NotYet(f"{reach.joint} was moved through {_degrees(span)} degrees only, and an SO-101's has about {_degrees(usual)}; move it slowly from one stop to the other.")
        self._ranges[reach.joint] = (0, TICKS_PER_TURN - 1) if reach.joint == "wrist_roll" else (reach.low, reach.high)
        self._look_anew()

    def finish(self) -> dict[str, JointCalibration]:
        """Writes what was found into the servos, reads it back, and returns it. CalibrationError where a servo keeps something else; then the old numbers are written again."""
        if not self.finished:
            raise CalibrationError(f"{self.joint or 'the middle'} has not been measured yet; nothing was written.")
        found = {joint: JointCalibration(servo, 0, self._homing[servo], *self._ranges[joint]) for servo, joint in zip(SERVOS, JOINTS)}
        before = {servo: {register: self._bus.read(servo, register) for register in (ft.HOMING_OFFSET, ft.MIN_POSITION, ft.MAX_POSITION)} for servo in SERVOS}
        try:
            for joint in found.values():
                self._keep(joint.id, {ft.HOMING_OFFSET: joint.homing_offset, ft.MIN_POSITION: joint.range_min, ft.MAX_POSITION: joint.range_max})
        except BaseException:  # whoever gives up in the middle of this, too
            for servo, registers in before.items():
                try:
                    self._keep(servo, registers)
                except (CalibrationError, ft.NoReply):
                    log.exception("servo %d may keep parts of two calibrations", servo)
            raise
        return found

    def _examine(self, servo: int) -> None:
        joint = JOINTS[servo - 1]
        try:
            model = self._bus.ping(servo)
        except ft.NoReply as silence:
            raise NotYet(f"Servo {servo} ({joint}) does not answer; check its cable and the arm's power supply, or give it its number with `python app.py calibrate --set-up`.") from silence
        if model != ft.MODEL_STS3215:
            raise NotYet(f"Servo {servo} ({joint}) is no STS3215 but of model {model}; Vela knows only those.")
        if mode := self._bus.read(servo, ft.MODE):
            raise NotYet(f"Servo {servo} ({joint}) is in mode {mode}, as a wheel and not as a joint; set its mode to 0 with its maker's program.")
        volts, low, high = (self._bus.read(servo, register) / 10 for register in (ft.PRESENT_VOLTAGE, ft.MIN_VOLTAGE, ft.MAX_VOLTAGE))
        if not low <= volts <= high:
            raise NotYet(f"Servo {servo} ({joint}) has {volts:.1f} V and wants {low:.1f} to {high:.1f}; check that the power supply is the one for this arm (the 7.4 V and the 12 V servos look alike).")

    def _keep(self, servo: int, registers: dict[ft.Register, int]) -> None:
        """Into the memory that stays when the power goes."""
        self._bus.write(servo, ft.LOCK, 0)
        for register, value in registers.items():
            self._bus.write(servo, register, value)
        self._bus.write(servo, ft.LOCK, 1)
        for register, value in registers.items():
            if (kept := self._bus.read(servo, register)) != value:
                raise CalibrationError(f"Servo {servo} was given {value} at register {register.address} and keeps {kept}; the old calibration was written again. Switch the arm off and on and calibrate it once more.")

    def _asked(self) -> str:
        if self.joint is None:
            raise CalibrationError("No joint is to be moved now: begin, put every joint in its middle, or finish.")
        return self.joint

    def _look_anew(self) -> None:
        self._last = self._positions()
        self._low, self._high = dict(self._last), dict(self._last)

    def _positions(self) -> dict[int, int]:
        """Ticks after the new homing offsets, by servo."""
        return {servo: (encoder - self._homing[servo]) % TICKS_PER_TURN for servo, encoder in self._encoders().items()}

    def _encoders(self) -> dict[int, int]:
        """What the servos' encoders read, before any offset. Raises NoReply unless all answer."""
        register = ft.PRESENT_POSITION
        found = self._bus.sync_read(SERVOS, register.address, register.size, insist=True)
        if missing := [servo for servo in SERVOS if servo not in found]:
            raise ft.NoReply(f"{self._named(missing)} stopped answering; check the cable, then go on where you were.", missing)
        return {servo: (register.decode(found[servo]) + self._offsets[servo]) % TICKS_PER_TURN for servo in SERVOS}

    @staticmethod
    def _named(servos: Iterable[int]) -> str:
        return ", ".join(f"servo {servo} ({JOINTS[servo - 1]})" for servo in servos).capitalize()


def _homing(encoder: int) -> int:
    """The offset after which this reads MIDDLE: present = (encoder - offset) modulo a turn."""
    offset = (encoder - MIDDLE + TICKS_PER_TURN // 2) % TICKS_PER_TURN - TICKS_PER_TURN // 2
    return min(max(offset, -MOST_OFFSET), MOST_OFFSET)


def _degrees(ticks: int) -> int:
    return round(ticks * 360 / TICKS_PER_TURN)


def set_up(port: str, joint: str, numbers: Sequence[int] = range(ft.BROADCAST)) -> tuple[int, int]:
    """Gives the only servo that is connected the number of this joint, at 1,000,000 baud. Returns the number and the baud rate it had. Takes a quarter of a minute; nobody else may have the port open.

    numbers: which are looked for, at the factory's baud rate. Raises NotYet where none or more than one answers, or it is no STS3215, or it does not take the number.
    """
    wanted, fast = JOINTS.index(joint) + 1, ft.BAUDRATES[0]
    for rate in ft.BAUDRATES:
        with ft.Bus(port, rate, timeout=LISTEN, retries=0) as bus:
            there = [number for number in (numbers if rate == fast else LIKELY) if _model(bus, number) is not None]
            if not there:
                continue
            if len(there) > 1:
                raise NotYet(f"{len(there)} servos answer ({', '.join(map(str, there))}); connect the {joint} servo alone, so that no other gets its number.")
            (number,) = there
            if (model := _model(bus, number)) != ft.MODEL_STS3215:
                raise NotYet(f"The servo that is connected is no STS3215 but of model {model}.")
            bus.write(number, ft.LOCK, 0)
            _write_blind(bus, number, ft.ID, wanted)
            _write_blind(bus, wanted, ft.BAUD, ft.BAUDRATES.index(fast))
        with ft.Bus(port, fast) as bus:
            if _model(bus, wanted) != ft.MODEL_STS3215:
                raise NotYet(f"Servo {number} did not become {wanted}; switch its power off and on and try again.")
            bus.write(wanted, ft.LOCK, 1)
        return number, rate
    raise NotYet(f"No servo answers at any baud rate; connect the {joint} servo alone, and the power supply.")


def _model(bus: ft.Bus, number: int) -> int | None:
    try:
        return bus.ping(number)
    except ft.NoReply:
        return None


def _write_blind(bus: ft.Bus, number: int, register: ft.Register, value: int) -> None:
    """Whether it answers under the old number or rate or under the new one is told nowhere: what became of it is asked afterwards."""
    try:
        bus.write(number, register, value)
    except ft.NoReply:
        pass
