"""The event log holds every event, one JSON object a line, and is appended to."""

import json

import numpy as np

from assistant.events import Bus, Heard, Problem, Replied, Said, Stopped
from assistant.interface import Point, Reply, ReplyKind, Transcript
from assistant.recording import EventLog, as_plain


def test_every_event_becomes_a_line_and_a_second_log_appends(tmp_path):
    path = tmp_path / "deep" / "events.jsonl"
    bus = Bus()
    log = EventLog(path, bus)
    bus.publish(Heard(transcript=Transcript("nimm die rote Tasse ☕"), source="typed"))
    bus.publish(Replied(reply=Reply(ReplyKind.ACT, "Okay.", ("a",), points=(Point("front", 1.0, 2.0, "cup", 0.9),)), seconds=0.1))
    log.close()
    bus.publish(Said(text="nobody listens"))
    log = EventLog(path, bus)
    bus.publish(Stopped(source="panel"))
    log.close()

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["Heard", "Replied", "Stopped"]
    assert lines[0]["transcript"]["text"] == "nimm die rote Tasse ☕" and lines[0]["at"] > 0
    assert lines[1]["reply"]["kind"] == "act" and lines[1]["reply"]["points"][0]["u"] == 1.0


def test_arrays_and_pictures():
    assert as_plain({"q": np.arange(3.0), "n": np.float32(0.5), "picture": np.zeros((480, 640, 3), np.uint8)}) == {
        "q": [0.0, 1.0, 2.0], "n": 0.5, "picture": "array of shape [480, 640, 3]",
    }
    assert as_plain({ReplyKind.ASK: 0.5}) == {"ask": 0.5}


def test_a_full_disk_is_a_problem_once_and_nothing_else(tmp_path):
    (tmp_path / "events.jsonl").symlink_to("/dev/full")
    bus, problems = Bus(), []
    bus.subscribe(lambda event: problems.append(event.text) if isinstance(event, Problem) else None)
    log = EventLog(tmp_path / "events.jsonl", bus)
    for number in range(3):
        bus.publish(Said(text=f"sentence {number}"))
    log.close()
    assert len(problems) == 1 and "No space left" in problems[0] and problems[0].endswith("goes on without it.")
