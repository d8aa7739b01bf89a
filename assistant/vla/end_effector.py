"""A body whose controller takes steps of the fingertips instead of joint targets: x, y, z, pitch and roll, each from the row before, and the gripper's opening.

Five joints reach five coordinates, so both say the same, and the one is worked out from the other. Geometry only: knows nothing of models, prompts or servos.
"""

from __future__ import annotations

import torch
from torch import Tensor

from assistant.vla.action import Body

LOW = torch.tensor([-1.92, -1.75, -1.69, -1.66, -2.74])
HIGH = torch.tensor([1.92, 1.75, 1.69, 1.66, 2.84])
"""Joint limits of the SO-101, rad, as its model has them (TheRobotStudio/SO-ARM100); motion/safety has its own."""
_DAMPING = 1e-3
_SOFT = 0.01  # the same, in metres a radian, where only the fingertips' place is asked for
_ROUNDS = 2
_STEP = 1e-3  # rad, of the numeric Jacobian
_FARTHEST = 0.35  # rad by which a joint may differ from the row before: near a singularity no step leads far


def pose(body: Body, joints: Tensor) -> Tensor:
    """joints (B, 5) rad -> (B, 5): fingertips x, y, z in metres, base frame; pitch, the sum of the three joints that share an axis; roll about the forearm, rad."""
    tip, _ = body(joints)
    signs = torch.sign(body.axes[1:4] @ body.axes[1])
    return torch.cat([tip, (joints[:, 1:4] * signs).sum(-1, keepdim=True), joints[:, 4:5]], -1)


def deltas(body: Body, joints: Tensor, future: Tensor) -> Tensor:
    """joints (B, 6), future (B, R, 6) absolute targets -> (B, R, 6): of each row the step from the row before, and the gripper's opening."""
    path = torch.cat([joints[:, None], future], 1)
    poses = pose(body, path[..., :5].flatten(0, 1)).view(*path.shape[:2], 5)
    return torch.cat([poses.diff(dim=1), future[..., 5:]], -1)


def shifted(body: Body, joints: Tensor, by: Tensor) -> Tensor:
    """joints (R, 5) rad -> the same with the fingertips `by` (R, 3) metres from where they were, by as little motion as it takes: one step of damped least squares (Wampler 1986)."""
    around = joints[:, None] + _STEP * torch.cat([torch.zeros(1, 5), torch.eye(5)])
    tips = body(around.flatten(0, 1))[0].view(len(joints), 6, 3)
    jacobian = (tips[:, 1:] - tips[:, :1]).transpose(1, 2) / _STEP
    square = jacobian @ jacobian.transpose(1, 2) + _SOFT**2 * torch.eye(3)
    return (joints + (jacobian.transpose(1, 2) @ torch.linalg.solve(square, by[..., None]))[..., 0]).clamp(LOW, HIGH)


def targets(body: Body, joints: Tensor, steps: Tensor) -> Tensor:
    """joints (6,), steps (R, 6) as `deltas` has them -> (R, 6) absolute joint targets: damped least squares (Wampler 1986), row by row."""
    now, rows = joints[:5].clone(), []
    wanted = pose(body, now[None])[0]
    for step in steps:
        wanted, before = wanted + step[:5], now
        for _ in range(_ROUNDS):
            around = torch.cat([now[None], now + _STEP * torch.eye(5)])
            poses = pose(body, around)
            jacobian = ((poses[1:] - poses[0]) / _STEP).T
            move = torch.linalg.solve(jacobian.T @ jacobian + _DAMPING**2 * torch.eye(5), jacobian.T @ (wanted - poses[0]))
            now = torch.minimum(torch.maximum(now + move, before - _FARTHEST), before + _FARTHEST).clamp(LOW, HIGH)
        rows.append(torch.cat([now, step[5:]]))
    return torch.stack(rows)
