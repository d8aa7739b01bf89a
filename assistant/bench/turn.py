"""`bench turn`: from the end of what somebody says to the first sound of the reply, and to the first byte that moves a servo; and sentences with a pause in them.

Each utterance is one trial: it is played into the room, and once Vela has begun to answer (and to move, if she will) she is stopped and put to rest. Stock parts
are timed on the same sound afterwards, when she is gone: in between, they made her slower by a third.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Sequence

import numpy as np

from assistant.assembly import Unusable
from assistant.bench import stock
from assistant.bench.barge_in import interrupt, interruptions
from assistant.bench.conditions import CONDITIONS, Condition, beds
from assistant.bench.machine import machine
from assistant.bench.session import Session, check, session
from assistant.bench.table import delays, share
from assistant.bench.utterances import COMMANDS, PAUSED, QUESTIONS, drawn
from assistant.bench.voices import RATE, Spoken, Voices
from assistant.config import Config
from assistant.events import Heard, Replied
from assistant.interface import ReplyKind
from assistant.speaking import VoiceError, voice_named

REPLY, MOTION = (0.9, 1.4), (1.0, 1.6)
"""Seconds at p50 and p95 that issue and README allow: to the first sound, and to the first servo byte."""
PAUSE = 1.2  # seconds
PATIENCE = 6.0  # seconds after the end of the speech, for any answer
AFTER = 2.5  # seconds of room after the speech that stock parts are given


@dataclass
class Trial:
    """Seconds from the end of the speech; None: it did not come about. stock_*: of the stock chain, likewise."""

    spoken: Spoken
    heard: list[str] = field(default_factory=list)
    kind: ReplyKind | None = None
    final: float | None = None
    sound: float | None = None  # the first of any kind
    reply: float | None = None
    motion: float | None = None
    early: bool = False  # something moved before the speech had ended
    stock_reply: float | None = None
    stock_motion: float | None = None
    stock_turns: int = 0
    for_stock: tuple[np.ndarray, float, str, float | None] | None = None  # what Stock.fill needs

    @property
    def whole(self) -> bool:
        """One turn, and not over before the speech was: the trial ends with the first answer, so that of a sentence cut in two the second half may not be in `heard`."""
        return len(self.heard) == 1 and self.final is not None and self.final > 0


def measure(config: Config, utterances: int, seed: int, names: Sequence[str], tell: Callable[[str], Any], pace: float = 1.0, conditions: Sequence[Condition] = CONDITIONS) -> dict[str, Any]:
    """The report. pace: see Room. Raises Unusable, VoiceMissing, Unfit."""
    check(config, speaks=True)
    Stock(config)  # said now, if it cannot be had, and not after an hour; loaded anew when Vela is gone
    voices, chance = Voices(tuple(names)), np.random.default_rng(seed)
    said = [voices.say(text, voice) for text, voice in drawn(chance, (*COMMANDS, *QUESTIONS), names, utterances)]
    paused = [voices.say_with_pause(*parts, PAUSE, voice) for parts, voice in drawn(chance, PAUSED, names, max(1, utterances // 4))]
    noises = beds(np.random.default_rng(seed), voices)
    rows, notes, trials = [], [], {}
    with session(config, noises[CONDITIONS[0]], pace=pace) as vela:
        for condition in conditions:
            vela.room.noise = noises[condition]
            trials[condition] = list(_trials(vela, said, condition, noises[condition], tell))
        vela.room.noise = noises[CONDITIONS[0]]
        cut = [interrupt(vela, spoken) for spoken in said[: max(1, utterances // 4)]]
        broken = list(_trials(vela, paused, CONDITIONS[0], noises[CONDITIONS[0]], tell))
        late = vela.lateness()
    tell("turn: stock parts, on the same sound")
    compare = Stock(config)
    for trial in (*(trial for some in trials.values() for trial in some), *broken):
        compare.fill(trial)
    for condition in conditions:
        rows += _rows(condition, trials[condition])
    rows += _paused(broken) + interruptions(cut)
    notes.append(f"The end of speech is where its last loud 10 ms end in the clean sound (35 dB below the loudest). {late}")
    notes.append(f"Stock: {stock.SILENCE:g} s of silence by Silero, faster-whisper with the same weights, the same reply and first chunk, the sentence spoken whole; timed one by one in the same run, and added up.")
    return {"what": "turn", "machine": machine(), "utterances": utterances, "voices": list(names), "rows": rows, "notes": notes,
            "trials": [_plain(trial, condition) for condition, some in (*trials.items(), ("paused", broken)) for trial in some]}


class Stock:
    """The stock chain, one part after the other. Raises Unusable."""

    def __init__(self, config: Config) -> None:
        try:
            self._whisper = stock.StockWhisper(config.hearing.model, config.hearing.language)
            self._voice = voice_named(config.speaking.voice)
        except (stock.WeightsError, VoiceError) as error:
            raise Unusable(str(error)) from error

    def fill(self, trial: Trial) -> None:
        """What it would have taken; nothing where Vela did not answer: it is given her reply, and how long she took to find it and to move after it."""
        if trial.for_stock is None:
            return
        (sound, replied, text, moved), trial.for_stock = trial.for_stock, None
        turns = stock.turns(sound)
        trial.stock_turns = len(turns)
        if not turns:
            return
        over, _, samples = turns[-1]
        decided = over - trial.spoken.end + self._whisper.hear(samples).seconds + replied
        trial.stock_reply = decided + stock.spoken_after(self._voice, text)
        trial.stock_motion = None if moved is None else decided + moved


def _trials(vela: Session, said: Sequence[Spoken], condition: Condition, noise: np.ndarray, tell: Callable[[str], Any]) -> Iterator[Trial]:
    for number, spoken in enumerate(said, 1):
        trial = _one(vela, spoken, noise)
        tell(f"turn, {condition}, {number} of {len(said)}: {spoken.voice}: {spoken.text} -> {' | '.join(trial.heard)}; reply {_ms(trial.reply)}, servo {_ms(trial.motion)}")
        yield trial


def _one(vela: Session, spoken: Spoken, noise: np.ndarray) -> Trial:
    trial = Trial(spoken)
    began = vela.room.say(spoken.sound)
    end = vela.room.after(began, spoken.end)
    vela.sleep_until(end)
    trial.early = vela.wire.motion(began) is not None

    def replied() -> tuple[float, Replied] | None:
        return next(iter(vela.events(Replied, began)), None)

    def answered() -> bool:
        reply = replied()
        return reply is not None and vela.voice(reply[0]) is not None and (reply[1].reply.kind is not ReplyKind.ACT or vela.wire.motion(began) is not None)

    vela.wait_for(answered, vela.room.after(end, PATIENCE))
    heard, reply = vela.events(Heard, began), replied()
    sound, first, motion = vela.voice(reply[0]) if reply is not None else None, vela.voice(began), vela.wire.motion(began)
    vela.reset()
    trial.heard = [event.transcript.text for _, event in heard]
    trial.final = heard[-1][0] - end if heard else None
    trial.reply = None if sound is None else sound - end
    trial.sound = None if first is None else first - end
    trial.motion = None if motion is None else motion - end
    if reply is not None and heard:
        at, event = reply
        trial.kind = event.reply.kind
        trial.for_stock = _in(noise, spoken), at - heard[0][0], event.reply.text, None if motion is None else motion - at
    return trial


def _in(noise: np.ndarray, spoken: Spoken) -> np.ndarray:
    """What the microphone heard of it, and of the room afterwards."""
    sound = np.concatenate([spoken.sound, np.zeros(round(AFTER * RATE), np.float32)])
    return sound + np.take(noise, np.arange(len(sound)), mode="wrap")


def _rows(condition: Condition, trials: Sequence[Trial]) -> list[dict[str, Any]]:
    where = str(condition)
    present = lambda name: [value for trial in trials if (value := getattr(trial, name)) is not None]  # noqa: E731
    return [
        delays("end of speech to first sound of the reply", where, present("reply"), REPLY),
        delays("   stock parts", where, present("stock_reply")),
        delays("   to any sound of hers", where, present("sound")),
        delays("end of speech to first servo byte", where, present("motion"), MOTION),
        delays("   stock parts", where, present("stock_motion")),
        share("no answer at all", where, sum(trial.reply is None for trial in trials), len(trials)),
        share("taken for more than one turn", where, sum(bool(trial.heard) and not trial.whole for trial in trials), len(trials)),
        share("moved before the end of speech", where, sum(trial.early for trial in trials), len(trials), 0.0),
    ]


def _paused(trials: Sequence[Trial]) -> list[dict[str, Any]]:
    where = f"a pause of {PAUSE:g} s"
    return [
        share("one turn", where, sum(trial.whole for trial in trials), len(trials), 1.0, least=True),
        share("   stock parts", where, sum(trial.stock_turns == 1 for trial in trials), len(trials)),
        share("moved before the end of speech", where, sum(trial.early for trial in trials), len(trials), 0.0),
    ]


def _plain(trial: Trial, condition: Any) -> dict[str, Any]:
    plain = {key: round(value, 4) if isinstance(value, float) else value for key, value in vars(trial).items() if key not in ("spoken", "kind", "for_stock")}
    return {"condition": str(condition), "text": trial.spoken.text, "voice": trial.spoken.voice, "kind": None if trial.kind is None else trial.kind.value, **plain}


def _ms(seconds: float | None) -> str:
    return "none" if seconds is None else f"{1000 * seconds:.0f} ms"
