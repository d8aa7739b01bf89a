"""How soon Vela falls silent when somebody begins to speak while she does: in the running app. interrupting.py does it without one, in many rooms, faster than real time."""

from __future__ import annotations

from typing import Sequence

from assistant.bench.session import Session
from assistant.bench.table import Row, delays, share
from assistant.bench.utterances import QUESTIONS
from assistant.bench.voices import Spoken

SILENCE = (0.2, 0.3)
"""Seconds at p50 and p95 from the start of the interruption to the silence of her voice."""
INTO = 0.8  # seconds of her voice before the interruption


def interrupt(vela: Session, spoken: Spoken) -> float | None:
    """Asks her what she sees, which takes her seconds to say, and speaks into that. Returns seconds from the first speech to her silence; None: she went on to the end, or did not begin."""
    if vela.cue(QUESTIONS[0], lambda asked: vela.voice(asked) is not None) is None:
        return vela.reset()
    playing = vela.room.played[-1]
    began = vela.room.say(spoken.sound, INTO)
    end = vela.room.after(began, spoken.end)
    vela.wait_for(lambda: playing.until is not None, end)
    silent = playing.until - vela.room.after(began, spoken.start) if playing.until is not None and playing.cut else None
    vela.reset()
    return silent


def interruptions(silences: Sequence[float | None]) -> list[Row]:
    where = "while she speaks"
    return [
        delays("start of an interruption to silence of her voice", where, [one for one in silences if one is not None], SILENCE),
        share("spoke on until the other had ended", where, sum(one is None for one in silences), len(silences)),
    ]
