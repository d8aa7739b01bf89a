"""Where things are by the depth picture: the simulator's own camera, and what sight might have said of it."""

import numpy as np
import pytest
import torch

from assistant.interface import Intrinsics
from assistant.vla.depth import InDepth, fit_camera, measure
from assistant.vla.sight import HEIGHT, KINDS, SIZES, WIDTH, Objects
from drivers.simulator.world import Thing, World

AWAY = torch.tensor([0.10, 0.20, 0.15])
"""Fingertips that are in nobody's way."""


class Table:
    """A scene with its depth picture and what sight would make of it: `off` metres wrong."""

    def __init__(self, *things: Thing, laid: dict[str, tuple] | None = None) -> None:
        world = World(list(things), seed=1)
        for name, place in (laid or {}).items():
            world.lay(name, np.array(place), 0.0)
        world.step(150)
        self.things = world.things
        self.truth = {t.name: torch.from_numpy(world.pose(t.name)[0]).float() for t in world.things}
        _, self.depth = world.render("front", 640, 480, True)
        self.intrinsics = Intrinsics(640, 480, *world.intrinsics("front", 640, 480))
        camera = world.data.camera("front")
        turn = np.diag([1.0, -1.0, -1.0]) @ camera.xmat.reshape(3, 3).T
        self.pose = torch.from_numpy(np.concatenate([turn, -turn @ camera.xpos[:, None]], 1)).float()
        world.close()

    def seen(self, off=(0.0, 0.0, 0.0)) -> Objects:
        kind, size, place, pixel = torch.zeros(1, 8, 7), torch.zeros(1, 8, 3), torch.zeros(1, 8, 3), torch.zeros(1, 8, 2)
        present = torch.zeros(1, 8, dtype=torch.bool)
        for n, thing in enumerate(self.things):
            kind[0, n, KINDS.index(thing.kind)], size[0, n, SIZES.index(thing.size)], present[0, n] = 1.0, 1.0, True
            way = self.pose[:, :3] @ self.truth[thing.name] + self.pose[:, 3]
            pixel[0, n] = torch.tensor([self.intrinsics.cx, self.intrinsics.cy]) * (WIDTH / 640) + self.intrinsics.fx * (WIDTH / 640) * way[:2] / way[2]
            place[0, n] = self.truth[thing.name] + torch.tensor(off)
        return Objects(present, kind, torch.zeros(1, 8, 9), size, place, torch.zeros(1, 8, 2), torch.zeros(1, 8), present.float(), pixel)

    def measured(self, off=(0.0, 0.0, 0.0), tip=AWAY, depth=None) -> Objects:
        objects = self.seen(off)
        measure(self.depth if depth is None else depth, self.intrinsics, self.pose, tip, objects)
        return objects

    def errors(self, objects: Objects) -> list[float]:
        return [float((objects.place[0, n] - self.truth[t.name]).norm()) for n, t in enumerate(self.things)]


@pytest.fixture(scope="module")
def four() -> Table:
    return Table(Thing("cube", "cube", "red", (0.20, 0.10), 0.4), Thing("cup", "cup", "blue", (0.24, -0.05), 1.0),
                 Thing("ball", "ball", "green", (0.18, -0.15), 0.0), Thing("can", "can", "white", (0.28, 0.03), 0.0))


def test_what_stands_free_is_found_within_a_millimetre_and_a_half(four):
    objects = four.measured(off=(0.006, -0.004, 0.008))
    assert objects.exact[0, :4].all() and not objects.exact[0, 4:].any()
    assert max(four.errors(objects)) < 0.0015


def test_with_noise_and_holes_as_a_real_one_has_it_still_beats_a_guess(four):
    rng = np.random.default_rng(0)
    depth = (four.depth + rng.normal(0, 0.0015, four.depth.shape)).astype(np.float32)
    depth[rng.random(depth.shape) < 0.15] = 0.0
    assert max(four.errors(four.measured(off=(0.006, -0.004, 0.008), depth=depth))) < 0.006


def test_a_camera_that_sank_a_little_still_sees_the_table_at_height_nought(four):
    objects = four.measured(depth=(four.depth * 0.985).astype(np.float32))  # everything seems a centimetre nearer
    assert max(abs(float(objects.place[0, n, 2] - four.truth[t.name][2])) for n, t in enumerate(four.things)) < 0.002


def test_how_high_a_thing_stands_is_not_guessed():
    table = Table(Thing("under", "can", "red", (0.22, 0.0), 0.0), Thing("over", "can", "blue", (0.22, 0.2), 0.0), laid={"over": (0.22, 0.0, 0.0905)})
    objects = table.seen()
    objects.place[0, 1] = torch.tensor([0.215, 0.0, 0.045])  # as sight has it, and lower
    objects.place[0, 0] = table.truth["under"]
    measure(table.depth, table.intrinsics, table.pose, AWAY, objects)
    assert float((objects.place[0, 1] - table.truth["over"]).norm()) < 0.002
    assert float(objects.place[0, 0, 2]) == pytest.approx(0.03, abs=0.002)  # the lower one keeps its place


@pytest.mark.parametrize("kind", ["cube", "ball"])
def test_how_big_it_is_is_measured_where_it_stands_on_the_table(kind):
    table = Table(Thing("a", kind, "red", (0.20, 0.10), 0.4, "small"), Thing("b", kind, "red", (0.24, -0.05), 0.2), Thing("c", kind, "red", (0.18, -0.15), 0.0, "large"))
    objects = table.seen()
    objects.size[0, :3] = torch.tensor([0.2, 0.6, 0.2])  # all the same to sight
    measure(table.depth, table.intrinsics, table.pose, AWAY, objects)
    assert objects.size[0, :3].argmax(-1).tolist() == [0, 1, 2]
    assert max(table.errors(objects)) < 0.0015


def test_a_small_cube_on_a_plate_is_not_taken_for_a_bigger_one_on_the_table():
    table = Table(Thing("cube", "cube", "red", (0.20, 0.1), 0.0, "small"), Thing("plate", "plate", "blue", (0.22, -0.05), 0.0), laid={"cube": (0.22, -0.05, 0.0195)})
    assert table.measured().size[0, 0].argmax() == 0


@pytest.mark.parametrize("kind", ["bowl", "plate", "box"])
@pytest.mark.parametrize("full", [False, True])
def test_a_bowl_a_plate_and_a_box_are_told_apart_by_their_sides(kind, full):
    things = [Thing("goal", kind, "black", (0.20, 0.12), 0.5)] + [Thing("can", "can", "black", (0.22, -0.05), 0.0)] * full
    table = Table(*things, laid={"can": (0.212, 0.125, 0.045)} if full else None)
    objects = table.seen(off=(0.003, -0.002, 0.0))
    objects.kind[0, 0] = torch.tensor([0, 0, 0, 0, 0.4, 0.35, 0.25])
    measure(table.depth, table.intrinsics, table.pose, AWAY, objects)
    assert KINDS[int(objects.kind[0, 0].argmax())] == kind
    assert float(objects.place[0, 0, 2]) == pytest.approx(float(table.truth["goal"][2]), abs=0.002)


def test_what_the_hand_may_hide_keeps_the_place_that_sight_gave_it(four):
    near = four.truth["cube"] + torch.tensor([0.0, 0.01, 0.02])
    objects = four.measured(off=(0.006, -0.004, 0.008), tip=near)
    assert objects.exact[0, :4].tolist() == [False, True, True, True]
    assert four.errors(objects)[0] == pytest.approx(0.0108, abs=1e-4)


def test_of_two_that_touch_neither_is_taken_for_the_middle_of_both():
    table = Table(Thing("one", "cube", "red", (0.22, 0.016), 0.0), Thing("two", "cube", "blue", (0.22, 0.1), 0.0), laid={"two": (0.22, -0.0155, 0.0155)})
    objects = table.measured(off=(0.001, 0.0, 0.0))
    assert max(table.errors(objects)) < 0.003


@pytest.mark.parametrize("depth", [np.zeros((480, 640), np.float32), np.full((480, 640), 0.3, np.float32)])
def test_without_a_table_in_it_depth_is_not_believed(four, depth):
    objects = four.measured(off=(0.006, -0.004, 0.008), depth=depth)
    assert not objects.exact.any() and max(four.errors(objects)) == pytest.approx(0.0108, abs=1e-4)


def test_the_camera_is_found_from_what_it_sees():
    rng = np.random.default_rng(1)
    places = rng.uniform((0.14, -0.2, 0.0), (0.3, 0.2, 0.1), (400, 3))
    turn, eye = np.array([[0.0, -1.0, 0.0], [-0.956, 0.0, 0.2934], [-0.2934, 0.0, -0.956]]), np.array([0.38, 0.01, 0.6])
    seen = (places - eye) @ turn.T
    pixels = 200 * seen[:, :2] / seen[:, 2:] + [WIDTH / 2, HEIGHT / 2]
    pose = fit_camera(pixels, places, 200.0)
    assert np.allclose(pose[:, :3], turn, atol=1e-3) and np.allclose(-pose[:, :3].T @ pose[:, 3], eye, atol=1e-3)


def test_what_stands_in_a_bowl_is_told_from_an_empty_one_whatever_its_colour():
    table = Table(Thing("full", "bowl", "red", (0.20, 0.10), 0.0), Thing("cube", "cube", "red", (0.10, 0.25), 0.3), Thing("empty", "bowl", "red", (0.20, -0.10), 0.0),
                  laid={"cube": (0.20, 0.10, 0.03)})
    there = table.truth["cube"]
    assert InDepth(table.depth, table.intrinsics, table.pose).stands(there)
    assert not InDepth(table.depth, table.intrinsics, table.pose).stands(there + torch.tensor([0.0, -0.20, 0.0]))  # the empty bowl's floor
    assert not InDepth(table.depth, table.intrinsics, table.pose).stands(there - torch.tensor([0.0, 0.0, 0.045]))  # a hand's breadth over what was put: not that
    assert not InDepth(np.zeros_like(table.depth), table.intrinsics, table.pose).stands(there)


@pytest.mark.parametrize(("away", "color", "score", "stays"), [((0.05, 0.03), 0, 0.4, False), ((0.05, 0.03), 0, 0.9, True), ((0.05, 0.03), 1, 0.4, True), ((0.05, 0.16), 0, 0.4, True)])
def test_a_boxs_corner_that_was_taken_for_a_cube_of_its_colour_is_none(away, color, score, stays):
    table = Table(Thing("box", "box", "red", (0.20, -0.05), 0.0))
    objects = table.seen()
    objects.score.fill_(0.9)
    box, corner = 0, 1
    objects.present[0, corner], objects.kind[0, corner, 0], objects.size[0, corner, 1] = True, 1.0, 1.0
    objects.color[0, box, 0] = objects.color[0, corner, color] = 1.0
    objects.score[0, corner] = score
    objects.place[0, corner] = objects.place[0, box] + torch.tensor([*away, 0.0])
    objects.pixel[0, corner] = objects.pixel[0, box]
    measure(table.depth, table.intrinsics, table.pose, AWAY, objects)
    assert bool(objects.present[0, box]) and bool(objects.present[0, corner]) == stays


def test_where_a_thing_stands_it_is_not_bare_and_beside_it_it_is(four):
    for name in ("cube", "cup", "ball", "can"):
        place = four.truth[name]
        assert not InDepth(four.depth, four.intrinsics, four.pose).bare(place, 0.028)
        assert InDepth(four.depth, four.intrinsics, four.pose).bare(place + torch.tensor([0.07, 0.0, 0.0]), 0.028)


def test_a_cup_on_its_side_beside_a_cube_is_not_on_it():
    table = Table(Thing("cube", "cube", "red", (0.22, 0.01), 0.0))
    over = table.truth["cube"] + torch.tensor([0.0, 0.0, 0.045])
    assert InDepth(table.depth, table.intrinsics, table.pose).bare(over, 0.028)
    assert not InDepth(np.zeros_like(table.depth), table.intrinsics, table.pose).bare(over, 0.028)  # nothing was measured: it may be there


def test_what_a_finger_hides_a_side_of_is_not_measured_by_the_rest():
    """A can over the edge of a cube, as a finger would be."""
    alone = Table(Thing("cube", "cube", "red", (0.22, 0.0), 0.0))
    finger = Table(Thing("cube", "cube", "red", (0.22, 0.0), 0.0), Thing("finger", "ball", "black", (0.22, 0.15), 0.0, size="small"))
    assert alone.measured().exact[0, 0]
    hidden = finger.depth.copy()
    u, v = (finger.seen().pixel[0, 0] * (640 / WIDTH)).round().int().tolist()
    hidden[v - 12 : v + 13, u + 2 : u + 13] -= 0.05  # something 5 cm higher, over a third of it
    assert not finger.measured(depth=hidden).exact[0, 0]


@pytest.mark.parametrize("beside", (0, 8, 14))
def test_a_can_whose_top_a_finger_reaches_over_or_beside_is_measured_right_or_not_at_all(beside):
    """Something as high as the can over half of it, over its edge, beside it."""
    table = Table(Thing("can", "can", "red", (0.22, 0.0), 0.0))
    u, v = (table.seen().pixel[0, 0] * (640 / WIDTH)).round().int().tolist()
    top = float(table.depth[v - 4 : v + 5, u - 4 : u + 5].min())
    depth = table.depth.copy()
    depth[v - 30 : v + 31, u + beside : u + beside + 20] = top
    objects = table.measured(depth=depth)
    assert not objects.exact[0, 0] or table.errors(objects)[0] < 0.002


def test_what_is_in_the_open_is_not_hidden_and_what_lies_far_behind_something_is(four):
    behind = 0.06 * four.pose[2, :3].float()  # along the line of sight
    for name in ("cube", "cup", "ball", "can"):
        assert InDepth(four.depth, four.intrinsics, four.pose).hidden(four.truth[name]) < 0.1
        assert InDepth(four.depth, four.intrinsics, four.pose).hidden(four.truth[name] + torch.tensor([0.07, 0.0, 0.0])) < 0.1
    assert InDepth(four.depth, four.intrinsics, four.pose).hidden(four.truth["can"] + behind) > 0.75
    assert InDepth(np.zeros_like(four.depth), four.intrinsics, four.pose).hidden(four.truth["can"] + behind) == 0.0


@pytest.mark.parametrize("place", [(0.22, 3.0, 0.0), (0.22, -3.0, 0.0), (3.0, 0.0, 0.0), (-1.0, 0.0, 0.0)])
def test_what_is_beside_the_picture_is_not_known_to_be_hidden(four, place):
    """A camera that was pushed may no longer see what it saw; and the hand is in front of all that it sees."""
    assert InDepth(np.full_like(four.depth, 0.1), four.intrinsics, four.pose).hidden(torch.tensor(place)) == 0.0


def test_a_picture_without_a_table_is_not_believed(four):
    assert InDepth(four.depth, four.intrinsics, four.pose).table
    for broken in (np.zeros_like(four.depth), np.full_like(four.depth, 0.1)):
        assert not InDepth(broken, four.intrinsics, four.pose).table
