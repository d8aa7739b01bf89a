"""What stands at `/`: a plain page with the stop until Gradio's page is loaded, then that page.

Knows nothing of either's content.
"""

from __future__ import annotations

from pathlib import Path

from starlette.responses import HTMLResponse, JSONResponse

PLAIN_PAGE = Path(__file__).parent / "static" / "waiting.html"


class Front:
    """An ASGI app that hands everything to `view` once there is one."""

    def __init__(self) -> None:
        self.view = None

    async def __call__(self, scope, receive, send) -> None:
        if self.view is not None:
            await self.view(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "The panel has no such route."})
        elif scope["path"] == "/":
            await HTMLResponse(PLAIN_PAGE.read_text("utf-8"), headers={"Cache-Control": "no-store"})(scope, receive, send)
        else:
            await JSONResponse({"error": "The panel has no such route."}, 404)(scope, receive, send)
