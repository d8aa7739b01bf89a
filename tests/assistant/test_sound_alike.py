import pytest

from assistant.sound_alike import MANY, PLACES, alike, likeness, replacements


@pytest.mark.parametrize("heard, word", [("rent", "red"), ("cub", "cup"), ("blew", "blue"), ("jello", "yellow"), ("bold", "bowl"), ("grin", "green"), ("boll", "ball")])
def test_what_sounds_alike(heard, word):
    assert likeness(heard, word) > 0.6 > likeness(heard, "orange")


def test_the_likeliest_words_come_first_and_few():
    found = alike("rent", ["red", "rent", "rents", "runt", "orange"])
    assert found[0] == (1.0, "rent") and len(found) == MANY
    assert alike("rent", ["orange"]) == []


def test_a_likely_change_of_all_comes_before_an_unlikely_one_of_some():
    found = {1: [(0.9, "red"), (0.7, "rest")], 2: [(0.8, "cup")]}
    assert [*replacements(found, lambda places: True)][:2] == [{1: "red", 2: "cup"}, {1: "red"}]
    assert [*replacements(found, lambda places: places == (2,))] == [{2: "cup"}]


def test_of_a_sentence_full_of_unknown_words_nothing_is_made_and_nothing_tried():
    tried = []
    found = {place: [(0.9, "red"), (0.8, "bed"), (0.7, "rest")] for place in range(PLACES + 1)}
    assert [*replacements(found, lambda places: not tried.append(places))] == [] and tried == []
    del found[0]
    assert [*replacements(found, lambda places: True)]
