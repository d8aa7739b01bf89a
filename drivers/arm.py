"""The SO-101 arm in SI units: six joints over a servo bus, in servo order; the gripper's opening in [0, 1].

Never moves by surprise: connecting checks who answers, compares the calibration, and aligns every goal with where the joint is before
torque comes on. Position targets only. Knows the joints and their protection; knows no ticks' meaning beyond the calibration, no joint
speeds or workspace limits that a task may want (that is for whoever commands it), and nothing of what is done with the arm.
"""

from __future__ import annotations

import logging
import time
from typing import Callable, Iterable

import numpy as np

from drivers import feetech as ft
from drivers import torque
from drivers.believing import Believing, Blocks
from drivers.calibration import (  # noqa: F401 (the arm's calibration is part of its interface)
    JOINTS,
    RADIANS_PER_TICK,
    Calibration,
    CalibrationError,
    JointCalibration,
    Units,
    load_calibration,
    parse_calibration,
    save_calibration,
)
from drivers.checks import check_calibration, check_servos
from drivers.joint_state import JointState, Telemetry
from drivers.trouble import ArmError, ArmOverruled, ArmRelaxed, ArmSilent, ArmTripped, Trouble  # noqa: F401 (as are its errors)

log = logging.getLogger(__name__)

GRIPPER_PROTECTION = {ft.MAX_TORQUE: 500, ft.PROTECTION_CURRENT: 250, ft.OVERLOAD_TORQUE: 25}
"""LeRobot's values: grippers squeeze for long and burn without them."""
GAINS = {ft.P_GAIN: 16, ft.I_GAIN: 0, ft.D_GAIN: 32}
"""LeRobot's values: softer than the factory's, without shaking."""
STRAY = 57
"""Ticks (5 degrees) that a joint may be outside its calibrated range when torque comes on: the servo then moves it that little way in."""

STANDING = 10
"""Ticks a second below which a joint counts as standing still."""
SAG = 40
"""Ticks (3.5 degrees) that gravity may hold a standing joint away from its goal."""
HURRY = 0.01
"""Seconds that a hold waits for where the joints are (2.5 ms on a real wire) before it goes out as well as it can."""
HELD = ft.TORQUE_ENABLE.address, ft.MOVING.address + 1 - ft.TORQUE_ENABLE.address
"""The registers, first and how many, that a hold needs to know."""
COOL = 55.0
"""°C: a servo whose protection has acted is not switched on again above it (they act at 70)."""
UNSEEN = 0.1
"""Seconds after which a target is not sent before it has been read where the arm is and how it feels."""


class Arm:
    """Six STS3215 with LeRobot's names and ids. Any thread may call."""

    def __init__(
        self,
        port: str,
        calibration: Calibration,
        baudrate: int = 1_000_000,
        timeout: float = 0.2,
        speed: float = 4.0,
        acceleration: float = 35.0,
        torque_limit: float = 1.0,
        gripper_torque_limit: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ):
        """calibration: from `load_calibration` (or its dict). speed, acceleration: the servos' own fence, rad/s and rad/s².
        torque limits: fractions of the stall torque. timeout: seconds to wait for an answer. clock: the seconds in which the joints move.
        Raises CalibrationError, ValueError."""
        self.calibration = parse_calibration(calibration)
        self.bus = ft.Bus(port, baudrate, timeout)
        self.units = Units(self.calibration)
        self._ids = tuple(self.calibration[name].id for name in JOINTS)
        if not (0 < torque_limit <= 1 and 0 < gripper_torque_limit <= 1 and speed > 0 and acceleration > 0):
            raise ValueError("torque limits must be in (0, 1], speed and acceleration above 0")
        self._speed = ft.GOAL_SPEED.encode(min(round(speed / RADIANS_PER_TICK), 32767))
        self._acceleration = bytes((min(max(round(acceleration / RADIANS_PER_TICK / 100), 1), 254),))
        self._torque_limits = [round(1000 * torque_limit)] * 5 + [round(1000 * gripper_torque_limit)]
        self._goals = dict.fromkeys(self._ids, None)  # ticks last sent to each servo
        self._believing = Believing(clock)
        self._trouble = Trouble()
        self._clock = clock
        self._read_at = float("-inf")
        self._forgotten = False  # a servo may have lost the settings that are not kept without power
        self._halted = False  # the arm holds because of what is wrong
        self._connected = False
        self._relaxed = True

    @property
    def goals(self) -> np.ndarray | None:
        """(6,) float32 positions, in state units, that the servos were last sent; None while one of them was sent none (limp, or never answered)."""
        ticks = [self._goals[servo] for servo in self._ids]
        return None if self._relaxed or None in ticks else self.units.to_state(np.array(ticks))

    @property
    def limits(self) -> np.ndarray:
        """(6, 2) lowest and highest position of each joint by its calibration, in state units."""
        return self.units.limits

    @property
    def connected(self) -> bool:
        """False also when the port has vanished; `connect` again then."""
        return self._connected and self.bus.is_open

    @property
    def relaxed(self) -> bool:
        """True while targets are refused because the arm is limp (or not connected)."""
        return self._relaxed

    def connect(self, hold: bool = True) -> JointState:
        """Opens the port, checks the six servos and their calibration, and (with `hold`) holds the arm where it is. Returns where that is.

        Raises a BusError, CalibrationError or ArmError; then the port is closed again, nothing was moved, and no joint that was limp has torque
        (one that had it keeps it: an arm that somebody left holding must not fall because it cannot be connected).
        """
        with self.bus.alone():
            self._connected, self._relaxed = False, True
            self._believing.forget()
            self._trouble, self._read_at, self._halted = Trouble(), float("-inf"), False
            self.bus.open()
            try:
                check_servos(self.bus, self.calibration)
                check_calibration(self.bus, self.calibration)
                state = self.read()
                if state.silent:
                    raise ArmError(f"{', '.join(state.silent)} stopped answering while connecting; check the cables. Nothing was moved.")
                if hold:
                    self._configure()
                self._connected = True
                if hold:
                    self.hold()
                return state
            except BaseException:
                self._connected, self._relaxed = False, True
                self.bus.close()
                raise

    def _configure(self) -> None:
        """Protection and gains. The servos' EPROM is locked first, so that the values last until the power goes and wear nothing out."""
        for i, servo in enumerate(self._ids):
            self.bus.write(servo, ft.LOCK, 1)
            settings = GAINS | {ft.RETURN_DELAY: 0, ft.TORQUE_LIMIT: self._torque_limits[i]} | (GRIPPER_PROTECTION if i == 5 else {})
            for register, value in settings.items():
                if self.bus.read(servo, register) != value:
                    self.bus.write(servo, register, value)
                    if self.bus.read(servo, register) != value:
                        raise ArmError(f"The servo of {JOINTS[i]} (id {servo}) does not keep the setting at address {register.address}; nothing was moved.")

    # reading

    def read(self) -> JointState:
        """Where the joints are and how they feel: one group read (1.4 ms on a real wire). Raises NoReply when no servo answers, PortLost."""
        return JointState(**self._read(ft.PRESENT_POSITION.address)[1])

    def telemetry(self) -> Telemetry:
        """`read` and what the servos have been told (about 2 ms on a real wire). Raises as `read`."""
        blocks, state = self._read(ft.TORQUE_ENABLE.address)
        goals = self.units.to_state(self._column(blocks, ft.GOAL_POSITION, ft.TORQUE_ENABLE.address))
        limits = self._column(blocks, ft.TORQUE_LIMIT, ft.TORQUE_ENABLE.address) / 1000
        energised = self._column(blocks, ft.TORQUE_ENABLE, ft.TORQUE_ENABLE.address) == 1
        return Telemetry(**state, goals=goals, torque_limits=limits.astype(np.float32), energised=energised)

    def _column(self, blocks: Blocks, register: ft.Register, start: int) -> np.ndarray:
        """(6,) float64 of one register; NaN for a silent servo."""
        at = register.address - start
        return np.array([register.decode(blocks[i][at:]) if i in blocks else np.nan for i in self._ids], np.float64)

    def _blocks(self, servos: Iterable[int], start: int, size: int, insist: bool = False, patience: float | None = None) -> Blocks:
        """`size` registers from `start`, PRESENT_POSITION among them; a servo whose position is not believed is missing, as a silent one is.

        insist, patience: as of `Bus.sync_read`.
        """
        wanted = {servo: name for servo, name in zip(self._ids, JOINTS) if servo in servos}
        insist = insist or patience is None and any(self._trouble.nearly_silent(name) for name in wanted.values())
        blocks = self._believing.read(lambda asked: self.bus.sync_read(asked, start, size, insist, patience), tuple(wanted), ft.PRESENT_POSITION.address - start)
        for servo, name in wanted.items():
            if servo in blocks:
                self._trouble.answered(name, ft.describe_errors(self.bus.errors.get(servo, 0)))
            elif patience is None:
                self._trouble.missed(name)
        self._read_at = self._clock()
        return blocks

    def _read(self, start: int) -> tuple[Blocks, dict]:
        blocks = self._blocks(self._ids, start, ft.PRESENT_CURRENT.address + 2 - start)
        if not blocks:
            raise ft.NoReply(f"None of the arm's servos answers on {self.bus.port}; check its power supply and cable, then reconnect.", self._ids)
        units, column = self.units, lambda register: self._column(blocks, register, start)
        errors = {name: ft.describe_errors(self.bus.errors.get(i, 0)) for name, i in zip(JOINTS, self._ids) if i in blocks}
        return blocks, dict(
            positions=units.to_state(column(ft.PRESENT_POSITION)),
            velocities=(column(ft.PRESENT_SPEED) * units.scale).astype(np.float32),
            loads=(column(ft.PRESENT_LOAD) * units.sign / 1000).astype(np.float32),
            temperatures=column(ft.PRESENT_TEMPERATURE).astype(np.float32),
            voltages=(column(ft.PRESENT_VOLTAGE) / 10).astype(np.float32),
            currents=(column(ft.PRESENT_CURRENT) * ft.CURRENT_UNIT).astype(np.float32),
            moving=column(ft.MOVING) == 1,
            time=time.monotonic(),
            silent=tuple(name for name, i in zip(JOINTS, self._ids) if i not in blocks),
            faults={name: found for name, found in errors.items() if found},
        )

    # acting

    def command(self, targets: np.ndarray, unless: Callable[[], bool] = lambda: False) -> np.ndarray:
        """Sends (6,) position targets and returns the (6,) float32 that were really sent: in range, rounded to the servos' resolution.

        unless: asked when the wire is this thread's alone; where it says so, nothing is sent and ArmOverruled is raised.
        Raises ValueError for a wrong shape or a value that is not finite, ArmRelaxed when the arm is limp, PortLost; ArmTripped or ArmSilent,
        and the arm then holds, when a servo has protected itself or does not answer; NoReply when none does.
        """
        wanted = np.asarray(targets, np.float64)
        if wanted.shape != (6,) or not np.isfinite(wanted).all():
            raise ValueError(f"an arm target is six finite numbers, not {targets!r}")
        ticks = self.units.to_ticks(wanted)
        if not self._relaxed:
            if self._clock() - self._read_at > UNSEEN:
                self.read()
            self._refuse_trouble()
        with self.bus.alone():
            if self._relaxed:
                raise ArmRelaxed("The arm is limp, so the target was not sent; hold the arm first.")
            if unless():
                raise ArmOverruled("Something came before the target, so it was not sent.")
            self._send(dict(zip(self._ids, ticks.tolist())))
        return self.units.to_state(ticks)

    def _refuse_trouble(self) -> None:
        """Raises what is wrong, with the arm holding; it is told so once, for a silent servo makes that slow."""
        refusal = self._trouble.refusal()
        if refusal is not None and not self._halted:
            try:
                self.hold()
            except ArmError as silence:
                log.warning("while stopping because %s %s", refusal, silence)
        self._halted = refusal is not None
        if refusal is not None:
            raise refusal

    def _send(self, goals: dict[int, int]) -> None:
        """One packet: acceleration, goal, time, speed and torque limit, so that a servo that was reset by a power dip still keeps to its fence."""
        self._goals.update(goals)
        self.bus.sync_write(ft.ACCELERATION.address, {servo: self._registers(servo, goal) for servo, goal in goals.items()})

    def _registers(self, servo: int, goal: int) -> bytes:
        """ACCELERATION to TORQUE_LIMIT."""
        limit = self._torque_limits[self._ids.index(servo)]
        return self._acceleration + ft.GOAL_POSITION.encode(goal) + b"\0\0" + self._speed + ft.TORQUE_LIMIT.encode(limit)

    def hold(self) -> None:
        """Stands still where it is, with torque: each goal becomes the present position, then torque comes on. Ends `relax`.

        A joint that already stands still under torque near its goal keeps that goal (it would sag a little with every `hold`), and so
        does a gripper that is squeezing something (it would let go). A servo that has lost its torque unasked had its power cut: its protection and
        gains are then set anew; but one that has protected itself is left alone. A limp arm is taken up whole or not at all.

        Goes before what other threads ask of the bus, within 20 ms, to the servos that say within HURRY where they are; the others are then asked with patience.
        Raises ArmError naming the joints that stay silent, once all others hold; or when the arm is not connected, or limp with a joint far outside its
        range, silent or not confirming its goal; NoReply, PortLost.
        """
        if not self._connected:
            raise ArmError("The arm is not connected; connect it first.")
        with self.bus.alone(first=True):  # between reading where a joint is and making that its goal, nothing else may be sent
            if self._relaxed:
                self._take_up(self._blocks(self._ids, *HELD, insist=True), self._ids)
                self._relaxed = False
                return
            blocks = self._blocks(self._ids, *HELD, patience=HURRY)
            self._stand(blocks, [i for i in self._ids[:-1] if i not in blocks])  # not the gripper: it would let go of what it squeezes
        if len(blocks) < 6:  # those that were silent are asked, with patience, once the others hold
            late = self._blocks([i for i in self._ids if i not in blocks], *HELD, insist=True)
            self._stand(late)
            blocks |= late
        if not blocks:
            raise ft.NoReply(f"None of the arm's servos answers on {self.bus.port}, so the arm could not be held; check its power supply and cable.", self._ids)
        if any(block[0] == 0 for servo, block in blocks.items() if servo not in self._tripped):
            log.warning("a servo has lost its torque, as after a power cut; the settings are written anew")
            self._forgotten = True
        if silent := self._names(i for i in self._ids if i not in blocks):
            raise ArmError(f"{silent} did not answer and may still move; the other joints hold. Check the cables, or switch the arm's power off.")
        if self._forgotten:  # until all of it is written: a gripper without its protection burns
            self._configure()
            self._forgotten = False

    def _take_up(self, blocks: Blocks, servos: Iterable[int]) -> None:
        """Torque on at where each of them is; all or none. Raises ArmError, NoReply, PortLost; those that were limp are limp again then."""
        if not blocks:
            raise ft.NoReply(f"None of the arm's servos answers on {self.bus.port}, so the arm could not be held; check its power supply and cable.", tuple(servos))
        if silent := self._names(i for i in servos if i not in blocks):
            raise ArmError(f"{silent} did not answer, so no torque was switched on; check the cables and try again.")
        self._refuse_strays(blocks)
        self._refuse_hot(blocks)
        limp = [servo for servo, block in blocks.items() if not block[0]]
        try:
            for servo, block in blocks.items():
                self._goals[servo] = self._goal_to_hold(servo, block)
                torque.switch_on(self.bus, servo, self._registers(servo, self._goals[servo]))
        except BaseException as error:
            left = torque.switch_off(self.bus, limp)
            if left:
                raise ArmError(f"{self._names(left)} may still be energised though the arm could not be taken up ({error}); switch the arm's power off.") from error
            if isinstance(error, ft.BusError):
                raise ArmError(f"{self._names([servo])} did not confirm that it stands where it is ({error}), so no torque was switched on; check the cables and try again.") from error
            raise
        self._trouble.forget(name for name, servo in zip(JOINTS, self._ids) if servo in blocks)

    def _stand(self, blocks: Blocks, silent: Iterable[int] = ()) -> None:
        """blocks: registers 40 to 66 of each servo that is to stand still; one that has cut its torque to protect itself is left alone. silent: those that are sent where they just were, if they were on their way."""
        with self.bus.alone():
            if self._relaxed:
                return  # meanwhile
            goals = {servo: self._goal_to_hold(servo, block) for servo, block in blocks.items()}
            for servo in silent:
                last, goal = self._believing.last(servo, UNSEEN), self._goals[servo]
                if None not in (last, goal) and abs(goal - last) > SAG:
                    goals[servo] = last
            # one that cut its own torque is not to have it back by a goal; one that only lowered it, an overload, goes on pushing until its goal is where it is
            cut = [servo for servo in self._tripped if servo not in blocks or blocks[servo][0] == 0]
            if goals := {servo: goal for servo, goal in goals.items() if servo not in cut}:
                self._send(goals)

    def _goal_to_hold(self, servo: int, block: bytes) -> int:
        """block: registers 40 to 66 of the servo."""
        get = lambda register: register.decode(block[register.address - ft.TORQUE_ENABLE.address :])  # noqa: E731
        present, goal = get(ft.PRESENT_POSITION), get(ft.GOAL_POSITION)
        standing = get(ft.TORQUE_ENABLE) == 1 and not get(ft.MOVING) and abs(get(ft.PRESENT_SPEED)) < STANDING
        squeezing = servo == self._ids[-1] and (goal - present) * self.units.sign[-1] < 0
        return goal if standing and (squeezing or abs(goal - present) <= SAG) else present

    @property
    def _tripped(self) -> tuple[int, ...]:
        return tuple(servo for servo, name in zip(self._ids, JOINTS) if name in self._trouble.tripped)

    def clear_faults(self) -> None:
        """The deliberate act after which a servo that has protected itself has torque again, at where it is. Does nothing when there is none.

        Raises ArmError while one is hotter than COOL, silent, or does not confirm; nothing has changed then. PortLost.
        """
        with self.bus.alone():
            if not self._relaxed and (servos := self._tripped):  # a limp arm is taken up as a whole
                self._take_up(self._blocks(servos, *HELD, insist=True), servos)

    def _refuse_hot(self, blocks: Blocks) -> None:
        celsius = self._column(blocks, ft.PRESENT_TEMPERATURE, ft.TORQUE_ENABLE.address)
        if hot := [f"{name} ({celsius[i]:.0f} °C)" for i, name in enumerate(JOINTS) if name in self._trouble.tripped and celsius[i] > COOL]:
            raise ArmError(f"{', '.join(hot)} protected itself and is still too hot to be switched on; wait until it is below {COOL:.0f} °C.")

    def _refuse_strays(self, blocks: Blocks) -> None:
        position = self._column(blocks, ft.PRESENT_POSITION, ft.TORQUE_ENABLE.address)
        for i, name in enumerate(JOINTS):
            if position[i] < self.units.low[i] - STRAY or position[i] > self.units.high[i] + STRAY:  # NaN (silent) is neither
                raise ArmError(f"{name} is far outside its calibrated range and would jump, so torque stays off; move it by hand to the middle, or calibrate again.")

    def relax(self) -> None:
        """Torque off, all at once and each asked afterwards: THE ARM FALLS unless it rests. Targets are refused until `hold`.

        Raises ArmError naming the joints that may still be energised, PortLost, BusError.
        """
        with self.bus.alone(first=True):
            self._relaxed = True  # first: no target may switch torque on again while it goes off
            if left := torque.switch_off(self.bus, self._ids):
                raise ArmError(f"{self._names(left)} did not say that its torque is off and may still be energised; check the cables, or switch the arm's power off.")

    def _names(self, servos: Iterable[int]) -> str:
        wanted = tuple(servos)
        return ", ".join(name for name, i in zip(JOINTS, self._ids) if i in wanted)

    def close(self, relax: bool = False) -> None:
        """Lets go of the port. The arm holds where it is (it does not fall), or with `relax` goes limp; a relaxed arm stays relaxed.

        The port is closed whatever fails; a servo that does not answer does not keep the others from it. Raises nothing: failures are logged.
        """
        with self.bus.alone():
            try:
                if self._connected and relax:
                    self.relax()
                elif self._connected and not self._relaxed:
                    self.hold()
            except (ft.BusError, ArmError) as error:
                log.warning("while closing the arm: %s", error)
            finally:
                self._connected, self._relaxed = False, True
                self.bus.close()

    def __enter__(self) -> "Arm":
        self.connect()
        return self

    def __exit__(self, *_) -> None:
        self.close()
