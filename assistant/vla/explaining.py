"""Why a reply is what it is: what was thought on the way to it, and how much of it hangs on each thing that was seen.

The map over the picture is not a layer's attention weights (states mix in the encoder, so those say little about what decided): it is
occlusion, thing by thing. Each thing is taken off the table in turn, the encoder reads the conversation over what is left, and the decoder
says how likely the very same reply then is; the share of its probability that is lost is that thing's influence, in [0, 1]. Scenes with a
thing less are scenes like those of training, which a picture with a grey patch is not. The influence is spread onto the pixels where sight
found the thing. So the map says what the words hang on; it cannot tell which of a thing's pixels mattered, knows nothing of what sight
missed, and of a weighed reply says nothing of the weighing (the scores do).
Knows the language side and object tokens; nothing of joints, and draws nothing.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Sequence

import numpy as np
import torch
from torch import Tensor

from assistant.interface import Candidate, Explanation, Observation, Point, Reply, ReplyKind, Seen, Utterance
from assistant.vla.language import Language
from assistant.vla.sight import GLIMPSE, PICKABLE, SHARP_WIDTH, Objects
from assistant.vla.tokens import MARKS
from assistant.vla.weighing import Line

_START, _END = MARKS.index("<start>"), MARKS.index("<end>")


@dataclass(frozen=True)
class Thought:
    """What came about on the way to one reply. observation: a reference that keeps no picture alive. The tensors are as in `Language.encode`.

    numbers: the reply's words. meant (N, 2): probabilities, see `Language.meant`. weighed: the lines and their agreement, the best first.
    things: of each step of the reply the slots of what it acts on and of what it takes that to (see `Weighing.things`).
    """

    observation: weakref.ref[Observation]
    dialogue: tuple[Utterance, ...]
    reply: Reply
    numbers: tuple[int, ...]
    objects: Objects
    words: tuple[Tensor, ...]
    states: Tensor
    hidden: Tensor
    meant: Tensor
    weighed: tuple[tuple[Line, float], ...]
    things: dict[str, tuple[int | None, int | None]]

    def is_about(self, observation: Observation, dialogue: Sequence[Utterance]) -> bool:
        return self.observation() is observation and self.dialogue == tuple(dialogue)


@torch.no_grad()
def explained(thought: Thought, language: Language, points: Sequence[Point | None], camera: str, shape: tuple[int, int]) -> Explanation:
    """points: of each of the thought's slots, None for an empty one, in pixels of the `camera`'s picture, which has `shape` (H, W)."""
    influence = _influence(thought, language)
    seen = [Seen(point, float(thought.meant[i, 0]), float(thought.meant[i, 1]), influence[i]) for i, point in enumerate(points) if point is not None]
    reach = [_reach(thought.objects, i) * shape[1] for i, point in enumerate(points) if point is not None]
    candidates = tuple(
        Candidate(Reply(line.kind, line.text, line.steps, line.options, confidence=float(np.exp(line.chance))), line.chance, agreement, rank == 0)
        for rank, (line, agreement) in enumerate(thought.weighed)
    )
    order = sorted(seen, key=lambda one: (one.influence, max(one.target, one.goal)), reverse=True)
    return Explanation(thought.reply, _kinds(thought, language), tuple(order), candidates, {camera: _spread(seen, reach, shape)})


def _kinds(thought: Thought, language: Language) -> dict[ReplyKind, float]:
    first = language.decode(torch.tensor([[_START]]), thought.states, thought.hidden)[0, -1]
    numbers = [MARKS.index(f"<{kind.value}>") for kind in ReplyKind]
    return dict(zip(ReplyKind, first[numbers].softmax(-1).tolist()))


def _influence(thought: Thought, language: Language) -> list[float]:
    """Of each slot, the share of the reply's probability that is lost without the thing in it; 0 for an empty slot."""
    features, present = thought.objects.to_features(), thought.objects.present
    slots = present[0].nonzero()[:, 0].tolist()
    left = present.repeat(1 + len(slots), 1)
    for row, slot in enumerate(slots, start=1):
        left[row, slot] = False
    count = len(left)
    states, hidden, _ = language.encode(tuple(x.expand(count, -1) for x in thought.words), features * left[..., None], left)
    line = torch.tensor([_START, *thought.numbers, _END])
    chances = language.decode(line[:-1].expand(count, -1), states, hidden).log_softmax(-1)
    said = chances.gather(-1, line[1:].expand(count, -1)[..., None])[..., 0].sum(-1)
    lost = dict(zip(slots, (1 - (said[1:] - said[0]).clamp(max=0.0).exp()).tolist()))
    return [lost.get(slot, 0.0) for slot in range(present.shape[1])]


def _reach(objects: Objects, slot: int) -> float:
    """Of the picture's width, what a thing takes up either side of its middle: the fovea's view for what can be picked up, more for what holds it."""
    pickable = float(objects.kind[0, slot, :PICKABLE].sum()) > 0.5
    return GLIMPSE / SHARP_WIDTH * (0.5 if pickable else 0.8)


def _spread(seen: Sequence[Seen], reach: Sequence[float], shape: tuple[int, int]) -> np.ndarray:
    """(H, W) float32 in [0, 1]: at each thing a bump as high as its influence, half as high `reach` pixels away."""
    v, u = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    spread = np.zeros(shape, np.float32)
    for one, pixels in zip(seen, reach):
        away = ((u - one.point.u) ** 2 + (v - one.point.v) ** 2) / pixels**2
        spread = np.maximum(spread, one.influence * np.exp2(-away))
    return spread.astype(np.float32)
