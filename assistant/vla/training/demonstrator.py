"""A teacher that sees the ground truth: from any state of the world, the next joint targets that carry a task on.

Memoryless on purpose: it can relabel whatever state a policy got itself into (DAgger, Ross et al. 2011).
It knows the simulator's World; the running assistant never sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np
import torch

from assistant.vla.grasp import CLEARANCE, PAN_AXIS, bearing
from assistant.vla.shapes import FLOORS, RADII, WIDTHS
from assistant.vla.sight import KINDS
from assistant.vla.spot import TALL, Disc, spot_beside, spot_for_down, spot_inside
from drivers.simulator.arm_model import arm_spec
from drivers.simulator.things import PICKABLE, SIZES
from drivers.simulator.world import HOME, Thing, World

DT = 0.1
"""Seconds between targets."""
SUBSTEPS = 5
"""Setpoints per target, as the executor sends them (50 Hz)."""

_REACH_STEP = 0.035  # metres the tip may move per target
_JOINT_STEP = np.array([0.28, 0.28, 0.28, 0.28, 0.40, 0.45])  # rad per target
_CARRY = 0.125  # metres of tip height while carrying
_ON_CUBE = 0.007  # metres from the middle of what is tall and narrow within which a thing is let go on it
_TALLEST = 0.06  # metres: what is carried passes over the cups and cans that stand on the way
_WAVE = np.array([0.0, -0.6, 0.2, 0.2, 0.0, 0.6])
LIFTED = 0.075  # metres a thing must have risen for a pick to be over


@dataclass(frozen=True)
class Task:
    """skill: as the language names them (pick, put_in, put_on, put_left_of, …, put_down, home, open, close, wave). Names of things in the world."""

    skill: str
    target: str | None = None
    destination: str | None = None


@dataclass(frozen=True)
class Label:
    """targets (6,) rad, absolute; done: the task is accomplished; spot: (x, y) where the thing is to stand, if it is to stand anywhere."""

    target: np.ndarray
    done: bool
    spot: tuple[float, float] | None


class Arm:
    """Inverse kinematics on the arm alone: damped least squares (Wampler 1986) on position, fingers' tilt and their opening direction."""

    def __init__(self) -> None:
        spec = arm_spec()
        spec.body("gripper").add_site(name="pinch", pos=(-0.0015, -0.0002, -0.0935))
        self.model = spec.compile()
        self.data = mujoco.MjData(self.model)
        self._site = self.model.site("pinch").id
        self.low, self.high = self.model.jnt_range[:, 0] + 0.02, self.model.jnt_range[:, 1] - 0.02

    def forward(self, joints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Tip (3,) metres and rotation (3, 3) of the fingers for joints (6,) rad."""
        self.data.qpos[:] = joints
        mujoco.mj_kinematics(self.model, self.data)
        return self.data.site_xpos[self._site].copy(), self.data.site_xmat[self._site].reshape(3, 3).copy()

    def surface(self, count: int) -> np.ndarray:
        """(6, count, 6): points on each link's own outside, base to gripper, and the normals there, at the zero pose; always the same ones."""
        rng, links = np.random.default_rng(0), []
        self.forward(np.zeros(6))
        for name in ("base", "shoulder", "upper_arm", "lower_arm", "wrist", "gripper"):
            corners = []
            for geom in np.flatnonzero(self.model.geom_bodyid == self.model.body(name).id):
                mesh = self.model.geom_dataid[geom]
                if self.model.geom_type[geom] == int(mujoco.mjtGeom.mjGEOM_MESH) and self.model.geom_group[geom] < 3:  # what is drawn, not what collides
                    first, many = self.model.mesh_vertadr[mesh], self.model.mesh_vertnum[mesh]
                    vertices = self.model.mesh_vert[first : first + many] @ self.data.geom_xmat[geom].reshape(3, 3).T + self.data.geom_xpos[geom]
                    faces = self.model.mesh_face[self.model.mesh_faceadr[mesh] : self.model.mesh_faceadr[mesh] + self.model.mesh_facenum[mesh]]
                    corners.append(vertices[faces])
            a, b, c = np.concatenate(corners).transpose(1, 0, 2)
            normals = np.cross(b - a, c - a)
            area = np.linalg.norm(normals, axis=1)
            chosen = rng.choice(len(area), count, p=area / area.sum())
            s, t = rng.random((2, count, 1))
            s, t = np.where(s + t > 1, 1 - s, s), np.where(s + t > 1, 1 - t, t)
            points = a[chosen] + s * (b - a)[chosen] + t * (c - a)[chosen]
            links.append(np.concatenate([points, normals[chosen] / area[chosen, None]], 1))
        return np.stack(links).astype(np.float32)

    def solve(self, joints: np.ndarray, tip: np.ndarray, jaw: np.ndarray | None, tilt_weight: float = 0.05, iterations: int = 6) -> np.ndarray:
        """Joints (6,) near `joints` whose tip is at `tip`, fingers down as far as they go, opening along `jaw` (2,) seen from above."""
        q = joints.copy()
        if jaw is not None:  # start on the right side of the half turn: with the fingers down, jaw bearing = roll - pan
            pan = -np.arctan2(tip[1], tip[0] - PAN_AXIS)
            q[4] = np.clip((np.arctan2(jaw[1], jaw[0]) + pan + np.pi) % (2 * np.pi) - np.pi, self.low[4], self.high[4])
        jac_p, jac_r = np.zeros((3, 6)), np.zeros((3, 6))
        for _ in range(iterations):
            position, rotation = self.forward(q)
            mujoco.mj_comPos(self.model, self.data)
            mujoco.mj_jacSite(self.model, self.data, jac_p, jac_r, self._site)
            error = [(tip - position) * 60.0]
            rows = [jac_p[:, :5] * 60.0]
            lean = np.cross(-rotation[:, 2], np.array([0.0, 0.0, -1.0]))
            error.append(lean * tilt_weight)
            rows.append(jac_r[:, :5] * tilt_weight)
            if jaw is not None:
                actual = rotation[:2, 0] / max(np.linalg.norm(rotation[:2, 0]), 1e-6)
                error.append([0.6 * (actual[0] * jaw[1] - actual[1] * jaw[0])])
                rows.append(0.6 * jac_r[2:3, :5])
            jacobian, residual = np.concatenate(rows), np.concatenate(error)
            step = np.linalg.solve(jacobian.T @ jacobian + 0.002 * np.eye(5), jacobian.T @ residual)
            stuck = ((q[:5] >= self.high[:5]) & (step > 0)) | ((q[:5] <= self.low[:5]) & (step < 0))
            if stuck.any():  # a joint at its end: the others do the work
                jacobian = jacobian * ~stuck
                step = np.linalg.solve(jacobian.T @ jacobian + 0.002 * np.eye(5), jacobian.T @ residual)
            q[:5] = np.clip(q[:5] + np.clip(step, -0.4, 0.4), self.low[:5], self.high[:5])
        return q


def width_of(thing: Thing) -> float:
    """Metres between the fingers when they hold it."""
    return WIDTHS[thing.kind][SIZES.index(thing.size)]


def jaw_angle(width: float) -> float:
    """Gripper joint (rad) at which the fingers are `width` metres apart; measured on the model."""
    return float(np.interp(width, (0.005, 0.0203, 0.040, 0.0633, 0.0838), (0.0, 0.2, 0.46, 0.8, 1.2)))


class Demonstrator:
    """One task in one world. `label()` looks and says what to do next."""

    def __init__(self, world: World, arm: Arm) -> None:
        self.world, self.arm = world, arm

    def begin(self, task: Task) -> None:
        self.task = task
        things = {t.name: t for t in self.world.things}
        self.thing = things.get(task.target) if task.target else None
        self.goal = things.get(task.destination) if task.destination else None
        self._spot_at_first = self._spot() if self.goal or task.skill == "put_down" else None
        self._goal_at_first = self.world.pose(self.goal.name)[0][:2].copy() if self.goal else None

    @property
    def spot(self) -> tuple[float, float] | None:
        """(x, y), metres: where the thing is to stand, if anywhere; in or on a goal that was pushed since, it went with it."""
        if self._spot_at_first is None or self.task.skill not in ("put_in", "put_on"):
            return self._spot_at_first
        x, y = np.array(self._spot_at_first) + self.world.pose(self.goal.name)[0][:2] - self._goal_at_first
        return float(x), float(y)

    def label(self) -> Label:
        joints = self.world.joint_positions()
        skill = self.task.skill
        if skill == "wave":
            return self._wave(joints)
        if skill in ("home", "open", "close"):
            return self._posture(joints, skill)
        if self.thing is None:
            raise ValueError(f"The skill {skill!r} needs a thing to act on.")
        place, _ = self.world.pose(self.thing.name)
        held = self.world.grasped() == self.thing.name
        if skill == "pick":
            if held:
                return self._lift(joints, place)
            return self._approach(joints, place, None)
        if held:
            return self._carry(joints, place)
        if self._placed(place):
            return self._retreat(joints, place)
        return self._approach(joints, place, self.spot)

    # -- phases ------------------------------------------------------------

    def _approach(self, joints, place, spot) -> Label:
        tip, rotation = self.arm.forward(joints)
        jaw = self._jaw(place, rotation)
        width = width_of(self.thing)
        aim = place.copy()
        aim[:2] -= jaw * (width / 2 + CLEARANCE)
        grasp_height = float(np.clip(place[2] + self.thing.half_height - 0.022, 0.012, 0.20))
        aside = np.linalg.norm(tip[:2] - aim[:2])
        actual = rotation[:2, 0] / max(np.linalg.norm(rotation[:2, 0]), 1e-6)
        turned = abs(actual[0] * jaw[1] - actual[1] * jaw[0])
        over = place[2] + self.thing.half_height + 0.035
        height = grasp_height + np.clip((aside - 0.006) * 4.0 + max(turned - 0.15, 0.0) * 0.1, 0.0, max(over - grasp_height, 0.02))
        opening = jaw_angle(width + 0.030)
        if joints[5] < opening - 0.25 and tip[2] < over - 0.02 and aside < 0.05 and tip[2] > grasp_height + 0.012:
            height = over  # open above it, not into it
        near = aside < 0.009 and abs(tip[2] - grasp_height) < 0.009
        grip = jaw_angle(width) - 0.22 if near else opening
        if near and joints[5] < jaw_angle(width) - 0.13:  # closed on nothing: up, open and again
            return self._move(joints, np.array([tip[0], tip[1], over]), jaw, opening, False, spot)
        if near:
            aim[:2], height = tip[:2], tip[2]  # stand still while the finger closes
        return self._move(joints, np.array([aim[0], aim[1], height]), jaw, grip, False, spot)

    def _lift(self, joints, place) -> Label:
        tip, _ = self.arm.forward(joints)
        risen = place[2] - self.thing.half_height
        up = np.array([tip[0], tip[1], _CARRY + 0.02])
        return self._move(joints, up, None, jaw_angle(width_of(self.thing)) - 0.22, risen > LIFTED, None)

    def _carry(self, joints, place) -> Label:
        tip, _ = self.arm.forward(joints)
        grip = jaw_angle(width_of(self.thing)) - 0.22
        away = np.array(self.spot) - place[:2]
        distance = np.linalg.norm(away)
        floor = self._floor()
        bottom = place[2] - self.thing.half_height  # of the thing
        hang = tip[2] - bottom  # from the thing's bottom to the tip
        rest = floor + hang + (0.010 if self.task.skill == "put_in" else 0.004)
        clear = max(_CARRY, floor + hang + 0.05, _TALLEST + hang + 0.02)
        height = rest + np.clip((distance - 0.008) * 5.0, 0.0, max(clear - rest, 0.0))
        if distance > 0.05:
            height = max(height, clear)
        if distance > 0.03 and tip[2] < height - 0.02:
            away = away * 0.0  # up first
        if distance < (_ON_CUBE if floor > 0.02 else 0.014) and tip[2] < rest + 0.006:
            return self._move(joints, tip, None, jaw_angle(width_of(self.thing) + 0.03), False, self.spot)
        return self._move(joints, np.array([tip[0] + away[0], tip[1] + away[1], height]), None, grip, False, self.spot)

    def _retreat(self, joints, place) -> Label:
        tip, _ = self.arm.forward(joints)
        opening = jaw_angle(width_of(self.thing) + 0.03)
        top = place[2] + self.thing.half_height
        if joints[5] < opening - 0.12 and np.linalg.norm(tip[:2] - place[:2]) < 0.05 and tip[2] < top + 0.02:
            return self._move(joints, tip, None, opening, False, self.spot)
        height = max(0.13, top + 0.05)
        return self._move(joints, np.array([tip[0], tip[1], height]), None, opening, tip[2] > height - 0.025, self.spot)

    def _posture(self, joints, skill) -> Label:
        goal = joints.copy()
        if skill == "home":
            tip, _ = self.arm.forward(joints)
            if tip[2] < 0.085 and np.abs(joints[0] - HOME[0]) > 0.3:
                return self._move(joints, np.array([tip[0], tip[1], 0.12]), None, joints[5], False, None)
            goal = HOME.copy()
        else:
            goal[5] = 0.9 if skill == "open" else -0.1
        target = joints + np.clip(goal - joints, -_JOINT_STEP, _JOINT_STEP)
        return Label(target, bool(np.all(np.abs(goal - joints) < 0.05)), None)

    def _wave(self, joints) -> Label:
        """A shrinking circle of the wrist about a raised pose: how far it has shrunk tells how long it has waved, so no memory is needed."""
        goal = _WAVE.copy()
        around = joints[3:5] - _WAVE[3:5]
        radius, angle = float(np.linalg.norm(around)), float(np.arctan2(around[1], around[0]))
        if np.any(np.abs(joints[:3] - _WAVE[:3]) > 0.15):
            radius, angle = 0.62, 0.0
        else:
            radius, angle = radius * 0.93, angle + 0.75
        goal[3:5] += radius * np.array([np.cos(angle), np.sin(angle)])
        target = joints + np.clip(goal - joints, -_JOINT_STEP, _JOINT_STEP)
        return Label(target, bool(radius < 0.2), None)

    # -- geometry ----------------------------------------------------------

    def _move(self, joints, tip_goal, jaw, grip, done, spot) -> Label:
        tip, rotation = self.arm.forward(joints)
        step = np.asarray(tip_goal) - tip
        length = np.linalg.norm(step)
        if length > _REACH_STEP:
            step *= _REACH_STEP / length
        if jaw is None:
            jaw = rotation[:2, 0] / max(np.linalg.norm(rotation[:2, 0]), 1e-6)
        target = self.arm.solve(joints, tip + step, jaw)
        target[5] = grip
        return Label(joints + np.clip(target - joints, -_JOINT_STEP, _JOINT_STEP), done, spot)

    def _jaw(self, place: np.ndarray, rotation: np.ndarray) -> np.ndarray:
        """Direction (2,) in which the fingers are to open; rotation (3, 3): theirs now."""
        _, quat = self.world.pose(self.thing.name)
        yaw = np.arctan2(2 * (quat[0] * quat[3] + quat[1] * quat[2]), 1 - 2 * (quat[2] ** 2 + quat[3] ** 2))
        kind, turn, now = np.eye(len(KINDS))[KINDS.index(self.thing.kind)], (np.cos(4 * yaw), np.sin(4 * yaw)), np.arctan2(rotation[1, 0], rotation[0, 0])
        opens = float(bearing(*(torch.as_tensor(np.array(x, np.float32))[None] for x in (place, kind, turn, now))))
        return np.array([np.cos(opens), np.sin(opens)])

    def _floor(self) -> float:
        """Height (m) of what the thing is to stand on."""
        if self.goal is None or self.task.skill.startswith(("put_left", "put_right", "put_front", "put_in_front", "put_behind", "put_next", "put_down")):
            return 0.0
        place, _ = self.world.pose(self.goal.name)
        if self.goal.kind in ("cube", "cup", "can", "ball"):
            return float(place[2] + self.goal.half_height)
        return float(place[2] - self.goal.half_height) + FLOORS[self.goal.kind]

    def _placed(self, place: np.ndarray) -> bool:
        if self.task.skill == "put_down":
            return bool(place[2] < self.thing.half_height + 0.01)
        floor, aside = self._floor(), float(np.linalg.norm(place[:2] - np.array(self.spot)))
        bottom = float(place[2]) - self.thing.half_height  # lower still when it fell over
        if self.task.skill not in ("put_in", "put_on"):
            return aside < 0.025 and bottom < floor + 0.03
        if self.goal.kind in PICKABLE:
            return aside < 0.02 and abs(bottom - floor) < 0.008
        middle = self.world.pose(self.goal.name)[0]
        return float(np.linalg.norm((place - middle)[:2])) < 0.045 and bottom < float(middle[2]) + self.goal.half_height - 0.003

    def _spot(self) -> tuple[float, float]:
        """Where the thing is to stand: on the goal, or beside it where there is room within reach."""
        place, turn = self.world.pose((self.goal or self.thing).name)
        others = [self._disc(t) for t in self.world.things if t not in (self.thing, self.goal)]
        if self.task.skill in ("put_in", "put_on"):
            if self.goal.kind in PICKABLE:
                return float(place[0]), float(place[1])
            yaw = 2 * np.arctan2(turn[3], turn[0])
            long_side = (float(np.cos(yaw)), float(np.sin(yaw))) if self.goal.kind == "box" else (0.0, 0.0)
            return spot_inside(self._disc(self.thing), self._disc(self.goal), self.goal.kind, others, long_side, tall=self.thing.half_height > TALL)
        if self.task.skill == "put_down":
            return spot_for_down(self._disc(self.thing), others)
        return spot_beside(self.task.skill, self._disc(self.thing), self._disc(self.goal), others)

    def _disc(self, thing: Thing) -> Disc:
        place, _ = self.world.pose(thing.name)
        return Disc(float(place[0]), float(place[1]), RADII[thing.kind][SIZES.index(thing.size)])


def drive(world: World, target: np.ndarray, start: np.ndarray) -> None:
    """Moves the commanded joints from `start` to `target` (6,) rad over DT, in the executor's setpoints."""
    steps = round(DT / SUBSTEPS / world.timestep)
    for k in range(1, SUBSTEPS + 1):
        world.drive(start + (target - start) * (k / SUBSTEPS), np.array([1, 1, 1, 1, 1, 0.35]), np.ones(6, bool))
        world.step(steps)
