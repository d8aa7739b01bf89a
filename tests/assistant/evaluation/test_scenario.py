"""Scenario files: what is read, and that every mistake is named with its line."""

from pathlib import Path

import pytest

from assistant.evaluation.scenario import Condition, ScenarioError, parse, read_scenarios

HEAD = """\
- id: one
  tags: [pick]
  seed: 7
  objects:
    - {name: cup, kind: cup, color: red, at: [0.24, 0.06]}
    - {name: bowl, kind: bowl, color: green}
  turns:
"""


def read(text, folder=Path(".")):
    return parse(text, folder, "file.yaml")


def test_everything_a_scenario_may_say(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    (one,) = read(HEAD + """\
    - say: pick up the red cup
      expect:
        reply: [act, ask]
        mentions: [red, 2, no]
        avoids: sorry
        state: {lifted: cup, on: [cup, bowl], unmoved: all, gripper: open, pose: home, still: true}
    - hear: a.wav
    - say: yes
      expect: {state: {in: [[cup, bowl], [bowl, cup]], next_to: [cup, bowl]}}
""", tmp_path)
    assert (one.id, one.tags, one.seed, [t.name for t in one.things]) == ("one", ("pick",), 7, ["cup", "bowl"])
    first = one.turns[0].expect
    assert first.replies == ("act", "ask") and first.mentions == ("red", "2", "no") and first.avoids == ("sorry",)
    assert Condition("on", ("cup", "bowl")) in first.state and Condition("still", ("true",)) in first.state
    assert one.turns[1].hear == tmp_path / "a.wav" and one.turns[1].say is None
    assert one.turns[2].say == "yes"
    assert one.turns[2].expect.state == (Condition("in", ("cup", "bowl")), Condition("in", ("bowl", "cup")), Condition("next_to", ("cup", "bowl")))


SAY = "    - say: pick up the red cup\n"


@pytest.mark.parametrize("text, line, reason", [
    ("", 1, "list"),
    ("id: one\n", 1, "list"),
    ("- just words\n", None, "mapping"),
    ("- id: [\n", 2, "YAML"),
    (HEAD, 7, "turns"),
    (HEAD.replace("id: one", "id: ''") + SAY, 1, "id"),
    (HEAD.replace("  seed: 7", "  seed: -1") + SAY, 3, "seed"),
    (HEAD.replace("  seed: 7", "  sead: 7") + SAY, 3, "did you mean 'seed'"),
    (HEAD.replace("objects:", "things:") + SAY, 4, "objects"),
    (HEAD.replace("kind: cup", "kind: cop") + SAY, 5, "did you mean 'cup'"),
    (HEAD.replace("name: bowl", "name: cup") + SAY, 6, "twice"),
    (HEAD + SAY + HEAD + SAY, 1, "twice"),
    (HEAD.replace("[0.24, 0.06]", "[0.24]") + SAY, 5, "[x, y]"),
    (HEAD + "    - say: 'a'\n      hear: b.wav\n", 8, "one of the two"),
    (HEAD + "    - expect: {reply: act}\n", 8, "one of the two"),
    (HEAD + "    - hear: nowhere.wav\n", 8, "no recording"),
    (HEAD + SAY + "      expect: {reply: dance}\n", 9, "dance"),
    (HEAD + SAY + "      expect: {mentions: ['(']}\n", 9, "regular expression"),
    (HEAD + SAY + "      expect: {reply: act,\n        state: {flying: cup}}\n", 10, "flying"),
    (HEAD + SAY + "      expect: {state: {lifted: cop}}\n", 9, "did you mean 'cup'"),
    (HEAD + SAY + "      expect: {state: {in: cup}}\n", 9, "two names"),
    (HEAD + SAY + "      expect: {state: {in: [cup, all]}}\n", 9, "all"),
    (HEAD + SAY + "      expect: {state: {gripper: ajar}}\n", 9, "open or closed"),
    (HEAD + SAY + "      expect: {state: {lifted: cup, lifted: bowl}}\n", 9, "twice"),
    (HEAD + SAY + "      expects: {reply: act}\n", 9, "expect"),
])
def test_mistakes_are_named_with_their_line(text, line, reason):
    with pytest.raises(ScenarioError) as error:
        read(text)
    message = str(error.value)
    assert message.startswith("file.yaml") and message.endswith(".") and "\n" not in message
    assert reason in message
    if line is not None:
        assert f"line {line}:" in message


def test_more_things_than_fit_are_said_before_anything_runs():
    bowls = "".join(f"    - {{name: b{i}, kind: plate, color: green}}\n" for i in range(40))
    with pytest.raises(ScenarioError, match="line 2.*fit"):
        read(f"- id: crowded\n  objects:\n{bowls}  turns: [{{say: hello}}]\n")


def test_files_that_are_none(tmp_path):
    with pytest.raises(ScenarioError, match="nowhere.yaml"):
        read_scenarios(tmp_path / "nowhere.yaml")
    with pytest.raises(ScenarioError):
        read_scenarios(tmp_path)
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="not a text file"):
        read_scenarios(tmp_path / "picture.yaml")


def test_the_examples_are_valid():
    examples = Path(__file__).resolve().parents[4] / "shared" / "scenarios" / "examples.yaml"
    if not examples.exists():
        pytest.skip("the example scenarios are not on this machine")
    assert len(read_scenarios(examples)) == 10


@pytest.mark.parametrize("name, count", [("strangers", 240), ("visitors", 200), ("passersby", 132), ("newcomers", 140), ("guests", 150), ("talkers", 160), ("family", 150), ("onlookers", 130), ("neighbours", 150)])
def test_the_kept_sets_are_valid(name, count):
    assert len(read_scenarios(Path(__file__).resolve().parents[2] / "scenarios" / f"{name}.yaml")) == count
