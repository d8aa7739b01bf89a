"""The simulated world: an SO-101 at a table with things on it, in MuJoCo.

Knows joints in radians and torques in N·m; nothing of servos, ticks, serial ports or librealsense.
Base frame: x forward, y left, z up, metres; the table's top is z = 0.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import Sequence

import mujoco
import numpy as np

from drivers.simulator.arm_model import JOINTS, POSITION_GAIN, STALL_TORQUE, arm_spec
from drivers.simulator.strange import Strange
from drivers.simulator.tabletop import pattern
from drivers.simulator.things import COLORS, KINDS, PICKABLE, RGB, SIZES, Thing, add_body, in_model, of_body

__all__ = ["COLORS", "HOME", "JOINTS", "KINDS", "Look", "PICKABLE", "SIZES", "Thing", "World"]

log = logging.getLogger(__name__)
mujoco.set_mju_user_warning(log.warning)  # by default MuJoCo writes a file into the folder one happens to be in

HOME = np.array([1.5, -1.7, 1.1, 1.3, 0.0, -0.1])
"""(6,) rad: folded to the robot's right, gripper raised and closed, so that the camera sees the whole table."""

REACH = (0.155, 0.285)
"""Metres from the base's origin between which things are placed: where the gripper can point down."""
SIDE = 0.95
"""Radians either side of straight ahead."""


@dataclass(frozen=True)
class Look:
    """How the world looks; the default is the one shipped, training draws others. Offsets in metres and radians.

    checks: a second colour, in which the table is chequered. pattern: of table's two colours otherwise than chequered: the name and the number
    that `tabletop.pattern` draws it from. bystander: what else is there to be seen, and not felt: "hand", "cone" or nothing.
    strange: numbers of more such things, see `strange.Strange`.
    """

    light: float = 1.0
    light_from: tuple[float, float, float] = (0.1, 0.2, 1.2)
    light_color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    table: tuple[float, float, float] = (0.62, 0.53, 0.43)
    camera_shift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    camera_turn: tuple[float, float, float] = (0.0, 0.0, 0.0)
    checks: tuple[float, float, float] | None = None
    pattern: tuple[str, int] | None = None
    bystander: str | None = None
    strange: tuple[int, ...] = ()
    colors: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    shadows: bool = False  # they cost three quarters of the frame rate on a CPU


class World:
    """One arm, one table, some things. Not thread-safe: one owner."""

    timestep = 0.004

    def __init__(self, things: Sequence[Thing], seed: int = 0, look: Look | None = None) -> None:
        """Raises ValueError with a sentence when things are unknown, share a name or do not fit on the table."""
        self._renderers: dict[tuple[int, int], mujoco.Renderer] = {}
        self.look = look or Look()
        self.reset(things, seed)

    def reset(self, things: Sequence[Thing], seed: int, look: Look | None = None) -> None:
        self.look = look or self.look
        self.things = place(things, np.random.default_rng(seed))
        self._close_renderers()
        self.model = _compile(self.things, self.look)
        self.data = mujoco.MjData(self.model)
        self._joints = np.array([self.model.joint(j).qposadr[0] for j in JOINTS])
        self._dofs = np.array([self.model.joint(j).dofadr[0] for j in JOINTS])
        self.data.qpos[self._joints] = HOME
        for thing, bottom in zip(self.things, _bottoms(self.things)):
            start = self.model.joint(in_model(thing.name)).qposadr[0]
            self.data.qpos[start : start + 3] = (*thing.at, bottom + thing.half_height + 0.0005)
            self.data.qpos[start + 3 : start + 7] = (np.cos(thing.yaw / 2), 0, 0, np.sin(thing.yaw / 2))
        self.drive(HOME, np.ones(6), np.ones(6, bool))
        mujoco.mj_forward(self.model, self.data)
        self.step(125)  # half a second in which things settle
        self.data.time = 0.0

    @property
    def time(self) -> float:
        return self.data.time

    def step(self, n: int = 1) -> None:
        mujoco.mj_step(self.model, self.data, n)

    def joint_positions(self) -> np.ndarray:
        """(6,) rad, servo order."""
        return self.data.qpos[self._joints].copy()

    def joint_velocities(self) -> np.ndarray:
        """(6,) rad/s."""
        return self.data.qvel[self._dofs].copy()

    def joint_torques(self) -> np.ndarray:
        """(6,) N·m applied by the servos."""
        return self.data.actuator_force.copy()

    def drive(self, goals: np.ndarray, torque_limits: np.ndarray, enabled: np.ndarray) -> None:
        """Where the servos pull, until called again. goals (6,) rad; torque_limits (6,) fraction of stall torque; enabled (6,) bool, False = limp."""
        gains = np.where(enabled, POSITION_GAIN, 0.0)
        self.data.ctrl[:] = goals
        self.model.actuator_gainprm[:, 0] = gains
        self.model.actuator_biasprm[:, 1] = -gains
        limit = np.clip(torque_limits, 0.0, 1.0) * STALL_TORQUE
        self.model.actuator_forcerange[:, 0] = -limit
        self.model.actuator_forcerange[:, 1] = limit

    def pose(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """xyz (3,) of the thing's centre in metres, and its quaternion wxyz (4,). KeyError if there is none of that name."""
        body = self.data.body(in_model(name))
        return body.xpos.copy(), body.xquat.copy()

    def lay(self, name: str, position: np.ndarray, yaw: float = 0.0) -> None:
        """Puts a thing elsewhere, at rest, its centre at `position` (3,) metres; it falls and settles as the world steps. KeyError if there is none of that name."""
        joint = self.model.joint(in_model(name))
        start, speed = joint.qposadr[0], joint.dofadr[0]
        self.data.qpos[start : start + 7] = (*position, np.cos(yaw / 2), 0, 0, np.sin(yaw / 2))
        self.data.qvel[speed : speed + 6] = 0.0
        mujoco.mj_forward(self.model, self.data)

    def lay_strange(self, index: int, at: tuple[float, float], yaw: float) -> None:
        """Puts the look's strange thing of this index elsewhere on the table; nothing feels it. IndexError if there is none."""
        if not 0 <= index < len(self.look.strange):
            raise IndexError(f"There is no strange thing {index}; there are {len(self.look.strange)}.")
        self.data.mocap_pos[index], self.data.mocap_quat[index] = (*at, 0.0), (np.cos(yaw / 2), 0, 0, np.sin(yaw / 2))
        mujoco.mj_forward(self.model, self.data)

    def pose_arm(self, joints: np.ndarray) -> None:
        """Sets the arm to joints (6,) rad at once, at rest and driven to stay there."""
        self.data.qpos[self._joints], self.data.qvel[self._dofs] = joints, 0.0
        self.drive(joints, np.ones(6), np.ones(6, bool))
        mujoco.mj_forward(self.model, self.data)

    def grasped(self) -> str | None:
        """Name of the thing that both fingers touch, or None; for scoring, the demonstrator and tests."""
        touched: dict[str, set[str]] = {"fixed_jaw_pad": set(), "moving_jaw_pad": set()}
        for contact in self.data.contact:
            pair = [int(geom) for geom in contact.geom]
            for pad, other in (pair, pair[::-1]):
                if (name := self.model.geom(pad).name) in touched and (thing := self.thing_of(other)) is not None:
                    touched[name].add(thing)
        both = touched["fixed_jaw_pad"] & touched["moving_jaw_pad"]
        return next((t.name for t in self.things if t.name in both), None)

    def thing_of(self, geom: int) -> str | None:
        """Name of the thing that the geom of this index is a part of, or None."""
        return of_body(self.model.body(int(self.model.geom_bodyid[geom])).name)

    def render(self, camera: str, width: int, height: int, depth: bool = False) -> tuple[np.ndarray, np.ndarray | None]:
        """(H, W, 3) uint8 RGB and, if asked, (H, W) float32 metres along the camera's axis."""
        renderer = self._renderers.get((width, height))
        if renderer is None:
            renderer = self._renderers[width, height] = mujoco.Renderer(self.model, height, width)
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = self.look.shadows
        renderer.update_scene(self.data, camera)
        color = renderer.render()
        if not depth:
            return color, None
        return color, _depth_drawn(renderer, self.model)

    def intrinsics(self, camera: str, width: int, height: int) -> tuple[float, float, float, float]:
        """fx, fy, cx, cy in pixels."""
        focal = height / 2 / np.tan(np.radians(self.model.camera(camera).fovy[0]) / 2)
        return focal, focal, width / 2, height / 2

    def close(self) -> None:
        self._close_renderers()

    def _close_renderers(self) -> None:
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()


def _bottoms(things: Sequence[Thing]) -> list[float]:
    """Height (m) of each thing's underside: what is said to stand where something wider or earlier stands, stands in or on it."""
    order = sorted(range(len(things)), key=lambda i: (things[i].kind in PICKABLE, i))
    bottoms = [0.0] * len(things)
    for n, i in enumerate(order):
        for j in order[:n]:
            below = things[j]
            if np.hypot(things[i].at[0] - below.at[0], things[i].at[1] - below.at[1]) < max(below.radius * 0.7, 0.012):
                floor = {"bowl": 0.008, "plate": 0.007, "box": 0.005}.get(below.kind, below.height)
                bottoms[i] = max(bottoms[i], bottoms[j] + floor)
    return bottoms


def _depth_drawn(renderer: mujoco.Renderer, model: mujoco.MjModel) -> np.ndarray:
    """(H, W) float32 metres of the picture just drawn: its depth buffer is still there, so nothing is drawn a second time."""
    metres = np.empty((renderer.height, renderer.width), np.float32)
    mujoco.mjr_readPixels(None, metres, renderer._rect, renderer._mjr_context)  # the public way draws again
    near, far = model.stat.extent * model.vis.map.znear, model.stat.extent * model.vis.map.zfar
    metres += np.float32(near / (far - near))  # MuJoCo's depth buffer: 1 is near, 0 is far
    np.divide(np.float32(far * near / (far - near)), metres, out=metres)
    return metres[::-1]


def place(things: Sequence[Thing], rng: np.random.Generator) -> tuple[Thing, ...]:
    """Fills in `at` and `yaw` where they are left out: reachable, not overlapping. ValueError when they do not fit."""
    names = [t.name for t in things]
    if len(set(names)) != len(names):
        raise ValueError(f"Two things share a name: {', '.join(sorted({n for n in names if names.count(n) > 1}))}.")
    for thing in things:
        for word, known, what in ((thing.kind, KINDS, "kind"), (thing.color, COLORS, "colour"), (thing.size, SIZES, "size")):
            if word not in known:
                raise ValueError(f"{thing.name} has the unknown {what} {word!r}; known are {', '.join(known)}.")
    for gap in (0.045, 0.035, 0.02, 0.008):  # room for the fingers first; closer only if the table is full
        for _ in range(200):
            placed = _try_place(things, rng, gap)
            if placed is not None:
                return placed
    raise ValueError(f"These {len(things)} things do not fit on the table within the arm's reach; take some away or say where each stands (at).")


def _try_place(things, rng, gap: float):
    done: list[Thing] = [t for t in things if t.at is not None]
    for thing in sorted((t for t in things if t.at is None), key=lambda t: -t.radius):
        for _ in range(40):
            distance, side = rng.uniform(*REACH), rng.uniform(-SIDE, SIDE)
            if thing.radius > 0.05:  # what is put in must clear the arm's own base
                distance = rng.uniform(0.19, 0.27)
            at = (float(distance * np.cos(side)), float(distance * np.sin(side)))
            if all(np.hypot(at[0] - o.at[0], at[1] - o.at[1]) > thing.radius + o.radius + gap for o in done):
                done.append(replace(thing, at=at))
                break
        else:
            return None
    by_name = {t.name: t for t in done}
    return tuple(
        t if t.yaw is not None else replace(t, yaw=float(rng.uniform(-np.pi, np.pi)))
        for t in (by_name[thing.name] for thing in things)
    )


def _compile(things: Sequence[Thing], look: Look) -> mujoco.MjModel:
    spec = arm_spec()
    spec.memory = 64 << 20  # a heap of things in a bowl has more contacts than the default holds
    option = spec.option
    option.timestep, option.integrator = World.timestep, mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    option.cone, option.impratio, option.noslip_iterations = mujoco.mjtCone.mjCONE_ELLIPTIC, 10.0, 3
    spec.visual.global_.offwidth, spec.visual.global_.offheight = 1280, 960
    spec.visual.quality.offsamples, spec.visual.quality.shadowsize = 0, 1024
    spec.visual.map.znear, spec.visual.map.zfar = 0.02, 20.0
    spec.stat.extent = 1.0
    spec.visual.headlight.ambient = tuple(0.30 * look.light * c for c in look.light_color)
    spec.visual.headlight.diffuse = tuple(0.20 * look.light * c for c in look.light_color)
    spec.visual.headlight.specular = (0.0, 0.0, 0.0)
    target = np.array([0.2, 0.0, 0.0])
    spec.worldbody.add_light(pos=look.light_from, dir=target - np.array(look.light_from), diffuse=tuple(0.55 * look.light * c for c in look.light_color),
                             specular=(0.1, 0.1, 0.1), castshadow=look.shadows)
    top = spec.worldbody.add_geom(name="table", type=mujoco.mjtGeom.mjGEOM_BOX, pos=(0.2, 0, -0.02), size=(0.45, 0.6, 0.02), rgba=(*look.table, 1.0))
    if look.pattern is not None:
        drawn = pattern(look.pattern[0], look.table, look.checks or look.table, look.pattern[1])
        spec.add_texture(name="pattern", type=mujoco.mjtTexture.mjTEXTURE_2D, width=drawn.shape[1], height=drawn.shape[0], nchannel=3, data=drawn.ravel())
        cloth = spec.add_material(name="pattern")
        cloth.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "pattern"
        top.material, top.rgba = "pattern", (1.0, 1.0, 1.0, 1.0)
    elif look.checks is not None:
        spec.add_texture(name="checks", type=mujoco.mjtTexture.mjTEXTURE_2D, builtin=mujoco.mjtBuiltin.mjBUILTIN_CHECKER, width=256, height=256,
                         rgb1=look.table, rgb2=look.checks)
        cloth = spec.add_material(name="checks", texrepeat=(24, 24))
        cloth.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "checks"
        top.material, top.rgba = "checks", (1.0, 1.0, 1.0, 1.0)
    top.contype = top.conaffinity = 0  # seen; what is felt is the plane, whose contacts are analytic and cheap
    plane = spec.worldbody.add_geom(name="table/contact", type=mujoco.mjtGeom.mjGEOM_PLANE, size=(1, 1, 0.1), group=4)
    plane.condim, plane.friction = 3, (1.0, 0.01, 0.0005)
    _add_cameras(spec, look)
    if look.bystander is not None:
        _add_bystander(spec, look.bystander, things)
    for index, number in enumerate(look.strange):
        Strange(number).add_to(spec, f"strange{index}", _lonely(things), 0.0)
    for thing in things:
        add_body(spec, thing, look.colors.get(thing.color, RGB[thing.color]))
    return spec.compile()


def _lonely(things: Sequence[Thing]) -> np.ndarray:
    """(2,) metres: where on the table it is farthest to the things."""
    spots = [np.array([x, y]) for x in np.arange(0.14, 0.33, 0.02) for y in np.arange(-0.24, 0.25, 0.02)]
    return max(spots, key=lambda s: min((np.linalg.norm(s - t.at) - t.radius for t in things), default=0.0))


def _add_bystander(spec: mujoco.MjSpec, kind: str, things: Sequence[Thing]) -> None:
    """A person's hand flat on the table, or a cone that stands there, where it is farthest from the things and the arm."""
    spot = _lonely(things)
    skin, geoms = (0.78, 0.58, 0.47, 1.0), mujoco.mjtGeom
    if kind == "hand":
        shapes = [(geoms.mjGEOM_ELLIPSOID, (0.045, 0.042, 0.014), (0.0, 0.0, 0.014), (1, 0, 0, 0))]
        shapes += [(geoms.mjGEOM_CAPSULE, (0.008, 0.03, 0), (-0.06, 0.024 * k - 0.036, 0.010), (0.7071, 0, 0.7071, 0)) for k in range(4)]
        shapes += [(geoms.mjGEOM_CAPSULE, (0.025, 0.06, 0), (0.10, 0.0, 0.025), (0.7071, 0, 0.7071, 0))]
    elif kind == "cone":
        shapes = [(geoms.mjGEOM_CYLINDER, (0.022 - 0.002 * k, 0.003, 0), (0.0, 0.0, 0.003 + 0.006 * k), (1, 0, 0, 0)) for k in range(10)]
    else:
        raise ValueError(f"There is no bystander {kind!r}; there are a hand and a cone.")
    for shape, size, place, quat in shapes:
        geom = spec.worldbody.add_geom(type=shape, size=size, pos=(spot[0] + place[0], spot[1] + place[1], place[2]), quat=quat,
                                       rgba=skin if kind == "hand" else (0.25, 0.65, 0.70, 1.0))
        geom.contype = geom.conaffinity = 0


def _add_cameras(spec: mujoco.MjSpec, look: Look) -> None:
    """`front` looks down on the table from above its far side, held so that the robot's left is the picture's left; `scene` is for people."""
    position = np.array([0.38, 0.0, 0.60]) + look.camera_shift
    _camera(spec, "front", position, np.array([0.195, 0.0, 0.0]) + np.array(look.camera_shift), np.array([1.0, 0, 0]), 42.0, look.camera_turn)
    _camera(spec, "scene", np.array([0.62, -0.42, 0.42]), np.array([0.14, 0.0, 0.06]), np.array([0, 0, 1.0]), 42.0)


def _camera(spec, name, position, target, up, fovy, turn=(0.0, 0.0, 0.0)) -> None:
    back = (position - target) / np.linalg.norm(position - target)  # MuJoCo cameras look along their own -z
    right = np.cross(up, back)
    right /= np.linalg.norm(right)
    matrix = np.stack([right, np.cross(back, right), back], axis=1)
    quat, shake = np.zeros(4), np.zeros(4)
    mujoco.mju_mat2Quat(quat, matrix.ravel())
    angle = np.linalg.norm(turn)
    if angle > 0:
        mujoco.mju_axisAngle2Quat(shake, np.array(turn) / angle, angle)
        mujoco.mju_mulQuat(quat, quat, shake)
    spec.worldbody.add_camera(name=name, pos=position, quat=quat, fovy=fovy)
