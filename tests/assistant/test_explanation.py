"""An explanation as people and programs read it."""

import json

import numpy as np

from assistant.explanation import as_json, lines
from assistant.interface import Candidate, Explanation, Point, Reply, ReplyKind, Seen

CUP = Point("front", 250.0, 250.0, "red cup", 0.93, (0.2, -0.05, 0.03))
ASK = Reply(ReplyKind.ASK, "Which cup do you mean?", options=("red cup", "blue cup"), points=(CUP,))
ACT = Reply(ReplyKind.ACT, "Picking up the red cup.", steps=("pick up the red cup",))
WHY = Explanation(
    ASK, {ReplyKind.ANSWER: 0.0, ReplyKind.ASK: 0.7, ReplyKind.ACT: 0.3, ReplyKind.REFUSE: 0.0}, (Seen(CUP, 0.99951, 0.2, 0.4),),
    (Candidate(ASK, -0.5, -1.0, True), Candidate(ACT, -0.2, -4.0, False)), {"front": np.ones((480, 640), np.float32)},
)


def test_as_json_it_has_everything_but_the_map():
    told = json.loads(json.dumps(as_json(WHY)))
    assert told["reply"] == "ask" and told["options"] == ["red cup", "blue cup"]
    assert told["kinds"] == {"answer": 0.0, "ask": 0.7, "act": 0.3, "refuse": 0.0}
    assert told["seen"] == [{"label": "red cup", "camera": "front", "pixel": [250.0, 250.0], "position": [0.2, -0.05, 0.03], "probability": 0.93,
                             "target": 0.9995, "goal": 0.2, "influence": 0.4}]
    assert [(one["score"], one["chosen"], one["steps"]) for one in told["candidates"]] == [(-1.5, True, []), (-4.2, False, ["pick up the red cup"])]


def test_the_table_is_short_and_says_the_likeliest_first():
    table = lines(as_json(WHY))
    assert table[0].startswith("why:  ask 70 %, act 30 %, ")
    text = "\n".join(table)
    for words in ("red cup 93 %", "20.0, -5.0, 3.0", "> 99 %", "40 %", "options: red cup, blue cup", "weighed 2 replies", "> ", "-1.50", "act: Picking up"):
        assert words in text, text
    assert len(table) == 7 and max(map(len, table)) < 130


def test_what_it_did_not_do_is_not_in_the_table():
    text = "\n".join(lines(as_json(Explanation(Reply(ReplyKind.ANSWER, "Hello."), {kind: 0.25 for kind in ReplyKind}))))
    for words in ("options", "weighed", "seen"):
        assert words not in text
