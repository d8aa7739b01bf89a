"""The event log holds every event, one JSON object a line, and is appended to."""

import json
from pathlib import Path

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


class Unspeakable:
    def __str__(self):
        raise RuntimeError("no words")


def test_an_event_that_cannot_be_written_is_a_problem_once_and_the_next_is_written(tmp_path, caplog):
    bus, problems = Bus(), []
    bus.subscribe(lambda event: problems.append(event.text) if isinstance(event, Problem) else None)
    log = EventLog(tmp_path / "events.jsonl", bus)
    for text in ("before", Unspeakable(), Unspeakable(), "half a \ud83d pair", "after"):
        bus.publish(Said(text=text))
    bus.publish(Problem(part="arm", text=Unspeakable()))  # what is said of it can be written
    log.close()
    problems = [text for text in problems if isinstance(text, str)]
    assert len(problems) == 2 and "A Said could not be written" in problems[0] and "no words" in problems[0]
    assert written(tmp_path / "events.jsonl")[:3] == ["before", "half a \ud83d pair", "after"]
    assert [record.exc_info is not None for record in caplog.records] == [True] * 3


def written(path):
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_files_take_turns_while_it_runs_and_nothing_is_lost(tmp_path):
    path, bus = tmp_path / "events.jsonl", Bus()
    path.write_text('{"text": "of an earlier run"}\n' * 50)  # full already
    log = EventLog(path, bus, size=1000, files=20)
    for number in range(100):
        bus.publish(Said(text=f"sentence {number}"))
    log.close()
    files = sorted(tmp_path.iterdir(), key=lambda file: -int(file.suffix[1:]) if file.suffix != ".jsonl" else 0)
    assert 5 < len(files) <= 20 and all(file.stat().st_size <= 1000 for file in files[1:])
    assert [text for file in files for text in written(file)] == ["of an earlier run"] * 50 + [f"sentence {number}" for number in range(100)]


def test_only_so_many_old_files_are_kept(tmp_path):
    bus = Bus()
    log = EventLog(tmp_path / "events.jsonl", bus, size=1000, files=2)
    for number in range(100):
        bus.publish(Said(text=f"sentence {number}"))
    log.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["events.jsonl", "events.jsonl.1", "events.jsonl.2"]
    assert written(tmp_path / "events.jsonl")[-1] == "sentence 99"


def test_a_file_that_cannot_be_put_aside_grows_on_and_that_is_said_once(tmp_path, monkeypatch):
    replace = Path.replace

    def refuse(self, target):
        if self.name == "events.jsonl":
            raise PermissionError(1, "Operation not permitted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    (tmp_path / "events.jsonl.1").write_text("of an earlier run")
    bus, problems = Bus(), []
    bus.subscribe(lambda event: problems.append(event.text) if isinstance(event, Problem) else None)
    log = EventLog(tmp_path / "events.jsonl", bus, size=1000, files=2)
    for number in range(100):
        bus.publish(Said(text=f"sentence {number}"))
    log.close()
    assert len(problems) == 1 and "Operation not permitted" in problems[0]
    assert (tmp_path / "events.jsonl.2").read_text() == "of an earlier run"
    assert [text for text in written(tmp_path / "events.jsonl") if text.startswith("sentence")] == [f"sentence {number}" for number in range(100)]


def test_where_no_new_file_can_be_begun_the_old_one_is_written_to(tmp_path, monkeypatch):
    bus = Bus()
    log = EventLog(tmp_path / "events.jsonl", bus, size=1000, files=2)

    def refuse(self, *how, **more):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Path, "open", refuse)
    for number in range(100):
        bus.publish(Said(text=f"sentence {number}"))
    log.close()
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ["events.jsonl.1"]
    assert [text for text in written(tmp_path / "events.jsonl.1") if text.startswith("sentence")] == [f"sentence {number}" for number in range(100)]
