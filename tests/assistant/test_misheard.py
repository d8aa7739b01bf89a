"""What she asks back when a word was misheard, and what comes of the answer: with a scripted brain, and with the bundled model on the simulated arm."""

import re

import pytest

from assistant.assembly import LANGUAGES, assembled, misheard, unfinished
from assistant.events import Replied
from assistant.interface import Point, Reply, ReplyKind, Transcript, Utterance
from assistant.misheard import PATIENCE, Misheard
from assistant.translation import interpreter
from tests.assistant.motion.fakes import PoseBrain
from tests.assistant.test_dialogue import LEFT, Rig
from tests.assistant.test_live import settings
from tests.bundled import model  # noqa: F401

LISTS = misheard()
QUESTION = "I heard 'pick up the rent cup': did you mean the red cup?"
ACT = Reply(ReplyKind.ACT, "Picking up the red cup.", ("left",), points=(Point("front", 1.0, 1.0, "red cup", 0.9),), confidence=0.95)
LOST = Reply(ReplyKind.ANSWER, "I did not understand that.", confidence=0.9)


class Listening(PoseBrain):
    """Understands one command, with every word in it, and chats; is lost with everything else."""

    def __init__(self, replies=()):
        super().__init__({"left": [LEFT]}, {})
        self.tried, self.replies = [], {"pick up the red cup": ACT, **dict(replies)}

    def reply(self, observation, dialogue):
        return super().reply(observation, dialogue) if dialogue[-1].speaker == "event" else self._to(dialogue[-1].text)

    def would_reply(self, observation, dialogue):
        self.tried.append(dialogue[-1].text)
        return self._to(dialogue[-1].text)

    def _to(self, text):
        return self.replies.get(re.sub(r"[.!?]", "", text.lower()), LOST)


class Talk:
    def __init__(self, replies=()):
        self.now, self.brain = 0.0, Listening(replies)
        self.rig = Rig(self.brain)
        self.rig.dialogue._misheard = Misheard(self.brain, LISTS, unfinished()["makes_nothing_of_it"], clock=lambda: self.now)

    def hears(self, text, source="microphone", language="en"):
        return self.rig.dialogue.take_turn(Transcript(text, language=language), source)


@pytest.fixture
def talk():
    made = []

    def make(replies=()):
        made.append(Talk(replies))
        return made[-1]

    yield make
    for one in made:
        one.rig.close()


def test_she_asks_back_and_a_yes_carries_out_what_was_meant(talk):
    talk = talk()
    turn = talk.hears("Pick up the rent cup.")
    assert turn.reply.kind is ReplyKind.ASK and turn.spoken == (QUESTION,) and turn.outcome is None
    assert [event.reply.text for event in talk.rig.events if isinstance(event, Replied)] == [QUESTION]
    assert talk.rig.arm.log == []
    turn = talk.hears("Yes.")
    assert turn.outcome.succeeded and turn.steps == ("left",)
    assert talk.hears("yes").reply.text == LOST.text  # once


@pytest.mark.parametrize("yes", ["Yeah, the red cup.", "yes please", "That's right!", "The red cup", "okay, do it, Vela"])
def test_other_ways_to_say_yes(talk, yes):
    talk = talk()
    talk.hears("pick up the rent cup")
    assert talk.hears(yes).outcome.succeeded


@pytest.mark.parametrize("no", ["No.", "no no", "Nope, never mind", "no thank you", "Forget it."])
def test_a_no_drops_it(talk, no):
    talk = talk()
    talk.hears("pick up the rent cup")
    assert talk.hears(no).spoken == (LISTS["dropped"],) and talk.rig.arm.log == []
    assert talk.hears("yes").outcome is None


@pytest.mark.parametrize("other", ["thank you", "yes but the blue one", "no, the blue one", "what do you see", "yesterday it rained", "please", "the"])
def test_anything_else_is_a_sentence_of_its_own(talk, other):
    talk = talk()
    talk.hears("pick up the rent cup")
    asked = talk.hears(other)
    if other == "please":  # means yes to a question
        assert asked.outcome.succeeded
    else:
        assert asked.outcome is None and asked.spoken == (LOST.text,)
        assert talk.hears("yes").outcome is None


def test_a_stop_or_time_ends_the_question(talk):
    first, second = talk(), talk()
    first.hears("pick up the rent cup")
    first.rig.dialogue.stop("panel")
    first.rig.dialogue.clear_stop()
    assert first.hears("yes").outcome is None
    second.hears("pick up the rent cup")
    second.now += PATIENCE + 1
    assert second.hears("yes").outcome is None


def test_nothing_is_asked_of_what_was_typed_or_understood(talk):
    assert talk().hears("pick up the rent cup", "typed").spoken == (LOST.text,)
    understood = talk({"pick up the rent cup": Reply(ReplyKind.ACT, "Picking up the red cup.", ("left",), points=ACT.points, confidence=0.4)})
    assert understood.hears("pick up the rent cup").outcome.succeeded
    which = Reply(ReplyKind.ASK, "Which cube do you mean?", options=("green cube", "blue cube"), confidence=0.9)
    asks_itself = talk({"pick up the cute": which, "pick up the cube": which, "pick up the cup": ACT})
    assert asks_itself.hears("pick up the cute").spoken == (which.text,)
    sure = talk({"pick up the rent cup": Reply(ReplyKind.REFUSE, "I see no cup to rent.", confidence=0.9)})
    assert sure.hears("pick up the rent cup").reply.kind is ReplyKind.REFUSE and sure.brain.tried == []


@pytest.mark.parametrize("unsure", [Reply(ReplyKind.ASK, "Which cup?", confidence=0.9), Reply(ReplyKind.ACT, "Waving.", ("wave",), confidence=0.3), Reply(ReplyKind.REFUSE, "I see no brown cup.", confidence=0.2)])
def test_a_brain_that_is_not_sure_counts_as_one_at_a_loss(talk, unsure):
    assert talk({"pick up the rent cup": unsure}).hears("pick up the rent cup").spoken == (QUESTION,)


def test_she_does_not_ask_what_she_would_not_do_herself(talk):
    doubtful = talk({"pick up the red cup": Reply(ReplyKind.ACT, "Picking up the red cup.", ("left",), points=ACT.points, confidence=0.5)})
    assert doubtful.hears("pick up the rent cup").spoken == (LOST.text,)


def test_two_words_at_once(talk):
    assert talk().hears("pick up the rent cub").spoken == ("I heard 'pick up the rent cub': did you mean the red cup?",)


def test_with_two_things_the_whole_sentence_is_asked(talk):
    both = Reply(ReplyKind.ACT, "Putting it.", ("left",), points=(*ACT.points, Point("front", 2.0, 2.0, "blue bowl", 0.9)), confidence=0.95)
    question = "I heard 'put the wren cup in the glue bowl': did you mean 'put the red cup in the blue bowl'?"
    talk = talk({"put the red cup in the blue bowl": both})
    assert talk.hears("Put the wren cup in the glue bowl.").spoken == (question,) and talk.hears("Yes.").outcome.succeeded


def test_a_thing_that_may_just_not_be_there_is_not_made_another(talk):
    unseen = Reply(ReplyKind.ANSWER, "I don't see that here.", confidence=0.9)
    talk = talk({"pick up the bench": unseen, "pick up the box": ACT, "pick up the cub": unseen, "pick up the cup": ACT, "pick up the dread cup": unseen})
    assert talk.hears("pick up the bench").spoken == talk.hears("pick up the cub").spoken == (unseen.text,)
    assert talk.hears("pick up the dread cup").spoken == ("I heard 'pick up the dread cup': did you mean the red cup?",)


def test_what_is_already_a_word_of_the_table_or_an_everyday_one_stays():
    asked = Misheard(Listening(), LISTS, ())
    for text in ("pick up the red cup", "pick up the bottle", "pick up the grey cube", "give me that book", "please put it back"):
        assert list(asked.corrections(text)) == [], text


@pytest.mark.parametrize(
    "text",
    [
        "What a lovely day.", "How are you today?", "I went to the market and bought some bread.", "My brother is reading a book about history.", "Thanks for watching!",
        "Let us go for a walk in the park.", "Could we have dinner at seven?", "She said that he would not come because of work.", "",
    ],
)
def test_ordinary_sentences_are_not_even_considered(text):
    assert list(Misheard(Listening(), LISTS, ()).corrections(text)) == []


@pytest.mark.parametrize(
    "code, heard, question, yes, no",
    [
        ("de", "Nimm die rote Tante.", "Ich habe „nimm die rote Tante“ verstanden: Meintest du die rote Tasse?", "Ja, genau die.", "Nein, lass mal."),
        ("es", "Coge la tapa roja.", "He entendido «coge la tapa roja»: ¿querías decir la taza roja?", "Sí, eso.", "No, eso no."),
        ("fr", "Prends la tâche rouge.", "J'ai compris « prends la tâche rouge » : voulais-tu dire la tasse rouge ?", "Oui, c'est ça.", "Non, laisse tomber."),
        ("zh", "拿起红色的被子。", "我听到的是“拿起红色的被子”：你是说红色的杯子吗？", "对，就是那个。", "不是。"),
    ],
)
def test_she_asks_back_in_the_language_that_is_spoken_and_knows_its_yes_and_no(talk, code, heard, question, yes, no):
    for answer, moves in ((yes, True), (no, False)):
        abroad = talk()
        abroad.rig.dialogue._interpreter = interpreter(LANGUAGES)
        assert abroad.hears(heard, language=code).spoken == (question,) and abroad.rig.arm.log == []
        turn = abroad.hears(answer, language=code)
        assert bool(turn.outcome) == moves and (moves or turn.reply.text == LISTS["dropped"]), answer
        assert abroad.hears(yes, language=code).outcome is None


def test_a_sentence_of_another_language_that_came_to_nothing_may_have_been_misheard_as_a_whole(talk):
    """Its English is empty, so that the brain has never seen it."""
    abroad = talk()
    abroad.rig.dialogue._interpreter = interpreter(LANGUAGES)
    assert abroad.rig.dialogue.in_english(Transcript("Coge la taza boja.", language="es"), "microphone") == ""
    assert abroad.hears("Coge la taza boja.", language="es").spoken == ("He entendido «coge la taza boja»: ¿querías decir la taza roja?",)
    assert [line.speaker for line in abroad.rig.dialogue.conversation] == ["robot"]
    assert abroad.hears("Sí.", language="es").outcome.succeeded
    assert abroad.hears("Blablá.", language="es").outcome is None


def test_with_two_things_the_whole_sentence_is_asked_in_the_language_that_is_spoken(talk):
    both = Reply(ReplyKind.ACT, "Putting it.", ("left",), points=(*ACT.points, Point("front", 2.0, 2.0, "blue bowl", 0.9)), confidence=0.95)
    abroad = talk({"put the red cup in the blue bowl": both})
    abroad.rig.dialogue._interpreter = interpreter(LANGUAGES)
    question = "Ich habe „stell die rote Tante in die flaue Schüssel“ verstanden: Meintest du „stell die rote Tasse in die blaue Schüssel“?"
    assert abroad.hears("Stell die rote Tante in die flaue Schüssel.", language="de").spoken == (question,)


def test_nothing_is_asked_of_what_was_typed_in_another_language(talk):
    abroad = talk()
    abroad.rig.dialogue._interpreter = interpreter(LANGUAGES)
    assert abroad.hears("Nimm die rote Tante.", "typed").reply.text == LOST.text


def test_a_brain_that_cannot_think_ahead_is_not_asked():
    rig = Rig(PoseBrain({}, {"pick up the rent cup": LOST}))
    rig.dialogue._misheard = Misheard(rig.brain, LISTS, unfinished()["makes_nothing_of_it"])
    assert rig.dialogue.take_turn(Transcript("pick up the rent cup"), "microphone").spoken == (LOST.text,)
    rig.close()


# -- with the bundled model, on the simulated arm ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def table(model):  # noqa: F811
    """The default scene: a red cup, a blue bowl, a yellow ball, a green cube and a blue cube."""
    with assembled(settings(), lockstep=True) as parts:
        yield parts


@pytest.mark.parametrize("text, steps", [("Pick up the rent cup.", ("pick up the red cup",)), ("Pick up the jello ball.", ("pick up the yellow ball",)), ("Take the green cue.", ("pick up the green cube",))])
def test_what_the_bundled_model_understands_by_itself_is_not_asked(table, text, steps):
    observation = table.robot.observe()
    said = (Utterance("user", text),)
    reply = table.vla.would_reply(observation, said)
    assert reply.steps == steps
    assert table.dialogue._misheard.asks(text, (observation, said), reply, 0) is None


@pytest.mark.parametrize("text", ["What a lovely day.", "I went to the market and bought bread.", "Thanks for watching!", "Pick up the phone.", "Pick up the bottle.", "Give me a break.", "Pick up the cute.", "The rent is due."])
def test_ordinary_sentences_are_not_turned_into_commands(table, text):
    observation = table.robot.observe()
    said = (Utterance("user", text),)
    assert table.dialogue._misheard.asks(text, (observation, said), table.vla.would_reply(observation, said), 0) is None


def test_the_bundled_model_is_asked_again_and_carries_it_out(table):
    turn = table.dialogue.take_turn(Transcript("Pick up the dread cup."), "microphone")
    assert turn.reply.text == "I heard 'pick up the dread cup': did you mean the red cup?" and turn.outcome is None
    assert table.dialogue.take_turn(Transcript("What do you see?"), "microphone").outcome is None  # which lets the question go
    assert table.dialogue.take_turn(Transcript("Yes."), "microphone").outcome is None
    table.dialogue.take_turn(Transcript("Pick up the dread cup."), "microphone")
    turn = table.dialogue.take_turn(Transcript("Yes."), "microphone")
    assert turn.steps == ("pick up the red cup",) and turn.outcome is not None
