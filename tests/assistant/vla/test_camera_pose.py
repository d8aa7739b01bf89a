"""Where the camera stands, by the arm it sees: measured against where the simulator put it."""

import numpy as np
import pytest
import torch

from assistant.interface import Intrinsics
from assistant.vla import camera_pose
from assistant.vla.action import Hand
from assistant.vla.camera_pose import CameraPose
from assistant.vla.training.demonstrator import Arm
from assistant.vla.training.train_action import set_body
from drivers.simulator.things import Thing
from drivers.simulator.world import Look, World

THINGS = [Thing("cup", "cup", "red", (0.24, 0.06), 0.0), Thing("bowl", "bowl", "blue", (0.25, -0.1), 0.0)]


@pytest.fixture(scope="module")
def body():
    hand = Hand()
    set_body(hand, Arm())
    return hand.body


def seen(look: Look, noise: float = 0.0):
    """Depth picture, intrinsics, joints, and the camera's true pose (3, 4)."""
    world = World(THINGS, seed=3, look=look)
    _, depth = world.render("front", 640, 480, True)
    rng = np.random.default_rng(0)
    if noise:
        depth = np.where(rng.random(depth.shape) < 0.1, 0.0, depth + rng.normal(0, noise, depth.shape)).astype(np.float32)
    camera, joints = world.data.camera("front"), world.joint_positions()
    turn = np.diag([1.0, -1.0, -1.0]) @ camera.xmat.reshape(3, 3).T
    pose = np.c_[turn, -turn @ camera.xpos]
    intrinsics = Intrinsics(640, 480, *world.intrinsics("front", 640, 480))
    world.close()
    return depth, intrinsics, joints, pose


def apart(one, other):
    turn = one[:, :3] @ other[:, :3].T
    return np.linalg.norm(one[:, :3].T @ one[:, 3] - other[:, :3].T @ other[:, 3]), np.degrees(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1)))


def surface(body, joints):
    return body.surfaces(torch.tensor(joints[:5]).float()).double().numpy()


@pytest.mark.parametrize("noise", (0.0, 0.0015))
@pytest.mark.parametrize("shift, turn", (((0.012, -0.014, 0.008), (0.03, 0.02, -0.035)), ((-0.01, 0.01, -0.014), (-0.02, -0.03, 0.03))))
def test_a_camera_that_was_moved_is_found(body, shift, turn, noise):
    _, _, _, trained = seen(Look())
    depth, intrinsics, joints, true = seen(Look(camera_shift=shift, camera_turn=turn), noise)
    standing = CameraPose(trained)
    assert standing.follow(depth, intrinsics, surface(body, joints)) and standing.moved
    metres, degrees = apart(standing.now, true)
    assert metres < 0.005 and degrees < 0.5  # of 20 mm and 3 degrees


def test_a_camera_that_stands_where_it_stood_is_left_alone(body):
    depth, intrinsics, joints, true = seen(Look())
    standing = CameraPose(true)
    assert standing.follow(depth, intrinsics, surface(body, joints)) and not standing.moved


@pytest.mark.parametrize("shift, moved", ((0.004, False), (0.012, True)))
def test_what_the_fit_errs_by_is_no_move(shift, moved):
    standing = CameraPose(np.eye(3, 4))
    standing.now = standing.trained + np.array([[0, 0, 0, shift], [0, 0, 0, 0], [0, 0, 0, 0]])
    assert standing.moved is moved


def test_without_the_arm_in_the_picture_it_stays_where_it_was(body):
    depth, intrinsics, joints, true = seen(Look())
    standing = CameraPose(true)
    assert not standing.follow(np.minimum(depth, 0.3), intrinsics, surface(body, joints))  # something held before it
    assert not standing.follow(np.zeros_like(depth), intrinsics, surface(body, joints))  # nothing measured
    assert standing.now is true


def test_the_picture_is_turned_to_what_it_was(body):
    _, _, _, trained = seen(Look())
    depth, intrinsics, joints, true = seen(Look(camera_shift=(0.012, -0.014, 0.008), camera_turn=(0.03, 0.02, -0.035)))
    standing = CameraPose(trained)
    standing.now = true
    place = np.array([0.25, -0.1, 0.012])
    pixels = [(lambda c: np.array([intrinsics.fx * c[0] / c[2] + intrinsics.cx, intrinsics.fy * c[1] / c[2] + intrinsics.cy]))(pose[:, :3] @ place + pose[:, 3]) for pose in (trained, true)]
    assert np.linalg.norm(pixels[0] - pixels[1]) > 10
    assert np.allclose(standing.as_seen(torch.tensor(pixels[0]).float()[None], intrinsics, 1.0)[0].numpy(), pixels[1], atol=0.1)
    picture = torch.zeros(1, 3, 480, 640)
    u, v = np.round(pixels[1]).astype(int)
    picture[:, :, v - 2 : v + 3, u - 2 : u + 3] = 1.0
    turned = standing.as_trained(picture, intrinsics)[0, 0]
    rows, columns = (turned > 0.5).nonzero().T.float().mean(1).tolist()
    assert abs(columns + 0.5 - pixels[0][0]) < 1.5 and abs(rows + 0.5 - pixels[0][1]) < 1.5


def test_something_high_beside_the_arm_is_no_reason_to_search_where_the_camera_went(body, monkeypatch):
    depth, intrinsics, joints, true = seen(Look())
    depth = depth.copy()
    depth[40:110, 280:360] -= 0.12  # as high as a mug that is held up
    standing = CameraPose(true)
    monkeypatch.setattr(camera_pose, "_found", lambda *_: pytest.fail("it searched"))
    standing.follow(depth, intrinsics, surface(body, joints))
    assert not standing.moved


def test_where_the_picture_fits_as_the_camera_stands_no_fit_is_searched_for(body, monkeypatch):
    depth, intrinsics, joints, trained = seen(Look())
    standing = CameraPose(trained)
    monkeypatch.setattr(camera_pose, "_fit", lambda *_: pytest.fail("a fit takes as long as the rest of a look"))
    assert standing.follow(depth, intrinsics, surface(body, joints)) and standing.now is trained
