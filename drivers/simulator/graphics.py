"""Which OpenGL MuJoCo draws with, chosen before MuJoCo is imported (it looks at MUJOCO_GL once, at import).

Knows Linux's two ways of drawing without a screen, EGL and OSMesa. Draws nothing itself.
"""

from __future__ import annotations

import ctypes
import os
import sys

NONE = "disable"
INSTALL = "install libegl1 libegl-mesa0 libgl1-mesa-dri libopengl0 (or libosmesa6)"


def choose() -> str:
    """Set MUJOCO_GL to what this machine has: "egl", "osmesa" or "disable" (physics without pictures).

    What the user has set stays as it is, and what is not Linux is left to MuJoCo. Returns the choice.
    """
    if os.environ.get("MUJOCO_GL") or not sys.platform.startswith("linux"):
        return os.environ.get("MUJOCO_GL", "")
    if "mujoco" in sys.modules:  # too late: MuJoCo has looked
        return ""
    choice = "egl" if _egl_works() else "osmesa" if _loads("libOSMesa.so.8", "libOSMesa.so.6") else NONE
    os.environ["MUJOCO_GL"] = choice
    return choice


def missing() -> str | None:
    """One sentence on what to install when this machine cannot draw, else None."""
    if os.environ.get("MUJOCO_GL", "").lower() in (NONE, "off", "0", "false"):
        return f"MuJoCo can draw no pictures on this machine (neither EGL nor OSMesa works), so the simulated camera is blind: {INSTALL}."
    return None


def _egl_works() -> bool:
    """Whether EGL is installed and has a device to draw on (Mesa's software renderer counts as one)."""
    if not _loads("libOpenGL.so.0", "libGL.so.1"):
        return False
    try:
        egl = ctypes.CDLL("libEGL.so.1")
    except OSError:
        return False
    egl.eglGetProcAddress.restype = ctypes.c_void_p
    address = egl.eglGetProcAddress(b"eglQueryDevicesEXT")
    if not address:
        return False
    query = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int))(address)
    count = ctypes.c_int(0)
    return bool(query(0, None, ctypes.byref(count))) and count.value > 0


def _loads(*names: str) -> bool:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False
