"""What was said before, in lines: an exchange, a command and what the robot said of it; and the act that follows on it. Knows what the robot says; nothing of scenes but their names."""

from __future__ import annotations

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.reports import report
from assistant.vla.training.language.style import request, written


def exchange(said: str, *answers: str) -> tuple[Utterance, ...]:
    return (Utterance("user", said), *(Utterance("robot", a) for a in answers))


def did(draw: Draw, said: str, steps: tuple[str, ...], failed: bool = False) -> tuple[Utterance, ...]:
    """A command and what the robot said: when it started, mostly also when it was done."""
    lines = [replies.doing(steps)]
    if failed:
        lines.append(report(steps[-1], draw.of(("empty", "dropped", "unreachable", "twice", "unseen"))))
    elif draw.random() < 0.7:
        lines += [report(s, None) for s in steps][-2:]
    return exchange(said, *lines)


def act(draw: Draw, table: Table, past, said: str, steps: tuple[str, ...], targets, destinations=(), dress: bool = True) -> Lesson:
    say = written(draw, request(draw, said) if dress else said)
    return Lesson(table.scene, tuple(past)[-6:], say, "act", replies.doing(steps), steps, (), tuple(targets), tuple(destinations), "memory")
