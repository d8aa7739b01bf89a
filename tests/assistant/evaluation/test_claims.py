"""What it says that it did is measured against what is there, not against what was meant."""

import numpy as np
import pytest

from assistant.evaluation.claims import judged
from assistant.evaluation.truth import Body, Scene, Snapshot
from assistant.motion.executor import StepReport

HOME = np.array([1.5, -1.7, 1.1, 1.3, 0.0, 0.04])


def thing(kind, color, x, y, bottom=0.0):
    radius, height = {"cube": (0.0213, 0.03), "bowl": (0.055, 0.04), "cup": (0.0225, 0.06)}[kind]
    return Body(kind, np.array([x, y, bottom + height / 2]), np.eye(3), radius, height, color)


def scene(after, held=None):
    rest = {name: np.array([body.position[0], body.position[1], body.height / 2]) for name, body in after.items()}
    return Scene(rest, Snapshot(after, HOME), Snapshot(after, HOME, held), 1.0, HOME)


def done(*instructions, failed=()):
    return [StepReport(i, i not in failed, "dropped" if i in failed else "", 5.0, 1) for i in instructions]


TABLE = {
    "in": thing("cube", "red", 0.2, 0.1, 0.006), "beside": thing("cube", "green", 0.2, -0.1), "bowl": thing("bowl", "blue", 0.2, 0.1),
    "up": thing("cup", "white", 0.2, 0.0, 0.1), "twin": thing("cube", "red", 0.25, -0.05), "rose bowl": thing("bowl", "pink", 0.26, -0.14),
}


@pytest.mark.parametrize("steps, expected", [
    (("put the red cube in the blue bowl",), (1, 0)),
    (("put the green cube in the blue bowl",), (1, 1)),  # it lies on the table
    (("put the left red cube in the blue bowl",), (1, 0)),  # a listener sees a red cube in the bowl
    (("put the red cube in the blue bowl right of the green cube",), (1, 1)),  # a thing told by where it lay
    (("pick up the white cup",), (1, 0)), (("pick up the green cube",), (1, 1)), (("put down the green cube",), (1, 0)), (("put down the white cup",), (1, 1)),
    (("put the green cube in the blue bowl", "pick up the green cube"), (1, 1)),  # only the last of one thing is to be seen
    (("go home", "wave"), (0, 0)),
    (("put the green cube left of the pink bowl",), (1, 0)),
    (("put the green cube in front of the pink bowl",), (1, 0)),
    (("put the green cube on the red cube in the blue bowl",), (1, 1)),  # the red cube is in the bowl, the green one on nothing
    (("put the green cube left of the red cube in the blue bowl",), (1, 1)),
    (("put the green cube right of the red cube in the blue bowl",), (1, 0)),
])
def test_claims_by_ground_truth(steps, expected):
    assert judged(done(*steps), scene(TABLE, "up")) == expected


def test_what_it_says_that_it_failed_to_do_is_no_claim():
    assert judged(done("put the green cube in the blue bowl", failed=("put the green cube in the blue bowl",)), scene(TABLE)) == (0, 0)
