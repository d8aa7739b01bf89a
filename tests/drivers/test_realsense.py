"""The camera driver against librealsense's own pipeline, fed by a software device."""

import threading
import time

import numpy as np
import pyrealsense2
import pytest

from drivers.realsense import Camera, CameraError, Intrinsics, connected
from drivers.simulator.camera import NAME, SERIAL, SimulatedCamera
from drivers.simulator.client import launch
from drivers.simulator.things import Thing
from drivers.simulator.world import World

LENS = Intrinsics(640, 480, 600.0, 600.0, 320.0, 240.0)


@pytest.fixture
def plugged():
    device = SimulatedCamera(LENS)
    yield device
    device.unplug()


def feed(device, number, millimetres=500):
    color = np.zeros((480, 640, 3), np.uint8)
    color[:, :] = (number, 2, 3)
    device.feed(color, np.full((480, 640), millimetres, np.uint16), number)


def comes_back(camera, device):
    """Whether there are pictures again, once they are fed."""
    stop = threading.Event()
    feeder = threading.Thread(target=lambda: [feed(device, n) for n in range(2, 200) if not stop.wait(0.1)])
    feeder.start()
    back = _until(lambda: _number(camera) and _number(camera) > 1)
    stop.set()
    feeder.join()
    return back


def test_each_frame_arrives_whole_and_in_order(plugged):
    camera = Camera(context=plugged.context, clock=lambda: 12.5)
    camera.start()
    assert camera.latest() is None
    assert camera.device.serial == SERIAL
    for number in range(1, 8):
        feed(plugged, number, 300 + number)
        frame = camera.wait(number - 1)
        assert (frame.number, frame.time) == (number, 12.5)
        assert frame.intrinsics == LENS
        assert frame.color.shape == (480, 640, 3) and frame.color.dtype == np.uint8
        assert frame.color[100, 100].tolist() == [number, 2, 3]
        assert frame.depth.dtype == np.float32
        assert np.allclose(frame.depth, (300 + number) / 1000)
    assert camera.latest() is frame
    camera.stop()


def test_depth_from_another_place_is_aligned_to_the_colour():
    device = SimulatedCamera(LENS, baseline=0.05)
    camera = Camera(context=device.context)
    camera.start()
    depth = np.full((480, 640), 600, np.uint16)
    depth[200:280, 300:340] = 500  # seen by the depth lens 5 cm to the left of the colour's
    device.feed(np.zeros((480, 640, 3), np.uint8), depth, 1)
    rows, columns = np.nonzero(np.isclose(camera.wait().depth, 0.5, atol=0.001))
    camera.stop()
    device.unplug()
    assert np.mean(columns) == pytest.approx(319.5 - 600 * 0.05 / 0.5, abs=1.0)
    assert np.mean(rows) == pytest.approx(239.5, abs=1.0)


def test_colour_alone():
    device = SimulatedCamera(LENS, depth=False)
    camera = Camera(context=device.context, depth=False)
    camera.start()
    device.feed(np.full((480, 640, 3), 9, np.uint8), None, 1)
    frame = camera.wait()
    assert frame.depth is None and frame.color[0, 0, 0] == 9
    camera.stop()


def test_a_camera_that_stops_delivering_is_noticed_and_comes_back(plugged):
    said = []
    camera = Camera(context=plugged.context, stall_after=0.5, on_change=said.append)
    camera.start()
    feed(plugged, 1)
    camera.wait()
    began = time.monotonic()
    with pytest.raises(CameraError, match="has delivered no picture for 0.5 s"):
        camera.wait(1, timeout=30.0)
    assert time.monotonic() - began < 10
    with pytest.raises(CameraError, match="has delivered no picture"):
        camera.latest()  # never an old picture as if it were new
    assert comes_back(camera, plugged)
    assert len(said) == 2 and "no picture" in said[0] and said[1] is None
    camera.stop()


def test_an_unplugged_camera_is_noticed(plugged):
    camera = Camera(context=plugged.context, stall_after=0.3)
    camera.start()
    feed(plugged, 1)
    camera.wait()
    plugged.unplug()
    with pytest.raises(CameraError, match=f"{NAME} was unplugged"):
        camera.wait(1)
    assert connected(plugged.context) == []
    camera.stop()


@pytest.mark.parametrize("call", ["try_wait_for_frames", "stop"])
def test_one_that_goes_away_in_the_middle_of_a_call_comes_back(plugged, monkeypatch, caplog, call):
    """librealsense raises then, in whatever call it is."""
    camera = Camera(context=plugged.context, stall_after=0.3)
    camera.start()
    feed(plugged, 1)
    camera.wait()
    raised = threading.Event()
    whole = getattr(pyrealsense2.pipeline, call)

    def once(pipeline, *arguments):
        if not raised.is_set():
            raised.set()
            if call == "stop":
                whole(pipeline)
            raise RuntimeError("hwmon command 0x10 failed: device disconnected")
        return whole(pipeline, *arguments)

    monkeypatch.setattr(pyrealsense2.pipeline, call, once)
    assert raised.wait(20.0)
    assert comes_back(camera, plugged) and "device disconnected" in caplog.text
    camera.stop()


def test_what_is_not_there_is_said_at_once(plugged):
    empty = SimulatedCamera(LENS)
    empty.unplug()
    began = time.monotonic()
    for camera, reason in (
        (Camera(context=empty.context), "No RealSense camera is connected"),
        (Camera(serial="77", context=plugged.context), f"serial number 77 is not connected .*{SERIAL}"),
        (Camera(width=1280, context=plugged.context), "does not offer colour and depth at 1280x480, 15"),
        (Camera(fps=60, context=plugged.context), "60 pictures a second"),
    ):
        with pytest.raises(CameraError, match=reason):
            camera.start()
    assert time.monotonic() - began < 15


def test_no_picture_and_stopped_are_said(plugged):
    camera = Camera(context=plugged.context, stall_after=None)
    with pytest.raises(CameraError, match="is stopped"):
        camera.wait()
    camera.start()
    with pytest.raises(CameraError, match="no picture for 0.3 s"):
        camera.wait(timeout=0.3)
    camera.stop()
    camera.stop()
    camera.start()  # and again
    feed(plugged, 1)
    assert camera.wait().color[0, 0, 0] == 1
    camera.stop()


def test_a_known_thing_is_where_the_picture_says():
    """Through everything: drawn in its own process, shared memory, librealsense, the driver; then deprojected."""
    cube = Thing("cube", "cube", "red", at=(0.23, 0.07), yaw=0.3)
    ball = Thing("ball", "ball", "blue", at=(0.20, -0.09), yaw=0.0)
    with launch((cube, ball), seed=1, realtime=False) as robot:
        camera = Camera(context=robot.camera_context, stall_after=None)
        camera.start()
        robot.frame_now()
        frame = camera.wait()
        truth = robot.truth()["things"]
        camera.stop()
    world = World((cube, ball), seed=1)
    eye = world.data.camera("front")
    place, turn = eye.xpos.copy(), eye.xmat.reshape(3, 3).copy()
    red, green, blue = (frame.color[..., channel].astype(int) for channel in range(3))
    for name, mask in (("cube", red - np.maximum(green, blue) > 60), ("ball", blue - np.maximum(red, green) > 60)):
        rows, columns = np.nonzero(mask & (frame.depth > 0))
        assert len(rows) > 100
        seen = np.array([frame.intrinsics.deproject(u + 0.5, v + 0.5, frame.depth[v, u]) for u, v in zip(columns, rows)])
        points = place + (seen * (1, -1, -1)) @ turn.T  # OpenCV's axes to MuJoCo's
        top = truth[name]["position"][2] + truth[name]["height"] / 2
        assert np.percentile(points[:, 2], 99) == pytest.approx(top, abs=0.005)
        upper = points[points[:, 2] > top - 0.005]
        assert np.linalg.norm(upper[:, :2].mean(0) - truth[name]["position"][:2]) < 0.01


def _number(camera):
    try:
        return camera.latest().number
    except CameraError:
        return 0


def _until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
