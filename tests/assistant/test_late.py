"""What is loaded late: whoever needs it waits, whoever leaves does not."""

from __future__ import annotations

import subprocess
import sys
import threading

import numpy as np
import pytest

from assistant.config import ROOT
from assistant.interface import VLA, Transcript
from assistant.late import LateBrain, LateEars, Loading
from tests.brain import SwingingBrain


def test_it_is_waited_for():
    go = threading.Event()
    loading = Loading("a number", lambda: go.wait() and 7).start()
    threading.Timer(0.1, go.set).start()
    assert loading.result() == loading.result() == 7


def test_what_went_wrong_is_told_to_whoever_asks():
    def fail():
        raise ValueError("there is none")

    loading = Loading("nothing", fail).start()
    for _ in range(2):
        with pytest.raises(ValueError, match="there is none"):
            loading.result()


def test_a_late_brain_is_a_brain_and_late_ears_hear():
    class Ears:
        def transcribe(self, samples):
            return Transcript(f"{len(samples)} samples")

    brain = LateBrain(lambda: SwingingBrain(sees=False))
    assert isinstance(brain, VLA)
    brain.reset()
    assert not hasattr(brain, "look_back")  # as its brain has none
    assert LateEars(Ears).transcribe(np.zeros(3)).text == "3 samples"


def test_leaving_does_not_wait_for_what_is_still_loading():
    code = "import threading; from assistant.late import *; print('bye'); Loading('forever', threading.Event().wait).start(); leave(2)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (2, "bye\n", "")
