"""The words that rooms exchange, and the protocol every brain speaks.

Knows nothing of the rest of Vela: only numpy and the standard library.
Units: metres, radians, seconds; the arm's base frame (x forward, y left, z up).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Mapping, Protocol, Sequence, runtime_checkable

import numpy as np

JOINTS = ("shoulder_pan", "shoulder_lift", "elbow_flex", "wrist_flex", "wrist_roll", "gripper")
"""LeRobot's joint names, in servo-id order (1 to 6)."""


@dataclass(frozen=True)
class Intrinsics:
    """Pinhole camera: focal lengths and principal point in pixels."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float


@dataclass(frozen=True)
class Observation:
    """What the robot knows now.

    images: {camera: (H, W, 3) uint8 RGB}. depth: {camera: (H, W) float32 metres, 0 = unknown}.
    state: (6,) float32, five joint angles in radians and the gripper opening in [0, 1].
    time: seconds on the robot's clock when it was taken.
    velocity, goal: (6,) float32 in the units of `state` (a second): how the joints move, and where they were last told to be; None when that
    is not known. By these the fingers feel: wider than told, and standing still, they hold something.
    """

    images: Mapping[str, np.ndarray]
    state: np.ndarray
    time: float
    depth: Mapping[str, np.ndarray] = field(default_factory=dict)
    intrinsics: Mapping[str, Intrinsics] = field(default_factory=dict)
    velocity: np.ndarray | None = None
    goal: np.ndarray | None = None


@dataclass(frozen=True)
class Transcript:
    """What was heard. `start` and `end` are seconds into the audio that was listened to. provisional: made out in passing, to be shown and not to be acted on."""

    text: str
    confidence: float = 1.0
    language: str = "en"
    start: float = 0.0
    end: float = 0.0
    provisional: bool = False


class ReplyKind(str, Enum):
    ANSWER = "answer"
    ASK = "ask"
    ACT = "act"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Point:
    """A place in a picture that the VLA means: pixel (u, v) of `camera`, and where it takes that to be (base frame, metres)."""

    camera: str
    u: float
    v: float
    label: str
    confidence: float
    position: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Reply:
    """What the VLA says.

    steps: for ACT, instructions in words, carried out one after the other by `VLA.act`.
    options: for ASK, what could have been meant. confidence: probability in [0, 1].
    """

    kind: ReplyKind
    text: str
    steps: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True)
class Seen:
    """A thing that the brain saw when it replied.

    point: where it is and what it seems to be; `confidence` there is how sure the brain is of seeing it at all.
    target, goal: probabilities that it was meant as what is acted on, and as where that goes.
    influence: by how much of its probability, in [0, 1], the reply would be less likely without this thing on the table.
    """

    point: Point
    target: float
    goal: float
    influence: float


@dataclass(frozen=True)
class Candidate:
    """A reply that was weighed. chance: log-probability of its words; agreement: log-odds that it is about what was meant. The greatest sum is said, but in doubt the best question."""

    reply: Reply
    chance: float
    agreement: float
    chosen: bool

    @property
    def score(self) -> float:
        return self.chance + self.agreement


@dataclass(frozen=True)
class Explanation:
    """Why a reply is what it is, as far as the brain can tell.

    kinds: probability of each kind of reply from its first word, before second thoughts; they sum to 1.
    candidates: the replies that were weighed, the one that is said first; empty when the first needed no second thought.
    attention: {camera: (H, W) float32 in [0, 1]} over the picture's own pixels: how much of the reply hangs on what is there.
    """

    reply: Reply
    kinds: Mapping[ReplyKind, float]
    seen: tuple[Seen, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    attention: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class ActionChunk:
    """(H, 6) float32 absolute targets in the units of `Observation.state`, `dt` seconds between rows.

    done: the brain's own probability, from this observation, that the instruction is already carried out.
    points: where in the picture it is acting (drawn in the panel).
    unseen: the brain does not see what the instruction is about; the targets then stand still.
    """

    targets: np.ndarray
    dt: float
    done: float = 0.0
    points: tuple[Point, ...] = ()
    unseen: bool = False


@dataclass(frozen=True)
class Utterance:
    """One line of the conversation. `speaker` is "user" or "robot"."""

    speaker: str
    text: str


Conversation = Sequence[Utterance]
"""Oldest first; the last is what the user just said."""


@runtime_checkable
class VLA(Protocol):
    """A brain: one model that sees, understands, talks and moves."""

    def reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        """Answer, ask, refuse, or say which steps to carry out."""

    def act(self, observation: Observation, instruction: str) -> ActionChunk:
        """The next targets for the instruction, from what is seen now."""

    def reset(self) -> None:
        """Forget the running instruction (LeRobot's `policy.reset`): called before each step's first `act`."""


@runtime_checkable
class Explains(Protocol):
    """What a VLA may be able to do besides."""

    def explain(self, observation: Observation, dialogue: Conversation) -> Explanation:
        """Why `reply` says what it says to these; changes nothing in the brain, and may be asked in another thread than `reply`."""


class ThinksAhead(Protocol):
    """What a VLA may be able to do besides."""

    def would_reply(self, observation: Observation, dialogue: Conversation) -> Reply:
        """What `reply` would say to a sentence that may not be over; changes nothing in the brain, and may be asked in another thread than `reply`."""


class ReadsSoMuch(Protocol):
    """What a VLA may be able to do besides: say how much it reads."""

    def too_long(self, text: str) -> bool:
        """Whether it would read only the beginning of this sentence. What it has not read to its end is not acted on."""


class Forgets(Protocol):
    """What a VLA may be able to do besides: begin anew."""

    def forget(self) -> None:
        """A new conversation, at a table that may be another."""


@runtime_checkable
class LooksBack(Protocol):
    """What a VLA may be able to do besides."""

    def look_back(self, observation: Observation) -> tuple[Sequence[str], Sequence[str]]:
        """Of the instructions it carried out since its last reply to a person: those that were undone again since, and those of which it cannot see whether.

        An instruction of the first may be given to `act` again, and is then about the same thing as before.
        """
