"""What was put somewhere is known again for what it was."""

import torch

from assistant.vla.placed import add_unseen, make_out, recognise, where_put
from assistant.vla.sight import COLORS, KINDS
from assistant.vla.thing import Thing
from tests.assistant.vla.spans import objects
from tests.assistant.vla.test_looking_back import CUBE, CUP, RED

WHITE, PINK, BLACK = (COLORS.index(color) for color in ("white", "pink", "black"))
AWAY = torch.tensor([0.10, 0.25, 0.15])
ON_A_CUBE, ON_THE_TABLE = (0.235, -0.07, 0.045), (0.235, -0.07, 0.015)


def put(kind, color, place) -> Thing:
    return Thing.of(objects((kind, color, *place)), 0)


def test_white_on_a_red_cube_looks_pink_and_is_white():
    now = objects((CUBE, PINK, *ON_A_CUBE))
    assert len(recognise([put(CUBE, WHITE, ON_A_CUBE)], now, AWAY)) == 1 and int(now.color[0, 0].argmax()) == WHITE


def test_on_the_table_another_color_that_was_measured_is_another_thing():
    now = objects((CUBE, PINK, *ON_THE_TABLE))
    now.exact[0, 0] = True
    assert recognise([put(CUBE, WHITE, ON_THE_TABLE)], now, AWAY) == [] and int(now.color[0, 0].argmax()) == PINK


def test_another_kind_on_the_cube_is_another_thing():
    assert where_put([put(CUBE, WHITE, ON_A_CUBE)], objects((CUP, WHITE, *ON_A_CUBE))) == [None]


def test_what_lies_in_a_bowl_is_not_aloft_and_what_stands_on_the_smallest_cube_is():
    assert not put(CUBE, RED, (0.2, 0.0, 0.021)).aloft and put(CUBE, RED, (0.2, 0.0, 0.039)).aloft and put(CUP, RED, (0.2, 0.0, 0.054)).aloft


def test_the_cube_that_something_was_put_on_is_not_that():
    assert where_put([put(CUBE, WHITE, (0.235, -0.07, 0.039))], objects((CUBE, WHITE, 0.235, -0.07, 0.02))) == [None]


def test_of_two_in_one_bowl_the_one_that_is_seen_is_the_one_of_its_color():
    white, pink = put(CUBE, WHITE, (0.165, -0.13, 0.02)), put(CUBE, PINK, (0.180, -0.13, 0.02))
    seen = objects((CUBE, PINK, 0.170, -0.13, 0.02))  # nearer to where the white one was put, and a guess
    assert where_put([white, pink], seen) == [None, 0]
    assert where_put([pink, white], seen) == [0, None]


def test_what_is_seen_faintly_where_it_was_put_is_made_out():
    def faint(color: int, place: tuple[float, float, float], score: float):
        seen = objects((CUP, color, *place), (CUBE, RED, 0.2, 0.1, 0.015))
        seen.present[0, 0], seen.score[0, 0] = False, score
        make_out([put(CUBE, WHITE, ON_THE_TABLE)], seen)
        return bool(seen.present[0, 0])

    assert faint(WHITE, ON_THE_TABLE, 0.28)  # whatever it looks like
    assert not faint(WHITE, ON_THE_TABLE, 0.05) and not faint(PINK, ON_THE_TABLE, 0.28) and not faint(WHITE, (0.20, -0.07, 0.015), 0.28)


def test_where_it_is_plainly_seen_nothing_else_is_made_out():
    seen = objects((CUBE, WHITE, *ON_THE_TABLE), (CUP, WHITE, 0.236, -0.069, 0.02))
    seen.present[0, 1], seen.score[0, 1] = False, 0.3
    make_out([put(CUBE, WHITE, ON_THE_TABLE)], seen)
    assert seen.present[0].tolist() == [True] + [False] * 7


def test_what_is_plainly_of_another_color_and_two_centimetres_beside_is_not_what_was_put_there():
    """Three in a bowl: the black cube came to lie on the white one, and was taken for it."""
    now = objects((CUBE, BLACK, 0.252, -0.07, 0.048), (CUBE, RED, 0.22, -0.07, 0.02))
    now.exact[0, 0] = True
    white = put(CUBE, WHITE, (0.235, -0.07, 0.032))
    assert where_put([white], now) == [None]
    assert where_put([white], objects((CUBE, PINK, 0.237, -0.07, 0.033))) == [0]


BOWL = KINDS.index("bowl")
IN_THE_BOWL = [(0.205, 0.136, 0.021), (0.179, 0.117, 0.023), (0.190, 0.124, 0.021)]


def three_in_a_bowl():
    bowl = Thing.of(objects((BOWL, WHITE, 0.193, 0.127, 0.02)), 0)
    return bowl, [put(CUBE, color, place) for color, place in zip((RED, WHITE, BLACK), IN_THE_BOWL)]


def test_what_is_under_a_heap_in_a_bowl_is_still_in_there():
    bowl, things = three_in_a_bowl()
    now = objects((BOWL, WHITE, 0.193, 0.127, 0.02), (CUBE, RED, 0.2, 0.124, 0.054))
    now.exact[0, 1] = True
    filled = add_unseen(things, now, AWAY, lambda place: False, [bowl])
    assert len(filled) == 2 and int(now.present[0].sum()) == 4  # the bowl, the one on top, and two that it hides
    assert len(recognise(things, now, AWAY, [bowl])) == 3


def test_of_what_was_taken_out_of_a_bowl_nothing_is_believed():
    bowl, things = three_in_a_bowl()
    now = objects((BOWL, WHITE, 0.193, 0.127, 0.02), (CUBE, RED, 0.205, 0.136, 0.021))
    now.exact[0, 1] = True
    assert add_unseen(things, now, AWAY, lambda place: False, [bowl]) == set()


def test_a_mug_that_leans_in_a_bowl_is_no_heap():
    bowl, things = three_in_a_bowl()
    now = objects((BOWL, WHITE, 0.193, 0.127, 0.02), (CUP, RED, 0.2, 0.124, 0.052))
    now.exact[0, 1] = True
    assert add_unseen(things, now, AWAY, lambda place: False, [bowl]) == set()


def test_what_stands_aslant_in_a_bowl_is_there_and_a_stranger_is_one_of_them_only():
    bowl, things = three_in_a_bowl()
    higher = objects((BOWL, WHITE, 0.193, 0.127, 0.02))
    assert len(add_unseen(things, higher, AWAY, lambda place: float(place[2]) > 0.04, [bowl])) == 3
    stranger = objects((BOWL, WHITE, 0.193, 0.127, 0.02), (CUP, PINK, 0.195, 0.125, 0.03))
    assert len(add_unseen(things, stranger, AWAY, lambda place: True, [bowl])) == 2
    assert len(add_unseen(things, objects((BOWL, WHITE, 0.193, 0.127, 0.02), (CUP, PINK, 0.195, 0.125, 0.03)), AWAY, lambda place: True)) == 0  # on a table, things do not stand in one another
