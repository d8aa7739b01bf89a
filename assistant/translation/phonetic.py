"""What a sentence may have been that has a word its language does not know: the same with one of the table's words that sounds like it.

The table's words are the language's own (its file's colours and kinds). How a word sounds is told by the file's `sounds`, in Chinese by pinyin without
tones: recognisers of Chinese write the wrong characters for the right syllables ("被子", a quilt, for "杯子", a cup). What only nearly is a word
of the file has been taken for that before, without asking (lexicon.py); verbs are not looked for. Knows one language's pieces; nothing of the brain.
"""

from __future__ import annotations

import re
from typing import Iterable, Sequence

from assistant.letters import folded
from assistant.sound_alike import alike, likeness, replacements
from assistant.translation.lexicon import Language, Piece
from assistant.translation.understanding import understood

_TABLE = ("color", "kind", "kinds")
_BETWEEN = ("de", "det")  # may stand between two words of one thing: "红色的杯子"


def corrections(language: Language, text: str, named: bool = False) -> Iterable[tuple[str, str]]:
    """The sentence with up to two of its unknown words as the table's words that they sound like, and that in English; the likeliest first.

    named: only with another word of the same thing beside it, heard or corrected.
    """
    pieces = language.read(text)
    like = {place: found for place, piece in enumerate(pieces) if piece.tag == "unknown" and (found := _alike(language, piece.english))}
    given: set[str] = set()
    for chosen in replacements(like, lambda places: _about_a_thing(pieces, places, named)):
        said = language.written(text).strip()
        for place, word in chosen.items():
            said = _instead(language, said, pieces[place].english, word)
        english = understood(language, said)
        if english is not None and english not in given:  # "rote" and "roten" are one red
            given.add(english)
            yield said, english


def _alike(language: Language, heard: str) -> list[tuple[float, str]]:
    if language.characters:
        return alike(heard, language.table_words, lambda one, other: likeness(language.sound(one), language.sound(other), str))
    words = {folded(word): word for word in language.table_words}
    found = alike(folded(heard), words, lambda one, other: likeness(one, other, language.sound))
    return [(score, words[word]) for score, word in found]


def _about_a_thing(pieces: Sequence[Piece], places: Sequence[int], named: bool) -> bool:
    """Whether the sentence speaks for it: it says what to do, or has another word of the thing beside the misheard one."""
    beside = any(_beside(pieces, places, place, step) for place in places for step in (-1, 1))
    return beside or not named and any(piece.tag == "verb" for piece in pieces)


def _beside(pieces: Sequence[Piece], places: Sequence[int], place: int, step: int) -> bool:
    place += step
    while 0 <= place < len(pieces) and pieces[place].tag in _BETWEEN:
        place += step
    return 0 <= place < len(pieces) and (place in places or pieces[place].tag in _TABLE)


def _instead(language: Language, text: str, heard: str, word: str) -> str:
    around = ("", "") if language.characters else (r"(?<!\w)", r"(?!\w)")
    return re.sub(f"{around[0]}{re.escape(heard)}{around[1]}", lambda found: word.capitalize() if found[0][:1].isupper() else word, text, count=1, flags=re.IGNORECASE)
