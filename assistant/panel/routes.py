"""The plain routes: everything the panel can do, usable by any page or program, with no Gradio anywhere in the way.

Knows the Dialogue's public methods and the events. Every refusal is {"error": one sentence for people}.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Protocol, Sequence

import numpy as np
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from assistant.interface import Utterance
from assistant.panel import audio, overlay
from assistant.panel.hub import Hub
from assistant.panel.metrics import CONTENT_TYPE, Metrics
from assistant.panel.picture import FRAMES_PER_SECOND, Picture
from assistant.panel.snapshot import Snapshot

STATIC = Path(__file__).parent / "static"
MAX_TEXT = 2000  # characters in one sentence
MAX_JSON = 64 * 1024  # bytes
STOP_BODY = 0.3  # seconds
MAX_AUDIO = 32 * 1024 * 1024  # bytes; 15 s of the widest kind are less
CHUNK = 0.1  # seconds of a recording handed on at a time
REPEAT = 2.0  # seconds after which an unchanged picture is sent again: a page that has gone is noticed
SILENCE = 1.5  # seconds of quiet after a recording, so that its end is heard
MICROPHONE_TAKEN = 4001  # WebSocket close code: a newer page has the microphone
MICROPHONE_REFUSED = 4002


class DialogueLike(Protocol):
    """What the panel knows of the Dialogue."""

    state: str
    conversation: Sequence[Utterance]

    def say_text(self, text: str) -> None: ...
    def stop(self, source: str) -> None: ...
    def clear_stop(self) -> str | None: ...
    def home(self) -> None: ...


class Refused(Exception):
    """A request that is answered with a sentence instead of being done."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass
class Rooms:
    """What the routes are given, and the threads that wait in their place.

    Each kind of call has threads of its own, so that a camera or a microphone that hangs can never hold up the stop.
    """

    dialogue: DialogueLike
    snapshot: Snapshot
    picture: Picture
    hub: Hub
    metrics: Metrics
    feed_audio: Callable[[np.ndarray, int], None]
    speech: Callable[[], tuple[int, bytes] | None]
    view_ready: Callable[[], bool]
    explain: Callable[[], str | None] | None = None
    hearing: Callable[[], dict] | None = None  # its state
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    stops: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "panel-stop"))
    calls: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "panel-call"))
    eyes: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "panel-camera"))
    ears: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "panel-microphone"))
    voices: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "panel-voice"))
    pressed: deque[str] = field(default_factory=lambda: deque(maxlen=32))
    microphone: WebSocket | None = None

    def state(self) -> dict:
        """The newest state as JSON; quick."""
        spoken = self.speech()
        hearing = self.hearing() if self.hearing is not None else None
        shown = self.snapshot.as_json(self.dialogue.state, self.picture.present, spoken[0] if spoken else None, hearing)
        shown["view"] = self.view_ready()
        return shown if self.explain is not None else shown | {"why": None}

    def health(self) -> dict[str, dict]:
        """{part: {"well", "words"}} of each part; quick."""
        return self.snapshot.health(self.dialogue.state, self.picture.present)

    async def stop(self, source: str, press: str) -> None:
        """Press the stop. The page sends each press twice, by two ways; the second of the same `press` does nothing."""
        if press:
            if press in self.pressed:
                return
            self.pressed.append(press)
        await in_thread(self.stops, self.dialogue.stop, source)

    def shut(self) -> None:
        for pool in (self.stops, self.calls, self.eyes, self.ears, self.voices):
            pool.shutdown(wait=False, cancel_futures=True)


async def in_thread(pool: ThreadPoolExecutor, call: Callable, *args):
    return await asyncio.get_running_loop().run_in_executor(pool, call, *args)


def add_routes(app: FastAPI, rooms: Rooms) -> None:
    """Put every route on `app`, in the order in which they are tried."""

    @app.exception_handler(Refused)
    async def refused(_: Request, refusal: Refused) -> JSONResponse:
        return JSONResponse({"error": str(refusal)}, refusal.status)

    @app.exception_handler(HTTPException)
    async def no_such(_: Request, error: HTTPException) -> JSONResponse:
        sentence = {404: "The panel has no such route.", 405: "This route does not take that method."}.get(error.status_code, str(error.detail))
        return JSONResponse({"error": sentence}, error.status_code)

    @app.get("/health", responses={200: {"description": "Every part is well."}, 503: {"description": "A part is not well, or Vela is still starting; `parts` says which, and what is wrong."}})
    async def health() -> JSONResponse:
        """Whether each part is well: {"ok", "view", "state", "parts": {part: {"well", "words"}}}. `view`: whether the panel's page has loaded. A stop or a mute is no illness."""
        parts = rooms.health()
        well = all(part["well"] for part in parts.values())
        return JSONResponse({"ok": well, "view": rooms.view_ready(), "state": rooms.dialogue.state, "parts": parts}, 200 if well else 503, headers={"Cache-Control": "no-store"})

    @app.get("/metrics", response_class=Response, responses={200: {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": {"type": "string"}}}}})
    async def metrics() -> Response:
        """What happened so far, counted and timed for Prometheus: stages of turns, steps, stops, problems, health, memory."""
        parts = {name: part["well"] for name, part in rooms.health().items()}
        text = await asyncio.to_thread(rooms.metrics.text, parts)  # milliseconds, for which a stop must not wait
        return Response(text, headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})

    @app.get("/api/state")
    async def state() -> dict:
        return rooms.state()

    @app.post("/api/say", status_code=202)
    async def say(request: Request) -> dict:
        text = (await json_of(request)).get("text")
        if not isinstance(text, str):
            raise Refused(400, 'The request has no "text", so nothing was said to Vela. Send {"text": "pick up the red cup"}.')
        if len(text) > MAX_TEXT:
            raise Refused(413, f"That sentence has {len(text):,} characters and Vela takes at most {MAX_TEXT:,}, so nothing was done. Say it in fewer words.")
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        if not text:
            raise Refused(400, "The sentence is empty, so nothing was said to Vela. Type what it should do.")
        await in_thread(rooms.calls, rooms.dialogue.say_text, text)
        return {"accepted": text}

    @app.post("/api/stop")
    async def stop(request: Request) -> dict:
        body = await _stop_body(request)
        await rooms.stop("panel" if body.get("source") == "panel" else "api", str(body.get("press", ""))[:64])
        return {"stopped": True}

    @app.post("/api/clear")
    async def clear() -> dict:
        if refusal := await in_thread(rooms.calls, rooms.dialogue.clear_stop):
            raise Refused(409, refusal)
        return {"cleared": True}

    @app.post("/api/home", status_code=202)
    async def home() -> dict:
        if rooms.dialogue.state == "stopped":
            raise Refused(409, "The stop is set, so the arm stays where it is. Release the stop first.")
        await in_thread(rooms.calls, rooms.dialogue.home)
        return {"accepted": True}

    @app.post("/api/why", status_code=202)
    async def why() -> dict:
        if rooms.explain is None:
            raise Refused(409, "This brain cannot say why it replies as it does.")
        sentence = await in_thread(rooms.calls, rooms.explain)
        if sentence is not None:
            raise Refused(409, sentence)
        return {"accepted": True}

    @app.get("/api/why.jpg")
    async def why_jpg() -> Response:
        jpeg = await in_thread(rooms.calls, _why_jpeg, rooms.snapshot)
        if jpeg is None:
            raise Refused(404, "There is no explanation with a picture yet. Ask for one with POST /api/why.")
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})

    @app.post("/api/listen", status_code=202)
    async def listen(request: Request) -> dict:
        if rooms.hearing is not None and rooms.hearing()["muted"]:
            raise Refused(409, "Vela is muted, so nothing was listened to. Unmute it first.")
        samples, rate, whole = await _sound(request)
        await in_thread(rooms.ears, _feed, rooms.feed_audio, samples, rate, whole)
        return {"seconds": round(len(samples) / rate, 3)}

    @app.get("/api/camera.jpg")
    async def camera_jpg() -> Response:
        jpeg = await in_thread(rooms.eyes, rooms.picture.latest)
        if jpeg is None:
            raise Refused(503, "The camera gives no picture now. Check its cable; the panel shows it again by itself.")
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})

    @app.get("/api/camera.mjpg")
    async def camera_mjpg() -> StreamingResponse:
        return StreamingResponse(_film(rooms), media_type="multipart/x-mixed-replace; boundary=frame", headers={"Cache-Control": "no-store"})

    @app.get("/api/speech/latest.wav")
    async def speech(id: int | None = None) -> Response:
        spoken = await in_thread(rooms.calls, rooms.speech)
        if spoken is None or (id is not None and spoken[0] != id):
            raise Refused(404, "There is no such sentence to play now.")
        return Response(spoken[1], media_type="audio/wav", headers={"Cache-Control": "no-store", "X-Speech-Id": str(spoken[0])})

    @app.websocket("/api/events")
    async def event_socket(socket: WebSocket) -> None:
        await socket.accept()
        if rooms.hub.full:
            await socket.close(1013, "Too many pages watch already.")
            return
        await _both_ways(socket, rooms)

    @app.websocket("/api/microphone")
    async def microphone(socket: WebSocket) -> None:
        await socket.accept()
        await _microphone(socket, rooms)

    app.mount("/panel", StaticFiles(directory=STATIC), name="panel")


def _why_jpeg(snapshot: Snapshot) -> bytes | None:
    """What the last explained reply hung on, drawn into what was then seen."""
    told = snapshot.explained()
    if told is None or told.picture is None or not told.explanation.attention:
        return None
    camera, attention = next(iter(told.explanation.attention.items()))
    points = [point for point in told.explanation.reply.points if point.camera == camera]
    return overlay.encode_jpeg(overlay.draw(overlay.draw_attention(told.picture, attention), points))


async def json_of(request: Request) -> dict:
    """The request's body, a JSON object; else Refused."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, f"This route takes application/json and got {kind or 'no content type'}, so nothing was done. Set the header Content-Type: application/json.")
    try:
        body = json.loads(await _body(request, MAX_JSON))
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The request is not valid JSON, so nothing was done.") from error
    if not isinstance(body, dict):
        raise Refused(400, 'The request must be a JSON object such as {"text": "..."}; nothing was done.')
    return body


async def _stop_body(request: Request) -> dict:
    """The stop's optional body. A stop is never refused for its form, nor does it wait for a body that does not come."""
    try:
        async with asyncio.timeout(STOP_BODY):
            body = json.loads(await _body(request, MAX_JSON) or b"{}")
    except (ValueError, RecursionError, TimeoutError, ClientDisconnect, Refused):
        return {}
    return body if isinstance(body, dict) else {}


async def _body(request: Request, most: int) -> bytes:
    """The request's body, read no further than `most` bytes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(413, f"The request is larger than {most // 1024:,} kB, which is the most this route takes, so nothing was done. Send less.")
        parts.append(part)
    return b"".join(parts)


async def _sound(request: Request) -> tuple[np.ndarray, int, bool]:
    """A WAV file, or raw 16-bit PCM of a rate that the content type names; and whether it is a whole recording."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    options = dict(part.strip().partition("=")[::2] for part in rest.split(";") if "=" in part)
    try:
        if kind.strip() in ("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"):
            return *await asyncio.to_thread(audio.decode_wav, await _body(request, MAX_AUDIO)), True  # may take a second, and a stop must not wait for it
        if kind.strip() in ("audio/l16", "audio/pcm"):
            if not options.get("rate", "").isdigit() or not options.get("channels", "1").isdigit():
                raise Refused(400, "Raw sound needs its rate in the content type, for example audio/l16; rate=16000; nothing was listened to.")
            rate = audio.check_rate(int(options["rate"]))
            samples = audio.decode_pcm16(await _body(request, MAX_AUDIO), int(options.get("channels", "1")))
            if len(samples) > audio.MAX_SECONDS * rate:
                raise Refused(413, f"The panel takes at most {audio.MAX_SECONDS:.0f} s of sound at once, so nothing was listened to. Send shorter pieces.")
            return samples, rate, False
    except audio.AudioError as error:
        raise Refused(400, str(error)) from error
    raise Refused(415, "Send sound as audio/wav, or as audio/l16; rate=16000 (16-bit little-endian); nothing was listened to.")


def _feed(feed_audio: Callable, samples: np.ndarray, rate: int, whole: bool) -> None:
    if whole:
        samples = np.concatenate([samples, np.zeros(int(SILENCE * rate), np.float32)])
    step = max(1, int(CHUNK * rate))
    for start in range(0, len(samples), step):
        feed_audio(samples[start : start + step], rate)


async def _film(rooms: Rooms):
    """Multipart JPEGs. The next part's head is sent right after each picture: Chromium shows a picture only when it sees that."""
    head = b"--frame\r\nContent-Type: image/jpeg\r\n\r\n"
    yield head
    shown, sent_at = None, float("-inf")
    while not rooms.closing.is_set():
        jpeg = await in_thread(rooms.eyes, rooms.picture.latest)
        if jpeg is not None and (jpeg is not shown or time.monotonic() - sent_at > REPEAT):
            shown, sent_at = jpeg, time.monotonic()
            yield jpeg + b"\r\n" + head
        await asyncio.sleep(1 / FRAMES_PER_SECOND)


async def _both_ways(socket: WebSocket, rooms: Rooms) -> None:
    """Events and states out; in comes the stop, so that it gets through when the browser's connections are all taken."""

    async def read() -> None:
        while True:
            text = await socket.receive_text()
            try:
                message = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(message, dict) and message.get("type") == "stop":
                await rooms.stop("panel", str(message.get("press", ""))[:64])

    tasks = [asyncio.create_task(read()), asyncio.create_task(rooms.hub.serve(socket.send_json, rooms.state)), asyncio.create_task(rooms.closing.wait())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError, KeyError):  # the page went away; KeyError: it sent bytes
                task.result()
    finally:
        for task in tasks:
            task.cancel()
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(1001)


async def _microphone(socket: WebSocket, rooms: Rooms) -> None:
    """First {"rate": Hz}, then binary frames of 16-bit mono PCM. The page that came last has the microphone."""
    before, rooms.microphone = rooms.microphone, socket
    if before is not None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await before.close(MICROPHONE_TAKEN, "Another page took the microphone.")
    try:
        try:
            rate = audio.check_rate(int(json.loads(await socket.receive_text())["rate"]))
            while rooms.microphone is socket:
                samples = audio.decode_pcm16(await socket.receive_bytes())
                if len(samples) > rate:
                    raise audio.AudioError("The panel takes at most one second of sound in a message.")
                await in_thread(rooms.ears, rooms.feed_audio, samples, rate)
        except (audio.AudioError, ValueError, KeyError, TypeError) as error:
            reason = str(error) if isinstance(error, audio.AudioError) else "The microphone's first message must be its rate, and the others sound."
            await socket.close(MICROPHONE_REFUSED, reason[:110])
    except (WebSocketDisconnect, RuntimeError):
        pass  # the page went away: no more sound is all there is to it
    finally:
        if rooms.microphone is socket:
            rooms.microphone = None
