"""How well a stop spotter does, in the time of the sound: stops found and how late, and what else sets it off. Several spotters hear the same sound.

Every stream goes through the ear's own looks (stop_ear.Looks), so what is measured is what runs, but for the processor's time (about 17 ms a look) and up to 80 ms between looks, which is in it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Callable, Iterator, Mapping, Sequence

import numpy as np

from assistant.bench.recordings import orders, words
from assistant.bench.voices import speech_span
from assistant.hearing.speech import RATE
from assistant.hearing.stop_check import AFTER, BEFORE, confirmed
from assistant.hearing.stop_ear import SUSPECT, Judge, Looks, Verdict
from assistant.hearing.stop_spotter import WINDOW, Spotted, StopSpotter, spectrum
from assistant.hearing.transcriber import Guess, Transcriber
from assistant.stop_training import near_words, phrases, speakers
from assistant.stop_training.lessons import room_noises
from assistant.stop_training.streams import Conditions, around
from assistant.stop_words import is_stop

SNRS = (None, 20.0, 10.0)
LATEST = 0.5  # seconds after the end of a stop: later than that is too late
EARLY = 0.7  # seconds before it in which to be found counts: the word was said, what follows it was not
STOP = "stop"
OTHERS = 24  # sentences of other people in the rooms
AT_ONCE = 8  # windows that a spotter is given at once
WARM = 0.1  # probability from which the looks between are looked at too, where not every one is


@dataclass
class Heard:
    """One stream's looks by one spotter. what: STOP, or what else it is. end: s, when the stop in it ends; None: there is none. looks: (s, word, alone). seconds: its length.
    guesses: where it may be suspected, what a second opinion makes out (Transcriber.guesses).
    """

    what: str
    text: str
    speaker: str
    snr: float | None
    end: float | None
    seconds: float
    looks: list[tuple[float, float, float]]
    spotter: str = ""
    guesses: dict[float, tuple[Guess, Guess]] = field(default_factory=dict)

    def alarms(self, alone: float, word: float | None, apart: float = 1.0) -> list[float]:
        """All the times at which it counts as a stop with these thresholds, s, each so long at least after the last; word None: at rest, when it has to be alone."""
        found: list[float] = []
        for at, by_word, by_alone in self.looks:
            if (by_alone >= alone or word is not None and by_word >= word) and (not found or at - found[-1] >= apart):
                found.append(at)
        return found

    def in_use(self, acting: bool) -> tuple[list[float], int]:
        """With the second opinion: the times at which it counts as a stop, s, and how often one was suspected in vain."""
        found, dismissed, judge = [], 0, Judge()
        for at, word, alone in self.looks:
            if judge.resting(at):
                continue
            verdict = judge.take(at, Spotted(word, alone), acting, True)
            if verdict is Verdict.STOP or verdict is Verdict.SUSPECTED and confirmed(*self.guesses[at], acting, is_stop):
                found.append(at)
                judge.stopped(at)
            elif verdict is Verdict.SUSPECTED:
                dismissed += 1
        return found, dismissed

    def late(self, alone: float, word: float | None) -> float | None:
        """How late the stop in it is found, s; negative before its end; None: missed."""
        return min((at - self.end for at in (look[0] for look in self.looks if look[2] >= alone or word is not None and look[1] >= word) if -EARLY <= at - self.end <= LATEST), default=None)


class Looker:
    """The ear's looks at a stream, by several spotters, and the second opinion of `hears` (a Transcriber that expects a stop) where there is one. every: of so many looks only one is taken at first, those around it where any spotter finds something there; 1: all of them."""

    def __init__(self, spotters: Mapping[str, StopSpotter], every: int = 1, hears: Transcriber | None = None) -> None:
        self.spotters, self._every, self._hears = spotters, every, hears

    def __call__(self, stream: np.ndarray, first: float = 0.0, last: float = float("inf")) -> dict[str, list[tuple[float, float, float]]]:
        """Looks from `first` to `last`, s, by the spotters' names."""
        ends = [at for at, _ in Looks().feed(stream) if first <= at <= last]
        said: dict[int, np.ndarray] = {}  # (spotters, 2) by the look's number
        self._look(stream, ends, range(0, len(ends), self._every), said)
        warm = {index + near for index, values in list(said.items()) if values.max() >= WARM for near in range(1 - self._every, self._every)}
        self._look(stream, ends, sorted(index for index in warm if 0 <= index < len(ends) and index not in said), said)
        return {name: [(ends[index], float(said[index][number][0]), float(said[index][number][1])) for index in sorted(said)] for number, name in enumerate(self.spotters)}

    def second(self, stream: np.ndarray, looks: Sequence[tuple[float, float, float]]) -> dict[float, tuple[Guess, Guess]]:
        """What is made out around each of these looks that may be suspected."""
        if self._hears is None:
            return {}
        padded = np.concatenate([np.zeros(round(BEFORE * RATE), np.float32), stream, np.zeros(RATE, np.float32)])
        return {at: self._hears.guesses(padded[round(at * RATE) : round((at + BEFORE + AFTER) * RATE)]) for at, word, alone in looks if max(word, alone) >= SUSPECT}

    def _look(self, stream: np.ndarray, ends: Sequence[float], which: Sequence[int], said: dict[int, np.ndarray]) -> None:
        padded = np.concatenate([np.zeros(WINDOW, np.float32), stream])
        for begin in range(0, len(which), AT_ONCE):
            some = which[begin : begin + AT_ONCE]
            spectra = np.stack([spectrum(padded[round(ends[index] * RATE) : round(ends[index] * RATE) + WINDOW]) for index in some])
            said.update(zip(some, np.stack([spotter.answers(spectra) for spotter in self.spotters.values()], axis=1)))


class Room:
    """Where sayings are heard, one by one: its voices, its noises. strangers: whose voices, see speakers.drawn; anybody else in the room is one of those that are not kept apart."""

    def __init__(self, seed: int, strangers: bool | None) -> None:
        self.chosen, self.chance, self.voices, self._strangers = random.Random(seed), np.random.default_rng(seed), speakers.Speakers(), strangers
        self.noises = room_noises(self.voices, self.chosen, self.chance, False, OTHERS)

    def say(self, text: str) -> tuple[np.ndarray, str]:
        """(n,) samples and the speaker: another one, where one cannot say it."""
        while True:
            speaker = speakers.drawn(self.chosen, self._strangers)
            try:
                return self.voices.say(text, speaker), speaker
            except ValueError:
                continue


def stops(looker: Looker, room: Room, count: int) -> Iterator[Heard]:
    """`count` stops, each in three noises: the commonest twice as often, some phrases that were never taught."""
    texts = (*phrases.STOPS, *phrases.STOPS, *phrases.MORE_STOPS[:6], *phrases.KEPT_STOPS[:4])
    for number in range(count):
        yield from _heard(looker, room, STOP, texts[number % len(texts)].capitalize() + "!", SNRS)


def near(looker: Looker, room: Room, count: int) -> Iterator[Heard]:
    """`count` of each thing that comes near a stop, one by one, clean and at 10 dB by turns."""
    kinds: Mapping[str, Callable[[random.Random], str]] = {
        "sound-alikes, taught": lambda words: words.choice(phrases.ALIKE).capitalize() + ".", "sound-alikes, never taught": lambda words: words.choice(near_words.ALIKE).capitalize() + words.choice(".!"),
        "pieces of commands": near_words.piece, "begin as a stop, never taught": near_words.going_on, "commands": near_words.command,
    }
    for what, said in kinds.items():
        for number in range(count):
            yield from _heard(looker, room, what, said(room.chosen), (SNRS[-1] if number % 2 else None,))


def _heard(looker: Looker, room: Room, what: str, text: str, snrs: Sequence[float | None]) -> Iterator[Heard]:
    sound, speaker = room.say(text)
    for snr in snrs:
        stream, begin, _ = around(room.chance, sound, room.noises, Conditions(snr, room=bool(room.chance.random() < 0.5)))
        end = begin + speech_span(sound)[1]
        looks = looker(stream, begin if what != STOP else end - EARLY, end + LATEST)
        yield from (Heard(what, text, speaker, snr, end if what == STOP else None, len(stream) / RATE, of, name, looker.second(stream, of)) for name, of in looks.items())


def people(looker: Looker, recordings: str) -> Iterator[Heard]:
    """Recordings of people, none of whom says stop (bench/recordings.py)."""
    for spoken in [spoken for spoken, _ in orders(recordings)] + list(words(recordings)):
        sound = np.concatenate([np.zeros(RATE // 2, np.float32), spoken.sound, np.zeros(RATE // 2, np.float32)])
        yield from (Heard("people", spoken.text, spoken.voice, None, None, len(sound) / RATE, looks, name, looker.second(sound, looks)) for name, looks in looker(sound).items())


def report(found: Sequence[Heard], alone: float, word: float) -> str:
    """Tables in Markdown: recall and lateness of stops, alarms by everything else."""
    lines = ["| stops | n | missed at rest | missed while acting | late at rest p50 / p95 (s) | late while acting p50 / p95 (s) |", "| --- | --- | --- | --- | --- | --- |"]
    stops_, rest = [one for one in found if one.end is not None], [one for one in found if one.end is None]
    for name, of in (("all", lambda one: ""), ("noise", lambda one: "clean" if one.snr is None else f"{one.snr:g} dB"), ("voice", lambda one: one.speaker.partition("/")[0].partition("+")[0]), ("phrase", lambda one: one.text)):
        groups = defaultdict(list)
        for one in stops_:
            groups[of(one)].append(one)
        lines += [f"| {name} {key} | {len(group)} | {missed(group, alone, None)} | {missed(group, alone, word)} | {_late(group, alone, None)} | {_late(group, alone, word)} |" for key, group in sorted(groups.items())]
    lines += ["", "| else | n | minutes | alarms at rest | alarms while acting |", "| --- | --- | --- | --- | --- |"]
    for kind in dict.fromkeys(one.what for one in rest):
        group = [one for one in rest if one.what == kind]
        lines.append(f"| {kind} | {len(group)} | {sum(one.seconds for one in group) / 60:.1f} | {alarms(group, alone, None)} | {alarms(group, alone, word)} |")
    return "\n".join(lines)


def with_a_second_opinion(found: Sequence[Heard]) -> str:
    """What is in use, as a table in Markdown: stops missed, what else stopped her, and how often she waited in vain."""
    lines = ["| with a second opinion | stops missed, clean/20/10 dB | late p50 / p95 (s) | minutes | false stops | suspected in vain |", "| --- | --- | --- | --- | --- | --- |"]
    stops_, rest = [one for one in found if one.end is not None], [one for one in found if one.end is None]
    for name, acting in (("at rest", False), ("while acting", True)):
        late = {id(one): min((at - one.end for at in one.in_use(acting)[0] if -EARLY <= at - one.end <= LATEST), default=None) for one in stops_}
        gone = "/".join(f"{sum(late[id(one)] is None for one in group)} of {len(group)}" for group in ([one for one in stops_ if one.snr == snr] for snr in SNRS))
        times = [value for value in late.values() if value is not None]
        others = [(one.what, *one.in_use(acting)) for one in rest]
        kinds = ", ".join(f"{kind} {count}" for kind in dict.fromkeys(what for what, _, _ in others) if (count := sum(len(alarms_) for what, alarms_, _ in others if what == kind)))
        middle = f"{np.percentile(times, 50):.2f} / {np.percentile(times, 95):.2f}" if times else "-"
        lines.append(f"| {name} | {gone} | {middle} | {sum(one.seconds for one in rest) / 60:.0f} | {kinds or 'none'} | {sum(dismissed for _, _, dismissed in others)} |")
    return "\n".join(lines)


def missed(group: Sequence[Heard], alone: float, word: float | None) -> int:
    """How many stops were."""
    return sum(one.late(alone, word) is None for one in group)


def alarms(group: Sequence[Heard], alone: float, word: float | None) -> int:
    """How many there were, of what is no stop."""
    return sum(len(one.alarms(alone, word)) for one in group)


def _late(group: Sequence[Heard], alone: float, word: float | None) -> str:
    late = [found for one in group if (found := one.late(alone, word)) is not None]
    return f"{np.percentile(late, 50):.2f} / {np.percentile(late, 95):.2f}" if late else "-"
