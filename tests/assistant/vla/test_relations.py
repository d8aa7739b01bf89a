"""What things on the table are to one another."""

import torch

from assistant.vla.relations import EDGES, RANKS, edges, ranks
from assistant.vla.sight import FEATURES

CUBE, CUP, RED, BLUE = 0, 1, 7, 9
GROUPS, HOW = ("look", "kind", "color", "all"), ("nearer", "farther", "right", "left", "bigger", "smaller", "any")


def table(*things):
    """Features of (kind, colour, x, y, size -1..1), places in metres."""
    features = torch.zeros(1, len(things) + 1, FEATURES)
    for n, (kind, color, x, y, size) in enumerate(things):
        features[0, n, [kind, color, 17 + size]] = 1.0
        features[0, n, 19], features[0, n, 20] = (x - 0.22) / 0.08, y / 0.12
    present = torch.ones(1, len(things) + 1, dtype=torch.bool)
    present[0, -1] = False
    return features, present


def counted(thing, group, how, *things):
    found = ranks(*table(*things))
    assert found.shape == (1, len(things) + 1, RANKS)
    index = GROUPS.index(group) * len(HOW) + HOW.index(how)
    count, none = found[0, thing, index] * 3, found[0, thing, index + RANKS // 2]
    assert torch.isclose(none, torch.exp(-2 * count))
    return round(float(count), 1)


def test_left_and_near_are_counted_among_what_is_alike():
    things = ((CUBE, RED, 0.2, 0.1, 0), (CUBE, BLUE, 0.2, 0.0, 0), (CUBE, RED, 0.3, -0.1, 0), (CUP, RED, 0.15, -0.05, 0))
    assert [counted(n, "kind", "left", *things) for n in range(4)] == [0, 1, 2, 0]
    assert [counted(n, "look", "left", *things) for n in range(4)] == [0, 0, 1, 0]
    assert [counted(n, "all", "left", *things) for n in range(4)] == [0, 1, 3, 2]
    assert [counted(n, "all", "right", *things) for n in range(4)] == [3, 2, 0, 1]
    assert counted(2, "color", "nearer", *things) == 2 and counted(3, "color", "farther", *things) == 2
    assert counted(0, "look", "any", *things) == 1


def test_sizes_are_compared():
    things = ((CUBE, RED, 0.2, 0.1, 1), (CUBE, RED, 0.2, 0.0, -1), (CUP, RED, 0.3, 0.0, 1))
    assert counted(0, "look", "smaller", *things) == 1 and counted(0, "look", "bigger", *things) == 0
    assert counted(1, "kind", "bigger", *things) == 1 and counted(1, "all", "bigger", *things) == 1 + 1


def test_what_is_not_there_has_no_ranks():
    assert torch.equal(ranks(*table((CUBE, RED, 0.2, 0.0, 0)))[0, 0, : RANKS // 2], torch.zeros(RANKS // 2))


GAP, INSIDE, BESIDE, LEFT, RIGHT, FRONT, BEHIND, SAME_LOOK, SAME_KIND, SAME_COLOR, BETWEEN = range(4, 15)
NEAREST, FARTHEST = 15, 19  # of its look, of its kind, of its colour, of all

BOWL, PLATE = 4, 5


def test_sides_are_the_robots_own():
    found = edges(*table((CUBE, RED, 0.22, 0.10, 0), (CUP, BLUE, 0.22, 0.0, 0), (CUP, RED, 0.30, 0.0, 0)))
    assert found.shape == (1, 4, 4, EDGES)
    sides = [LEFT, RIGHT, FRONT, BEHIND]
    assert (found[0, 0, 1, sides] > 0.5).tolist() == [True, False, False, False]
    assert (found[0, 1, 0, sides] > 0.5).tolist() == [False, True, False, False]
    assert (found[0, 1, 2, sides] > 0.5).tolist() == [False, False, True, False]
    assert (found[0, 2, 1, sides] > 0.5).tolist() == [False, False, False, True]
    assert (found[0, 0, 2, [SAME_LOOK, SAME_KIND, SAME_COLOR]] > 0.5).tolist() == [False, False, True]


def test_the_nearest_of_its_kind_is_told_from_its_twins():
    things = ((CUBE, RED, 0.20, 0.15, 0), (CUBE, RED, 0.20, -0.10, 0), (CUBE, BLUE, 0.2, -0.02, 0), (PLATE, BLUE, 0.28, -0.12, 0))
    found = edges(*table(*things))[0, :, 3]
    assert [bool(found[n, NEAREST] > 0.5) for n in range(2)] == [False, True]  # of the red cubes
    assert [bool(found[n, FARTHEST] > 0.5) for n in range(2)] == [True, False]
    assert [bool(found[n, NEAREST + 1] > 0.5) for n in range(3)] == [False, True, False]  # of the cubes
    assert bool(found[2, NEAREST] > 0.5) and bool(found[2, FARTHEST] > 0.5)  # the only blue one is both


def test_next_to_and_in_depend_on_how_wide_things_are():
    found = edges(*table((CUBE, RED, 0.20, 0.0, 0), (BOWL, BLUE, 0.20, 0.09, 0), (CUBE, BLUE, 0.20, 0.115, 0)))
    assert found[0, 0, 1, BESIDE] > 0.5 and found[0, 0, 1, INSIDE] < 0.1
    assert found[0, 2, 1, INSIDE] > 0.5 and found[0, 2, 1, BESIDE] < 0.1  # it lies in it, not beside it
    assert found[0, 0, 2, BESIDE] < 0.1  # 7 cm of table, or bowl, are between the two cubes


def test_between_two_others():
    found = edges(*table((CUBE, RED, 0.20, 0.15, 0), (CUP, BLUE, 0.205, 0.0, 0), (CUP, RED, 0.20, -0.15, 0)))
    assert found[0, 1, 0, BETWEEN] > 0.5 and found[0, 1, 2, BETWEEN] > 0.5
    assert found[0, 0, 1, BETWEEN] < 0.1 and found[0, 2, 0, BETWEEN] < 0.1


def test_nothing_is_anything_to_itself_or_to_what_is_not_there():
    found = edges(*table((CUBE, RED, 0.20, 0.15, 0), (CUP, BLUE, 0.205, 0.0, 0)))
    assert not found[0, [0, 1, 2], [0, 1, 2]].any() and not found[0, 2].any() and not found[0, :, 2].any()
    assert torch.isfinite(found).all()
