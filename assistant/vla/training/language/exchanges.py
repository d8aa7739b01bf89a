"""What was said before, in lines: an exchange, a command and what the robot said of it; and the act that follows on it. Knows what the robot says; nothing of scenes but their names."""

from __future__ import annotations

import re

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.commands import say_command, step_for
from assistant.vla.training.language.followup_words import PICK_PLAIN, PUT_BACK, PUT_PLAIN
from assistant.vla.training.language.gestures import DOWN_IT
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.meanings import Table
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.reports import report
from assistant.vla.training.language.scenes import COLORS, CONTAINERS, RELATION_WORDS, NoRoom, preposition
from assistant.vla.training.language.style import request, with_aside, written
from assistant.vla.training.language.words import COLOR_WORDS, KIND_WORDS

_PICKED = re.compile(r"pick up the (.+)$")
_PUT = re.compile(rf"put the (.+?) (in|on|{'|'.join(RELATION_WORDS.values())}) the (.+)$")
_RELATION = {words: relation for relation, words in RELATION_WORDS.items()}


def exchange(said: str, *answers: str) -> tuple[Utterance, ...]:
    return (Utterance("user", said), *(Utterance("robot", a) for a in answers))


def did(draw: Draw, said: str, steps: tuple[str, ...], failed: bool = False) -> tuple[Utterance, ...]:
    """A command and what the robot said: when it started, mostly also when it was done. The command as `said`, or in any words that people have for it."""
    if len(steps) == 1 and draw.random() < 0.4:
        said = _as_people_say(draw, steps[0]) or said
    lines = [replies.doing(steps)]
    if failed:
        lines.append(report(steps[-1], draw.of(("empty", "dropped", "unreachable", "twice", "unseen"))))
    elif draw.random() < 0.7:
        lines += [report(s, None) for s in steps][-2:]
    return exchange(said, *lines)


def put_plainly(draw: Draw, table: Table, thing: int, goal: int, called: str | None = None) -> tuple[str, str]:
    """How a thing is put in or on what it goes to: the plain command, and its step. called: the goal, where it is not named in full."""
    said = PUT_PLAIN(draw, t=table.names[thing], p=preposition(table.scene[goal].kind), d=table.names[goal] if called is None else called)
    return said, step_for(table, "place", thing, goal, None)


def taken(draw: Draw, name: str) -> tuple[Utterance, ...]:
    """A thing was taken: the plain command, and what the robot said."""
    return did(draw, PICK_PLAIN(draw, t=name), (f"pick up the {name}",))


def taken_and_put_down(draw: Draw, name: str) -> tuple[Utterance, ...]:
    return taken(draw, name) + did(draw, DOWN_IT(draw), (f"put down the {name}",))


def back_with_it(draw: Draw) -> str:
    """Words for what is in the hand to go where it was. "Back on the table" alone is anywhere on it. Raises NoRoom."""
    said = PUT_BACK(draw)
    if said.split(" please")[0].endswith("table"):
        raise NoRoom
    return said


def taken_instead(draw: Draw, before: str, now: str, said: str) -> tuple[Utterance, ...]:
    """A thing was taken, and at what was `said` then put down again and another taken."""
    return taken(draw, before) + did(draw, said, (f"put down the {before}", f"pick up the {now}"))


def act(draw: Draw, table: Table, past, said: str, steps: tuple[str, ...], targets, destinations=(), dress: bool = True, tag: str = "memory") -> Lesson:
    say = written(draw, request(draw, said) if dress else with_aside(draw, said))
    return Lesson(table.scene, tuple(past)[-6:], say, "act", replies.doing(steps), steps, (), tuple(targets), tuple(destinations), tag)


def _as_people_say(draw: Draw, step: str) -> str | None:
    """A step as a command in any words; None where it is a gesture, or names a thing by another."""
    picked, put = _PICKED.match(step), _PUT.match(step)
    if step.count(" the ") > (1 if picked else 2):
        return None
    if picked:
        return say_command(draw, "pick", _called(draw, picked[1]))
    if put is None:
        return None
    thing, how, goal = put.groups()
    kind = goal.split()[-1]
    verb = "move" if how in _RELATION else "place" if kind in CONTAINERS else "stack"
    return say_command(draw, verb, _called(draw, thing), _called(draw, goal), kind, _RELATION.get(how))


def _called(draw: Draw, name: str) -> str:
    """ "the left red cup" -> "the left crimson mug"."""
    words = name.split()
    kind, color = words[-1], words[-2] if len(words) > 1 and words[-2] in COLORS else None
    rest = words[: -2 if color else -1]
    return " ".join(("the", *rest, *((COLOR_WORDS[color](draw),) if color else ()), KIND_WORDS[kind](draw)))
