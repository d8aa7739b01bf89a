"""The robot's process: lockstep and real time, and every way in which it or its owner can end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.feetech import Bus, BusError
from drivers.realsense import Camera, CameraError
from drivers.simulator.client import SimulatorError, launch
from drivers.simulator.things import Thing

ROOT = Path(__file__).resolve().parents[3]
CUBE = Thing("cube", "cube", "red", at=(0.22, 0.0), yaw=0.0)


@pytest.fixture(scope="module")
def lockstep():
    with launch((CUBE,), realtime=False) as robot:
        yield robot


def test_lockstep_time_is_ours(lockstep):
    lockstep.set_scene((CUBE,), 0)
    assert lockstep.truth()["time"] == pytest.approx(0.0, abs=1e-6)
    with Bus(lockstep.port) as bus:  # answered while simulated time stands still
        assert bus.ping(3) == 777
    assert lockstep.advance(0.5) == pytest.approx(0.5, abs=1e-6)


def test_each_picture_asked_for_arrives(lockstep):
    camera = Camera(context=lockstep.camera_context, stall_after=None)
    camera.start()
    for number in range(1, 6):
        if number == 4:
            lockstep.set_scene((Thing("ball", "ball", "blue", at=(0.22, 0.0)),), 0)
        lockstep.frame_now()
        frame = camera.wait(number - 1)
        assert frame.number == number
        red, _, blue = frame.color.reshape(-1, 3).astype(int).T
        seen = [(red - blue > 90).sum() > 200, (blue - red > 90).sum() > 200]
        assert seen == ([True, False] if number < 4 else [False, True])
        assert 0.3 < np.median(frame.depth) < 1.0
    camera.stop()


def test_wrong_questions_get_a_sentence(lockstep):
    with pytest.raises(ValueError, match="forward"):
        lockstep.advance(-1)
    with pytest.raises(ValueError, match="share a name"):
        lockstep.set_scene((CUBE, CUBE), 0)
    with pytest.raises(ValueError, match="share a name"):
        launch((CUBE, CUBE))
    lockstep.advance(0.02)  # and it goes on


def test_the_same_commands_give_the_same_world():
    def play():
        with launch((CUBE,), seed=4, realtime=False) as robot, Bus(robot.port) as bus:
            for step in range(25):
                bus.write(1, ft.GOAL_POSITION, 2048 + 15 * step)
                robot.advance(0.02)
            return robot.truth()

    first, again = play(), play()
    assert first["joints"] == again["joints"] and first["things"] == again["things"]
    assert abs(first["velocities"][0]) + abs(first["joints"][0]) > 0


def test_real_time_pictures_keep_coming():
    with launch((CUBE,), fps=15) as robot:
        camera = Camera(context=robot.camera_context)
        camera.start()
        first, began = camera.wait(timeout=20.0), time.monotonic()
        frame = camera.wait(first.number + 14, timeout=20.0)
        rate = (frame.number - first.number) / (time.monotonic() - began)
        assert 4 < rate < 19  # 15 where the processor allows
        for wrong in (lambda: robot.advance(0.1), robot.frame_now):
            with pytest.raises(SimulatorError, match="real time"):
                wrong()
        camera.stop()


def test_without_its_painter_the_robot_is_blind_and_goes_on():
    with launch((CUBE,), fps=15) as robot:
        camera = Camera(context=robot.camera_context, stall_after=0.5)
        camera.start()
        camera.wait(timeout=20.0)
        (painter,) = Path(f"/proc/{robot.pid}/task/{robot.pid}/children").read_text().split()
        os.kill(int(painter), signal.SIGKILL)
        with pytest.raises(CameraError, match="unplugged"):
            camera.wait(10_000, timeout=10.0)
        with Bus(robot.port) as bus:
            assert bus.ping(6) == 777
        camera.stop()


def test_without_opengl_the_arm_works_and_the_camera_says_what_to_install(monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "disable")
    with launch((CUBE,), realtime=False) as robot:
        assert robot.advance(0.02) == pytest.approx(0.02)
        with pytest.raises(SimulatorError, match="install libegl1"):
            robot.frame_now()


def test_a_killed_robot_is_said_and_another_can_be_launched():
    robot = launch((CUBE,), fps=15)
    camera = Camera(context=robot.camera_context, stall_after=0.5)
    camera.start()
    camera.wait(timeout=20.0)
    bus = Bus(robot.port).open()
    assert robot.alive
    os.kill(robot.pid, signal.SIGKILL)
    with pytest.raises(SimulatorError, match=r"was killed \(signal 9\).*launch it again"):
        robot.truth()
    assert not robot.alive
    with pytest.raises(BusError):
        bus.ping(1)
    with pytest.raises(CameraError, match="unplugged|no picture"):
        camera.wait(10_000, timeout=10.0)
    bus.close()
    camera.stop()
    robot.close()
    robot.close()
    with pytest.raises(SimulatorError, match="was closed"):
        robot.truth()
    with launch((CUBE,), realtime=False) as another, Bus(another.port) as bus:
        assert bus.ping(1) == 777


@pytest.mark.parametrize("realtime", [True, False])
def test_the_robot_ends_with_the_app_however_that_ends(realtime):
    shared = set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()
    script = (
        "import sys, time\n"
        "from drivers.simulator.client import launch\n"
        f"robot = launch(realtime={realtime})\n"
        "context = robot.camera_context\n"
        "print(robot.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    app = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(app.stdout.readline())
    family = [child, *map(int, Path(f"/proc/{child}/task/{child}/children").read_text().split())]
    assert len(family) == (2 if realtime else 1) and all(map(_lives, family))
    app.kill()
    app.wait()
    end = time.monotonic() + 10
    while any(map(_lives, family)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(_lives, family))
    if shared:
        assert not [name for name in set(os.listdir("/dev/shm")) - shared if "vela" in name or "psm" in name]


def test_ctrl_c_is_the_apps_alone(lockstep):
    os.kill(lockstep.pid, signal.SIGINT)
    lockstep.advance(0.02)


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
