"""Sound as people send it: every ordinary kind of WAV becomes float32 mono, everything else a sentence."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from assistant.panel import audio


def wav(samples: np.ndarray, rate: int, kind: int = 1, bits: int | None = None, channels: int = 1, extra: bytes = b"") -> bytes:
    """A WAV file's bytes; `samples` as they lie in the file."""
    bits = bits or samples.itemsize * 8
    body = samples.tobytes()
    frame = bits // 8 * channels
    layout = struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits) + extra
    chunks = b"fmt " + struct.pack("<I", len(layout)) + layout + b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"data" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


WAVE = np.sin(np.arange(800) / 7).astype(np.float32) * 0.5


@pytest.mark.parametrize(
    "data",
    [
        wav((WAVE * 127 + 128).round().astype(np.uint8), 8000),
        wav((WAVE * 32767).astype("<i2"), 16000),
        wav((WAVE * 2**31).astype("<i4"), 96000),
        wav(WAVE.astype("<f4"), 48000, kind=3),
        wav(WAVE.astype("<f8"), 48000, kind=3),
        wav(np.repeat((WAVE * 32767).astype("<i2"), 2), 44100, channels=2),
        wav(np.frombuffer(b"".join(int(x).to_bytes(3, "little", signed=True) for x in WAVE * 2**23), np.uint8), 16000, bits=24),
        wav((WAVE * 32767).astype("<i2"), 16000, kind=0xFFFE, extra=struct.pack("<HHIH", 22, 16, 0, 1) + bytes(14)),
    ],
    ids=["8 bit", "16 bit", "32 bit", "float", "double", "stereo", "24 bit", "extensible"],
)
def test_kinds_of_wav(data):
    samples, rate = audio.decode_wav(data)
    assert samples.dtype == np.float32 and rate in (8000, 16000, 44100, 48000, 96000)
    np.testing.assert_allclose(samples, WAVE, atol=0.01)


@pytest.mark.parametrize(
    "data, part",
    [
        (b"", "not a WAV"),
        (b"RIFF", "not a WAV"),
        (wav(WAVE, 16000)[:30], "no sound"),
        (wav(np.zeros(0, "<i2"), 16000), "no sound"),
        (wav(np.zeros(9, "<i2"), 16000, kind=85), "cannot read"),
        (wav(np.zeros(9, "<i2"), 16000, channels=0), "cannot read"),
        (wav(np.zeros(9, "<i2"), 1), "sample rate"),
        (wav(np.zeros(4000 * 16, np.uint8), 4000), "16 s"),
        (wav(np.zeros(4000 * 3600, np.uint8), 4000), "3,600 s"),
    ],
)
def test_what_is_no_sound(data, part):
    with pytest.raises(audio.AudioError, match=part) as error:
        audio.decode_wav(data)
    assert str(error.value).endswith(".")


def test_numbers_that_are_none_do_not_get_through():
    samples, _ = audio.decode_wav(wav(np.array([np.nan, np.inf, -np.inf, 9], "<f4"), 16000, kind=3))
    assert samples.tolist() == [0, 1, -1, 1]
