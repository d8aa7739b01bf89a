"""A real Chromium for the panel's tests: found on the machine, headless, with a WAV as its microphone if wanted.

Use the fixture by importing it into a test module:  from tests.assistant.panel.browser import chromium  # noqa: F401
    def test_it(chromium):
        page = chromium(panel.url)                                  # an open page with Gradio's part loaded
        page = chromium(panel.url, microphone="cup.wav")            # pressing Talk speaks this file, once
"""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
LOADING = 180_000  # milliseconds: a loaded machine takes its time over Gradio's scripts


def executable() -> str:
    """The path of a Chromium on this machine; skips the test with a sentence if there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("No Chromium on this machine (Debian: apt install chromium): the page itself was not tested.")
    return found


def with_silence(wav: Path, folder: Path, before: float = 1.5, after: float = 3.0) -> Path:
    """A copy of a 16-bit WAV with quiet around it: the browser starts to play it as soon as the microphone opens."""
    copy = folder / f"quiet-{wav.stem}.wav"
    with wave.open(str(wav)) as source, wave.open(str(copy), "wb") as target:
        target.setparams(source.getparams())
        frame = bytes(source.getsampwidth() * source.getnchannels())
        target.writeframes(frame * int(before * source.getframerate()))
        target.writeframes(source.readframes(source.getnframes()))
        target.writeframes(frame * int(after * source.getframerate()))
    return copy


@pytest.fixture
def chromium(tmp_path):
    """A function (url, microphone=None, width=1280, height=800, dark=False, touch=False) -> Playwright page.

    `page.trouble` lists what the browser's console called an error, `page.abroad` every request that left the panel's own address.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make setup): the page itself was not tested.")
    path = executable()
    with sync_api.sync_playwright() as playwright:
        browsers = []

        def open_page(url: str, microphone: str | Path | None = None, width: int = 1280, height: int = 800, dark: bool = False, touch: bool = False):
            flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
            if microphone is not None:
                flags.append(f"--use-file-for-fake-audio-capture={with_silence(Path(microphone), tmp_path)}%noloop")
            browser = playwright.chromium.launch(executable_path=path, headless=False, args=flags)
            browsers.append(browser)
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", has_touch=touch, permissions=["microphone"]
            )
            context.set_default_timeout(LOADING)
            page = context.new_page()
            page.trouble, page.abroad = [], []
            page.on("console", lambda message: page.trouble.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: page.trouble.append(str(error)))
            page.on("request", lambda request: None if request.url.startswith((url, url.replace("http", "ws"), "data:", "blob:")) else page.abroad.append(request.url))
            page.goto(url, wait_until="domcontentloaded")
            page.wait_for_selector("#vela-text textarea, #vela-text input", timeout=LOADING)
            return page

        yield open_page
        for browser in browsers:
            browser.close()
