"""How what things are put in stands, by its rim: the simulator's own depth picture."""

from math import cos, sin

import numpy as np
import pytest

from drivers.simulator.world import Thing
from tests.assistant.vla.test_depth import Table


@pytest.mark.parametrize("yaw", [0.0, 0.5, 1.2, 2.6])
def test_a_box_is_found_where_it_stands_and_which_way_it_lies(yaw):
    table = Table(Thing("box", "box", "red", (0.22, 0.03), yaw), Thing("cup", "cup", "blue", (0.22 + 0.03 * cos(yaw), 0.03 + 0.03 * sin(yaw)), 0.0))
    objects = table.measured(off=(0.006, -0.005, 0.0))
    assert table.errors(objects)[0] < 0.004  # the cup hides some of an end
    way = objects.along[0, 0].numpy()
    assert abs(way @ [cos(yaw), sin(yaw)]) > cos(0.08)
    assert not objects.along[0, 1:].any()


@pytest.mark.parametrize("kind", ["bowl", "plate"])
def test_what_is_round_is_found_and_has_no_long_side(kind):
    table = Table(Thing("wide", kind, "red", (0.22, 0.03), 0.4))
    objects = table.measured(off=(0.006, -0.005, 0.0))
    assert table.errors(objects)[0] < 0.003 and not objects.along.any()


def test_a_rim_that_is_half_hidden_is_not_believed():
    table = Table(Thing("box", "box", "red", (0.22, 0.03), 0.4))
    u = int(table.seen().pixel[0, 0, 0] * 640 / 192)
    depth = table.depth.copy()
    depth[:, :u] = 0.0
    objects = table.measured(off=(0.004, 0.0, 0.0), depth=depth)
    assert np.isclose(table.errors(objects)[0], 0.004, atol=1e-3) and not objects.along.any()
