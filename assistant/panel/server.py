"""The panel's web server: plain routes at once, Gradio's page beside them as soon as it is loaded, one thread.

Knows how to start and stop; the routes are in routes.py, the page in view.py.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import threading
from concurrent.futures import Future
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Callable

import numpy as np
import uvicorn
from fastapi import FastAPI

from assistant import VERSION
from assistant.events import Bus, Problem, Recovered
from assistant.panel.gate import Gate
from assistant.panel.hearing_routes import HearingLike, add_hearing_routes
from assistant.panel.hub import Hub
from assistant.panel.metrics import Metrics
from assistant.panel.picture import Picture
from assistant.panel.routes import DialogueLike, Rooms, add_routes, in_thread
from assistant.panel.snapshot import Snapshot
from assistant.panel.voice_routes import VoicesLike, add_voice_routes
from assistant.panel.waiting import Front

log = logging.getLogger(__name__)

LOOK_PERIOD = 0.5  # seconds between looks at whether the camera is there, when nobody watches
MAX_MESSAGE = 256 * 1024  # bytes in one WebSocket message


class PanelError(Exception):
    """The panel could not start; the message is one sentence for people."""


class Panel:
    """The panel of one running Vela.

    dialogue: has say_text, stop, clear_stop, home, state, conversation. camera_jpeg: the newest picture as JPEG, or None while
    there is none; points in it are drawn by the panel, in the pixels of that picture. feed_audio: takes (n,) float32 mono
    samples in [-1, 1] and their rate in Hz, from the browser's microphone. speech: (id, WAV bytes) of the newest sentence
    that pages should play, or None (none yet, or the machine has a loudspeaker of its own); must return at once.
    explain: has the last reply explained (an Explained event follows) and returns at once, with a sentence when it cannot be; None: nobody can.
    hearing: how Vela is spoken to, to be shown and changed; None: nothing to choose. voices: likewise what she speaks with.
    host, port: where to listen; port 0 takes a free one. names: further host names by which pages reach it.
    view: whether Gradio's page is loaded at once; else the routes and a plain page with the stop are there until `load_view`.
    """

    def __init__(
        self,
        dialogue: DialogueLike,
        bus: Bus,
        camera_jpeg: Callable[[], bytes | None],
        feed_audio: Callable[[np.ndarray, int], None],
        host: str = "127.0.0.1",
        port: int = 7860,
        speech: Callable[[], tuple[int, bytes] | None] = lambda: None,
        names: tuple[str, ...] = (),
        view: bool = True,
        explain: Callable[[], str | None] | None = None,
        hearing: HearingLike | None = None,
        voices: VoicesLike | None = None,
    ) -> None:
        self.host, self.port = host, port
        self._dialogue, self._bus = dialogue, bus
        self._feed_audio, self._speech = feed_audio, speech
        self._names = names
        self._view = view
        self._explain = explain
        self._hearing, self._voices = hearing, voices
        self._page: Future[FastAPI] = Future()
        self._view_ready = threading.Event()
        self._snapshot = Snapshot(dialogue.conversation)
        self._picture = Picture(camera_jpeg, self._snapshot.points)
        self._hub = Hub()
        self._metrics = Metrics()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self.app = self._make_app()

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)
        return f"http://{host}:{self.port}/"

    def start(self, timeout: float = 20.0) -> None:
        """Listen, in a thread of its own; returns as soon as the routes answer. PanelError if the address cannot be had."""
        listener = self._listen()
        self.port = listener.getsockname()[1]
        self._unsubscribe = self._bus.subscribe(self._take)
        config = uvicorn.Config(
            self.app, log_level="warning", access_log=False, ws_max_size=MAX_MESSAGE, timeout_graceful_shutdown=1, lifespan="on", server_header=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, name="panel", daemon=True)
        self._thread.start()
        ready = threading.Event()
        for _ in range(int(timeout / 0.02)):
            if self._server.started:
                if self._view:
                    self.load_view()
                return
            if not self._thread.is_alive() or ready.wait(0.02):
                break
        self.stop()
        raise PanelError("The panel's web server did not start; Vela works without it. See the log for the reason.")

    def stop(self) -> None:
        """Close every page's connection and end the thread."""
        self._unsubscribe()
        if self._server is not None:
            self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(timeout=5)

    def load_view(self) -> None:
        """Have Gradio's page loaded, once: seconds of imports, so call it after those of the other rooms. Nobody has to wait for the thread."""
        threading.Thread(target=self._make_view, name="loading the panel's page", daemon=True).start()

    def _make_view(self) -> None:
        if not self._page.set_running_or_notify_cancel():
            return
        try:
            self._page.set_result(_load_view())
        except Exception as error:  # for the server's thread, which tells
            self._page.set_exception(error)

    def wait_for_view(self, timeout: float) -> bool:
        """Whether Gradio's page is there within `timeout` seconds."""
        return self._view_ready.wait(timeout)

    def _take(self, event) -> None:
        self._snapshot.take(event)
        self._hub.publish(event)
        self._metrics.take(event)

    def _listen(self) -> socket.socket:
        """The listening socket, taken here and not by uvicorn so that a busy port is a sentence and not a log line."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self.port))
            listener.listen(64)
        except (OSError, OverflowError) as error:
            listener.close()
            raise PanelError(_why(error, self.host, self.port)) from error
        if not self.host.startswith("127.") and self.host not in ("localhost", "::1"):
            log.warning("The panel listens on %s: everyone who reaches this machine can move the arm.", self.host)
        return listener

    def _make_app(self) -> FastAPI:
        @asynccontextmanager
        async def lifespan(app: FastAPI):
            self._hub.open()
            tasks = [asyncio.create_task(self._keep_looking(rooms)), asyncio.create_task(self._add_view(front, rooms))]
            closer = asyncio.create_task(self._announce_end(rooms))
            yield
            rooms.closing.set()
            self._hub.close()
            closer.cancel()
            for task in tasks:
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(task, 2)
            rooms.shut()

        # FastAPI's own documentation pages load scripts from the network; the description alone stays.
        front = Front()
        app = FastAPI(title="Vela", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan)
        rooms = Rooms(self._dialogue, self._snapshot, self._picture, self._hub, self._metrics, self._feed_audio, self._speech, self._view_ready.is_set, self._explain)
        add_routes(app, rooms)
        if self._hearing is not None:
            rooms.hearing = self._hearing.state
            add_hearing_routes(app, rooms, self._hearing)
        add_voice_routes(app, rooms, self._voices)
        app.mount("/", front)
        app.add_middleware(Gate, host=self.host, names=self._names)
        return app

    async def _announce_end(self, rooms: Rooms) -> None:
        """Tell endless streams that the server ends: uvicorn waits for them before it tells anybody else."""
        while self._server is None or not self._server.should_exit:
            await asyncio.sleep(0.1)
        rooms.closing.set()

    async def _keep_looking(self, rooms: Rooms) -> None:
        failed = False
        while not rooms.closing.is_set():
            try:
                await in_thread(rooms.eyes, self._picture.latest)
                if failed:
                    self._bus.publish(Recovered(part="camera"))
                failed = False
            except Exception as error:  # whatever the camera raised: the panel goes on, and says so once
                if not failed:
                    self._bus.publish(Problem(part="camera", text=f"The panel got no picture from the camera: {error}"))
                failed = True
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(rooms.closing.wait(), LOOK_PERIOD)

    async def _add_view(self, front: Front, rooms: Rooms) -> None:
        """Put Gradio's page in front once it is loaded, and keep it alive until the end."""
        page, end = asyncio.wrap_future(self._page), asyncio.create_task(rooms.closing.wait())
        try:
            await asyncio.wait((page, end), return_when=asyncio.FIRST_COMPLETED)
            if end.done():
                page.cancel()
                return
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(page.result().router.lifespan_context(page.result()))
                front.view = page.result()
                self._view_ready.set()
                await end
        except Exception as error:  # the stop and the routes must outlive any trouble of the page
            log.exception("the panel's page failed")
            self._bus.publish(Problem(part="panel", text=f"The panel's page could not be loaded: {error}", advice="The plain page with the stop button still works."))


def _load_view() -> FastAPI:
    from assistant.panel.view import make_page  # Gradio takes seconds to import; nothing else here needs it

    return make_page()


def _why(error: Exception, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"Port {port} on {host} is already in use by another program, so the panel did not start. Close that program, or set another panel.port in config.yaml."
    if number == errno.EACCES:
        return f"Port {port} on {host} may not be used by this user, so the panel did not start. Set panel.port in config.yaml to a number above 1023."
    return f"The panel cannot listen on {host}, port {port} ({error}), so it did not start. Set panel.host and panel.port in config.yaml to an address of this machine."
