"""What Vela's hearing made of words that were said, and how the lessons take it up."""

import json
import random

import pytest

from assistant.vla.training.language.mishearing import HEARD_OTHERWISE, mishear
from assistant.vla.training.language.phrases import Draw
from assistant.heard_lessons import confusions, plain, table


@pytest.mark.parametrize(("said", "heard", "found"), [
    ("Lift the can, please.", "List the can please", [("lift", "list")]),
    ("put it in the bowl over there", "but it and the ball over there", [("put", "but"), ("in", "and"), ("bowl", "ball")]),
    ("into the bowl with it", "enter a bowl with it", [("into the", "enter a")]),
    ("ok cool put the can in the box", "put the can in the box", []),  # nothing was heard instead
    ("pick up the can", "thank you very much", []),  # and here nothing of it
    ("pick up the can", "", []),
])
def test_what_was_heard_instead_of_a_word_or_two_is_told(said, heard, found):
    assert list(confusions(plain(said), plain(heard))) == found


def test_the_table_counts_them_commonest_first(tmp_path):
    told = [("lift the can", "list the can"), ("lift the red ball", "list the red ball"), ("grab the can", "crab the can")]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps({"speaker": "x", "said": said, "heard": heard}) + "\n" for said, heard in told))
    table(tmp_path / "log.jsonl", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == "2\tlift\tlist\n1\tgrab\tcrab\n"


def test_lessons_are_misheard_as_vela_mishears_but_never_into_another_meaning():
    assert "list" in HEARD_OTHERWISE["lift"][0] and "on" in HEARD_OTHERWISE["of"][0]
    assert not {"green", "blue", "white"} & set(HEARD_OTHERWISE.get("red", ((),))[0])
    draw = Draw(random.Random(4), None)
    made = {mishear(draw, "lift the can") for _ in range(200)}
    assert {"list the can", "left the can"} <= made and "lift the cup" not in made
