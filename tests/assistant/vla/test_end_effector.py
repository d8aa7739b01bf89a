import pytest
import torch

from assistant.vla.action import Body
from assistant.vla.end_effector import HIGH, deltas, pose, shifted, targets
from tests.assistant.vla.small import small_arm


@pytest.fixture(scope="module")
def body() -> Body:
    return small_arm(0.39)


def test_pitch_is_the_sum_of_the_joints_that_share_an_axis(body):
    joints = torch.tensor([[0.3, 0.2, 0.4, -0.1, 0.7]])
    assert pose(body, joints)[0, 3:].tolist() == pytest.approx([0.5, 0.7])


def test_steps_lead_back_to_the_targets_they_were_made_of(body):
    joints = torch.tensor([0.2, -0.6, 1.0, 0.4, 0.1, 0.5])
    future = joints + torch.linspace(0, 1, 9)[1:, None] * torch.tensor([0.15, 0.2, -0.25, 0.1, 0.3, -0.4])
    steps = deltas(body, joints[None], future[None])[0]
    assert steps[:, 0].abs().max() < 0.05  # metres: one row's way
    assert torch.allclose(targets(body, joints, steps), future, atol=1e-3)


def test_steps_that_lead_out_of_reach_stay_within_the_joints_and_go_no_farther_than_a_row_may(body):
    joints = torch.tensor([0.0, -0.6, 1.0, 0.4, 0.0, 0.5])
    rows = targets(body, joints, torch.tensor([[0.5, 0.0, 0.3, 2.0, 3.0, 1.0]]).repeat(8, 1))
    assert torch.isfinite(rows).all()
    assert (rows.diff(dim=0)[:, :5].abs() <= 0.3501).all()
    assert (rows[:, 0].abs() <= 1.92).all() and (rows[:, 4] <= 2.84).all()
    assert rows[:, 5].tolist() == [1.0] * 8


def test_fingertips_are_shifted_by_as_much_as_is_asked_for(body):
    joints, by = torch.tensor([[0.3, 0.2, 0.4, -0.1, 0.7], [-0.5, -0.6, 1.0, 0.4, 0.1]]), torch.tensor([[0.004, -0.005, 0.0], [0.0, 0.0, 0.0]])
    after = shifted(body, joints, by)
    assert torch.allclose(body(after)[0] - body(joints)[0], by, atol=1e-3)
    assert torch.equal(after[1], joints[1])


def test_no_joint_is_shifted_beyond_its_end(body):
    assert float(shifted(body, torch.tensor([[HIGH[0], 0.2, 0.4, -0.1, 0.7]]), torch.tensor([[-0.01, 0.01, 0.0]]))[0, 0]) <= float(HIGH[0])
