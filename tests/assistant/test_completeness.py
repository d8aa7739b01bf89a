"""Whether a sentence is whole, by its words and by what a scripted brain would reply."""

import pytest

from assistant.assembly import unfinished
from assistant.completeness import DOUBTFUL, UNFINISHED, WHOLE, Completeness, by_words
from assistant.interface import Reply, ReplyKind, Transcript, Utterance
from assistant.translation.interpreter import Worded


class Brain:
    def __init__(self, reply: Reply) -> None:
        self.answer, self.asked = reply, []

    def would_reply(self, observation, dialogue):
        self.asked.append(dialogue)
        return self.answer


class Talk:
    """The Dialogue's public side, as far as it is needed."""

    def __init__(self, state: str = "listening", *conversation: Utterance) -> None:
        self.state, self.conversation = state, conversation

    def in_english(self, transcript, source):
        return transcript.text

    def thought_ahead(self, observation, said):
        self.ahead = observation, said

    def worded(self, text, kind, options):
        return Worded(text.replace("Picking up", "Ich nehme"), "de")


def complete(brain, talk=Talk()) -> Completeness:
    return Completeness(brain, talk, lambda: "what is seen", unfinished())


@pytest.mark.parametrize("text", [
    "Put the red cube in the", "Put the red cube.", "put the red cube, ", "Pick up the red cup and...", "Pick up the red cup and.", "Grab the blue cube end.", "Pick up the",
    "Put the red cup in there.", "Can you put the cup?", "Could you please?", "Take the ball and put it.", "Take the cup and put", "Put the cup on the red.", "Move the yellow ball.",
])
def test_sentences_that_plainly_go_on(text):
    brain = Brain(Reply(ReplyKind.ACT, "Picking up the red cup.", ("pick up the red cup",)))
    assert complete(brain)(Transcript(text), "microphone") == UNFINISHED and not brain.asked


@pytest.mark.parametrize("text", [
    "Put the red cube in the bowl.", "Pick up the red cup.", "Put it down.", "Where did you put the cup?", "What is that for?", "Stop.", "Thank you.",
    "Put them together.", "Move back.", "Take it out of the bowl and put it next to the cup.", "Which one is it on?", "Go home.",
])
def test_sentences_that_may_be_whole_by_their_words(text):
    assert by_words(unfinished())(Transcript(text), "microphone") is None


@pytest.mark.parametrize(("reply", "chance"), [
    (Reply(ReplyKind.ACT, "Picking up the red cup.", ("pick up the red cup",), confidence=0.98), 0.98),
    (Reply(ReplyKind.ACT, "Putting the blue cube in the blue bowl.", ("put the blue cube in the blue bowl",), confidence=0.01), DOUBTFUL),
    (Reply(ReplyKind.ASK, "Where should I put the red cup, in the blue bowl or on the green cube?"), UNFINISHED),
    (Reply(ReplyKind.ASK, "Left of what, the red cup or the blue bowl?"), UNFINISHED),
    (Reply(ReplyKind.ASK, "Which cube do you mean, the green one or the blue one?"), WHOLE),
    (Reply(ReplyKind.ANSWER, "I did not understand that."), DOUBTFUL),
    (Reply(ReplyKind.ANSWER, "I see a red cup.", confidence=0.9), 0.9),
])
def test_what_the_brain_would_reply_tells(reply, chance):
    brain = Brain(reply)
    talk = Talk("listening", Utterance("robot", "Hello."))
    assert complete(brain, talk)(Transcript("take the cup"), "microphone") == pytest.approx(chance)
    assert brain.asked == [(Utterance("robot", "Hello."), Utterance("user", "take the cup"))]


@pytest.mark.parametrize("state", ["starting", "thinking", "acting"])
def test_a_brain_at_work_is_left_alone(state):
    brain = Brain(Reply(ReplyKind.ACT, "Picking up the red cup.", ("pick up the red cup",)))
    assert complete(brain, Talk(state))(Transcript("Pick up the red cup."), "microphone") == 0.5 and not brain.asked


def test_a_brain_that_does_not_think_ahead_has_no_opinion():
    assert complete(object())(Transcript("Pick up the red cup."), "microphone") is None


def test_words_of_a_language_without_a_list():
    assert by_words(unfinished())(Transcript("tedd a poharat a", language="hu"), "microphone") is None
    assert by_words(unfinished())(Transcript("Leg den Würfel in die", language="de"), "microphone") == UNFINISHED


def test_the_dialogue_is_told_what_was_thought_about():
    talk, brain = Talk("listening", Utterance("robot", "I am ready.")), Brain(Reply(ReplyKind.ANSWER, "A cup.", confidence=0.9))
    complete(brain, talk)(Transcript("What do you see?"), "microphone")
    assert talk.ahead == ("what is seen", brain.asked[0])


@pytest.mark.parametrize(("confidence", "prepared"), [(0.98, [("Ich nehme the red cup.", "de")]), (0.1, [])])
def test_what_would_be_said_is_made_ready_where_it_is_likely(confidence, prepared):
    told = []
    brain = Brain(Reply(ReplyKind.ACT, "Picking up the red cup.", ("pick up the red cup",), confidence=confidence))
    Completeness(brain, Talk(), lambda: "what is seen", unfinished(), lambda *said: told.append(said))(Transcript("take the red cup"), "microphone")
    assert told == prepared
