"""What became of a step: the event line, and what the robot then says.

An event line is "done: STEP" or "failed: STEP: REASON"; reasons: empty, dropped, missed, unseen, unreachable, blocked, stopped, and "twice" when
the last try failed too. Knows the canonical steps; nothing of what people say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.interface import Utterance
from assistant.vla.training.language import replies
from assistant.vla.training.language.gestures import any_table
from assistant.vla.training.language.lesson import Lesson
from assistant.vla.training.language.phrases import Draw
from assistant.vla.training.language.scenes import names

REASONS = ("empty", "dropped", "missed", "unseen", "unreachable", "blocked", "stopped", "twice")
_PUT = re.compile(r"put the (.+?) ((?:in front of|left of|right of|next to|behind|in|on) the .+)")
SAY = replies.SAY


def parts(step: str) -> tuple[str, str, str]:
    """Verb ("pick up", "put", "put down", or the whole step), thing, place."""
    for verb in ("pick up", "put down"):
        if step.startswith(verb + " the "):
            return verb, step[len(verb) + 5:], ""
    if step.startswith("put ") and step.endswith(replies.WHERE_IT_WAS):
        return "put", step[8:].removesuffix(f" {replies.WHERE_IT_WAS}"), replies.WHERE_IT_WAS
    if step.startswith("put "):
        return "put", *_split(step)
    return step, "", ""


def _split(step: str) -> tuple[str, str]:
    """The thing and the place of a put step; a thing's own place ("red cube on the plate") belongs to the thing."""
    found = list(re.finditer(r" (in front of|left of|right of|next to|behind|in|on) the ", step))
    # "put the A [on the B] RELATION the C [on the D]": the first is the thing's own when another relation follows that is not C's own
    if not found:  # no canonical step, but a model may write it
        return step[8:], ""
    first = found[0]
    if len(found) >= 2 and re.fullmatch(r"put the (?:held )?\w+ (?:cube|cup|ball|can)", step[:first.start()]) and first[1] in ("in", "on") \
            and step[first.end():found[1].start()].split()[-1] in ("bowl", "plate", "box", "cube", "table") and _own(step, found):
        first = found[1]
    return step[8:first.start()], step[first.start() + 1:]


def _own(step: str, found: list[re.Match]) -> bool:
    """Whether the first place of several is where the thing is, not where it goes: places of goals are only ever cubes' or pickable things'."""
    middle = step[found[0].end():found[1].start()].split()[-1]
    return middle != "cube" or found[1][1] not in ("in", "on")


def report(step: str, reason: str | None) -> str:
    """What the robot says when a step is over. reason: None when it worked."""
    verb, thing, place = parts(step)
    if reason is None:
        return {"pick up": f"I have the {thing}.", "put": f"The {thing} is {place}.", "put down": f"I put down the {thing}.",
                "go home": SAY["home_done"], "open the gripper": SAY["opened"], "close the gripper": SAY["closed"], "wave": SAY["waved"]}[verb]
    if verb not in ("pick up", "put", "put down"):
        return SAY["stopped"] if reason == "stopped" else {"go home": SAY["home_failed"], "wave": SAY["wave_failed"]}.get(verb, SAY["gripper_failed"])
    return {"empty": f"I could not grip the {thing}.", "dropped": f"I dropped the {thing}.", "missed": f"The {thing} is not {place}." if place else f"I could not put down the {thing}.",
            "unseen": f"I can't find the {thing}.", "unreachable": f"I could not reach the {thing}. Could you bring it closer?", "blocked": "Something is in my way.",
            "stopped": SAY["stopped"], "twice": f"I tried twice and could not grip the {thing}. Could you help me?"}[reason]


def event(step: str, reason: str | None) -> str:
    return f"done: {step}" if reason is None else f"failed: {step}: {reason}"


def reported(draw: Draw, lesson: Lesson) -> Lesson:
    """The lesson after a command: one of its steps is over. The scene is the one after it, the one before, or any: only the words matter here."""
    step = draw.of(lesson.steps)
    reason = None if draw.random() < 0.55 else draw.of(REASONS)
    if reason == "missed" and parts(step)[0] == "pick up":
        reason = "empty"
    roll = draw.random()
    if roll < 0.4:
        lesson = replace(lesson, objects=any_table(draw, 6).scene, targets=())
    elif roll < 0.85 and reason is None and parts(step)[0] == "pick up" and len(lesson.steps) == 1:
        hand = lesson.targets[0]
        lesson = replace(lesson, objects=tuple(replace(o, held=i == hand, z=0.12 if i == hand else o.z) for i, o in enumerate(lesson.objects)))
        names(lesson.objects)  # a twin in the hand leaves the others without names: NoRoom
    history = lesson.history[-4:] + (Utterance("user", lesson.say), Utterance("robot", lesson.text))
    return Lesson(lesson.objects, history[-6:], event(step, reason), "answer", report(step, reason), targets=lesson.targets if len(lesson.steps) == 1 else (), tag="report", speaker="event")
