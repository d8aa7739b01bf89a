"""The panel's plain routes over real HTTP: what they do, and one clear sentence for everything they refuse."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress

import httpx
import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from assistant.events import Bus, Problem, Recovered, Said
from assistant.panel import Panel, PanelError
from assistant.panel.overlay import decode_jpeg
from tests.assistant.panel.rehearsal import Rehearsal
from tests.assistant.panel.test_audio import wav


@pytest.fixture
def web(plain):
    with httpx.Client(base_url=plain.url, timeout=10) as client:
        yield client


@contextmanager
def socket_to(panel, route, **more):
    with connect(panel.url.replace("http", "ws") + route, open_timeout=10, **more) as line:
        yield line


def sentence(answer: httpx.Response) -> str:
    text = answer.json()["error"]
    assert text[0].isupper() and text.endswith(".") and "Traceback" not in text
    return text


def wait_for(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_health_and_state(web):
    wait_for(lambda: web.get("/api/state").json()["camera"])
    answer = web.get("/health")
    well = {"well": True, "words": ""}
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "view": False, "state": "listening", "parts": dict.fromkeys(["arm", "camera", "microphone", "brain", "panel", "threads"], well)}
    state = web.get("/api/state").json()
    assert state["state"] == "listening" and state["words"].startswith("Listening") and state["conversation"] == [] and state["view"] is False


def test_say_shows_in_the_conversation_as_it_was_typed(web, rehearsal):
    evil = "<script>alert('x')</script> & \"you\""
    assert web.post("/api/say", json={"text": evil}).status_code == 202
    lines = web.get("/api/state").json()["conversation"]
    assert [line["text"] for line in lines] == [evil, f"You said: {evil}"]
    assert lines[0]["source"] == "typed" and lines[1]["kind"] == "answer" and lines[1]["seconds"] == 0.21


def test_say_takes_other_scripts_and_drops_control_characters(web, rehearsal):
    web.post("/api/say", json={"text": "把红色的杯子\u0000拿\n起来"})
    assert rehearsal.calls == ["say 把红色的杯子 拿 起来"]


@pytest.mark.parametrize(
    "status, request_of, part",
    [
        (413, {"json": {"text": "a" * 10_000}}, "10,000 characters"),
        (413, {"content": b"x" * 70_000, "headers": {"Content-Type": "application/json"}}, "64 kB"),
        (415, {"content": b'{"text": "hello"}', "headers": {"Content-Type": "text/plain"}}, "text/plain"),
        (415, {"content": b'{"text": "hello"}'}, "no content type"),
        (400, {"content": b"{", "headers": {"Content-Type": "application/json"}}, "not valid JSON"),
        (400, {"json": ["hello"]}, "JSON object"),
        (400, {"json": {"words": "hello"}}, '"text"'),
        (400, {"json": {"text": 5}}, '"text"'),
        (400, {"json": {"text": "  \n "}}, "empty"),
    ],
)
def test_say_refuses_with_a_sentence(web, rehearsal, status, request_of, part):
    answer = web.post("/api/say", **request_of)
    assert answer.status_code == status and part in sentence(answer)
    assert rehearsal.calls == []


def test_a_stop_that_cannot_be_cleared_is_not_said_to_be(web, rehearsal, monkeypatch):
    monkeypatch.setattr(rehearsal, "clear_stop", lambda: "The stop stays: the serial port /dev/ttyACM0 is not open.")
    answer = web.post("/api/clear")
    assert answer.status_code == 409 and "The stop stays" in answer.json()["error"]


def test_stop_clear_and_home(web, rehearsal):
    assert web.post("/api/stop").json() == {"stopped": True}
    assert web.get("/api/state").json()["state"] == "stopped"
    assert web.get("/api/state").json()["stopped_by"] == "api"
    assert "Release the stop" in sentence(web.post("/api/home"))
    web.post("/api/clear")
    assert web.get("/api/state").json()["state"] == "listening"
    assert web.post("/api/home").status_code == 202
    assert rehearsal.calls == ["stop api", "clear", "home"]


def test_why_is_an_event_a_state_and_a_picture(plain, web, rehearsal):
    assert web.get("/api/state").json()["why"] == {"replies": 0, "explained": None}
    assert "not replied" in sentence(web.post("/api/why"))
    assert web.get("/api/why.jpg").status_code == 404
    web.post("/api/say", json={"text": "which cube"})
    assert web.get("/api/state").json()["why"] == {"replies": 1, "explained": None}  # nobody asked
    with socket_to(plain, "api/events") as line:
        json.loads(line.recv())
        assert web.post("/api/why").status_code == 202
        events = [json.loads(line.recv(timeout=10)) for _ in range(2)]
    told = next(event for event in events if event["type"] == "event")
    assert told["event"] == "Explained" and told["explanation"]["kinds"]["ask"] == 0.94 and "array" in told["picture"]
    why = web.get("/api/state").json()["why"]
    assert why["explained"]["of"] == 1 and why["explained"]["text"] == "Which cube do you mean?" and why["explained"]["candidates"][0]["chosen"]
    picture = decode_jpeg(web.get("/api/why.jpg").content)
    assert picture.shape == (480, 640, 3) and picture[250, 250, 0] > 2 * picture[400, 50, 0]
    web.post("/api/say", json={"text": "hello"})
    assert web.get("/api/state").json()["why"]["replies"] == 2  # and what is explained is still that of 1


def test_a_panel_whose_brain_cannot_explain_says_so(rehearsal):
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, view=False)
    panel.start()
    try:
        assert httpx.get(panel.url + "api/state").json()["why"] is None
        answer = httpx.post(panel.url + "api/why")
        assert answer.status_code == 409 and "cannot say why" in sentence(answer)
    finally:
        panel.stop()


def test_a_stop_is_taken_whatever_its_body(web, rehearsal):
    for body in (b"", b"{", b"[]", b"x" * 70_000, b"[" * 5_000):
        assert web.post("/api/stop", content=body).status_code == 200
    assert rehearsal.calls == ["stop api"] * 5


def test_a_stop_does_not_wait_for_a_body_that_does_not_come(plain, rehearsal):
    host, port = plain.url.split("//")[1].strip("/").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"POST /api/stop HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{{".encode())
        wait_for(lambda: rehearsal.calls == ["stop api"], 5.0)


def test_one_press_sent_twice_stops_once(plain, web, rehearsal):
    with socket_to(plain, "api/events") as line:
        line.send(json.dumps({"type": "stop", "press": "p1"}))
        wait_for(lambda: rehearsal.calls)
        web.post("/api/stop", json={"source": "panel", "press": "p1"})
        web.post("/api/stop", json={"source": "panel", "press": "p2"})
    assert rehearsal.calls == ["stop panel", "stop panel"]


def test_stop_works_while_everything_else_hangs(plain, rehearsal):
    """Sentences, home, and the camera all hang, many times over."""
    gone = threading.Event()

    def ask(method, path):
        with suppress(httpx.HTTPError):  # the panel ends before it has answered them all
            httpx.request(method, plain.url + path, timeout=30)

    rehearsal.block.set()
    plain._picture._camera_jpeg = lambda: gone.wait(20) and None
    try:
        with httpx.Client(base_url=plain.url, timeout=10) as web:
            for route in [("POST", "api/home")] * 8 + [("GET", "api/camera.jpg")] * 8:
                threading.Thread(target=ask, args=route, daemon=True).start()
            time.sleep(0.3)
            began = time.monotonic()
            assert web.post("/api/stop").status_code == 200
            assert rehearsal.stopped_at[0] - began < 5  # milliseconds on a quiet machine; what hangs does so for longer
            assert web.get("/api/state").json()["state"] == "stopped"
    finally:
        gone.set()
        rehearsal.block.clear()


def test_camera(web, rehearsal):
    answer = web.get("/api/camera.jpg")
    assert answer.headers["content-type"] == "image/jpeg" and decode_jpeg(answer.content).shape == (480, 640, 3)
    before = decode_jpeg(answer.content)
    web.post("/api/say", json={"text": "pick up the red cup"})
    time.sleep(0.15)
    after = decode_jpeg(web.get("/api/camera.jpg").content)
    assert np.abs(after[205:300, 200:300].astype(int) - before[205:300, 200:300]).max() > 60  # the VLA's point is drawn
    assert web.get("/api/state").json()["points"][0]["label"] == "red cup"


def test_a_lost_camera_is_said_and_comes_back(web, rehearsal):
    wait_for(lambda: web.get("/api/state").json()["camera"])
    picture, rehearsal.picture = rehearsal.picture, None
    wait_for(lambda: web.get("/api/state").json()["state"] == "lost the camera")
    assert "no picture" in sentence(web.get("/api/camera.jpg"))
    rehearsal.picture = picture
    wait_for(lambda: web.get("/api/state").json()["state"] == "listening")


def test_film_sends_each_picture_at_once(web, rehearsal):
    with web.stream("GET", "/api/camera.mjpg") as film:
        assert film.headers["content-type"] == "multipart/x-mixed-replace; boundary=frame"
        got = b""
        for chunk in film.iter_raw():
            got += chunk
            if got.count(b"Content-Type: image/jpeg") == 2:  # the next head follows without a next picture
                break
        assert rehearsal.picture in got


def test_speech_by_its_id(web, rehearsal):
    assert web.get("/api/speech/latest.wav").status_code == 404
    rehearsal.speech = (7, wav(np.zeros(100, np.int16), 16000))
    assert web.get("/api/state").json()["speech_id"] == 7
    answer = web.get("/api/speech/latest.wav", params={"id": 7})
    assert answer.content == rehearsal.speech[1] and answer.headers["x-speech-id"] == "7" and answer.headers["content-type"] == "audio/wav"
    assert "no such sentence" in sentence(web.get("/api/speech/latest.wav", params={"id": 6}))


def test_listen_to_a_recording(web, rehearsal):
    tone = (np.sin(np.arange(16000) / 5) * 20000).astype(np.int16)
    answer = web.post("/api/listen", content=wav(tone, 16000), headers={"Content-Type": "audio/wav"})
    assert answer.status_code == 202 and answer.json() == {"seconds": 1.0}
    assert {rate for rate, _ in rehearsal.heard} == {16000}
    heard = np.concatenate([samples for _, samples in rehearsal.heard])
    assert heard.dtype == np.float32 and len(heard) > 2 * 16000  # with quiet after it, so that the turn ends
    np.testing.assert_allclose(heard[:16000], tone / 32768, atol=1e-4)


def test_listen_to_raw_sound(web, rehearsal):
    answer = web.post("/api/listen", content=np.array([[0, 16384]] * 10, "<i2").tobytes(), headers={"Content-Type": "audio/l16; rate=48000; channels=2"})
    assert answer.status_code == 202
    assert rehearsal.heard[0][0] == 48000 and np.allclose(rehearsal.heard[0][1], 0.25)


@pytest.mark.parametrize(
    "status, kind, body, part",
    [
        (415, "audio/mpeg", b"ID3", "audio/wav"),
        (400, "audio/wav", b"this is no sound", "not a WAV"),
        (400, "audio/wav", wav(np.zeros(0, np.int16), 16000), "no sound"),
        (400, "audio/l16", b"\0\0", "rate"),
        (400, "audio/l16; rate=9999999", b"\0\0", "sample rate"),
        (400, "audio/l16; rate=16000", b"\0\0\0", "middle of a sample"),
        (400, "audio/l16; rate=16000; channels=0", b"\0\0", "channels"),
    ],
)
def test_listen_refuses_with_a_sentence(web, rehearsal, status, kind, body, part):
    answer = web.post("/api/listen", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status and part in sentence(answer)
    assert rehearsal.heard == []


def test_the_routes_describe_themselves(web):
    paths = web.get("/api/openapi.json").json()["paths"]
    assert {"/health", "/metrics", "/api/state", "/api/say", "/api/stop", "/api/clear", "/api/home", "/api/listen", "/api/camera.jpg"} <= paths.keys()


def test_a_body_too_large_is_not_read(plain):
    with socket.create_connection(("127.0.0.1", plain.port), 5) as line:
        line.sendall(b"POST /api/listen HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/wav\r\nContent-Length: 100000000\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 413")


def test_events_tell_all_then_what_changed(plain, web, rehearsal):
    with socket_to(plain, "api/events") as line:
        first = json.loads(line.recv(30))
        assert first["type"] == "state" and {"state", "words", "conversation", "steps", "problems", "speech_id"} <= first.keys()
        web.post("/api/say", json={"text": "pick up the red cup"})
        names, steps = [], None
        while "StepProgress" not in names or not steps or steps[0]["done"] != 0.42:
            message = json.loads(line.recv(30))
            if message["type"] == "event":
                names.append(message["event"])
            else:
                steps = message.get("steps", steps)
        assert names == ["Heard", "Thinking", "Replied", "Said", "StepStarted", "StepProgress"]
        assert [(step["instruction"], step["status"], step["attempt"]) for step in steps] == [
            ("pick up the red cup", "running", 1), ("put it in the blue bowl", "waiting", 0)]


def test_with_nothing_to_tell_it_tells_that_it_is_there(plain):
    with socket_to(plain, "api/events") as line:
        kinds = [json.loads(line.recv(30))["type"] for _ in range(3)]
    assert "alive" in kinds and set(kinds) <= {"state", "alive"}


def test_a_slow_reader_never_holds_the_publisher(plain, rehearsal):
    with socket_to(plain, "api/events", close_timeout=0.1):
        began = time.monotonic()
        for number in range(3000):
            rehearsal.bus.publish(Said(text=f"{number} " + "x" * 500))
        assert time.monotonic() - began < 15
        assert httpx.get(plain.url + "health").status_code == 200


def test_microphone(plain, rehearsal):
    with socket_to(plain, "api/microphone") as line:
        line.send('{"rate": 48000}')
        line.send(np.full(1920, 8192, "<i2").tobytes())
        wait_for(lambda: rehearsal.heard)
    assert rehearsal.heard[0][0] == 48000 and len(rehearsal.heard[0][1]) == 1920 and np.allclose(rehearsal.heard[0][1], 0.25)


@pytest.mark.parametrize("messages", [["hello"], ['{"rate": 5}'], ["[]"], [b"\0\0"], ['{"rate": 16000}', b"\0"], ['{"rate": 16000}', bytes(2 * 20000)], ['{"rate": 16000}', "text"]])
def test_microphone_refuses_what_is_no_sound(plain, rehearsal, messages):
    with socket_to(plain, "api/microphone") as line:
        with pytest.raises(ConnectionClosed) as closed:
            for message in messages:
                line.send(message)
            line.recv(30)
        assert closed.value.rcvd.code == 4002 and closed.value.rcvd.reason
    assert rehearsal.heard == []


def test_the_newest_page_has_the_microphone(plain, rehearsal):
    with socket_to(plain, "api/microphone") as old, socket_to(plain, "api/microphone") as new:
        with pytest.raises(ConnectionClosed) as closed:
            old.recv(30)
        assert closed.value.rcvd.code == 4001
        new.send('{"rate": 16000}')
        new.send(bytes(640))
        wait_for(lambda: rehearsal.heard)


def test_problems_and_the_states_they_make(web, rehearsal):
    wait_for(lambda: web.get("/api/state").json()["camera"])
    rehearsal.bus.publish(Problem(part="arm", text="The servos are silent.", advice="Check the cable."))
    state = web.get("/api/state").json()
    assert state["state"] == "lost the arm" and state["problems"][0]["advice"] == "Check the cable."
    rehearsal.bus.publish(Recovered(part="arm"))
    web.post("/api/say", json={"text": "which one"})
    assert web.get("/api/state").json()["state"] == "asking"
    web.post("/api/say", json={"text": "the green one"})
    assert web.get("/api/state").json()["state"] == "listening"


def test_health_names_the_part_that_is_not_well(web, rehearsal):
    wait_for(lambda: web.get("/api/state").json()["camera"])
    rehearsal.bus.publish(Problem(part="microphone", text="The microphone is gone."))
    answer = web.get("/health")
    assert answer.status_code == 503 and answer.json()["ok"] is False
    parts = answer.json()["parts"]
    assert parts["microphone"] == {"well": False, "words": "The microphone is gone."} and all(part["well"] for name, part in parts.items() if name != "microphone")
    rehearsal.bus.publish(Recovered(part="microphone"))
    assert web.get("/health").status_code == 200
    rehearsal.stop("panel")
    assert web.get("/health").status_code == 200  # a stop is no illness
    rehearsal.state = "starting"
    assert web.get("/health").status_code == 503 and not web.get("/health").json()["parts"]["brain"]["well"]


def test_health_without_a_picture(web, rehearsal):
    rehearsal.picture = None
    wait_for(lambda: web.get("/health").status_code == 503)
    assert "camera" in web.get("/health").json()["parts"]["camera"]["words"]


# ---- who may ask ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "", "[::1"])
def test_another_hosts_name_is_refused(web, rehearsal, host):
    for method, path in (("GET", "/api/state"), ("GET", "/metrics"), ("POST", "/api/stop"), ("GET", "/")):
        answer = web.request(method, path, headers={"Host": host})
        assert answer.status_code in (400, 421)
    assert rehearsal.calls == []


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_page_may_not_act(web, rehearsal, headers):
    for path in ("/api/say", "/api/clear", "/api/home", "/api/listen", "/api/stop"):
        answer = web.post(path, headers=headers)
        assert answer.status_code == 403 and "another web page" in sentence(answer)
    assert rehearsal.calls == []


@pytest.mark.parametrize("path", ["/api/camera.jpg", "/metrics", "/health"])
def test_another_page_may_not_watch(web, path):
    assert web.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("route", ["api/events", "api/microphone"])
@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"additional_headers": {"Host": "evil.example"}}])
def test_another_page_gets_no_socket(plain, route, headers):
    with pytest.raises((InvalidStatus, ConnectionClosed)):
        with socket_to(plain, route, **headers) as line:
            line.recv(2)


def test_its_own_page_may(plain, web, rehearsal):
    assert web.post("/api/say", json={"text": "hello"}, headers={"Origin": plain.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}).status_code == 202


def test_nothing_is_served_from_outside_its_folder_and_nobody_may_frame_it(web):
    assert web.get("/panel/panel.js").status_code == 200
    for path in ("/panel/../server.py", "/panel/%2e%2e/server.py", "/panel/..%2fserver.py", "/panel/", "/api/none"):
        assert web.get(path).status_code == 404
    page = web.get("/")
    assert "Vela is starting" in page.text and "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "http://" not in page.text and "https://" not in page.text


# ---- starting and stopping --------------------------------------------------------------------------------------------


def test_a_busy_port_is_a_sentence(plain, rehearsal):
    with pytest.raises(PanelError, match=rf"Port {plain.port} on 127.0.0.1 is already in use") as error:
        Panel(rehearsal, Bus(), rehearsal.camera_jpeg, rehearsal.feed_audio, port=plain.port, view=False).start()
    assert "panel.port" in str(error.value)


@pytest.mark.parametrize("host, port", [("192.0.2.1", 0), ("no such host", 0), ("127.0.0.1", 70000)])
def test_an_impossible_address_is_a_sentence(rehearsal, host, port):
    with pytest.raises(PanelError, match="cannot listen on"):
        Panel(rehearsal, Bus(), rehearsal.camera_jpeg, rehearsal.feed_audio, host=host, port=port, view=False).start()


def test_stops_soon_though_pages_are_open_and_its_port_is_free_again(rehearsal):
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, view=False)
    panel.start()
    with httpx.stream("GET", panel.url + "api/camera.mjpg") as film, socket_to(panel, "api/events"):
        next(film.iter_raw())
        panel.stop()
        assert not panel._thread.is_alive()
    again = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=panel.port, view=False)
    again.start()
    again.stop()


def test_the_conversation_so_far_is_there():
    rehearsal = Rehearsal(Bus())
    rehearsal.tell("I am ready.")
    panel = Panel(rehearsal, rehearsal.bus, rehearsal.camera_jpeg, rehearsal.feed_audio, port=0, view=False)
    panel.start()
    try:
        assert httpx.get(panel.url + "api/state").json()["conversation"][0]["text"] == "I am ready."
    finally:
        panel.stop()
