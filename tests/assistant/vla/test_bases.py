"""What things were put in or on, kept in mind."""

import torch

from assistant.vla.bases import recall, uncover, with_base
from assistant.vla.sight import KINDS
from tests.assistant.vla.spans import objects
from tests.assistant.vla.test_looking_back import BLUE, CUBE, CUP, GREEN, RED, put

BOWL, BOX, PLATE = KINDS.index("bowl"), KINDS.index("box"), KINDS.index("plate")
CUPS = ((CUP, RED, 0.20, 0.15, 0.03), (CUP, BLUE, 0.15, -0.15, 0.03))
PLATE_SEEN = (PLATE, GREEN, 0.22, 0.0, 0.006)
CUBES = ((CUBE, RED, 0.20, 0.15, 0.015), (CUBE, BLUE, 0.22, -0.05, 0.015))


def on_the_plate(things=(*CUPS, PLATE_SEEN)):
    return with_base([], put(things, 0, 2, "put_on"))


def on_the_cube():
    return with_base([], put(CUBES, 0, 1, "put_on"))


def test_a_plate_with_a_mug_on_it_is_still_a_plate_where_it_stood():
    seen = objects((BOWL, GREEN, 0.227, 0.006, 0.02), CUPS[1])
    assert len(recall(on_the_plate(), seen)) == 1
    assert int(seen.kind[0, 0].argmax()) == PLATE
    assert torch.allclose(seen.place[0, 0], torch.tensor(PLATE_SEEN[2:]))


def test_a_plate_that_was_pushed_is_where_it_was_pushed_to():
    seen = objects((BOWL, GREEN, 0.24, 0.0, 0.02))
    recall(on_the_plate(), seen)
    assert int(seen.kind[0, 0].argmax()) == PLATE and float(seen.place[0, 0, 0]) > 0.235


def test_another_bowl_in_its_place_is_a_bowl_and_the_plate_is_forgotten():
    seen = objects((BOWL, BLUE, 0.22, 0.0, 0.02))
    assert recall(on_the_plate(), seen) == []
    assert int(seen.kind[0, 0].argmax()) == BOWL


def test_a_box_with_things_in_it_keeps_its_color():
    mixed = objects((BOX, BLUE, 0.22, 0.0, 0.015), (CUBE, RED, 0.24, -0.01, 0.019), (CUBE, GREEN, 0.20, 0.01, 0.019))
    mixed.color[0, 0] = 0.0
    mixed.color[0, 0, BLUE], mixed.color[0, 0, GREEN] = 0.1, 0.9
    bases = with_base([], put((CUPS[0], CUPS[1], (BOX, BLUE, 0.22, 0.0, 0.015)), 0, 2, "put_in"))
    assert len(recall(bases, mixed)) == 1 and int(mixed.color[0, 0].argmax()) == BLUE


def test_a_box_keeps_the_color_that_it_had_when_it_was_empty():
    first = with_base([], put((CUPS[0], CUPS[1], (BOX, BLUE, 0.22, 0.0, 0.015)), 0, 2, "put_in"))
    second = with_base(first, put((CUPS[0], CUPS[1], (BOX, GREEN, 0.22, 0.0, 0.015)), 1, 2, "put_in"))
    assert len(second) == 1 and int(second[0].color.argmax()) == BLUE


def test_an_empty_box_of_another_color_is_another_box():
    bases = with_base([], put((CUPS[0], CUPS[1], (BOX, BLUE, 0.22, 0.0, 0.015)), 0, 2, "put_in"))
    assert recall(bases, objects((BOX, GREEN, 0.22, 0.0, 0.015))) == []


def test_a_plate_that_the_arm_hides_is_not_forgotten():
    assert len(recall(on_the_plate(), objects(CUPS[1]))) == 1


def test_the_plate_stays_where_it_was_before_the_first_mug_when_there_is_a_second():
    first = on_the_plate()
    drifted = (BOWL, GREEN, 0.228, 0.005, 0.02)
    second = with_base(first, put((*CUPS, drifted), 1, 2, "put_on"))
    assert len(second) == 1 and torch.allclose(second[0].place, torch.tensor(PLATE_SEEN[2:]))


def test_a_cube_under_another_has_a_token_of_its_own():
    seen = objects((CUBE, RED, 0.221, -0.05, 0.045))
    filled = uncover(on_the_cube(), seen)
    assert len(filled) == 1
    slot = filled.pop()
    assert bool(seen.present[0, slot]) and int(seen.color[0, slot].argmax()) == BLUE and abs(float(seen.place[0, slot, 2]) - 0.015) < 1e-6


def test_a_cube_that_is_seen_or_bare_again_gets_none():
    assert uncover(on_the_cube(), objects((CUBE, RED, 0.221, -0.05, 0.045), CUBES[1])) == set()
    assert uncover(on_the_cube(), objects((CUBE, RED, 0.10, 0.15, 0.015))) == set()


def test_a_cube_that_was_taken_from_there_is_no_base_any_more():
    taken = put((CUBES[1], (CUP, GREEN, 0.1, 0.2, 0.03), PLATE_SEEN), 0, 2, "put_on")
    assert [int(base.kind.argmax()) for base in with_base(on_the_cube(), taken)] == [PLATE]
