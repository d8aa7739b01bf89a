"""The sound devices as the settings name them, and what may stand in their place. Knows settings' words; opens nothing."""

from __future__ import annotations

from typing import Any, Callable, Protocol

import numpy as np


class SoundDevices(Protocol):
    """What may stand in the place of this machine's: as ReopeningLoudspeaker(on_play) and ReopeningMicrophone(on_sound) would be. See bench/room.py."""

    def loudspeaker(self, on_play: Callable[[np.ndarray, int, float], None]) -> Any: ...
    def microphone(self, on_sound: Callable[[np.ndarray, int], None]) -> Any: ...


def device_named(setting: str | int) -> str | int | None:
    """`hearing.microphone` or `speaking.output` as PortAudio takes it: a number, a part of the name, None for the default one."""
    return None if setting == "default" else int(setting) if str(setting).isdecimal() else setting
