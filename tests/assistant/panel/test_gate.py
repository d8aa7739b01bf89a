"""What is refused at the door is answered, however much of it was still on its way."""

import asyncio
import json

from assistant.panel.gate import DRAIN_SECONDS, DRAINED, Gate


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
