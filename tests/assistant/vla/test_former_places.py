"""Where things stood before they were moved."""

import torch
import torch.nn.functional as F

from assistant.vla.attention_span import Span
from assistant.vla.former_places import WHERE_IT_WAS, FormerPlace, FormerPlaces
from assistant.vla.language import SKILLS
from assistant.vla.sight import COLORS, KINDS
from assistant.vla.thing import Thing
from assistant.vla.training.language import replies
from tests.assistant.vla.spans import objects

CUBE, CUP, BOWL, PLATE = (KINDS.index(kind) for kind in ("cube", "cup", "bowl", "plate"))
RED, BLUE = COLORS.index("red"), COLORS.index("blue")
A, B, C = (torch.tensor(place) for place in ((0.2, 0.1, 0.015), (0.25, -0.1, 0.015), (0.22, 0.0, 0.015)))


def thing(kind, color, place) -> Thing:
    return Thing.of(objects((kind, color, *place.tolist())), 0)


def test_the_words_of_the_step_are_those_that_the_model_looks_for():
    assert replies.put_back("red cube").endswith(WHERE_IT_WAS)


def test_what_is_held_goes_back_to_where_it_was_taken_from():
    places = FormerPlaces()
    assert places.of_held is None
    places.take(FormerPlace(A))
    places.told()
    assert torch.equal(places.of_held.place, A)


def test_what_was_moved_and_is_taken_again_goes_to_where_it_was_before():
    places = FormerPlaces()
    places.take(FormerPlace(A))
    places.put(B)
    places.told()
    places.take(FormerPlace(B + 0.005))  # as it is seen now
    assert torch.equal(places.of_held.place, A)
    places.told()  # "pick it up", and only then "put it back": from the hand
    assert torch.equal(places.of_held.place, B + 0.005)


def test_each_of_two_goes_back_to_its_own_place():
    places = FormerPlaces()
    for before, now in ((A, B), (C, A)):  # the second where the first had been
        places.take(FormerPlace(before))
        places.put(now)
    places.told()
    for taken, before in ((A, C), (B, A)):
        places.take(FormerPlace(taken))
        assert torch.equal(places.of_held.place, before)
        places.put(before)


def test_what_fell_out_of_the_hand_is_not_what_comes_into_it_next():
    places = FormerPlaces()
    places.take(FormerPlace(A))
    places.empty()
    assert places.of_held is None
    places.put(B)  # given into the hand by somebody, and put down
    places.take(FormerPlace(B))
    assert torch.equal(places.of_held.place, B)


def test_what_never_was_in_the_hand_was_nowhere_before():
    places = FormerPlaces()
    places.put(B)
    places.take(FormerPlace(B))
    assert torch.equal(places.of_held.place, B)


def test_what_it_stood_in_or_on_is_known():
    cube, bowl, plate = thing(CUBE, BLUE, A), thing(BOWL, BLUE, B), thing(PLATE, RED, C)
    others = [cube, bowl, plate]
    assert FormerPlace.of(thing(CUBE, RED, A + torch.tensor([0.005, 0.0, 0.03])), others).base is cube
    assert FormerPlace.of(thing(CUBE, RED, B + torch.tensor([0.02, 0.0, 0.01])), others).base is bowl
    assert FormerPlace.of(thing(CUBE, RED, torch.tensor([0.18, -0.2, 0.015])), others).base is None
    assert bowl.hollow and not plate.hollow and not cube.hollow


def test_what_goes_back_is_put_down_where_it_stood_and_else_under_the_hand():
    seen = objects((CUBE, RED, *A.tolist()))
    points = F.one_hot(torch.tensor([0, 8]), 9).float().T
    skill = F.one_hot(torch.tensor([SKILLS.index("put_down")]), len(SKILLS)).float()
    there = Span.begin("put the red cube where it was", skill, seen, points, back=B).spot[0, :2]
    here = Span.begin("put down the red cube", skill, seen, points).spot[0, :2]
    assert torch.allclose(there, B[:2], atol=1e-6) and torch.allclose(here, A[:2], atol=1e-6)
