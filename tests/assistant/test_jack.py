import mmap
import os
import subprocess
import sys
import time

import pytest

from assistant.jack import NEW, forget_dead_lock, let_end

MAPS = "import mmap, sys; file = open(sys.argv[1], 'r+b'); held = mmap.mmap(file.fileno(), 0); print('mapped', flush=True); sys.stdin.read()"


@pytest.fixture
def database(tmp_path):
    """One that was left long ago."""
    folder = tmp_path / "jack_db-7"
    folder.mkdir()
    (folder / "__db.001").write_bytes(bytes(mmap.PAGESIZE))
    long_ago = time.time() - NEW - 1
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_one_that_nobody_uses_is_removed(database):
    forget_dead_lock(database)
    assert not database.exists()
    forget_dead_lock(database)  # and none is none


def test_one_that_a_process_uses_stays_until_that_is_gone(database):
    user = subprocess.Popen([sys.executable, "-c", MAPS, str(database / "__db.001")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert user.stdout.readline() == b"mapped\n"
        forget_dead_lock(database)
        assert (database / "__db.001").exists()
    finally:
        user.kill()
        user.communicate()
    forget_dead_lock(database)
    assert not database.exists()


def test_a_file_of_any_name_that_another_process_has_open_is_no_hindrance(database, tmp_path):
    odd = os.fsencode(tmp_path) + b"/\xff\xfe"
    with open(odd, "wb") as file:
        file.write(bytes(mmap.PAGESIZE))
    user = subprocess.Popen([sys.executable, "-c", MAPS, odd], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert user.stdout.readline() == b"mapped\n"
        forget_dead_lock(database)
        assert not database.exists()
    finally:
        user.kill()
        user.communicate()


def test_one_that_may_be_in_the_making_stays(database):
    os.utime(database)
    forget_dead_lock(database)
    assert database.exists()


def test_one_that_cannot_be_removed_is_told_and_does_not_stop_the_sound(database, caplog, monkeypatch):
    monkeypatch.setattr("assistant.jack.shutil.rmtree", lambda path: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    forget_dead_lock(database)
    assert "remove it" in caplog.text and database.exists()


def test_one_that_looks_is_waited_for_and_one_that_hangs_not_for_long():
    looking = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read(); print('ended by itself', flush=True)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    looking.stdin.close()
    let_end(looking)
    assert looking.poll() == 0 and b"by itself" in looking.stdout.read()
    hung = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    let_end(hung)
    assert hung.poll() is None
    hung.kill()
    hung.wait()
