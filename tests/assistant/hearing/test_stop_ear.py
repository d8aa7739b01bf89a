"""The ear for "stop": when it looks, what it tells, and, with the bundled network, what it takes for a stop. Time is that of the sound."""

import threading

import numpy as np
import pytest
import soxr

from assistant.hearing import StopEar, StopSpotter, WeightsError
from assistant.hearing.speech import RATE
from assistant.hearing.stop_check import AFTER, BEFORE
from assistant.hearing.stop_ear import AGAIN, HOP, REST, Judge, Verdict
from assistant.hearing.stop_spotter import FRAMES, NETWORK, WINDOW, Spotted, log_mel, spectrum
from tests.assistant.hearing.conftest import no_speech, silence, spoken


class Ear:
    """A StopEar that is fed in the test's thread. spotter: (sound) -> Spotted."""

    def __init__(self, spotter, acting=False):
        self.told, self.looks = [], []
        self._spotter = spotter
        self.ear = StopEar(lambda: spotter, lambda: acting, lambda at, alone, source: self.told.append((at, alone, source)) or True)

    def hear(self, sound, rate=RATE, source="microphone", piece=0.032):
        def look(window):
            self.looks.append(window)
            return self._spotter(window)

        for begin in range(0, len(sound), round(piece * rate)):
            self.ear.take(look, sound[begin : begin + round(piece * rate)], rate, source)


@pytest.fixture(scope="module")
def spotter():
    try:
        return StopSpotter()
    except WeightsError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def sentence(hibari):
    return spoken(hibari, "Pick up the red cup.")


def test_it_looks_only_while_somebody_may_be_speaking(sentence):
    ear = Ear(lambda window: Spotted(0.0, 0.0))
    ear.hear(silence(3.0))
    assert ear.looks == []
    ear.hear(np.concatenate([sentence, silence(4.0)]))
    assert 0.8 * len(sentence) / RATE / HOP <= len(ear.looks) <= (len(sentence) / RATE + 1.2) / HOP
    assert all(window.shape == (WINDOW,) for window in ear.looks) and ear.told == []


def test_the_newest_sound_is_last_at_any_rate_and_in_any_pieces(sentence):
    loudest = int(np.argmax(np.abs(sentence)))
    for rate, piece in ((RATE, 0.25), (48_000, 0.01)):
        ear = Ear(lambda window: Spotted(0.0, 0.0))
        ear.hear(soxr.resample(sentence, RATE, rate) if rate != RATE else sentence, rate, piece=piece)
        ends = [loudest + WINDOW - 1 - int(np.argmax(np.abs(window))) for window in ear.looks if np.abs(window).max() > 0.98 * np.abs(sentence).max()]
        assert ends and all(abs(b - a - HOP * RATE) < 40 for a, b in zip(ends, ends[1:]))
        assert all(abs(end - round(end / (HOP * RATE)) * HOP * RATE) < 40 for end in ends)


@pytest.mark.parametrize(("spotted", "acting", "told"), [
    (Spotted(word=0.99, alone=0.01), False, []), (Spotted(word=0.99, alone=0.01), True, [False]), (Spotted(word=0.01, alone=0.99), False, [True]), (Spotted(word=0.01, alone=0.99), True, [True]), (Spotted(word=0.1, alone=0.1), True, []),
])
def test_at_rest_a_stop_stands_alone_and_while_she_acts_a_word_is_enough(sentence, spotted, acting, told):
    ear = Ear(lambda window: spotted, acting)
    ear.hear(sentence[: round(1.2 * RATE)])
    assert [alone for _, alone, _ in ear.told] == told


def test_one_word_is_told_once_and_each_source_for_itself(sentence):
    ear = Ear(lambda window: Spotted(0.99, 0.99))
    ear.hear(sentence[: RATE])
    ear.hear(sentence[: RATE], source="browser")
    assert [source for _, _, source in ear.told] == ["microphone", "browser"]
    ear.hear(np.tile(sentence, 2))
    again = [at for at, _, source in ear.told if source == "microphone"]
    assert len(again) > 1 and min(np.diff(again)) >= REST


def test_its_time_is_the_sources_own_though_it_began_to_look_later(sentence):
    """The listener times the words of the same stop from the source's first sample on."""
    told, heard = [], threading.Event()
    ear = StopEar(lambda: lambda window: Spotted(0.0, 0.99), lambda: False, lambda at, alone, source: (told.append(at), heard.set()) != ())
    ear.feed(silence(5.0), RATE, "microphone")
    ear.start()
    for begin in range(0, len(sentence), 1600):
        ear.feed(sentence[begin : begin + 1600], RATE, "microphone")
    assert heard.wait(10.0)
    ear.close()
    assert 5.0 < told[0] < 5.0 + len(sentence) / RATE


@pytest.mark.parametrize("error", [WeightsError("The ear is not there."), RuntimeError("no memory")])
def test_without_its_weights_it_says_so_once_and_in_the_log_and_hearing_goes_on(sentence, error, caplog):
    def missing():
        raise error

    problems = []
    ear = StopEar(missing, lambda: False, lambda *told: pytest.fail("nothing can be spotted"), problems.append)
    ear.start()
    ear._thread.join(5.0)
    ear.feed(sentence, RATE, "microphone")
    ear.close()
    assert len(problems) == 1 and str(error) in problems[0]
    assert "The ear" in caplog.text or "the ear" in caplog.text  # who reads no panel sees it in the terminal


def test_a_look_that_fails_does_not_make_it_deaf(sentence):
    def make():
        answers = iter([RuntimeError("out of memory")])

        def spotter(window):
            for error in answers:
                raise error
            return Spotted(0.0, 0.99)

        return spotter

    told = []
    ear = StopEar(make, lambda: False, lambda at, alone, source: told.append(source))
    ear.start()
    for begin in range(0, len(sentence), 1600):
        ear.feed((sentence[begin : begin + 1600] * 32767).astype(np.int16), RATE, "browser")
    ear._queue.put(None)
    ear._thread.join(10.0)
    assert "browser" in told


def test_a_damaged_network_is_one_sentence(tmp_path):
    (tmp_path / "cut.onnx").write_bytes(NETWORK.read_bytes()[:100_000])
    (tmp_path / "pointer.onnx").write_bytes(b"version https://git-lfs")
    for name in ("cut.onnx", "pointer.onnx", "none.onnx"):
        with pytest.raises(WeightsError, match="git checkout"):
            StopSpotter(tmp_path / name)


def test_its_spectrum_is_the_one_whisper_was_trained_on(sentence):
    from faster_whisper.feature_extractor import FeatureExtractor

    # Whisper's frames begin 200 samples before the sound: its third one begins at sample 120
    ours, whispers = log_mel(sentence[120 : 120 + WINDOW]), FeatureExtractor()(sentence)[:, 2 : 2 + FRAMES]
    loudest = 4.0 * whispers.max() - 4.0
    np.testing.assert_allclose((np.maximum(ours, loudest - 8.0) + 4.0) / 4.0, np.maximum(whispers, (loudest - 4.0) / 4.0), atol=0.002)
    assert spectrum(sentence[120 : 120 + WINDOW]).max() == pytest.approx(whispers.max(), abs=0.002)


@pytest.mark.parametrize("text", ["Stop!", "Halt!", "Freeze!", "Don't move!", "Stop it!", "Vela, stop!"])
def test_a_stop_is_heard_within_a_third_of_a_second(spotter, hibari, text):
    sound = spoken(hibari, text)  # 0.3 s of silence after it
    ear = Ear(spotter)
    ear.hear(np.concatenate([silence(1.0), sound, silence(0.1)]))
    assert [alone for _, alone, _ in ear.told] == [True]


@pytest.mark.parametrize("text", ["Pick up the red cup.", "Start!", "Put the ball on top of the box.", "I am picking up the green cube.", "Don't worry.", "Where is the bus stop?", "The shop is hot.", "Three, please."])
def test_other_words_are_no_stop(spotter, hibari, text):
    ear = Ear(spotter)
    ear.hear(np.concatenate([silence(1.0), spoken(hibari, text), silence(0.5)]))
    assert ear.looks and ear.told == []


@pytest.mark.parametrize("name", no_speech())
def test_noise_is_no_stop(spotter, name):
    ear = Ear(spotter, acting=True)
    ear.hear(no_speech()[name])
    assert ear.told == []


class Check:
    """A StopCheck that only keeps what it is asked."""

    ready = True

    def __init__(self):
        self.suspected, self.listened = [], []

    def suspect(self, suspicion):
        self.suspected.append(suspicion)

    def listen(self, suspicion, sound):
        self.listened.append((suspicion, sound))


def test_where_it_is_not_sure_somebody_else_is_asked_with_the_sound_around_it(sentence):
    ear, check = Ear(lambda window: Spotted(0.0, 0.8)), Check()
    ear.ear._check = check
    ear.hear(np.concatenate([silence(3.0), sentence, silence(1.0)]))
    assert ear.told == [] and check.suspected and check.suspected == [suspicion for suspicion, _ in check.listened]
    first, sound = check.listened[0]
    assert not first.alone and not first.acting and first.source == "microphone"
    assert abs(len(sound) / RATE - BEFORE - AFTER) < 0.05
    assert np.allclose(sound, np.concatenate([silence(3.0), sentence, silence(1.0)])[: round((first.at + AFTER) * RATE) + 800][-len(sound) :], atol=1.0)
    assert all(b.at - a.at >= AGAIN for a, b in zip(check.suspected, check.suspected[1:]))


@pytest.mark.parametrize(("speaking", "acting", "asked"), [(True, False, True), (False, False, False), (True, True, False)])
def test_at_rest_and_over_her_own_voice_less_is_enough_to_ask(sentence, speaking, acting, asked):
    ear, check = Ear(lambda window: Spotted(0.0, 0.45), acting), Check()
    ear.ear._check, ear.ear._speaking = check, lambda: speaking
    ear.hear(sentence[: RATE])
    assert bool(check.suspected) is asked and ear.told == []


def test_her_voice_is_over_her_a_while_after_it_was_cut(sentence):
    ear, check = Ear(lambda window: Spotted(0.0, 0.45)), Check()
    ear.ear._check, ear.ear._speaking = check, lambda: True
    ear.hear(silence(0.5))
    ear.ear._speaking = lambda: False  # the person has begun, and she is silent
    ear.hear(sentence[: RATE])
    assert check.suspected
    ear.hear(silence(3.0))
    before = len(check.suspected)
    ear.hear(sentence[: RATE])
    assert len(check.suspected) == before


def test_what_it_is_sure_of_needs_nobody_else(sentence):
    ear, check = Ear(lambda window: Spotted(0.0, 0.99)), Check()
    ear.ear._check = check
    ear.hear(sentence[: RATE])
    assert [alone for _, alone, _ in ear.told] == [True] and check.suspected == []


def test_nobody_is_asked_who_is_not_there_yet(sentence):
    ear, check = Ear(lambda window: Spotted(0.0, 0.9)), Check()
    check.ready, ear.ear._check = False, check
    ear.hear(sentence[: RATE])
    assert len(ear.told) == 1 and check.suspected == []


def test_in_a_room_that_is_doubtful_all_the_time_the_arm_does_not_wait_for_ever():
    judge, doubtful = Judge(), Spotted(0.8, 0.8)
    verdicts = {at: judge.take(at, doubtful, True, True) for at in np.arange(0.0, 60.0, 0.08)}
    suspected = [at for at, verdict in verdicts.items() if verdict is Verdict.SUSPECTED]
    assert 3 * 5 <= len(suspected) <= 3 * 6 and Verdict.STOP not in verdicts.values()
    assert judge.take(60.0, Spotted(0.99, 0.0), True, True) is Verdict.STOP  # what it is sure of counts all the same


def test_once_nobody_may_be_asked_any_more_it_decides_alone():
    judge = Judge()
    assert [judge.take(at, Spotted(0.8, 0.8), True, True) for at in (0.0, 1.0, 2.0)] == [Verdict.SUSPECTED] * 3
    assert judge.take(3.0, Spotted(0.8, 0.8), True, True) is Verdict.NO
    assert judge.take(3.1, Spotted(0.92, 0.5), True, True) is Verdict.STOP and judge.take(3.2, Spotted(0.2, 0.9), False, True) is not Verdict.NO


def test_what_was_no_stop_does_not_make_it_rest(sentence):
    ear = Ear(lambda window: Spotted(0.99, 0.99))
    ear.ear._on_stop = lambda at, alone, source: ear.told.append(at)  # None: it was her own word
    ear.hear(sentence[: RATE])
    assert len(ear.told) > 3 and max(np.diff(ear.told)) < 2 * HOP


def test_a_recording_that_comes_all_at_once_does_not_crowd_out_what_is_live():
    begun, go_on, seen = threading.Event(), threading.Event(), []

    def make():
        begun.set()
        go_on.wait(10.0)
        return lambda window: Spotted(0.0, 0.0)

    ear = StopEar(make, lambda: False, lambda *told: True)
    ear.take = lambda spotter, samples, rate, source: seen.append(source)
    ear.start()
    assert begun.wait(10.0)
    for _ in range(2 * ear.BACKLOG):
        ear.feed(silence(0.1), RATE, "page")
    ear.feed(silence(0.1), RATE, "microphone")
    go_on.set()
    deadline = threading.Event()
    while "microphone" not in seen and not deadline.wait(0.01):
        pass
    ear.close()
    assert seen.count("page") == ear.BACKLOG and seen[-1] == "microphone"


def test_what_was_suspected_over_her_own_voice_does_not_keep_a_moving_arm_from_waiting():
    judge = Judge()
    at_rest = [judge.take(at, Spotted(0.0, 0.4), False, True, over=True) for at in (0.0, 1.0, 2.0, 3.0)]
    assert at_rest == [Verdict.SUSPECTED] * 3 + [Verdict.NO]
    assert judge.take(3.5, Spotted(0.8, 0.0), True, True) is Verdict.SUSPECTED


def test_what_is_suspected_when_the_device_is_exchanged_is_judged_by_no_other_sound(sentence):
    ear, check = Ear(lambda window: Spotted(0.0, 0.8)), Check()
    ear.ear._check = check
    for begin in range(0, len(sentence), 512):
        if check.suspected:
            break
        ear.hear(sentence[begin : begin + 512])
    ear.hear(silence(2.0), 48_000)
    assert len(check.suspected) == 1 and check.listened == []  # the check has patience, and then takes it for a stop if the arm moved
