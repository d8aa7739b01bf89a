"""`bench stop`: from the end of a spoken stop to the hold on the servos' wire, while Vela moves, speaks, thinks or listens; and, in soak.py, what else stops or moves her.

Knows the cues of rehearsal.py, which keep her moving, speaking or thinking for as long as it takes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Sequence

import numpy as np

from assistant.assembly import load_vla
from assistant.bench import soak
from assistant.bench.conditions import CONDITIONS, Condition, beds
from assistant.bench.machine import machine
from assistant.bench.rehearsal import MOVE, SPEAK, THINK, Rehearsal
from assistant.bench.session import Session, check, session
from assistant.bench.table import Row, delays, share
from assistant.bench.utterances import STOPS, drawn
from assistant.bench.voices import Spoken, Voices
from assistant.config import Config
from assistant.events import Heard, Overheard, Stopped, Thinking

HOLD = (0.3, 0.45)
"""Seconds at p50 and p95 from the end of the word to the hold on the wire."""
SILENCE = (0.2, 0.3)  # from the start of the word to silence, while she speaks
MISSED = {None: 0.0, 10.0: 0.02}  # share by signal to noise, dB
PATIENCE = 3.0  # seconds after the word: what stops her later was not the word
STATES = ("moves", "speaks", "thinks", "listens")
CUES = {"moves": MOVE, "speaks": SPEAK, "thinks": THINK}


@dataclass
class Trial:
    """begun: she was brought to move, speak or think; else it is no trial. hold: s from the end of the word. silent: s from its beginning to the voice's silence. after: goals that moved the arm after the hold."""

    spoken: Spoken
    where: str
    snr: float | None
    state: str
    begun: bool = True
    hold: float | None = None
    silent: float | None = None
    after: int = 0
    heard: str = ""


def measure(
    config: Config, utterances: int, seed: int, names: Sequence[str], tell: Callable[[str], Any], recordings: str | None = None, minutes: float = 60.0, pace: float = 1.0, conditions: Sequence[Condition] = CONDITIONS,
) -> dict[str, Any]:
    """The report. pace: see Room. Raises Unusable, VoiceMissing, Unfit."""
    check(config, speaks=True)
    voices, chance = Voices(tuple(names)), np.random.default_rng(seed)
    noises = beds(np.random.default_rng(seed), voices)
    said = [(voices.say(word, voice), state) for (word, state), voice in drawn(chance, [(word, state) for word in STOPS for state in STATES], names, utterances)]
    brain, trials = load_vla(config), []
    rehearsal = Rehearsal(brain)
    with session(config, noises[CONDITIONS[0]], rehearsal, pace) as vela:
        for condition in conditions:
            vela.room.noise = noises[condition]
            for spoken, state in said:
                trial = Trial(spoken, str(condition), condition.snr, state)
                _one(vela, rehearsal, trial, float(chance.uniform(0.4, 1.4)))
                trials.append(trial)
                tell(f"stop, {trial.where}, while she {state}: {spoken.voice}: {spoken.text} -> {'she did not' if not trial.begun else 'missed' if trial.hold is None else f'{1000 * trial.hold:.0f} ms'} ({trial.heard})")
        late = vela.lateness()
    rows = [row for condition in conditions for row in _rows(str(condition), condition.snr, [trial for trial in trials if trial.where == str(condition)])]
    notes = [f"The hold is the packet of goals that follows the hold's own reading of the servos. {late}", *_by_word(trials)]
    more: dict[str, Any] = {}
    if minutes:
        soaked = soak.measure(config, minutes, seed, voices, tell, recordings, brain, pace)
        rows, notes, more = rows + soaked["rows"], notes + soaked["notes"], {"soak": soaked["happened"]}
    return {"what": "stop", "machine": machine(), "utterances": utterances, "voices": list(names), "rows": rows, "notes": notes, "trials": [_plain(trial) for trial in trials], **more}


def _one(vela: Session, rehearsal: Rehearsal, trial: Trial, into: float) -> None:
    """into: seconds in the state before the word begins."""
    going = {
        "moves": lambda asked: vela.wire.motion(asked) is not None, "speaks": lambda asked: vela.voice(asked) is not None, "thinks": lambda asked: bool(vela.events(Thinking, asked)),
    }
    asked = vela.cue(CUES[trial.state], going[trial.state]) if trial.state in CUES else time.perf_counter()
    if asked is None:
        trial.begun = False
        return vela.reset()
    began = vela.room.say(trial.spoken.sound, into)
    end = vela.room.after(began, trial.spoken.end)

    def stopped() -> list[float]:
        return [at for at, event in vela.events(Stopped, began) if event.source == "voice"]

    vela.wait_for(lambda: bool(stopped()), vela.room.after(end, PATIENCE))
    held = vela.wire.hold(began, stopped()[0]) if stopped() else None
    if held is not None:
        trial.hold = held - end
        vela.sleep_until(max(end, held) + 0.3)
        trial.after = vela.wire.motions(held)
    playing = next((playing for playing in vela.room.played if playing.since >= asked), None)
    if trial.state == "speaks" and playing is not None and playing.cut:
        trial.silent = playing.until - vela.room.after(began, trial.spoken.start)
    trial.heard = " | ".join([event.transcript.text for _, event in vela.events(Heard, began)] or [event.text for _, event in vela.events(Overheard, began)][-1:])
    rehearsal.release()
    vela.reset()


def _rows(where: str, snr: float | None, trials: Sequence[Trial]) -> list[Row]:
    failed, trials = sum(not trial.begun for trial in trials), [trial for trial in trials if trial.begun]
    rows = [delays("end of the word to the hold on the wire", where, [trial.hold for trial in trials if trial.hold is not None], HOLD)]
    rows += [delays(f"   while she {state}", where, [trial.hold for trial in trials if trial.state == state and trial.hold is not None], HOLD) for state in STATES]
    rows.append(share("stop missed", where, sum(trial.hold is None for trial in trials), len(trials), MISSED.get(snr)))
    rows += [share(f"   while she {state}", where, sum(trial.hold is None for trial in trials if trial.state == state), sum(trial.state == state for trial in trials)) for state in STATES]
    rows.append(share("could not be made to move, speak or think", where, failed, failed + len(trials)))
    rows.append(share("moved on after the hold", where, sum(trial.after > 0 for trial in trials), len(trials), 0.0))
    rows.append(delays("start of the word to silence, while she speaks", where, [trial.silent for trial in trials if trial.silent is not None], SILENCE))
    return rows


def _by_word(trials: Sequence[Trial]) -> list[str]:
    told = []
    for what in ("text", "voice"):
        missed = {}
        for trial in (trial for trial in trials if trial.begun):
            key = getattr(trial.spoken, what)
            missed[key] = np.add(missed.get(key, (0, 0)), (trial.hold is None, 1))
        told.append(f"Missed by {'word' if what == 'text' else 'voice'}: " + ", ".join(f"{key} {some} of {n}" for key, (some, n) in missed.items()) + ".")
    return told


def _plain(trial: Trial) -> dict[str, Any]:
    return {key: value for key, value in vars(trial).items() if key != "spoken"} | {"text": trial.spoken.text, "voice": trial.spoken.voice}
