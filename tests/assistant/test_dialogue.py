"""The dialogue with a scripted brain and a fake body: turns, stop words, the queue, memory, and what it refuses."""

import threading
import time

import numpy as np
import pytest

from assistant.dialogue import PHRASES, Dialogue, what_happened
from assistant.events import Bus, Heard, Overheard, Problem, Replied, Said, StopDismissed, Stopped, StopSuspected, Thinking
from assistant.interface import Reply, ReplyKind, Transcript, Utterance
from assistant.letters import clean
from assistant.memory import MEMORY
from assistant.motion.clock import LockstepClock, RealClock
from assistant.motion.executor import Executor, StepReport
from assistant.motion.safety import Safety
from drivers.feetech import PortLost
from drivers.trouble import ArmError, ArmTripped
from tests.assistant.motion.fakes import REST, FakeArm, PoseBrain, observe_with

LEFT = REST + np.array([0.6, 0.2, 0.0, 0.0, 0.0, 0.3])
WORDS = {key: f"<{key}>" for key in PHRASES}


class FakeVoice:
    def __init__(self):
        self.said, self.cuts = [], 0

    def say(self, text, language="en"):
        self.said.append(text)

    def cut(self):
        self.cuts += 1


REPLIES = {
    "hello": Reply(ReplyKind.ANSWER, "Hello."),
    "go left": Reply(ReplyKind.ACT, "Going left.", ("left",)),
    "take it": Reply(ReplyKind.ACT, "Taking it.", ("grasp",)),
    "go left and back": Reply(ReplyKind.ACT, "Left, then back.", ("left", "back")),
    "how do I stop you": Reply(ReplyKind.ANSWER, "Say stop."),
}
PLANS = {"left": [LEFT], "back": [REST], "grasp": [LEFT, LEFT - np.array([0, 0, 0, 0, 0, 0.25])]}


class Rig:
    def __init__(self, brain=None, realtime=False):
        self.arm = FakeArm()
        self.clock = RealClock() if realtime else LockstepClock(self.arm.advance)
        self.bus, self.events, self.voice = Bus(), [], FakeVoice()
        self.bus.subscribe(self.events.append)
        self.brain = brain or PoseBrain(PLANS, REPLIES)
        self.safety = Safety(self.arm, bus=self.bus, clock=self.clock, home=REST)
        observe = observe_with(self.arm, self.clock)
        self.executor = Executor(self.brain, self.safety, observe, self.clock, self.bus)
        self.dialogue = Dialogue(self.brain, self.executor, self.safety, self.voice, self.bus, WORDS, observe)
        self._over = threading.Event()
        if realtime:
            threading.Thread(target=self._live, daemon=True).start()

    def _live(self):
        while not self._over.wait(0.01):
            self.arm.advance(0.01)

    def close(self):
        self.dialogue.close()
        self._over.set()
        self.executor.close()

    def kinds(self):
        return [type(event) for event in self.events]


@pytest.fixture
def rig():
    rig = Rig()
    yield rig
    rig.close()


@pytest.fixture
def live():
    rig = Rig(realtime=True)
    rig.dialogue.start()
    yield rig
    rig.close()


def until(rig, state):
    deadline = time.time() + 30
    while rig.dialogue.state != state and time.time() < deadline:
        time.sleep(0.005)
    assert rig.dialogue.state == state


def test_an_answer(rig):
    turn = rig.dialogue.take_turn(Transcript("hello"), "typed")
    assert turn.reply.kind is ReplyKind.ANSWER and turn.outcome is None
    assert rig.voice.said == ["Hello."] and turn.spoken == ("Hello.",)
    assert rig.kinds() == [Heard, Thinking, Replied, Said]
    assert rig.dialogue.conversation == (Utterance("user", "hello"), Utterance("robot", "Hello."))
    assert rig.arm.log == []


def test_acting_is_reported_in_the_brains_own_words_and_remembered(rig):
    turn = rig.dialogue.take_turn(Transcript("go left and back"), "typed")
    assert turn.outcome.succeeded and len(turn.outcome.reports) == 2
    assert turn.report == "Report: done: left. Report: done: back."
    assert rig.voice.said == ["Left, then back.", "Report: done: left.", "Report: done: back."] == list(turn.spoken)
    assert rig.brain.asked[-1][-1] == Utterance("event", "done: back")
    assert rig.dialogue.conversation[-1] == Utterance("robot", "Report: done: back.")
    assert set(turn.seconds) == {"think", "act", "report"} and turn.moved > 0.4


def test_a_failure_is_reported_honestly(rig):
    turn = rig.dialogue.take_turn(Transcript("take it"), "typed")
    assert not turn.outcome.succeeded
    assert turn.report == "Report: failed: grasp: twice."


def test_the_words_given_to_the_brain_end_with_what_was_just_said_and_are_bounded(rig):
    for _ in range(MEMORY):
        rig.dialogue.take_turn(Transcript("hello"), "typed")
    assert len(rig.brain.asked[-1]) == MEMORY
    assert rig.brain.asked[-1][-1] == Utterance("user", "hello")


def test_what_nothing_could_be_made_of_is_forgotten_and_the_question_before_it_stays(rig):
    rig.dialogue._makes_nothing_of_it = ("did not understand",)
    replies = {
        "take one": Reply(ReplyKind.ASK, "Which one?", options=("a", "b")), "blah": Reply(ReplyKind.ANSWER, "I did not understand that."),
        "mumble": Reply(ReplyKind.ANSWER, ""), "hello": Reply(ReplyKind.ANSWER, "Hello."),
    }
    rig.brain.reply = lambda observation, said: replies[said[-1].text]
    for text in ("take one", "blah", "mumble"):
        rig.dialogue.take_turn(Transcript(text), "heard")
    assert rig.voice.said == ["Which one?", "I did not understand that."]
    assert rig.dialogue.conversation == (Utterance("user", "take one"), Utterance("robot", "Which one?"))
    rig.dialogue.take_turn(Transcript("hello"), "heard")
    assert rig.dialogue.conversation[-2:] == (Utterance("user", "hello"), Utterance("robot", "Hello."))


@pytest.mark.parametrize("text, key, kind", [
    ("x" * 2001, "too_long", ReplyKind.REFUSE), ("x " * 5000, "too_long", ReplyKind.REFUSE),
    ("", "not_understood", ReplyKind.ANSWER), ("请拿起红色的杯子", "not_understood", ReplyKind.ANSWER), (" \x00\x07 ... ", "not_understood", ReplyKind.ANSWER),
])
def test_what_is_no_sentence_never_reaches_the_brain(rig, text, key, kind):
    turn = rig.dialogue.take_turn(Transcript(text), "typed")
    assert turn.reply.kind is kind and rig.voice.said == [f"<{key}>"]
    assert rig.brain.asked == [] and rig.arm.log == []


def test_control_characters_are_stripped():
    assert clean("  pick\x00 up\tthe\u200bred\ncup \x1b[31m") == "pick up the red cup [31m"


@pytest.mark.parametrize("text", ["stop", "Stop!", "STOP STOP STOP", "please stop now", "Vela, halt.", "stop the robot", "freeze"])
def test_stop_words_stop_before_anything_else(rig, text):
    turn = rig.dialogue.take_turn(Transcript(text), "microphone")
    assert rig.safety.stopped and rig.dialogue.state == "stopped"
    assert rig.brain.asked == [] and rig.voice.said == ["<stopped>"] and rig.voice.cuts == 1
    assert turn.reply.text == "<stopped>"
    assert [e.source for e in rig.events if isinstance(e, Stopped)] == ["voice"]


def test_at_rest_a_question_about_stopping_is_a_question(rig):
    rig.dialogue.take_turn(Transcript("how do I stop you"), "typed")
    assert not rig.safety.stopped


def test_after_a_stop_it_talks_but_does_not_act_until_cleared(rig):
    rig.dialogue.stop("panel")
    assert rig.dialogue.take_turn(Transcript("hello"), "typed").spoken == ("Hello.",)
    turn = rig.dialogue.take_turn(Transcript("go left"), "typed")
    assert turn.spoken == ("<still_stopped>",) and turn.outcome is None
    assert not any(what == "command" for what, _ in rig.arm.log)
    rig.dialogue.clear_stop()
    assert rig.voice.said[-1] == "<cleared>" and rig.dialogue.state == "listening"
    assert rig.dialogue.take_turn(Transcript("go left"), "typed").outcome.succeeded


def test_what_was_said_before_a_stop_is_not_done_after_it(rig):
    rig.dialogue.say_text("go left")  # waits: nobody takes turns yet
    rig.safety.stop("panel")  # not by the dialogue, which would forget it
    rig.dialogue.clear_stop()
    rig.dialogue.start()
    assert rig.dialogue.wait_idle(30)
    assert rig.dialogue.last_turn.outcome.stopped and not any(what == "command" for what, _ in rig.arm.log)


def test_what_is_heard_while_acting_is_shown_at_once(live):
    live.dialogue.say_text("go left and back")
    live.dialogue.say_text("hello")
    heard = [event.transcript.text for event in list(live.events) if isinstance(event, Heard)]
    assert heard == ["go left and back", "hello"]
    assert live.dialogue.wait_idle(60)
    assert live.voice.said[-1] == "Hello." and sum(isinstance(event, Heard) for event in live.events) == 2


def test_sentences_wait_their_turn_and_too_many_are_declined(live):
    for _ in range(12):
        live.dialogue.say_text("hello")
    assert live.dialogue.wait_idle(30)
    assert "<busy>" in live.voice.said
    assert 4 <= live.voice.said.count("Hello.") < 12
    assert live.dialogue.state == "listening"


def test_a_stop_while_acting_ends_it_at_once_and_forgets_what_waits(live):
    live.dialogue.say_text("go left and back")
    until(live, "acting")
    live.dialogue.say_text("hello")
    time.sleep(0.3)
    before = time.perf_counter()
    live.dialogue.hear(Transcript("please don't, stop that!"), "microphone")
    assert time.perf_counter() - before < 1.0  # it does not wait for the motion, which takes longer
    assert live.dialogue.wait_idle(20)
    assert live.dialogue.state == "stopped"
    assert live.arm.log[-1][0] == "hold"
    assert live.dialogue.last_turn.outcome.stopped
    assert "Hello." not in live.voice.said and "<stopped>" in live.voice.said
    assert not any(text.startswith("Report") for text in live.voice.said)


def test_what_the_arm_stops_itself_for_is_said_and_what_keeps_the_stop_too(rig):
    rig.arm.broken = ArmTripped("gripper reports overheat.")
    turn = rig.dialogue.take_turn(Transcript("go left"), "typed")
    assert turn.outcome.stopped and rig.voice.said[-1] == "gripper reports overheat."
    rig.arm.clear_faults = lambda: (_ for _ in ()).throw(ArmError("gripper is too hot."))
    rig.dialogue.clear_stop()
    assert rig.voice.said[-1] == "The stop stays: gripper is too hot." and rig.dialogue.state == "stopped"
    rig.arm.clear_faults, rig.arm.broken = lambda: None, None
    rig.dialogue.clear_stop()
    assert rig.voice.said[-1] == WORDS["cleared"] and rig.safety.fault == ""


def test_home_waits_its_turn_and_says_so(live):
    live.dialogue.say_text("go left")
    live.dialogue.home()
    assert live.dialogue.wait_idle(60)
    assert live.voice.said[-1] == "<homed>"
    assert np.allclose(live.arm.positions[:5], REST[:5], atol=0.05)


def test_a_turn_that_fails_is_said_and_the_next_one_works():
    class Sick(PoseBrain):
        def reply(self, observation, dialogue):
            if dialogue[-1].text == "boom":
                raise RuntimeError("out of memory.")
            return super().reply(observation, dialogue)

    rig = Rig(Sick(PLANS, REPLIES))
    rig.dialogue.start()
    rig.dialogue.say_text("boom")
    rig.dialogue.say_text("hello")
    assert rig.dialogue.wait_idle(30)
    rig.close()
    assert rig.voice.said == ["<broken>", "Hello."]
    problem = next(e for e in rig.events if isinstance(e, Problem))
    assert "out of memory. The arm" in problem.text and problem.advice
    assert rig.arm.log == [("hold", None)]


def test_a_voice_that_fails_does_not_end_the_turns(caplog):
    rig = Rig()
    say, rig.voice.say = rig.voice.say, lambda text, language="en": (_ for _ in ()).throw(RuntimeError("no voice"))
    rig.dialogue.start()
    rig.dialogue.say_text("hello")
    assert rig.dialogue.wait_idle(30)
    rig.voice.say = say
    rig.dialogue.say_text("hello")
    assert rig.dialogue.wait_idle(30)
    rig.close()
    assert rig.voice.said == ["Hello."]
    problems = [e for e in rig.events if isinstance(e, Problem)]
    assert problems[-1].part == "dialogue" and "Nor could that be said: no voice." in problems[-1].text
    assert sum(record.exc_info is not None for record in caplog.records) == 2


def test_missing_phrases_are_named():
    rig = Rig()
    with pytest.raises(ValueError, match="cleared"):
        Dialogue(rig.brain, rig.executor, rig.safety, None, rig.bus, {k: "x" for k in PHRASES if k != "cleared"}, lambda: None)


@pytest.mark.parametrize("report, event", [
    (StepReport("a", True, "", 1.0, 1), "done: a"),
    (StepReport("b", False, "empty", 9.0, 1), "failed: b: empty"),
    (StepReport("b", False, "empty", 9.0, 3), "failed: b: twice"),
    (StepReport("b", False, "dropped", 9.0, 3), "failed: b: dropped"),
    (StepReport("b", False, "refused", 0.1, 3), "failed: b: unreachable"),
])
def test_what_happened_in_the_words_the_brain_knows(report, event):
    assert what_happened(report) == event


def test_a_stop_that_is_overheard_ends_the_act_before_the_sentence_ends_and_is_told_once(live):
    live.dialogue.hear(Transcript("go left"), "microphone")
    until(live, "acting")
    live.dialogue.overhear(Transcript("no no stop"), "microphone")
    assert live.safety.stopped
    assert live.dialogue.wait_idle(5.0)
    live.dialogue.hear(Transcript("no no stop that please"), "microphone")
    assert live.dialogue.wait_idle(5.0)
    assert live.voice.said.count("<stopped>") == 1 and live.kinds().count(Stopped) == 1
    assert [asked[-1] for asked in live.brain.asked] == [Utterance("user", "go left")]


def test_at_rest_what_is_overheard_is_shown_and_only_a_whole_stop_stops(rig):
    rig.dialogue.overhear(Transcript("how do I stop"), "microphone")
    rig.dialogue.overhear(None, "microphone")
    rig.dialogue.overhear(Transcript("Don't move!", provisional=True), "microphone")
    rig.dialogue.overhear(None, "microphone")
    assert not rig.safety.stopped and rig.brain.asked == [] and rig.voice.said == []
    rig.dialogue.overhear(Transcript("Don't move!"), "microphone")
    assert rig.safety.stopped and rig.brain.asked == [] and rig.voice.said == ["<stopped>"]
    assert [event.text for event in rig.events if isinstance(event, Overheard)] == ["how do I stop", "", "Don't move!", "", "Don't move!"]


def test_closing_while_it_thinks_ends_what_would_have_come_of_it():
    class Slow(PoseBrain):
        def reply(self, observation, dialogue):
            time.sleep(0.5)
            return super().reply(observation, dialogue)

    rig = Rig(Slow(PLANS, REPLIES), realtime=True)
    rig.dialogue.start()
    rig.dialogue.say_text("go left and back")
    rig.dialogue.say_text("go left")
    until(rig, "thinking")
    rig.close()
    assert rig.safety.stopped and not any(what == "command" for what, _ in rig.arm.log)


def test_a_stop_that_was_overheard_swallows_no_other_sentence(live):
    live.dialogue.hear(Transcript("go left"), "microphone")
    until(live, "acting")
    live.dialogue.overhear(Transcript("stop"), "microphone")
    assert live.dialogue.wait_idle(20)
    live.dialogue.clear_stop()
    live.dialogue.say_text("hello")  # before the spoken sentence has ended
    assert live.dialogue.wait_idle(20)
    assert live.voice.said[-1] == "Hello."
    live.dialogue.overhear(None, "microphone")  # which came to nothing
    live.dialogue.hear(Transcript("hello"), "microphone")
    assert live.dialogue.wait_idle(20)
    assert live.voice.said.count("Hello.") == 2


def test_with_the_cable_out_a_stop_stays_and_says_why(rig):
    rig.dialogue.stop("panel")
    rig.arm.broken = PortLost("The serial port /dev/ttyACM0 vanished.")
    assert "The stop stays: The serial port /dev/ttyACM0 vanished." == rig.dialogue.clear_stop() == rig.voice.said[-1]
    assert rig.safety.stopped
    rig.arm.broken = None
    assert rig.dialogue.clear_stop() is None and not rig.safety.stopped


def test_a_stop_in_words_stops_though_the_sentence_had_stopped_before_and_that_was_cleared(rig):
    rig.dialogue.overhear(Transcript("Halt!"), "microphone")
    rig.dialogue.clear_stop()
    rig.dialogue.hear(Transcript("Don't move."), "microphone")
    assert rig.safety.stopped


def test_home_that_is_not_reached_is_not_said_to_be():
    rig = Rig(realtime=True)
    rig.safety.home = lambda: False
    rig.dialogue.start()
    rig.dialogue.home()
    assert rig.dialogue.wait_idle(20)
    rig.close()
    assert rig.voice.said == ["<not_homed>"] and rig.arm.log[-1][0] == "hold"


def test_what_the_brain_would_read_only_the_beginning_of_is_not_acted_on():
    class Short(PoseBrain):
        def too_long(self, text):
            return len(text) > 10

    rig = Rig(Short(PLANS, REPLIES))
    turn = rig.dialogue.take_turn(Transcript("go left and back"), "typed")
    assert turn.spoken == ("<too_long>",) and turn.outcome is None
    assert rig.dialogue.take_turn(Transcript("go left"), "typed").outcome.succeeded
    rig.close()


def test_a_stop_that_comes_while_another_is_cleared_is_not_said_to_be_cleared(rig):
    rig.dialogue.stop("panel")
    rig.safety.clear = lambda: None  # another stop came meanwhile, and stays
    rig.dialogue.clear_stop()
    assert rig.voice.said == ["<stopped>"]


@pytest.mark.parametrize(("thought_about", "later", "used"), [("hello", 0.0, True), ("hello there", 0.0, False), ("hello", 1.5, False)])
def test_the_picture_that_was_thought_about_before_the_sentence_was_over_is_replied_to(rig, monkeypatch, thought_about, later, used):
    seen = rig.dialogue._observe()
    rig.dialogue.thought_ahead(seen, [Utterance("user", thought_about)])
    now = time.monotonic()
    monkeypatch.setattr("assistant.dialogue.time.monotonic", lambda: now + later)
    rig.dialogue.take_turn(Transcript("hello"), "microphone")
    assert (rig.dialogue.last_asked[0] is seen) == used and rig.dialogue._memory._ahead is None


def test_a_stop_by_its_sound_stops_at_once_and_is_shown(live):
    live.dialogue.hear(Transcript("go left"), "microphone")
    until(live, "acting")
    assert live.dialogue.spotted("microphone") and live.safety.stopped
    assert live.dialogue.wait_idle(5.0)
    live.dialogue.overhear(Transcript("stop"), "microphone")  # the words for it
    assert [event.source for event in live.events if isinstance(event, Stopped)] == ["voice"] and live.voice.said.count("<stopped>") == 1
    assert [event.transcript.text for event in live.events if isinstance(event, Heard)] == ["go left", "Stop."]


def test_what_is_stopped_already_is_not_stopped_by_a_sound(rig):
    rig.dialogue.stop("panel")
    assert not rig.dialogue.spotted("microphone")
    assert rig.voice.said == ["<stopped>"] and not any(isinstance(event, Heard) for event in rig.events)


def test_what_may_be_a_stop_makes_the_arm_wait_and_go_on(live):
    live.dialogue.hear(Transcript("go left"), "microphone")
    until(live, "acting")
    live.dialogue.suspect_stop("microphone")
    live.dialogue.suspect_stop("browser")
    live.dialogue.dismiss_stop("microphone")
    assert live.safety.paused  # the other one is not known yet
    live.dialogue.dismiss_stop("browser")
    assert not live.safety.paused and not live.safety.stopped
    assert live.dialogue.wait_idle(10.0) and live.dialogue.last_turn.outcome.succeeded
    assert [type(event).__name__ for event in live.events if isinstance(event, (StopSuspected, StopDismissed))] == ["StopSuspected", "StopSuspected", "StopDismissed", "StopDismissed"]


def test_what_was_a_stop_after_all_stays_one(live):
    live.dialogue.hear(Transcript("go left"), "microphone")
    until(live, "acting")
    live.dialogue.suspect_stop("microphone")
    assert live.dialogue.spotted("microphone")
    live.dialogue.dismiss_stop("microphone")
    assert live.safety.stopped and not any(isinstance(event, StopDismissed) for event in live.events)
