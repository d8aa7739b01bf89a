"""When Vela says a word though she has no answer yet, and when she does not; on a clock of its own."""

import threading
import time

import numpy as np
import pytest

from assistant import manners as manners_module
from assistant.assembly import manners
from assistant.events import Bus, Heard, Overheard, Problem, Recovered, Remarked, Replied, Said, StepFinished, StepStarted, StopCleared, Stopped, Thinking
from assistant.interface import Reply, ReplyKind, Transcript
from assistant.manners import PATIENCE, Manners
from assistant.evaluation.stage import LANGUAGES
from assistant.speaking import Speaker, tone
from assistant.translation import interpreter

WORDS = manners()
OKAY, LATER = WORDS["heard"], WORDS["heard_while_acting"]


class Mouth:
    def __init__(self):
        self.said, self.languages, self.busy = [], [], False

    def say(self, text, language="en"):
        self.said.append(text)
        self.languages.append(language)

    def sound(self, samples, rate):
        self.said.append((len(samples), rate))


class Room:
    """Manners in a room: `goes(seconds)` lets time pass and says what was said meanwhile, with the time it was said at."""

    def __init__(self, acknowledge="words", progress=8.0, **more):
        self.now, self.bus, self.mouth = 100.0, Bus(), Mouth()
        self.remarks = []
        self.bus.subscribe(lambda event: self.remarks.append(event.text) if isinstance(event, Remarked) else None)
        self.manners = Manners(self.mouth, self.bus, WORDS, acknowledge, tone(), progress, clock=lambda: self.now, **more)

    def happens(self, *events):
        for event in events:
            self.bus.publish(event)

    def goes(self, seconds):
        began, heard = self.now, []
        while self.now < began + seconds - 1e-9:
            self.now += 0.01
            before = len(self.mouth.said)
            self.manners.look()
            heard += [(round(self.now - began, 2), what) for what in self.mouth.said[before:]]
        return heard


def heard(text="pick up the red cup", source="microphone"):
    return Heard(transcript=Transcript(text), source=source)


def said(text="Picking up the red cup."):
    return Said(text=text)


def starts(instruction="put the red cup in the blue bowl", index=0, count=1, attempt=1):
    return StepStarted(index=index, count=count, instruction=instruction, attempt=attempt)


def test_an_answer_that_takes_long_is_announced_once_within_400_ms():
    room = Room()
    room.happens(heard(), Thinking())
    ((at, words),) = room.goes(5.0)
    assert words == OKAY and 0.3 <= at <= 0.4
    assert room.remarks == [OKAY]


@pytest.mark.parametrize("answer", [said(), Replied(reply=Reply(ReplyKind.ANSWER, ""), seconds=0.2)])
def test_an_answer_that_comes_soon_is_not_announced(answer):
    room = Room()
    room.happens(heard(), Thinking())
    assert room.goes(PATIENCE - 0.02) == []
    room.happens(answer)
    assert room.goes(5.0) == []


def test_a_tone_instead_or_nothing():
    room = Room("tone")
    room.happens(heard())
    ((_, what),) = room.goes(2.0)
    assert what == (len(tone()[0]), tone()[1]) and room.remarks == []
    room = Room("none")
    room.happens(heard())
    assert room.goes(2.0) == []


def test_who_types_is_not_answered_twice():
    room = Room()
    room.happens(heard(source="typed"))
    assert room.goes(2.0) == []


def test_a_sentence_that_has_to_wait_for_the_arm_is_told_so():
    room = Room()
    room.happens(heard(), said(), starts())
    room.goes(3.0)
    room.happens(heard("and then put it in the bowl"))
    assert [words for _, words in room.goes(1.0)] == [LATER]


def test_a_stop_is_followed_by_no_word_until_it_is_cleared():
    room = Room()
    room.happens(heard(), said(), starts())
    room.goes(5.0)
    room.happens(heard("hello"))
    room.happens(Stopped(source="voice"), said("Stopped."), heard("stop"))
    assert room.goes(60.0) == []
    room.happens(heard("what do you see"))
    assert room.goes(5.0) == []
    room.happens(StopCleared(), said("The stop is cleared."))
    room.goes(5.0)
    room.happens(heard("what do you see"))
    assert [words for _, words in room.goes(1.0)] == [OKAY]


def test_nothing_is_said_while_a_person_or_she_talks():
    room = Room()
    room.happens(heard("pick up"), Overheard(text="the red", source="microphone"))
    assert room.goes(1.0) == []
    room = Room()
    room.happens(heard())
    room.mouth.busy = True
    assert room.goes(1.0) == []
    room = Room()
    room.happens(starts())
    for _ in range(40):  # somebody tells a long story
        room.happens(Overheard(text="and then", source="browser"))
        assert room.goes(0.5) == []
    room.happens(Overheard(text="", source="browser"))
    assert [words for _, words in room.goes(8.5)] == ["I am putting the red cup in the blue bowl."]


def test_a_sentence_that_never_ends_does_not_silence_her_for_good():
    room = Room()
    room.happens(starts(), Overheard(text="and then", source="browser"))
    assert len(room.goes(12.0)) == 1


def test_progress_in_a_long_action_once_a_period_and_never_the_same_twice():
    room = Room(progress=8.0)
    room.happens(heard(), said("Putting the red cup in the blue bowl."), starts())
    told = room.goes(40.0)
    assert [words for _, words in told] == ["I am putting the red cup in the blue bowl.", *(2 * WORDS["still"])[:3]]
    times = [0.0, *(at for at, _ in told)]
    assert all(later - earlier >= 8.0 for earlier, later in zip(times, times[1:]))
    assert room.remarks == [words for _, words in told]
    room.happens(StepFinished(index=0, instruction="", succeeded=True, reason="", seconds=40.0))
    assert room.goes(60.0) == []


def test_a_sequence_is_one_long_action():
    room = Room(progress=8.0)
    room.happens(said("Both cups, then."), starts("pick up the red cup", 0, 2))
    room.goes(5.0)
    room.happens(StepFinished(index=0, instruction="", succeeded=True, reason="", seconds=5.0), starts("put the red cup in the bowl", 1, 2))
    assert [words for _, words in room.goes(6.0)] == ["I am putting the red cup in the bowl."]


def test_another_attempt_is_told_as_one():
    room = Room(progress=8.0)
    room.happens(starts("pick up the red cup"))
    assert [words for _, words in room.goes(9.0)] == ["I am picking up the red cup."]
    room.happens(starts("pick up the red cup", attempt=2))
    assert [words for _, words in room.goes(12.0)] == [WORDS["trying_again"]]


def test_a_step_in_words_that_are_not_known_is_not_made_up():
    room = Room()
    room.happens(starts("Swing to the left"))
    assert [words for _, words in room.goes(9.0)] == [WORDS["still"][0]]


def test_a_short_action_and_progress_switched_off():
    room = Room()
    room.happens(said(), starts())
    assert room.goes(7.9) == []
    room.happens(StepFinished(index=0, instruction="", succeeded=True, reason="", seconds=7.9), said("I have it."))
    assert room.goes(30.0) == []
    room = Room(progress=0.0)
    room.happens(starts())
    assert room.goes(100.0) == []


def test_missing_words_are_named():
    with pytest.raises(ValueError, match="trying_again"):
        Manners(Mouth(), Bus(), {key: value for key, value in WORDS.items() if key != "trying_again"}, "words", tone(), 8.0)


def test_with_a_real_speaker_and_a_real_clock():
    class Voice:
        def synthesize(self, text):
            return np.full(1600, 0.1, np.float32), 16_000

    class Sink:
        def __init__(self):
            self.began = threading.Event()

        def play(self, samples, rate, cut):
            self.at = time.monotonic()
            self.began.set()

    sink, bus = Sink(), Bus()
    speaker = Speaker(Voice(), sink)
    polite = Manners(speaker, bus, WORDS, "words", tone(), 8.0)
    polite.start()
    began = time.monotonic()
    bus.publish(heard())
    assert sink.began.wait(10.0) and sink.at - began >= PATIENCE
    polite.close()
    speaker.close()


def test_a_voice_that_fails_is_told_once_and_she_speaks_again_when_it_works(monkeypatch):
    class Hoarse(Mouth):
        works = False

        def say(self, text, language="en"):
            if not self.works:
                raise RuntimeError("no voice")
            super().say(text, language)

    monkeypatch.setattr(manners_module, "AGAIN", 0.01)
    bus, mouth, told, failed, recovered = Bus(), Hoarse(), [], threading.Event(), threading.Event()
    bus.subscribe(lambda event: told.append(event) if isinstance(event, (Problem, Recovered)) else None)
    bus.subscribe(lambda event: {Problem: failed, Recovered: recovered}[type(event)].set() if type(event) in (Problem, Recovered) else None)
    polite = Manners(mouth, bus, WORDS, "words", tone(), 0.05)
    polite._spoke = lambda text, now: None  # so that there is always something due
    polite.start()
    bus.publish(starts())
    assert failed.wait(10.0)
    time.sleep(0.1)  # it fails again and again
    mouth.works = True
    assert recovered.wait(10.0)
    polite.close()
    assert [type(event) for event in told] == [Problem, Recovered] and "no voice" in told[0].text and mouth.said


@pytest.mark.parametrize("kind", ["words", "tone"])
def test_the_speaker_plays_a_sound_as_it_plays_words(kind):
    class Voice:
        def synthesize(self, text):
            return np.full(1600, 0.1, np.float32), 16_000

    handed = []
    speaker = Speaker(Voice(), on_audio=lambda wav, text: handed.append((text, wav[:4])))
    speaker.sound(*tone()) if kind == "tone" else speaker.say("Okay.")
    assert speaker.wait(10.0)
    speaker.close()
    assert handed == [("" if kind == "tone" else "Okay.", b"RIFF")]
    samples, rate = tone()
    assert samples.dtype == np.float32 and abs(samples[0]) < 1e-3 and 0.05 < np.abs(samples).max() < 0.3 and len(samples) / rate < 0.4


def test_who_speaks_another_language_is_answered_in_it():
    """What has no words in that language is still said to go on."""
    german = interpreter(LANGUAGES)
    german.language = "de"
    room = Room(worded=german.worded)
    room.happens(heard())
    assert [said for _, said in room.goes(1.0)] == ["Okay."]
    room.happens(said(), StepStarted(index=0, count=1, instruction="put the red cup in the blue bowl", attempt=1))
    assert "Ich stelle die rote Tasse in die blaue Schüssel." in [said for _, said in room.goes(12.0)]
    room.happens(StepStarted(index=0, count=1, instruction="put the red teapot in the sea", attempt=1))
    assert [said for _, said in room.goes(12.0)][-1:] == ["Ich bin noch dabei."]
    assert set(room.mouth.languages) == {"de"} and "Okay." in room.remarks
