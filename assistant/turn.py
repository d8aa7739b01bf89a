"""One finished turn of the dialogue: what was heard, what was replied, what came of it. Knows nothing of how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Mapping

from assistant.interface import Reply, Transcript
from assistant.motion.executor import Outcome


@dataclass(frozen=True)
class Turn:
    """One finished turn. seconds: wall-clock time by stage ("think", "act", "report"); `moved` is robot time in acting.

    outcome is None when nothing was to be done; spoken holds everything said, in order, in the speaker's language (reply and report are the
    brain's English). given: what the brain was given, where that is not what was heard.
    """

    heard: Transcript
    source: str
    reply: Reply
    outcome: Outcome | None = None
    report: str = ""
    spoken: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    given: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        return self.reply.steps

    @property
    def moved(self) -> float:
        return self.outcome.seconds if self.outcome else 0.0
