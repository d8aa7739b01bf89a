"""`evaluate` from its command line to its JSON, with a scripted brain on the simulated robot's own wire."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.evaluation.command import main
from assistant.evaluation.stage import Settings
from tests.assistant.evaluation.brains import make, make_attentive
from tests.processes import alive, descendants, until

FILE = """\
- id: good
  tags: [talk, move]
  seed: 3
  objects: [{name: cup, kind: cup, color: red, at: [0.2, -0.1]}, {name: block, kind: cube, color: blue}]
  turns:
    - say: hello
      expect: {reply: answer, mentions: [RED], avoids: [blue], state: {still: true}}
    - say: move aside
      expect: {reply: act, state: {unmoved: all, gripper: closed, still: false}}
    - say: move aside and back
      expect: {reply: [act, ask], state: {pose: home}}
- id: bad
  tags: [talk]
  objects: []
  turns:
    - say: hello
      expect: {reply: refuse, mentions: [banana], avoids: [hello]}
    - say: what
      expect: {reply: act}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "some.yaml"
    path.write_text(FILE)
    return str(path)


def test_a_run_prints_writes_and_exits_as_the_page_says(file, tmp_path, capsys):
    out = tmp_path / "out.json"
    assert main([file, "--json", str(out), "--workers", "1"], make_brain=make) == 1
    score = json.loads(out.read_text())
    assert (score["scenarios"], score["passed"]) == (2, 1)
    assert score["by_tag"] == {"talk": {"n": 2, "passed": 1}, "move": {"n": 1, "passed": 1}}
    good, bad = score["results"]
    assert good["passed"] and good["failures"] == [] and good["id"] == "good" and good["tags"] == ["talk", "move"]
    assert good["turns"][0] == good["turns"][0] | {"say": "hello", "heard": "hello", "reply": "answer", "text": "Hello, I see a red cup.", "steps": [], "seconds": 0.0}
    assert good["turns"][2]["steps"] == ["aside", "home"] and good["turns"][2]["seconds"] > 0.8
    assert len(bad["failures"]) == 4
    assert score["needless_questions"] == {"n": 2, "count": 1, "rate": 0.5}
    assert score["speed"]["robot_seconds"] > 2
    printed = capsys.readouterr().out
    assert "1 of 2 scenarios passed" in printed and "[1/2] good: passed" in printed and "bad: FAILED" in printed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_costs_the_file_and_not_the_score(file, capsys):
    assert main([file, "--json", "/dev/full", "--workers", "1"], make_brain=make) == 1
    said = capsys.readouterr()
    assert "scenarios passed" in said.out and "could not be written" in said.err


def test_when_it_is_killed_neither_workers_nor_robots_go_on(tmp_path):
    (tmp_path / "many.yaml").write_text("".join(f"- {{id: n{k}, objects: [], turns: [{{say: move aside and back, expect: {{reply: act}}}}]}}\n" for k in range(500)))
    script = tmp_path / "play.py"
    script.write_text("import sys\nfrom assistant.evaluation.command import main\nfrom tests.assistant.evaluation.brains import make\nif __name__ == '__main__':\n    main(sys.argv[1:], make_brain=make)\n")
    first = subprocess.Popen([sys.executable, str(script), str(tmp_path / "many.yaml"), "--workers", "2"], env={**os.environ, "PYTHONPATH": os.getcwd()}, stdout=subprocess.PIPE)
    try:
        assert first.stdout.readline().startswith(b"[1/500]")
        pids = descendants(first.pid)
        assert len(pids) >= 3 and all(alive(pid) for pid in pids)
    finally:
        first.kill()
        first.wait()
        first.stdout.close()
    assert until(lambda: not any(alive(pid) for pid in pids))


def test_workers_give_the_same_results_in_the_same_order(file, tmp_path):
    outs = [tmp_path / "one.json", tmp_path / "two.json"]
    for out, workers in zip(outs, "12"):
        main([file, "--json", str(out), "--workers", workers], make_brain=make)
    one, two = (json.loads(out.read_text())["results"] for out in outs)
    for result in one + two:
        for turn in result["turns"]:
            turn.pop("think_seconds")
    assert one == two


def test_a_hand_that_closed_on_nothing_is_felt_on_the_wire(tmp_path):
    path, out = tmp_path / "air.yaml", tmp_path / "out.json"
    path.write_text("- {id: air, objects: [], turns: [{say: take the air, expect: {reply: act, avoids: [done]}}]}\n")
    assert main([str(path), "--workers", "1", "--json", str(out)], make_brain=make) == 0
    (turn,) = json.loads(out.read_text())["results"][0]["turns"]
    assert turn["reason"] == "empty" and turn["report"] == "Report: failed: grip: twice."


def test_a_scenario_that_breaks_off_fails_and_the_next_is_played(tmp_path, capsys):
    path = tmp_path / "odd.yaml"
    path.write_text("- {id: a, objects: [], turns: [{say: words that the script lacks}]}\n"
                    "- {id: b, objects: [], turns: [{say: hello, expect: {reply: answer}}]}\n")
    assert main([str(path), "--workers", "1"], make_brain=make) == 1
    printed = capsys.readouterr().out
    assert "a: FAILED: broke off: KeyError" in printed and "b: passed" in printed


def test_all_passed_is_0(tmp_path):
    path = tmp_path / "fine.yaml"
    path.write_text("- {id: a, objects: [], turns: [{say: hello, expect: {reply: answer}}]}\n")
    assert main([str(path)], make_brain=make) == 0


@pytest.mark.parametrize("arguments, words", [
    (["nowhere.yaml"], "nowhere.yaml"), ([], "Name scenario files"), (["FILE", "--episodes", "3"], "one of the two"),
    (["FILE", "--json", "/nowhere/out.json"], "cannot be written"), (["FILE", "--voice", "darth"], "no voice called 'darth'"),
])
def test_what_cannot_be_run_is_2_and_said_in_a_sentence(file, arguments, words, capsys):
    assert main([file if a == "FILE" else a for a in arguments], make_brain=make) == 2
    captured = capsys.readouterr()
    assert words in captured.err and len(captured.err.strip().splitlines()) == 1 and captured.out == ""


def test_an_invalid_file_beside_a_valid_one_runs_nothing(file, tmp_path, capsys):
    bad = tmp_path / "bad.yaml"
    bad.write_text("- id: a\n  objects: []\n  turns: [{say: hi, expect: {reply: sing}}]\n")
    assert main([file, str(bad)], make_brain=make) == 2
    captured = capsys.readouterr()
    assert "line 3" in captured.err and "sing" in captured.err and captured.out == ""


@pytest.mark.parametrize("arguments", [["--suite", "juggle"], ["--episodes", "0"], ["--seed", "x"], ["--wat"]])
def test_bad_options_are_2(arguments):
    with pytest.raises(SystemExit) as exit:
        main(arguments, make_brain=make)
    assert exit.value.code == 2


def test_a_recording_that_is_none_is_said_before_anything_runs(tmp_path, capsys):
    (tmp_path / "noise.wav").write_bytes(b"not a sound")
    path = tmp_path / "hears.yaml"
    path.write_text("- {id: a, objects: [], turns: [{hear: noise.wav}]}\n")
    assert main([str(path)], make_brain=make) == 2
    captured = capsys.readouterr()
    assert "noise.wav" in captured.err and captured.out == ""


def test_sentences_spoken_by_a_voice_are_heard_by_whisper(tmp_path):
    pytest.importorskip("hibari")
    path, out = tmp_path / "spoken.yaml", tmp_path / "out.json"
    path.write_text("- {id: a, objects: [{name: cup, kind: cup, color: red}], turns: [{say: pick up the red cup}]}\n")
    assert main([str(path), "--voice", "hibari", "--json", str(out)], make_brain=make_attentive) == 0
    (turn,) = json.loads(out.read_text())["results"][0]["turns"]
    assert turn["say"] == "pick up the red cup" and "red cup" in turn["heard"].lower()
    assert turn["text"] == f"You said: {turn['heard']}"


def test_no_model_is_said(file, tmp_path, capsys):
    assert main([file, "--checkpoint", str(tmp_path / "none")]) == 2
    assert "no model" in capsys.readouterr().err


@pytest.mark.parametrize("name, content", [("model.safetensors", bytes(100)), ("config.json", b"{")], ids=["weights", "config"])
def test_a_broken_model_is_said_in_one_sentence(file, tmp_path, capsys, name, content):
    broken = tmp_path / "broken"
    shutil.copytree(Settings().checkpoint, broken)
    (broken / name).write_bytes(content)
    assert main([file, "--checkpoint", str(broken)]) == 2
    captured = capsys.readouterr()
    assert str(broken) in captured.err and len(captured.err.splitlines()) == 1 and captured.out == ""
