"""The watch over the arm: about twice a second, whether it moves or not, somebody looks how hot, how loaded and how well its servos are.

Says it when something begins to be wrong and when all is well again; moves nothing and stops nothing. Knows readings and events, and nothing
of what the arm is doing.
"""

from __future__ import annotations

import logging
import threading

import numpy as np

from assistant.events import Bus, Problem, Recovered
from assistant.motion.safety import Safety
from drivers.calibration import JOINTS
from drivers.feetech import BusError
from drivers.joint_state import JointState

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds
HOT, COOL = 60.0, 55.0  # °C from which a servo is said to be hot, and below which it no longer is; it protects itself at 70
PUSHING = 0.6  # fraction of its stall torque that no joint needs to stand still; the gripper is not given so much
STRAINED = 6  # looks in a row: 3 s
MISSED = 2  # looks in a row: one may be lost on a busy machine


class Watch:
    """`start` it once the arm is connected, `close` it before the arm is. `look` is what its thread does."""

    def __init__(self, safety: Safety, bus: Bus) -> None:
        self._safety, self._bus = safety, bus
        self._said: frozenset[str] = frozenset()  # what is wrong, as it was last said
        self._counts: dict[str, int] = {}  # how many looks in a row
        self._hot: set[str] = set()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="arm watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Waits for the look under way."""
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(EVERY):
            self.look()

    def look(self) -> None:
        """Look at the newest reading, or take one where that is old, and publish Problem or Recovered if something has changed."""
        try:
            wrong = self._wrong(self._safety.recent(EVERY))
        except BusError as error:
            wrong = self._lasting({"": str(error)}, MISSED)
        if wrong.keys() - self._said:
            text = " ".join(wrong.values())
            log.warning("%s", text)
            self._bus.publish(Problem(part="arm", text=text, advice="Let the arm rest, see what it pushes against, and check its cables and power supply."))
        elif self._said and not wrong:
            self._bus.publish(Recovered(part="arm"))
        self._said = frozenset(wrong)

    def _wrong(self, state: JointState) -> dict[str, str]:
        """What is wrong, by a key that stays the same while it lasts."""
        still = ~np.asarray(state.moving)
        strained = {f"{joint} strained": f"{joint} pushes with {abs(load):.0%} of its strength though it stands still." for joint, load, rests in zip(JOINTS, state.loads, still) if rests and abs(load) >= PUSHING}
        silent = {f"{joint} silent": f"{joint} does not answer." for joint in state.silent}
        lasting = self._lasting(silent, MISSED) | self._lasting(strained, STRAINED)
        self._counts = {key: count for key, count in self._counts.items() if key in silent or key in strained}
        self._hot = {joint for joint, celsius in zip(JOINTS, state.temperatures) if celsius >= (COOL if joint in self._hot else HOT)}
        hot = {f"{joint} hot": f"{joint} is {state.temperatures[JOINTS.index(joint)]:.0f} °C hot." for joint in JOINTS if joint in self._hot}
        faults = {
            f"{joint} {fault}": f"{joint} reports {fault}."
            for joint, reported in state.faults.items() for fault in reported if (joint, fault) != ("gripper", "overload")  # it has lowered its own torque, as it does with whatever it carries
        }  # fmt: skip
        return faults | hot | lasting

    def _lasting(self, found: dict[str, str], looks: int) -> dict[str, str]:
        """Of what was found, what has been found `looks` times in a row."""
        for key in found:
            self._counts[key] = self._counts.get(key, 0) + 1
        return {key: text for key, text in found.items() if self._counts[key] >= looks}
