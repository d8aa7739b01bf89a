"""From what is seen and what was said to the one line that is answered: written, weighed against others where it is not sure, and asked back where that is not enough.

What answers "which one?" is weighed against what the command itself could have meant: the answer says which one, the command what is to be done with it.
Knows the language side and object tokens; nothing of pixels, joints, or what is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from assistant.interface import Conversation, Observation
from assistant.vla.explaining import Thought
from assistant.vla.language import Language
from assistant.vla.sight import Objects, copied
from assistant.vla.tokens import MARKS, Reading, Writing
from assistant.vla.weighing import REPLIES, Line, Weighing, considered, read_lines


@dataclass(frozen=True)
class Decision:
    """line: what is said. weighed: what it was chosen from, the best first, with how far each agrees with what was meant; empty where it was sure. about: the slots that it is about; things: see `Weighing.things`.

    objects: as they were read; words, states, hidden as in `Language.encode`; meant (N, 2): probabilities, see `Language.meant`.
    """

    line: Line
    weighed: tuple[tuple[Line, float], ...]
    about: set[int]
    things: dict[str, tuple[int | None, int | None]]
    objects: Objects
    words: tuple[Tensor, ...]
    states: Tensor
    hidden: Tensor
    meant: Tensor


def decide(language: Language, reading: Reading, writing: Writing, objects: Objects, dialogue: Conversation, threshold: float) -> Decision:
    """objects: a batch of one. threshold: chance from which a deed may be what is meant (calibration.py). ValueError when what is written is no reply."""
    if dialogue and dialogue[-1].speaker == "event":  # reports are learned on tables where nothing is held: the event itself tells what is
        objects = replace(objects, held=torch.zeros_like(objects.held))
    features, present = objects.to_features(), objects.present
    words, states, hidden, meant = read(language, reading, features, present, dialogue)
    lines, weighed = considered(language, writing, states, hidden), []
    line, weighing = lines[0], Weighing(language, reading, features, present, meant)
    if len(lines) == 1 and weighing.absurd(line):
        lines = read_lines(writing, language.write(states, hidden, REPLIES))
    question = dialogue[-2].text if len(dialogue) > 1 and dialogue[-2].speaker == "robot" else ""
    if len(lines) > 1:
        weighed = weighing.weigh(lines)
        if weighing.unsure(weighed, threshold, asked=question.endswith("?")):
            questions = read_lines(writing, language.write(states, hidden, REPLIES, opening=MARKS.index("<ask>")))
            questions = weighing.weigh([q for q in questions if len(set(q.options)) > 1])
            weighed = weighing.to_the_point(questions, weighed[0]) + weighed
        line = weighed[0][0]
    if line.steps and question.startswith("Which ") and len(dialogue) > 2:
        _, told, masked, _ = read(language, reading, features, present, dialogue[:-2])
        if not weighed and not weighing.could_mean([line], told, masked)[0]:
            weighed = weighing.weigh(read_lines(writing, language.write(states, hidden, REPLIES)))
        if weighed := weighing.as_asked(weighed, told, masked) or weighed:
            line = weighed[0][0]
    return Decision(line, tuple(weighed), weighing.about(line), weighing.things(line), objects, words, states, hidden, meant)


def read(language: Language, reading: Reading, features: Tensor, present: Tensor, dialogue: Conversation) -> tuple[tuple[Tensor, ...], Tensor, Tensor, Tensor]:
    """One conversation over one scene, features (1, N, FEATURES) and present (1, N): words, states, hidden and meant, as in Decision."""
    words = reading.encode([list(dialogue)])
    states, hidden, n = language.encode(words, features, present)
    return words, states, hidden, torch.sigmoid(language.meant(states[0, -n:])) * present[0, :, None]


@dataclass(frozen=True)
class Ahead:
    """What was thought of a sentence that may not have been over. objects: what was seen, before anything remembered was added; camera: where it stood, as CameraPose.now."""

    objects: Objects
    thought: Thought
    camera: np.ndarray

    def seen(self, observation: Observation, camera: np.ndarray) -> Objects | None:
        """What looking at it again would find, if that picture was looked at, with the camera where it stands; a copy."""
        return copied(self.objects) if self.thought.observation() is observation and np.array_equal(self.camera, camera) else None

    def thought_of(self, objects: Objects, observation: Observation, dialogue: Conversation) -> Thought | None:
        """What thinking again would come to, if it was thought already, with nothing else in view or in mind."""
        thought = self.thought
        if not thought.is_about(observation, dialogue):
            return None
        same = torch.equal(thought.objects.present, objects.present) and torch.equal(thought.objects.to_features(), objects.to_features())
        return thought if same else None
