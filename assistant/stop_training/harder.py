"""The second course of lessons: what the first left wrong. Short stops, sound-alikes, pieces of commands, sentences that begin as a stop does, by more various voices through worse microphones."""

from __future__ import annotations

import random

from assistant.stop_training import near_words, phrases, speakers
from assistant.stop_training.lessons import SURE, Course


def said(chance: random.Random, kind: str) -> str:
    """The words of one lesson."""
    if kind == "stop":
        text = chance.choice(near_words.SHORT_STOPS) if chance.random() < 0.75 else chance.choice((*phrases.STOPS, *phrases.MORE_STOPS))
        return text[0].upper() + text[1:] + chance.choice(("!", "!", ".", "", "?"))
    if kind == "ending":
        return chance.choice(phrases.ENDING) + chance.choice((".", "!", "?"))
    one = {"going on": near_words.going_on, "alike": near_words.alike, "piece": near_words.piece, "talk": near_words.in_a_sentence, "command": near_words.command}[kind]
    return one(chance)


def moments(chance: random.Random, kind: str, seconds: float) -> list[float]:
    """When the windows end: s after the end of what is said, which took so many seconds."""
    if kind == "stop":
        late = [chance.uniform(-0.03, 0.08), chance.uniform(SURE, 0.22), chance.uniform(0.15, 0.4)]
        return late + [chance.uniform(0.52, 0.9)] if chance.random() < 0.3 else late
    if kind == "going on":  # about where the word that stops ends
        return [begun - seconds for begun in (chance.uniform(0.3, 0.5), chance.uniform(0.4, 0.7), chance.uniform(0.6, 1.0)) if begun < seconds]
    if kind in ("alike", "piece", "ending"):
        return [chance.uniform(0.0, 0.12), chance.uniform(0.08, 0.25), chance.uniform(0.2, 0.4)]
    return [chance.uniform(0.2 - seconds, 0.0), chance.uniform(0.2 - seconds, 0.0), chance.uniform(0.05, 0.4)]


SECOND = Course({"stop": 0.28, "alike": 0.26, "piece": 0.13, "going on": 0.12, "command": 0.08, "talk": 0.06, "ending": 0.04, "nobody": 0.03}, said, speakers.varied, moments, takes=3, microphones=True, others=30)
