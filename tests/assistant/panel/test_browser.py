"""The page as people see it, in a real Chromium: typing, speaking, stopping, a phone, a lost server.

Skipped with a sentence where there is no Chromium. Screenshots lie in pytest's temporary folder.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from assistant.events import Bus
from assistant.panel import Panel
from tests.assistant.panel.browser import chromium, executable  # noqa: F401
from tests.assistant.panel.rehearsal import Rehearsal
from tests.assistant.panel.test_audio import wav

SMALL_PRINT = """() => [...document.querySelectorAll('body *')].filter(e => e.getClientRects().length && !e.closest('.sr-only')
    && ([...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.placeholder)
    && parseFloat(getComputedStyle(e).fontSize) < 14).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def stage():
    """(rehearsal, panel) with Gradio's page; one for all tests here, as it takes seconds to load."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make setup): the page itself was not tested.")
    executable()
    rehearsal = Rehearsal(Bus())
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, speech=lambda: rehearsal.speech, explain=rehearsal.explain)
    panel.start()
    assert panel.wait_for_view(300)  # two seconds of work, on a machine that may be very busy
    yield rehearsal, panel
    panel.stop()


@pytest.fixture
def open_page(stage, chromium):  # noqa: F811
    """(rehearsal, a function that opens the page); the rehearsal as after a start."""
    rehearsal, panel = stage
    rehearsal.clear_stop()
    for heard in (rehearsal.calls, rehearsal.heard, rehearsal.stopped_at):
        heard.clear()
    rehearsal.block.clear()

    def open_(**more):
        page = chromium(panel.url, **more)
        page.wait_for_function("document.documentElement.dataset.vela === 'listening'")
        return page

    return rehearsal, open_


def becomes(page, state):
    page.wait_for_function("state => document.documentElement.dataset.vela === state", arg=state, timeout=30_000)


def wait_for(page, condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        page.wait_for_timeout(20)


def text_box(page):
    return page.locator("#vela-text textarea, #vela-text input")


def test_type_watch_stop_and_release(open_page, tmp_path):
    rehearsal, open_ = open_page
    page = open_()
    page.wait_for_function("document.getElementById('vela-camera').naturalWidth === 640")
    assert not page.locator("#vela-clear").is_visible()

    text_box(page).fill("what is <img src=x onerror=alert(1)> this?")
    text_box(page).press("Enter")
    page.locator(".vela-line.user p", has_text="what is <img src=x onerror=alert(1)> this?").wait_for()
    page.locator(".vela-line.robot p", has_text="You said: what is <img").wait_for()
    assert page.locator(".vela-line img").count() == 0
    wait_for(page, lambda: text_box(page).input_value() == "")

    text_box(page).fill("pick up the red cup")
    page.locator("#vela-send").click()
    becomes(page, "acting")
    page.locator(".vela-step.running", has_text="pick up the red cup").wait_for()
    assert "42 % sure it is done" in page.locator(".vela-step.running").inner_text()
    rehearsal.finish()
    page.locator(".vela-step.done", has_text="the gripper holds something").wait_for()
    assert "attempt 2" in page.locator(".vela-step.running").inner_text()
    page.screenshot(path=tmp_path / "acting.png")

    page.locator("#vela-stop").click()
    wait_for(page, lambda: rehearsal.stopped_at)
    becomes(page, "stopped")
    page.locator("#vela-state-word", has_text="Stopped").wait_for()
    assert page.locator("#vela-home").is_disabled()
    page.screenshot(path=tmp_path / "stopped.png")
    page.locator("#vela-clear").click()
    becomes(page, "listening")
    page.locator("#vela-home").click()
    wait_for(page, lambda: rehearsal.calls[-1] == "home")
    assert rehearsal.calls.count("stop panel") == 1
    assert page.trouble == [] and page.abroad == []


def test_space_bar_stops_but_not_while_typing(open_page):
    rehearsal, open_ = open_page
    page = open_()
    text_box(page).focus()
    page.keyboard.type("pick up")
    assert text_box(page).input_value() == "pick up" and rehearsal.calls == []
    page.locator("#vela-home").focus()
    page.keyboard.press("Space")
    becomes(page, "stopped")
    assert rehearsal.calls == ["stop panel"]


def test_space_bar_stops_right_after_a_typed_command(open_page):
    rehearsal, open_ = open_page
    page = open_()
    text_box(page).focus()
    page.keyboard.type("pick up the red cup")
    page.keyboard.press("Enter")
    wait_for(page, lambda: any("pick up" in call for call in rehearsal.calls) and text_box(page).input_value() == "")
    page.keyboard.press("Space")
    becomes(page, "stopped")
    assert rehearsal.calls[-1] == "stop panel" and text_box(page).input_value() == ""


def test_stop_gets_through_though_gradio_and_every_connection_hang(open_page):
    """Gradio's events are made to hang, and requests that never end take all of the browser's connections to the panel."""
    rehearsal, open_ = open_page
    page = open_()
    rehearsal.block.set()
    page.evaluate("() => { for (let i = 0; i < 12; i++) fetch('/api/home', { method: 'POST' }).catch(() => 0); }")
    page.evaluate("() => { for (let i = 0; i < 6; i++) fetch('/gradio_api/queue/data?session_hash=stuck' + i).catch(() => 0); }")
    page.wait_for_timeout(500)
    began = time.monotonic()
    page.locator("#vela-stop").dispatch_event("pointerdown", {"button": 0})
    wait_for(page, lambda: rehearsal.stopped_at)
    assert rehearsal.stopped_at[0] - began < 10  # 30 ms on a quiet machine; without the WebSocket it would not come at all
    becomes(page, "stopped")
    rehearsal.block.clear()


def test_no_control_needs_gradios_server_and_nothing_is_shared(open_page):
    _, open_ = open_page
    page = open_()
    config = page.evaluate("() => ({ calls: window.gradio_config.dependencies.filter(d => d.backend_fn).length, share: !!window.gradio_config.share, analytics: window.gradio_config.analytics_enabled })")
    assert config == {"calls": 0, "share": False, "analytics": False}


def test_a_question_can_be_answered_with_a_click(open_page):
    rehearsal, open_ = open_page
    page = open_()
    text_box(page).fill("which cube")
    text_box(page).press("Enter")
    becomes(page, "asking")
    page.locator(".vela-conversation .vela-chip", has_text="the blue one").click()
    wait_for(page, lambda: rehearsal.calls[-1] == "say the blue one")
    becomes(page, "listening")


def test_why_is_asked_for_only_while_somebody_looks(open_page, tmp_path):
    rehearsal, open_ = open_page
    page = open_()
    rehearsal.say_text("which cube")
    becomes(page, "asking")
    page.wait_for_timeout(400)
    assert "explain" not in rehearsal.calls
    page.locator("#vela-why summary").click()
    page.locator("#vela-why-body td", has_text="red cup 93 %").wait_for()
    assert page.locator("#vela-why-body").get_by_text("I see <b>no</b> cup.").count() == 1  # as text, never as markup
    assert "the green one, the blue one" in page.locator("#vela-why-body").inner_text()
    page.wait_for_function("document.querySelector('#vela-why-body img').naturalWidth === 640")
    page.wait_for_timeout(300)
    page.screenshot(path=tmp_path / "why.png")
    assert page.locator("#vela-conversation").bounding_box()["height"] >= 100  # not squeezed away
    assert page.evaluate(SMALL_PRINT) == []
    rehearsal.say_text("hello")  # the next reply is explained by itself, once
    page.locator("#vela-why-body p", has_text="You said: hello").wait_for()
    page.wait_for_timeout(400)
    assert rehearsal.calls.count("explain") == 2
    page.locator("#vela-why summary").click()
    rehearsal.say_text("goodbye")
    page.wait_for_timeout(600)
    assert rehearsal.calls.count("explain") == 2
    assert page.trouble == []


def test_a_refusal_is_shown_and_the_sentence_kept(open_page):
    _, open_ = open_page
    page = open_()
    page.evaluate("() => window.vela.say('a'.repeat(3000))")
    page.locator("#vela-notice", has_text="3,000 characters").wait_for()


def test_the_microphone_is_heard(open_page, tmp_path):
    rehearsal, open_ = open_page
    tone = (np.sin(np.arange(48000) * 2 * np.pi * 440 / 48000) * 12000).astype("<i2")
    spoken = tmp_path / "tone.wav"
    spoken.write_bytes(wav(tone, 48000))
    page = open_(microphone=spoken)
    page.locator("#vela-microphone").click()
    page.locator("#vela-microphone", has_text="Listening").wait_for()
    wait_for(page, lambda: sum(len(samples) / rate for rate, samples in list(rehearsal.heard)) > 4, 60)
    page.locator("#vela-microphone").click()
    page.locator("#vela-microphone", has_text="Talk").wait_for()
    rate = rehearsal.heard[0][0]
    heard = np.concatenate([samples for _, samples in list(rehearsal.heard)])
    assert heard.dtype == np.float32 and 0.05 < np.abs(heard).max() <= 1
    spectrum = np.abs(np.fft.rfft(heard))
    assert abs(np.fft.rfftfreq(len(heard), 1 / rate)[spectrum.argmax()] - 440) < 5


def test_each_sentence_is_played_once(open_page):
    rehearsal, open_ = open_page
    rehearsal.speech = (1, wav(np.zeros(800, "<i2"), 16000))
    page = open_()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "latest.wav" in request.url else None)
    page.wait_for_timeout(400)
    assert asked == []  # what was said before the page was opened is not said again
    rehearsal.speech = (2, wav(np.zeros(800, "<i2"), 16000))
    wait_for(page, lambda: asked)
    page.wait_for_timeout(400)
    assert len(asked) == 1 and asked[0].endswith("id=2")
    rehearsal.speech = None


@pytest.mark.parametrize("width, height, dark", [(390, 844, True), (844, 390, False), (1440, 900, True)])
def test_sizes_in_light_and_dark(open_page, tmp_path, width, height, dark):
    rehearsal, open_ = open_page
    rehearsal.say_text("pick up the red cup")
    rehearsal.state = "listening"
    page = open_(width=width, height=height, dark=dark, touch=width < 1000)
    page.locator(".vela-step").first.wait_for()
    page.wait_for_timeout(1800)
    page.screenshot(path=tmp_path / f"{width}.png")
    assert page.evaluate("document.body.classList.contains('dark')") == dark
    assert page.evaluate(SMALL_PRINT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    stop = page.locator("#vela-stop").bounding_box()
    assert stop["width"] >= 150 and stop["height"] >= 56 and stop["y"] + stop["height"] <= height
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    assert page.locator("#vela-stop").bounding_box() == stop  # always in view
    assert page.trouble == []


def test_the_page_comes_back_by_itself_when_the_server_does(chromium):  # noqa: F811
    rehearsal = Rehearsal(Bus())

    def panel_on(port):
        panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=port)
        panel.start()
        return panel

    first = panel_on(0)
    page = chromium(first.url)  # opened while Gradio still loads: the plain page gives way by itself
    becomes(page, "listening")
    first.stop()
    becomes(page, "no connection")
    page.locator("#vela-state-word", has_text="No connection").wait_for()
    second = panel_on(first.port)
    try:
        becomes(page, "listening")
        page.locator("#vela-stop").click()
        wait_for(page, lambda: rehearsal.calls == ["stop panel"])
    finally:
        second.stop()


class Line:
    """A way to a port that can die as Wi-Fi does: everything stays open, and nothing arrives any more."""

    def __init__(self, port):
        self._port, self.works = port, threading.Event()
        self.works.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):  # until closed
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source, sink):
        with contextlib.suppress(OSError), source, sink:
            while (piece := source.recv(1 << 16)):
                self.works.wait()
                sink.sendall(piece)

    def close(self):
        self.works.set()
        self._listener.close()


def test_a_line_that_dies_silently_does_not_look_alive(chromium, stage, open_page):  # noqa: F811
    _, panel = stage
    line = Line(panel.port)
    try:
        page = chromium(f"http://127.0.0.1:{line.port}/")
        becomes(page, "listening")
        line.works.clear()
        becomes(page, "no connection")
        page.locator("#vela-stop").click()
        page.locator("#vela-notice", has_text="switch it off").wait_for()
        line.works.set()
        becomes(page, "stopped")  # late, but it is carried out
    finally:
        line.close()


def test_gradios_own_doors_are_shut(stage):
    _, panel = stage
    with httpx.Client(base_url=panel.url, timeout=60) as web:
        for path in ("gradio_api/file=config.yaml", "gradio_api/file=/etc/passwd", "gradio_api/proxy=https://example.com/", "monitoring", "docs"):
            assert web.get(path).status_code in (403, 404)
        assert web.post("gradio_api/upload", files={"files": b"x"}).status_code == 404
        assert web.post("gradio_api/queue/join", json={}, headers={"Origin": "http://evil.example"}).status_code == 403
        assert web.get("", headers={"Host": "evil.example"}).status_code == 421
        assert str(Path(__file__).parents[3]) not in web.get("").text + web.get("config").text  # no path of this machine
