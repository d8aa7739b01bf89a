"""One thing to learn. Knows nothing of how it was drawn."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.interface import Utterance
from assistant.vla.training.language.scenes import Scene


@dataclass(frozen=True)
class Lesson:
    """One thing to learn: a scene, what was said before and now, and what the robot should make of it.

    objects: 0 to 7, in random order. history: up to 6 earlier lines, oldest first. say: the new line; speaker: "user", or "event" for what
    became of a step. kind: "act", "ask", "answer" or "refuse". text, steps, options: tokens from replies.OUTPUT_WORDS. targets: indexes of
    every object the words could mean as the thing acted on or asked about; destinations: likewise for where it should go.
    """

    objects: Scene
    history: tuple[Utterance, ...]
    say: str
    kind: str
    text: str
    steps: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    targets: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    tag: str = ""
    speaker: str = "user"
