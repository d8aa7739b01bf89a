"""Fingers feel what is between them."""

import pytest

from assistant.vla.fingers import feels, held_width


def test_fingers_feel_what_keeps_them_wider_than_told():
    assert feels(0.3, 0.2, 0.0)
    assert not feels(0.3, 0.2, -0.7)  # on their way
    assert not feels(0.21, 0.2, 0.0)  # closed as told
    assert not feels(0.06, 0.0, 0.0)  # nothing can be between fingers that touch
    assert not feels(0.9, 0.5, 0.0)  # nothing that can be picked up is so wide


def test_what_keeps_them_apart_tells_its_width():
    assert held_width(0.26) == pytest.approx(0.030, abs=0.001)
