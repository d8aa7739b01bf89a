"""What a text is written in, before anybody asks what it says. Knows nothing of languages or words."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Without control characters and doubled spaces."""
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else c for c in text)
    return " ".join(text.split())


def folded(text: str) -> str:
    """In small letters without accents, and ß as ss: people leave them out, and so does Whisper."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def mostly_in(text: str, *scripts: str) -> bool:
    """Whether more than half of its letters are of these scripts, by the beginnings of Unicode's names ("LATIN"); False without letters."""
    letters = [character for character in text if character.isalpha()]
    of_these = sum(any(script in unicodedata.name(letter, "") for script in scripts) for letter in letters)
    return of_these * 2 > len(letters)


def legible(text: str) -> bool:
    """Whether there is something in it that a brain which reads Latin letters can have understood."""
    if any(character.isalpha() for character in text):
        return mostly_in(text, "LATIN")
    return any(character.isdigit() for character in text)
