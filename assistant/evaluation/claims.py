"""What the robot claims when it calls a step done, judged by ground truth: "the red cube is in the blue bowl", whoever wanted it there.

A misunderstood command is not a false claim; a cube that fell beside the bowl is. Knows canonical steps and the truth; nothing of what was said or meant.
"""

from __future__ import annotations

import re
from typing import Sequence

from assistant.evaluation.scenario import Condition
from assistant.evaluation.truth import Scene, holds
from assistant.motion.executor import StepReport
from assistant.vla.training.language.reports import parts
from drivers.simulator.things import COLORS, KINDS

_LOOK = rf"({'|'.join(COLORS)}) ({'|'.join(KINDS)})"
_RELATIONS = {"in": "in", "on": "on", "left of": "left_of", "right of": "right_of", "in front of": "in_front_of", "behind": "behind", "next to": "next_to"}
_THING = re.compile(rf".*?{_LOOK}")
_PLACE = re.compile(rf"({'|'.join(_RELATIONS)}) the .*?{_LOOK}")


def judged(reports: Sequence[StepReport], scene: Scene) -> tuple[int, int]:
    """Of the steps called done, how many say something that can still be seen at the end of the turn, and how many of these are not true.

    A step about a thing that a later one handles again says nothing about the end. Of things that look alike it is enough that one is as claimed.
    """
    claims, false, handled = 0, 0, set()
    for report in reversed(reports):
        verb, thing, place = parts(report.instruction)
        named, put = _THING.match(thing), _PLACE.match(place)
        look = (named[1], named[2]) if named else None
        if report.succeeded and look is not None and look not in handled:
            claims += 1
            false += not (_is_put(look, put, scene) if put else _is_held(look, scene) == (verb == "pick up"))
        handled.add(look)
    return claims, false


def _is_put(look: tuple[str, str], put: re.Match, scene: Scene) -> bool:
    word = _RELATIONS[put[1]]
    return any(holds(Condition(word, (one, other)), scene)
               for one in _looking(scene, *look) for other in _looking(scene, put[2], put[3]) if one != other)


def _is_held(look: tuple[str, str], scene: Scene) -> bool:
    return any(holds(Condition("lifted", (name,)), scene) for name in _looking(scene, *look))


def _looking(scene: Scene, color: str, kind: str) -> list[str]:
    return [name for name, body in scene.after.bodies.items() if (body.color, body.kind) == (color, kind)]
