"""The wires between the app and the robot's processes: small messages, one a packet, and the shared memory for pictures.

Nothing here outlives the processes: sockets without a name, memory without a file.
"""

from __future__ import annotations

import json
import mmap
import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 1 << 17
"""Bytes a message may have."""
SLOTS = 4
"""Pictures in shared memory: the one being drawn, the one being read, and two between."""


class Closed(Exception):
    """The other process has ended or hung up."""


class Channel:
    """JSON messages over one end of a socket pair that keeps messages apart."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    @classmethod
    def pair(cls) -> tuple["Channel", "Channel"]:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        return cls(one), cls(other)

    @classmethod
    def of(cls, number: int) -> "Channel":
        """The end that was inherited as file descriptor `number`."""
        return cls(socket.socket(fileno=number))

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, message: dict[str, Any]) -> None:
        """Closed when nobody is there."""
        packet = json.dumps(message).encode()
        if len(packet) > LARGEST:
            raise ValueError(f"A message of {len(packet)} bytes is too large for the simulated robot (at most {LARGEST}).")
        try:
            self._socket.send(packet, socket.MSG_NOSIGNAL)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Closed from error

    def offer(self, message: dict[str, Any]) -> bool:
        """Send unless the other side is behind with reading; whether it was sent."""
        if not select.select([], [self._socket], [], 0)[1]:
            return False
        self.send(message)
        return True

    def receive(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message. TimeoutError, or Closed when the other side is gone."""
        if timeout is not None and not select.select([self._socket], [], [], timeout)[0]:
            raise TimeoutError
        try:
            packet = self._socket.recv(LARGEST)
        except ConnectionResetError as error:
            raise Closed from error
        if not packet:
            raise Closed
        return json.loads(packet)

    def receive_newest(self) -> dict[str, Any]:
        """Waits for a message, then throws away all but the last that is there. Closed when the other side is gone."""
        message = self.receive()
        while select.select([self._socket], [], [], 0)[0]:
            message = self.receive()
        return message

    def close(self) -> None:
        self._socket.close()


class Pictures:
    """SLOTS pictures in memory that two processes share: color (H, W, 3) uint8 and depth (H, W) uint16."""

    def __init__(self, number: int, width: int, height: int) -> None:
        """number: file descriptor of the memory, from `memory`."""
        self._map = mmap.mmap(number, _size(width, height))
        shape, each = (height, width), width * height
        self.color, self.depth, self._number = [], [], 0
        for slot in range(SLOTS):
            start = slot * each * 5
            self.depth.append(np.frombuffer(self._map, np.uint16, each, start).reshape(shape))
            self.color.append(np.frombuffer(self._map, np.uint8, each * 3, start + each * 2).reshape(*shape, 3))

    def put(self, color: np.ndarray, depth: np.ndarray | None) -> dict[str, Any]:
        """Into the next slot; returns what the reader needs to find it: {"slot", "number"}, numbers counting from 1."""
        self._number += 1
        slot = self._number % SLOTS
        self.color[slot][:] = color
        if depth is not None:
            self.depth[slot][:] = depth
        return {"slot": slot, "number": self._number}

    @staticmethod
    def memory(width: int, height: int) -> int:
        """A file descriptor of new memory, large enough; it is gone when the last process that has it ends."""
        number = os.memfd_create("vela-pictures")
        os.ftruncate(number, _size(width, height))
        return number


def _size(width: int, height: int) -> int:
    return SLOTS * width * height * 5


def spawn(module: str, *numbers: int) -> subprocess.Popen:
    """Run a module of ours as a process that inherits these file descriptors and is given their numbers."""
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH")) if part)
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, numbers)],
        stdin=subprocess.DEVNULL,
        pass_fds=numbers,
        # One thread for sums: the arrays are tiny, and a thread pool would only take the processor from others.
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
    )
