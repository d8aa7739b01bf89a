"""The doctor finds what is there and names what is not."""

from __future__ import annotations

import os

import pytest

import assistant.doctor as doctor
from assistant.config import Config, load_config
from assistant.hearing import WeightsError


def settings(**flags: str) -> Config:
    return load_config(environment={}, flags=[(key.replace("__", "."), value) for key, value in flags.items()])


def one(findings, part: str):
    found = [finding for finding in findings if finding.part == part]
    assert len(found) == 1, found
    return found[0]


def test_this_python_and_its_packages():
    assert one(doctor._python(Config()), "python").state == "ok"
    assert all(finding.state != "wrong" for finding in doctor._packages(Config()))


def test_every_pin_is_read():
    lines = (doctor.ROOT / "requirements.txt").read_text().splitlines()
    pins = dict(doctor._pins(doctor.ROOT / "requirements.txt"))
    assert len(pins) == sum("==" in line.split("#")[0] for line in lines)
    assert pins["torch"] == "2.13.0"


def test_the_simulated_robot_is_looked_at_through_its_port_and_camera():
    findings = list(doctor._robot(Config()))
    assert [finding.state for finding in findings] == ["ok"] * 3, findings
    assert "6 answer" in one(findings, "servos").text
    assert "640x480" in one(findings, "camera").text


def test_a_simulated_robot_that_does_not_start_is_a_finding(monkeypatch):
    from drivers.simulator import client

    def ended(*_):
        raise client.SimulatorError("The simulated robot's process ended (exit status 1).")

    monkeypatch.setattr(client, "launch", ended)
    finding = one(doctor._robot(Config()), "simulator")
    assert finding.state == "wrong" and "exit status 1" in finding.text


def test_a_camera_that_does_not_start_is_a_finding(monkeypatch):
    from drivers import realsense

    def unplugged(*_):
        raise realsense.CameraError("The camera went away while it was being opened.")

    monkeypatch.setattr(realsense.Camera, "start", unplugged)
    finding = one(doctor._robot(Config()), "camera")
    assert finding.state == "wrong" and "went away" in finding.text


def test_silent_servos_and_a_missing_port():
    master, slave = os.openpty()
    try:
        finding = one(doctor._servos(os.ttyname(slave), 1_000_000), "servos")
    finally:
        os.close(master)
        os.close(slave)
    assert finding.state == "wrong" and "none answers" in finding.text and "power" in finding.advice
    assert "no serial port" in one(doctor._servos("/dev/nonexistent", 1_000_000), "servos").text


def test_a_model_that_is_not_there(tmp_path):
    finding = one(doctor._model(settings(vla__checkpoint=str(tmp_path))), "vla")
    assert finding.state == "wrong" and str(tmp_path) in finding.text and finding.advice


def test_an_ear_for_stop_that_is_not_there_is_no_obstacle(monkeypatch):
    assert one(doctor._stop_ear(Config()), "stop ear").state == "ok"

    def missing():
        raise WeightsError("The stop spotter's weights cannot be used.")

    monkeypatch.setattr("assistant.hearing.stop_spotter.StopSpotter", missing)
    finding = one(doctor._stop_ear(Config()), "stop ear")
    assert finding.state == "note" and "weights" in finding.text and "words" in finding.advice


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    finding = one(doctor._disk(settings(logging__directory=str(tmp_path / "logs"))), "disk")
    assert finding.state == "ok"
    finding = one(doctor._disk(settings(logging__directory=str(tmp_path / "file" / "logs"))), "disk")
    assert finding.state == "wrong"


def test_a_sound_device_that_is_not_there():
    findings = list(doctor._sound(settings(hearing__microphone="no such microphone", speaking__output="none")))
    states = {finding.part: finding.state for finding in findings}
    assert states in ({"microphone": "wrong", "loudspeaker": "ok"}, {"sound": "note"})


def test_a_probe_that_fails_says_why(monkeypatch):
    assert "failed" in doctor._isolated("no such probe")
    monkeypatch.setattr(doctor, "PROBE_SECONDS", 0.01)
    assert "no answer" in doctor._isolated("sound")["failed"]


@pytest.mark.parametrize("state, mark", [("ok", "ok"), ("note", "note"), ("wrong", "WRONG")])
def test_a_finding_is_a_line_with_its_advice(state, mark):
    text = doctor.render(doctor.Finding("part", state, "what is so", "what to do"))
    assert text.startswith(mark) and "what is so" in text and text.endswith("-> what to do")


@pytest.mark.parametrize("voice", ["piper:no such file.onnx", "pyttsx3:de", "none"])
def test_every_voice_that_can_be_configured_can_be_asked_about(voice):
    assert one(doctor._voice(settings(speaking__voice=voice)), "voice").state in ("ok", "wrong", "note")
