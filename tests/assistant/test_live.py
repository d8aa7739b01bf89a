"""Vela whole, with a brain for tests: once in lockstep, and running with its panel, on the simulated arm."""

from __future__ import annotations

import json
import socket
import struct
import tempfile
import threading
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.assembly import Unusable, assembled, limits, pace, phrases
from assistant.config import Config, load_config
from assistant.echo import Echo, Echoes
from assistant.events import Bus, Heard, Interrupted, Problem, Replied, Said, Stopped
from assistant.interface import Reply, ReplyKind, Transcript
from assistant.motion.executor import Pace
from assistant.motion.safety import Limits
from tests.brain import SwingingBrain


def settings(**flags: str) -> Config:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="vela-test-")
    quiet = {"panel.port": str(port), "panel.open": "false", "speaking.output": "none", "hearing.microphone": "none", "logging.directory": folder}
    return load_config(environment={}, flags=[*quiet.items(), *((key.replace("__", "."), value) for key, value in flags.items())])


def test_the_settings_reach_motion():
    config = settings(motion__joints__gripper__speed="1.0", motion__retries="0", motion__step_timeout="7")
    assert limits(Config()) == Limits()
    assert limits(config).speed[5] == 1.0
    assert pace(config) == Pace(retries=0, step_seconds=7.0)


def test_a_turn_in_lockstep_moves_the_arm():
    with assembled(settings(), lockstep=True, vla=SwingingBrain(-0.3)) as parts:
        before = parts.robot.arm.read().positions[0]
        turn = parts.dialogue.take_turn(Transcript("swing"), "typed")
        after = parts.robot.arm.read().positions[0]
    assert turn.outcome.succeeded and turn.spoken == ("Swinging.", "I have swung.")
    assert before - after == pytest.approx(0.3, abs=0.06)


def test_without_a_camera_the_brain_gets_no_pictures():
    with assembled(settings(camera__source="none"), lockstep=True, vla=SwingingBrain(sees=False)) as parts:
        assert parts.robot.observe().images == {}
        assert parts.dialogue.take_turn(Transcript("what do you see?"), "typed").reply.text == "I see a table."


def test_closing_in_mid_motion_stops_first():
    stopped = []
    with assembled(settings(), lockstep=False, vla=SwingingBrain(-2.5)) as parts:
        parts.bus.subscribe(lambda event: stopped.append(event.source) if isinstance(event, Stopped) else None)
        parts.dialogue.start()
        parts.dialogue.say_text("swing")
        deadline = time.monotonic() + 20
        while parts.dialogue.state != "acting" and time.monotonic() < deadline:
            time.sleep(0.02)
        simulator = parts.robot.simulator
    assert "signal" in stopped
    assert not simulator.alive


def test_things_that_do_not_fit():
    from drivers.simulator.things import Thing

    with pytest.raises(Unusable), assembled(settings(), [Thing(f"bowl {number}", "bowl", "red") for number in range(40)], 1, vla=SwingingBrain()):
        pass


def test_running_with_its_panel(tmp_path):
    from assistant.live import running

    config = settings(logging__directory=str(tmp_path))
    with running(config, vla=SwingingBrain()) as vela:
        heard, replied = [], threading.Event()
        vela.parts.bus.subscribe(lambda event: heard.append(event.text) if isinstance(event, Said) else None)
        vela.parts.bus.subscribe(lambda event: replied.set() if isinstance(event, Replied) else None)
        assert vela.panel.url == f"http://127.0.0.1:{config.panel.port}/"
        request = urllib.request.Request(
            f"{vela.panel.url}api/say", json.dumps({"text": "what do you see?"}).encode(), {"Content-Type": "application/json"}
        )
        assert urllib.request.urlopen(request, timeout=10).status < 300
        assert replied.wait(30)
        assert vela.parts.dialogue.wait_idle(30)
        assert heard == ["I see a table."]
        with pytest.raises(Unusable, match=str(config.panel.port)), running(config, vla=SwingingBrain()):
            pass
    assert "I see a table." in (tmp_path / "events.jsonl").read_text()


def test_a_dialogue_that_dies_is_told_and_stops_the_arm():
    from assistant.live import running

    with running(settings(speaking__voice="none"), vla=SwingingBrain()) as vela:
        happened = []
        vela.parts.bus.subscribe(happened.append)
        vela.parts.dialogue._turn_failed = vela.parts.dialogue._turn = None  # so that not even a failed turn can be told
        vela.parts.dialogue.say_text("swing")
        vela.parts.dialogue._thread.join(30)
        assert vela.parts.safety.stopped
    assert [event.source for event in happened if isinstance(event, Stopped)][0] == "safety"
    assert [event.part for event in happened if isinstance(event, Problem)] == ["dialogue"]


class Rehearsing(SwingingBrain):
    def __init__(self):
        super().__init__()
        self.thought = threading.Event()

    def would_reply(self, observation, dialogue):
        self.thought.set()
        return Reply(ReplyKind.ANSWER, "Hello.")


def test_the_slow_first_thought_is_had_before_anybody_speaks_and_nothing_comes_of_it():
    from assistant.live import running

    brain = Rehearsing()
    with running(settings(), vla=brain) as vela:
        said = []
        vela.parts.bus.subscribe(lambda event: said.append(event.text) if isinstance(event, Said) else None)
        assert brain.thought.wait(30)
        assert vela.parts.dialogue.conversation == () and said == [] and vela.parts.dialogue.state == "listening"


def test_a_spoken_stop_is_heard_by_its_sound_and_told_once():
    import numpy as np

    from assistant.live import running
    from assistant.speaking import voice_named

    samples, rate = voice_named("hibari").synthesize("Stop!")
    with running(settings(), vla=SwingingBrain()) as vela:
        events, heard = [], threading.Event()
        vela.parts.bus.subscribe(events.append)
        sound = np.concatenate([np.zeros(rate, np.float32), samples, np.zeros(2 * rate, np.float32)])
        for begin in range(0, len(sound), rate // 10):
            vela.hearing.feed(sound[begin : begin + rate // 10], rate, "browser")
        vela.hearing.listener.end_turns(heard.set)
        assert heard.wait(120)
    assert [event.source for event in events if isinstance(event, Stopped)][:1] == ["voice"]
    assert [event.transcript.text for event in events if isinstance(event, Heard)] == ["Stop."]


def test_what_the_panel_cannot_use_moves_nothing(tmp_path):
    """This brain swings the arm at whatever it is told, so that anything that reaches it shows."""
    from assistant.live import running

    def post(route: str, body: bytes, kind: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(urllib.request.Request(vela.panel.url + route, body, {"Content-Type": kind}), timeout=30) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)["error"]

    long = b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 100_000, 100_000, 1, 8) + b"data" + struct.pack("<I", 1_600_000) + bytes(1_600_000)
    with running(settings(logging__directory=str(tmp_path), speaking__voice="none"), vla=SwingingBrain()) as vela:
        said, before = [], vela.parts.robot.arm.read().positions
        vela.parts.bus.subscribe(lambda event: said.append(event.text) if isinstance(event, Said) else None)
        for route, body, kind, part in [
            ("api/say", json.dumps({"text": "x" * 10_000}).encode(), "application/json", "10,000 characters"),
            ("api/say", b"swing", "application/json", "not valid JSON"),
            ("api/listen", b"", "audio/wav", "not a WAV"),
            ("api/listen", b"swing", "audio/wav", "not a WAV"),
            ("api/listen", long, "audio/wav", "16 s long"),
        ]:
            status, sentence = post(route, body, kind)
            assert 400 <= status < 500 and part in sentence and sentence.endswith("."), sentence
        assert post("api/say", json.dumps({"text": "\u0432\u043e\u0437\u044c\u043c\u0438 \u0447\u0430\u0448\u043a\u0443"}).encode(), "application/json")[0] == 202
        assert vela.parts.dialogue.wait_idle(30)
        assert said == [phrases()["not_understood"]]
        assert vela.parts.robot.arm.read().positions == pytest.approx(before, abs=0.02)


def test_a_microphone_that_is_not_there():
    from assistant.live import running

    with pytest.raises(Unusable, match="hearing.microphone"), running(settings(hearing__microphone="no such microphone"), vla=SwingingBrain()):
        pass


def spoken_over(echo, until, since=0.0):
    for tenth in range(round(since * 10), round(until * 10)):
        echo.passed((tenth + 1) / 10)


def test_vela_does_not_answer_herself():
    busy = True
    echo = Echo(lambda: busy, ("stop",))
    own, other = Transcript("picking up the red cup", start=1.0, end=2.5), Transcript("wait a moment please", start=1.0, end=2.0)
    assert not echo.is_echo(own)  # the loudspeaker has not been heard playing
    echo.note("I am picking up the red cup.")
    spoken_over(echo, 3.0)
    assert echo.is_echo(own)
    assert not echo.is_echo(other)


def test_what_is_said_after_her_is_heard_though_she_said_the_same():
    busy = True
    echo = Echo(lambda: busy)
    echo.note("Which cup do you mean, the red cup or the blue cup?")
    spoken_over(echo, 3.0)
    busy = False
    spoken_over(echo, 5.0, 3.0)
    assert echo.is_echo(Transcript("the red cup or the blue cup", start=1.5, end=3.1))
    assert not echo.is_echo(Transcript("The red cup.", start=3.5, end=4.2))


@pytest.mark.parametrize("text", ["Stop!", "stop stop", "Picking up the red cup. Stop."])
def test_a_stop_is_never_taken_for_her_own_voice(text):
    echo = Echo(lambda: True, ("stop", "halt"))
    echo.note("The stop is cleared. I can move again.")
    spoken_over(echo, 30.0)  # long ago
    echo.note("Picking up the red cup.")
    spoken_over(echo, 32.0, 30.0)
    assert not echo.is_echo(Transcript(text, start=30.5, end=32.0))


def test_a_word_that_stops_within_what_she_says_may_be_hers_and_one_that_stands_alone_never():
    from assistant.live import HeardStop

    told, suspected = [], []
    modes = type("Told", (), {"spotted": lambda self, at, source: told.append((at, source)), "suspect": lambda self, source: suspected.append(source)})()
    echoes = Echoes(lambda: True, ("stop",))
    echo, heard = echoes.of("microphone"), HeardStop(modes, echoes)
    spotted = heard.stop
    spoken_over(echo, 2.0)
    assert spotted(1.0, False, "microphone")  # she said no such word
    echoes.note("Clear the stop first, then say it again.")
    spoken_over(echo, 5.0, 2.0)
    assert not spotted(4.0, False, "microphone")
    assert spotted(4.0, False, "browser")  # where she was not to be heard
    assert spotted(4.1, True, "microphone")
    assert spotted(6.0, False, "microphone")  # she has fallen silent
    assert told == [(1.0, "microphone"), (4.0, "browser"), (4.1, "microphone"), (6.0, "microphone")]
    heard.suspect(4.0, False, "microphone")
    assert suspected == []
    heard.suspect(4.1, True, "microphone")
    heard.suspect(4.0, False, "browser")
    assert suspected == ["microphone", "browser"]


def test_what_she_said_a_while_ago_is_not_what_she_says_now():
    echo = Echo(lambda: True, ("stop",))
    echo.note("The stop is cleared. I can move again.")
    spoken_over(echo, 4.0)
    assert echo.says_stop(2.0)
    echo.note("Picking up the red cup.")
    spoken_over(echo, 12.0, 4.0)
    assert not echo.says_stop(11.5)


def test_the_arm_waits_until_the_last_of_what_was_suspected_is_known():
    from assistant.live import HeardStop

    done = []
    modes = type("Told", (), {"suspect": lambda self, source: done.append("suspect"), "dismiss": lambda self, source: done.append("dismiss")})()
    heard = HeardStop(modes, Echoes(lambda: False))
    heard.dismiss(0.5, "microphone")  # never suspected: it was hers
    heard.suspect(1.0, False, "microphone")
    heard.suspect(1.6, False, "microphone")
    heard.dismiss(1.0, "microphone")
    assert done == ["suspect", "suspect"]
    heard.dismiss(1.6, "microphone")
    assert done[-1] == "dismiss"


def test_who_mutes_her_while_the_microphone_opens_has_it_closed():
    from assistant.live import _open_microphone

    class Slow:
        """Somebody mutes her while it opens."""

        opened = closed = 0

        def start(self):
            self.opened += 1
            modes.muted = True

        def stop(self):
            self.closed += 1

    slow = Slow()
    modes, devices = SimpleNamespace(muted=False), SimpleNamespace(microphone=lambda feed: slow)
    opening = lambda: _open_microphone(Config(), modes, SimpleNamespace(feed=None), Bus(), print, devices)  # noqa: E731
    opening()
    assert (slow.opened, slow.closed) == (1, 1)
    opening()  # muted before: not opened at all
    assert (slow.opened, slow.closed) == (1, 1) and modes.microphone is slow


def test_what_a_page_hears_of_her_through_the_machines_loudspeaker_is_hers():
    from assistant.live import _hear, _sound

    heard, told = [], []
    modes = type("Heard", (), {"sound": lambda self, samples, now, source: told.append(source), "hear": lambda self, transcript, source: heard.append(transcript.text), "overhear": lambda self, transcript, source: None})()
    echoes = Echoes(lambda: True)
    sound, hear = _sound(modes, echoes), _hear(modes, echoes)

    def pass_time(begin, end):
        for number in range(round(10 * begin), round(10 * end)):
            sound(np.zeros(1_600, np.float32), 0.1 + 0.1 * number, "browser")

    pass_time(0.0, 0.1)
    echoes.note("Okay.")
    echoes.note("Which cup do you mean?")
    pass_time(0.1, 2.1)
    hear(Transcript("which cup do you mean", start=0.3, end=1.8), "browser")
    hear(Transcript("the red one", start=0.3, end=1.8), "browser")
    hear(Transcript("which cup", start=0.3, end=0.8), "browser")  # hers has nearly all of it: a part may be an answer that repeats her words, whatever short thing she said before
    assert heard == ["the red one", "which cup"] and set(told) == {"browser"}
    pass_time(0.0, 1.0)  # another page: its time begins anew, and in that she said nothing
    hear(Transcript("which cup do you mean", start=0.2, end=0.9), "browser")
    assert heard[-1] == "which cup do you mean"


def test_who_is_heard_to_speak_over_her_may_repeat_what_she_says():
    echo = Echo(lambda: True)
    echo.note("Which cup do you mean, the red cup or the blue cup?")
    spoken_over(echo, 4.0)
    answer = Transcript("The red cup.", start=2.0, end=2.8)
    assert echo.is_echo(answer)
    echo.person(2.3)
    assert not echo.is_echo(answer)


class Mouth:
    def __init__(self):
        self.busy, self.cut = True, False

    def hold(self): ...

    def go_on(self): ...

    def interrupt(self):
        self.busy, self.cut = False, True
        return [("Which cup do you mean?", "Which cup")]


@pytest.mark.parametrize("interruptible", ["true", "false"])
def test_a_person_who_speaks_over_her_is_heard_and_cuts_her_where_that_is_wanted(interruptible):
    from assistant.hearing import Duplex, Modes
    from assistant.live import _both_ways
    from assistant.speaking import voice_named

    class Ears:
        def feed(self, samples, rate, source):
            fed.append((len(samples), rate, source))

        def end_turns(self, then): ...

    bus, mouth, fed, told = Bus(), Mouth(), [], []
    bus.subscribe(lambda event: told.append(event) if isinstance(event, Interrupted) else None)
    modes, duplex, echo = Modes(None, bus), Duplex(), Echo(lambda: True)
    modes.listener = Ears()
    _both_ways(settings(speaking__interruptible=interruptible), duplex, modes, echo, mouth, bus)
    samples, rate = voice_named("hibari").synthesize("Stop that, please.")
    for number in range(len(samples) // 480):
        duplex.take(samples[480 * number : 480 * (number + 1)], rate, 100.0 + number * 0.02)
    assert mouth.cut == (interruptible == "true") == bool(told)
    assert {(rate, source) for _, rate, source in fed} == {(16_000, "microphone")}
    assert sum(count for count, _, _ in fed) == pytest.approx(len(samples) * 16_000 / rate, abs=800)
    echo.note("Stop that please now")
    assert not echo.is_echo(Transcript("that please", start=0.2, end=1.0))


def test_what_she_says_while_it_is_asked_whether_it_is_hers_loses_no_sentence():
    """note() comes from the dialogue's thread, is_echo() from the listener's."""
    echo, over = Echo(lambda: True), threading.Event()

    def talk():
        while not over.is_set():
            echo.note("I am picking up the red cup.")

    spoken_over(echo, 2.0)
    talking = threading.Thread(target=talk)
    talking.start()
    try:
        for _ in range(3000):
            echo.is_echo(Transcript("put the ball in the bowl", start=1.0, end=2.0))
    finally:
        over.set()
        talking.join()


@pytest.mark.parametrize("language", ["auto", "de"])
def test_a_stop_is_listened_for_in_english_whatever_is_spoken(language, monkeypatch):
    from assistant import live

    made = []
    monkeypatch.setattr(live, "Transcriber", lambda *told, **more: made.append(told))
    config = Config()
    live.stop_transcriber(config.model_copy(update={"hearing": config.hearing.model_copy(update={"language": language})}))
    assert made[0][2] == "en" and "Stop" in made[0][1]
