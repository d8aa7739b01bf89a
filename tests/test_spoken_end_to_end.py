"""Spoken to from end to end, with the bundled model: a WAV said into a virtual microphone moves the simulated arm, the reply is recorded from a virtual loudspeaker and
recognised by Whisper. Both are pulled and replaced meanwhile; and while Vela listens and speaks, no sound is kept and nobody far away is asked.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from assistant.events import Heard, Problem, Recovered, Replied, Said, StepFinished
from assistant.live import running, transcriber
from assistant.speaking import VoiceError, voice_named
from drivers.simulator.scene import read_scene
from tests.assistant.test_live import settings
from tests.bundled import model  # noqa: F401
from tests.sound_server import served, until
from tests.test_end_to_end import LIFTED, SCENE

SECONDS = 300.0  # for what takes five on a machine at rest
RATE = 16_000


@pytest.fixture(scope="module")
def voice():
    """One that hearing was not tuned to."""
    try:
        return voice_named("piper")
    except VoiceError as reason:
        pytest.skip(str(reason))


class Conversation:
    """With a running Vela, over the sound server."""

    def __init__(self, vela, server, voice, ears, folder):
        self.vela, self.server, self.voice, self.ears, self.folder = vela, server, voice, ears, folder
        self.events, self.microphone = [], "mic"
        vela.parts.bus.subscribe(self.events.append)

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def say(self, text: str, microphone: str) -> None:
        samples, rate = self.voice.synthesize(text)
        quiet = np.random.default_rng(0).normal(0, 1e-3, rate).astype(np.float32)
        self.server.say(np.concatenate([quiet[: rate // 2], 0.8 * samples, quiet, quiet]), rate, microphone)

    def is_heard(self, text: str, word: str, microphone: str) -> bool:
        """Whether Vela heard that word. People who are not understood say it again: so may this, twice."""
        for _ in range(3):
            heard = len(self.of(Heard))
            self.say(text, microphone)
            end = time.monotonic() + 30.0
            while len(self.of(Heard)) == heard and time.monotonic() < end:
                time.sleep(0.1)
            if any(word in event.transcript.text.lower() for event in self.of(Heard)[heard:]):
                return True
        return False

    def idle(self) -> None:
        """Until what was heard last is answered and done: it is told to have been heard a moment before it counts as waiting."""
        until(lambda: [event for event in self.events if isinstance(event, (Heard, Replied))][-1:] == self.of(Replied)[-1:] != [], SECONDS)
        assert self.vela.parts.dialogue.wait_idle(SECONDS)

    def is_spoken(self, recorded, text: str) -> bool:
        """Whether Whisper hears in what a loudspeaker played what Vela said: three words in four."""
        words = [word.strip(".,?!").lower() for word in text.split()]
        heard = self.ears.transcribe(without_silence(recorded())[-15 * RATE :])
        told = [] if heard is None else [word.strip(".,?!").lower() for word in heard.text.split()]
        return sum(word in told for word in words) >= 0.75 * len(words)


def without_silence(sound: np.ndarray) -> np.ndarray:
    """What was played, however long ago: a loudspeaker's silence is exact."""
    tenths = sound[: len(sound) // 1600 * 1600].reshape(-1, 1600)
    loud = np.abs(tenths).max(axis=1, initial=0.0) > 1e-4
    return tenths[np.convolve(loud, np.ones(5), "same") > 0].reshape(-1)


@pytest.fixture(scope="module")
def conversation(tmp_path_factory, voice, model):  # noqa: F811
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "scene.yaml").write_text(SCENE)
    config = settings(logging__directory=str(folder / "log"), hearing__microphone="default", speaking__output="default")
    with served() as server, running(config, *read_scene(folder / "scene.yaml")) as vela:
        made = Conversation(vela, server, voice, transcriber(config), folder)
        until(lambda: vela.parts.dialogue.state == "listening", SECONDS)
        yield made


def test_a_spoken_command_moves_the_arm_and_devices_come_and_go(conversation):
    vela, server = conversation.vela, conversation.server

    def height() -> float:
        return vela.parts.robot.simulator.truth()["things"]["red cup"]["position"][2]

    def positions() -> np.ndarray:
        return np.asarray(vela.parts.robot.arm.read().positions)

    stood, rested = height(), positions()
    with server.recorded("speaker") as recorded:
        assert conversation.is_heard("Pick up the red cup.", "red cup", conversation.microphone), conversation.of(Heard)
        until(lambda: np.abs(positions() - rested).max() > 0.2, SECONDS)
        conversation.idle()
        report = conversation.of(Said)[-1].text
        until(lambda: conversation.is_spoken(recorded, report), SECONDS)
    assert height() > stood + LIFTED or not any(step.succeeded for step in conversation.of(StepFinished))  # what is told is true

    # both are gone, with the whole server, and others are there when it is back
    spoken = len(vela.parts.dialogue.conversation)
    server.stop()
    until(lambda: any(problem.part == "microphone" for problem in conversation.of(Problem)), SECONDS)
    server.start()
    server.plug_microphone("headset", 44_100)
    conversation.microphone = "headset"
    server.plug_loudspeaker("box", 44_100)
    until(lambda: any(event.part == "microphone" for event in conversation.of(Recovered)), SECONDS)
    with server.recorded("box") as recorded:
        assert conversation.is_heard("What do you see?", "see", conversation.microphone), conversation.of(Heard)
        conversation.idle()
        reply = conversation.of(Said)[-1].text
        until(lambda: conversation.is_spoken(recorded, reply), SECONDS)
    assert len(vela.parts.dialogue.conversation) > spoken  # nothing of it was lost


class Watch:
    """Every file that Python opens to write and every connection that it makes, and what sockets of ours the system knows."""

    def __init__(self):
        self.on, self.written, self.asked = False, [], []
        sys.addaudithook(self._hook)  # for good: an audit hook cannot be taken back, only be idle

    def _hook(self, event, arguments):
        if not self.on:
            return
        if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] is not None and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self.written.append(os.fsdecode(arguments[0]))
        elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
            self.asked.append(arguments[1])
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
            self.asked.append(arguments[:1])

    def far(self):
        return [address for address in self.asked if address[0] not in ("127.0.0.1", "::1", "localhost")]


def far_sockets() -> list[str]:
    """What the system knows of sockets between this process, or a child of it, and another machine."""
    ours = set()
    for process in family():
        for link in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                ours.add(os.readlink(link))
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        path = Path(f"/proc/net/{table}")
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            remote = fields[2].split(":")[0]
            here = int(remote, 16) == 0 or remote in ("0" * 24 + "01000000", "0" * 16 + "FFFF00000100007F") or len(remote) == 8 and remote.endswith("7F")
            if not here and f"socket:[{fields[9]}]" in ours:
                found.append(line)
    return found


def family() -> list[int]:
    """This process and its children."""
    found = [os.getpid()]
    for folder in Path("/proc").iterdir():
        with suppress(OSError):  # ended meanwhile
            if folder.name.isdecimal() and int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(folder.name))
    return found


def test_a_spoken_turn_keeps_no_sound_and_asks_nobody(conversation):
    watch = Watch()
    watch.on = True
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:  # no packet is sent by this
        probe.connect(("192.0.2.1", 9))
        assert watch.far() and far_sockets(), "the watch sees nothing"
    watch.asked.clear()
    since = time.time()
    assert conversation.is_heard("What do you see?", "see", conversation.microphone), conversation.of(Heard)
    conversation.idle()
    until(lambda: conversation.server.playing() == [], SECONDS)
    strangers = far_sockets()
    watch.on = False
    assert watch.far() == [] and strangers == []
    log, said = str(conversation.folder / "log"), str(conversation.server.folder)  # what Vela keeps, and what this test says to her
    assert [path for path in watch.written if not path.startswith((log, said, "/dev/", "/proc/"))] == []
    for path in Path(tempfile.gettempdir()).rglob("*"):
        if path.is_file() and path.stat().st_mtime >= since and not str(path).startswith(said):
            assert "\0" not in path.read_text(encoding="utf-8"), f"{path} is no text"


def test_a_mute_leaves_no_recording_stream(conversation):
    vela, server = conversation.vela, conversation.server

    def ask(route: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(vela.panel.url + route, data, {"Content-Type": "application/json"}), timeout=SECONDS) as answer:
            return json.load(answer)

    vela.parts.dialogue.clear_stop()  # a piece of a sentence that broke off with its microphone, in the first test, may have sounded like "halt"
    assert len(server.recordings()) == 1 and ask("api/state")["level"] is not None
    assert ask("api/mute", {"on": True})["muted"]
    until(lambda: server.recordings() == [])
    assert ask("api/state")["state"] == "muted" and ask("api/state")["level"] is None
    heard = len(conversation.of(Heard))
    conversation.say("What do you see?", conversation.microphone)
    assert len(conversation.of(Heard)) == heard and server.recordings() == []
    assert not ask("api/mute", {"on": False})["muted"]
    until(lambda: len(server.recordings()) == 1)
    assert conversation.is_heard("What do you see?", "see", conversation.microphone)
