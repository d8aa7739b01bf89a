"""Who is heard in which of the three ways; time is that of the sound, so nothing here waits for anything."""

import threading

import numpy as np
import pytest

from assistant.events import Bus, Called, Heard, HearingChanged, Problem, Replied, Said, StopCleared, Stopped
from assistant.hearing import Listener, Modes, TurnDetector
from assistant.hearing import modes as modes_module
from assistant.hearing.speech import RATE
from assistant.interface import Reply, ReplyKind, Transcript
from tests.assistant.hearing.conftest import silence, spoken
from tests.assistant.hearing.ways_in import Ears, Mind


def test_what_the_pages_and_the_machines_microphone_both_hear_is_done_once(stage):
    one = stage("open")
    one.say("Pick up the red cup.")
    one.say("Pick up the bread cup", source="browser")
    one.say("Put it in the bowl.", source="browser")
    one.say("Stop!", source="browser")
    one.say("Stop!")
    one.say("Stop!")
    assert one.mind.heard == ["Pick up the red cup.", "Put it in the bowl.", "Stop!", "Stop!", "Stop!"]
    one.say("Wave.")
    one.say("Wave.")  # twice by one microphone is said twice
    assert one.mind.heard[-2:] == ["Wave.", "Wave."]


def test_what_the_other_microphone_hears_later_is_said_again(stage, monkeypatch):
    one, now = stage("open"), [100.0]
    monkeypatch.setattr(modes_module.time, "monotonic", lambda: now[0])
    one.say("Wave.")
    now[0] += 5.0
    one.say("Wave.", source="browser")
    assert one.mind.heard == ["Wave.", "Wave."]


def test_what_she_says_of_what_she_is_doing_opens_nothing(stage):
    one = stage("wake")
    one.bus.publish(Said(text="Picking up the cup."))
    one.speaking = True
    one.pass_time(1.0)
    one.speaking = False
    one.pass_time(7.0)
    assert one.state == "waiting for the wake word"
    one.speaking = True  # a remark, which is not Said
    one.pass_time(1.0)
    assert one.state == "waiting for the wake word"


def test_an_open_microphone_hears_everything(stage):
    scene = stage("open")
    scene.modes.overhear(Transcript("Pick up"), "microphone")
    scene.say("Pick up the red cup.")
    assert scene.mind.shown == ["Pick up"] and scene.mind.heard == ["Pick up the red cup."] and scene.state == "listening"


def test_without_the_wake_word_nothing_is_shown_or_heard(stage):
    scene = stage("wake")
    scene.modes.overhear(Transcript("Pick up", start=0.5, end=1.0), "microphone")
    scene.say("Pick up the red cup.")
    assert scene.mind.shown == [] and scene.mind.heard == [] and scene.state == "waiting for the wake word"


def test_the_wake_word_and_the_command_in_one_breath(stage):
    scene = stage("wake")
    scene.call()
    scene.pass_time(1.5)
    scene.modes.overhear(Transcript("Hey Jarvis, pick up", start=0.5, end=scene.now), "microphone")
    scene.say("Hey Jarvis, pick up the red cup.", seconds=2.1)
    assert scene.mind.shown == ["Pick up"] and scene.mind.heard == ["Pick up the red cup."] and scene.state == "listening"
    assert [event.source for event in scene.events if isinstance(event, Called)] == ["microphone"]


def test_the_wake_word_then_a_pause_then_the_command(stage):
    scene = stage("wake")
    scene.call()
    scene.say("Hey Jarvis.")
    assert scene.mind.heard == [] and scene.state == "listening"
    scene.after(4.0, "Pick up the red cup.")
    assert scene.mind.heard == ["Pick up the red cup."]


def test_the_patience_after_the_wake_word_ends(stage):
    scene = stage("wake")
    scene.call()
    scene.say("Hey Jarvis.")
    scene.after(6.5, "Pick up the red cup.")
    assert scene.mind.heard == [] and scene.state == "waiting for the wake word"
    states = [event.state for event in scene.events if isinstance(event, HearingChanged)]
    assert states == ["waiting for the wake word", "listening", "waiting for the wake word"]


def test_a_sentence_that_began_in_time_may_end_later(stage):
    scene = stage("wake")
    scene.call()
    scene.pass_time(8.0)
    scene.say("Pick up the red cup and put it in the bowl.", seconds=4.0)
    assert len(scene.mind.heard) == 1


@pytest.mark.parametrize("kind, text, seconds, answered", [
    (ReplyKind.ANSWER, "I see a cup.", 5.0, True), (ReplyKind.ANSWER, "I see a cup.", 8.0, False),
    (ReplyKind.ASK, "Tell me which cup.", 11.0, True), (ReplyKind.ANSWER, "Did you mean the cup?", 11.0, True), (ReplyKind.ASK, "Which cup?", 14.0, False),
])
def test_after_a_reply_no_wake_word_is_needed_for_a_while(stage, kind, text, seconds, answered):
    scene = stage("wake")
    scene.bus.publish(Heard(transcript=Transcript("cup"), source="typed"))
    scene.bus.publish(Replied(reply=Reply(kind, text), seconds=0.1))
    scene.bus.publish(Said(text=text))
    scene.after(seconds, "The red one.")
    assert scene.mind.heard == (["The red one."] if answered else [])


def test_the_patience_begins_when_the_voice_has_ended(stage):
    scene = stage("wake")
    scene.bus.publish(Said(text="I see."))
    scene.speaking = True
    scene.pass_time(20.0)
    scene.speaking = False
    scene.after(5.0, "The red one.")
    scene.after(2.0, "The blue one.")
    assert scene.mind.heard == ["The red one."]


def test_what_is_said_of_a_stop_invites_no_command(stage):
    scene = stage("wake")
    scene.bus.publish(Said(text="Picking it up."))
    scene.bus.publish(Stopped(source="voice"))
    scene.bus.publish(Said(text="Stopped."))
    scene.speaking = True
    scene.after(1.0, "Pick up the red cup.")
    assert scene.mind.heard == []
    scene.bus.publish(StopCleared())
    scene.bus.publish(Said(text="I can move again."))
    scene.after(1.0, "Pick up the red cup.")
    assert scene.mind.heard == ["Pick up the red cup."]


@pytest.mark.parametrize("mode", ["open", "wake", "push"])
def test_a_stop_needs_no_permission(stage, mode):
    scene = stage(mode)
    scene.modes.overhear(Transcript("Stop"), "microphone")
    scene.say("Stop!")
    assert scene.mind.shown == ["Stop"] and scene.mind.heard == ["Stop!"]


def test_a_stop_that_was_made_out_in_passing_is_no_stop_yet(stage):
    scene = stage("wake")
    scene.modes.overhear(Transcript("Stop", provisional=True), "microphone")
    assert scene.mind.shown == []


def test_a_stop_in_a_part_that_was_none_in_the_end_is_taken_back(stage):
    scene = stage("wake")
    scene.modes.overhear(Transcript("Stop"), "microphone")
    scene.say("Stopwatches are cheap.")
    assert scene.mind.shown == ["Stop", None] and scene.mind.heard == []


def test_another_device_begins_its_time_anew(stage):
    scene = stage("wake")
    scene.call()
    scene.now = 0.0
    scene.pass_time(0.5)
    scene.say("Pick up the red cup.", seconds=0.3)
    assert scene.mind.heard == [] and scene.state == "waiting for the wake word"


def test_talk_held_makes_one_turn_final_at_its_release(stage):
    scene = stage("push")
    scene.say("This is for somebody else.")
    assert scene.state == "push to talk"
    scene.modes.talk(True)
    assert scene.state == "listening"
    scene.after(1.0, "Pick up the red cup")
    scene.pass_time(2.0)
    scene.modes.overhear(Transcript("and put it"), "microphone")
    scene.after(0.5, "and put it in the bowl.")
    assert scene.mind.heard == [] and scene.mind.shown == ["Pick up the red cup and put it"]
    scene.modes.talk(False)
    scene.say("Thank you.")
    assert scene.mind.heard == ["Pick up the red cup and put it in the bowl."] and scene.state == "push to talk"


def test_of_two_microphones_the_one_that_heard_more_is_taken(stage):
    scene = stage("push")
    scene.modes.talk(True)
    scene.say("the red", seconds=0.5, source="microphone")
    scene.say("Pick up the red cup.", seconds=1.0, source="browser")
    scene.modes.talk(False)
    scene.modes.talk(False)  # a release too many is nothing
    assert scene.mind.heard == ["Pick up the red cup."]


def test_a_lost_release_ends_by_itself(stage):
    scene = stage("push")
    scene.modes.talk(True)
    scene.after(1.0, "Pick up the red cup.")
    scene.pass_time(28.8)
    assert scene.mind.heard == []
    scene.pass_time(0.4)
    assert scene.mind.heard == ["Pick up the red cup."] and scene.state == "push to talk"


def test_a_stop_while_talk_is_held_does_not_wait_for_the_release(stage):
    scene = stage("push")
    scene.modes.talk(True)
    scene.say("Pick up the red cup.")
    scene.say("Stop!")
    assert scene.mind.heard == ["Stop!"]
    scene.modes.talk(False)
    assert scene.mind.heard == ["Stop!"]


def test_another_way_in_forgets_what_was_held(stage):
    scene = stage("push")
    scene.modes.talk(True)
    scene.say("Pick up the red cup.")
    scene.modes.choose("wake", "alexa")
    scene.modes.talk(False)
    assert scene.mind.heard == []  # changing the way in is no release
    assert scene.modes.state()["wake_word"] == "alexa" and scene.modes.state()["wake_words"]["alexa"] == "Alexa"


def test_a_mute_closes_the_device_and_takes_no_sound_from_anywhere(stage):
    scene = stage("open")
    scene.modes.mute(True)
    scene.modes.feed(silence(0.1), RATE, "browser")
    scene.say("Said before the mute, heard after it.")
    scene.modes.talk(True)
    assert not scene.device.open and scene.ears.fed == [] and scene.mind.heard == [] and scene.state == "muted"
    scene.modes.mute(False)
    scene.modes.feed(silence(0.1), RATE, "browser")
    scene.say("Pick up the red cup.")
    assert scene.device.open and scene.ears.fed == ["browser"] and scene.mind.heard == ["Pick up the red cup."] and scene.state == "listening"


def test_what_was_said_before_a_mute_is_not_heard_after_it(stage):
    """A listener that lags behind."""
    scene, waiting = stage("open"), []
    scene.ears.end_turns = waiting.append
    scene.modes.mute(True)
    scene.modes.mute(False)
    scene.say("Said before the mute.")
    for then in waiting:
        then()
    scene.say("Said after it.")
    assert scene.mind.heard == ["Said after it."]


def test_a_microphone_that_is_gone_after_the_mute_is_a_problem_not_an_end(stage):
    scene = stage("open")
    scene.modes.mute(True)
    scene.device.gone = True
    scene.modes.mute(False)
    assert [event.text for event in scene.events if isinstance(event, Problem)] == ["No microphone was found; type."]
    assert scene.state == "listening"  # the panel's microphone


def test_a_way_in_that_does_not_exist(stage):
    with pytest.raises(ValueError, match="open, wake, push"):
        stage("open").modes.choose("shout")
    with pytest.raises(ValueError, match="hey_jarvis"):
        stage("open").modes.choose("wake", "hey_you")


def test_from_sound_to_sentence(transcriber, hibari):
    """The listener's own thread, the real wake word, the real Whisper; then the same with Talk."""
    mind, bus = Mind(), Bus()
    modes = Modes(mind, bus, mode="wake")
    modes.listener = Listener(transcriber, modes.hear, TurnDetector, modes.overhear, on_sound=modes.sound)
    modes.listener.start()

    def feed(sound):
        for begin in range(0, len(sound), 1600):
            modes.feed(sound[begin : begin + 1600], RATE, "microphone")
            while modes.listener._waiting > 0 and modes.listener._thread.is_alive():
                modes.listener._thread.join(0.002)

    feed(np.concatenate([spoken(hibari, "Pick up the blue cup."), silence(1.0)]))
    feed(np.concatenate([spoken(hibari, "Hey Jarvis, pick up the red cup."), silence(1.0)]))
    feed(silence(8.0))
    modes.choose("push")
    modes.talk(True)
    feed(np.concatenate([spoken(hibari, "Pick up the yellow ball."), silence(1.5), spoken(hibari, "What do you see?")[:-4000]]))
    modes.talk(False)
    ended = threading.Event()
    modes.listener.end_turns(ended.set)
    assert ended.wait(30.0)
    modes.listener.close()
    assert mind.heard == ["Pick up the red cup.", "Pick up the yellow ball. What do you see?"]
    assert not any(text and "blue" in text for text in mind.shown)


def test_the_level_is_told_while_the_microphone_is_open(stage):
    scene = stage("open")
    assert scene.modes.state()["level"] == -40 and scene.modes.state()["microphone"]
    scene.modes.mute(True)
    assert scene.modes.state()["level"] is None
    scene.modes.mute(False)
    scene.device.present = False
    assert not scene.modes.state()["microphone"]
    scene.modes.microphone = None
    assert scene.modes.state()["level"] is None and not scene.modes.state()["microphone"]


@pytest.mark.parametrize("mode", ["open", "wake", "push"])
def test_a_stop_by_its_sound_is_handed_on_in_every_mode_and_its_words_say_nothing_new(stage, mode):
    scene = stage(mode)
    scene.modes.spotted(scene.now - 0.4, "microphone")
    scene.modes.overhear(Transcript("Start", start=scene.now - 1.0, end=scene.now - 0.5), "microphone")
    scene.say("Start.", seconds=0.9)
    assert scene.mind.stops == ["microphone"] and scene.mind.shown == [] and scene.mind.heard == []
    scene.after(5.0, "Stop.")
    assert scene.mind.heard == ["Stop."]


def test_what_was_shown_of_a_sentence_before_its_stop_was_heard_is_taken_back(stage):
    scene = stage("open")
    scene.modes.overhear(Transcript("No", start=scene.now - 1.0, end=scene.now - 0.7), "microphone")
    scene.modes.spotted(scene.now, "microphone")
    scene.say("No stop.")
    assert scene.mind.shown == ["No", None] and scene.mind.heard == []


def test_a_stop_by_its_sound_that_stops_nothing_leaves_the_words_alone(stage):
    scene = stage("open")
    scene.mind.stopped = True
    scene.modes.spotted(scene.now, "microphone")
    scene.say("Stop.")
    assert scene.mind.heard == ["Stop."]


def test_the_ear_for_stop_is_deaf_while_muted(stage):
    scene = stage("open")
    scene.modes.stop_ear = Ears()
    scene.modes.feed(silence(0.1), RATE, "browser")
    scene.modes.mute(True)
    scene.modes.feed(silence(0.1), RATE, "browser")
    assert scene.modes.stop_ear.fed == ["browser"]
