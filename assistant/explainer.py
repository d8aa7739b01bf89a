"""Says why, when somebody asks: the last reply's explanation as an event.

Costs nothing until it is asked; then it thinks in a thread of its own, after everyone else's work, and only once the Dialogue has
nothing to do, so that it delays neither a reply nor a motion. Knows the Dialogue's public side and what a VLA may be able to do besides.
"""

from __future__ import annotations

import logging
import os
import sys
import threading

from assistant.dialogue import Dialogue
from assistant.events import Bus, Explained, Problem
from assistant.interface import VLA

log = logging.getLogger(__name__)

MODEST = 15  # nice level of its thread, where threads have one (Linux)


class Explainer:
    """Explains on demand, one reply at a time; asked again meanwhile, it explains the newest once more."""

    def __init__(self, vla: VLA, dialogue: Dialogue, bus: Bus) -> None:
        self._vla, self._dialogue, self._bus = vla, dialogue, bus
        self._asked, self._closing = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="explainer", daemon=True)
        self._thread.start()

    def ask(self) -> str | None:
        """Has the last reply explained, later; returns at once. A sentence instead, when there is nothing to explain or nobody who can."""
        if self._dialogue.last_asked is None:
            return "Vela has not replied to anything yet, so there is nothing to explain. Say something first."
        if not hasattr(self._vla, "explain"):
            return "This brain cannot say why it replies as it does."
        self._asked.set()
        return None

    def close(self) -> None:
        """No more explanations. Waits for no thought under way longer than a moment."""
        self._closing = True
        self._asked.set()
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MODEST)
        while self._asked.wait() and not self._closing:
            while not self._dialogue.wait_idle(0.5) and not self._closing:
                pass
            self._asked.clear()
            if not self._closing:
                self._explain()

    def _explain(self) -> None:
        observation, said = self._dialogue.last_asked
        try:
            explanation = self._vla.explain(observation, said)
        except (ValueError, RuntimeError) as error:  # what was seen cannot be explained; the next may be
            log.exception("a reply could not be explained")
            self._bus.publish(Problem(part="explainer", text=f"The last reply could not be explained: {error}"))
            return
        self._bus.publish(Explained(explanation=explanation, picture=observation.images.get(next(iter(explanation.attention), ""))))
