"""Lessons in what is put in with what was just counted."""

import re

from assistant.vla.training.language import counted_in
from assistant.vla.training.language.scenes import CONTAINERS, preposition
from tests.assistant.vla.training.drawn import lessons


def test_there_is_where_was_counted_last():
    found, elsewhere = lessons(counted_in.counted_then, 300), 0
    for lesson in found:
        goal, thing = lesson.objects[lesson.destinations[0]], lesson.objects[lesson.targets[0]]
        (step,) = lesson.steps
        place = step.split(f" {preposition(goal.kind)} the ")[-1]
        assert goal.kind in CONTAINERS and thing.inside is None and lesson.history[-1].text.endswith(f" the {place}.")
        elsewhere += any(u.speaker == "robot" and not u.text.endswith(f" the {place}.") for u in lesson.history[:-2])
    assert elsewhere > 10


def test_on_a_plate_nothing_is_put_in():
    for lesson in lessons(counted_in.counted_then, 300):
        if lesson.objects[lesson.destinations[0]].kind == "plate":
            assert not re.search(r"\bin (with|there|too|as well)\b", lesson.say.lower())
