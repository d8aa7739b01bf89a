"""The soak: hours of other people's talk, music, noise, keys, coughs, silence and Vela's own voice in the room, with nobody speaking to her; what comes of it is counted.

The arm rests, the microphone is open, the real brain listens, in real time: what is said must neither stop nor move her. The wake word, which an open microphone
does not need, is listened for in the same sound apart. Knows nothing of how she tells speech from noise.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Callable, Iterator

import numpy as np

from assistant.bench.acoustics import cough, knocks
from assistant.bench.noise import at_power, bed, music, pink
from assistant.bench.recordings import orders, words
from assistant.bench.session import Session, session
from assistant.bench.table import number
from assistant.bench.utterances import OTHER, QUESTIONS
from assistant.bench.voices import LOUDNESS, RATE, Voices
from assistant.config import Config
from assistant.events import Heard, Replied, StopDismissed, Stopped
from assistant.hearing.wake_word import WakeWord
from assistant.interface import VLA, ReplyKind

STRETCH = 20.0  # seconds of one kind of sound
FALSE_STOPS = 2 / 60  # a minute
KINDS = ("talk", "music", "noise", "keys and knocks", "silence", "coughs", "her own voice", "talk over music")


@dataclass
class Happened:
    """One thing that should not have: "stop", "wake", "command" or "movement", during which sound, and what was heard then."""

    what: str
    kind: str
    heard: list[str]


def measure(config: Config, minutes: float, seed: int, voices: Voices, tell: Callable[[str], Any], recordings: str | None, brain: VLA, pace: float) -> dict[str, Any]:
    """Rows, notes, and what happened. Raises Unusable, Unfit."""
    chance, happened, replies, doubts, played, stretches = np.random.default_rng(seed + 1), [], 0, 0, 0.0, 0
    people = [spoken.sound for spoken, _ in orders(recordings)] + [spoken.sound for spoken in words(recordings)]
    wake = WakeWord(config.hearing.wake_word, config.hearing.wake_threshold)
    with session(config, bed(chance, None), brain, pace) as vela:
        for kind, sound in _stretches(chance, minutes, voices, people):
            began = time.perf_counter()
            found, answered = _one(vela, kind, sound, wake)
            doubts += len(vela.events(StopDismissed, began))
            happened, replies, played = happened + found, replies + answered, played + len(sound) / RATE / 60
            stretches += 1
            tell(f"soak, {played:.1f} of {minutes:g} minutes, {kind}: " + ("; ".join(f"{one.what} on {one.heard}" for one in found) or "nothing"))
    where = f"{played:.1f} minutes of other sound"
    count = lambda what: sum(one.what == what for one in happened)  # noqa: E731
    rows = [
        number("movements", where, count("movement"), stretches, 0), number("false stops", where, count("stop"), stretches, FALSE_STOPS * max(played, 60.0)), number("stops suspected and dismissed", where, doubts, stretches),
        number("commands", where, count("command"), stretches), number("wakes", where, count("wake"), stretches), number("answers to what was not meant for her", where, replies, stretches),
    ]
    notes = [f"The soak: {', '.join(KINDS)}, {STRETCH:g} s each in turn, with an open microphone" + ("" if people else "; without recordings of people (--recordings)") + "."]
    return {"rows": rows, "notes": notes + [f"{one.what} during {one.kind}: heard {one.heard}" for one in happened], "happened": [vars(one) for one in happened]}


def _one(vela: Session, kind: str, sound: np.ndarray, wake: WakeWord) -> tuple[list[Happened], int]:
    """What came of one stretch, and how often she answered."""
    began = vela.room.say(sound)
    typed = []
    while time.perf_counter() < vela.room.after(began, len(sound) / RATE):
        if kind == "her own voice" and vela.room.played and vela.room.played[-1].until is not None and vela.parts.dialogue.wait_idle(0):
            typed.append(QUESTIONS[len(typed) % len(QUESTIONS)])
            vela.parts.dialogue.say_text(typed[-1])
        time.sleep(0.5)
    vela.catch_up()
    vela.wait_for(lambda: vela.parts.dialogue.wait_idle(0), time.perf_counter() + 5.0)
    heard = [event.transcript.text for _, event in vela.events(Heard, began) if event.source != "typed"]
    replied = [event.reply.kind for _, event in vela.events(Replied, began)]
    found = ["stop" for _, event in vela.events(Stopped, began) if event.source == "voice"]
    found += ["command"] * replied.count(ReplyKind.ACT) + ["movement"] * (vela.wire.motions(began) > 0) + ["wake"] * wake.feed(sound)
    vela.reset()
    return [Happened(what, kind, heard) for what in found], max(0, len(replied) - len(typed))


def _stretches(chance: np.random.Generator, minutes: float, voices: Voices, people: list[np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    for number_ in range(max(1, round(60 * minutes / STRETCH))):
        kind = KINDS[number_ % len(KINDS)]
        yield kind, _sound(kind, chance, voices, people).astype(np.float32)


def _sound(kind: str, chance: np.random.Generator, voices: Voices, people: list[np.ndarray]) -> np.ndarray:
    if kind == "talk":
        return _talk(chance, voices, people)
    if kind == "talk over music":
        return _talk(chance, voices, people) + at_power(music(chance, STRETCH), LOUDNESS - 10)
    if kind == "music":
        return at_power(music(chance, STRETCH), LOUDNESS)
    if kind == "noise":
        return at_power(pink(chance, STRETCH), LOUDNESS - 5) if chance.random() < 0.5 else bed(chance, 0.0, seconds=STRETCH)
    if kind == "keys and knocks":
        return at_power(knocks(STRETCH, chance), LOUDNESS - 5)
    if kind == "coughs":
        coughs = np.concatenate([np.pad(cough(chance), (0, 2 * RATE)) for _ in range(round(STRETCH / 2))])
        return at_power(coughs[: round(STRETCH * RATE)], LOUDNESS - 5)
    return np.zeros(round(STRETCH * RATE))  # silence, and her own voice, which she makes herself


def _talk(chance: np.random.Generator, voices: Voices, people: list[np.ndarray]) -> np.ndarray:
    """Sentences one after the other, half of them people's own where there are recordings."""
    sound, at = np.zeros(round(STRETCH * RATE)), RATE // 4
    while at < len(sound) - 2 * RATE:
        if people and chance.random() < 0.5:
            one = people[int(chance.integers(len(people)))]
        else:
            one = voices.say(OTHER[int(chance.integers(len(OTHER)))], voices.names[int(chance.integers(len(voices.names)))]).sound
        end = min(at + len(one), len(sound))
        sound[at:end] += one[: end - at]
        at = end + int(chance.integers(RATE // 4, 3 * RATE // 2))
    return sound
