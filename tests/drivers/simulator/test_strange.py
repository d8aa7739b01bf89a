"""Things of kinds that have no name: seen, not felt, and the same for the same number."""

import numpy as np
import pytest

from drivers.simulator.strange import SHAPES, Strange
from drivers.simulator.world import Look, Thing, World

CUBE = Thing("cube", "cube", "red", at=(0.20, 0.10), yaw=0.0)


def picture(*numbers: int) -> np.ndarray:
    world = World([CUBE], look=Look(strange=numbers))
    drawn = world.render("front", 320, 240)[0].astype(int)
    world.close()
    return drawn


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_each_shape_is_seen(number):
    off = np.abs(picture(number) - picture()).max(-1)
    assert 20 < (off > 15).sum() < 3000


def test_the_same_number_is_the_same_thing():
    assert np.array_equal(picture(40), picture(40)) and Strange(40).color == Strange(40).color
    assert len({Strange(n).color for n in range(40)}) > 20


def test_it_goes_where_it_is_laid_and_nothing_feels_it():
    world = World([CUBE], look=Look(strange=(2, 13)))
    world.lay_strange(1, (0.20, 0.10), 0.3)  # into the cube
    world.step(100)
    assert np.allclose(world.pose("cube")[0], (0.20, 0.10, 0.015), atol=0.002)
    assert np.allclose(world.data.body("strange1").xpos, (0.20, 0.10, 0.0))
    with pytest.raises(IndexError, match="no strange thing 2; there are 2"):
        world.lay_strange(2, (0.2, 0.0), 0.0)
