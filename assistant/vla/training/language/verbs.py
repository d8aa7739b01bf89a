"""Sentences that order one thing, by verb: pick, place, stack, move.

{t} is the thing, {d} where it goes, {in}, {on} and {by} the preposition or relation. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.move_words import MOVE, MOVE_SENTENCE
from assistant.vla.training.language.phrases import Phrases
from assistant.vla.training.language.pick_words import PICK, PICK_SENTENCE
from assistant.vla.training.language.place_words import PLACE, PLACE_SENTENCE
from assistant.vla.training.language.stack_words import STACK, STACK_SENTENCE

VERBS = {"pick": (PICK, PICK_SENTENCE), "place": (PLACE, PLACE_SENTENCE), "stack": (STACK, STACK_SENTENCE), "move": (MOVE, MOVE_SENTENCE)}
# {wrong} is a place that was not meant, {x} the right one with its preposition.
CORRECTED = Phrases("""
4*{wrong}, no, {x}
2*{wrong}, no wait, {x}
2*{wrong}, sorry, {x}
{wrong}, i mean {x}
{wrong}, actually {x}
{wrong}, actually no, {x}
{wrong}, no, sorry, {x}
{wrong}, or rather {x}
{wrong}, no, {x} instead
~{wrong}, correction, {x}
""")
