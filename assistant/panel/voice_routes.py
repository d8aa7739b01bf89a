"""The routes for the voice that Vela speaks with: which there are, another one, a sentence to hear it by.

Knows of voices what `VoicesLike` says. Refusals are as in routes.py.
"""

from __future__ import annotations

from typing import Protocol

from fastapi import FastAPI, Request

from assistant.panel.routes import Refused, Rooms, in_thread, json_of


class VoicesLike(Protocol):
    """What the panel knows of voices. state: {"voice": name, "voices": {name: what it is}}. choose raises a ValueError with a sentence when it cannot be."""

    def state(self) -> dict: ...
    def choose(self, name: str) -> None: ...
    def try_it(self) -> None: ...


SILENT = {"voice": None, "voices": {}}


def add_voice_routes(app: FastAPI, rooms: Rooms, voices: VoicesLike | None) -> None:
    """Put them on `app`. voices: None where Vela has no voice at all."""

    @app.get("/api/voices")
    async def listed() -> dict:
        return SILENT if voices is None else await in_thread(rooms.voices, voices.state)

    @app.post("/api/voice")
    async def choose(request: Request) -> dict:
        if voices is None:
            raise Refused(409, "Vela was started without a voice, so nothing was changed. Set speaking.voice and start her again.")
        body = await json_of(request)
        name, heard = body.get("voice"), body.get("try", False)
        if not isinstance(name, str | None) or not isinstance(heard, bool) or (name is None and not heard):
            raise Refused(400, 'The request names no voice, so nothing was changed. Send {"voice": "pyttsx3:de"}, with "try": true to hear it, or {"try": true} alone.')
        try:
            if name is not None:
                await in_thread(rooms.voices, voices.choose, name)
            if heard:
                await in_thread(rooms.voices, voices.try_it)
        except ValueError as error:
            raise Refused(409, str(error)) from error
        return await in_thread(rooms.voices, voices.state)
