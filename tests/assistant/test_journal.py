"""The log: short on the terminal, whole in the file."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from assistant.journal import log_directory, start_log


@pytest.fixture(autouse=True)
def the_log_afterwards():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    for handler in handlers:  # start_log closes what it finds
        root.removeHandler(handler)
    yield
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(False)


def test_where_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert log_directory(None) == tmp_path / "vela"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert log_directory(None) == Path.home() / ".local/state/vela"
    assert log_directory("~/elsewhere") == Path.home() / "elsewhere"


def test_a_traceback_is_for_the_file(tmp_path, capsys):
    path = start_log("INFO", tmp_path / "new", 100_000, 2)
    try:
        raise ValueError("the wire is cut")
    except ValueError:
        logging.getLogger("vela").exception("a turn failed")
    shown, written = capsys.readouterr().err, path.read_text()
    assert shown.strip() == "error: a turn failed: the wire is cut (the whole story is in the log file)"
    assert "Traceback" in written and "the wire is cut" in written


def test_files_take_turns(tmp_path):
    path = start_log("INFO", tmp_path, 10_000, 2, terminal=False)
    for number in range(600):
        logging.getLogger("vela").info("line %d, long enough to fill a file before long", number)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["vela.log", "vela.log.1", "vela.log.2"]
    assert path.stat().st_size <= 10_000


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert start_log("INFO", tmp_path / "file" / "logs", 10_000, 2) is None
    assert "no log file" in capsys.readouterr().err


def test_a_full_disk_is_said_once(tmp_path, capsys):
    (tmp_path / "vela.log").symlink_to("/dev/full")
    start_log("INFO", tmp_path, 10_000, 2, terminal=False)
    for number in range(3):
        logging.getLogger("vela").info("line %d", number)
    logging.getLogger().handlers[-1].close()
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and "No space left" in said[0] and "goes on without it" in said[0]
