"""What Vela's voice does when a person speaks over it: it holds as soon as somebody may be speaking, and is cut once somebody surely is.

Where it was nothing (a cough, a motor), it goes on after a breath. Knows the voice by its methods, and the judgement by what it is told; nothing of sound.
"""

from __future__ import annotations

from typing import Callable, Protocol

from assistant.events import Bus, Interrupted

NOBODY = 0.5  # seconds in which nobody has seemed to speak, after which a held voice goes on: "No, ... put it down" has a pause in it (with 0.3 one in thirty was heard twice as late)
LONGEST = 1.2  # seconds that it holds at most without being sure


class Voice(Protocol):
    """A Speaker."""

    @property
    def busy(self) -> bool: ...
    def hold(self) -> None: ...
    def go_on(self) -> None: ...
    def interrupt(self) -> list[tuple[str, str]]: ...


class Interrupting:
    """wanted(): whether what people say is for Vela now; else her voice takes no notice of them. All in one thread, times are seconds of the microphone's sound."""

    def __init__(self, voice: Voice, bus: Bus, wanted: Callable[[], bool]) -> None:
        self._voice, self._bus, self._wanted = voice, bus, wanted
        self._held: float | None = None  # since when
        self._newest = float("-inf")  # when somebody last seemed to speak
        self._enough = float("-inf")  # until when it does not hold again: it did, and nobody spoke

    def person(self, now: float, surely: bool) -> None:
        """Somebody may be speaking, or surely is."""
        self._newest = now
        if not self._voice.busy or not self._wanted():
            return
        if surely:
            self._held = None
            for text, said in self._voice.interrupt():
                self._bus.publish(Interrupted(text=text, said=said))
        elif self._held is None and now > self._enough:
            self._held = now
            self._voice.hold()

    def passed(self, now: float) -> None:
        """So much sound has been heard."""
        if self._held is not None and (now - self._newest > NOBODY or now - self._held > LONGEST):
            self._held, self._enough = None, now + NOBODY
            self._voice.go_on()
