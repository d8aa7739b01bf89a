"""The bundled model, for tests that need a real one. Use the fixture by importing it; it skips with a sentence where there is no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import ROOT, load_config, resolve


@pytest.fixture(scope="session")
def model() -> Path:
    folder = resolve(load_config(environment={}).vla.checkpoint)
    if not (folder / "config.json").is_file():
        pytest.skip(f"There is no model in {folder.relative_to(ROOT)} (python app.py train): what needs one was not tested.")
    return folder
