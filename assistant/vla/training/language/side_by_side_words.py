"""What is said to have two things stand side by side. {n} are the two of them ("the two cups"), {a} and {b} each in words of its own.

Most of each pool stands in `wordings/`, in many people's words. Knows nothing of scenes.
"""

from __future__ import annotations

from assistant.vla.training.language.phrases import Phrases


def _pool(name: str, text: str) -> Phrases:
    return Phrases(text, more=f"side_by_side_words.{name}")


PAIR = _pool("PAIR", """
4*put {n} next to each other
3*put {n} side by side
2*place {n} next to each other
2*line up {n}
2*move {n} next to each other
pop {n} next to each other
set {n} beside each other
stand {n} side by side
bring {n} close to each other
~range {n} alongside one another
""")
PAIR_SENTENCE = _pool("PAIR_SENTENCE", """
3*{n} next to each other
2*{n} side by side, please
2*i want {n} next to each other
{n} should stand side by side
{n} belong next to each other
can {n} be side by side
~{n} ought to be neighbours
""")
NAMED = _pool("NAMED", """
4*put {a} and {b} next to each other
3*put {a} and {b} side by side
2*line up {a} and {b}
2*place {a} and {b} beside each other
move {a} and {b} next to each other
{a} and {b} side by side, please
{a} and {b} next to each other
~range {a} and {b} alongside one another
""")
