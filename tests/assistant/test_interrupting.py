"""Her voice holds, goes on or is cut, by what is told of a person."""

from assistant.events import Bus, Interrupted
from assistant.interrupting import LONGEST, NOBODY, Interrupting


class Voice:
    def __init__(self):
        self.busy, self.did = True, []

    def hold(self):
        self.did.append("hold")

    def go_on(self):
        self.did.append("go on")

    def interrupt(self):
        self.did.append("cut")
        self.busy = False
        return [("I see a red cup.", "I see"), ("Shall I?", "")]


def made(wanted=lambda: True):
    voice, bus, told = Voice(), Bus(), []
    bus.subscribe(told.append)
    return voice, Interrupting(voice, bus, wanted), told


def test_somebody_who_surely_speaks_cuts_her():
    voice, interrupting, told = made()
    interrupting.person(1.0, False)
    interrupting.person(1.032, False)
    interrupting.person(1.064, True)
    interrupting.person(1.096, True)
    assert voice.did == ["hold", "cut"]
    assert [(event.text, event.said) for event in told] == [("I see a red cup.", "I see"), ("Shall I?", "")] and all(isinstance(event, Interrupted) for event in told)
    interrupting.passed(9.0)
    assert voice.did == ["hold", "cut"]


def test_after_a_cough_she_goes_on():
    voice, interrupting, told = made()
    interrupting.person(1.0, False)
    interrupting.passed(1.0 + 0.9 * NOBODY)
    assert voice.did == ["hold"]
    interrupting.passed(1.01 + NOBODY)
    assert voice.did == ["hold", "go on"] and told == []


def test_a_long_doubt_does_not_keep_her_silent():
    voice, interrupting, _ = made()
    now = 1.0
    while now < 1.0 + LONGEST + 0.2:
        interrupting.person(now, False)
        interrupting.passed(now)
        now += 0.03
    assert voice.did == ["hold", "go on"]


def test_what_is_not_for_her_does_not_touch_her_voice():
    voice, interrupting, _ = made(wanted=lambda: False)
    interrupting.person(1.0, True)
    assert voice.did == []


def test_when_she_is_silent_there_is_nothing_to_cut():
    voice, interrupting, told = made()
    voice.busy = False
    interrupting.person(1.0, False)
    interrupting.person(1.1, True)
    interrupting.passed(5.0)
    assert voice.did == [] and told == []
