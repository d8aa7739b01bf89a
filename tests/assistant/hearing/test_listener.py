import queue
from concurrent.futures import Future

import numpy as np
import pytest
import soundfile
import soxr

from assistant.hearing import Listener, Microphone, NoMicrophone, Silences, SoundFileError
from assistant.hearing.speech import RATE
from assistant.interface import Transcript
from tests.assistant.hearing.conftest import no_speech, silence, spoken


class Lengths:
    """Stands in for Whisper where the words do not matter: the text is how many seconds it was given."""

    def transcribe(self, samples):
        return Transcript(f"{len(samples) / RATE:.1f}")


def command(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c == " ")


@pytest.mark.parametrize(("rate", "subtype", "channels"), [(16_000, "PCM_16", 1), (8_000, "PCM_U8", 1), (96_000, "PCM_24", 2)])
def test_a_recording_is_heard_at_any_rate(transcriber, hibari, tmp_path, rate, subtype, channels):
    sound = soxr.resample(spoken(hibari, "Pick up the red cup."), RATE, rate)
    soundfile.write(tmp_path / "sound.wav", np.repeat(sound[:, None], channels, axis=1), rate, subtype)
    (transcript,) = Listener(transcriber).hear_file(tmp_path / "sound.wav")
    assert command(transcript.text) == "pick up the red cup"
    assert 0.2 < transcript.start < transcript.end < len(sound) / rate


@pytest.mark.parametrize("name", no_speech())
def test_silence_and_noise_give_nothing(transcriber, name):
    assert Listener(transcriber).hear(no_speech()[name], RATE) == []


@pytest.mark.parametrize("absurd", [np.inf, -np.inf, np.nan, 1e20])
def test_absurd_samples_do_not_make_it_deaf(hibari, absurd):
    heard: queue.Queue = queue.Queue()
    listener = Listener(Lengths(), lambda transcript, source: heard.put(transcript.start))
    listener.start()
    listener.feed(np.concatenate([silence(0.5), np.full(1600, absurd, np.float32), silence(3.0)]), RATE, "browser")
    listener.feed(np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.5)]), RATE, "browser")
    try:
        while heard.get(timeout=30) < 3.0:  # the click itself may be a turn
            pass
    finally:
        listener.close()


def test_a_file_that_is_no_sound_is_refused(tmp_path):
    (tmp_path / "text.wav").write_text("hello")
    with pytest.raises(SoundFileError):
        Listener(Lengths()).hear_file(tmp_path / "text.wav")


def test_live_sound_from_two_sources_is_kept_apart(transcriber, hibari):
    heard: queue.Queue = queue.Queue()
    listener = Listener(transcriber, lambda transcript, source: heard.put((source, command(transcript.text))))
    listener.start()
    browser = soxr.resample(np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.2)]), RATE, 48_000)
    browser = np.repeat((browser * 32767).astype(np.int16)[:, None], 2, axis=1)  # as a browser sends it: int16, stereo
    microphone = np.concatenate([spoken(hibari, "What do you see?"), silence(1.2)])
    for quarter in range(20):  # quarter seconds, alternating
        listener.feed(browser[quarter * 12_000 : (quarter + 1) * 12_000], 48_000, "browser")
        listener.feed(microphone[quarter * 4_000 : (quarter + 1) * 4_000], RATE, "microphone")
    results = {heard.get(timeout=30), heard.get(timeout=30)}
    listener.close()
    assert results == {("browser", "pick up the red cup"), ("microphone", "what do you see")}


def test_a_source_that_stops_sending_has_ended_its_turn(hibari):
    heard: queue.Queue = queue.Queue()
    listener = Listener(Lengths(), lambda transcript, source: heard.put(transcript))
    listener.start()
    listener.feed(spoken(hibari, "Pick up the red cup.")[:-4800], RATE)  # not even a silence after it
    assert 1.0 < float(heard.get(timeout=10).text) < 3.0
    listener.close()


def test_a_sentence_that_fails_does_not_make_it_deaf(hibari):
    heard: queue.Queue = queue.Queue()

    def deliver(transcript, source):
        heard.put(transcript)
        if heard.qsize() == 1:
            raise RuntimeError("the first one is refused")

    listener = Listener(Lengths(), deliver)
    listener.start()
    sentence = np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.0)])
    listener.feed(np.tile(sentence, 2), RATE)
    for _ in range(100):
        if heard.qsize() == 2:
            break
        listener._thread.join(0.1)
    assert heard.qsize() == 2
    listener.close()


def test_what_it_cannot_keep_up_with_is_dropped_not_hoarded():
    listener = Listener(Lengths())  # not started: nothing is worked through
    for _ in range(100):
        listener.feed(silence(1.0), RATE)
    assert listener._waiting == Listener.BACKLOG


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.float64])
def test_samples_of_any_type_mean_the_same(hibari, dtype):
    sound = spoken(hibari, "Pick up the red cup.")
    if dtype == np.uint8:
        typed = ((sound + 1) * 127.5).astype(np.uint8)
    elif np.issubdtype(dtype, np.integer):
        typed = (sound * np.iinfo(dtype).max).astype(dtype)
    else:
        typed = sound.astype(dtype)
    assert len(Listener(Lengths()).hear(typed, RATE)) == 1


def test_without_a_microphone_it_says_so():
    with pytest.raises(NoMicrophone, match="panel"):
        Microphone("one that no machine has").start()


class Counting(Lengths):
    def __init__(self):
        self.asked = 0

    def transcribe(self, samples):
        self.asked += 1
        return super().transcribe(samples)


def live(listener, sound, block=1600):
    """Feeds sound as it would come, each block worked through before the next."""
    for begin in range(0, len(sound), block):
        listener.feed(sound[begin : begin + block], RATE, "microphone")
        while listener._waiting > 0 and listener._thread.is_alive():
            listener._thread.join(0.002)


def test_a_sentence_is_overheard_while_it_is_said_and_not_heard_twice_at_its_end(hibari):
    told: queue.Queue = queue.Queue()
    words = Counting()
    listener = Listener(words, lambda t, source: told.put(("whole", t.text)), on_partial=lambda t, source: told.put(("part", t.text)))
    listener.start()
    live(listener, np.concatenate([spoken(hibari, "Pick up the red cup and put it in the bowl."), silence(1.0)]))
    found = [told.get(timeout=10)]
    while found[-1][0] != "whole":
        found.append(told.get(timeout=10))
    listener.close()
    parts = [float(text) for what, text in found[:-1]]
    assert len(parts) >= 4 and parts == sorted(parts) and max(b - a for a, b in zip(parts, parts[1:])) < 0.6
    assert words.asked == len(parts)  # the last part, after a breath, was the whole


def test_what_comes_to_nothing_is_taken_back(hibari):
    class Nothing:
        def transcribe(self, samples):
            return None

    told: queue.Queue = queue.Queue()
    listener = Listener(Nothing(), lambda t, source: told.put("whole"), on_partial=lambda t, source: told.put(t))
    listener.start()
    live(listener, np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.0)]))
    assert told.get(timeout=10) is None
    listener.close()
    assert told.empty()


def test_a_spoken_stop_is_understood_before_its_sentence_has_ended(transcriber, hibari):
    told: queue.Queue = queue.Queue()
    listener = Listener(transcriber, on_partial=lambda t, source: told.put(t.text))
    listener.start()
    live(listener, np.concatenate([spoken(hibari, "Stop!"), silence(0.1)]))  # 0.4 s of silence: the turn is still open
    assert "stop" in command(told.get(timeout=10))
    listener.close()


def test_a_source_that_sends_without_end_does_not_keep_another_ones_turn_open(hibari):
    heard: queue.Queue = queue.Queue()
    listener = Listener(Lengths(), lambda transcript, source: heard.put(source))
    listener.start()
    listener.feed(spoken(hibari, "Pick up the red cup.")[:-4800], RATE, "browser")  # cut off after the last word
    for _ in range(80):
        listener.feed(silence(0.032), RATE, "microphone")
        listener._thread.join(0.032)
    assert heard.get(timeout=1) == "browser"
    listener.close()


def test_whoever_fails_on_a_part_of_a_sentence_does_not_make_it_deaf(hibari):
    def refuse(transcript, source):
        raise RuntimeError("parts are refused")

    heard: queue.Queue = queue.Queue()
    listener = Listener(Lengths(), lambda transcript, source: heard.put(transcript), on_partial=refuse)
    listener.start()
    for _ in range(2):
        live(listener, np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.0)]))
        assert heard.get(timeout=10)
    listener.close()


class Drafts(Lengths):
    """Both kinds of pass, each as the seconds of speech it was made of; a draft takes `takes` seconds of `clock`."""

    def __init__(self, clock, takes):
        self.clock, self.takes, self.drafts, self.whole = clock, takes, [], []

    def draft(self, samples):
        self.clock.now += self.takes
        self.drafts.append(len(samples) / RATE)
        return super().transcribe(samples)

    def glimpse(self, samples):
        return self.draft(samples)

    def transcribe(self, samples):
        self.whole.append(len(samples) / RATE)
        return super().transcribe(samples)


class Clock:
    now = 0.0

    def monotonic(self):
        return self.now


def in_sound_time(listener, sound, waiting=1):
    """waiting: how many pieces have come whenever it gets round to them."""
    for begin in range(0, len(sound), 320 * waiting):
        for piece in np.split(sound[begin : begin + 320 * waiting], range(320, min(320 * waiting, len(sound) - begin), 320)):
            listener.feed(piece, RATE)
        while not listener._queue.empty():
            listener._take(*listener._queue.get())


@pytest.fixture
def drafted(hibari, monkeypatch):
    def hear(takes):
        words = Drafts(Clock(), takes)
        monkeypatch.setattr("assistant.hearing.listener.time", words.clock)
        finals = []
        sound = np.concatenate([spoken(hibari, "Please take the blue cube over there and put it in the bowl."), silence(1.0)])
        in_sound_time(Listener(words, lambda t, source: finals.append(t), on_partial=lambda t, source: None), sound)
        return words, finals

    return hear


def test_a_quick_look_in_the_last_pause_is_what_was_said_where_it_is_sure(drafted):
    words, finals = drafted(0.1)
    assert [final.text for final in finals] == [f"{words.drafts[-1]:.1f}"] and words.whole == []
    assert len(words.drafts) >= 6 and np.diff(words.drafts).max() < 0.5


class Glimpses(Drafts):
    """Whose look in passing is another's, and wrong."""

    def glimpse(self, samples):
        return Transcript("in passing", provisional=True)


def test_what_is_made_out_in_passing_is_shown_and_is_never_what_was_said(hibari):
    for later in np.arange(0.0, 0.4, 0.04):  # now and then the look in passing is of all that is said
        words, finals, told = Glimpses(Clock(), 0.1), [], []
        listener = Listener(words, lambda t, source: finals.append(t.text), on_partial=lambda t, source: told.append(t))
        in_sound_time(listener, np.concatenate([silence(later), spoken(hibari, "Put the ball in the bowl."), silence(1.0)]), waiting=8)
        assert finals == [f"{words.drafts[-1]:.1f}"] and words.whole == []
        assert [t.provisional for t in told].count(True) >= 2 and not told[-1].provisional


class Doubtful(Drafts):
    """Of which a quick look never makes anything. finds: whether a whole pass does."""

    def __init__(self, finds=True):
        super().__init__(Clock(), 0.1)
        self.finds = finds

    def draft(self, samples):
        super().draft(samples)

    def transcribe(self, samples):
        heard = super().transcribe(samples)
        return heard if self.finds else None


@pytest.mark.parametrize("finds", [True, False])
def test_what_a_quick_look_doubts_is_heard_once_more_in_full_and_not_a_third_time(hibari, finds):
    words, finals, told = Doubtful(finds), [], []
    listener = Listener(words, lambda t, source: finals.append(t.text), on_partial=lambda t, source: told.append(t))
    in_sound_time(listener, np.concatenate([spoken(hibari, "Pick up the red cup."), silence(1.0)]))
    assert len(words.whole) == 1
    assert finals == ([f"{words.whole[0]:.1f}"] if finds else []) and (told[-1] is None) == (not finds)


def test_no_whole_pass_is_made_of_a_breath_after_which_somebody_has_gone_on_already(hibari):
    sentence = spoken(hibari, "Pick up the red cup.")
    loud = np.flatnonzero(np.abs(sentence) > 0.01)
    sentence = sentence[loud[0] : loud[-1]]
    words, rest = Doubtful(), [np.concatenate([sentence, silence(1.0)])]
    listener = Listener(words, on_partial=lambda t, source: None)
    look = words.draft

    def draft(samples):
        look(samples)
        if listener._ears["browser"].turns.silence and rest:  # the rest is said while it looks
            for piece in np.split(rest.pop(), range(320, len(sentence) + RATE, 320)):
                listener.feed(piece, RATE)

    words.draft = draft
    in_sound_time(listener, np.concatenate([silence(0.3), sentence, silence(0.16)]))
    assert not rest and len(words.whole) == 1 and words.whole[0] > 2 * len(sentence) / RATE


def test_where_a_partial_takes_long_there_are_fewer_of_them(drafted):
    quick, slow = drafted(0.1)[0], drafted(1.2)[0]
    assert 1 <= len(slow.drafts) <= 0.5 * len(quick.drafts)


def test_no_partial_is_begun_in_a_silence_that_may_be_the_end(hibari):
    silences = []
    for later in np.arange(0.0, 0.4, 0.04):  # it looks every 0.4 s: wherever in the sentence that is
        words = Drafts(Clock(), 0.1)
        listener = Listener(words, on_partial=lambda t, source: None)
        words.draft = lambda samples: silences.append(listener._ears["browser"].turns.silence)
        in_sound_time(listener, np.concatenate([silence(later), spoken(hibari, "Put the ball in the bowl."), silence(1.0)]), waiting=20)
    partials = [silence for silence in silences if silence < Listener.BREATH]  # after a breath it is looked at as the end
    assert 10 <= len(partials) < len(silences) and set(partials) == {0.0}


class Judged:
    """An EndOfTurn that notes what it is asked, and takes every pause for a short one."""

    silences = Silences(0.3, 0.7, 1.7)

    def __init__(self):
        self.asked = []

    def judge(self, samples, transcript, source):
        self.asked.append(transcript.text)
        judgement = Future()
        judgement.set_result(self.silences.complete)
        return judgement


def test_a_partial_of_all_that_is_said_is_not_made_again_in_the_pause_after_it(hibari):
    sound, again = spoken(hibari, "Put the ball in the bowl."), []
    for later in np.arange(0.0, 0.4, 0.02):  # it looks every 0.4 s: now and then as the last word has ended, and there is no breath yet
        words, judged, finals, silences = Drafts(Clock(), 0.1), Judged(), [], []
        listener = Listener(words, lambda t, source: finals.append(t.text), on_partial=lambda t, source: None, end_of_turn=judged)
        look = words.draft
        words.draft = lambda samples: silences.append(listener._ears["browser"].turns.silence) or look(samples)
        in_sound_time(listener, np.concatenate([silence(later), sound, silence(1.0)]), waiting=8)
        assert finals == [f"{words.drafts[-1]:.1f}"] == judged.asked[-1:] and words.whole == []
        again.append(silences[-1] >= Listener.BREATH)
    assert any(again) and not all(again)
