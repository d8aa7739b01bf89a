"""How many words were heard wrongly: error rate and recall of the words that matter, after spelling and numbers are made alike (Whisper's own normaliser).

Knows text only.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import Sequence

from assistant.assembly import Unusable

SPELLINGS = {"colour": "color", "grey": "gray", "yoghurt": "yogurt"}


def check_counting() -> None:
    """Raises Unusable where jiwer is not installed."""
    try:
        import jiwer  # noqa: F401
    except ImportError as error:
        raise Unusable("The error rate is counted with the package jiwer, which is not installed; run: pip install -r requirements-test.txt.") from error


def error_rate(meant: Sequence[str], heard: Sequence[str]) -> float | None:
    """Of all words together: substitutions, deletions and insertions, a word meant. None without any."""
    import jiwer

    pairs = [(plain(one), plain(other)) for one, other in zip(meant, heard)]
    pairs = [pair for pair in pairs if pair[0]]
    return float(jiwer.wer([one for one, _ in pairs], [other for _, other in pairs])) if pairs else None


def recalled(wanted: str, heard: str) -> tuple[int, int]:
    """How many of the wanted words were heard, in any order; and how many there are."""
    words = Counter(plain(wanted).split())
    return sum((words & Counter(plain(heard).split())).values()), sum(words.values())


def plain(text: str) -> str:
    """Lower case, no punctuation or fillers, numbers as digits, one spelling."""
    return _normaliser()(text).strip()


@functools.cache
def _normaliser():
    from transformers.models.whisper.english_normalizer import EnglishTextNormalizer  # seconds to import

    return EnglishTextNormalizer(SPELLINGS)
