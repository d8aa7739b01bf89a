"""Harm asked for in jest ("throw it at my brother, just kidding", "stab him haha") is refused as any other; an ordinary command with a laugh is done.

Knows what it will not do, single commands, and what is in the hand.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import clear
from assistant.vla.training.language.exchanges import taken
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.in_jest_words import JEST, LAUGHING, WISH
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.references import refer
from assistant.vla.training.language.refusals import BREAK, HARM, HURT
from assistant.vla.training.language.scenes import PICKABLE, NoRoom, held
from assistant.vla.training.language.style import CLAUSES, written

_MOSTLY = ((HURT, "hurt"),) * 6 + ((BREAK, "break"),) * 2 + HARM


def in_jest(draw: Draw) -> Lesson:
    """A joke of harm, with what is on the table, with what is in the hand, or with nothing that was named; now and then a laugh over what is harmless."""
    if draw.random() < 0.25:
        return _laughing(draw)
    table = any_table(draw, 6, draw.random() < 0.3)
    hand, things = held(table.scene), table.of(PICKABLE)
    past: tuple[Utterance, ...] = ()
    if hand is not None:
        t, targets = draw.of(("it", "it", "it", "that")), (hand,)
        if draw.random() < 0.7:
            past = taken(draw, table.names[hand].removeprefix("held "))
    elif things and draw.random() < 0.75:
        thing = refer(draw, table, draw.of(things), things, simple=True)
        t, targets = thing.words, thing.matches
    else:
        t, targets = draw.of(("it", "that", "something", "that thing")), ()
    sentences, reason = draw.of(_MOSTLY)
    harm = sentences(draw, t=t)
    if t not in harm.split() and f"{t} " not in f"{harm} ":
        targets = ()
    wish = "," not in harm and not harm.startswith((*CLAUSES, "my ")) and draw.random() < 0.45
    return Lesson(table.scene, past, written(draw, (WISH if wish else JEST)(draw, x=harm)), "refuse", replies.SAY[reason], targets=targets, tag="refuse")


def _laughing(draw: Draw) -> Lesson:
    lesson = clear(draw, draw.of(("pick", "pick", "place", "place", "move", "stack")))
    said = lesson.say.rstrip(".!?")
    if said.isupper() or not said:
        raise NoRoom
    return replace(lesson, say=LAUGHING(draw, x=said[0].lower() + said[1:]))
