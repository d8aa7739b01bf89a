"""`python app.py run` from outside: it starts on a machine with nothing but itself, and ends when told to; what it cannot use is one sentence."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

import app as door
from assistant.jack import forget_dead_lock
from tests.bundled import model  # noqa: F401
from tests.test_app import ROOT, app, assert_one_sentence

SECONDS = 120  # for anything that a loaded machine may be slow at
BARE = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sound_is_missing(kind: str) -> bool:
    """Whether this machine has no device of that kind, input or output: PortAudio's own word, not Vela's."""
    forget_dead_lock()
    asked = subprocess.run([sys.executable, "-c", f"import sounddevice; sounddevice.query_devices(kind={kind!r})"], capture_output=True, timeout=SECONDS)
    return asked.returncode != 0


class Vela:
    """`app.py run` as a child of this test. mark: in its environment, and so in that of whatever it starts."""

    def __init__(self, folder: Path) -> None:
        self.port, self.mark = free_port(), uuid.uuid4().hex
        clean = {key: value for key, value in os.environ.items() if not key.startswith("VELA_")} | BARE | {"XDG_STATE_HOME": str(folder), "MARK": self.mark}
        self._errors = (folder / "stderr").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "app.py", "run", f"--panel.port={self.port}"], cwd=ROOT, env=clean, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors,
        )

    def until(self, words: str) -> list[str]:
        """What it said, up to and with the line that begins so."""
        said = []
        for line in self.process.stdout:
            said.append(line.strip())
            if line.startswith(words):
                return said
        raise AssertionError(f"it ended with {self.process.wait(SECONDS)} before it said {words!r}: {said} {self.errors()}")

    def errors(self) -> str:
        self._errors.seek(0)
        return self._errors.read()

    def end(self, number: int) -> tuple[int, str]:
        """Its exit status, and what it said at last."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, rest

    def family(self) -> list[str]:
        """The processes it started that still live."""
        found = []
        for folder in Path("/proc").iterdir():
            try:
                if folder.name.isdecimal() and self.mark.encode() in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:  # ended meanwhile, or somebody else's
                continue
        return found


@pytest.fixture
def vela(tmp_path):
    started = Vela(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()


def test_without_microphone_loudspeaker_and_display(vela, model):  # noqa: F811
    said = vela.until("I am ready")
    address = f"http://127.0.0.1:{vela.port}/"
    assert f"The panel is at {address}" in said
    notes = [line for line in said[:-1] if address not in line]
    assert all(line.endswith(".") for line in notes), said
    for kind, word in {"output": "loudspeaker", "input": "microphone"}.items():
        assert any(word in line.split(";")[0].lower() for line in notes) or not sound_is_missing(kind), said
    with urllib.request.urlopen(f"{address}health", timeout=SECONDS) as answer:
        assert json.load(answer)["state"] == "listening"
    assert any("simulator" in process for process in vela.family())

    status, rest = vela.end(signal.SIGINT)
    assert (status, vela.family()) == (0, [])
    assert "holds still" in rest and "Traceback" not in vela.errors()


def test_the_panel_and_its_stop_are_there_before_the_model(vela, model):  # noqa: F811
    """And whoever has seen enough by then need not wait for it either."""
    vela.until("The panel is at")
    address = f"http://127.0.0.1:{vela.port}/"
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        assert b"Vela" in answer.read()
    with urllib.request.urlopen(urllib.request.Request(f"{address}api/stop", b"", {"Content-Type": "application/json"}), timeout=SECONDS) as answer:
        assert answer.status < 300
    with urllib.request.urlopen(f"{address}health", timeout=SECONDS) as answer:
        assert json.load(answer)["state"] == "stopped"

    status, _ = vela.end(signal.SIGINT)
    assert (status, vela.family()) == (130, [])
    assert vela.errors().splitlines()[-1:] == ["Interrupted: the arm holds still."]


class Terminal(io.StringIO):
    """Notes what is printed among all else that happens, and ends Vela as soon as she is ready."""

    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self._happened = happened

    def write(self, text: str) -> int:
        if text.strip():
            self._happened.append(text)
        if "ready" in text:
            signal.raise_signal(signal.SIGTERM)
        return len(text)


def test_the_arm_is_stopped_before_a_word_is_said_of_it(monkeypatch):
    """A terminal that is held would keep whoever prints waiting."""
    from assistant.config import load_config

    happened = []
    vela = SimpleNamespace(parts=SimpleNamespace(safety=SimpleNamespace(stop=lambda source: happened.append(f"stop by {source}"))))
    monkeypatch.setitem(sys.modules, "assistant.live", SimpleNamespace(running=lambda *how, **more: nullcontext(vela)))
    monkeypatch.setattr(sys, "stdout", Terminal(happened))
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert door._run(SimpleNamespace(scene=None, seed=None), load_config(environment={}, flags=[("panel.open", "false")])) == door.DONE
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert happened == ["I am ready. Ctrl-C ends me.", "stop by signal", "Stopping: the arm holds still."]


def test_a_busy_panel_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_one_sentence(app("run", f"--panel.port={port}", "--speaking.voice=none", "--hearing.microphone=none"), str(port), "in use")


def test_a_microphone_that_is_not_there():
    assert_one_sentence(app("run", f"--panel.port={free_port()}", "--speaking.voice=none", "--hearing.microphone=no such one"), "no such one", "doctor")
