"""The depth camera: a RealSense through pyrealsense2, delivering colour with depth aligned to it.

One thread owns the pipeline and keeps only the newest frame. It notices when the camera stops delivering
or is unplugged, says so, and goes on by itself when the camera is back.
Knows nothing of what the frames are for, nor whether the device is made of metal.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

log = logging.getLogger(__name__)

POLL = 0.2  # s: how soon the thread notices that it should end
RETRY = 1.0  # s between looks for a camera that went away


class CameraError(Exception):
    """What is wrong with the camera, and what to do, in one sentence."""


@dataclass(frozen=True)
class Intrinsics:
    """Pinhole camera: focal lengths and principal point in pixels."""

    width: int
    height: int
    fx: float
    fy: float
    cx: float
    cy: float

    def deproject(self, u: float, v: float, depth: float) -> np.ndarray:
        """(3,) metres in the camera's frame (x right, y down, z forward) of pixel (u, v) at `depth` metres."""
        return np.array([(u - self.cx) / self.fx * depth, (v - self.cy) / self.fy * depth, depth])


@dataclass(frozen=True)
class Frame:
    """One picture.

    color: (H, W, 3) uint8 RGB. depth: (H, W) float32 metres at the colour's pixels, 0 = unknown; None without depth.
    time: seconds on the camera's `clock` when it arrived. number: counts this camera's frames from 1.
    """

    color: np.ndarray
    depth: np.ndarray | None
    intrinsics: Intrinsics
    time: float
    number: int


@dataclass(frozen=True)
class Device:
    """A camera that is connected."""

    name: str
    serial: str
    firmware: str = ""
    usb: str = ""


def library() -> Any:
    """The pyrealsense2 module. CameraError, with what to install, when it does not load."""
    try:
        import pyrealsense2
    except ImportError as error:
        raise CameraError(f"The RealSense library does not load ({error}): install the package pyrealsense2 and the system's libusb-1.0-0 and libudev1.") from error
    return pyrealsense2


def connected(context: Any = None) -> list[Device]:
    """The cameras that are connected now. CameraError when the library does not load."""
    rs = library()
    described = (_described(rs, device) for device in (context or rs.context()).query_devices())
    return [device for device in described if device is not None]


def _described(rs: Any, device: Any) -> Device | None:
    """None for a camera that was unplugged since it was listed."""
    def info(which: Any) -> str:
        return device.get_info(which) if device.supports(which) else ""

    about = rs.camera_info
    try:
        return Device(info(about.name), info(about.serial_number), info(about.firmware_version), info(about.usb_type_descriptor))
    except RuntimeError:
        return None


class Camera:
    """A RealSense camera. Safe to use from several threads."""

    def __init__(
        self,
        serial: str | None = None,
        width: int = 640,
        height: int = 480,
        fps: int = 15,
        context: Any = None,
        depth: bool = True,
        stall_after: float | None = 3.0,
        clock: Callable[[], float] = time.monotonic,
        on_change: Callable[[str | None], None] | None = None,
    ) -> None:
        """serial: which camera; None takes the first. context: an rs.context; None looks on the USB ports.

        depth: False for colour only. stall_after: seconds without a picture after which the camera counts as lost;
        None for one that delivers only on request. on_change: called from the camera's thread with a sentence when
        the camera is lost, and with None when it is back.
        """
        self.width, self.height, self.fps, self.depth = width, height, fps, depth
        self._serial, self._context, self._stall_after, self._clock = serial, context, stall_after, clock
        self._on_change = on_change
        self._news = threading.Condition()
        self._frame: Frame | None = None
        self._fault: str | None = None
        self._count = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.device: Device | None = None

    def start(self) -> None:
        """Open the camera. CameraError when there is none, or it does not do what is asked. Does not wait for a picture."""
        if self._thread is not None:
            return
        self._stopping.clear()
        with self._news:
            self._frame = self._fault = None
        stream = self._open()
        self._thread = threading.Thread(target=self._run, args=(stream,), name="camera", daemon=True)
        self._thread.start()
        atexit.register(self.stop)  # librealsense aborts a process that ends while its pipeline runs

    def latest(self) -> Frame | None:
        """The newest frame, None before the first. CameraError while the camera is lost: an old picture would lie."""
        with self._news:
            if self._fault:
                raise CameraError(self._fault)
            return self._frame

    def wait(self, after_number: int = 0, timeout: float = 5.0) -> Frame:
        """The first frame seen whose number is above `after_number`. CameraError when none comes in `timeout` seconds."""
        with self._news:
            arrived = self._news.wait_for(
                lambda: self._fault or self._thread is None or (self._frame and self._frame.number > after_number), timeout
            )
            if self._fault:
                raise CameraError(self._fault)
            if not arrived:
                raise CameraError(f"The camera delivered no picture for {timeout:g} s: check its cable and that no other program uses it.")
            if self._thread is None or self._frame is None or self._frame.number <= after_number:
                raise CameraError("The camera is stopped: start it before waiting for a picture.")
            return self._frame

    def stop(self) -> None:
        """Close the camera; afterwards it can be started again. CameraError if librealsense does not let go of it."""
        thread = self._thread
        if thread is None:
            return
        atexit.unregister(self.stop)
        self._stopping.set()
        thread.join(5.0)
        with self._news:
            self._thread = None
            self._news.notify_all()
        if thread.is_alive():
            raise CameraError("The camera did not stop within 5 s: unplug it, plug it in again and start Vela again.")

    # -- the camera's thread -------------------------------------------------------------------

    def _run(self, stream: "_Stream | None") -> None:
        try:
            while not self._stopping.is_set():
                if stream is None:
                    stream = self._reopen()
                    continue
                try:
                    self._deliver(stream)
                except RuntimeError as error:  # librealsense's, for a camera that goes away in the middle of a call
                    log.warning("the camera %s: %s", self.device.name, error)
                stream.close()
                stream = None  # librealsense lists a camera for as long as its pipeline is held
                if not self._stopping.is_set():
                    self._change(self._lost())
        except Exception as error:  # whatever librealsense throws: it must be seen by who asks for pictures
            self._change(f"The camera's thread ended ({type(error).__name__}: {error}): start the camera again.")
        finally:
            if stream is not None:
                stream.close()

    def _deliver(self, stream: "_Stream") -> None:
        """Publishes frames until told to stop, or none came for `stall_after` seconds."""
        last = time.monotonic()
        while not self._stopping.is_set():
            taken = stream.next(POLL)
            if taken is not None:
                last = time.monotonic()
                self._publish(stream, *taken)
            elif self._stall_after is not None and time.monotonic() - last > self._stall_after:
                return

    def _lost(self) -> str:
        if self.device.serial not in (device.serial for device in connected(self._context)):
            return f"The camera {self.device.name} was unplugged: plug it in again, Vela then goes on with it."
        return f"The camera {self.device.name} has delivered no picture for {self._stall_after:g} s: check its cable; Vela tries to start it again."

    def _publish(self, stream: "_Stream", color: np.ndarray, depth: np.ndarray | None) -> None:
        self._change(None)
        with self._news:
            self._count += 1
            self._frame = Frame(color, depth, stream.intrinsics, self._clock(), self._count)
            self._news.notify_all()

    def _reopen(self) -> "_Stream | None":
        if self._stopping.wait(RETRY):
            return None
        try:
            return self._open()
        except CameraError:  # still away: who asks for pictures is told why by the fault that stands
            return None

    def _change(self, fault: str | None) -> None:
        with self._news:
            if fault == self._fault:
                return
            self._fault = fault
            self._news.notify_all()
        if self._on_change is not None:
            self._on_change(fault)

    def _open(self) -> "_Stream":
        try:
            stream = _Stream(self._serial, self.width, self.height, self.fps, self.depth, self._context)
        except RuntimeError as error:
            raise CameraError(f"The camera went away while it was being opened ({error}): check its cable and plug it in again.") from error
        self.device = stream.device
        return stream


class _Stream:
    """A running pipeline of one camera. CameraError when it cannot be had."""

    def __init__(self, serial: str | None, width: int, height: int, fps: int, depth: bool, context: Any):
        rs = library()
        self._context = context or rs.context()
        found = connected(self._context)  # asked first: a pipeline started with no camera blocks for half a minute
        if not found:
            raise CameraError("No RealSense camera is connected: plug one into a USB 3 port (or use the simulated arm).")
        chosen = [device for device in found if serial in (None, "", device.serial)]
        if not chosen:
            have = ", ".join(f"{device.name} {device.serial}" for device in found)
            raise CameraError(f"The camera with serial number {serial} is not connected (connected: {have}): plug it in or change camera.serial.")
        self.device = chosen[0]
        config = rs.config()
        config.enable_device(self.device.serial)
        config.enable_stream(rs.stream.color, width, height, rs.format.rgb8, fps)
        if depth:
            config.enable_stream(rs.stream.depth, width, height, rs.format.z16, fps)
        self._pipeline = rs.pipeline(self._context)
        if not config.can_resolve(self._pipeline):
            what = "colour and depth" if depth else "colour"
            raise CameraError(f"The camera {self.device.name} does not offer {what} at {width}x{height}, {fps} pictures a second: change the camera's size or rate.")
        try:
            profile = self._pipeline.start(config)
        except RuntimeError as error:
            raise CameraError(f"The camera {self.device.name} does not start ({error}): close other programs that use it, or plug it in again.") from error
        self._depth = depth
        color = profile.get_stream(rs.stream.color).as_video_stream_profile()
        seen = color.get_intrinsics()
        self.intrinsics = Intrinsics(seen.width, seen.height, seen.fx, seen.fy, seen.ppx, seen.ppy)
        # Depth that lies on the colour's pixels already is left alone: aligning it again only rounds holes into it.
        self._align = rs.align(rs.stream.color) if depth and not _coincide(profile.get_stream(rs.stream.depth), color) else None

    def next(self, timeout: float) -> tuple[np.ndarray, np.ndarray | None] | None:
        """Colour and depth of the next whole frameset, or None when none came in `timeout` seconds."""
        arrived, frames = self._pipeline.try_wait_for_frames(int(timeout * 1000))
        if not arrived:
            return None
        if not frames.get_color_frame() or (self._depth and not frames.get_depth_frame()):
            return None  # the syncer lets incomplete sets through at the start
        if self._align is not None:
            frames = self._align.process(frames)
        # Copies: librealsense's own buffers are few, and kept ones starve the camera.
        rgb = np.array(frames.get_color_frame().get_data(), np.uint8)
        if not self._depth:
            return rgb, None
        depth = frames.get_depth_frame()
        return rgb, np.asarray(depth.get_data()) * np.float32(depth.get_units())

    def close(self) -> None:
        try:
            self._pipeline.stop()
        except RuntimeError as error:
            if "before start" not in str(error):  # an unplugged camera's pipeline may already have ended
                log.warning("the camera %s was not closed as it should be: %s", self.device.name, error)


def _coincide(depth: Any, color: Any) -> bool:
    """Whether both streams look through the same lens from the same place."""
    place = depth.get_extrinsics_to(color)
    ours, theirs = depth.as_video_stream_profile().get_intrinsics(), color.get_intrinsics()
    return (
        np.allclose(place.rotation, np.eye(3).ravel(), atol=1e-6)
        and np.allclose(place.translation, 0.0, atol=1e-6)
        and all(getattr(ours, key) == getattr(theirs, key) for key in ("width", "height", "fx", "fy", "ppx", "ppy", "model", "coeffs"))
    )
