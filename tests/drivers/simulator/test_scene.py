"""Scene files: what is read, and how every mistake in one is named."""

from pathlib import Path

import pytest

from drivers.simulator.scene import load_marked, read_scene, things_from
from drivers.simulator.things import Thing

SCENE = """\
seed: 7
objects:
  - {name: cup, kind: cup, color: red, at: [0.24, 0.06]}
  - name: block
    kind: cube
    color: blue
    yaw: 1
    size: small
  - {kind: bowl, color: green}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "scene.yaml"
    path.write_text(text)
    return path


def test_a_scene_is_read(tmp_path):
    things, seed = read_scene(written(tmp_path, SCENE))
    assert seed == 7
    assert things == (
        Thing("cup", "cup", "red", at=(0.24, 0.06)),
        Thing("block", "cube", "blue", yaw=1.0, size="small"),
        Thing("green_bowl", "bowl", "green"),
    )


def test_a_cube_may_be_called_a_block(tmp_path):
    assert read_scene(written(tmp_path, "seed: 1\nobjects: [{kind: block, color: red}]\n"))[0] == (Thing("red_cube", "cube", "red"),)


def test_a_name_that_cannot_be_printed_is_refused_in_words(tmp_path):
    """To the simulator a name ends at a zero byte, so two may be one."""
    with pytest.raises(ValueError, match="object 1: `name` must be a word"):
        read_scene(written(tmp_path, 'seed: 1\nobjects: [{name: "a\\0b", kind: cube, color: red}]\n'))


def test_a_scenario_is_a_scene(tmp_path):
    text = "- id: one\n  tags: [pick]\n  objects: [{name: a, kind: can, color: pink}]\n  turns: []\n"
    assert read_scene(written(tmp_path, text)) == ((Thing("a", "can", "pink"),), 0)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("objects:\n  - {name: a, kind: cubes, color: red}", 2, "did you mean 'cube'"),
        ("objects:\n  - name: a\n    kind: cube\n    color: crimson", 4, "'crimson' is not a known color"),
        ("objects:\n  - {name: a, kind: cube, color: red, size: huge}", 2, "'huge' is not a known size"),
        ("objects:\n  - {name: a, kind: cube, colour: red}", 2, "did you mean 'color'"),
        ("objects:\n  - {name: a, kind: cube}", 2, "has no `color`"),
        ("objects:\n  - {name: a, kind: 3, color: red}", 2, "3 is not a known kind"),
        ("objects:\n  - {name: a, kind: cube, color: red, at: 0.2}", 2, "`at` must be [x, y]"),
        ("objects:\n  - {name: a, kind: cube, color: red, at: [0.2, .nan]}", 2, "`at` must be [x, y]"),
        ("objects:\n  - {name: a, kind: cube, color: red, at: [24, 6]}", 2, "is not on the table"),
        ("objects:\n  - {name: a, kind: cube, color: red, yaw: left}", 2, "`yaw` must be a number"),
        ("objects:\n  - {name: [1], kind: cube, color: red}", 2, "`name` must be a word"),
        ("objects:\n  - {name: a, kind: cube, color: red}\n  - {name: a, kind: cup, color: red}", 3, "used twice"),
        ("objects: []\nseed: yes", 2, "`seed` must be a whole number"),
        ("objects: []\nseed: -1", 2, "`seed` must be a whole number"),
        ("objects: []\nlight: dim", 2, "'light' is not a known key"),
        ("objects: cup", 1, "`objects` must be a list"),
        ("objects: []\nobjects: []", 2, "given twice"),
        ("seed: 1", 1, "needs `objects:`"),
        ("- {objects: []}\n- {objects: []}", 1, "one scene"),
        ("objects:\n  - {name: a", 2, "not valid YAML"),
        ("", 1, "needs `objects:`"),
    ],
)
def test_mistakes_name_file_line_and_reason(tmp_path, text, line, reason):
    path = written(tmp_path, text)
    with pytest.raises(ValueError) as caught:
        read_scene(path)
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    assert reason in str(caught.value)


def test_files_that_are_no_scenes(tmp_path):
    with pytest.raises(ValueError, match="cannot be read: No such file"):
        read_scene(tmp_path / "none.yaml")
    with pytest.raises(ValueError, match="cannot be read: Is a directory"):
        read_scene(tmp_path)
    (tmp_path / "picture.yaml").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(ValueError, match="not a text file"):
        read_scene(tmp_path / "picture.yaml")
    with pytest.raises(ValueError, match="not valid YAML"):
        read_scene(written(tmp_path, "objects: [" + "\0]"))
    with pytest.raises(ValueError, match="nested too deeply"):
        read_scene(written(tmp_path, "[" * 1000))


def test_plain_dicts_need_no_file():
    assert things_from([{"name": "a", "kind": "ball", "color": "white", "at": (0.2, 0)}]) == (Thing("a", "ball", "white", at=(0.2, 0.0)),)
    with pytest.raises(ValueError, match=r"^object 2: 'rent' is not a known color"):
        things_from([{"kind": "cup", "color": "red"}, {"kind": "cup", "color": "rent"}])
    with pytest.raises(ValueError, match="^object 1 must be like"):
        things_from(["cup"])


def test_nested_mappings_keep_their_lines():
    scenario = load_marked("- id: a\n  turns:\n    - say: hello\n      expect: {reply: act}\n")[0]
    assert scenario.lines == {"id": 1, "turns": 2}
    assert scenario["turns"][0].lines["expect"] == 4
