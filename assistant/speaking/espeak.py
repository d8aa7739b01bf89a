"""espeak-ng through pyttsx3: a process of its own, started by voices.py. Rarely, espeak-ng crashes the process that it runs in, and two threads in it always do; here that is one sentence said again.

    python -m assistant.speaking.espeak CONNECTION      the number of an open socket

First it sends what it can speak, [(id, name), ...], or None where espeak-ng does not start. Then for each (text, language's id, words per minute) it takes, it sends (samples, rate): (n,) float32 in
[-1, 1], none where espeak-ng gave none. Ends when the connection does. Knows nothing of loudspeakers, queues or other voices.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import wave
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

RATE = 22_050  # Hz


def main(connection: Connection) -> None:
    try:
        import pyttsx3

        engine = pyttsx3.init("espeak")
        languages = [(voice.id, voice.name) for voice in engine.getProperty("voices")]
    except (ImportError, OSError, RuntimeError):
        connection.send(None)
        return
    connection.send(languages)
    while True:
        try:
            text, language, speed = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(said(engine, text, language, speed))


def said(engine, text: str, language: str, speed: int) -> tuple[np.ndarray, int]:
    """pyttsx3's playback cannot be stopped: it only writes a WAV."""
    from pyttsx3.drivers import _espeak

    engine.setProperty("voice", language)
    engine.setProperty("rate", speed)
    with tempfile.TemporaryDirectory(prefix="vela-voice-") as folder:
        file = Path(folder) / "speech.wav"
        engine.save_to_file(text, str(file))
        engine.runAndWait()
        _espeak.Synchronize()  # runAndWait ends when espeak-ng's own thread reports, which is a little before that is through with the sentence
        if not file.exists():
            return np.zeros(0, np.float32), RATE
        with wave.open(str(file), "rb") as sound:
            return np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float32) / 32768.0, sound.getframerate()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    main(Connection(int(sys.argv[1])))
