"""Hands events and the newest state to every open WebSocket, and never makes the publisher wait.

Events arrive in the publisher's thread (the servo loop among them), so `publish` only schedules; all else happens in the
web server's loop. Knows nothing of what the events mean.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import fields
from enum import Enum
from typing import Callable

import numpy as np

from assistant.events import Event

QUEUE = 200  # events a slow reader may lag behind before it loses the oldest
ALIVE = 2.0  # seconds without anything to tell, after which that is told: a page whose line has died hears nothing, and must not look alive
PERIOD = 0.1  # seconds between states at most
LISTENERS = 64


def event_json(event: Event) -> dict:
    """{"event": its class's name, ...its fields}, all of JSON's own types."""
    return {"event": type(event).__name__, **{f.name: _plain(getattr(event, f.name)) for f in fields(event)}}


def _plain(value):
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {_plain(name): _plain(item) for name, item in value.items()}
    if isinstance(value, np.ndarray):
        return f"array of shape {list(value.shape)}"  # pictures have routes of their own
    return value.item() if hasattr(value, "item") else value


class Hub:
    """One queue a listener; `publish` from any thread once `open` has been called in the server's loop."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[dict]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        self._loop = None

    def publish(self, event: Event) -> None:
        """Schedule one event for everybody; returns at once, and does nothing before `open` and after `close`."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._spread, event)

    def _spread(self, event: Event) -> None:
        if not self._queues:
            return
        message = event_json(event)
        for queue in self._queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(message)

    @property
    def full(self) -> bool:
        return len(self._queues) >= LISTENERS

    async def serve(self, send: Callable, state: Callable[[], dict]) -> None:
        """Send {"type": "event"} for each event, {"type": "state"} with what has changed (first: all), and {"type": "alive"} when there was nothing to send for a while; until cancelled.

        send: coroutine that sends one dict as JSON. state: gives the newest state (quick).
        """
        queue: asyncio.Queue[dict] = asyncio.Queue(QUEUE)
        self._queues.add(queue)
        shown: dict | None = None
        told = time.monotonic()
        try:
            while True:
                while not queue.empty():
                    await send({"type": "event", **queue.get_nowait()})
                now = state()
                changed = {key: value for key, value in now.items() if shown is None or shown.get(key) != value}
                if changed:
                    await send({"type": "state", **changed})
                    shown, told = now, time.monotonic()
                elif time.monotonic() - told > ALIVE:
                    await send({"type": "alive"})
                    told = time.monotonic()
                try:
                    first = await asyncio.wait_for(queue.get(), PERIOD)
                except asyncio.TimeoutError:
                    continue
                await send({"type": "event", **first})
                await asyncio.sleep(PERIOD / 2)  # gather what comes in a burst
        finally:
            self._queues.discard(queue)
