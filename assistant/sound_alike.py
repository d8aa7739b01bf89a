"""Which words a word may have been that was misheard: those that sound and look like it.

Knows words and how they sound; nothing of what they mean, in which language they are, or of who asks.
"""

from __future__ import annotations

import itertools
from typing import Callable, Iterable, Iterator, Mapping, Sequence

import jellyfish

ALIKE = 0.6
"""Likeness in sound and letters from which a word may be another: nine of ten pairs that training knows of have it."""
WORDS = 2
"""How many words of a sentence may have been misheard at once."""
MANY = 3
"""How many words one may have been."""
PLACES = 5
"""Words that may have been misheard, in one sentence; where there are more it is no command, and to try all their pairs would take minutes."""

Scored = tuple[float, str]


def likeness(heard: str, word: str, sound: Callable[[str], str] = jellyfish.metaphone) -> float:
    """How much two words sound and look alike, 0 to 1. sound: a word as it is said, in letters; by itself, English."""
    said, other = sound(heard), sound(word)
    by_sound = 1.0 - jellyfish.damerau_levenshtein_distance(said, other) / max(len(said), len(other), 1)
    return 0.5 * by_sound + 0.5 * jellyfish.jaro_winkler_similarity(heard, word)


def alike(heard: str, words: Iterable[str], like: Callable[[str, str], float] = likeness) -> list[Scored]:
    """Those of the words that it may have been, with how much they are alike; the likeliest first."""
    scores = ((like(heard, word), word) for word in words)
    return sorted((score for score in scores if score[0] >= ALIKE), reverse=True)[:MANY]


def replacements(found: Mapping[int, Sequence[Scored]], allowed: Callable[[Sequence[int]], bool]) -> Iterator[dict[int, str]]:
    """Which words to put where, up to WORDS at once; the likeliest first.

    found: for each place, the words that it may have been; none where there are more than PLACES. allowed: whether these places, together, may have been misheard.
    """
    if len(found) > PLACES:
        return iter(())
    scored: list[tuple[float, dict[int, str]]] = []
    for many in range(1, WORDS + 1):
        for places in filter(allowed, itertools.combinations(found, many)):
            for chosen in itertools.product(*(found[place] for place in places)):
                left = len(found) - many  # a word that is left as it was heard is still none of hers
                scored.append((sum(score for score, _ in chosen) / many - 0.1 * left, {place: word for place, (_, word) in zip(places, chosen)}))
    return (chosen for _, chosen in sorted(scored, key=lambda pair: -pair[0]))
