"""Scripted brains for whole runs of `evaluate`; made by module functions, so that worker processes can make them too."""

import numpy as np

from assistant.interface import Reply, ReplyKind
from tests.assistant.motion.fakes import PoseBrain

HOME = np.array([1.5, -1.7, 1.1, 1.3, 0.0, 0.039])
ASIDE = HOME + np.array([-0.5, 0.0, 0.0, 0.0, 0.0, 0.0])
OPEN = ASIDE + np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.5])
CLOSING = OPEN - np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.35])


class Scripted(PoseBrain):
    def reply(self, observation, dialogue):
        assert observation.images["front"].shape == (480, 640, 3) and observation.images["front"].std() > 5
        return super().reply(observation, dialogue)


def make(settings):
    return Scripted({"aside": [ASIDE], "home": [HOME], "grip": [OPEN, CLOSING]}, {
        "hello": Reply(ReplyKind.ANSWER, "Hello, I see a red cup."),
        "move aside": Reply(ReplyKind.ACT, "Okay.", ("aside",)),
        "move aside and back": Reply(ReplyKind.ACT, "Okay.", ("aside", "home")),
        "take the air": Reply(ReplyKind.ACT, "Okay.", ("grip",)),
        "what": Reply(ReplyKind.ASK, "Which one?"),
    })


class Attentive(PoseBrain):
    def reply(self, observation, dialogue):
        return Reply(ReplyKind.ANSWER, f"You said: {dialogue[-1].text}")


def make_attentive(settings):
    return Attentive({})
