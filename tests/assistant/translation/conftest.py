from pathlib import Path

import pytest

from assistant.translation import interpreter

LANGUAGES = Path(__file__).resolve().parents[3] / "prompts" / "languages"


@pytest.fixture
def between():
    """An interpreter that has heard nothing yet."""
    return interpreter(LANGUAGES)
