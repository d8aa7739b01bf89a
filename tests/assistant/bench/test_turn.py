"""What `bench turn` says before it begins."""

import pytest

from assistant.assembly import Unusable
from assistant.bench import stock, turn
from tests.assistant.test_live import settings


def test_what_it_is_compared_with_is_missed_before_anything_is_played(monkeypatch):
    def missing(*_):
        raise stock.WeightsError("The weights are not here.")

    monkeypatch.setattr(turn.stock, "StockWhisper", missing)
    monkeypatch.setattr(turn, "session", lambda *_, **__: pytest.fail("it was begun"))
    with pytest.raises(Unusable, match="weights are not here"):
        turn.measure(settings(), 1, 0, ("hibari",), print)
