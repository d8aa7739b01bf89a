"""When a picture of the world must be drawn anew."""

import numpy as np

from drivers.simulator.painter import STILL, shown
from drivers.simulator.things import Thing
from drivers.simulator.world import World

CUBE = (Thing("cube", "cube", "red", at=(0.2, 0.0)),)


def test_only_what_has_moved_or_is_new_is_drawn():
    world, view = World(CUBE), World(())
    at = world.data.qpos.copy()
    red, blue = world.things, World((Thing("cube", "cube", "blue", at=(0.2, 0.0)),)).things
    assert shown(view, red, at) and np.array_equal(view.data.qpos, at)
    assert not shown(view, red, at) and not shown(view, red, at + STILL / 2)
    assert shown(view, red, at + 0.001)
    assert shown(view, blue, at + 0.001)


def test_what_moves_slowly_is_seen_to_have_moved_at_last():
    world, view = World(CUBE), World(())
    at = world.data.qpos.copy()
    shown(view, world.things, at)
    drawn = [shown(view, world.things, at + n * STILL / 4) for n in range(1, 13)]
    assert sum(drawn) in (2, 3) and np.abs(view.data.qpos - at).max() > 1.5 * STILL
