"""Plays a scenario on a stage and says what was wrong with what came of it.

Knows scenarios, the stage and the truth; nothing of files, command lines or totals.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from typing import Sequence

import numpy as np

from assistant.evaluation.claims import judged
from assistant.evaluation.ears import Ears
from assistant.evaluation.scenario import Expect, Scenario, ScenarioTurn
from assistant.evaluation.stage import Stage
from assistant.evaluation.truth import UNMOVED, Scene, Snapshot, holds, lifted, moved
from assistant.interface import ReplyKind, Transcript
from assistant.turn import Turn

log = logging.getLogger(__name__)
_ACTED_ON = ("lifted", "in", "on", "left_of", "right_of", "in_front_of", "behind", "next_to")
_SAME = 0.03  # metres between where a thing is and where it was pointed at


@dataclass(frozen=True)
class TurnResult:
    """What came of a turn. seconds: robot time; wall: seconds of ours. wrong: things moved that were not meant, None
    where nobody said what was meant. needless: it asked where it should have acted; None where asking was allowed.
    false_done: it called the act done, and it is not as it was to be; None where it did not, or nothing says how it was to be.
    claims: steps called done whose claim can be judged at the end of the turn, and how many of these claims are not true (see claims.py).
    covered: what was meant is among the things that it acted on or asked about; None where it did neither, or nothing says what was meant.
    given: what the brain was given, where that is not what was heard. spoken: all that was said, in the language that was spoken."""

    say: str
    heard: str
    reply: str
    text: str
    steps: tuple[str, ...]
    seconds: float
    report: str = ""
    reason: str = ""
    wall: float = 0.0
    think: float = 0.0
    wrong: tuple[str, ...] | None = None
    needless: bool | None = None
    false_done: bool | None = None
    covered: bool | None = None
    claims: tuple[int, int] = (0, 0)
    given: str = ""
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    id: str
    tags: tuple[str, ...]
    failures: tuple[str, ...]
    turns: tuple[TurnResult, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


@dataclass
class _Played:
    failures: list[str] = field(default_factory=list)
    turns: list[TurnResult] = field(default_factory=list)


def play(scenario: Scenario, stage: Stage, ears: Ears) -> Result:
    """One scenario, all its turns. What breaks off in the middle is a failure of this scenario, not of those after it."""
    played = _Played()
    try:
        _play_turns(scenario, stage, ears, played)
    except Exception as error:
        log.exception("scenario %s broke off", scenario.id)
        played.failures.append(f"broke off: {type(error).__name__}: {error}")
    return Result(scenario.id, scenario.tags, tuple(played.failures), tuple(played.turns))


def _play_turns(scenario: Scenario, stage: Stage, ears: Ears, played: _Played) -> None:
    stage.set(scenario.things, scenario.seed)
    before = stage.snapshot()
    rest = {name: body.position for name, body in before.bodies.items()}
    for number, turn in enumerate(scenario.turns, start=1):
        before = stage.snapshot()
        rest.update({name: body.position for name, body in before.bodies.items() if before.held != name})
        where = f"turn {number}: " if len(scenario.turns) > 1 else ""
        _play_turn(turn, stage, ears, before, rest, played, where, _meant(scenario.turns[number - 1 :]))


def _play_turn(turn: ScenarioTurn, stage: Stage, ears: Ears, before: Snapshot, rest, played: _Played, where: str, meant: str | None) -> None:
    began, started = time.perf_counter(), stage.clock.now()
    transcript, source = _transcript(turn, ears)
    said = turn.say if turn.say is not None else turn.hear.name
    stage.arm.watch()
    if transcript is None:
        played.failures.append(f"{where}nothing was heard")
        played.turns.append(TurnResult(said, "", "", "", (), 0.0))
        return
    done = stage.dialogue.take_turn(transcript, source)
    seconds = stage.clock.now() - started
    if done.outcome is not None:
        stage.settle()
    scene = Scene(rest, before, stage.snapshot(), stage.arm.travel, stage.home)
    played.failures.extend(f"{where}{failure}" for failure in judge(turn.expect, done, scene))
    played.turns.append(TurnResult(
        said, transcript.text, done.reply.kind.value, done.reply.text, done.steps, round(seconds, 2), done.report,
        done.outcome.reports[-1].reason if done.outcome and done.outcome.reports else "",
        time.perf_counter() - began, done.seconds.get("think", 0.0),
        wrong_things(turn.expect, done, scene), _needless(turn.expect, done), _false_done(turn.expect, done, scene),
        _covered(meant, done, before), judged(done.outcome.reports if done.outcome else (), scene), done.given, done.spoken,
    ))


def _transcript(turn: ScenarioTurn, ears: Ears) -> tuple[Transcript | None, str]:
    if turn.hear is not None:
        return ears.hear_file(turn.hear), "file"
    if ears.voice is None:
        return Transcript(turn.say), "typed"
    return ears.hear_spoken(turn.say), "file"


def judge(expect: Expect, turn: Turn, scene: Scene) -> list[str]:
    """Everything the turn fell short of, one sentence each."""
    failures = []
    reply = turn.reply.kind.value
    if expect.replies and reply not in expect.replies:
        failures.append(f"replied {reply} instead of {' or '.join(expect.replies)} ({turn.reply.text!r})")
    text = turn.reply.text
    failures += [f"did not mention {p!r} ({text!r})" for p in expect.mentions if not re.search(p, text, re.IGNORECASE)]
    failures += [f"said {p!r} ({text!r})" for p in expect.avoids if re.search(p, text, re.IGNORECASE)]
    return failures + [f"not {condition}" for condition in expect.state if not holds(condition, scene)]


def wrong_things(expect: Expect, turn: Turn, scene: Scene) -> tuple[str, ...] | None:
    """What an act moved by 1 cm or lifted although it was not named as something to be moved, or to move it to.

    None when it did not act, or when acting was right and nothing says upon what.
    """
    if turn.outcome is None:
        return None
    meant = {name for c in expect.state if c.word not in ("unmoved", "gripper", "pose", "still") for name in c.names}
    if not meant and (not expect.replies or ReplyKind.ACT.value in expect.replies):
        return None
    return tuple(name for name in scene.after.bodies
                 if name not in meant and (moved(scene, name) > UNMOVED or lifted(scene, name)))


def _needless(expect: Expect, turn: Turn) -> bool | None:
    if ReplyKind.ACT.value not in expect.replies or ReplyKind.ASK.value in expect.replies:
        return None
    return turn.reply.kind is ReplyKind.ASK


def _false_done(expect: Expect, turn: Turn, scene: Scene) -> bool | None:
    wished = [condition for condition in expect.state if condition.word not in ("unmoved", "still")]
    if turn.outcome is None or not turn.outcome.succeeded or not wished:
        return None
    return not all(holds(condition, scene) for condition in wished)


def _meant(turns: Sequence[ScenarioTurn]) -> str | None:
    """What the first of these turns is about, if it is to be acted on now, or once a question is answered."""
    for turn in turns:
        wished = [condition for condition in turn.expect.state if condition.word in _ACTED_ON]
        if wished:
            return wished[0].names[0]
        if ReplyKind.ASK.value not in turn.expect.replies:
            return None
    return None


def _covered(meant: str | None, turn: Turn, before: Snapshot) -> bool | None:
    if meant is None or turn.reply.kind not in (ReplyKind.ACT, ReplyKind.ASK) or (turn.reply.kind is ReplyKind.ASK and not turn.reply.points):
        return None
    places = [np.array(point.position) for point in turn.reply.points if point.position is not None]
    return any(bool(np.linalg.norm(before.bodies[meant].position - place) < _SAME) for place in places)
