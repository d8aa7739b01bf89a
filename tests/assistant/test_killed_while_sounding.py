"""Vela killed outright (kill -9) while it records and speaks: the processes that hold the sound devices end with it, and nothing listens on."""

from __future__ import annotations

import subprocess
import sys

from tests.sound_server import sound_server, until  # noqa: F401

VELA = """
import threading
import numpy as np
from assistant.hearing import ReopeningMicrophone
from assistant.speaking import ReopeningLoudspeaker
ReopeningMicrophone(lambda samples, rate: None, print, print).start()
ReopeningLoudspeaker().play(np.full(24_000 * 120, 0.1, np.float32), 24_000, threading.Event())
"""


def test_nothing_records_or_plays_on(sound_server):  # noqa: F811
    vela = subprocess.Popen([sys.executable, "-c", VELA])
    try:
        until(lambda: sound_server.recordings() and sound_server.playing())
        assert vela.poll() is None
    finally:
        vela.kill()
        vela.wait()
    until(lambda: not sound_server.recordings() and not sound_server.playing())
