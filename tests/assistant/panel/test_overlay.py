"""What is drawn in the picture, and what is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.interface import Point
from assistant.panel import overlay


def test_draws_around_the_point_only_and_leaves_the_picture_alone():
    picture = np.full((480, 640, 3), 90, np.uint8)
    drawn = overlay.draw(picture, [Point("front", 320, 240, "red cup", 0.9)])
    assert drawn.shape == picture.shape and drawn.dtype == np.uint8 and (picture == 90).all()
    changed = np.argwhere((drawn != 90).any(axis=2))
    assert len(changed) and changed.min(axis=0)[0] > 150 and changed.max(axis=0)[0] < 300
    assert (overlay.draw(picture, []) == picture).all()


def test_attention_is_bright_where_it_is_and_dim_elsewhere():
    picture, attention = np.full((48, 64, 3), 90, np.uint8), np.zeros((48, 64), np.float32)
    attention[10:20, 10:20] = 1.0
    drawn = overlay.draw_attention(picture, attention)
    assert drawn.shape == picture.shape and drawn.dtype == np.uint8 and (picture == 90).all()
    assert (drawn[10:20, 10:20].mean(-1) > 90).all() and (drawn[30:] < 60).all()
    assert overlay.draw_attention(picture, attention * 99).max() <= 255


@pytest.mark.parametrize("u, v", [(-50, -50), (9999, 9999), (0, 479), (float("nan"), 3)])
def test_points_outside_and_long_labels_do_no_harm(u, v):
    assert overlay.draw(np.zeros((48, 64, 3), np.uint8), [Point("front", u, v, "x" * 500, 2.0)]).shape == (48, 64, 3)


def test_jpeg_there_and_back():
    picture = np.zeros((480, 640, 3), np.uint8)
    picture[:, :320, 0] = 200
    np.testing.assert_allclose(overlay.decode_jpeg(overlay.encode_jpeg(picture)).astype(int), picture, atol=40)
    with pytest.raises(ValueError):
        overlay.decode_jpeg(b"no picture")
