"""A recorder that is not itself: what it answers cannot be read, or it cannot be killed. The process is a real one."""

from __future__ import annotations

import json
import signal
import threading

import pytest

from assistant.hearing import Microphone, NoMicrophone
from assistant.hearing import microphone as microphone_module

OPENED = json.dumps({"name": "mic", "channels": 1, "rate": 16_000, "block": 320})


@pytest.fixture
def answering(monkeypatch, tmp_path):
    """A microphone whose recorder answers this line, and records nothing."""
    made = []

    def make(line: str) -> Microphone:
        (tmp_path / "recorder.py").write_text(f"import sys; print({line!r}, flush=True); sys.stdin.read()")
        monkeypatch.setattr(microphone_module, "RECORDER", tmp_path / "recorder.py")
        made.append(Microphone())
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.mark.parametrize("line", ["ALSA lib: unable to open slave", "[]", "7", "null", '{"name": "mic"}', '{"name": "mic", "channels": "one", "rate": 16000, "block": 320}'])
def test_an_answer_that_cannot_be_read_is_said_and_the_next_try_is_one(answering, caplog, line):
    microphone = answering(line)
    for _ in range(2):
        with pytest.raises(NoMicrophone, match="did not open"):
            microphone.start()
        assert not microphone.recording
    assert "the recorder answered" in caplog.text


def test_whatever_goes_wrong_while_it_opens_leaves_no_recorder_behind(answering, monkeypatch):
    microphone, recorders, opened = answering(OPENED), [], microphone_module._Recorder.open

    def broken(recorder):
        recorders.append(recorder)
        raise RuntimeError("inside")

    monkeypatch.setattr(microphone_module._Recorder, "open", broken)
    with pytest.raises(RuntimeError):
        microphone.start()
    assert recorders[0]._process.poll() is not None
    monkeypatch.setattr(microphone_module._Recorder, "open", opened)
    microphone.start()
    assert microphone.recording and microphone.name == "mic"


def test_a_recorder_that_is_stuck_in_the_kernel_does_not_hold_up_who_mutes(answering, monkeypatch, caplog):
    microphone = answering(OPENED)
    microphone.start()
    process = microphone._recorder._process
    process.send_signal(signal.SIGSTOP)  # and the end of its input does not end it
    monkeypatch.setattr(process, "kill", lambda: None)
    monkeypatch.setattr("assistant.killing.ENDING", 0.2)
    muting = threading.Thread(target=microphone.stop, daemon=True)
    muting.start()
    muting.join(20)
    try:
        assert not muting.is_alive() and not microphone.recording
        assert process.poll() is None and f"process {process.pid} was killed" in caplog.text
        microphone.start()  # another one
        assert microphone.recording
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
