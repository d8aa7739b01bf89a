"""The simulated robot in one process: its clock, its bus, and the scene on its table; and `python -m drivers.simulator`."""

import os
import signal
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from drivers import feetech as ft
from drivers.feetech import Bus
from drivers.simulator.robot import SimulatedRobot
from drivers.simulator.things import Thing
from drivers.simulator.world import HOME

ROOT = Path(__file__).resolve().parents[3]
CUBE = Thing("cube", "cube", "red", at=(0.22, 0.0), yaw=0.0)


@pytest.fixture
def robot():
    robot = SimulatedRobot((CUBE,))
    yield robot
    robot.close()


def write(robot, servo, register, value):
    """A WRITE packet as a driver sends it, without waiting for the answer."""
    packet = ft.packet(servo, ft.WRITE, bytes((register.address,)) + register.encode(value))
    port = os.open(robot.port, os.O_RDWR | os.O_NOCTTY)
    mode = termios.tcgetattr(port)
    mode[4] = mode[5] = termios.B1000000
    termios.tcsetattr(port, termios.TCSANOW, mode)
    os.write(port, packet)
    return port


def test_what_was_written_before_counts_in_advance(robot):
    before = robot.world.joint_positions()[0]
    goal = robot.bus.servos[0].present - 300
    port = write(robot, 1, ft.GOAL_POSITION, goal)
    robot.advance(1.0)
    os.close(port)
    moved = robot.world.joint_positions()[0] - before
    assert moved == pytest.approx(-300 * 2 * np.pi / 4096, abs=0.05)


def test_time_passes_only_in_advance_and_adds_up(robot):
    start = robot.world.time
    robot.serve()
    assert robot.world.time == start
    for _ in range(100):
        robot.advance(0.01)  # two and a half steps
    assert robot.world.time - start == pytest.approx(1.0, abs=1e-6)
    for wrong in (-0.1, float("nan"), float("inf"), 1e9):
        with pytest.raises(ValueError, match="Simulated time goes forward"):
            robot.advance(wrong)


def test_a_new_scene_finds_the_arm_at_rest_and_held(robot):
    for servo in robot.bus.servos:
        servo.write(ft.TORQUE_ENABLE.address, b"\1")
    os.close(write(robot, 1, ft.GOAL_POSITION, 1800))
    robot.advance(0.5)
    robot.set_scene((Thing("a", "can", "green"), CUBE), 5)
    home = robot.world.joint_positions()
    assert np.allclose(home[1:5], HOME[1:5], atol=0.1)
    robot.advance(1.0)
    assert np.allclose(robot.world.joint_positions(), home, atol=0.05)
    truth = robot.truth()
    assert list(truth["things"]) == ["a", "cube"]
    assert truth["things"]["cube"]["position"][:2] == pytest.approx(CUBE.at, abs=0.005)
    assert truth["time"] == pytest.approx(1.0, abs=0.01)


def test_a_scene_that_does_not_fit_changes_nothing(robot):
    crowd = [Thing(f"plate{i}", "plate", "white") for i in range(30)]
    with pytest.raises(ValueError, match="do not fit"):
        robot.set_scene(crowd, 0)
    robot.advance(0.02)
    assert list(robot.truth()["things"]) == ["cube"]


def test_real_time_keeps_pace_and_answers(robot):
    wanted = threading.Event()
    wanted.set()
    thread = threading.Thread(target=robot.serve_realtime, args=(wanted.is_set,))
    start, began = robot.world.time, time.monotonic()
    thread.start()
    with Bus(robot.port) as bus:
        for servo in range(1, 7):
            bus.ping(servo)
    time.sleep(max(0.0, began + 1.0 - time.monotonic()))
    wanted.clear()
    thread.join()
    passed, lived = time.monotonic() - began, robot.world.time - start
    assert 0.5 * passed < lived < passed + 0.1  # a machine without a free core lets some go rather than fall behind for ever


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pseudo-terminals as Linux has them")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_alone_it_prints_a_port_that_answers(tmp_path, end):
    link, scene = tmp_path / "arm", tmp_path / "scene.yaml"
    scene.write_text("objects: [{name: a, kind: bowl, color: blue}]\n")
    alone = _alone("--link", link, "--scene", scene, "--seed", 3)
    assert alone.stdout.readline().strip() == str(link)
    with Bus(str(link)) as bus:
        assert [bus.ping(servo) for servo in (1, 6)] == [777, 777]
    alone.send_signal(end)
    assert alone.wait(10) == 0
    assert not link.is_symlink()
    assert alone.stderr.read() == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--scene", "nowhere.yaml"), "nowhere.yaml cannot be read"),
        (("--seed", "one"), "a whole number from 0 up"),
        (("--link", "/"), "The link / cannot be made"),
    ],
)
def test_alone_it_says_what_is_wrong(arguments, sentence):
    alone = _alone(*arguments)
    _, said = alone.communicate(timeout=60)
    assert alone.returncode == 2
    assert sentence in said and "Traceback" not in said


def _alone(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "drivers.simulator", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
