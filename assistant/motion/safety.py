"""Safety: the only door to the arm.

Every setpoint passes here and is refused (wrong shape, NaN, stale, planned before a stop) or brought within the limits
of range, speed, acceleration, grip and distance from where the arm really is. The stop is a latch with an epoch:
whatever was planned in an earlier epoch is refused for ever, and only `clear` opens the door again.

Knows nothing of who plans the motion, of the VLA, or of ticks and registers. Units: radians and seconds; the gripper
is an opening in [0, 1].
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

import numpy as np

from assistant.events import Bus, Problem, StopCleared, Stopped
from assistant.motion.clock import Clock, RealClock
from drivers.feetech import BusError
from drivers.trouble import ArmError, ArmOverruled, ArmTripped

log = logging.getLogger(__name__)

PERIOD = 0.02  # seconds between setpoints: 50 Hz
GRIPPER = 5
LONGEST_STEP = 2 * PERIOD  # seconds of motion that a setpoint which comes late may make up for: the arm has stood at the last one meanwhile, and would leap after what it missed
PAUSE = 3.0  # seconds after which a pause that nobody has ended becomes a stop
MOVED = 0.15  # radians from where a joint was left, beyond what it sags, after which it is taken to have been moved


class SafetyError(Exception):
    """A setpoint that was refused; nothing was sent. The message is one sentence for people."""


class StoppedError(SafetyError):
    """Refused because the stop is set, or was set after this motion was planned."""


@dataclass(frozen=True)
class Limits:
    """What the arm may do, six numbers each in servo order; radians and seconds, the gripper in openings.

    low, high: range. speed: per second. acceleration: per second squared. lead: how far a goal may run ahead of where
    the joint really is, which bounds the push on contact. squeeze: how far below its real opening the gripper's goal
    may go once it bears a load of `grip_load` (fraction of stall torque): holds, and does not cook the motor.
    max_age: seconds after which what was planned from an observation is too old to be carried out.
    """

    low: tuple[float, ...] = (-1.92, -1.745, -1.69, -1.658, -2.744, 0.0)
    high: tuple[float, ...] = (1.92, 1.745, 1.69, 1.658, 2.744, 1.0)
    speed: tuple[float, ...] = (3.0, 3.0, 3.0, 3.5, 4.0, 2.5)
    acceleration: tuple[float, ...] = (30.0, 30.0, 30.0, 40.0, 50.0, 40.0)
    lead: float = 0.6
    squeeze: float = 0.25
    grip_load: float = 0.2
    max_age: float = 2.0

    def __post_init__(self) -> None:
        for name in ("low", "high", "speed", "acceleration"):
            values = getattr(self, name)
            if len(values) != 6 or not np.all(np.isfinite(values)):
                raise ValueError(f"The motion limit '{name}' needs six numbers, one a joint; it has {values!r}.")
        if any(low >= high for low, high in zip(self.low, self.high)):
            raise ValueError("Every joint's lower limit must be below its upper limit.")
        if min(self.speed) <= 0 or min(self.acceleration) <= 0:
            raise ValueError("Speed and acceleration limits must be above zero.")


class Safety:
    """Hands setpoints to `arm`, one at a time. Every method may be called from any thread.

    arm: `read`, `command`, `goals`, `hold`, `relax`, `clear_faults` (drivers.arm.Arm, or anything that does the same).
    home: (6,) rest pose; its gripper value is used only when the hand is empty.
    """

    def __init__(
        self, arm, limits: Limits | None = None, bus: Bus | None = None, *, clock: Clock | None = None,
        home: np.ndarray | None = None,
    ) -> None:
        self._arm = arm
        self.limits = limits or Limits()
        self._bus = bus or Bus()
        self._clock = clock or RealClock()
        self._home = None if home is None else np.asarray(home, np.float64)
        self._low, self._high = np.array(self.limits.low), np.array(self.limits.high)
        self._speed, self._acceleration = np.array(self.limits.speed), np.array(self.limits.acceleration)
        self._wire = threading.RLock()  # one setpoint or reading at a time; a hold does not wait for it
        self._setpoints = 0  # that have gone out
        self._latch = threading.Lock()
        self._epoch = 0
        self._stopped = False
        self.fault = ""
        """Of the arm, for which it was stopped; a sentence, until the stop is cleared."""
        self._paused_until: float | None = None  # the robot's clock; None: not paused
        self._goal: np.ndarray | None = None  # None: unknown, align with where the arm is first
        self._velocity = np.zeros(6)
        self._sent_at = -np.inf
        self._reading = None
        self._read_at = -np.inf

    # -- the stop ---------------------------------------------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        return self._stopped

    @property
    def epoch(self) -> int:
        """Counts stops. A motion notes it when it is planned and hands it to `send`."""
        return self._epoch

    def stop(self, source: str) -> None:
        """Latch the stop and put the hold on the wire, here and now, in the caller's thread.

        source: "voice", "panel", "api", "signal", "text" or "safety". Call it from a thread, not inside a signal
        handler: that may have interrupted the very thread that holds the wire.
        """
        with self._latch:
            self._epoch += 1
            self._stopped = True
        try:
            self._hold()
        except Exception as error:  # whatever the wire does, the latch is set, the stop is said, the caller goes on
            self._wire_failed(error)
        finally:
            self._bus.publish(Stopped(source=source))

    @property
    def paused(self) -> bool:
        return self._paused_until is not None

    def pause(self) -> None:
        """Hold here and now, as a stop does, and let no setpoint through until `resume`: somebody may have said stop, and that is being looked into.

        What was planned goes on afterwards. A pause that nobody ends within PAUSE seconds becomes a stop, at the next setpoint. In the caller's thread; where the wire fails, it is a stop at once.
        """
        with self._latch:
            self._paused_until = self._clock.now() + PAUSE
        try:
            self._hold()
        except Exception:
            log.exception("the hold of a pause failed, so it becomes a stop")
            self.stop("safety")  # which tries once more, and says so where that fails too

    def resume(self) -> None:
        """It was no stop: the next setpoint is welcome. Does nothing to a stop."""
        with self._latch:
            self._paused_until = None

    def clear(self) -> None:
        """The deliberate act that ends a stop, and a servo's fault. The arm stays where it is, stiff. Raises SafetyError; then the stop stays."""
        with self._latch:
            if not self._stopped:
                return
            epoch = self._epoch
        try:
            with self._wire:
                self._arm.clear_faults()  # a servo that had protected itself
            self._hold()  # torque on, goal where the arm is: nothing jumps; if this fails the stop stays
        except (ArmError, BusError) as error:
            self._bus.publish(Problem(part="arm", text=f"The stop stays: {error}"))
            raise SafetyError(f"The stop stays: {error}") from error
        with self._latch:
            if self._epoch != epoch:  # stopped again meanwhile: that one stays
                return
            self._stopped = False
            self._paused_until = None
            self.fault = ""
        self._bus.publish(StopCleared())

    def hold(self) -> None:
        """Stand still where the arm is, stiff, without a stop: the next setpoint is welcome."""
        self._hold()

    def relax(self, warning_seconds: float = 3.0) -> None:
        """Warn, wait, and let the arm go limp: it sinks. Latches the stop, so that nothing moves until `clear`.

        A second stop within the warning calls it off.
        """
        self.stop("safety")
        epoch = self._epoch
        self._bus.publish(Problem(
            part="arm", text=f"The arm goes limp in {warning_seconds:g} seconds and will sink.",
            advice="Support it by hand. Press STOP to keep it stiff.",
        ))
        end = self._clock.now() + warning_seconds
        while self._clock.now() < end:
            if self._epoch != epoch or not self._stopped:
                return
            self._clock.sleep_until(min(end, self._clock.now() + PERIOD))
        with self._wire:
            if self._epoch == epoch and self._stopped:
                self._arm.relax()
                self._goal = None

    def _hold(self) -> None:
        """At once, before whoever has the wire: that thread may be waiting for an answer. If a setpoint of it came after, once more."""
        setpoints = self._setpoints
        try:
            self._arm.hold()
        finally:  # where one joint did not answer the others hold, and nothing may go on from where they were sent before
            with self._wire:
                self._goal = None
                self._velocity = np.zeros(6)
                if self._setpoints != setpoints:
                    self._arm.hold()

    def _wire_failed(self, error: Exception) -> None:
        log.error("the hold of a stop failed", exc_info=error)
        self._bus.publish(Problem(
            part="arm", text=f"The stop is set, but the arm did not take the hold: {error}",
            advice="Switch off the arm's power if it moves.",
        ))

    # -- the setpoints ----------------------------------------------------------------------------------------------

    def read(self):
        """Where the arm is now (drivers.arm.JointState); also what the limits below are measured from."""
        with self._wire:
            self._reading = self._arm.read()
            self._read_at = self._clock.now()
            return self._reading

    @property
    def latest(self):
        """The newest reading without touching the wire; reads once when there is none yet."""
        return self._reading if self._reading is not None else self.read()

    def recent(self, seconds: float):
        """A reading that is no older than `seconds`."""
        with self._wire:
            return self.read() if self._reading is None or self._clock.now() - self._read_at > seconds else self._reading

    def send(self, targets, epoch: int | None = None, observed_at: float | None = None) -> np.ndarray:
        """Send one setpoint, (6,) in the units of `Observation.state`, within the limits. Returns what was really sent; in a pause nothing is, and it is where the arm stands.

        epoch: that of the plan this belongs to. observed_at: when what it was planned from was seen (robot's clock).
        Raises StoppedError, or SafetyError for what no limit can mend: wrong shape, NaN, stale.
        """
        wanted = _checked(targets)
        now = self._clock.now()
        if observed_at is not None and now - observed_at > self.limits.max_age:
            raise SafetyError(
                f"A motion planned from what was seen {now - observed_at:.1f} s ago was refused; the arm holds still."
            )
        dead = lambda: self._stopped or (epoch is not None and epoch != self._epoch)  # noqa: E731
        with self._wire:
            if dead():
                raise StoppedError("The arm is stopped; the motion was refused.")
            paused_until = self._paused_until
            if paused_until is not None:
                if now > paused_until:
                    self.stop("safety")
                    raise StoppedError("Whoever paused the arm did not let it go on, so it is stopped; the motion was refused.")
                return np.asarray(self.latest.positions, np.float64)
            if self._goal is None or now - self._read_at > 0.25:
                reading = self.read()
                if self._goal is None:
                    self._goal = self._where(reading)
                    self._sent_at = -np.inf
            if now - self._sent_at > 5 * PERIOD:
                self._realign()
            if not np.all(np.isfinite(self._goal)):
                self._goal = None
                raise SafetyError("A joint of the arm does not say where it is; the motion was refused.")
            goal = self._limited(wanted, now)
            try:
                sent = self._arm.command(goal, unless=lambda: dead() or self._paused_until is not None)
            except ArmOverruled as overruled:  # a stop or a pause came while the wire was somebody else's
                self._goal = None
                if dead():
                    raise StoppedError("The arm is stopped; the motion was refused.") from overruled
                return np.asarray(self.latest.positions, np.float64)
            except ArmTripped as fault:  # the others hold already; what comes next is for somebody to decide
                self.fault = str(fault)
                self._bus.publish(Problem(part="arm", text=self.fault, advice="Let it cool down, take away what is in its way, then clear the stop."))
                self.stop("safety")
                raise StoppedError(self.fault) from fault
            except Exception:
                self._goal = None  # the arm may have held, or not have been reached: go on from where it is
                raise
            finally:
                self._setpoints += 1
            self._goal, self._sent_at = goal, now
            return sent

    def _realign(self) -> None:
        """After a pause: an arm that is not where it was left sank, was moved by hand or lost its power. It starts from where it is."""
        away = np.abs(np.asarray(self._reading.positions, np.float64) - self._goal)[:GRIPPER]
        if np.any(away[np.isfinite(away)] > MOVED):
            log.warning("the arm is not where it was left (%.2f rad off); going on from where it is", float(np.nanmax(away)))
            self._hold()
            self._goal = self._where(self.read())

    def _where(self, reading) -> np.ndarray:
        """Where the next motion begins: where the arm is, but for a gripper that squeezes what it holds; begun from where it is, that would let go for a moment."""
        begin, sent = np.asarray(reading.positions, np.float64), self._arm.goals
        if sent is not None and sent[GRIPPER] < begin[GRIPPER]:
            begin[GRIPPER] = sent[GRIPPER]
        return begin

    def _limited(self, wanted: np.ndarray, now: float) -> np.ndarray:
        gap = now - self._sent_at
        if gap > 5 * PERIOD:  # the stream paused: the arm has come to rest at the last goal
            self._velocity = np.zeros(6)
            gap = PERIOD
        step = min(max(gap, 0.25 * PERIOD), LONGEST_STEP)
        wanted = np.clip(wanted, self._low, self._high)
        way = wanted - self._goal
        # as fast as one can still brake to rest on the target, so that no stream that ends overshoots
        slope = self._acceleration * step
        fastest = np.sqrt(slope**2 + 2 * self._acceleration * np.abs(way)) - slope
        velocity = np.sign(way) * np.minimum(fastest, self._speed)
        velocity = np.clip(velocity, self._velocity - slope, self._velocity + slope)
        velocity = np.clip(velocity, -self._speed, self._speed)
        goal = self._goal + velocity * step

        here = np.asarray(self._reading.positions, np.float64)
        here = np.where(np.isfinite(here), here, self._goal)  # a servo that was silent once: where it was sent
        goal = np.clip(goal, here - self.limits.lead, here + self.limits.lead)
        if abs(float(self._reading.loads[GRIPPER])) > self.limits.grip_load:
            goal[GRIPPER] = max(goal[GRIPPER], min(here[GRIPPER] - self.limits.squeeze, self._goal[GRIPPER]))
        reach = self._speed * step  # "not far from where it is" must not itself be a leap, were the joint (or its reading) suddenly elsewhere
        goal = np.clip(goal, self._goal - reach, self._goal + reach)
        goal = np.clip(goal, np.minimum(self._low, self._goal), np.maximum(self._high, self._goal))  # from outside the range it comes in, no faster than anywhere
        self._velocity = np.clip((goal - self._goal) / step, -self._speed, self._speed)
        return goal

    # -- a plain motion ---------------------------------------------------------------------------------------------

    def move_to(self, pose, speed: float = 1.2) -> bool:
        """Move in a straight joint line to `pose` (6,) and wait until there. False when it did not get within 0.1 rad.

        speed: of the joint with the longest way, rad/s. Raises StoppedError when a stop ends it.
        """
        pose = _checked(pose)
        epoch = self._epoch
        start = np.asarray(self.read().positions, np.float64)
        seconds = max(0.3, float(np.max(np.abs(pose - start))) / speed)
        begin = self._clock.now()
        while (now := self._clock.now()) < begin + seconds + 1.0:
            part = min(1.0, (now + PERIOD - begin) / seconds)
            self.send(start + (pose - start) * part, epoch)
            self._clock.sleep_until(now + PERIOD)
            here = np.asarray(self.read().positions)
            if self.paused:
                begin += PERIOD  # the way that is left takes as long as before
            if part >= 1.0 and np.max(np.abs(here - pose)[:GRIPPER]) < 0.04:
                return True
        return bool(np.max(np.abs(here - pose)[:GRIPPER]) < 0.1)

    def home(self, gripper: float | None = None) -> bool:
        """Move to the rest pose; `gripper` keeps the hand at that opening instead of the rest pose's own."""
        if self._home is None:
            raise SafetyError("No rest pose is known for this arm; it stays where it is.")
        pose = self._home.copy()
        if gripper is not None:
            pose[GRIPPER] = gripper
        return self.move_to(pose)


def _checked(targets) -> np.ndarray:
    try:
        wanted = np.asarray(targets, np.float64)
    except (TypeError, ValueError):
        raise SafetyError("A motion that is not six numbers was refused; the arm holds still.") from None
    if wanted.shape != (6,):
        raise SafetyError(f"A motion of shape {wanted.shape} instead of (6,) was refused; the arm holds still.")
    if not np.all(np.isfinite(wanted)):
        raise SafetyError("A motion with numbers that are not finite was refused; the arm holds still.")
    return wanted
