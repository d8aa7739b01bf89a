"""The routes for how Vela is spoken to: the way in, Talk held and let go, the mute.

Knows of hearing what `HearingLike` says. Refusals are as in routes.py.
"""

from __future__ import annotations

from typing import Protocol

from fastapi import FastAPI, Request

from assistant.panel.routes import Refused, Rooms, in_thread, json_of


class HearingLike(Protocol):
    """What the panel knows of hearing. state: JSON's own types, with "state", "mode", "wake_word", "wake_words", "muted", "talking", "microphone" and "level"."""

    def state(self) -> dict: ...
    def choose(self, mode: str, wake_word: str | None = None) -> None: ...
    def talk(self, on: bool) -> None: ...
    def mute(self, on: bool) -> None: ...


def add_hearing_routes(app: FastAPI, rooms: Rooms, hearing: HearingLike) -> None:
    """Put them on `app`. What is told in each answer is the state of hearing afterwards."""

    @app.post("/api/hearing")
    async def choose(request: Request) -> dict:
        body = await json_of(request)
        mode, wake_word = body.get("mode", hearing.state()["mode"]), body.get("wake_word")
        if not isinstance(mode, str) or not isinstance(wake_word, str | None):
            raise Refused(400, 'The request must name the way in, and the wake word if that is to change; nothing was changed. Send {"mode": "wake", "wake_word": "alexa"}.')
        try:
            await in_thread(rooms.calls, hearing.choose, mode, wake_word)
        except ValueError as error:
            raise Refused(400, str(error)) from error
        return hearing.state()

    @app.post("/api/talk")
    async def talk(request: Request) -> dict:
        on = await _on(request, "Talk was neither pressed nor let go")
        if on and hearing.state()["muted"]:
            raise Refused(409, "Vela is muted, so nothing is listened to. Unmute it first.")
        await in_thread(rooms.ears, hearing.talk, on)  # behind the sound that came before it
        return hearing.state()

    @app.post("/api/mute")
    async def mute(request: Request) -> dict:
        await in_thread(rooms.calls, hearing.mute, await _on(request, "nothing was muted or unmuted"))
        return hearing.state()


async def _on(request: Request, undone: str) -> bool:
    on = (await json_of(request)).get("on")
    if not isinstance(on, bool):
        raise Refused(400, f'The request has no "on" that is true or false, so {undone}. Send {{"on": true}}.')
    return on
