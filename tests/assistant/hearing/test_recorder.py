"""The process that records, by itself."""

import json
import subprocess
import sys

from assistant.hearing.microphone import RECORDER


def test_a_device_that_is_not_there_is_one_sentence_and_no_error_of_the_interpreter():
    recorder = subprocess.Popen([sys.executable, "-P", str(RECORDER), json.dumps("one that no machine has")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    told, errors = recorder.stdout.read(), recorder.stderr.read()  # its input stays open all the while
    assert (recorder.wait(60), errors) == (0, b"")
    assert "failed" in json.loads(told)
    recorder.stdin.close()
