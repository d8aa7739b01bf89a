"""The executor: steps become chunks, chunks become setpoints at 50 Hz, and each step is judged before the next.

It hands the instruction to the VLA and knows nothing of sentences; whether a step succeeded is judged by what the VLA
sees (`ActionChunk.done`) and by what the hand feels (grip.py). Everything it sends goes through Safety.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Callable, Sequence

import numpy as np

from assistant.events import Bus, StepFinished, StepProgress, StepStarted
from assistant.interface import VLA, Observation
from assistant.motion.clock import Clock
from assistant.motion.grip import GRIPPER, Grip, Touch
from assistant.motion.playback import BadChunk, Path, Thinker
from assistant.motion.safety import PERIOD, Safety, SafetyError, StoppedError

log = logging.getLogger(__name__)
LOOK_AGAIN = 0.3  # seconds after which what seems to be undone must still seem so: it may be rolling, or the picture old


@dataclass(frozen=True)
class Pace:
    """How chunks are played and when an attempt is over.

    rows_per_chunk: rows carried out before the next chunk takes over. done_threshold: `done` counts from here, and must
    do so in `sure_chunks` chunks running. step_seconds: robot time for a step with all its attempts; attempt_seconds:
    for one of them. stuck_seconds: no joint moved for so long; behind: rad by which one then is short of its setpoint when
    something is in its way. retries: attempts after the first.
    unseen_chunks: looks in which the brain must fail to see what the step is about before the attempt is given up.
    lookahead: seconds before the rows run out at which the next chunk is asked for, where thinking takes time.
    """

    rows_per_chunk: int = 4
    done_threshold: float = 0.5
    sure_chunks: int = 2
    unseen_chunks: int = 3
    step_seconds: float = 30.0
    attempt_seconds: float = 16.0
    stuck_seconds: float = 3.0
    behind: float = 0.15
    retries: int = 2
    lookahead: float = 0.15


@dataclass(frozen=True)
class StepReport:
    """reason: "" when it succeeded, else one of
    empty: the hand closed on nothing, or never held anything; dropped: it held something and lost it; missed: it still
    held it when the time was over; unseen: what it is about is not to be seen; blocked: the joints could not follow; unreachable: it stood still and was not done;
    refused: safety or a malformed chunk; stopped.
    """

    instruction: str
    succeeded: bool
    reason: str
    seconds: float
    attempts: int


@dataclass(frozen=True)
class Outcome:
    """What became of the steps; those after a failure are not in `reports`. seconds: robot time."""

    succeeded: bool
    stopped: bool
    reports: tuple[StepReport, ...]
    seconds: float


class Executor:
    """Carries out steps, one run at a time, in the caller's thread.

    observe() -> Observation, stamped with the robot's clock; may raise what the camera raises, which ends the run.
    """

    def __init__(
        self, vla: VLA, safety: Safety, observe: Callable[[], Observation], clock: Clock, bus: Bus,
        pace: Pace | None = None, touch: Touch | None = None,
    ) -> None:
        self._vla, self._safety, self._clock, self._bus = vla, safety, clock, bus
        self.pace, self._touch, self._observe = pace or Pace(), touch, observe
        self._thinker = Thinker(vla, observe, clock)

    def run(self, steps: Sequence[str], epoch: int | None = None) -> Outcome:
        """Carry out `steps` in order until one fails or a stop comes.

        epoch: `safety.epoch` at the time the steps were decided on; a stop since then ends the run before it begins.
        Raises what observing, the VLA or the wire raise; the arm then holds.
        """
        began = self._clock.now()
        epoch = self._safety.epoch if epoch is None else epoch
        reports: list[StepReport] = []
        for index, instruction in enumerate(steps):
            report = self._step(index, len(steps), instruction, epoch)
            reports.append(report)
            if not report.succeeded:
                break
        if len(reports) > 1 and hasattr(self._vla, "look_back"):  # see LooksBack; not every brain does
            self._look_back(reports, len(steps), epoch)
        succeeded = all(report.succeeded for report in reports)
        stopped = any(report.reason == "stopped" for report in reports)
        return Outcome(succeeded, stopped, tuple(reports), self._clock.now() - began)

    def close(self) -> None:
        self._thinker.close()

    # -- one more look ----------------------------------------------------------------------------------------------

    def _look_back(self, reports: list[StepReport], count: int, epoch: int) -> None:
        """Corrects, in place, what was reported of steps that later ones undid. If all went well but for that, they are carried out once more first."""
        try:
            undone = self._undone(reports, epoch)
            if undone and all(report.succeeded for report in reports) and not self._holding():
                for index in undone:
                    reports[index] = self._step(index, count, reports[index].instruction, epoch)
                    if reports[index].reason == "stopped":
                        return
                undone = self._undone(reports, epoch)
            for index in undone:
                reports[index] = replace(reports[index], succeeded=False, reason="missed")
        except StoppedError:
            reports[-1] = replace(reports[-1], succeeded=False, reason="stopped")

    def _undone(self, reports: Sequence[StepReport], epoch: int) -> list[int]:
        """Which of the steps that succeeded are seen, twice running, to be undone. What hides something goes aside first."""
        amiss, hidden = self._vla.look_back(self._observe())
        if hidden:
            self._back_off(epoch, keep=True)
            amiss, _ = self._vla.look_back(self._observe())
        if amiss:
            self._clock.sleep_until(self._clock.now() + LOOK_AGAIN)
            again, _ = self._vla.look_back(self._observe())
            amiss = [instruction for instruction in amiss if instruction in again]
        return [index for index, report in enumerate(reports) if report.succeeded and report.instruction in amiss]

    # -- one step ---------------------------------------------------------------------------------------------------

    def _step(self, index: int, count: int, instruction: str, epoch: int) -> StepReport:
        began = self._clock.now()
        deadline = began + self.pace.step_seconds
        reason, attempt = "unreachable", 0
        self._vla.reset()  # not before another attempt: it goes on with the thing it began with, wherever that is now
        while attempt <= self.pace.retries and self._clock.now() < deadline - 1.0:
            attempt += 1
            self._bus.publish(StepStarted(index=index, count=count, instruction=instruction, attempt=attempt))
            try:
                if attempt > 1:
                    self._back_off(epoch)
                reason = self._attempt(instruction, epoch, deadline)
            except StoppedError:
                reason = "stopped"
            except (SafetyError, BadChunk) as refusal:
                log.warning("attempt %d of %r refused: %s", attempt, instruction, refusal)
                reason = "refused"
            except Exception:  # the camera, the wire or the brain: for the caller to say; here the step is over
                self._finished(index, instruction, "broken", began)
                raise
            finally:
                self._thinker.drop()
            if reason in ("", "stopped"):
                break
        if reason not in ("", "stopped"):
            self._safety.hold()  # its goal may lie inside what blocked it
        seconds = self._finished(index, instruction, reason, began)
        return StepReport(instruction, not reason, reason, seconds, attempt)

    def _finished(self, index: int, instruction: str, reason: str, began: float) -> float:
        seconds = self._clock.now() - began
        self._bus.publish(StepFinished(
            index=index, instruction=instruction, succeeded=not reason, reason=reason, seconds=seconds,
        ))
        return seconds

    def _attempt(self, instruction: str, epoch: int, deadline: float) -> str:
        """Play chunks until the VLA is sure to be done; "" or why it failed."""
        pace, clock, safety = self.pace, self._clock, self._safety
        deadline = min(deadline, clock.now() + pace.attempt_seconds)
        self._thinker.ask(instruction)
        grip, still = Grip(self._touch), Stillness(pace.stuck_seconds)
        path: Path | None = None
        setpoint = np.asarray(safety.read().positions, np.float64)
        next_ask, sure, unseen = np.inf, 0, 0
        while (now := clock.now()) < deadline:
            if now >= next_ask - 1e-9:
                self._thinker.ask(instruction)
            thought = self._thinker.take()
            if thought is not None:
                chunk = thought.chunk
                self._bus.publish(StepProgress(instruction=instruction, done=chunk.done, points=chunk.points))
                sure = sure + 1 if chunk.done >= pace.done_threshold else 0
                if sure >= pace.sure_chunks:
                    return grip.verdict
                unseen = unseen + 1 if chunk.unseen else 0
                if unseen >= pace.unseen_chunks:
                    return "unseen"
                path = Path(thought, setpoint, now)
                next_ask = thought.felt_at + pace.rows_per_chunk * chunk.dt
                next_ask -= pace.lookahead if clock.overlap else 0.0
            if path is not None:
                setpoint = path.at(now + PERIOD)
                safety.send(setpoint, epoch, path.observed_at)
            elif safety.epoch != epoch or safety.stopped:
                raise StoppedError("The arm is stopped.")
            clock.sleep_until(now + PERIOD)
            state = safety.read()
            grip.feel(state, None if path is None else float(setpoint[GRIPPER]))
            if safety.paused:
                still = Stillness(pace.stuck_seconds)
            elif still.since(state.positions, setpoint, clock.now()):
                return "blocked" if still.behind > pace.behind else "unreachable"
        return grip.fate

    def _back_off(self, epoch: int, keep: bool = False) -> None:
        """Up and away, keeping what is held; when nothing is, with an open hand, ready for another attempt, or (keep) with the hand as it is."""
        holding, opening = self._holding(), float(self._safety.latest.positions[GRIPPER])
        if self._safety.epoch != epoch:
            raise StoppedError("The arm is stopped.")
        self._safety.home(gripper=max(0.0, opening - 0.2) if holding else opening if keep else 0.5)

    def _holding(self) -> bool:
        """Whether the fingers press on something between them."""
        state = self._safety.read()
        return abs(float(state.loads[GRIPPER])) >= (self._touch or Touch()).load and float(state.positions[GRIPPER]) > 0.05


class Stillness:
    """Says when no joint has moved by more than `enough` for `seconds`, and how far one was behind its setpoint meanwhile."""

    def __init__(self, seconds: float, enough: float = 0.02) -> None:
        self._seconds, self._enough = seconds, enough
        self._from: np.ndarray | None = None
        self._at = 0.0
        self.behind = 0.0

    def since(self, positions: np.ndarray, setpoint: np.ndarray, now: float) -> bool:
        if self._from is None or np.max(np.abs(positions - self._from)) > self._enough:
            self._from, self._at, self.behind = np.array(positions), now, 0.0
        self.behind = max(self.behind, float(np.max(np.abs(setpoint - positions)[:GRIPPER])))
        return now - self._at >= self._seconds
