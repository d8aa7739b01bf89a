"""Sound that arrives over the web: WAV files and raw PCM, to float32 mono.

Knows nothing of what is then heard in it.
"""

from __future__ import annotations

import struct

import numpy as np

MIN_RATE, MAX_RATE = 4_000, 192_000  # Hz
MAX_SECONDS = 15.0  # of one upload: it arrives at once, and what hears it keeps only so much waiting
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


class AudioError(ValueError):
    """Sound that cannot be used; the message is one sentence for people."""


def check_rate(rate: int) -> int:
    """The sample rate in Hz if it is one that sound is recorded at, else AudioError."""
    if not MIN_RATE <= rate <= MAX_RATE:
        raise AudioError(f"A sample rate of {rate} Hz is not between {MIN_RATE} and {MAX_RATE} Hz, so nothing was listened to. Send ordinary audio, for example 16000 Hz.")
    return rate


def decode_pcm16(data: bytes, channels: int = 1) -> np.ndarray:
    """Little-endian signed 16-bit samples, interleaved -> (n,) float32 mono in [-1, 1]. AudioError if bytes are missing."""
    if not 1 <= channels <= 8:
        raise AudioError(f"The audio says it has {channels} channels; the panel takes 1 to 8, so nothing was listened to.")
    if len(data) % (2 * channels):
        raise AudioError("The audio ends in the middle of a sample, so it was not listened to. Send whole 16-bit samples.")
    return np.frombuffer(data, "<i2").reshape(-1, channels).astype(np.float32).mean(axis=1) / np.float32(32768)


def decode_wav(data: bytes) -> tuple[np.ndarray, int]:
    """A WAV file (PCM of 8, 16, 24 or 32 bits, or float; any channels) -> ((n,) float32 mono in [-1, 1], rate in Hz).

    AudioError if it is no WAV, empty, or longer than MAX_SECONDS.
    """
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise AudioError("This is not a WAV file, so nothing was listened to. Send a WAV recording.")
    layout: tuple[int, int, int, int] | None = None  # format, channels, rate, bits
    position = 12
    while position + 8 <= len(data):
        name, size = data[position : position + 4], struct.unpack_from("<I", data, position + 4)[0]
        body = data[position + 8 : position + 8 + size]
        if name == b"fmt " and len(body) >= 16:
            kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
            if kind == EXTENSIBLE and len(body) >= 26:
                kind = struct.unpack_from("<H", body, 24)[0]
            layout = kind, channels, rate, bits
        elif name == b"data":
            if layout is None:
                break
            return _samples(body, *layout), layout[2]
        position += 8 + size + size % 2
    raise AudioError("This WAV file has no sound in it, so nothing was listened to. Record it again.")


def _samples(body: bytes, kind: int, channels: int, rate: int, bits: int) -> np.ndarray:
    check_rate(rate)
    width = bits // 8
    if not 1 <= channels <= 32 or (kind, bits) not in {(PCM, 8), (PCM, 16), (PCM, 24), (PCM, 32), (FLOAT, 32), (FLOAT, 64)}:
        raise AudioError(f"This WAV file is of a kind the panel cannot read (format {kind}, {channels} channels, {bits} bits), so nothing was listened to. Save it as 16-bit PCM.")
    frames = len(body) // (width * channels)
    if frames == 0:
        raise AudioError("This WAV file has no sound in it, so nothing was listened to. Record it again.")
    if frames > MAX_SECONDS * rate:
        raise AudioError(f"This recording is {frames / rate:,.0f} s long and the panel takes at most {MAX_SECONDS:.0f} s, so nothing was listened to. Send a shorter one, or run `python app.py hear FILE`.")
    body = body[: frames * width * channels]
    if kind == FLOAT:
        wide = np.nan_to_num(np.frombuffer(body, f"<f{width}"), nan=0.0, posinf=1.0, neginf=-1.0)
    elif bits == 8:
        wide = (np.frombuffer(body, np.uint8).astype(np.float32) - 128) / 128
    elif bits == 24:
        padded = np.zeros((frames * channels, 4), np.uint8)
        padded[:, 1:] = np.frombuffer(body, np.uint8).reshape(-1, 3)  # into the upper bytes: the sign comes along
        wide = padded.view("<i4")[:, 0] / 2.0**31
    else:
        wide = np.frombuffer(body, f"<i{width}") / 2.0 ** (bits - 1)
    return np.clip(wide.reshape(-1, channels).mean(axis=1), -1, 1).astype(np.float32)
