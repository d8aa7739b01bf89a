"""Random tables: what evaluation keeps for itself is not among them, and what has no name stands beside the things."""

import random

import numpy as np

from assistant.evaluation.conditions import Condition
from assistant.vla.training.scenes import KEPT_OUT, random_look, scatter_strange
from drivers.simulator.strange import Strange
from drivers.simulator.world import Look, Thing, World


def far(color) -> bool:
    return all(np.linalg.norm(np.subtract(color, other)) > 0.1 for other in KEPT_OUT)


def test_evaluations_other_table_is_new():
    other = Condition("other-table").look(0)
    assert {other.table, other.checks} <= set(KEPT_OUT)
    looks = [random_look(np.random.default_rng(n)) for n in range(300)]
    patterned = [look for look in looks if look.pattern]
    assert all(far(look.table) and far(look.checks) for look in patterned) and {look.pattern[0] for look in patterned} == {"checks", "stripes", "wood", "cloth", "stone"}
    strange = [look for look in looks if look.strange]
    assert all(far(Strange(n).color) for look in strange for n in look.strange)
    assert 90 < len(patterned) < 180 and 100 < len(strange) < 200


def test_what_has_no_name_stands_beside_the_things():
    world = World([Thing("bowl", "bowl", "blue", at=(0.22, 0.05)), Thing("cup", "cup", "red", at=(0.24, -0.1))], look=Look(strange=(1, 2, 3)))
    scatter_strange(random.Random(4), world)
    spots = [world.data.body(f"strange{k}").xpos[:2] for k in range(3)]
    assert len({tuple(s) for s in spots}) == 3
    assert all(np.linalg.norm(world.pose(t.name)[0][:2] - s) > t.radius + 0.03 for t in world.things for s in spots)
