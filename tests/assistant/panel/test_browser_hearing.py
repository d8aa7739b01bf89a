"""The three ways in on the page as people see it, in a real Chromium."""

from __future__ import annotations

import pytest

from assistant.events import Bus
from assistant.hearing import Modes
from assistant.panel import Panel
from tests.assistant.panel.browser import chromium, executable  # noqa: F401
from tests.assistant.panel.rehearsal import Rehearsal
from tests.assistant.panel.test_browser import SMALL_PRINT, becomes, wait_for
from tests.assistant.panel.test_hearing_routes import Device, Ears


@pytest.fixture(scope="module")
def stage():
    """(rehearsal, hearing, panel) with Gradio's page."""
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make setup): the page itself was not tested.")
    executable()
    rehearsal = Rehearsal(Bus())
    hearing = Modes(rehearsal, rehearsal.bus)
    hearing.listener, hearing.microphone = Ears(), Device()
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, hearing.feed, port=0, hearing=hearing)
    panel.start()
    assert panel.wait_for_view(300)
    yield rehearsal, hearing, panel
    panel.stop()


def test_talk_is_held_and_the_microphone_muted(stage, chromium, tmp_path):  # noqa: F811
    rehearsal, hearing, panel = stage
    page = chromium(panel.url)
    becomes(page, "listening")
    assert not page.locator("#vela-wake-word").is_visible()
    page.locator("#vela-mode").select_option("wake")
    becomes(page, "waiting for the wake word")
    page.locator("#vela-wake-word").select_option("alexa")
    page.locator("#vela-words", has_text="Alexa").wait_for()
    page.wait_for_timeout(200)
    page.screenshot(path=tmp_path / "wake.png")

    page.locator("#vela-mode").select_option("push")
    becomes(page, "push to talk")
    page.locator("#vela-microphone", has_text="Hold to talk").hover()
    page.mouse.down()
    becomes(page, "listening")
    page.mouse.up()
    becomes(page, "push to talk")
    page.keyboard.down("t")
    becomes(page, "listening")
    page.keyboard.up("t")
    becomes(page, "push to talk")
    page.locator("#vela-text textarea, #vela-text input").focus()
    page.keyboard.type("tt")
    assert page.locator("#vela-text textarea, #vela-text input").input_value() == "tt" and not hearing.state()["talking"]

    page.locator("#vela-mute").click()
    becomes(page, "muted")
    page.locator("#vela-mute", has_text="Unmute").wait_for()
    assert not hearing.microphone.open
    page.screenshot(path=tmp_path / "muted.png")
    page.locator("#vela-mute").click()
    becomes(page, "push to talk")
    assert hearing.microphone.open

    page.locator("#vela-mode").focus()
    page.keyboard.press("Space")  # the space bar is the stop's, wherever the focus is
    becomes(page, "stopped")
    assert rehearsal.calls == ["stop panel"] and page.trouble == [] and page.abroad == []
    rehearsal.clear_stop()


def test_a_mute_closes_the_pages_own_microphone(stage, chromium):  # noqa: F811
    rehearsal, hearing, panel = stage
    hearing.choose("open")
    page = chromium(panel.url)
    becomes(page, "listening")
    page.locator("#vela-microphone").click()
    wait_for(page, lambda: hearing.listener.seconds > 0.5)
    page.locator("#vela-mute").click()
    becomes(page, "muted")
    page.wait_for_function("!window.vela.hasMicrophone()")
    page.locator("#vela-microphone").click()
    page.locator("#vela-notice", has_text="muted").wait_for()
    page.locator("#vela-mute").click()
    page.wait_for_function("window.vela.hasMicrophone()")  # as before the mute
    assert page.trouble == []


@pytest.mark.parametrize("width, height, dark", [(390, 844, True), (844, 390, False)])
def test_it_fits_on_a_phone(stage, chromium, tmp_path, width, height, dark):  # noqa: F811
    _, hearing, panel = stage
    hearing.choose("wake")
    page = chromium(panel.url, width=width, height=height, dark=dark, touch=True)
    becomes(page, "waiting for the wake word")
    page.wait_for_timeout(1500)
    page.screenshot(path=tmp_path / f"{width}.png")
    assert page.evaluate(SMALL_PRINT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("#vela-text").bounding_box()["width"] > 90
    hearing.choose("open")
