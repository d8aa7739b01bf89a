"""Lessons on what is said in an unusual order or asks for what cannot be: they do, ask or decline what the words mean."""

import pytest

from assistant.vla.training.language import company, fronted, in_the_way, replies, superlatives, told_by_others, unmet
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


def test_a_command_that_stops_in_the_middle_is_asked_about():
    for lesson in lessons(unmet.trailing_off):
        assert lesson.kind == "ask" and lesson.text.startswith(("Where should I put", "What should I pick up")) and not lesson.steps


def test_the_bowl_that_there_is_takes_what_was_said_before():
    for lesson in lessons(unmet.goal_then):
        assert lesson.history[-1].text.startswith("I don't see a") and lesson.kind == "act"
        assert lesson.steps[0].startswith("put the ") and lesson.destinations


def test_two_that_are_alike_go_each_to_its_own_place():
    for lesson in lessons(told_by_others.sides_apart):
        assert len(lesson.steps) == 2 and len(set(lesson.targets)) == len(set(lesson.destinations)) == 2
        assert len({lesson.objects[i].kind for i in lesson.targets}) == 1


def test_nothing_is_taken_from_under_a_hand():
    found = lessons(in_the_way.in_the_way)
    refused = [lesson for lesson in found if lesson.kind == "refuse"]
    assert 0.4 < len(refused) / len(found) < 0.8 and all(lesson.text == replies.SAY["hurt"] and not lesson.steps for lesson in refused)
    assert all(lesson.kind == "act" for lesson in found if lesson not in refused)
