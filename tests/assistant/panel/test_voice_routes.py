"""The voice chosen and heard over real HTTP, with a sentence for what is refused; and on the page, in a real Chromium."""

from __future__ import annotations

import httpx
import pytest

from assistant.events import Bus
from assistant.panel import Panel
from tests.assistant.panel.browser import chromium, executable  # noqa: F401
from tests.assistant.panel.rehearsal import Rehearsal
from tests.assistant.panel.test_browser import SMALL_PRINT, becomes, wait_for
from tests.assistant.panel.test_routes import sentence


class Voices:
    """Voices that need no model; one of them is damaged."""

    def __init__(self):
        self.voice, self.tried = "hibari", []

    def state(self):
        return {"voice": self.voice, "voices": {"hibari": "natural", "pyttsx3:de": "German", "piper:/voices/damaged.onnx": "damaged"}}

    def choose(self, name):
        if name not in ("hibari", "pyttsx3:de"):
            raise ValueError(f"The voice {name} could not be loaded; {self.voice} speaks on.")
        self.voice = name

    def try_it(self):
        self.tried.append(self.voice)


@pytest.fixture
def voices():
    return Voices()


@pytest.fixture
def web(rehearsal, voices):
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, view=False, voices=voices)
    panel.start()
    with httpx.Client(base_url=panel.url, timeout=30) as client:
        yield client
    panel.stop()


def test_a_voice_is_chosen_and_heard(web, voices):
    assert web.get("/api/voices").json() == voices.state()
    answer = web.post("/api/voice", json={"voice": "pyttsx3:de"})
    assert answer.status_code == 200 and answer.json()["voice"] == "pyttsx3:de" and voices.tried == []
    assert web.post("/api/voice", json={"try": True}).json()["voice"] == "pyttsx3:de"
    web.post("/api/voice", json={"voice": "hibari", "try": True})
    assert voices.tried == ["pyttsx3:de", "hibari"]


def test_a_voice_that_cannot_be_had_is_a_sentence_and_is_not_tried(web, voices):
    answer = web.post("/api/voice", json={"voice": "piper:/voices/damaged.onnx", "try": True})
    assert answer.status_code == 409 and "hibari speaks on" in sentence(answer)
    assert voices.voice == "hibari" and voices.tried == []


@pytest.mark.parametrize("body", [{}, {"voice": 5}, {"voice": None}, {"voice": "hibari", "try": "yes"}, {"try": False}, ["hibari"]])
def test_what_makes_no_sense_is_refused(web, voices, body):
    assert web.post("/api/voice", json=body).status_code == 400
    assert voices.voice == "hibari" and voices.tried == []


def test_another_web_page_changes_nothing(web, voices):
    answer = web.post("/api/voice", json={"voice": "pyttsx3:de"}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403 and voices.voice == "hibari"


def test_a_panel_without_a_mouth_has_no_voices(plain):
    with httpx.Client(base_url=plain.url, timeout=10) as client:
        assert client.get("/api/voices").json() == {"voice": None, "voices": {}}
        refusal = client.post("/api/voice", json={"voice": "hibari"})
        assert refusal.status_code == 409 and "without a voice" in sentence(refusal)


@pytest.fixture(scope="module")
def stage():
    """(voices, panel) with Gradio's page."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make setup): the page itself was not tested.")
    executable()
    rehearsal, voices = Rehearsal(Bus()), Voices()
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, voices=voices)
    panel.start()
    assert panel.wait_for_view(300)
    yield voices, panel
    panel.stop()


def test_on_the_page(stage, chromium, tmp_path):  # noqa: F811
    voices, panel = stage
    page = chromium(panel.url, width=390, height=844, touch=True)
    becomes(page, "listening")
    page.locator("#vela-voice").wait_for()
    assert page.locator("#vela-voice").input_value() == "hibari"
    page.locator("#vela-voice").select_option("pyttsx3:de")
    wait_for(page, lambda: voices.voice == "pyttsx3:de")
    page.locator("#vela-try").click()
    wait_for(page, lambda: voices.tried == ["pyttsx3:de"])
    assert page.trouble == []
    page.locator("#vela-voice").select_option("piper:/voices/damaged.onnx")
    page.locator("#vela-notice", has_text="pyttsx3:de speaks on").wait_for()
    page.wait_for_function("document.getElementById('vela-voice').value === 'pyttsx3:de'")
    page.screenshot(path=tmp_path / "voices.png")
    assert page.evaluate(SMALL_PRINT) == [] and page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.abroad == []
