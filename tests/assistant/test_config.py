"""Settings: defaults, overrides, and errors that say where and why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.config import DEFAULT_PATH, Config, ConfigError, load_config
from assistant.interface import JOINTS


def write(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text)
    return path


def test_the_shipped_file_says_every_default():
    from ruamel.yaml import YAML

    written = YAML(typ="safe", pure=True).load(DEFAULT_PATH.read_text())
    assert written == Config().model_dump(exclude_unset=False) | {
        "scene": {
            "seed": 1,
            "objects": [{"name": t.name, "kind": t.kind, "color": t.color} for t in Config().scene.objects],
        }
    }


def test_every_setting_in_the_file_says_why():
    for number, line in enumerate(DEFAULT_PATH.read_text().splitlines(), start=1):
        section_or_item = not line.startswith("  ") or line.startswith("    ")
        assert section_or_item or line.lstrip().startswith("#") or "#" in line, f"line {number} has no reason: {line}"


def test_an_empty_file_means_the_defaults(tmp_path):
    assert load_config(write(tmp_path, ""), environment={}) == Config()


def test_the_later_wins(tmp_path):
    path = write(tmp_path, "panel:\n  port: 8000\n  host: 0.0.0.0\nmotion:\n  step_timeout: 20\n")
    config = load_config(path, {"VELA_PANEL__PORT": "8001", "VELA_MOTION__STEP_TIMEOUT": "25"}, [("panel.port", "8002")])
    assert (config.panel.port, config.panel.host, config.motion.step_timeout) == (8002, "0.0.0.0", 25.0)


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("arm:\n  prot: simulator\n", 2, ["arm.prot", "no such setting", "port?"]),
        ("arms:\n  port: simulator\n", 1, ["arms", "no such setting", "arm?"]),
        ("panel:\n  # the port\n  port: lots\n", 3, ["panel.port", "integer", "'lots'"]),
        ("panel:\n  port: 99999\n", 2, ["panel.port", "65535"]),
        ("arm:\n  baudrate: 9600\n", 2, ["arm.baudrate", "1000000"]),
        ("scene:\n  objects:\n    - {name: a, kind: cup, color: red}\n    - {name: b, kind: banana, color: red}\n", 4, ["objects[1].kind", "'banana'"]),
        ("scene:\n  objects:\n    - {name: a, kind: cup, color: red}\n    - {name: a, kind: cup, color: red}\n", 1, ["two objects", "'a'"]),
        ("scene:\n  objects:\n    - {name: a, kind: cup}\n", 3, ["objects[0].color", "required"]),
        ("panel:\n  port: [1\n", 3, ["YAML"]),
        ("panel:\n  port: 1\n  port: 2\n", 3, ["duplicate"]),
        ("panel: 3\n", 1, ["panel"]),
        ("motion:\n  joints:\n    gripper: {high: far}\n", 3, ["motion.joints.gripper.high", "number", "'far'"]),
        ("motion:\n  joints:\n    wrist: {high: 1}\n", 3, ["motion.joints.wrist", "no such setting", "wrist_roll"]),
    ],
)
def test_an_error_names_file_line_key_and_reason(tmp_path, text, line, words):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text), environment={})
    message = str(caught.value)
    assert f"settings.yaml, line {line}:" in message
    assert "\n" not in message
    for word in words:
        assert word in message


def test_an_error_names_the_variable_or_the_flag(tmp_path):
    path = write(tmp_path, "")
    with pytest.raises(ConfigError, match="the environment variable VELA_ARM__BAUDRATE: it must be"):
        load_config(path, {"VELA_ARM__BAUDRATE": "fast"})
    with pytest.raises(ConfigError, match="the environment variable VELA_NONSENSE: there is no such setting"):
        load_config(path, {"VELA_NONSENSE": "1"})
    with pytest.raises(ConfigError, match="--panel.prot: there is no such setting; did you mean port?"):
        load_config(path, {}, [("panel.prot", "1")])


def test_a_list_or_a_missing_or_a_binary_file(tmp_path):
    with pytest.raises(ConfigError, match="not a list"):
        load_config(write(tmp_path, "- a\n"), {})
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "absent.yaml", {})
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "binary.yaml", {})
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path, {})


def test_one_limit_of_one_joint(tmp_path):
    config = load_config(write(tmp_path, "motion: {joints: {gripper: {speed: 1.0}}}\n"), {"VELA_MOTION__JOINTS__ELBOW_FLEX__HIGH": "1.0"})
    assert (config.motion.joints.gripper.speed, config.motion.joints.gripper.high) == (1.0, 1.0)
    assert config.motion.joints.elbow_flex.high == 1.0
    with pytest.raises(ConfigError, match="line 1: motion.joints.gripper: low .2.0. must be below high"):
        load_config(write(tmp_path, "motion: {joints: {gripper: {low: 2.0}}}\n"), {})


def test_the_words_of_a_scene_are_the_simulators():
    from typing import get_args

    from assistant.config import Thing
    from drivers.simulator.world import COLORS, KINDS, SIZES

    words = {key: get_args(field.annotation) for key, field in Thing.model_fields.items()}
    assert (words["kind"], words["color"], words["size"]) == (KINDS, COLORS, SIZES)


def test_the_default_limits_are_those_of_safety():
    from assistant.motion.safety import Limits

    joints = [getattr(Config().motion.joints, joint) for joint in JOINTS]
    for key in ("low", "high", "speed", "acceleration"):
        assert tuple(getattr(joint, key) for joint in joints) == getattr(Limits(), key)


@pytest.mark.parametrize(("text", "told"), [
    ("arm:\n  baud-rate: 3\n", "line 2: arm.baud-rate: there is no such setting; did you mean baudrate?"),
    ("scene:\n  objects:\n  - {name: a, kind: cube, colour: red}\n", "line 3: scene.objects[0].colour: there is no such setting; did you mean color?"),
    ("camera: &c {width: 640}\narm:\n  <<: *c\n", "line 2: arm.width: there is no such setting"),
    ("arm:\n  3: 3\n", "line 2: arm[3]: "),
])
def test_a_key_is_named_as_it_was_written(tmp_path, text, told):
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(told)):
        load_config(path, environment={})
