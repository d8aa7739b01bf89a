"""A path that cannot be written is said before, a disk that fills up after; neither takes anything with it."""

import os

import pytest

from assistant.output import OutputError, check_output, write_output

needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")


def test_a_path_that_can_be_written_is_left_as_it_was(tmp_path):
    file = tmp_path / "old.json"
    file.write_text("old")
    check_output(file, "The results")
    assert file.read_text() == "old"


def test_a_path_that_cannot_be_written_is_one_sentence(tmp_path):
    for path, words in ((tmp_path, "Is a directory"), (tmp_path / "none" / "a.json", "No such file or directory")):
        with pytest.raises(OutputError, match=f"The results cannot be written to .*{words}; nothing was done"):
            check_output(path, "The results")


@needs_full
def test_a_full_disk_is_one_sentence():
    check_output("/dev/full", "The results")
    with pytest.raises(OutputError, match="The results could not be written to /dev/full: No space left"):
        write_output("/dev/full", "The results", lambda file: file.write_text("much"))
