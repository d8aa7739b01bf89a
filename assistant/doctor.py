"""What this machine has, lacks or has wrong for running Vela as configured, and what to do about it.

Each check looks at one thing, the way Vela itself will use it, and yields findings; nothing is changed and no servo moves.
What may crash or hang in somebody else's library (sound, drawing, the camera) is looked at in a child process.
Knows the drivers and where the other rooms keep what they load; not how they use it.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Iterator

from assistant.config import ROOT, Config, resolve
from assistant.interface import JOINTS
from assistant.jack import forget_dead_lock

if TYPE_CHECKING:
    from drivers.simulator.client import RobotProcess

PROBE_SECONDS = 30.0
LEAST_DISK = 1_000_000_000  # bytes: the log, a Whisper model put together once, a few recordings


@dataclass(frozen=True)
class Finding:
    """state: "ok", "note" (missing, and Vela does without) or "wrong" (Vela cannot run as configured)."""

    part: str
    state: str
    text: str
    advice: str = ""


def examine(config: Config) -> Iterator[Finding]:
    """Every finding, in the order in which things depend on each other; each is yielded as soon as it is known."""
    for check in (_python, _packages, _disk, _model, _whisper, _stop_ear, _voice, _sound, _drawing, _robot, _panel):
        yield from check(config)


def render(finding: Finding) -> str:
    """One finding as lines for a terminal."""
    mark = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}[finding.state]
    advice = f"\n{' ' * 24}-> {finding.advice}" if finding.advice else ""
    return f"{mark}  {finding.part:<15}  {finding.text}{advice}"


def _python(config: Config) -> Iterator[Finding]:
    text = f"{platform.python_version()} in {sys.prefix}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    if sys.version_info[:2] != (3, 11):
        yield Finding("python", "wrong", text, "Vela is made for Python 3.11: run `make setup`, then .venv/bin/python app.py.")
    else:
        yield Finding("python", "ok", text)


def _packages(config: Config) -> Iterator[Finding]:
    wanted = dict(_pins(ROOT / "requirements.txt"))
    missing, other = [], []
    for name, version in wanted.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(f"{name} {version}")
            continue
        if found.split("+")[0] != version:
            other.append(f"{name} {found} (Vela is tested with {version})")
    if missing:
        yield Finding("packages", "wrong", f"missing: {', '.join(missing)}", "run `make setup`")
    if other:
        yield Finding("packages", "note", f"other versions: {', '.join(other)}", "run `make setup` if something misbehaves")
    if not missing and not other:
        key = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("torch", "mujoco", "gradio") if name in wanted)
        yield Finding("packages", "ok", f"all {len(wanted)} in their tested versions ({key})")


def _pins(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text().splitlines():
        requirement = line.split("#")[0].split(";")[0].strip()
        if "==" in requirement:
            name, version = requirement.split("==")
            yield name.strip().split("[")[0], version.strip()


def _disk(config: Config) -> Iterator[Finding]:
    from assistant.journal import log_directory

    folder = log_directory(config.logging.directory)
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        yield Finding("disk", "wrong", f"the log folder {folder} cannot be written", "set logging.directory to a folder of yours")
        return
    free = shutil.disk_usage(existing).free
    text = f"{free / 1e9:.1f} GB free for the log in {folder}"
    if free < LEAST_DISK:
        yield Finding("disk", "wrong", text, "free at least 1 GB, or set logging.directory to another disk")
    else:
        yield Finding("disk", "ok", text)


def _model(config: Config) -> Iterator[Finding]:
    folder = resolve(config.vla.checkpoint)
    weights = sorted(folder.glob("*.safetensors")) if folder.is_dir() else []
    if not weights or not (folder / "config.json").is_file():
        yield Finding("vla", "wrong", f"no model in {folder}", "take the whole repository, train one (python app.py train), or set vla.checkpoint")
        return
    size = sum(path.stat().st_size for path in weights)
    if any(path.read_bytes()[:8] == b"version " for path in weights if path.stat().st_size < 1000):
        yield Finding("vla", "wrong", f"the weights in {folder} are only pointers", "fetch them with `git lfs pull`")
        return
    yield Finding("vla", "ok", f"{folder}: {size / 1e6:.0f} MB of weights")


def _whisper(config: Config) -> Iterator[Finding]:
    from assistant.hearing.weights import WeightsError, whisper_weights

    try:
        folder = whisper_weights(config.hearing.model)
    except WeightsError as error:
        yield Finding("hearing", "wrong", str(error), "typed text works")
    else:
        yield Finding("hearing", "ok", f"Whisper in {folder}")


def _stop_ear(config: Config) -> Iterator[Finding]:
    from assistant.hearing.stop_spotter import StopSpotter
    from assistant.hearing.weights import WeightsError

    try:
        StopSpotter()
    except WeightsError as error:
        yield Finding("stop ear", "note", str(error), "a spoken stop is found in the words alone: later, and not always")
    else:
        yield Finding("stop ear", "ok", "a spoken stop is heard by its sound")


def _voice(config: Config) -> Iterator[Finding]:
    package = {"hibari": "hibari-tts", "pyttsx3": "pyttsx3", "piper": "piper-tts", "none": None}[config.speaking.voice.partition(":")[0]]
    if package is None:
        yield Finding("voice", "ok", "none, as configured: replies are shown, not spoken")
        return
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        yield Finding("voice", "wrong", f"the package {package} is missing", "run `make setup`, or set speaking.voice to another")
        return
    if package == "pyttsx3" and not (shutil.which("espeak-ng") or shutil.which("espeak")):
        yield Finding("voice", "wrong", "pyttsx3 has no espeak-ng to speak with", "sudo apt-get install espeak-ng, or set speaking.voice to hibari")
        return
    yield Finding("voice", "ok", f"{config.speaking.voice} ({package} {version})")


def _sound(config: Config) -> Iterator[Finding]:
    answer = _isolated("sound")
    if "failed" in answer:
        text = f"no sound on this machine ({answer['failed']})"
        yield Finding("sound", "note", text, "the panel's microphone and loudspeaker work all the same; for this machine's: sudo apt-get install libportaudio2")
        return
    for part, key, chosen, setting in (
        ("microphone", "inputs", config.hearing.microphone, "hearing.microphone"),
        ("loudspeaker", "outputs", config.speaking.output, "speaking.output"),
    ):
        names = [device["name"] for device in answer[key]]
        if chosen == "none":
            yield Finding(part, "ok", "none, as configured")
        elif chosen == "default":
            if names:
                yield Finding(part, "ok", f"{len(names)} found, the default is {answer[f'default_{key}'] or names[0]}")
            else:
                yield Finding(part, "note", "none found on this machine", "the panel's works all the same")
        elif any(chosen in (device["number"], str(device["number"])) or str(chosen).lower() in device["name"].lower() for device in answer[key]):
            yield Finding(part, "ok", f"{chosen} is there")
        else:
            yield Finding(part, "wrong", f"{chosen!r} is not among {', '.join(names) or 'the devices (there are none)'}", f"plug it in, or change {setting}")


def _drawing(config: Config) -> Iterator[Finding]:
    if config.arm.port != "simulator":
        return
    answer = _isolated("drawing")
    if "failed" in answer:
        yield Finding("drawing", "wrong", f"the simulator cannot draw: {answer['failed']}", "sudo apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri libopengl0")
    else:
        state = "ok" if answer["rate"] >= 10 else "note"
        yield Finding("drawing", state, f"{answer['with']}, {answer['rate']:.0f} pictures of 640x480 a second", "" if state == "ok" else "the arm still moves; the picture will be slow")


def _robot(config: Config) -> Iterator[Finding]:
    if config.arm.port == "simulator":
        yield from _simulated_robot(config)
    else:
        yield from _serial_port(config)
        yield from _servos(config.arm.port, config.arm.baudrate)
    if config.camera.source == "realsense" or (config.camera.source == "auto" and config.arm.port != "simulator"):
        yield from _real_camera(config)
    elif config.camera.source == "none":
        yield Finding("camera", "note", "none, as configured: Vela cannot see, so it cannot pick anything up")


def _simulated_robot(config: Config) -> Iterator[Finding]:
    from drivers.simulator.client import SimulatorError, launch
    from drivers.simulator.scene import things_from

    began = time.monotonic()
    try:
        things = things_from([thing.model_dump(exclude_none=True) for thing in config.scene.objects])
        process = launch(things, config.scene.seed)
    except (ValueError, OSError, SimulatorError) as error:
        yield Finding("simulator", "wrong", str(error))
        return
    try:
        yield Finding("simulator", "ok", f"started in {time.monotonic() - began:.1f} s, {len(things)} things on the table")
        yield from _servos(process.port, config.arm.baudrate)
        if config.camera.source == "auto":
            yield _simulated_camera(config, process)
    finally:
        process.close()


def _simulated_camera(config: Config, robot: RobotProcess) -> Finding:
    from drivers.realsense import Camera, CameraError

    try:
        camera = Camera(width=config.camera.width, height=config.camera.height, fps=config.camera.fps, context=robot.camera_context)
        try:
            camera.start()
            frame = camera.wait(timeout=15.0)
            height, width = frame.color.shape[:2]
            return Finding("camera", "ok", f"{camera.device.name}, {width}x{height} with{'' if frame.depth is not None else 'out'} depth")
        finally:
            camera.stop()
    except CameraError as error:
        return Finding("camera", "wrong", str(error))


def _serial_port(config: Config) -> Iterator[Finding]:
    from serial.tools import list_ports

    found = [f"{port.device} ({port.description})" for port in list_ports.comports() if port.vid is not None]
    yield Finding("serial ports", "ok" if found else "note", ", ".join(found) or "no USB adapter found", "" if found else "plug in the arm's USB cable")
    path = config.arm.calibration
    if path is not None and not resolve(path).is_file():
        yield Finding("calibration", "wrong", f"there is no file {resolve(path)}", "set arm.calibration to LeRobot's calibration file of this arm")


def _servos(port: str, baudrate: int) -> Iterator[Finding]:
    from drivers import feetech

    try:
        with feetech.Bus(port, baudrate) as bus:
            servos = range(1, len(JOINTS) + 1)
            rate = bus.find_baudrate(servos)
            if rate != baudrate:
                advice = f"they answer at {rate} baud: set arm.baudrate to it" if rate else "check the arm's power supply and its cables"
                yield Finding("servos", "wrong", f"none answers on {port} at {baudrate} baud", advice)
                return
            found = bus.sync_read(servos, feetech.MODEL.address, feetech.MODEL.size)
            silent = [f"{servo} ({JOINTS[servo - 1]})" for servo in servos if servo not in found]
            if silent:
                yield Finding("servos", "wrong", f"no answer from servo {', '.join(silent)} on {port}", "check the cable to it, and its id")
            yield from _health(bus, sorted(found), port)
    except feetech.BusError as error:
        yield Finding("servos", "wrong", str(error))


def _health(bus, servos: list[int], port: str) -> Iterator[Finding]:
    from drivers import feetech

    volts = {servo: bus.read(servo, feetech.PRESENT_VOLTAGE) / 10 for servo in servos}
    heat = {servo: bus.read(servo, feetech.PRESENT_TEMPERATURE) for servo in servos}
    strangers = [servo for servo in servos if bus.read(servo, feetech.MODEL) != feetech.MODEL_STS3215]
    text = f"{len(servos)} answer on {port}, {min(volts.values()):.1f} V, at most {max(heat.values())} °C"
    if strangers:
        yield Finding("servos", "wrong", f"{text}; not an STS3215: {', '.join(map(str, strangers))}", "Vela drives SO-101 arms with STS3215 servos")
    elif max(heat.values()) >= 60:
        yield Finding("servos", "wrong", text, "too hot: switch the arm's power off and let it cool")
    elif min(volts.values()) < 4.5:
        yield Finding("servos", "wrong", text, "the supply is too weak: use the arm's own power supply")
    else:
        yield Finding("servos", "ok", text)


def _real_camera(config: Config) -> Iterator[Finding]:
    answer = _isolated("cameras")
    if "failed" in answer:
        yield Finding("camera", "wrong", answer["failed"])
    elif not answer["cameras"]:
        yield Finding("camera", "wrong", "no RealSense camera found", "plug it into a USB 3 port, or set camera.source to none")
    elif config.camera.serial and config.camera.serial not in [camera["serial"] for camera in answer["cameras"]]:
        found = ", ".join(camera["serial"] for camera in answer["cameras"])
        yield Finding("camera", "wrong", f"no camera with the serial number {config.camera.serial}; found {found}", "correct camera.serial")
    else:
        yield Finding("camera", "ok", ", ".join(f"{camera['name']} {camera['serial']} (USB {camera['usb']})" for camera in answer["cameras"]))


def _panel(config: Config) -> Iterator[Finding]:
    family = socket.AF_INET6 if ":" in config.panel.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((config.panel.host, config.panel.port))
        except OSError as error:
            yield Finding("panel", "wrong", f"cannot listen on {config.panel.host} port {config.panel.port}: {error.strerror}", "end the other program (is Vela already running?), or set panel.port")
            return
    yield Finding("panel", "ok", f"{config.panel.host} port {config.panel.port} is free")


# -- what is looked at in a child process ------------------------------------------------------------------------------


def _isolated(probe: str) -> dict:
    """What PROBES[probe] returns, run in a child process; {"failed": reason} when it fails, crashes or hangs."""
    forget_dead_lock()
    command = [sys.executable, "-m", "assistant.doctor", probe]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        return {"failed": f"no answer within {PROBE_SECONDS:.0f} s"}
    lines = done.stdout.strip().splitlines()
    if done.returncode == 0 and lines:
        return json.loads(lines[-1])
    last = (done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"])[-1]
    return {"failed": last}


def _probe_sound() -> dict:
    import sounddevice

    devices = [{"number": number, **device} for number, device in enumerate(sounddevice.query_devices())]
    answer: dict = {}
    for key, channels, index in (("inputs", "max_input_channels", 0), ("outputs", "max_output_channels", 1)):
        answer[key] = [{"number": device["number"], "name": device["name"]} for device in devices if device[channels] > 0]
        default = sounddevice.default.device[index]
        answer[f"default_{key}"] = devices[default]["name"] if 0 <= default < len(devices) else None
    return answer


def _probe_drawing() -> dict:
    from drivers.simulator import graphics
    from drivers.simulator.world import Thing, World

    if (reason := graphics.missing()) is not None:
        return {"failed": reason}
    world = World([Thing("cube", "cube", "red")])
    world.render("front", 640, 480)
    began = time.monotonic()
    for _ in range(10):
        world.render("front", 640, 480)
    return {"with": os.environ.get("MUJOCO_GL", "the screen's own OpenGL"), "rate": 10 / (time.monotonic() - began)}


def _probe_cameras() -> dict:
    from dataclasses import asdict

    from drivers.realsense import CameraError, connected

    try:
        return {"cameras": [asdict(device) for device in connected()]}
    except CameraError as error:
        return {"failed": str(error)}


PROBES: dict[str, Callable[[], dict]] = {"sound": _probe_sound, "drawing": _probe_drawing, "cameras": _probe_cameras}

if __name__ == "__main__":
    print(json.dumps(PROBES[sys.argv[1]]()))
