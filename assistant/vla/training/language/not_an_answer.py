"""The robot asked, and what comes is no answer: "hm, let me think", "good question", "my wife likes red" (it asks again), "sorry, phone is ringing" (it waits). Nothing is done; the answer comes after it.

Knows what the robot has to ask, and answers to it.
"""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import unsettled
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.limits import incomplete
from assistant.vla.training.language.memory import CHOICE, choice_words, settled
from assistant.vla.training.language.not_an_answer_words import INTERRUPTED, TASTE, THINKING
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import COLORS, NoRoom
from assistant.vla.training.language.style import written
from assistant.vla.training.language.words import COLOR_WORDS


def not_an_answer(draw: Draw) -> Lesson:
    """What is said instead of an answer, or the answer after it."""
    order = None
    if draw.random() < 0.25:
        asked = incomplete(draw)
        if asked.kind != "ask":
            raise NoRoom
    else:
        asked, order = unsettled(draw, draw.of(("pick", "pick", "place", "place", "move", "stack")))
    past = (Utterance("user", asked.say), Utterance("robot", asked.text))
    said, text = _remark(draw, asked)
    if order is None or draw.random() < 0.72:
        if text is None:
            return Lesson(asked.objects, past, said, "ask", asked.text, (), asked.options, asked.targets, asked.destinations, "ask")
        return Lesson(asked.objects, past, said, "answer", text, tag="chat")
    past += (Utterance("user", said), Utterance("robot", text or asked.text))
    index = draw.of(order.options)
    return settled(draw, order, index, past, CHOICE(draw, x=choice_words(draw, order, index)))


def _remark(draw: Draw, asked: Lesson) -> tuple[str, str | None]:
    """The remark, and what is said to it; None: the same question again."""
    roll = draw.random()
    if roll < 0.4:
        return written(draw, THINKING(draw)), None
    if roll < 0.72:
        offered = [color for color in COLORS if any(color in option.split() for option in asked.options)]
        color = draw.of(offered if offered and draw.random() < 0.85 else COLORS)
        return written(draw, TASTE(draw, c=COLOR_WORDS[color](draw))), None
    return written(draw, INTERRUPTED(draw)), replies.SAY["okay"]
