"""Records one sound device and writes what it hears to standard output: a process of its own, started by microphone.py and ended by killing it.

    python recorder.py DEVICE       DEVICE in JSON: a number, a part of a name, or null for the system's default

First a line of JSON: {"name", "channels", "rate", "block"}, or {"failed": sentence}. Then blocks of `block` samples on each channel, interleaved, little-endian float32.
PortAudio reads the list of devices once in a process's life, and on Linux it can hang for good, with a processor busy, when a device dies under it: here
neither matters. Ends when its standard input does. Knows nothing of the rest of Vela, and imports nothing of it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from typing import Iterator

HEARING = 16_000  # Hz, what hearing works at: nothing need be resampled then
RATES = (48_000, 44_100, 96_000, 32_000, 8_000)  # tried where neither that nor the device's own rate is taken
UNSUITED = (-9994, -9997, -9998)  # PortAudio's numbers for: sample format, rate, or number of channels not taken
LOOKING = 60  # seconds after which one that hangs while it looks for devices ends, whoever started it
BLOCK = 20  # milliseconds
WAITING = 500  # blocks that may wait to be written, 10 s


def main(device: int | str | None) -> dict:
    """Records until the device ends. Returns why it could not be opened."""
    signal.alarm(LOOKING)
    try:
        import sounddevice
    except OSError:  # sounddevice is there but PortAudio's library is not
        return {"failed": "PortAudio is not installed, so there is no microphone (run: apt install libportaudio2); speak into the panel's, or type."}
    signal.alarm(0)
    threading.Thread(target=end_with_input, daemon=True).start()  # not sooner: PortAudio has looked for JACK by now, whose lock would stay locked (assistant/jack.py)
    try:
        found = sounddevice.query_devices(device, "input")
    except (sounddevice.PortAudioError, ValueError):
        wanted = "No microphone" if device is None else f"No microphone called {device!r}"
        return {"failed": f"{wanted} was found; speak into the panel's microphone, or type."}
    blocks: queue.Queue[bytes | None] = queue.Queue()

    def take(samples, frames, time, status) -> None:
        if blocks.qsize() < WAITING:
            blocks.put(samples.tobytes())

    try:
        channels, rate = suited(sounddevice, device, found)
        block = rate * BLOCK // 1000
        stream = sounddevice.InputStream(rate, block, device, channels, "float32", callback=take, finished_callback=lambda: blocks.put(None))
        stream.start()
    except sounddevice.PortAudioError as reason:
        return {"failed": f"The microphone {found['name']} cannot be opened ({reason}); close the program that uses it, or use the panel's microphone."}
    out = sys.stdout.buffer
    out.write(json.dumps({"name": found["name"], "channels": channels, "rate": rate, "block": block}).encode() + b"\n")
    out.flush()
    while (sound := blocks.get()) is not None:
        out.write(sound)
        out.flush()
    os._exit(0)  # closing a stream that died may hang


def suited(sounddevice, device: int | str | None, found: dict) -> tuple[int, int]:
    """Channels and rate that the device takes, the least work first; what it says itself where none is taken: the reason is then told on opening."""
    most, native = int(found["max_input_channels"]), int(found["default_samplerate"])
    for channels, rate in choices(most, native):
        try:
            sounddevice.check_input_settings(device, channels=channels, dtype="float32", samplerate=rate)
            return channels, rate
        except sounddevice.PortAudioError as reason:
            if reason.args[-1] not in UNSUITED:  # then it does not open at all
                break
    return 1, native


def choices(most: int, native: int) -> Iterator[tuple[int, int]]:
    for channels in sorted({1, min(2, most), most}):
        for rate in dict.fromkeys((HEARING, native, *RATES)):
            yield channels, rate


def end_with_input() -> None:
    """Whoever started this has gone, or wants it gone."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    try:
        print(json.dumps(main(json.loads(sys.argv[1]))), flush=True)
    except BrokenPipeError:
        pass
    os._exit(0)  # the thread that still reads the input would make an error of the interpreter's own end
