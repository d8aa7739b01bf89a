"""What was put somewhere and is there no longer."""

import torch
import torch.nn.functional as F

from assistant.vla.attention_span import Span
from assistant.vla.language import SKILLS
from assistant.vla.looking_back import look_back
from tests.assistant.vla.spans import ASIDE, HELD, objects

AWAY = torch.tensor([0.10, 0.25, 0.15])
CUBE, CUP, BOX = 0, 1, 6
RED, BLUE, GREEN = 0, 2, 1
BOX_SEEN = (BOX, GREEN, 0.22, 0.0, 0.015)


def put(things, target: int, goal: int, name: str = "put_in") -> Span:
    """The span of a thing that was taken and let go where it goes."""
    seen = objects(*things)
    points = torch.stack([F.one_hot(torch.tensor(i), 9).float() for i in (target, goal)], 1)
    span = Span.begin(f"{name} {target}", F.one_hot(torch.tensor([SKILLS.index(name)]), len(SKILLS)).float(), seen, points)
    start, end = span.target.place.clone(), torch.cat([span.spot[0, :2], torch.tensor([0.10])])
    span.follow(objects(), start - ASIDE, torch.eye(3), felt=HELD)
    span.follow(objects(), end - ASIDE, torch.eye(3), felt=HELD)
    span.follow(objects(), end - ASIDE, torch.eye(3), felt=None)
    assert span.settled
    return span


def there(span: Span, kind: int, color: int):
    return (kind, color, *span.target.place.tolist())


START = ((CUP, RED, 0.20, 0.15, 0.03), (CUP, BLUE, 0.15, -0.15, 0.03), BOX_SEEN)


def test_what_stands_where_it_was_put_is_not_amiss():
    red = put(START, 0, 2)
    assert look_back([red], objects(there(red, CUP, RED), START[1], BOX_SEEN), AWAY) == ([], [])
    assert look_back([red], objects(there(red, CUBE, RED), START[1], BOX_SEEN), AWAY) == ([], [])  # it fell over, in there


def test_what_lies_beside_is_amiss_whatever_it_looks_like_on_its_side():
    red = put(START, 0, 2)
    assert look_back([red], objects((CUBE, RED, 0.14, 0.05, 0.02), START[1], BOX_SEEN), AWAY) == ([red], [])


def test_what_is_not_to_be_seen_is_hidden_and_not_amiss():
    red = put(START, 0, 2)
    assert look_back([red], objects(START[1], BOX_SEEN), AWAY) == ([], [red])
    assert look_back([red], objects((CUBE, RED, 0.14, 0.05, 0.02), START[1], BOX_SEEN), torch.tensor([0.14, 0.05, 0.1])) == ([], [red])  # that may be the hand


def test_a_twin_that_stands_where_it_stood_is_not_what_fell():
    twin = (CUP, RED, 0.28, -0.10, 0.03)
    red = put((START[0], twin, BOX_SEEN), 0, 2)
    assert look_back([red], objects(twin, BOX_SEEN), AWAY) == ([], [red])


def test_one_of_two_alike_does_not_stand_in_for_both():
    first = put(((CUP, RED, 0.20, 0.15, 0.03), (CUP, RED, 0.15, -0.15, 0.03), BOX_SEEN), 0, 2)
    second = put((there(first, CUP, RED), (CUP, RED, 0.15, -0.15, 0.03), BOX_SEEN), 1, 2)
    seen = objects(there(second, CUP, RED), (CUBE, RED, 0.20, -0.09, 0.02), BOX_SEEN)
    amiss, hidden = look_back([first, second], seen, AWAY)
    assert len(amiss) == 1 and not hidden


def test_what_fell_off_a_cube_is_not_on_it():
    can, cube = (3, RED, 0.20, 0.15, 0.03), (CUBE, BLUE, 0.22, -0.05, 0.015)
    red = put((can, cube), 0, 1, "put_on")
    assert look_back([red], objects((3, RED, 0.22, -0.05, 0.06), cube), AWAY) == ([], [])
    assert look_back([red], objects((CUBE, RED, 0.22, -0.11, 0.016), cube), AWAY) == ([red], [])


def test_what_is_taken_elsewhere_on_purpose_is_forgotten():
    red = put(START, 0, 2)
    again = put((there(red, CUP, RED), START[1], BOX_SEEN, (5, BLUE, 0.15, 0.1, 0.006)), 0, 3, "put_on")
    other = put((there(red, CUP, RED), START[1], BOX_SEEN), 1, 2)
    assert not red.outlasts(again) and red.outlasts(other)


def test_it_is_put_back_as_the_thing_it_is():
    red = put(START, 0, 2)
    seen = objects((CUBE, RED, 0.14, 0.05, 0.02), START[1], BOX_SEEN)
    again = red.again(seen, red.astray(seen, AWAY), [])
    assert torch.allclose(again.target.place, torch.tensor([0.14, 0.05, 0.02])) and float((again.spot[0, :2] - torch.tensor([0.22, 0.0])).norm()) < 0.04
