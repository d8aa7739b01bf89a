"""From words and from sound to a lifted cup, with the bundled model, on the simulated arm: the whole program, as people use it.

A model now and then misses a grasp, and whoever said it says it again: so may these tests, once. Nothing else is forgiven.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from assistant.config import ROOT
from assistant.speaking import VoiceError, voice_named
from tests.assistant.panel.browser import chromium  # noqa: F401
from tests.assistant.test_live import settings
from tests.bundled import model  # noqa: F401

pytestmark = pytest.mark.usefixtures("model")
SENTENCE = "Pick up the red cup."
SCENE = """\
objects:
  - {name: red cup, kind: cup, color: red, at: [0.22, 0.05]}
  - {name: blue bowl, kind: bowl, color: blue, at: [0.2, -0.12]}
"""
LIFTED = 0.05  # metres
SECONDS = 90  # for anything that a loaded machine may be slow at


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("scene") / "scene.yaml"
    path.write_text(SCENE)
    return path


@pytest.fixture(scope="module")
def spoken(tmp_path_factory) -> Path:
    """The sentence as a recording of a voice that hearing was not tuned to."""
    try:
        samples, rate = voice_named("piper").synthesize(SENTENCE)
    except VoiceError as reason:
        pytest.skip(str(reason))
    path = tmp_path_factory.mktemp("spoken") / "cup.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def app(folder: Path, *words: str) -> dict:
    """One command's result; its exit status must tell the same."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("VELA_")} | {"XDG_STATE_HOME": str(folder)}
    done = subprocess.run([sys.executable, "app.py", *words, "--json"], cwd=ROOT, capture_output=True, text=True, timeout=4 * SECONDS, env=clean)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    result = json.loads(done.stdout)
    assert result["done"] == (done.returncode == 0)
    return result


def lifts_the_cup(result: dict) -> bool:
    """The cup is in the air, nothing else is, and the program knows it."""
    assert result["reply"] == "act", result
    lifted = [name for name, thing in result["world"]["things"].items() if thing["lifted"]]
    assert lifted in ([], ["red cup"]), result
    assert result["done"] == bool(lifted) or not result["done"], result  # never "done" of a cup that stands on the table
    return result["done"] and lifted == ["red cup"]


def test_typed_words_lift_the_cup(tmp_path):
    """On the default table, and on another should the first try fail."""
    assert any(lifts_the_cup(app(tmp_path, "say", "pick up the red cup", *seed)) for seed in ([], ["--seed", "2"]))


def test_what_was_put_in_the_bowl_is_seen_there_and_nothing_follows_it(tmp_path):
    """On the default table and, should the first try fail, on another. Whatever fails, no other thing is touched, and what is said is true."""
    def puts(*seed: str) -> bool:
        result = app(tmp_path, "say", "put the yellow ball in the blue bowl", *seed)
        things = result["world"]["things"]
        moved = {name for name, thing in things.items() if thing["moved"] > 0.01}
        assert moved <= {"yellow ball", "blue bowl"}, result
        apart = np.hypot(*(np.array(things["yellow ball"]["position"]) - things["blue bowl"]["position"])[:2])
        assert result["done"] == (apart < 0.045), result
        return result["done"]

    assert puts() or puts("--seed", "2")


def test_a_recording_lifts_the_cup(tmp_path, scene, spoken):
    def hear(*seed: str) -> bool:
        result = app(tmp_path, "hear", str(spoken), "--scene", str(scene), *seed)
        assert "red cup" in result["heard"].lower()
        assert result["seconds"]["hear"] > 0
        return lifts_the_cup(result)

    assert hear() or hear("--seed", "2")


def test_a_voice_in_the_browser_lifts_the_cup(tmp_path, scene, spoken, chromium):  # noqa: F811
    from assistant.live import running
    from drivers.simulator.scene import read_scene

    with running(settings(logging__directory=str(tmp_path)), *read_scene(scene)) as vela:
        dialogue, robot = vela.parts.dialogue, vela.parts.robot

        def height() -> float:
            return robot.simulator.truth()["things"]["red cup"]["position"][2]

        def rises(page) -> bool:
            """Waits until the cup is in the air, or the arm has given up on it."""
            page.wait_for_function("['acting', 'thinking'].includes(document.documentElement.dataset.vela)", timeout=1000 * SECONDS)
            end = time.monotonic() + SECONDS
            while height() < stood + LIFTED and dialogue.state in ("acting", "thinking"):
                assert time.monotonic() < end, "the arm never came to an end"
                page.wait_for_timeout(100)
            return height() > stood + LIFTED

        assert vela.panel.wait_for_view(2 * SECONDS)
        stood = height()
        page = chromium(vela.panel.url, microphone=spoken)
        page.wait_for_function("document.documentElement.dataset.vela === 'listening'", timeout=1000 * SECONDS)
        page.wait_for_function("document.getElementById('vela-camera').naturalWidth === 640", timeout=1000 * SECONDS)
        page.locator("#vela-microphone").click()
        page.locator(".vela-line.user p", has_text=re.compile("pick up the red cup", re.IGNORECASE)).wait_for(timeout=1000 * SECONDS)
        risen = rises(page)
        if not risen:
            assert dialogue.wait_idle(SECONDS)
            page.locator("#vela-text textarea, #vela-text input").fill(SENTENCE)
            page.locator("#vela-send").click()
            risen = rises(page)
        assert risen, dialogue.conversation
        page.locator(".vela-line.robot p").first.wait_for(timeout=1000 * SECONDS)
        assert page.trouble == [] and page.abroad == []
