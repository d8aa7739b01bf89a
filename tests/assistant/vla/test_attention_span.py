"""What an instruction is about stays in mind while the hand hides it."""

import torch
import torch.nn.functional as F

from assistant.vla.action import THING
from assistant.vla.attention_span import Span
from assistant.vla.language import SKILLS
from assistant.vla.thing import Thing
from tests.assistant.vla.spans import ASIDE, HELD, objects, span


def test_what_is_hidden_stays_where_it_was():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    mind.follow(objects(), torch.tensor([0.2, 0.1, 0.05]), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.015]))


def test_what_the_fingers_feel_moves_with_them():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    mind.follow(objects((0, 0, 0.2, 0.1, 0.015)), torch.tensor([0.185, 0.1, 0.08]), torch.eye(3), felt=HELD)  # seen as if it stood still
    assert torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.075]), atol=1e-4)
    assert float(mind.target.held) == 1.0


def test_what_is_felt_only_once_it_is_lifted_was_taken_where_the_fingers_were():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    mind.follow(objects(), torch.tensor([0.2, 0.1, 0.02]), torch.eye(3), felt=None)
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.12]), torch.eye(3), felt=HELD)
    assert torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.115]), atol=1e-4)


def test_fingers_that_close_on_nothing_hold_nothing():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    mind.follow(objects((0, 0, 0.2, 0.1, 0.015)), torch.tensor([0.2, 0.1, 0.02]), torch.eye(3), felt=None)
    assert float(mind.target.held) == 0.0


def test_what_is_let_go_lies_on_what_is_under_it_though_it_is_hidden():
    seen = objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015))
    for over, height in ((torch.tensor([0.25, -0.1, 0.1]), 0.045), (torch.tensor([0.2, -0.02, 0.1]), 0.015)):
        mind = span(seen, "put_on")
        mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
        mind.follow(objects(), over - ASIDE, torch.eye(3), felt=HELD)
        mind.follow(objects(), over - ASIDE, torch.eye(3), felt=None)
        assert torch.allclose(mind.target.place, torch.tensor([over[0], over[1], height]), atol=1e-4)


def test_what_fell_is_found_again():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.10]), torch.eye(3), felt=HELD)
    mind.follow(objects((0, 0, 0.22, 0.12, 0.015)), torch.tensor([0.2, 0.1, 0.10]), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.22, 0.12, 0.015]), atol=1e-4)


def test_a_twin_that_stands_where_it_stood_is_not_what_was_let_go():
    twin = (0, 0, 0.15, -0.17, 0.015)
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (4, 1, 0.2, -0.1, 0.02), twin), "put_in")
    for felt in (HELD, HELD, None, None, None, None, None, None):  # let go over the bowl; not seen there, for the hand is above it
        mind.follow(objects((4, 1, 0.2, -0.1, 0.02), twin), torch.tensor([0.2, -0.1, 0.06] if mind.carried is not None else [0.2, 0.1, 0.02]) - ASIDE, torch.eye(3), felt=felt)
    assert torch.allclose(mind.target.place[:2], torch.tensor([0.2, -0.1]), atol=1e-4)


def test_a_twin_is_not_taken_for_a_thing_that_has_not_been_seen_for_long():
    twin = (0, 0, 0.15, -0.17, 0.015)
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), twin))
    for _ in range(15):
        mind.follow(objects(twin), torch.tensor([0.2, 0.1, 0.05]), torch.eye(3), felt=None)
    assert mind.lost and torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.015]))


def test_the_twin_of_a_thing_that_slipped_from_the_fingers_is_not_taken_instead():
    left, right = (0, 2, 0.2, 0.12, 0.015), (0, 2, 0.2, -0.12, 0.015)
    mind = span(objects(left, right))
    at = torch.tensor([0.185, 0.12, 0.02])
    mind.follow(objects(left, right), at, torch.eye(3), felt=None)
    mind.follow(objects(left, right), at, torch.eye(3), felt=HELD)
    for _ in range(10):  # it slipped, and the hand hides it
        mind.follow(objects(right), at, torch.eye(3), felt=None)
    assert float(mind.target.place[1]) > 0


def test_a_thing_the_hand_is_about_is_pushed_aside_and_not_up():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    for _ in range(5):
        mind.follow(objects((0, 0, 0.21, 0.1, 0.03)), torch.tensor([0.2, 0.1, 0.03]), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.21, 0.1, 0.015]), atol=1e-3)
    for _ in range(5):
        mind.follow(objects((0, 0, 0.21, 0.1, 0.03)), torch.tensor([0.1, 0.0, 0.15]), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.21, 0.1, 0.03]), atol=1e-3)


def test_what_the_hand_hides_is_not_believed_to_hang_in_it():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    seen = objects((0, 0, 0.22, 0.1, 0.10))
    seen.held[0, 0] = 1.0
    mind.follow(seen, torch.tensor([0.2, 0.1, 0.10]), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.015]))


def test_what_is_not_there_gives_no_span_and_what_stays_away_is_lost():
    seen = objects((0, 0, 0.2, 0.1, 0.015), (4, 1, 0.2, -0.1, 0.02))
    assert span(seen, "put_in", target=8) is None
    mind = span(seen)
    for look in range(15):
        assert not mind.lost and mind.in_the_way == (look > 4)  # what the hand may hide is looked for before it is given up
        mind.follow(objects(), torch.zeros(3), torch.eye(3), felt=None)
    assert mind.lost


def test_a_twin_elsewhere_is_not_mistaken_for_it():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (0, 0, 0.2, -0.1, 0.015)))
    mind.follow(objects((0, 0, 0.2, -0.1, 0.015)), torch.zeros(3), torch.eye(3), felt=None)
    assert float(mind.target.place[1]) > 0.05


def test_what_was_knocked_away_is_followed():
    mind = span(objects((2, 3, 0.2, 0.1, 0.015)))
    mind.follow(objects((2, 3, 0.23, 0.13, 0.015)), torch.zeros(3), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.015]))  # once may be the hand, taken for it
    mind.follow(objects((2, 3, 0.23, 0.13, 0.015)), torch.zeros(3), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.23, 0.13, 0.015]))


def test_going_home_is_about_nothing():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)), "home")
    assert mind.target is None and mind.goal is None


def test_an_empty_table_is_no_trouble():
    assert span(objects(), target=8) is None
    mind = span(objects(), "home", target=8)
    assert mind.target is None
    assert mind.target_columns().shape[-1] == THING and not mind.target_columns().any()


def test_what_is_seen_where_the_cube_stands_is_on_the_cube():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.2, -0.1, 0.015)), "put_on")
    beside = objects((0, 0, 0.205, -0.1, 0.016))
    for _ in range(2):
        mind.follow(beside, torch.zeros(3), torch.eye(3), felt=None)
    while mind.target.missing:
        mind.follow(beside, torch.zeros(3), torch.eye(3), felt=None)
    assert abs(float(mind.target.place[2]) - 0.045) < 1e-6


def test_what_was_pushed_while_the_fingers_closed_is_between_them():
    mind = span(objects((0, 0, 0.21, 0.1, 0.015)))  # seen 10 mm from where they gripped it
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    assert torch.allclose(mind.target.place[:2], torch.tensor([0.2, 0.1]), atol=1e-4)


def test_a_pushed_goal_takes_its_spot_with_it():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (4, 1, 0.25, -0.1, 0.02)), "put_in")
    aside = mind.spot[0, :2] - torch.tensor([0.25, -0.1])
    assert float(aside.norm()) < 0.025 and float(mind.spot[0, 2]) == 1.0
    for _ in range(30):
        mind.follow(objects((0, 0, 0.2, 0.1, 0.015), (4, 1, 0.262, -0.1, 0.02)), torch.zeros(3), torch.eye(3), felt=None)
    assert torch.allclose(mind.spot[0, :2] - aside, torch.tensor([0.262, -0.1]), atol=1e-3)


def test_what_lies_in_the_bowl_already_is_left_room():
    bowl = (4, 1, 0.25, -0.1, 0.02)
    first = span(objects((3, 0, 0.2, 0.1, 0.03), bowl), "put_in").spot[0, :2]
    second = span(objects((3, 0, 0.2, 0.1, 0.03), bowl, (3, 2, *first.tolist(), 0.036)), "put_in").spot[0, :2]
    assert float((first - second).norm()) > 2 * 0.016
    assert float((second - torch.tensor([0.25, -0.1])).norm()) < 0.03


def test_what_was_measured_is_not_given_up_for_a_guess():
    seen = objects((0, 0, 0.2, 0.1, 0.015))
    seen.exact[0, 0] = True
    mind = span(seen)
    mind.follow(objects((0, 0, 0.206, 0.1, 0.02)), torch.zeros(3), torch.eye(3), felt=None)
    assert torch.equal(mind.target.place, torch.tensor([0.2, 0.1, 0.015]))
    moved = objects((0, 0, 0.206, 0.1, 0.015))
    moved.exact[0, 0] = True
    mind.follow(moved, torch.zeros(3), torch.eye(3), felt=None)
    assert float(mind.target.place[0]) > 0.204


def test_a_goal_does_not_rise_when_its_twin_is_put_on_it():
    mind = span(objects((0, 1, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015)), "put_on")
    pile = objects((0, 1, 0.25, -0.1, 0.045))
    pile.exact[0, 0] = True
    for _ in range(3):
        mind.follow(pile, torch.zeros(3), torch.eye(3), felt=None)
    assert abs(float(mind.goal.place[2]) - 0.015) < 1e-6


def test_a_goal_does_not_sink_under_what_hides_half_of_it():
    there = objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.02))
    there.exact[0, 1] = True
    mind = span(there, "put_on")
    sunk = objects((0, 1, 0.28, -0.1, 0.011))  # a guess, from the corner that is still to be seen
    for _ in range(3):
        mind.follow(sunk, torch.zeros(3), torch.eye(3), felt=None)
    assert abs(float(mind.goal.place[2]) - 0.02) < 1e-6 and float(mind.goal.place[0]) > 0.27


def test_a_cube_on_a_cube_does_not_sink_into_the_one_that_the_fingers_leave_to_be_seen():
    there = objects((0, 0, 0.2, 0.1, 0.045), (4, 3, 0.25, -0.1, 0.02))
    there.exact[0, 0] = True
    mind, tip = span(there), torch.tensor([0.2, 0.08, 0.06])
    below = objects((0, 0, 0.2, 0.105, 0.018), (4, 3, 0.25, -0.1, 0.02))  # in the shade of the hand it is of the same colour
    below.exact[0, 0] = True
    for _ in range(3):
        mind.follow(below, tip, torch.eye(3), felt=None)
    assert abs(float(mind.target.place[2]) - 0.045) < 1e-6
    fell = objects((0, 0, 0.2, 0.145, 0.015), (4, 3, 0.25, -0.1, 0.02))
    fell.exact[0, 0] = True
    for _ in range(3):
        mind.follow(fell, tip, torch.eye(3), felt=None)
    assert float(mind.target.place[2]) < 0.03  # beside it, it may have fallen


def test_what_was_put_there_before_is_left_room_though_it_is_not_to_be_seen():
    seen = objects((0, 0, 0.2, 0.15, 0.015), (5, 1, 0.22, 0.0, 0.006))
    alone = span(seen, "put_on")
    put = Thing.of(objects((0, 2, float(alone.spot[0, 0]), float(alone.spot[0, 1]), 0.02)), 0)
    points = F.one_hot(torch.tensor([0, 1]), 9).float().T
    beside = Span.begin("", F.one_hot(torch.tensor([SKILLS.index("put_on")]), len(SKILLS)).float(), seen, points, [put])
    assert float((alone.spot - beside.spot)[0, :2].norm()) > 0.035


def test_a_hand_that_pushes_a_thing_ahead_of_it_goes_aside_until_it_was_measured_again():
    first = objects((0, 0, 0.2, 0.1, 0.015))
    first.exact[0, 0] = True
    mind = span(first)
    hand = torch.tensor([0.2, 0.13, 0.02])
    for y in (0.08, 0.066, 0.055):
        assert not mind.in_the_way
        mind.follow(objects((0, 0, 0.2, y, 0.015)), hand, torch.eye(3), felt=None)
    assert mind.in_the_way
    seen = objects((0, 0, 0.2, 0.055, 0.015))
    seen.exact[0, 0] = True
    mind.follow(seen, torch.tensor([0.05, 0.0, 0.15]), torch.eye(3), felt=None)
    assert not mind.in_the_way


def test_the_hand_reaches_for_a_thing_until_it_holds_it_or_is_to_look_for_it():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015)))
    assert mind.reaching
    mind.follow(objects((0, 0, 0.2, 0.1, 0.015)), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    assert not mind.reaching
    lost = span(objects((0, 0, 0.2, 0.1, 0.015)))
    for _ in range(6):
        lost.follow(objects(), torch.tensor([0.0, -0.2, 0.1]), torch.eye(3), felt=None)
    assert lost.in_the_way and not lost.reaching


def test_the_hand_goes_low_only_where_it_is_at_work():
    seen = objects((3, 0, 0.2, 0.1, 0.03), (0, 1, 0.25, -0.1, 0.015), (3, 2, 0.22, 0.0, 0.03))
    mind = span(seen, "put_on")
    assert torch.allclose(mind.obstacles, torch.tensor([[0.22, 0.0, 0.016, 0.06]])) and torch.equal(mind.at_work, mind.target.place[:2])
    mind.follow(seen, torch.tensor([0.185, 0.1, 0.04]), torch.eye(3), felt=HELD)
    assert torch.allclose(mind.at_work, torch.tensor([0.25, -0.1])) and abs(mind.hangs - 0.04) < 1e-4  # the can's foot
    mind.checking = True
    assert mind.at_work is None
    assert len(span(seen, "home").obstacles) == 3 and not len(span(seen, "open").obstacles)


def test_a_cube_of_its_colour_is_not_taken_for_a_can_that_rolled_away():
    """Half hidden by the hand, it looks like one."""
    can, cube = (3, 0, 0.2, 0.1, 0.03), (0, 0, 0.25, -0.1, 0.015)
    mind = span(objects(can, cube))
    for _ in range(10):
        mind.follow(objects((3, 0, 0.25, -0.1, 0.015)), torch.zeros(3), torch.eye(3), felt=None)
    assert mind.target.missing == 10 and torch.allclose(mind.target.place, torch.tensor([0.2, 0.1, 0.03]))
    for _ in range(3):
        mind.follow(objects((3, 0, 0.15, 0.02, 0.016), cube), torch.zeros(3), torch.eye(3), felt=None)
    assert torch.allclose(mind.target.place, torch.tensor([0.15, 0.02, 0.016]), atol=0.01)  # where it lies now
