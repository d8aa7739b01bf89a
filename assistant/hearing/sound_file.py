"""Recordings on disk: WAV, FLAC, OGG and what else libsndfile reads, as mono samples.

Every way in which a file can be unfit is one sentence (SoundFileError). Knows nothing of what is in the sound.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

LONGEST = 600.0
"""Seconds. A recording longer than this is taken for a mistake rather than heard for minutes."""


class SoundFileError(Exception):
    """The file cannot be heard. The message says why and what to do."""


def read_sound(path: str | Path, longest: float = LONGEST) -> tuple[np.ndarray, int]:
    """Returns (n,) float32 mono in [-1, 1] and the file's own sample rate. Raises SoundFileError."""
    import soundfile

    path = Path(path)
    if not path.exists():
        raise SoundFileError(f"There is no file {path}; check the name.")
    if not path.is_file():
        raise SoundFileError(f"{path} is not a file; give a WAV or FLAC recording.")
    try:
        with path.open("rb", buffering=0) as file:
            if path.stat().st_size == 0:
                raise SoundFileError(f"{path} is empty; record it again.")
            # by its descriptor, so that libsndfile goes by the content and not by the name's ending
            with soundfile.SoundFile(file.fileno(), closefd=False) as sound:
                return _samples(path, sound, longest), sound.samplerate
    except soundfile.LibsndfileError as reason:
        raise SoundFileError(f"{path} is not a sound file that Vela can read ({reason.error_string.rstrip('.')}); give a WAV or FLAC recording.") from reason
    except OSError as reason:
        raise SoundFileError(f"{path} cannot be read ({reason.strerror}); check its permissions.") from reason


def _samples(path: Path, sound, longest: float) -> np.ndarray:
    if sound.frames == 0:
        raise SoundFileError(f"{path} holds no sound; record it again.")
    if not 4_000 <= sound.samplerate <= 400_000:
        raise SoundFileError(f"{path} has an impossible sample rate of {sound.samplerate} Hz; save it at 16000 Hz.")
    seconds = sound.frames / sound.samplerate
    if seconds > longest:
        raise SoundFileError(
            f"{path} is {seconds / 60:.0f} minutes long and Vela hears recordings of up to {longest / 60:.0f} minutes; cut out the part that matters."
        )
    samples = sound.read(dtype="float32", always_2d=True).mean(axis=1)
    if not len(samples):
        raise SoundFileError(f"{path} holds no sound although its header promises some; record it again.")
    return np.nan_to_num(samples)
