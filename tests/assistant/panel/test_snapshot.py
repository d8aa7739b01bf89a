"""How events become what the page shows."""

from __future__ import annotations

import pytest

from assistant.events import Explained, Heard, Interrupted, Overheard, Problem, Ready, Recovered, Replied, Said, StepFinished, StepProgress, StepStarted, StopCleared, StopDismissed, Stopped, StopSuspected, Thinking
from assistant.interface import Explanation, Point, Reply, ReplyKind, Transcript, Utterance
from assistant.panel.snapshot import HEALTH, LINES, WORDS, Snapshot

PLAN = Reply(ReplyKind.ACT, "I will.", steps=("pick it up", "put it down"))


def after(*told, state="listening", camera=True, before=()):
    snapshot = Snapshot(before)
    for event in told:
        snapshot.take(event)
    return snapshot.as_json(state, camera, None)


def started(index=0, attempt=1):
    return StepStarted(index=index, count=2, instruction=PLAN.steps[index], attempt=attempt)


def finished(index=0, succeeded=True, reason=""):
    return StepFinished(index=index, instruction=PLAN.steps[index], succeeded=succeeded, reason=reason, seconds=3.0)


def statuses(shown):
    return [step["status"] for step in shown["steps"]]


def test_the_plan_step_by_step():
    replied = Replied(reply=PLAN, seconds=0.1)
    assert statuses(after(replied)) == ["waiting", "waiting"]
    assert statuses(after(replied, started(), finished(), started(1))) == ["done", "running"]
    assert statuses(after(replied, started(), finished(0, False, "too slow"))) == ["failed", "dropped"]
    again = after(replied, started(), StepProgress(instruction="pick it up", done=0.9), started(attempt=2))
    assert (again["steps"][0]["attempt"], again["steps"][0]["done"], statuses(again)) == (2, 0.0, ["running", "waiting"])


@pytest.mark.parametrize("ends", [[Stopped(source="voice"), finished(0, False, "stopped")], [finished(0, False, "stopped"), Stopped(source="voice")]])
def test_a_stop_ends_the_plan_in_whichever_order_it_is_told(ends):
    shown = after(Replied(reply=PLAN, seconds=0.1), started(), *ends, state="stopped")
    assert statuses(shown) == ["stopped", "dropped"] and shown["stopped_by"] == "voice" and shown["state"] == "stopped"


def test_steps_that_were_never_announced_are_shown_too():
    assert statuses(after(started(1))) == ["waiting", "running"]
    assert after(StepFinished(index=5, instruction="x", succeeded=True, reason="", seconds=1.0))["steps"] == []


def test_words_for_every_state():
    for state in ("starting", "listening", "thinking", "acting", "stopped"):
        assert after(state=state)["words"] == WORDS[state]
    assert after(Replied(reply=PLAN, seconds=0.1), started(attempt=2), state="acting")["words"] == "The arm is moving: pick it up, attempt 2."


def test_what_comes_first_when_much_is_wrong():
    arm, camera = Problem(part="arm", text="Lost."), Problem(part="camera", text="Lost.")
    assert after(arm, camera, state="stopped")["state"] == "stopped"
    assert after(arm, camera)["state"] == "lost the arm"
    assert after(camera)["state"] == "lost the camera" == after(camera=False)["state"]
    assert after(camera=False, state="starting")["state"] == "starting"
    assert after(arm, Recovered(part="arm"))["state"] == after(arm, StopCleared())["state"] == "listening"
    assert after(Problem(part="dialogue", text="This turn failed."), Thinking())["problems"] == []


def test_the_conversation_is_told_once_and_bounded():
    shown = after(Ready(text="I am ready."), Said(text="I am ready."), before=[Utterance("user", "hello")])
    assert [line["text"] for line in shown["conversation"]] == ["hello", "I am ready."]
    many = after(*(Said(text=str(n)) for n in range(LINES + 5)))["conversation"]
    assert len(many) == LINES and many[-1]["text"] == str(LINES + 4)
    heard = after(Heard(transcript=Transcript("stop", confidence=0.7), source="microphone"))["conversation"][0]
    assert (heard["speaker"], heard["source"], heard["confidence"]) == ("user", "microphone", 0.7)


def test_points_go_with_their_step():
    progress = StepProgress(instruction="pick it up", done=0.1, points=(Point("front", 1, 2, "cup", 0.5),))
    assert len(after(started(), progress)["points"]) == 1
    assert after(started(), progress, finished())["points"] == []


def test_what_is_overheard_is_shown_until_the_sentence_is_heard_or_comes_to_nothing():
    part = Overheard(text="pick up the", source="microphone")
    assert after(part)["overheard"] == "pick up the"
    assert after(part, Heard(transcript=Transcript("pick up the cup"), source="microphone"))["overheard"] == ""
    assert after(part, Overheard(text="", source="microphone"))["overheard"] == ""


def test_a_stop_that_the_arm_did_not_take_is_not_said_to_hold():
    shown = after(Problem(part="arm", text="It did not take the hold."), Stopped(source="panel"), state="stopped")
    assert shown["state"] == "stopped" and "did not take it" in shown["words"]


def test_an_arm_that_moves_is_said_to_move_though_the_camera_is_lost():
    assert after(Problem(part="camera", text="Lost."), camera=False, state="acting")["state"] == "acting"


def test_a_plan_that_was_refused_because_of_a_stop_waits_for_nothing():
    assert statuses(after(Stopped(source="panel"), Replied(reply=PLAN, seconds=0.1), state="stopped")) == ["dropped", "dropped"]


def test_what_was_not_said_because_a_person_spoke_is_shown_as_such():
    question = "Which cup do you mean, the red cup or the blue cup?"
    lines = after(Said(text="Okay."), Said(text=question), Interrupted(text=question, said="Which cup do you mean,"), Interrupted(text="Never shown.", said=""))["conversation"]
    assert [(line["text"], line["said"]) for line in lines] == [("Okay.", None), (question, "Which cup do you mean,")]


def test_while_a_stop_is_suspected_it_says_why_the_arm_waits():
    suspected = (Replied(reply=PLAN, seconds=0.1), StopSuspected(source="microphone"))
    assert "may have been a stop" in after(*suspected, state="acting")["words"]
    assert "may have been a stop" not in after(*suspected, StopDismissed(source="microphone"), state="acting")["words"]
    assert "may have been a stop" not in after(*suspected, Stopped(source="voice"), state="stopped")["words"]


def ill(*told, state="listening", camera=True):
    """The parts that are not well, with what is wrong."""
    snapshot = Snapshot()
    for event in told:
        snapshot.take(event)
    health = snapshot.health(state, camera)
    assert tuple(health) == HEALTH and all(part["well"] == (not part["words"]) for part in health.values())
    return {name: part["words"] for name, part in health.items() if not part["well"]}


@pytest.mark.parametrize("part, of", [("arm", "arm"), ("camera", "camera"), ("microphone", "microphone"), ("dialogue", "brain"), ("panel", "panel"), ("listener", "threads"), ("stop ear", "threads")])
def test_a_problem_is_of_one_parts_health_until_it_is_over(part, of):
    assert ill(Problem(part=part, text="It broke.")) == {of: "It broke."}
    assert ill(Problem(part=part, text="It broke."), Recovered(part=part)) == {}


def test_health_of_what_has_not_started_and_of_what_does_not_see():
    assert list(ill(state="starting")) == ["brain"] and list(ill(camera=False)) == ["camera"]
    assert ill(Problem(part="camera", text="Unplugged."), camera=False) == {"camera": "Unplugged."}
    assert ill(state="stopped") == ill(Stopped(source="panel"), state="stopped") == {}


def test_what_worked_again_is_well_again():
    assert ill(Problem(part="listener", text="One died."), Problem(part="speaking", text="No voice.")) == {"threads": "One died. No voice."}
    assert ill(Problem(part="dialogue", text="This turn failed."), Thinking()) == {}
    assert ill(Problem(part="explainer", text="It could not."), Explained(explanation=Explanation(PLAN, {ReplyKind.ACT: 1.0}))) == {}
