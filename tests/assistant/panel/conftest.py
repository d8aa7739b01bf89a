"""A panel with a rehearsed dialogue, on a free port, for the panel's tests."""

from __future__ import annotations

import pytest

from assistant.events import Bus
from assistant.panel import Panel
from tests.assistant.panel.rehearsal import Rehearsal


@pytest.fixture
def rehearsal() -> Rehearsal:
    return Rehearsal(Bus())


@pytest.fixture
def plain(rehearsal):
    """The running panel without Gradio's page (quick)."""
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, speech=lambda: rehearsal.speech, view=False, explain=rehearsal.explain)
    panel.start()
    yield panel
    panel.stop()
