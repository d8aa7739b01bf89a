"""The simulated RealSense: pictures that go through librealsense, so that the camera driver cannot tell.

A software device in an rs.context of its own; an ordinary rs.pipeline on that context receives what is fed.
Knows nothing of MuJoCo or of where the pictures come from.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from drivers.realsense import Intrinsics, library

NAME = "Vela simulated camera"
SERIAL = "000000000001"
DEPTH_UNIT = 0.001
"""Metres a depth count, as a D435 has it."""


class SimulatedCamera:
    """One plugged-in camera. `context` is what `drivers.realsense.Camera` takes. Not thread-safe: one feeder."""

    def __init__(self, intrinsics: Intrinsics, fps: int = 15, depth: bool = True, serial: str = SERIAL, baseline: float = 0.0) -> None:
        """depth: False makes a camera with colour only. baseline: metres from the colour lens to its left, where
        depth is taken (a D435 has 0.015; 0 = on the colour's pixels already). CameraError when librealsense does not load."""
        rs = self._rs = library()
        self.intrinsics, self.serial, self._period = intrinsics, serial, 1000.0 / fps
        # The context alone does not keep a software device alive; what its callback is handed does.
        self._alive: list[Any] = []
        self.context = rs.context()
        self.context.set_devices_changed_callback(self._alive.append)
        device = self._device = rs.software_device()
        for key, value in ((rs.camera_info.name, NAME), (rs.camera_info.serial_number, serial), (rs.camera_info.firmware_version, "1.0.0"),
                           (rs.camera_info.product_line, "D400"), (rs.camera_info.usb_type_descriptor, "3.2")):
            device.register_info(key, value)
        self._color = device.add_sensor("RGB Camera")
        self._color_profile = self._add_stream(self._color, rs.stream.color, rs.format.rgb8, 3, fps, 2)
        self._depth = self._depth_profile = None
        if depth:
            self._depth = device.add_sensor("Stereo Module")
            self._depth.add_read_only_option(rs.option.depth_units, DEPTH_UNIT)
            self._depth_profile = self._add_stream(self._depth, rs.stream.depth, rs.format.z16, 2, fps, 1)
            for one, other, x in ((self._depth_profile, self._color_profile, -baseline), (self._color_profile, self._depth_profile, baseline)):
                place = rs.extrinsics()
                place.rotation, place.translation = [1, 0, 0, 0, 1, 0, 0, 0, 1], [x, 0, 0]
                one.register_extrinsics_to(other, place)
        device.create_matcher(rs.matchers.dlr_c)
        device.add_to(self.context)

    def _add_stream(self, sensor: Any, kind: Any, form: Any, bytes_a_pixel: int, fps: int, uid: int) -> Any:
        rs, seen = self._rs, rs_intrinsics(self._rs, self.intrinsics)
        stream = rs.video_stream()
        stream.type, stream.fmt, stream.index, stream.uid = kind, form, 0, uid
        stream.width, stream.height, stream.fps, stream.bpp = seen.width, seen.height, fps, bytes_a_pixel
        stream.intrinsics = seen
        return sensor.add_video_stream(stream).as_video_stream_profile()

    def feed(self, color: np.ndarray, depth: np.ndarray | None, number: int) -> None:
        """Deliver one picture. color (H, W, 3) uint8 RGB; depth (H, W) uint16 in DEPTH_UNITs, 0 = unknown.

        number must grow. Pictures fed while no pipeline runs are lost, as in life.
        """
        rs = self._rs
        if self._depth is not None:
            if depth is None:
                raise ValueError("This simulated camera has depth: feed it too.")
            image = self._frame(depth, 2, self._depth_profile, number)
            image.depth_units = DEPTH_UNIT
            self._depth.on_video_frame(image)
        self._color.on_video_frame(self._frame(color, 3, self._color_profile, number))

    def _frame(self, pixels: np.ndarray, bytes_a_pixel: int, profile: Any, number: int) -> Any:
        frame = self._rs.software_video_frame()
        frame.bpp, frame.stride = bytes_a_pixel, bytes_a_pixel * self.intrinsics.width
        # Not the simulated time: it may stand still or start again, and librealsense then pairs the wrong pictures.
        frame.timestamp, frame.domain = number * self._period, self._rs.timestamp_domain.hardware_clock
        frame.frame_number, frame.profile = number, profile
        frame.pixels = pixels  # copied by the binding
        return frame

    def unplug(self) -> None:
        """The camera disappears from its context, as when its cable is pulled. It cannot be fed any more."""
        self._color = self._depth = self._color_profile = self._depth_profile = None
        self._device = None
        self._alive.clear()


def rs_intrinsics(rs: Any, intrinsics: Intrinsics) -> Any:
    """librealsense's own intrinsics of a pinhole without distortion."""
    seen = rs.intrinsics()
    seen.width, seen.height = intrinsics.width, intrinsics.height
    seen.fx, seen.fy, seen.ppx, seen.ppy = intrinsics.fx, intrinsics.fy, intrinsics.cx, intrinsics.cy
    seen.model, seen.coeffs = rs.distortion.none, [0.0] * 5
    return seen
