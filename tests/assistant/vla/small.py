"""The model built small and untrained, for tests of its form: what it says means nothing."""

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.interface import Observation
from assistant.vla.action import Body
from assistant.vla.configuration import RobotVLAConfig
from assistant.vla.model import RobotVLA
from assistant.vla.tokens import Reading


def small_model() -> RobotVLA:
    torch.manual_seed(0)
    words = {"[UNK]": 0, "pick": 1, "up": 2, "the": 3, "red": 4, "cup": 5}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    model = RobotVLA(RobotVLAConfig(words=["red", "cup", "."], pieces=200, width=40, heads=2, layers=1, decoder_layers=1, fine=8, coarse=16, blocks=1,
                                    hand_width=32, hand_heads=2, hand_layers=1))
    model.reading = Reading(tokenizer)
    return model.eval()


def talkative(model: RobotVLA) -> RobotVLA:
    """Made to begin every reply with a kind of reply, as an untrained one need not, and to see things anywhere."""
    first, decode = torch.tensor([n in range(3, 7) for n in range(len(model.writing.words))]), model.language.decode

    def begins_well(words, states, hidden):
        logits = decode(words, states, hidden)
        return torch.cat([logits[:, :1].masked_fill(~first, -1e4), logits[:, 1:]], 1)

    model.language.decode = begins_well
    model.config.found = 0.0
    return model


def small_arm(tip: float) -> Body:
    """An arm of the SO-101's kind: turning at its foot, three joints about one axis, and a wrist that rolls; its fingertips `tip` metres ahead at the zero pose, opening forward."""
    body = Body()
    body.axes.copy_(torch.tensor([[0.0, 0, 1], [0, 1, 0], [0, 1, 0], [0, 1, 0], [1, 0, 0]]))
    body.points.copy_(torch.tensor([[0.0, 0, 0], [0, 0, 0.12], [0.11, 0, 0.12], [0.24, 0, 0.12], [0.3, 0, 0.12]]))
    body.tip.copy_(torch.tensor([tip, 0.0, 0.12]))
    return body


def look(**more) -> Observation:
    picture = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)
    return Observation(images={"front": picture}, state=np.array([0, 0, 0, 0, 0, 0.5], np.float32), time=0.0, **more)
