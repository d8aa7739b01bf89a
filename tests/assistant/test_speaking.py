import io
import os
import queue
import signal
import sys
import threading
import time
import wave

import numpy as np
import pytest

from assistant.speaking import Loudspeaker, NoSound, Prepared, Speaker, VoiceError, voice_named, voices


class Beep:
    """A voice that needs no model: a tenth of a second for each letter."""

    def synthesize(self, text):
        if text == "unspeakable":
            raise VoiceError("This cannot be said.")
        if text == "broken":
            raise RuntimeError("inside the voice")
        return np.full(len(text) * 1600, 0.1, np.float32), 16_000


class Room:
    """A loudspeaker that takes as long as the sound, in blocks of 10 ms, and notes when it fell silent."""

    def __init__(self):
        self.played: list[float] = []
        self.began: queue.Queue = queue.Queue()
        self.silent_at = 0.0

    def play(self, samples, rate, cut):
        begin = time.monotonic()
        self.began.put(begin)
        while time.monotonic() - begin < len(samples) / rate and not cut.wait(0.01):
            pass
        self.silent_at = time.monotonic()
        self.played.append(self.silent_at - begin)


class Gone:
    def play(self, samples, rate, cut):
        raise NoSound("The loudspeaker was unplugged.")


@pytest.fixture
def make():
    made = []

    def make(*args, **settings):
        made.append(Speaker(*args, **settings))
        return made[-1]

    yield make
    for speaker in made:
        speaker.close()


@pytest.mark.parametrize("name", ["hibari", "pyttsx3", "piper"])
def test_every_voice_gives_sound(name):
    if name not in voices():
        pytest.skip(f"the voice {name} is not installed")
    samples, rate = voice_named(name).synthesize("I have the red cup.")
    assert samples.dtype == np.float32 and samples.ndim == 1
    assert 0.8 < len(samples) / rate < 4.0
    assert 0.05 < np.abs(samples).max() <= 1.0


@pytest.mark.parametrize("name", ["hibari", "pyttsx3"])
@pytest.mark.parametrize("text", ["", " ", "...", "你好", "😀", "word " * 120])
def test_no_text_breaks_a_voice(name, text):
    if name not in voices():
        pytest.skip(f"the voice {name} is not installed")
    samples, rate = voice_named(name).synthesize(text)
    assert rate > 0 and np.isfinite(samples).all()


def test_espeak_from_many_threads_at_once(capfd):
    if "pyttsx3" not in voices():
        pytest.skip("espeak-ng is not installed")
    english, german = voice_named("pyttsx3"), voice_named("pyttsx3:de")
    lengths = {}
    threads = [
        threading.Thread(target=lambda v=voice, n=number: lengths.__setitem__((v, n), len(v.synthesize("Hello there.")[0])))
        for voice in (english, german)
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(lengths) == 6 and min(lengths.values()) > 8_000
    spoken = [length for (voice, _), length in lengths.items() if voice is english]
    assert max(spoken) - min(spoken) < 0.02 * max(spoken)  # espeak's own length varies by a few samples
    assert capfd.readouterr().out == ""  # standard output is for Vela's results


def test_espeak_is_asked_again_when_it_gave_nothing(monkeypatch):
    if "pyttsx3" not in voices():
        pytest.skip("espeak-ng is not installed")
    espeak = sys.modules[VoiceError.__module__]._ESPEAK
    voice, ask, nothing = voice_named("pyttsx3"), espeak._ask, (np.zeros(0, np.float32), 22050)
    asked = []
    monkeypatch.setattr(espeak, "_ask", lambda *what: nothing if asked.append(what) or len(asked) == 1 else ask(*what))
    assert len(voice.synthesize("Hello there.")[0]) > 8_000 and 2 <= len(asked) <= espeak.ATTEMPTS
    monkeypatch.setattr(espeak, "_ask", lambda *what: nothing)
    with pytest.raises(VoiceError, match="shown instead"):
        voice.synthesize("Hello there.")


@pytest.mark.parametrize("blow", [signal.SIGSEGV, signal.SIGSTOP])
def test_espeak_that_crashes_or_hangs_says_the_sentence_all_the_same(monkeypatch, caplog, blow):
    if "pyttsx3" not in voices():
        pytest.skip("espeak-ng is not installed")
    espeak = sys.modules[VoiceError.__module__]._ESPEAK
    voice = voice_named("pyttsx3")
    first = espeak._process.pid
    os.kill(first, blow)
    monkeypatch.setattr(espeak, "LATE", 2.0)
    assert len(voice.synthesize("Hello there.")[0]) > 8_000
    assert espeak._process.pid != first and "started anew" in caplog.text


@pytest.mark.parametrize("name", ["hibiri", "piper:/nowhere/voice.onnx", "pyttsx3:xx", "", "hibari:emma"])
def test_an_unknown_voice_is_one_sentence(name):
    with pytest.raises(VoiceError) as raised:
        voice_named(name)
    assert str(raised.value).endswith(".") and "\n" not in str(raised.value)


def test_saying_does_not_block_and_all_is_said_in_order(make):
    room = Room()
    speaker = make(Beep(), room)
    speaker.say("abc")
    speaker.say("abcdef")
    assert speaker.busy and len(room.played) < 2
    assert speaker.wait(30) and not speaker.busy
    assert len(room.played) == 2 and room.played[0] >= 0.3 and room.played[1] >= 0.6


def test_cut_falls_silent_at_once_and_forgets_the_queue(make):
    room, cuts = Room(), []
    speaker = make(Beep(), room, on_cut=lambda: cuts.append(True))
    speaker.say("a" * 100)
    speaker.say("b" * 100)
    room.began.get(timeout=30)
    begin = time.monotonic()
    speaker.cut()
    assert speaker.wait(30)
    assert room.silent_at - begin < 1.0  # 20 ms on a quiet machine; the sentence is ten seconds long
    assert len(room.played) == 1 and cuts == [True]
    speaker.say("c")  # what is said afterwards is heard
    assert speaker.wait(30) and len(room.played) == 2 and room.played[1] > 0.05


def test_without_a_loudspeaker_the_wav_is_handed_out(make):
    heard = []
    speaker = make(Beep(), on_audio=lambda wav, text: heard.append((wav, text)))
    speaker.say("abc")
    assert speaker.wait(30)
    ((wav, text),) = heard
    assert text == "abc"
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnframes(), file.getframerate(), file.getnchannels()) == (4800, 16_000, 1)


def test_a_loudspeaker_that_goes_away_gives_way_to_the_panel(make):
    heard, problems = [], []
    speaker = make(Beep(), Gone(), on_audio=lambda wav, text: heard.append(text), on_problem=problems.append)
    speaker.say("one")
    speaker.say("two")
    assert speaker.wait(30)
    assert heard == ["one", "two"] and problems == ["The loudspeaker was unplugged."]


def test_a_loudspeaker_that_comes_back_is_used_again_and_said_to_be_back(make):
    class Flaky:
        def __init__(self):
            self.played, self.failing = 0, True

        def play(self, samples, rate, cut):
            if self.failing:
                raise NoSound("The loudspeaker was unplugged.")
            self.played += 1

    sink, heard, problems, back = Flaky(), [], [], []
    speaker = make(Beep(), sink, on_audio=lambda wav, text: heard.append(text), on_problem=problems.append, on_recovered=lambda: back.append(True))
    speaker.say("one")
    assert speaker.wait(30)
    sink.failing = False
    speaker.say("two")
    speaker.say("three")
    assert speaker.wait(30)
    assert heard == ["one"] and sink.played == 2 and len(problems) == 1 and back == [True]


@pytest.mark.parametrize("text", ["unspeakable", "broken"])
def test_a_text_that_cannot_be_said_does_not_make_it_mute(make, text):
    heard, problems = [], []
    speaker = make(Beep(), on_audio=lambda wav, text: heard.append(text), on_problem=problems.append)
    speaker.say(text)
    speaker.say("next")
    assert speaker.wait(30)
    assert heard == ["next"] and len(problems) == 1 and problems[0].endswith(".")


def test_nothing_to_say_is_nothing(make):
    heard = []
    speaker = make(Beep(), on_audio=lambda wav, text: heard.append(text))
    speaker.say("  ")
    assert not speaker.busy and heard == []


def test_a_machine_without_sound_says_so():
    try:
        speaker = Loudspeaker()
    except NoSound as reason:
        assert str(reason).endswith("plays in the panel.")
    else:
        pytest.skip(f"this machine has a loudspeaker: {speaker.name}")


def test_a_prepared_phrase_is_made_once_and_everything_else_when_it_is_said():
    class Counting(Beep):
        language = "de"

        def __init__(self):
            self.made = []

        def synthesize(self, text):
            self.made.append(text)
            return super().synthesize(text)

    counting = Counting()
    voice = Prepared(counting, ["3 cm", "unspeakable"]).start().start()
    voice.wait(30)
    assert len(voice.synthesize("drei Zentimeter")[0]) == 15 * 1600 and counting.made == ["drei Zentimeter", "unspeakable"] and voice.language == "de"
    voice.synthesize("else")
    assert counting.made[2:] == ["else"]
    with pytest.raises(VoiceError):
        voice.synthesize("unspeakable")


def test_a_hold_is_silence_for_a_while_and_an_interruption_says_how_far_she_came(make):
    class Held(Room):
        def __init__(self):
            super().__init__()
            self.did = []

        def hold(self):
            self.did.append("hold")

        def go_on(self):
            self.did.append("go on")

    room = Held()
    speaker = make(Beep(), room)
    speaker.say("one two three four five six seven eight nine ten " * 4)  # 20 s
    speaker.say("never begun")
    room.began.get(timeout=30)
    time.sleep(1.0)
    speaker.hold()
    time.sleep(0.5)  # does not count as said
    (first, said), second = speaker.interrupt()
    assert first.startswith(said) and 3 <= len(said) <= 40 and first[len(said)] == " "
    assert second == ("never begun", "") and room.did == ["hold", "go on"]
    assert speaker.wait(30) and len(room.played) == 1
    assert speaker.interrupt() == []


def test_a_device_that_is_slow_to_hold_does_not_hold_up_a_stop(make):
    class Stuck(Room):
        def __init__(self):
            super().__init__()
            self.free = threading.Event()

        def hold(self):
            self.free.wait(60)

        def go_on(self): ...

    room = Stuck()
    speaker = make(Beep(), room)
    speaker.say("a" * 600)
    room.began.get(timeout=30)
    holding = threading.Thread(target=speaker.hold, daemon=True)
    holding.start()
    try:
        while not speaker._holding:
            time.sleep(0.005)
        stopping = threading.Thread(target=lambda: (speaker.cut(), speaker.say("b")), daemon=True)
        stopping.start()
        stopping.join(20)
        assert not stopping.is_alive() and holding.is_alive()
        assert speaker.wait(20) and len(room.played) == 2
    finally:
        room.free.set()
        holding.join()


class Device:
    """A sounddevice whose output keeps what it is given and takes no time over it."""

    PortAudioError = OSError

    def __init__(self):
        self.written, self.did, self.latency = [], [], 0.04
        self.on_write = lambda: None

    def query_devices(self, device, kind):
        return {"name": "fake", "default_samplerate": 48_000, "max_output_channels": 2}

    def check_output_settings(self, *args, **settings): ...

    def OutputStream(self, *args, **settings):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *failure): ...

    def write(self, samples):
        self.written.append(samples)
        self.on_write()
        return False

    def abort(self):
        self.did.append("abort")

    def start(self):
        self.did.append("start")


@pytest.fixture
def device(monkeypatch):
    device = Device()
    monkeypatch.setattr(sys.modules[Loudspeaker.__module__], "_sounddevice", lambda: device)
    return device


def test_the_loudspeaker_tells_what_it_plays_and_plays_the_word_again_after_a_hold(device):
    told, sound, cut = [], np.arange(16_000, dtype=np.float32), threading.Event()
    loudspeaker = Loudspeaker(on_play=lambda samples, rate, at: told.append((samples[:1].tolist(), len(samples), rate, at)))

    def hold_once():
        if len(device.written) == 20:
            loudspeaker.hold()
            threading.Timer(0.1, loudspeaker.go_on).start()

    device.on_write = hold_once
    begin = time.monotonic()
    loudspeaker.play(sound, 16_000, cut)
    again = 20 * 320 - int((device.latency + Loudspeaker.AGAIN) * 16_000)
    assert device.did == ["abort", "start"]
    assert device.written[20][0] == again and device.written[-1][-1] == 15_999
    assert [one[:3] for one in told] == [([0.0], 16_000, 16_000), ([], 0, 16_000), ([float(again)], 16_000 - again, 16_000)]
    assert begin <= told[0][3] <= told[1][3] and told[2][3] - told[1][3] >= 0.09


def test_a_cut_ends_a_hold_and_a_hold_that_is_forgotten_ends_by_itself(device, monkeypatch):
    loudspeaker, cut = Loudspeaker(), threading.Event()
    loudspeaker.hold()
    threading.Timer(0.1, cut.set).start()
    loudspeaker.play(np.ones(16_000, np.float32), 16_000, cut)
    assert device.written == [] and device.did == ["abort"]
    monkeypatch.setattr(Loudspeaker, "LONGEST", 0.1)
    loudspeaker.play(np.ones(16_000, np.float32), 16_000, threading.Event())
    assert sum(map(len, device.written)) == 16_000


class Counting(Beep):
    def __init__(self):
        self.given = []

    def synthesize(self, text):
        self.given.append(text)
        return super().synthesize(text)


def ready(speaker, texts):
    """Waits until the voice was given so many."""
    until = time.monotonic() + 5.0
    while len(speaker.voice.given) < texts and time.monotonic() < until:
        time.sleep(0.005)


def test_what_was_made_ready_is_not_made_again_and_nothing_is_heard_before_it_is_said(make):
    room = Room()
    speaker = make(Counting(), room)
    speaker.prepare("hello")
    ready(speaker, 1)
    assert not speaker.busy and room.began.empty()
    speaker.say("hello")
    assert speaker.wait(5.0) and speaker.voice.given == ["hello"] and len(room.played) == 1


def test_what_was_made_ready_and_not_said_is_forgotten(make):
    room = Room()
    speaker = make(Counting(), room)
    speaker.prepare("hello")
    ready(speaker, 1)
    speaker.say("other")
    speaker.say("hello")
    assert speaker.wait(5.0) and speaker.voice.given == ["hello", "other", "hello"]


def test_a_voice_put_in_place_meanwhile_says_it_itself(make):
    speaker = make(Counting(), Room())
    speaker.prepare("hello")
    ready(speaker, 1)
    speaker.voice = Counting()
    speaker.say("hello")
    assert speaker.wait(5.0) and speaker.voice.given == ["hello"]


def test_what_cannot_be_made_ready_is_told_only_when_it_is_to_be_said(make):
    told = []
    speaker = make(Beep(), Room(), on_problem=told.append)
    speaker.prepare("unspeakable")
    speaker.say("on")
    assert speaker.wait(5.0) and not told
    speaker.say("unspeakable")
    assert speaker.wait(5.0) and len(told) == 1
