"""setup.sh on a machine without root: it says what is missing and what still works, makes the environment, and is idle the second time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def machine(tmp_path):
    """A folder with setup.sh and almost no requirements, and a PATH on which nobody is root and no package is installed."""
    shutil.copy(ROOT / "setup.sh", tmp_path)
    for name in ("requirements.txt", "requirements-test.txt", "requirements-test.apt", "requirements-alone.txt", "constraints.txt"):
        (tmp_path / name).write_text("# nothing\n")
    (tmp_path / "requirements.apt").write_text("# comment\nlibmissing1  # without it: no singing\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in {"id": "echo 1000", "sudo": "exit 1", "dpkg-query": "exit 1", "apt-get": "echo apt-get was called >&2; exit 1"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    return tmp_path


def set_up(machine: Path, *words: str, python: str = sys.executable, home: bool = True) -> subprocess.CompletedProcess:
    environment = {"PATH": f"{machine / 'bin'}:/usr/bin:/bin", "PYTHON": python, "PIP_NO_INDEX": "1"} | ({"HOME": str(machine)} if home else {})
    return subprocess.run(["bash", "setup.sh", *words], cwd=machine, env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


def test_without_root(machine):
    done = set_up(machine)
    assert done.returncode == 0, done.stderr
    assert "libmissing1 is missing; without it: no singing" in done.stdout
    assert "sudo apt-get install libmissing1" in done.stdout
    assert "apt-get was called" not in done.stdout + done.stderr
    assert (machine / ".venv" / "bin" / "python").exists()

    again = set_up(machine)
    assert (again.returncode, again.stdout) == (0, "")  # it says whatever it does

    (machine / "requirements.txt").write_text("# something else\n")
    assert "done" in set_up(machine).stdout


def test_without_python(machine):
    for name in ("python3.11", "python3", "python"):
        (machine / "bin" / name).write_text("#!/bin/sh\nexit 1\n")
        (machine / "bin" / name).chmod(0o755)
    done = set_up(machine, python="/no/such/python")
    assert done.returncode != 0
    assert "needs Python 3.11" in done.stderr


def test_what_pip_cannot_install_is_said_and_tried_again(machine):
    (machine / "requirements.txt").write_text("no-such-package-at-all==1\n")
    done = set_up(machine)
    assert done.returncode != 0 and "run the same command again" in done.stderr
    (machine / "requirements.txt").write_text("# nothing\n")
    assert set_up(machine).returncode == 0


def test_one_package_source_that_cannot_be_reached_keeps_nothing_else_out(machine):
    """apt-get update fails as a whole then; what the other sources have can be installed all the same."""
    programs = {
        "id": "echo 0",
        "dpkg-query": '[ -e installed ] && printf "ii "',
        "apt-get": 'case "$*" in *update*) echo "E: the repository has no Release file"; exit 100;; *install*libmissing1*) touch installed;; esac',
    }
    for name, text in programs.items():
        (machine / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
    done = set_up(machine)
    assert done.returncode == 0, done.stderr
    assert (machine / "installed").exists() and "is missing" not in done.stdout


def test_without_a_home(machine):
    (machine / "bin" / "python3.11").symlink_to(sys.executable)
    done = set_up(machine, python="", home=False)
    assert done.returncode == 0, done.stderr


def test_an_environment_that_was_interrupted_in_the_making_is_made_again(machine):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", machine / ".venv"], check=True)
    done = set_up(machine)
    assert done.returncode == 0, done.stderr
    assert "making the virtual environment" in done.stdout
    assert (machine / ".venv" / "bin" / "pip").exists()
