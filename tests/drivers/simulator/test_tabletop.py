"""Tables of two colours: each pattern has both, is the same for the same number, and is what the camera sees."""

import numpy as np
import pytest

from drivers.simulator.tabletop import PATTERNS, pattern
from drivers.simulator.world import Look, World

DARK, LIGHT = (0.2, 0.1, 0.1), (0.7, 0.8, 0.6)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_lies_between_its_colours_and_varies(name):
    drawn = pattern(name, DARK, LIGHT, 3)
    assert drawn.min(axis=(0, 1)) == pytest.approx(255 * np.array(DARK), abs=80) and drawn[..., 0].std() > 8
    assert (drawn >= np.round(255 * np.array(DARK)) - 1).all() and (drawn <= np.round(255 * np.array(LIGHT)) + 1).all()
    assert np.array_equal(drawn, pattern(name, DARK, LIGHT, 3)) and not np.array_equal(drawn, pattern(name, DARK, LIGHT, 4))


def test_a_table_has_it():
    seen = []
    for look in (Look(table=DARK, checks=LIGHT, pattern=("stripes", 1)), Look(table=DARK)):
        world = World([], look=look)
        seen.append(world.render("front", 160, 120)[0][20:60].astype(float))
        world.close()
    assert seen[0].std() > 3 * seen[1].std()


def test_another_name_is_no_pattern():
    with pytest.raises(ValueError, match="no pattern 'dots'; there are checks, stripes"):
        pattern("dots", DARK, LIGHT, 0)
