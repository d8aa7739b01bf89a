"""What is refused at the door is answered, however much of it was still on its way."""

import asyncio
import json

from fastapi import FastAPI, Request

from assistant.panel.gate import DRAIN_SECONDS, DRAINED, MAX_BODY, Gate


def refused(*messages, path: str = "/gradio_api/upload", never_ends: bool = False) -> tuple[int, dict, int]:
    """Status, answer, and how many of the sender's messages were taken in."""
    sent, taken = [], 0

    async def receive():
        nonlocal taken
        if taken == len(messages):
            await asyncio.sleep(DRAIN_SECONDS * 10 if never_ends else 0)
            raise AssertionError("nothing more was to be asked for")
        taken += 1
        return messages[taken - 1]

    async def send(message):
        sent.append(message)

    async def app(scope, receive, send):
        raise AssertionError("it was let in")

    scope = {"type": "http", "method": "POST", "path": path, "headers": [(b"host", b"localhost"), (b"content-length", b"3")]}
    asyncio.run(Gate(app)(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"]), taken


def test_a_small_upload_is_taken_in_before_it_is_refused():
    status, answer, taken = refused({"body": b"a", "more_body": True}, {"body": b"bc", "more_body": False})
    assert status == 404 and answer["error"] == "The panel has no such route." and taken == 2


def test_a_large_one_is_not_taken_in():
    part = {"body": b"x" * (DRAINED // 2), "more_body": True}
    assert refused(part, part, part, part)[2] == 2


def test_a_sender_that_dawdles_is_refused_all_the_same():
    assert refused({"body": b"a", "more_body": True}, never_ends=True)[0] == 404


def sent_in_pieces(count: int) -> tuple[int, dict]:
    """What the panel's own kind of app answers to a body of so many pieces of a quarter of what may be sent, whose length nobody told."""
    app, sent, left = FastAPI(), [], [b"x" * (MAX_BODY // 4)] * count

    @app.post("/api/listen")
    async def listen(request: Request) -> dict:
        return {"read": len(await request.body())}

    async def receive():
        return {"type": "http.request", "body": left.pop(), "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")]
    asyncio.run(Gate(app)({"type": "http", "method": "POST", "path": "/api/listen", "raw_path": b"/api/listen", "query_string": b"", "root_path": "", "headers": headers}, receive, send))
    return sent[0]["status"], json.loads(b"".join(m["body"] for m in sent[1:] if m["type"] == "http.response.body"))


def test_a_body_in_pieces_is_read_up_to_what_may_be_sent():
    assert sent_in_pieces(4) == (200, {"read": MAX_BODY})


def test_one_in_pieces_that_goes_on_beyond_it_is_refused():
    status, answer = sent_in_pieces(6)
    assert status == 413 and answer["error"].startswith("The panel takes at most")
