"""Whether what an instruction asks for is done, and when the fingers let go of it."""

import torch

from assistant.vla.attention_span import Span
from tests.assistant.vla.spans import ASIDE, HELD, objects, span


def test_a_hand_that_is_done_goes_aside_to_see_before_it_says_so():
    bowl, away = (4, 1, 0.25, -0.1, 0.02), (torch.zeros(3), torch.eye(3))
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), bowl), "put_in")
    mind.target.place = torch.tensor([0.25, -0.1, 0.02])
    assert mind.check(0.1) == 0.0 and not mind.in_the_way  # the hand itself does not think so
    mind.follow(objects(bowl), *away, felt=None)
    assert mind.check(0.9) == 0.0 and mind.in_the_way
    mind.follow(objects((0, 0, 0.255, -0.1, 0.02), bowl), *away, felt=None)
    assert mind.check(0.0) == 1.0 and mind.in_the_way  # seen there, whatever a hand on its way home thinks
    assert span(objects((0, 0, 0.2, 0.1, 0.015))).check(0.7) == 0.7  # a pick goes nowhere


def test_what_was_seen_to_have_fallen_beside_is_not_done():
    bowl, away = (4, 1, 0.25, -0.1, 0.02), (torch.zeros(3), torch.eye(3))
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), bowl), "put_in")
    mind.target.place = torch.tensor([0.25, -0.1, 0.02])
    mind.follow(objects(bowl), *away, felt=None)
    assert mind.check(0.9) == 0.0
    mind.follow(objects((0, 0, 0.25, -0.16, 0.015), bowl), *away, felt=None)
    assert mind.check(0.9) == 0.0 and not mind.in_the_way  # at it again


def test_the_hand_has_the_last_word_where_nobody_can_see():
    bowl, away = (4, 1, 0.25, -0.1, 0.02), (torch.zeros(3), torch.eye(3))
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), bowl), "put_in")
    mind.target.place = torch.tensor([0.25, -0.1, 0.02])
    said = []
    for _ in range(12):
        mind.follow(objects(bowl), *away, felt=None)
        said.append(mind.check(0.9))
    assert said[0] == 0.0 and said[-1] == 1.0


def test_what_was_let_go_over_its_place_and_is_never_seen_again_is_looked_for_and_then_believed_to_be_there():
    """Red in a red box: a hand that went aside to look does not think itself done any more."""
    bowl = (4, 1, 0.25, -0.1, 0.02)
    for over, found in ((torch.tensor([0.25, -0.1, 0.1]), True), (torch.tensor([0.2, 0.05, 0.1]), False)):
        mind = span(objects((0, 0, 0.2, 0.1, 0.015), bowl), "put_in")
        mind.follow(objects(bowl), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
        mind.follow(objects(bowl), over - ASIDE, torch.eye(3), felt=HELD)
        said = []
        for _ in range(30):
            mind.follow(objects(bowl), over - ASIDE, torch.eye(3), felt=None)
            said.append(mind.check(0.1))
        assert (said[-1] == 1.0) == found and mind.lost != found
        assert said[4] == 0.0  # not before it has been looked for


def test_a_can_on_top_of_another_is_not_in_the_bowl():
    bowl, can = (4, 1, 0.25, -0.1, 0.02), (3, 2, 0.25, -0.1, 0.036)
    mind = span(objects((3, 0, 0.2, 0.1, 0.03), bowl, can), "put_in")
    mind.target.place, mind.target.exact = torch.tensor([0.25, -0.1, 0.036]), True
    assert mind.check(0.9) == 1.0
    mind.target.place[2] = 0.096
    assert mind.check(0.9) == 0.0


def test_what_stands_on_the_goal_is_the_thing_whatever_colour_it_seems_to_have():
    cube, away = (0, 1, 0.25, -0.1, 0.015), (torch.zeros(3), torch.eye(3))
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), cube), "put_on")
    mind.target.place = torch.tensor([0.25, -0.1, 0.045])
    pile = objects((0, 5, 0.253, -0.1, 0.045))  # red on green looks brown
    mind.follow(pile, *away, felt=None)
    assert mind.target.missing == 1  # a guess of how high it stands proves nothing
    pile.exact[0, 0] = True
    mind.follow(pile, *away, felt=None)
    assert mind.target.missing == 0 and mind.check(0.9) == 1.0


def test_a_bare_goal_says_that_nothing_stands_on_it():
    cube, away = (0, 1, 0.25, -0.1, 0.015), (torch.zeros(3), torch.eye(3))
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), cube), "put_on")
    mind.target.place = torch.tensor([0.25, -0.1, 0.045])
    bare = objects(cube)
    bare.exact[0, 0] = True
    for _ in range(12):
        mind.follow(bare, *away, felt=None)
        assert mind.check(0.9) == 0.0
    while not mind.lost:
        mind.follow(bare, *away, felt=None)
        assert mind.target.missing < 20  # it is given up, and called neither done nor still on its way


def test_a_cup_that_fell_over_beside_the_box_is_not_in_it_though_no_cup_is_to_be_seen():
    box, spot = (6, 2, 0.22, 0.0, 0.015), torch.tensor([0.235, 0.0, 0.08])
    mind = span(objects((1, 0, 0.2, 0.15, 0.03), box), "put_in")
    for tip, felt in ((torch.tensor([0.2, 0.15, 0.03]), HELD), (spot, HELD), (spot, None)):
        mind.follow(objects(box), tip - ASIDE, torch.eye(3), felt=felt)
    away = torch.tensor([0.1, 0.25, 0.15])
    said = []
    for _ in range(12):
        mind.follow(objects((0, 0, 0.14, -0.04, 0.02), box), away, torch.eye(3), felt=None)  # lying, it looks like a cube
        said.append(mind.check(0.9))
    assert max(said) == 0.0 and torch.allclose(mind.target.place, torch.tensor([0.14, -0.04, 0.02]), atol=1e-3)


def test_what_leans_over_the_edge_of_a_small_cube_does_not_stand_on_it_yet():
    seen = objects((3, 0, 0.2, 0.15, 0.03), (0, 1, 0.22, 0.0, 0.0125))
    seen.size[0, 1] = torch.tensor([1.0, 0.0, 0.0])
    mind = span(seen, "put_on")
    for aside, stands in ((0.008, True), (0.015, False)):
        assert bool(mind.within(torch.tensor([[0.22, aside, 0.055]]))) == stands


def test_what_was_believed_to_be_there_and_is_not_is_lost():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015)), "put_on")
    assert mind.unproven > 0 and not mind.lost
    mind.give_up()
    assert mind.lost and not mind.checking


def test_in_a_bowl_no_depth_tells_whether_a_thing_is_there():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (4, 1, 0.25, -0.1, 0.02)), "put_in")
    assert mind.unproven == 0


def test_fingers_on_their_way_to_a_cube_do_not_open_before_they_are_there():
    seen = objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015))
    mind = span(seen, "put_on")
    assert mind.may_let_go  # nothing is held
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    for place, may in ((torch.tensor([0.25, -0.1, 0.12]), False), (torch.tensor([0.25, -0.08, 0.046]), False), (torch.tensor([0.25, -0.1, 0.046]), True)):
        mind.follow(objects(), place - ASIDE - torch.tensor([0.0, 0.0, -0.005]), torch.eye(3), felt=HELD)
        assert mind.may_let_go == may


def test_what_is_held_where_it_is_to_stand_and_goes_no_further_is_let_go():
    mind = span(objects((0, 0, 0.2, 0.1, 0.015), (6, 1, 0.25, -0.1, 0.015)), "put_in")
    mind.follow(objects(), torch.tensor([0.185, 0.1, 0.02]), torch.eye(3), felt=HELD)
    at = torch.tensor([0.25, -0.08, 0.03]) - ASIDE
    for _ in range(5):
        assert not mind.stuck
        mind.follow(objects(), at, torch.eye(3), felt=HELD)
    assert mind.stuck


def test_what_was_in_the_hand_before_may_hang_lower_than_is_believed():
    seen = objects((0, 0, 0.185, 0.1, 0.1), (0, 1, 0.25, -0.1, 0.015))
    tip = torch.tensor([0.185, 0.1, 0.1])
    before, seen_taken = span(seen, "put_left_of"), span(objects((0, 0, 0.2, 0.1, 0.015), (0, 1, 0.25, -0.1, 0.015)), "put_left_of")
    before.begin_held(tip, torch.eye(3), HELD)
    seen_taken.follow(objects(), torch.tensor([0.185, 0.1, 0.015]), torch.eye(3), felt=HELD)
    for mind in (before, seen_taken):
        x, y = mind.spot[0, :2].tolist()
        mind.follow(objects(), torch.tensor([x, y, 0.035]) - ASIDE, torch.eye(3), felt=HELD)
    assert before.may_let_go and not seen_taken.may_let_go


def let_go(over: torch.Tensor) -> Span:
    """A can that was carried onto a cube by fingers at `over`, and let go there."""
    cube, can = (0, 1, 0.25, -0.1, 0.015), (3, 0, 0.2, 0.1, 0.03)
    mind = span(objects(can, cube), "put_on")
    mind.follow(objects(cube), torch.tensor([0.185, 0.1, 0.03]), torch.eye(3), felt=HELD)
    mind.follow(objects(cube), over, torch.eye(3), felt=HELD)
    mind.follow(objects(cube), over, torch.eye(3), felt=None)
    return mind


def test_fingers_that_let_go_part_from_what_they_put_before_anything_else():
    mind = let_go(torch.tensor([0.235, -0.1, 0.07]))
    assert mind.parting and mind.check(0.0) == 0.0
    mind.follow(objects((0, 1, 0.25, -0.1, 0.015)), torch.tensor([0.235, -0.1, 0.13]), torch.eye(3), felt=None)
    assert not mind.parting and mind.check(0.0) == 0.0 and mind.in_the_way  # clear of it, the hand goes aside to see
    assert not let_go(torch.tensor([0.215, -0.1, 0.07])).parting  # beside the cube it is falling


def test_what_was_put_does_not_seem_elsewhere_to_a_hand_that_hides_half_of_it():
    over = torch.tensor([0.235, -0.1, 0.07])
    mind = let_go(over)
    put = mind.target.place.clone()
    half = objects((3, 0, 0.237, -0.112, 0.03), (0, 1, 0.25, -0.1, 0.015))
    for _ in range(3):
        mind.follow(half, over, torch.eye(3), felt=None)
    assert torch.equal(mind.target.place, put)
    half.exact[0, 0] = True
    mind.follow(half, over, torch.eye(3), felt=None)
    assert not mind.arrived  # measured, it is believed
