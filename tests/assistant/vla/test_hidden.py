"""What the arm hides between one sentence and the next is still there."""

import torch

from assistant.vla.hidden import drop_hidden, fill_in, keep_kinds, standing
from assistant.vla.placed import not_at
from tests.assistant.vla.spans import objects
from tests.assistant.vla.test_looking_back import BLUE, CUBE, CUP, GREEN, RED

BLOCK, MUG = (CUBE, BLUE, 0.20, -0.10, 0.015), (CUP, RED, 0.22, 0.10, 0.03)
BEFORE = (BLOCK, MUG)


def labels(tokens):
    return sorted((int(tokens.kind[0, i].argmax()), int(tokens.color[0, i].argmax())) for i in tokens.present[0].nonzero()[:, 0].tolist())


def always(place):
    return True


def test_what_is_hidden_keeps_a_token_where_it_stood():
    now = objects(MUG)
    filled = fill_in(standing(objects(*BEFORE)), now, always)
    assert [thing.label for thing in filled] == ["blue cube"] and labels(now) == [(CUBE, BLUE), (CUP, RED)]
    index = int(now.kind[0, :, CUBE].mul(now.present[0]).argmax())
    assert torch.allclose(now.place[0, index], torch.tensor(BLOCK[2:])) and float(now.held[0, index]) == 0.0


def test_what_nothing_hides_and_is_not_to_be_seen_is_gone():
    now = objects(MUG)
    assert fill_in(standing(objects(*BEFORE)), now, lambda place: False) == [] and labels(now) == [(CUP, RED)]


def test_what_is_seen_elsewhere_was_moved():
    now = objects(MUG, (CUBE, BLUE, 0.15, 0.0, 0.015))
    assert fill_in(standing(objects(*BEFORE)), now, always) == []


def test_what_is_in_the_hand_is_not_where_it_was_taken_from_and_does_not_stand_for_what_it_is_above():
    now = objects((CUP, RED, 0.20, -0.10, 0.04))  # the mug, in the hand, over the block
    now.held[0, 0] = 1.0
    rest = not_at(standing(objects(*BEFORE)), torch.tensor(MUG[2:]))
    assert [thing.label for thing in fill_in(rest, now, always)] == ["blue cube"]


def test_what_took_its_place_is_what_is_seen():
    now = objects(MUG, (CUBE, GREEN, 0.205, -0.10, 0.015))
    assert fill_in(standing(objects(*BEFORE)), now, always) == []


def test_of_two_alike_the_one_that_is_hidden_stays():
    pair = (BLOCK, (CUBE, BLUE, 0.15, 0.15, 0.015))
    now = objects(BLOCK)
    assert len(fill_in(standing(objects(*pair)), now, always)) == 1 and labels(now) == [(CUBE, BLUE), (CUBE, BLUE)]


def test_what_is_held_is_not_remembered_as_standing_there():
    before = objects(*BEFORE)
    before.held[0, 1] = 1.0
    assert [thing.label for thing in standing(before)] == ["blue cube"]


def test_what_was_taken_is_no_longer_remembered_there():
    assert [thing.label for thing in not_at(standing(objects(*BEFORE)), torch.tensor([0.205, -0.10, 0.015]))] == ["red cup"]


def test_with_no_token_free_nothing_is_pushed_out():
    now = objects(MUG, *((CUP, GREEN, 0.15, 0.02 * k, 0.03) for k in range(7)))
    assert fill_in(standing(objects(*BEFORE)), now, always) == [] and len(labels(now)) == 8


def test_its_twin_in_the_hand_is_not_what_the_hand_hides():
    before = standing(objects(BLOCK))
    now = objects((CUBE, BLUE, 0.25, 0.05, 0.14))
    now.held[0, 0] = 1.0
    assert [thing.label for thing in fill_in(before, now, always)] == ["blue cube"]


def test_what_cannot_be_seen_where_it_is_said_to_be_is_the_arm_and_dropped():
    now = objects(MUG, (5, 8, 0.11, 0.13, 0.012))
    drop_hidden(now, lambda place: float(place[0]) < 0.15, ())
    assert labels(now) == [(CUP, RED)]


def test_what_is_held_or_known_to_be_there_is_not_dropped():
    now = objects(MUG, BLOCK)
    now.held[0, 0] = 1.0
    drop_hidden(now, always, {1})
    assert labels(now) == [(CUBE, BLUE), (CUP, RED)]


def test_what_lies_in_a_bowl_has_not_taken_its_place():
    bowl = (4, RED, 0.20, -0.10, 0.02)
    assert [thing.label for thing in fill_in(standing(objects(bowl)), objects((CUBE, BLUE, 0.21, -0.10, 0.022)), always)] == ["red bowl"]


def seen_again(things, now, touched):
    keep_kinds(standing(objects(*things)), now, lambda place: touched)
    return labels(now)


def test_a_box_with_a_finger_over_it_that_looks_like_a_plate_is_still_a_box():
    box, plate = (6, RED, 0.20, -0.10, 0.015), (5, RED, 0.20, -0.10, 0.006)
    assert seen_again([box], objects(plate), True) == [(6, RED)]
    assert seen_again([box], objects((5, BLUE, *plate[2:])), True) == [(5, BLUE)]
    assert seen_again([box], objects(MUG), True) == [(CUP, RED)]


def test_in_the_open_a_plate_that_took_its_place_is_a_plate():
    assert seen_again([(6, RED, 0.20, -0.10, 0.015)], objects((5, RED, 0.20, -0.10, 0.006)), False) == [(5, RED)]
