"""The door of the panel: who may ask, what a browser may load, how much one may send.

An ASGI layer before every route, Gradio's too. Against DNS rebinding it answers only to its own names; against
cross-site requests it wants the page's origin to be itself on everything that changes something and on every WebSocket.
Knows nothing of what the routes do.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
from typing import Iterable
from urllib.parse import urlsplit

MAX_BODY = 32 * 1024 * 1024  # bytes; the largest honest one is a recording for /api/listen
DRAINED, DRAIN_SECONDS = 256 * 1024, 2.0
"""Bytes of a refused request that are taken in, and seconds they are waited for."""
TOO_LARGE = f"The panel takes at most {MAX_BODY // 2**20} MB in one request, so this one was not read. Send less."
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PRIVATE_ROUTES = ("/api/", "/metrics", "/health")
"""What another page may not even ask for: they tell what goes on in the room."""
CLOSED_ROUTES = ("/gradio_api/upload", "/gradio_api/proxy=", "/gradio_api/stream/")
"""Gradio's own doors that the panel never uses: files up, and requests on to other hosts."""


def own_names(host: str) -> frozenset[str]:
    """The host names that a panel bound to `host` answers to; IP addresses are always among them (see `is_own`)."""
    machine = socket.gethostname().lower()
    return frozenset({"localhost", host.lower(), machine, f"{machine}.local"})


def is_own(host_header: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this panel. A rebinding attack needs a DNS name, so bare IP addresses pass."""
    try:
        name = urlsplit(f"//{host_header}").hostname
    except ValueError:
        return False
    if not name:
        return False
    if name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(origin: str, host_header: str) -> bool:
    """Whether an Origin header is the page that this panel itself served: same name and same port."""
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host_header.lower()


class Gate:
    """ASGI middleware. Programs that send no Origin (curl, Home Assistant) pass: only browsers carry other people's wishes."""

    def __init__(self, app, host: str = "127.0.0.1", names: Iterable[str] = ()) -> None:
        self._app = app
        self._names = own_names(host) | {name.lower() for name in names}

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is None and scope["type"] == "websocket":
            await self._app(scope, receive, send)
        elif refusal is None:
            await _limited(self._app, scope, receive, _with_headers(send, headers.get("host", "")))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1][:120]})
        else:
            await _drain(receive)
            await _answer(send, *refusal)

    def _refusal(self, scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not is_own(host, self._names):
            return 421, "The panel answers only to its own address, and this request named another host; nothing was done. Open the address that Vela printed when it started."
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        path = scope["path"]
        origin = headers.get("origin")
        foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if (changes and origin is not None and not same_origin(origin, host)) or (foreign and (changes or path.startswith(PRIVATE_ROUTES))):
            return 403, "This request came from another web page, so nothing was done. Use the panel's own page."
        if path.startswith(CLOSED_ROUTES):
            return 404, "The panel has no such route."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return 413, TOO_LARGE
        return None


async def _limited(app, scope, receive, send) -> None:
    """Lets the app answer, unless more comes than may: a body that is sent in pieces does not say beforehand how long it is. For the app the sender is gone then."""
    taken = 0

    async def receive_some():
        nonlocal taken
        message = {"type": "http.disconnect"} if taken > MAX_BODY else await receive()
        taken += len(message.get("body", b""))
        return message if taken <= MAX_BODY else {"type": "http.disconnect"}

    async def send_unless(message) -> None:
        if taken <= MAX_BODY:
            await send(message)

    try:
        await app(scope, receive_some, send_unless)
    except Exception:
        if taken <= MAX_BODY:
            raise
    if taken > MAX_BODY:
        await _answer(send, 413, TOO_LARGE)


async def _drain(receive) -> None:
    """Takes in what is left of a small body: a connection that is closed on unread words loses the refusal with them."""
    taken = 0
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while taken < DRAINED:
                message = await receive()
                taken += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
    except TimeoutError:
        return  # a sender that dawdles gets its refusal as it is


async def _answer(send, status: int, sentence: str) -> None:
    body = json.dumps({"error": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send, host: str):
    """Every page may load from this panel alone (so it works offline and tells nobody), and nobody may frame it."""
    policy = (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        f"connect-src 'self' ws://{host} wss://{host} data: blob:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
    )
    extra = [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-frame-options", b"DENY"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]

    async def send_with(message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *extra]}
        await send(message)

    return send_with
