"""How Vela is spoken to, over real HTTP: the way in, Talk, the mute, and a sentence for what is refused."""

from __future__ import annotations

import json

import httpx
import numpy as np
import pytest

from assistant.hearing import Modes
from assistant.panel import Panel
from tests.assistant.panel.test_audio import wav
from tests.assistant.panel.test_routes import sentence, socket_to, wait_for


class Ears:
    """A listener that has caught up with everything at once."""

    def __init__(self):
        self.seconds = 0.0

    def feed(self, samples, rate, source):
        self.seconds += len(samples) / rate

    def end_turns(self, then):
        then()


class Device:
    open = present = True
    level = -40

    def start(self):
        self.open = True

    def stop(self):
        self.open = False


@pytest.fixture
def hearing(rehearsal):
    modes = Modes(rehearsal, rehearsal.bus)
    modes.listener, modes.microphone = Ears(), Device()
    return modes


@pytest.fixture
def panel(rehearsal, hearing):
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, hearing.feed, port=0, view=False, hearing=hearing)
    panel.start()
    yield panel
    panel.stop()


@pytest.fixture
def web(panel):
    with httpx.Client(base_url=panel.url, timeout=10) as client:
        wait_for(lambda: client.get("/api/state").json()["camera"])
        yield client


def test_the_way_in_is_changed_and_shown(web):
    assert web.get("/api/state").json()["hearing"]["mode"] == "open"
    assert web.post("/api/hearing", json={"mode": "wake", "wake_word": "alexa"}).json()["wake_word"] == "alexa"
    state = web.get("/api/state").json()
    assert state["state"] == "waiting for the wake word" and "“Alexa”" in state["words"]
    assert web.post("/api/hearing", json={"wake_word": "hey_jarvis"}).json()["mode"] == "wake"
    web.post("/api/hearing", json={"mode": "push"})
    state = web.get("/api/state").json()
    assert state["state"] == "push to talk" and "T key" in state["words"]


def test_talk_is_pressed_and_let_go(web, rehearsal):
    web.post("/api/hearing", json={"mode": "push"})
    assert web.post("/api/talk", json={"on": True}).json()["talking"]
    assert web.get("/api/state").json()["state"] == "listening"
    assert not web.post("/api/talk", json={"on": False}).json()["talking"]
    assert web.get("/api/state").json()["state"] == "push to talk"


def test_a_mute_closes_the_device_and_ignores_the_browser(panel, web, hearing):
    assert web.get("/api/state").json()["level"] == -40
    sound = (np.sin(np.arange(1600)) * 9000).astype("<i2")
    assert web.post("/api/mute", json={"on": True}).json()["muted"]
    told = web.get("/api/state").json()
    assert not hearing.microphone.open and told["state"] == "muted" and told["level"] is None
    assert "Unmute" in sentence(web.post("/api/listen", content=wav(sound, 16_000), headers={"Content-Type": "audio/wav"}))
    assert "Unmute" in sentence(web.post("/api/talk", json={"on": True}))
    with socket_to(panel, "api/microphone") as line:
        line.send(json.dumps({"rate": 16_000}))
        line.send(sound.tobytes())
        web.post("/api/talk", json={"on": False})
    assert hearing.listener.seconds == 0
    assert not web.post("/api/mute", json={"on": False}).json()["muted"] and hearing.microphone.open
    assert web.post("/api/listen", content=wav(sound, 16_000), headers={"Content-Type": "audio/wav"}).status_code == 202
    assert hearing.listener.seconds > 0.1


def test_a_question_is_shown_where_it_can_be_answered(web, rehearsal, hearing):
    web.post("/api/say", json={"text": "which cube"})
    rehearsal.state = "listening"
    assert web.get("/api/state").json()["state"] == "asking"
    hearing.choose("wake")  # the answer needs the wake word again
    assert web.get("/api/state").json()["state"] == "waiting for the wake word"
    hearing.choose("push")
    assert web.get("/api/state").json()["state"] == "asking"
    hearing.mute(True)
    assert web.get("/api/state").json()["state"] == "muted"


@pytest.mark.parametrize(
    "route, body, part",
    [
        ("hearing", {"mode": "shout"}, "open, wake, push"), ("hearing", {"mode": "wake", "wake_word": "../../evil"}, "hey_jarvis"), ("hearing", {"mode": 5}, "nothing was changed"),
        ("hearing", {"wake_word": 5}, "nothing was changed"), ("talk", {}, '"on"'), ("talk", {"on": "yes"}, '"on"'), ("mute", {"on": 1}, '"on"'), ("mute", ["on"], "JSON object"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(web, hearing, route, body, part):
    answer = web.post(f"/api/{route}", json=body)
    assert answer.status_code == 400 and part in sentence(answer)
    assert hearing.state()["mode"] == "open" and not hearing.state()["talking"] and hearing.microphone.open


@pytest.mark.parametrize("route", ["hearing", "talk", "mute"])
def test_another_web_page_changes_nothing(web, hearing, route):
    answer = web.post(f"/api/{route}", json={"on": True, "mode": "push"}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403 and hearing.state()["state"] == "listening"


def test_a_panel_without_ears_has_nothing_to_choose(plain):
    with httpx.Client(base_url=plain.url, timeout=10) as client:
        assert client.get("/api/state").json()["hearing"] is None
        assert client.post("/api/mute", json={"on": True}).status_code in (404, 405)
