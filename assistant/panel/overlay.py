"""Draws what the VLA means into the picture, and turns pictures into JPEG.

Pure functions on arrays; knows nothing of cameras or where the points came from.
"""

from __future__ import annotations

from typing import Sequence

import numpy as np
import simplejpeg
from PIL import Image, ImageDraw, ImageFont

from assistant.interface import Point

MARK = (46, 224, 196)
INK = (8, 20, 26)
GLOW = (255, 196, 60)
QUALITY = 82


def draw(picture: np.ndarray, points: Sequence[Point]) -> np.ndarray:
    """A copy of `picture` (H, W, 3) uint8 RGB with a ring, a dot and a label at each point (pixels of this picture).

    The surer the VLA, the fuller the colour; points outside the picture are drawn at its edge.
    """
    if not points:
        return picture.copy()
    height, width = picture.shape[:2]
    size = max(15, height // 26)
    base = Image.fromarray(picture).convert("RGBA")
    layer = Image.new("RGBA", base.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    font = ImageFont.load_default(size)
    for point in points:
        if not (np.isfinite(point.u) and np.isfinite(point.v)):
            continue
        u = float(np.clip(point.u, 0, width - 1))
        v = float(np.clip(point.v, 0, height - 1))
        alpha = int(110 + 145 * float(np.clip(point.confidence, 0, 1)))
        _ring(pen, u, v, height / 20, (*INK, alpha), max(5, height // 80))
        _ring(pen, u, v, height / 20, (*MARK, alpha), max(3, height // 160))
        _ring(pen, u, v, height / 160, (*MARK, 255), max(3, height // 160))
        if point.label:
            _label(pen, point.label[:40], u, v, height / 20, (width, height), font, size)
    return np.asarray(Image.alpha_composite(base, layer).convert("RGB"))


def draw_attention(picture: np.ndarray, attention: np.ndarray) -> np.ndarray:
    """A copy of `picture` (H, W, 3) uint8 RGB, darker and greyer where `attention` (H, W) in [0, 1] is low, and glowing where it is high."""
    share = np.clip(attention, 0.0, 1.0)[..., None]
    base = picture.astype(np.float32)
    plain = 0.55 * (0.5 * base + 0.5 * base.mean(-1, keepdims=True))
    glow = 0.72 * base + 0.28 * np.array(GLOW, np.float32)
    return ((1 - share) * plain + share * glow).round().astype(np.uint8)


def _ring(pen: ImageDraw.ImageDraw, u: float, v: float, radius: float, colour: tuple, width: int) -> None:
    pen.ellipse((u - radius, v - radius, u + radius, v + radius), outline=colour, width=width)


def _label(pen, text: str, u: float, v: float, radius: float, picture: tuple[int, int], font, size: int) -> None:
    """Above the ring, or below it where there is no room; always inside the picture."""
    left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
    wide, tall, pad = right - left, bottom - top, size // 3
    x = float(np.clip(u - wide / 2, pad, max(pad, picture[0] - wide - pad)))
    y = v - radius - tall - 2.5 * pad
    if y < pad:
        y = v + radius + 1.5 * pad
    pen.rounded_rectangle((x - pad, y - pad, x + wide + pad, y + tall + pad), radius=pad, fill=(*INK, 215))
    pen.text((x - left, y - top), text, font=font, fill=(*MARK, 255))


def encode_jpeg(picture: np.ndarray, quality: int = QUALITY) -> bytes:
    """(H, W, 3) uint8 RGB -> JPEG bytes."""
    return simplejpeg.encode_jpeg(np.ascontiguousarray(picture), quality=quality, colorspace="RGB", colorsubsampling="420")


def decode_jpeg(data: bytes) -> np.ndarray:
    """JPEG bytes -> (H, W, 3) uint8 RGB; ValueError if they are none."""
    return simplejpeg.decode_jpeg(data, colorspace="RGB")
