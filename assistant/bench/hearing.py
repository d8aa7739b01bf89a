"""`bench hearing`: how well and how fast words are made out.

Live: each utterance is played into the room, half of them while Vela rests and half while her arm moves and her brain plans; what counts is the last final
transcript. Beside that, with nothing else of the benchmark going on, Vela's transcriber and stock faster-whisper with the same weights hear the same
sound one after the other, in turns which goes first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Callable, Sequence

import numpy as np

from assistant.assembly import Unusable, load_vla
from assistant.bench import stock
from assistant.bench.conditions import CONDITIONS, Condition, beds
from assistant.bench.machine import machine
from assistant.bench.recordings import orders
from assistant.bench.rehearsal import MOVE, Rehearsal
from assistant.bench.session import Session, check, session
from assistant.bench.table import Row, delays, number, percentile, share
from assistant.bench.utterances import COMMANDS, KEY_WORDS, QUESTIONS, drawn
from assistant.bench.voices import RATE, Spoken, Voices
from assistant.bench.words import check_counting, error_rate, plain, recalled
from assistant.config import Config
from assistant.events import Heard, Overheard
from assistant.live import transcriber

FINAL = (0.5, 0.8)
"""Seconds at p50 and p95 from the end of speech to the final transcript, the decision that it is the end included."""
PARTIAL = 0.3  # seconds between partial transcripts, at p95
FASTER = 3.0  # times, than stock faster-whisper
PATIENCE = 5.0  # seconds after the end of speech
MORE = 0.6  # seconds after a final transcript in which another may follow: the sentence was cut
AROUND = round(0.3 * RATE)  # samples of the room before and after, for those who hear a recording


@dataclass
class Trial:
    spoken: Spoken
    where: str
    state: str = "at rest"
    keys: str = ""
    heard: list[str] = field(default_factory=list)
    final: float | None = None  # s from the end of speech
    partials: list[float] = field(default_factory=list)  # s between them while there is speech, the first from its beginning
    ours: stock.Heard | None = None
    theirs: stock.Heard | None = None


def measure(config: Config, utterances: int, seed: int, names: Sequence[str], tell: Callable[[str], Any], recordings: str | None = None, pace: float = 1.0, conditions: Sequence[Condition] = CONDITIONS) -> dict[str, Any]:
    """The report. pace: see Room. Raises Unusable, VoiceMissing, Unfit."""
    check(config)
    check_counting()
    voices, chance = Voices(tuple(names)), np.random.default_rng(seed)
    said = [voices.say(text, voice) for text, voice in drawn(chance, (*COMMANDS, *QUESTIONS), names, utterances)]
    people = orders(recordings)
    noises = beds(np.random.default_rng(seed), voices)
    ears = transcriber(config)
    try:
        other = stock.StockWhisper(config.hearing.model, config.hearing.language)
    except stock.WeightsError as error:
        raise Unusable(str(error)) from error
    trials: list[Trial] = []
    silent = config.model_copy(update={"speaking": config.speaking.model_copy(update={"voice": "none"})})  # what is measured is how she hears
    with session(silent, noises[CONDITIONS[0]], Rehearsal(load_vla(config)), pace) as vela:
        for condition in conditions:
            vela.room.noise = noises[condition]
            for state, some in (("at rest", said[: (len(said) + 1) // 2]), ("while it acts", said[(len(said) + 1) // 2 :])):
                for spoken in some:
                    keys = " ".join(word for word in plain(spoken.text).split() if word in KEY_WORDS)
                    trials.append(_one(vela, Trial(spoken, str(condition), state, keys), noises[condition], ears, other, len(trials), tell))
                vela.reset()
        vela.room.noise = noises[CONDITIONS[0]]
        for spoken, keys in people:
            trials.append(_one(vela, Trial(spoken, "people", "at rest", keys), noises[CONDITIONS[0]], ears, other, len(trials), tell))
        late = vela.lateness()
    rows = [row for where in [*map(str, conditions), *(["people"] if people else [])] for row in _rows(where, [trial for trial in trials if trial.where == where])]
    notes = [f"Half of the synthetic utterances were said while the arm moved and the brain planned. {late}"]
    notes += _by_voice(trials)
    if not people:
        notes.append("No recordings of people: give --recordings DIR (orders/*.flac and orders/slots.json) to have them counted, too.")
    return {"what": "hearing", "machine": machine(), "utterances": utterances, "voices": list(names), "rows": rows, "notes": notes, "trials": [_plain(trial) for trial in trials]}


def _one(vela: Session, trial: Trial, noise: np.ndarray, ears: Any, other: stock.StockWhisper, count: int, tell: Callable[[str], Any]) -> Trial:
    if trial.state != "at rest" and vela.parts.dialogue.state != "acting":
        if vela.cue(MOVE, lambda asked: vela.parts.dialogue.state == "acting") is None:
            trial.state = "at rest"  # the arm would not move: counted as what it was
    vela.catch_up()
    began = vela.room.say(trial.spoken.sound)
    end = vela.room.after(began, trial.spoken.end)

    def finals() -> list[tuple[float, Heard]]:
        return [(at, event) for at, event in vela.events(Heard, began) if event.source == "microphone"]

    vela.sleep_until(end)
    vela.wait_for(lambda: bool(finals()) and finals()[-1][0] > end, vela.room.after(end, PATIENCE))
    vela.sleep_until(vela.room.after(time.perf_counter(), MORE))
    found = finals()
    trial.heard = [event.transcript.text for _, event in found]
    trial.final = found[-1][0] - end if found else None
    told = [at for at, event in vela.events(Overheard, began, end) if event.text]
    trial.partials = [float(gap) for gap in np.diff([vela.room.after(began, trial.spoken.start), *told])]
    if vela.parts.safety.stopped:  # something was taken for a stop
        vela.reset()
    sound = np.pad(trial.spoken.sound, (AROUND, AROUND))
    sound = sound + np.take(noise, np.arange(len(sound)), mode="wrap")
    if count % 2:
        trial.theirs = other.hear(sound)
    trial.ours = stock.hear_with(ears, sound)
    trial.theirs = trial.theirs or other.hear(sound)
    tell(f"hearing, {trial.where}, {trial.state}: {trial.spoken.voice}: {trial.spoken.text} -> {' | '.join(trial.heard)} ({'nothing' if trial.final is None else f'{1000 * trial.final:.0f} ms'})")
    return trial


def _rows(where: str, trials: Sequence[Trial]) -> list[Row]:
    finals = [trial.final for trial in trials if trial.final is not None]
    rows = [delays("end of speech to final transcript", where, finals, FINAL)]
    for state in ("at rest", "while it acts"):
        some = [trial.final for trial in trials if trial.final is not None and trial.state == state]
        rows += [delays(f"   {state}", where, some)] if some and len(some) < len(finals) else []
    rows += [
        delays("from one partial transcript to the next", where, [gap for trial in trials for gap in trial.partials], (PARTIAL, PARTIAL)),
        share("not heard at all", where, sum(not trial.heard for trial in trials), len(trials)),
        share("taken for more than one turn", where, sum(len(trial.heard) > 1 for trial in trials), len(trials)),
    ]
    if not trials:
        return rows
    ratios = [trial.theirs.seconds / trial.ours.seconds for trial in trials]
    rows += [
        delays("transcription alone", where, [trial.ours.seconds for trial in trials]),
        delays("   stock faster-whisper", where, [trial.theirs.seconds for trial in trials]),
        number("   times faster than stock (median of pairs)", where, percentile(ratios, 0.5), len(trials), FASTER, least=True),
    ]
    live, ours, theirs = ([" ".join(trial.heard) for trial in trials], [trial.ours.text for trial in trials], [trial.theirs.text for trial in trials])
    if where != "people":  # of the recordings no full transcripts exist
        meant = [trial.spoken.text for trial in trials]
        stock_rate = error_rate(meant, theirs)
        rows += [
            number("word error rate, live", where, error_rate(meant, live), len(trials)),
            number("word error rate, the same sound", where, error_rate(meant, ours), len(trials), stock_rate),
            number("   stock faster-whisper", where, stock_rate, len(trials)),
        ]
    (l, n), (o, _), (s, _) = (_recall(trials, heard) for heard in (live, ours, theirs))
    return rows + [share("key words heard, live", where, l, n), share("key words heard, the same sound", where, o, n, s / n if n else None, least=True), share("   stock faster-whisper", where, s, n)]


def _recall(trials: Sequence[Trial], heard: Sequence[str]) -> tuple[int, int]:
    counts = [recalled(trial.keys, text) for trial, text in zip(trials, heard)]
    return sum(found for found, _ in counts), sum(n for _, n in counts)


def _by_voice(trials: Sequence[Trial]) -> list[str]:
    lines = []
    for voice in dict.fromkeys(trial.spoken.voice for trial in trials if trial.where != "people"):
        some = [trial for trial in trials if trial.spoken.voice == voice]
        meant = [trial.spoken.text for trial in some]
        rates = [error_rate(meant, heard) for heard in ([" ".join(t.heard) for t in some], [t.ours.text for t in some], [t.theirs.text for t in some])]
        lines.append(f"{voice}: word error rate {rates[0]:.3f} live, {rates[1]:.3f} on the same sound, stock {rates[2]:.3f} (n = {len(some)})")
    return lines


def _plain(trial: Trial) -> dict[str, Any]:
    return {
        "where": trial.where, "state": trial.state, "text": trial.spoken.text, "voice": trial.spoken.voice, "keys": trial.keys, "heard": trial.heard, "final": trial.final,
        "partials": trial.partials, "ours": vars(trial.ours), "stock": vars(trial.theirs),
    }
