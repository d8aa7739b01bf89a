"""A sound server of the test's own: PulseAudio as a plain process, with microphones that say what a test plays into them, and loudspeakers whose sound can be recorded.

So sounddevice, PortAudio and ALSA are the real ones, and devices can be pulled, replaced, muted and held up. All that the server keeps is in a folder of the run;
nothing of a server that this machine may have is touched. A microphone here is a sink without a device ("room") that is listened to.
"""

from __future__ import annotations

import ctypes.util
import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

PATIENCE = 60.0  # seconds for what takes a tenth of one on an idle machine
PLUGIN = "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so"
ALSA = """\
</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse hint {{ show on description "Default" }} }}
ctl.!default {{ type pulse }}
{named}
"""
NAMED = 'pcm.{name} {{ type pulse device "{device}" hint {{ show on description "{name}" }} }}'


def missing() -> str | None:
    """What of it cannot be had on this machine."""
    for program, package in {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "pacat": "pulseaudio-utils"}.items():
        if shutil.which(program) is None:
            return f"{program} is not installed (apt install {package})"
    if not glob.glob(PLUGIN):
        return "ALSA does not know PulseAudio (apt install libasound2-plugins)"
    if ctypes.util.find_library("portaudio") is None:
        return "PortAudio is not installed (apt install libportaudio2)"
    return None


class SoundServer:
    """The server and its devices, which are kept over a restart.

    named: PCM names, each for the device of the same name, beside "default" and "pulse", which go where the server says.
    """

    def __init__(self, *named: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sound-"))  # not the test's own folder: a socket's path may have 107 characters
        (self.folder / "asound.conf").write_text(ALSA.format(named="\n".join(NAMED.format(name=f"pcm_{name}", device=name) for name in named)))
        self.environment = {
            "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_SERVER": f"unix:{self.folder}/native", "PULSE_COOKIE": str(self.folder / "cookie"), "ALSA_CONFIG_PATH": str(self.folder / "asound.conf"),
        }
        self._process: subprocess.Popen | None = None

    # -- the server -----------------------------------------------------------------------------------------------------

    def start(self) -> SoundServer:
        (self.folder / "native").unlink(missing_ok=True)
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--realtime=no", "--high-priority=no",
                 "-L", f"module-native-protocol-unix socket={self.folder}/native auth-anonymous=1"],
                env=os.environ | self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        until(lambda: self._process.poll() is not None or subprocess.run(["pactl", "info"], env=os.environ | self.environment, capture_output=True).returncode == 0)
        if self._process.poll() is not None:
            pytest.skip(f"PulseAudio does not run here: {(self.folder / 'log').read_text()[-400:]}")
        return self

    def stop(self) -> None:
        """At once, with whatever plays and records: as when a device dies under its user."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, *words: str) -> str:
        done = subprocess.run(["pactl", *words], env=os.environ | self.environment, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, f"pactl {' '.join(words)}: {done.stderr}"
        return done.stdout

    # -- devices --------------------------------------------------------------------------------------------------------

    def plug_microphone(self, name: str = "mic", rate: int = 48_000, channels: int = 1) -> None:
        """In, and the default from now on."""
        self._load("module-null-sink", f"sink_name={name}_room", f"rate={rate}", f"channels={channels}", "norewinds=1")  # norewinds: 50 ms of latency, not 2 s
        self._load("module-remap-source", f"source_name={name}", f"master={name}_room.monitor")
        self.ask("set-default-source", name)

    def plug_loudspeaker(self, name: str = "speaker", rate: int = 48_000, channels: int = 2) -> None:
        self._load("module-null-sink", f"sink_name={name}", f"rate={rate}", f"channels={channels}", "norewinds=1")
        self.ask("set-default-sink", name)

    def pull(self, name: str) -> None:
        """Out. What used it is moved to another device by the server, where there is one."""
        found = [line.split("\t")[0] for line in self.ask("list", "short", "modules").splitlines() if f"_name={name} " in line + " " or f"_name={name}_room " in line]
        assert found, f"there is no {name}"
        for module in reversed(found):
            self.ask("unload-module", module)

    def mute(self, microphone: str, on: bool) -> None:
        self.ask("set-source-mute", microphone, str(int(on)))

    def hold_up(self, device: str, on: bool) -> None:
        """A device that is there and neither gives nor takes any sound."""
        self.ask("suspend-sink" if f"\t{device}\t" in self.ask("list", "short", "sinks") else "suspend-source", device, str(int(on)))

    def recordings(self) -> list[str]:
        """Who records now: a line for each client's stream, as `pactl list source-outputs` has it; those of the microphones' own making left out."""
        return [line for line in self.ask("list", "short", "source-outputs").splitlines() if "module-" not in line]

    def playing(self) -> list[str]:
        return [line for line in self.ask("list", "short", "sink-inputs").splitlines() if "module-" not in line]

    # -- sound ----------------------------------------------------------------------------------------------------------

    def say(self, samples: np.ndarray, rate: int, microphone: str = "mic") -> None:
        """(n,) float32, spoken into a microphone; returns when it is over."""
        self.begin_saying(samples, rate, microphone).wait(len(samples) / rate + PATIENCE)

    def begin_saying(self, samples: np.ndarray, rate: int, microphone: str = "mic") -> subprocess.Popen:
        file = self.folder / f"said-{time.monotonic_ns()}"
        file.write_bytes(samples.astype("<f4").tobytes())
        return subprocess.Popen(
            ["pacat", "--playback", "--raw", f"--device={microphone}_room", f"--rate={rate}", "--channels=1", "--format=float32le", "--latency-msec=50", str(file)],
            env=os.environ | self.environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def recorded(self, loudspeaker: str = "speaker", rate: int = 16_000):
        """Everything that a loudspeaker plays meanwhile: a function that returns it so far, (n,) float32."""
        file = self.folder / f"played-{time.monotonic_ns()}"
        with file.open("wb") as sound:
            recorder = subprocess.Popen(
                ["pacat", "--record", "--raw", f"--device={loudspeaker}.monitor", f"--rate={rate}", "--channels=1", "--format=float32le", "--latency-msec=50"],
                env=os.environ | self.environment, stdout=sound, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            )
        try:
            until(lambda: file.stat().st_size > 0)
            yield lambda: np.frombuffer(file.read_bytes()[: file.stat().st_size // 4 * 4], "<f4")
        finally:
            recorder.terminate()
            recorder.wait()

    def _load(self, module: str, *arguments: str) -> None:
        self.ask("load-module", module, *arguments)


def until(happens, seconds: float = PATIENCE) -> None:
    """Waits until happens() is true; fails when it is not in time."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


@contextmanager
def served():
    """One with a microphone "mic" and a loudspeaker "speaker", which every process sees that is started meanwhile."""
    if (reason := missing()) is not None:
        pytest.skip(f"{reason}: sound devices were not tested.")
    server = SoundServer("mic", "speaker").start()
    try:
        server.plug_microphone()
        server.plug_loudspeaker()
        with pytest.MonkeyPatch.context() as here:
            for key, value in server.environment.items():
                here.setenv(key, value)
            yield server
    finally:
        server.close()


@pytest.fixture
def sound_server():
    with served() as server:
        yield server
