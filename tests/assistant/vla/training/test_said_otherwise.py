"""Lessons on what is said in an unusual order or asks for what cannot be: they do, ask or decline what the words mean."""

import pytest

from assistant.vla.training.language import company, fronted, replies, superlatives, unmet
from tests.assistant.vla.training.drawn import lessons


@pytest.mark.parametrize("source", (fronted.fronted, company.brought_together, company.alone_moved, superlatives.extremes))
def test_one_thing_is_moved(source):
    for lesson in lessons(source):
        assert lesson.kind == "act" and len(lesson.steps) == 1 and len(lesson.targets) == 1


def test_company_stands_next_to_it():
    assert all(" next to the " in lesson.steps[0] for lesson in lessons(company.brought_together))


def test_an_extreme_goes_to_another_thing():
    for lesson in lessons(superlatives.extremes):
        assert lesson.destinations and lesson.destinations != lesson.targets


def test_without_a_place_it_asks_where():
    found = lessons(unmet.where_to, 300)
    for lesson in found:
        asked = lesson.history[-1].text if lesson.history else lesson.text
        assert asked.startswith("Where should I put")
        assert lesson.kind != "ask" or lesson.text == replies.SAY["where_put"] or len(lesson.options) >= 2 and all(f" the {option}" in asked for option in lesson.options)
    assert any(lesson.kind == "ask" and "next to" in lesson.text for lesson in found)


def test_between_is_declined_and_the_unknown_is_not_seen():
    assert all(lesson.text == replies.SAY["where_only"] and not lesson.steps for lesson in lessons(unmet.in_between))
    assert all(lesson.text.startswith("I don't see that here.") and not lesson.steps for lesson in lessons(unmet.unknown_thing))
