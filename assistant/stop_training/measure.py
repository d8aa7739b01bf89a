"""How well the stop spotter does, in the time of the sound: stops found and how late, and what else sets it off, by voice, phrase and noise.

Every stream goes through the ear's own looks (stop_ear.Looks), so what is measured is what runs, but for the processor's time (about 15 ms a look) and up to 80 ms between looks, which is in it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Callable, Iterator, Sequence

import numpy as np

from assistant.bench.recordings import orders, words
from assistant.bench.voices import speech_span
from assistant.hearing.speech import RATE
from assistant.hearing.stop_ear import Looks
from assistant.hearing.stop_spotter import Spotted
from assistant.stop_training import phrases, speakers
from assistant.stop_training.lessons import room_noises
from assistant.stop_training.streams import Conditions, Noises, around, nobody

SNRS = (None, 20.0, 10.0)
LATEST = 0.8  # seconds after the end of a stop: later than that it was something else
TALK = 60.0  # seconds of one piece of talk


@dataclass
class Heard:
    """One stream's looks. end: s, when the stop in it ends; None: there is none. looks: (s, word, alone). seconds: its length. ends: what was said when, for whoever asks what set it off."""

    what: str
    text: str
    speaker: str
    snr: float | None
    end: float | None
    seconds: float
    looks: list[tuple[float, float, float]]
    ends: list[tuple[float, str]] = field(default_factory=list)

    def fired(self, alone: float, word: float | None) -> float | None:
        """When it first counts as a stop with these thresholds, s; word None: at rest, when it has to be alone."""
        return next((at for at, by_word, by_alone in self.looks if by_alone >= alone or word is not None and by_word >= word), None)

    def alarms(self, alone: float, word: float | None, apart: float = 1.0) -> list[float]:
        """All the times, each a second at least after the last."""
        found: list[float] = []
        for at, by_word, by_alone in self.looks:
            if (by_alone >= alone or word is not None and by_word >= word) and (not found or at - found[-1] >= apart):
                found.append(at)
        return found


def stops(spotter: Callable[[np.ndarray], Spotted], count: int, seed: int, strangers: bool | None, texts: Sequence[str]) -> Iterator[Heard]:
    """`count` stops, each in three noises."""
    chosen, chance, voices = random.Random(seed), np.random.default_rng(seed), speakers.Speakers()
    noises = room_noises(voices, chosen, chance, strangers)
    for number in range(count):
        text, speaker = texts[number % len(texts)], speakers.drawn(chosen, strangers)
        try:
            sound = voices.say(text.capitalize() + "!", speaker)
        except ValueError:
            continue
        for snr in SNRS:
            stream, begin, _ = around(chance, sound, noises, Conditions(snr, room=bool(chance.random() < 0.5)))
            yield _heard(spotter, stream, Heard("stop", text, speaker, snr, begin + speech_span(sound)[1], len(stream) / RATE, []))


def talk(spotter: Callable[[np.ndarray], Spotted], minutes: float, seed: int, strangers: bool | None, kinds: Sequence[str] = ("ordinary", "alike", "ending", "going on", "nobody")) -> Iterator[Heard]:
    """So much of everything else, a minute at a time, of one kind each."""
    chosen, chance, voices = random.Random(seed), np.random.default_rng(seed), speakers.Speakers()
    noises = room_noises(voices, chosen, chance, strangers)
    for number in range(round(60 * minutes / TALK)):
        kind = kinds[number % len(kinds)]
        snr = SNRS[number // len(kinds) % len(SNRS)]
        if kind == "nobody":
            sound = np.concatenate([nobody(chance, noises, 6.0) for _ in range(round(TALK / 6))])
            yield _heard(spotter, sound, Heard(kind, "", "", None, None, TALK, []))
            continue
        pieces, ends, at = [], [], 0.0
        while at < TALK:
            text, speaker = _else(chosen, kind), speakers.drawn(chosen, strangers)
            try:
                sound = voices.say(text, speaker)
            except ValueError:
                continue
            pause = np.zeros(round(chosen.uniform(0.3, 1.5) * RATE), np.float32)
            pieces += [sound * 10 ** (chance.uniform(-6.0, 3.0) / 20), pause]
            ends.append((at + len(sound) / RATE, f"{text} ({speaker})"))
            at += (len(sound) + len(pause)) / RATE
        stream, begin, _ = around(chance, np.concatenate(pieces), noises, Conditions(snr, room=bool(chance.random() < 0.5)))
        yield _heard(spotter, stream, Heard(kind, "", "", snr, None, at, [], [(begin + end, text) for end, text in ends]))


def people(spotter: Callable[[np.ndarray], Spotted], recordings: str) -> Iterator[Heard]:
    """Recordings of people, none of whom says stop (bench/recordings.py)."""
    for spoken in [spoken for spoken, _ in orders(recordings)] + list(words(recordings)):
        sound = np.concatenate([np.zeros(RATE // 2, np.float32), spoken.sound, np.zeros(RATE // 2, np.float32)])
        yield _heard(spotter, sound, Heard("people", spoken.text, spoken.voice, None, None, len(sound) / RATE, []))


def _else(chosen: random.Random, kind: str) -> str:
    if kind == "ordinary":
        return phrases.moving(chosen) if chosen.random() < 0.15 else phrases.ordinary(chosen)
    return chosen.choice({"alike": phrases.ALIKE, "ending": phrases.ENDING, "going on": phrases.GOING_ON}[kind])


def _heard(spotter: Callable[[np.ndarray], Spotted], stream: np.ndarray, heard: Heard) -> Heard:
    for at, window in Looks().feed(stream):
        spotted = spotter(window)
        heard.looks.append((at, spotted.word, spotted.alone))
    return heard


def report(found: Sequence[Heard], alone: float, word: float) -> str:
    """Tables in Markdown: recall and lateness of stops, alarms an hour of everything else."""
    lines = ["| stops | n | missed at rest | missed while acting | late at rest p50 / p95 (s) | late while acting p50 / p95 (s) |", "| --- | --- | --- | --- | --- | --- |"]
    stops_, rest = [one for one in found if one.end is not None], [one for one in found if one.end is None]
    for name, of in (("all", lambda one: ""), ("noise", lambda one: "clean" if one.snr is None else f"{one.snr:g} dB"), ("voice", lambda one: one.speaker.partition("/")[0].partition("+")[0]), ("phrase", lambda one: one.text)):
        groups = defaultdict(list)
        for one in stops_:
            groups[of(one)].append(one)
        lines += [f"| {name} {key} | {len(group)} | {_missed(group, alone, None)} | {_missed(group, alone, word)} | {_late(group, alone, None)} | {_late(group, alone, word)} |" for key, group in sorted(groups.items())]
    lines += ["", "| else | minutes | alarms an hour at rest | alarms an hour while acting |", "| --- | --- | --- | --- |"]
    for kind in dict.fromkeys(one.what for one in rest):
        group = [one for one in rest if one.what == kind]
        minutes = sum(one.seconds for one in group) / 60
        hourly = [sum(len(one.alarms(alone, by_word)) for one in group) * 60 / minutes for by_word in (None, word)]
        lines.append(f"| {kind} | {minutes:.1f} | {hourly[0]:.1f} | {hourly[1]:.1f} |")
    return "\n".join(lines)


def _on_time(one: Heard, alone: float, word: float | None) -> float | None:
    """How late it was found, s; negative before its end. Found in the second before the end is found: the word was said, what follows it was not."""
    late = [at - one.end for at, by_word, by_alone in one.looks if (by_alone >= alone or word is not None and by_word >= word) and -1.0 <= at - one.end <= LATEST]
    return min(late, default=None)


def _missed(group: Sequence[Heard], alone: float, word: float | None) -> int:
    return sum(_on_time(one, alone, word) is None for one in group)


def _late(group: Sequence[Heard], alone: float, word: float | None) -> str:
    late = [found for one in group if (found := _on_time(one, alone, word)) is not None]
    return f"{np.percentile(late, 50):.2f} / {np.percentile(late, 95):.2f}" if late else "-"
