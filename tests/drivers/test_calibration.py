"""LeRobot's calibration files: to the disk and back, and what is none is refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from drivers.calibration import JOINTS, CalibrationError, load_calibration, parse_calibration, save_calibration
from drivers.simulator.servos import CALIBRATION


def test_a_calibration_goes_to_a_file_and_back(tmp_path):
    path = tmp_path / "new" / "arm.json"
    save_calibration(path, calibration := parse_calibration(CALIBRATION))
    assert load_calibration(path) == calibration
    assert json.loads(path.read_text()) == CALIBRATION


@pytest.mark.parametrize("break_it, words", [
    (lambda c: c.pop("gripper"), "gripper"), (lambda c: c.update(elbow=c["elbow_flex"]), "elbow"),
    (lambda c: c["gripper"].pop("id"), "exactly id"), (lambda c: c["gripper"].update(id="6"), "whole number"),
    (lambda c: c["gripper"].update(id=5), "same servo id"), (lambda c: c["gripper"].update(range_min=3000), "in order"),
    (lambda c: c["gripper"].update(homing_offset=5000), "homing_offset"), (lambda c: c["gripper"].update(drive_mode=2), "drive_mode"),
    (lambda c: c["gripper"].update(range_max=1422), "in order"), (lambda c: c["gripper"].update(id=True), "whole number"),
])  # fmt: skip
def test_a_broken_calibration_is_refused_with_a_sentence(tmp_path, break_it, words):
    data = json.loads(json.dumps(CALIBRATION))
    break_it(data)
    path = tmp_path / "arm.json"
    path.write_text(json.dumps(data))
    with pytest.raises(CalibrationError, match=words) as caught:
        load_calibration(path)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"null", b'{"a": 1}'])
def test_a_file_that_is_no_calibration(tmp_path, content):
    path = tmp_path / "arm.json"
    path.write_bytes(content)
    with pytest.raises(CalibrationError):
        load_calibration(path)
    with pytest.raises(CalibrationError, match="no calibration file"):
        load_calibration(tmp_path / "none.json")
    with pytest.raises(CalibrationError, match="cannot be read"):
        load_calibration(tmp_path)


def test_a_bad_calibration_is_not_saved(tmp_path):
    calibration = parse_calibration(CALIBRATION)
    with pytest.raises(CalibrationError):
        save_calibration(tmp_path / "arm.json", {**calibration, "gripper": replace(calibration["gripper"], range_max=99999)})
    assert list(tmp_path.iterdir()) == [] and JOINTS == tuple(calibration)
