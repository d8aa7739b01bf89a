"""How well a person can interrupt Vela: how soon her voice falls silent, how often it does not, and how often it does for no good reason.

Synthesised speech of two voices, hers and another, is mixed in a room drawn anew for each case (assistant/bench/acoustics.py), and fed through the real Duplex and Interrupting in
pieces of the microphone's real size. All times are the sound's own, so that a busy machine does not distort them; the computing is told apart.
Only the loudspeaker is a model: it plays block after block, holds or is cut at the next one, and what it plays is in the room from then on. Knows nothing of words, turns' ends or what is done with them.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Mapping, Sequence

import numpy as np
import soxr

from assistant.bench.machine import machine, machine_line
from assistant.bench.acoustics import RATE, EchoPath, air, at_level, convolve, cough, impulse_response, knocks, level, onset, servo
from assistant.events import Bus
from assistant.hearing import Duplex, Turn, TurnDetector
from assistant.interrupting import Interrupting
from assistant.speaking import Loudspeaker

PIECE = 0.02  # seconds; what the Microphone hands on
BLOCK = 0.02  # seconds; what the Loudspeaker plays without asking whether it is cut
CLOCK = 1000.0  # what time.monotonic says when the sound begins
NOTICED = 1.5  # seconds after which an interruption counts as missed; or when the person has finished, where that is later
BEFORE = 0.15  # seconds by which what is noticed may come before the person, and still be the person

READY = "I am ready."
HERS = (
    "I see a red cup, a blue bowl, a yellow ball and two cubes on the table, and nothing else that I know.",
    "Which cube do you mean, the green cube on the left or the blue cube next to the bowl?",
    "I have picked up the red cup and put it in the blue bowl, as you asked me to do.",
    "I cannot reach the yellow ball from here, because it lies too far behind the blue bowl.",
    "There is no banana on the table. I see a red cup, a blue bowl, a yellow ball and a green cube.",
    "I tried it twice, but the ball slipped out of my fingers each time. Could you move it closer to me?",
    "First I put the green cube on the blue cube, and then I will put the red cup to the left of them.",
    "I am a robot arm with a camera. You can ask me to pick things up, to move them, or what I see.",
)
THEIRS = (
    "Wait, the blue one.", "Stop it.", "No, put it down again.", "Hey, what do you see?", "The red cup.", "Pick up the green cube instead.", "Never mind.",
    "Hold on a second please.", "That is enough.", "I meant the other one.", "Put it in the bowl.", "Yes, please do that.", "Okay, thank you.", "Leave it where it is.",
    "Can you say that again?", "Left of the plate.", "Just take the ball.", "Quiet please.", "Forget about it.", "Move a little to the right.",
)

Voice = Callable[[str], np.ndarray]
"""Text -> (n,) float32 at 16 kHz."""


@dataclass(frozen=True)
class Case:
    """played: what the loudspeaker plays if nobody interrupts; of that `begins` to `ends` is the sentence that may be interrupted. room: all that the microphone hears but for her.

    kind: "person", "herself" or the name of a noise. at, until: from when to when the other sound can be heard. Times are seconds.
    """

    kind: str
    path: EchoPath
    played: np.ndarray
    room: np.ndarray
    begins: float
    ends: float
    at: float = math.inf
    until: float = math.inf
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Outcome:
    """What came of a case, in seconds of its sound. cut: when she was; silent: since when she had been; holds: how often she only held, and went on; turn: the person's, if it was heard."""

    case: Case
    cut: float | None = None
    silent: float | None = None
    holds: int = 0
    turn: Turn | None = None
    computing: list[float] = field(default_factory=list)

    @property
    def delay(self) -> float | None:
        """Seconds from the beginning of the interruption to silence; None when she was not cut, or for nothing."""
        return None if self.silent is None or self.silent < self.case.at - BEFORE else self.silent - self.case.at


def measure(n: int, seed: int, her: Voice, people: Sequence[Voice], lines_said: Sequence[str] = THEIRS, tell: Callable[[str], Any] = lambda line: None) -> dict[str, Any]:
    """n interruptions, and as many cases each of her voice alone, with servo noise, with coughs and with knocks. Returns the report."""
    outcomes: dict[str, list[Outcome]] = {}
    for number, case in enumerate(cases(n, seed, her, people, lines_said)):
        outcomes.setdefault(case.kind, []).append(play(case, np.random.default_rng((seed, number, 1))))
        if number % 50 == 49:
            tell(f"{number + 1} of {n * (1 + len(NOISES))} ...")
    return report(outcomes, seed)


def report(outcomes: Mapping[str, Sequence[Outcome]], seed: int) -> dict[str, Any]:
    people = outcomes["person"]
    delays = sorted(one.delay for one in people if one.delay is not None and one.cut - one.case.at <= max(NOTICED, one.case.until - one.case.at))
    early = sum(one.silent is not None and one.delay is None for one in people)
    others = {kind: some for kind, some in outcomes.items() if kind != "person"}
    pieces = sorted(seconds for some in outcomes.values() for one in some for seconds in one.computing)
    return {
        "what": "interrupting", "seed": seed, "machine": machine(), "n": len(people),
        "missed": len(people) - early - len(delays),
        "delay_seconds": {name: _rank(delays, share) for name, share in (("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("max", 1.0))},
        "beginnings_lost": sum(one.turn is None for one in people if one.delay is not None),
        "wrong": {"before the person": [early, len(people)], **{kind: [sum(one.cut is not None for one in some), len(some)] for kind, some in others.items()}},
        "held": {kind: [sum(one.holds > 0 for one in some), len(some)] for kind, some in others.items()},
        "computing_seconds": {"piece": PIECE, "n": len(pieces), "p50": _rank(pieces, 0.5), "p95": _rank(pieces, 0.95)},
    }


def lines(told: Mapping[str, Any]) -> list[str]:
    """The report for a terminal."""
    delay, computing = told["delay_seconds"], told["computing_seconds"]
    wrong, held = told["wrong"], told["held"]
    return [
        machine_line(told["machine"]),
        f"silent  p50 {_ms(delay['p50'])}  p90 {_ms(delay['p90'])}  p95 {_ms(delay['p95'])}  max {_ms(delay['max'])} of sound after a person begins to speak (n = {told['n']})",
        f"missed  {told['missed']} of {told['n']}; the beginning of what was said lost in {told['beginnings_lost']}",
        f"wrong   {sum(count for count, _ in wrong.values())} of {sum(n for _, n in wrong.values())} cuts: " + ", ".join(f"{kind} {count} of {n}" for kind, (count, n) in wrong.items()),
        f"held    for a moment, and went on: {sum(count for count, _ in held.values())} of {sum(n for _, n in held.values())}: " + ", ".join(f"{kind} {count} of {n}" for kind, (count, n) in held.items()),
        f"work    p50 {1000 * computing['p50']:.1f} ms  p95 {1000 * computing['p95']:.1f} ms of processor time for each piece of {_ms(computing['piece'])}",
    ]


# -- one case ----------------------------------------------------------------------------------------------------------


def play(case: Case, chance: np.random.Generator) -> Outcome:
    """Through a Duplex and an Interrupting, in the microphone's pieces, until what was said has been heard."""
    outcome, turns, found = Outcome(case), TurnDetector(), []

    def on_sound(cleaned: np.ndarray, now: float) -> None:
        interrupting.passed(now)
        if case.kind == "person":
            found.extend(turns.feed(cleaned))

    duplex = Duplex(on_sound, lambda now, surely: interrupting.person(now, surely))
    mouth = Mouth(case, duplex, chance)
    interrupting = Interrupting(mouth, Bus(), lambda: True)
    piece = round(PIECE * RATE)
    for begin in range(0, len(case.room) - piece, piece):
        heard = case.room[begin : begin + piece] + mouth.play(begin + piece)[begin:]
        before = time.process_time()
        duplex.take(heard, RATE, CLOCK + (begin + piece) / RATE + chance.exponential(0.002))
        outcome.computing.append(time.process_time() - before)
        outcome.turn = outcome.turn or next((turn for turn in found if _whole(turn, case)), None)
        if mouth.over and (case.kind != "person" or outcome.turn is not None):
            break
    outcome.holds = len(mouth.silences) - (mouth.cut_at is not None)
    if mouth.cut_at is not None:
        outcome.cut, outcome.silent = mouth.cut_at, mouth.silences[-1]
    return outcome


class Mouth:
    """Vela's voice and its loudspeaker in the sound's time: what Interrupting takes for a Speaker."""

    def __init__(self, case: Case, duplex: Duplex, chance: np.random.Generator) -> None:
        self._case, self._duplex, self._chance = case, duplex, chance
        self._out = case.path.loudspeaker(case.played)
        self._heard = np.zeros(len(case.room) + RATE, np.float32)
        self._block = round(BLOCK * RATE)
        self._clock = int(chance.integers(self._block))  # the block that comes next begins at this sample
        self._position = 0  # and is this one of what is played
        self._held = self._silent = False
        self.cut_at: float | None = None
        self.silences: list[float] = []
        self._begin()

    def play(self, until: int) -> np.ndarray:
        """Plays up to that sample, and returns all that the microphone hears of it up to there."""
        while self._clock < until:
            wanted = self._held or self.cut_at is not None
            if wanted and not self._silent:
                self.silences.append(self._clock / RATE)
                self._duplex.playing(np.zeros(0, np.float32), RATE, CLOCK + self._clock / RATE)
                self._hear(-1.0)
            elif self._silent and not wanted:
                self._position = max(0, self._position - round(Loudspeaker.AGAIN * RATE))
                self._begin()
            self._silent = wanted
            if not wanted:
                self._position += self._block
            self._clock += self._block
        return self._heard[:until]

    def _hear(self, sign: float) -> None:
        """The rest of what is to be played is in the room from now on; or, with -1, is not."""
        echo = sign * convolve(self._out[self._position :], self._case.path.response)
        self._heard[self._clock : self._clock + len(echo)] += echo[: len(self._heard) - self._clock]

    def _begin(self) -> None:
        """The time that is told is what a thread believes it to be: somewhat late."""
        self._hear(1.0)
        self._duplex.playing(self._case.played[self._position :], RATE, CLOCK + self._clock / RATE + self._chance.exponential(0.001))

    @property
    def over(self) -> bool:
        return self.cut_at is not None and self._silent or self._position > self._case.ends * RATE

    @property
    def busy(self) -> bool:
        return self.cut_at is None and self._case.begins * RATE <= self._position < self._case.ends * RATE

    def hold(self) -> None:
        self._held = True

    def go_on(self) -> None:
        self._held = False

    def interrupt(self) -> list[tuple[str, str]]:
        self.cut_at = self._clock / RATE
        return []


def _whole(turn: Turn, case: Case) -> bool:
    """Whether the turn has the person's sentence from its first sound to its last."""
    return turn.samples_start <= case.at and turn.samples_start + len(turn.samples) / RATE >= case.until - 0.1


# -- drawing them ------------------------------------------------------------------------------------------------------


NOISES: dict[str, Callable[[float, np.random.Generator], np.ndarray] | None] = {
    "herself": None,
    "servos": servo,
    "coughs": lambda seconds, chance: cough(chance),
    "knocks": knocks,
}


def cases(n: int, seed: int, her: Voice, people: Sequence[Voice], lines_said: Sequence[str]) -> Iterator[Case]:
    for number in range(n):
        chance = np.random.default_rng((seed, number))
        yield _case("person", chance, her, people[number % len(people)](lines_said[chance.integers(len(lines_said))]))
        for kind, noise in NOISES.items():
            yield _case(kind, chance, her, None if noise is None else noise(chance.uniform(1.5, 4.0), chance))


def _case(kind: str, chance: np.random.Generator, her: Voice, other: np.ndarray | None) -> Case:
    """She has said that she is ready, and says a sentence; then the other sound, 0.3 s after she began at the earliest."""
    path = EchoPath.draw(chance)
    pause, hers = np.zeros(round(chance.uniform(0.8, 1.5) * RATE), np.float32), her(HERS[chance.integers(len(HERS))])
    lead = [pause, her(READY), pause]
    begins = sum(map(len, lead))
    played = np.concatenate([*lead, hers, np.zeros(5 * RATE, np.float32)])
    room = air(len(played) / RATE, chance.uniform(-65.0, -50.0), chance)
    times = begins / RATE, (begins + len(hers)) / RATE
    facts = {"gain": path.gain, "delay": path.delay, "reverberation": path.reverberation, "drive": path.drive, "echo": level(path(played))}
    if other is None:
        return Case(kind, path, played, room, *times, facts=facts)
    wanted = chance.uniform(-30.0, -20.0) if kind == "person" else chance.uniform(-38.0, -24.0)
    there = at_level(convolve(other, impulse_response(0.003, path.reverberation, 3.0, chance)), wanted)
    at = begins + round(chance.uniform(0.3, max(0.4, len(hers) / RATE - 1.5)) * RATE)
    room[at : at + len(there)] += there[: len(room) - at]
    last = int(np.flatnonzero(np.abs(other) > 0.01 * np.abs(other).max())[-1])
    return Case(kind, path, played, room, *times, (at + onset(there)) / RATE, (at + last) / RATE, {**facts, "other": wanted})


def voice(synthesize: Callable[[str], tuple[np.ndarray, int]]) -> Voice:
    """One of assistant.speaking's, at 16 kHz; each text is spoken once."""
    spoken: dict[str, np.ndarray] = {}

    def say(text: str) -> np.ndarray:
        if text not in spoken:
            samples, rate = synthesize(text)
            spoken[text] = soxr.resample(samples, rate, RATE).astype(np.float32)
        return spoken[text]

    return say


def _rank(ordered: Sequence[float], share: float) -> float:
    return round(ordered[math.ceil(share * len(ordered)) - 1], 5) if ordered else math.nan


def _ms(seconds: float) -> str:
    return "-" if math.isnan(seconds) else f"{1000 * seconds:.0f} ms"
