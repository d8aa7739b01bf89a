"""The second opinion on what sounds like a stop: what it makes of words, and that it is a stop wherever that cannot be found out."""

import threading

import numpy as np
import pytest

from assistant.hearing import StopCheck, Transcriber, WeightsError
from assistant.hearing import stop_check
from assistant.hearing.speech import RATE
from assistant.hearing.stop_check import BEFORE, EXPECTED, Suspicion
from assistant.hearing.transcriber import Guess
from assistant.stop_words import is_stop
from tests.assistant.hearing.conftest import silence, spoken

SOMETHING = np.zeros(RATE, np.float32)


def guess(text, log_probability, no_speech=0.05):
    return Guess(text, log_probability, no_speech)


class Then:
    """What was done about it, in order."""

    def __init__(self):
        self.told, self.over = [], threading.Event()

    def suspect(self, at, alone, source):
        self.told.append(("suspect", source))

    def stop(self, at, alone, source):
        self.told.append(("stop", at, alone, source))
        return True

    def dismiss(self, at, source):
        self.told.append(("dismiss", source))
        self.over.set()


class Ears:
    def __init__(self, *guesses):
        self._guesses = guesses

    def guesses(self, samples):
        if isinstance(self._guesses[0], Exception):
            raise self._guesses[0]
        return self._guesses


def came_of_it(hears, acting=True, sound=SOMETHING):
    then = Then()
    check = StopCheck(lambda: hears, then, is_stop)
    check.start()
    suspicion = Suspicion(2.0, False, "microphone", acting)
    check.suspect(suspicion)
    if sound is not None:
        check.listen(suspicion, sound)
    assert then.over.wait(10.0)
    check.close()
    assert then.told[0] == ("suspect", "microphone") and then.told[-1] == ("dismiss", "microphone")
    return then.told[1:-1] == [("stop", 2.0, False, "microphone")]


@pytest.mark.parametrize(("expecting", "plain", "acting", "stop"), [
    (("Stop.", -0.2), ("Star", -1.3), False, True),  # one short word, which only who expects it makes out
    (("Stop it.", -0.4), ("Stop it.", -0.5), False, True),
    (("Can you pass me the salt?", -0.2), ("Can you pass me the salt?", -0.2), True, False),
    (("Stop.", -1.3), ("It was slow but we caught up", -0.9), True, False),  # a sentence
    (("Stop.", -0.9), ("Okay.", -0.3), True, False),  # likelier something else
    (("Stop.", -3.0), ("", -4.0), True, False),  # nothing at all
    (("Stop it.", -0.9, 0.35), ("Yeah", -2.2), True, False),  # noise
    (("Freeze. The board.", -0.5), ("the board", -1.0), True, False),  # put before what was said
    (("Stop moving.", -0.3), ("Start moving.", -0.3), True, True),
    (("Don't move.", -0.4), ("Don't", -1.0), False, True),
    (("He could not stop.", -0.1), ("He could not stop.", -0.1), False, False),  # at rest a stop stands alone
    (("He could not stop.", -0.1), ("He could not stop.", -0.1), True, True),
])
def test_it_weighs_what_is_expected_against_what_is_heard(expecting, plain, acting, stop):
    assert came_of_it(Ears(guess(*expecting), guess(*plain)), acting) == stop


def test_where_it_cannot_be_found_out_it_was_a_stop():
    assert came_of_it(Ears(RuntimeError("no memory")))


@pytest.mark.parametrize("acting", [True, False])
def test_when_the_sound_breaks_off_it_was_one_if_the_arm_moved(acting, monkeypatch):
    monkeypatch.setattr(stop_check, "PATIENCE", 0.05)
    assert came_of_it(Ears(guess("Stop.", -0.1), guess("Stop.", -0.1)), acting, None) == acting


class Fails(Then):
    """With the first of them."""

    def __init__(self):
        super().__init__()
        self.failed = threading.Event()

    def stop(self, at, alone, source):
        if at == 0.0:
            self.failed.set()
            raise RuntimeError("no dialogue")
        super().stop(at, alone, source)


def test_what_goes_wrong_once_does_not_end_it():
    then = Fails()
    check = StopCheck(lambda: Ears(guess("Stop.", -0.1), guess("Stop.", -0.1)), then, is_stop)
    check.start()
    for suspicion in (Suspicion(0.0, True, "microphone", True), Suspicion(1.0, True, "microphone", True)):
        check.suspect(suspicion)
        check.listen(suspicion, SOMETHING)
    assert then.over.wait(10.0)
    check.close()
    assert then.told[-2:] == [("stop", 1.0, True, "microphone"), ("dismiss", "microphone")]


def test_nor_does_what_goes_wrong_where_the_sound_broke_off(monkeypatch, caplog):
    monkeypatch.setattr(stop_check, "PATIENCE", 0.05)
    then = Fails()
    check = StopCheck(lambda: Ears(guess("Stop.", -0.1), guess("Stop.", -0.1)), then, is_stop)
    check.start()
    check.suspect(Suspicion(0.0, True, "microphone", True))
    assert then.failed.wait(10.0)
    check.suspect(Suspicion(1.0, True, "microphone", True))
    assert then.over.wait(10.0)
    check.close()
    assert then.told[-2:] == [("stop", 1.0, True, "microphone"), ("dismiss", "microphone")]
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("error", [WeightsError("They are not there."), RuntimeError("no memory")])
def test_without_weights_nothing_is_suspected(error):
    def missing():
        raise error

    check = StopCheck(missing, Then(), is_stop)
    check.start()
    check._worker.thread.join(5.0)
    assert not check.ready
    check.close()


@pytest.mark.parametrize(("text", "stop"), [("Stop!", True), ("Freeze!", True), ("Halt!", True), ("Pass me the salt, please.", False), ("Put it on top of the block.", False)])
def test_with_whisper(hibari, text, stop):
    try:
        hears = Transcriber(hotwords=EXPECTED, threads=1)
    except WeightsError as reason:
        pytest.skip(str(reason))
    sound = np.concatenate([silence(BEFORE), spoken(hibari, text)])
    assert came_of_it(hears, True, sound[-round((BEFORE + 0.3) * RATE) :]) == stop
