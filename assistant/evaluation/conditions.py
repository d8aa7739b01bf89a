"""What may be otherwise than in training while scenarios are played: light, table, camera, depth, pictures that do not come, a stranger's things.

Knows how the simulated world can look; nothing of scenarios or scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drivers.simulator.world import Look

CONDITIONS = ("clean", "half-light", "double-light", "coloured-light", "camera-moved", "other-table", "no-depth", "dropped-frames", "hand", "unknown-thing")
MOVED, TURNED = 0.02, np.radians(3.0)
"""By how much the camera is displaced (m) and turned (rad), each in a direction of the scene's own."""
DROPPED = 0.2
"""Share of the pictures that do not come: the one before is seen once more."""


@dataclass(frozen=True)
class Condition:
    """One of CONDITIONS. ValueError for another name."""

    name: str = "clean"

    def __post_init__(self) -> None:
        if self.name not in CONDITIONS:
            raise ValueError(f"There is no condition {self.name!r}; the conditions are {', '.join(CONDITIONS)}.")

    @property
    def depth(self) -> bool:
        return self.name != "no-depth"

    @property
    def dropped(self) -> float:
        return DROPPED if self.name == "dropped-frames" else 0.0

    def look(self, seed: int) -> Look:
        """How the world looks in the scene of this seed."""
        if self.name == "half-light":
            return Look(light=0.5)
        if self.name == "double-light":
            return Look(light=2.0)
        if self.name == "coloured-light":
            return Look(light_color=(1.2, 0.95, 0.65))  # a warm bulb in the evening
        if self.name == "other-table":
            return Look(table=(0.30, 0.42, 0.40), checks=(0.42, 0.55, 0.52))
        if self.name == "camera-moved":
            rng = np.random.default_rng(seed)
            shift, turn = (size * way / np.linalg.norm(way) for size, way in zip((MOVED, TURNED), rng.normal(size=(2, 3))))
            return Look(camera_shift=tuple(shift), camera_turn=tuple(turn))
        return Look(bystander={"hand": "hand", "unknown-thing": "cone"}.get(self.name))
