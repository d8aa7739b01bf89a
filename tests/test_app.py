"""The command line, from outside: exit status, and one sentence for whatever cannot be used. Nothing may move then."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import pytest
import serial

from drivers import feetech
from drivers.calibration import stored_calibration

ROOT = Path(__file__).resolve().parent.parent
LOGS = tempfile.mkdtemp(prefix="vela-test-")


def app(*words: str, seconds: float = 120.0, **environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("VELA_")} | {"XDG_STATE_HOME": LOGS}
    return subprocess.run(
        [sys.executable, "app.py", *words], cwd=ROOT, capture_output=True, text=True, timeout=seconds, env=clean | environment, stdin=subprocess.DEVNULL
    )


def assert_one_sentence(done: subprocess.CompletedProcess, *words: str) -> None:
    assert done.returncode == 2, done.stderr + done.stdout
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for word in words:
        assert word.lower() in lines[0].lower(), lines[0]


def wav(path: Path, frames: bytes, rate: int = 16000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames)
    return path


@pytest.mark.parametrize(
    "words, said",
    [
        ([], ["COMMAND", "--help"]),
        (["dance"], ["dance", "run", "say"]),
        (["say"], ["TEXT"]),
        (["say", "  "], ["empty"]),
        (["say", "x" * 10_000], ["10000", "2000"]),
        (["say", "подними красную чашку"], ["English"]),
        (["say", "hi", "--seed", "-1"], ["seed", "whole number"]),
        (["say", "hi", "--scene", "/no/such/scene.yaml"], ["/no/such/scene.yaml"]),
        (["say", "hi", "--speed", "3"], ["--speed", "--help"]),
        (["--config", "/no/such/config.yaml", "say", "hi"], ["/no/such/config.yaml", "no such file"]),
        (["run", "--config", "/no/such/config.yaml"], ["/no/such/config.yaml", "no such file"]),
        (["say", "hi", "--arm.prot=1"], ["--arm.prot", "did you mean port?"]),
        (["say", "hi", "--arm.port"], ["--arm.port", "value"]),
        (["say", "hi", "--arm.port=/dev/nonexistent"], ["/dev/nonexistent", "no serial port"]),
        (["say", "hi", "--explain", "why.jpg"], ["why.jpg", ".png"]),
        (["say", "hi", "--explain", "/no/such/why.png"], ["/no/such/why.png", "no such file"]),
        (["bench"], ["PART", "--help"]),
        (["bench", "voice"], ["voice", "vla"]),
        (["bench", "vla", "--sentences", "3"], ["sentences", "30"]),
        (["bench", "vla", "--json", "/no/such/out.json"], ["/no/such/out.json", "no such file"]),
        (["bench", "vla", "--vla.checkpoint=/no/such"], ["/no/such", "train"]),
        (["bench", "hearing", "--utterances", "0"], ["utterances", "from 1 up"]),
        (["bench", "hearing", "--minutes", "5"], ["--minutes"]),
        (["bench", "turn", "--voices", "nobody"], ["nobody", "--voices"]),
        (["bench", "turn", "--speaking.voice=none"], ["speaking.voice", "leave that setting out"]),
        (["bench", "turn", "--arm.port=/dev/ttyACM0"], ["/dev/ttyACM0", "simulated"]),
        (["bench", "stop", "--minutes", "many"], ["many", "minutes"]),
        (["bench", "stop", "--json", "/no/such/out.json"], ["/no/such/out.json", "no such file"]),
        (["calibrate"], ["simulated arm", "arm.port"]),
        (["calibrate", "--arm.port=/dev/nonexistent", "--out", "/no/such/arm.json"], ["/no/such/arm.json", "nothing was done"]),
        (["calibrate", "--arm.port=/dev/nonexistent"], ["/dev/nonexistent", "no serial port"]),
        (["hear", "/no/such.wav"], ["/no/such.wav"]),
        (["evaluate", "/no/such.yaml"], ["/no/such.yaml"]),
    ],
)
def test_what_cannot_be_used_is_one_sentence(words, said):
    assert_one_sentence(app(*words), *said)


def test_a_bad_config_names_its_line(tmp_path):
    (tmp_path / "other.yaml").write_text("arm:\n  # mine\n  prot: simulator\n")
    assert_one_sentence(app("run", "--config", str(tmp_path / "other.yaml")), "other.yaml, line 3", "arm.prot", "did you mean port?")
    (tmp_path / "mine.yaml").write_text("panel:\n  port: lots\n")
    assert_one_sentence(app("--config", str(tmp_path / "mine.yaml"), "doctor"), "mine.yaml, line 2", "panel.port")
    assert_one_sentence(app("doctor", VELA_PANEL__PORT="lots"), "VELA_PANEL__PORT")


def test_a_bad_scene_names_its_line(tmp_path):
    (tmp_path / "scene.yaml").write_text("objects:\n  - {name: a, kind: cup, color: red}\n  - {name: b, kind: banana, color: red}\n")
    assert_one_sentence(app("say", "hi", "--scene", str(tmp_path / "scene.yaml")), "line 3", "banana")


def test_recordings_that_cannot_be_heard(tmp_path):
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "text.wav").write_text("this is no sound")
    assert_one_sentence(app("hear", str(tmp_path / "empty.wav")), "empty")
    assert_one_sentence(app("hear", str(tmp_path / "text.wav")), "not a sound file")
    assert_one_sentence(app("hear", str(wav(tmp_path / "none.wav", b""))), "no sound")
    assert_one_sentence(app("hear", str(wav(tmp_path / "hour.wav", bytes(2 * 8000 * 3600), 8000))), "60 minutes")


def test_help_is_said():
    done = app("--help")
    assert done.returncode == 0
    for command in ("run", "say", "hear", "evaluate", "bench", "doctor", "train"):
        assert command in done.stdout


@pytest.fixture(scope="module")
def arm_port(tmp_path_factory):
    """A simulated arm as one plugs it in: another process, a serial port."""
    link = tmp_path_factory.mktemp("arm") / "ttyARM"
    process = subprocess.Popen([sys.executable, "-m", "drivers.simulator", "--link", str(link)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == str(link)
    yield str(link)
    process.terminate()
    process.wait(10)


def test_a_wrong_baud_rate(arm_port):
    """And the arm is left as it was: limp, where it stood."""
    assert_one_sentence(app("say", "hi", f"--arm.port={arm_port}", "--arm.baudrate=500000", "--camera.source=none"), "500000", "1000000")
    with feetech.Bus(arm_port) as bus:
        assert [bus.read(servo, feetech.TORQUE_ENABLE) for servo in range(1, 7)] == [0] * 6


def test_a_busy_port(arm_port):
    with serial.Serial(arm_port, exclusive=True):
        assert_one_sentence(app("say", "hi", f"--arm.port={arm_port}", "--camera.source=none"), arm_port, "another program")


def test_calibrating_without_a_keyboard_changes_nothing(arm_port):
    with feetech.Bus(arm_port) as bus:
        before = stored_calibration(bus)
    done = subprocess.run([sys.executable, "app.py", "calibrate", f"--arm.port={arm_port}"], cwd=ROOT, input="\n\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "somebody at the keyboard" in done.stderr and "Turn the whole arm" in done.stdout
    with feetech.Bus(arm_port) as bus:
        assert stored_calibration(bus) == before


def test_no_camera_at_a_real_port(arm_port):
    assert_one_sentence(app("say", "hi", f"--arm.port={arm_port}"), "camera")


def test_a_scene_needs_the_simulator(arm_port, tmp_path):
    (tmp_path / "scene.yaml").write_text("objects: [{name: a, kind: cup, color: red}]\n")
    assert_one_sentence(app("say", "hi", f"--arm.port={arm_port}", "--scene", str(tmp_path / "scene.yaml")), "simulator")


def test_silent_servos():
    master, slave = os.openpty()
    try:
        assert_one_sentence(app("say", "hi", f"--arm.port={os.ttyname(slave)}", "--camera.source=none"), "no servo answers")
    finally:
        os.close(master)
        os.close(slave)


def test_a_file_that_is_no_port(tmp_path):
    (tmp_path / "file").write_text("")
    assert_one_sentence(app("say", "hi", f"--arm.port={tmp_path / 'file'}"), "serial port")


def test_a_missing_model(tmp_path):
    assert_one_sentence(app("say", "hi", f"--vla.checkpoint={tmp_path}"), str(tmp_path), "train")


def test_a_busy_panel_port(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = app("doctor", "--json", f"--panel.port={taken.getsockname()[1]}")
    assert done.returncode == 1
    assert "cannot listen" in done.stdout
