"""A language as its file in prompts/languages/ describes it: words in, pieces of meaning out.

Splits a sentence into words (Chinese into characters) and looks up the longest runs of them that the file knows; a word that is nearly one
of the file's is taken for it (misheard, mistyped). Knows nothing of word order or of what sentences mean.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Iterable, Sequence

import yaml

from assistant.letters import folded

NEAR = 0.8
"""How alike (difflib's ratio) a word must be to one of the file's to be taken for it; German endings alone differ by more than 0.9."""

_WORDS = re.compile(r"[^\W\d_]+'|-?[^\W\d_]+|\d+|[.,;:?!]")
_CHARACTERS = re.compile(r"[^\W_\d]|\d+|[.,;:?!]")
_MARKS = str.maketrans("’，。？！、；：", "',.?!,;:")


_BEFORE_NOUN = ("det", "color", "size", "order", "sup")
_AFTER_NOUN = ("kind", "kinds", "color", "size")  # or after an adjective, which is then the one that is not known


class LanguageError(Exception):
    """A language's file is not as it must be. The message says what to correct."""


@dataclass(frozen=True)
class Piece:
    """tag: what part it plays (verb, color, kind ...). english: what it means; for an unknown word, the word itself. said: the word, where it is unknown or only nearly known."""

    tag: str
    english: str
    said: str = ""


@dataclass(frozen=True)
class Language:
    """code: ISO 639-1. data: the file. pieces: by the words (joined by spaces) that say them."""

    code: str
    data: dict[str, Any]
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    @cached_property
    def characters(self) -> bool:
        """Whether it is written without spaces."""
        return bool(self.data.get("characters"))

    @cached_property
    def _folded(self) -> dict[str, tuple[Piece, ...]]:
        return {folded(words): pieces for words, pieces in reversed(self.pieces.items())}

    @cached_property
    def _single(self) -> list[str]:
        return [words for words in self._folded if " " not in words and len(words) > 3]

    @cached_property
    def _longest(self) -> int:
        return max(words.count(" ") + 1 for words in self.pieces)

    @cached_property
    def _sounds(self) -> list[tuple[re.Pattern, str]]:
        return [(re.compile(letters), instead) for letters, instead in self.data.get("sounds", {}).items()]

    @cached_property
    def _by_sound(self) -> dict[str, tuple[Piece, ...]]:
        return {self.sound(words): self._folded[words] for words in self._single} if self._sounds else {}

    @cached_property
    def _simplified(self) -> dict[int, str]:
        return str.maketrans({pair[0]: pair[1] for pair in str(self.data.get("characters_as", "")).split()})

    @cached_property
    def table_words(self) -> list[str]:
        """The single words that name a colour or a kind of thing."""
        named = [words for words, pieces in self.pieces.items() if len(pieces) == 1 and pieces[0].tag in ("color", "kind", "kinds")]
        return [words.replace(" ", "") for words in named] if self.characters else [words for words in named if " " not in words]

    @property
    def _whole(self) -> int:
        """How many words a saying must have to count only where the clause ends with it: "qué hay" alone, not "qué hay en el cuenco"."""
        return 3 if self.characters else 2

    def _ends(self, words: list[str], at: int) -> bool:
        if at >= len(words) or words[at] in ".,;:?!":
            return True
        length, pieces = self._longest_at(words, at)
        return pieces[0].tag in ("and", "then", "but") or (pieces[0].tag in ("drop", "ask", "past") and self._ends(words, at + length))

    def written(self, text: str) -> str:
        """The text in the characters of the file: composed, simplified."""
        return unicodedata.normalize("NFC", text).translate(self._simplified)

    def words(self, text: str) -> list[str]:
        text = self.written(text).translate(_MARKS).lower()
        return (_CHARACTERS if self.characters else _WORDS).findall(text)

    def known(self, word: str) -> bool:
        return word in self.pieces or folded(word) in self._folded

    def read(self, text: str, exactly: bool = False) -> list[Piece]:
        """The sentence as pieces; what is not known has the tag "unknown", a sentence mark the tag "mark". exactly: nearly known is not known."""
        words, found = self.words(text), []
        at = 0
        while at < len(words):
            length, pieces = self._longest_at(words, at, exactly)
            found.extend((piece, " ".join(words[at : at + length])) for piece in pieces)
            at += length
        return _runs_joined(piece for piece, _ in found) if self.characters else _nouns_due(found)

    def _longest_at(self, words: list[str], at: int, exactly: bool = False) -> tuple[int, tuple[Piece, ...]]:
        if words[at] in ".,;:?!":
            return 1, (Piece("mark", words[at]),)
        for length in range(min(self._longest, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            pieces = self.pieces.get(said) or self._folded.get(folded(said))
            if pieces is not None and (pieces[0].tag != "say" or length < self._whole or self._ends(words, at + length)):
                return length, pieces
        return 1, self._composed(words[at]) or (() if exactly else self._nearly(words[at])) or (Piece("unknown", words[at], words[at]),)

    def _composed(self, word: str) -> tuple[Piece, ...]:
        """A verb that is written together with its pronoun ("levántala") or with its particle ("hochzuheben"); nothing where it is none."""
        plain = folded(word)
        for clitic, means in self.data.get("clitics", {}).items():
            verb = self._verb(plain.removesuffix(clitic)) if plain.endswith(clitic) else None
            if verb is not None:
                return (verb, *_pieces("made", means))
        for prefix, means in self.data.get("prefixes", {}).items():
            rest = plain.removeprefix(folded(prefix))
            verb = (self._verb(rest) or self._verb(rest.removeprefix("zu"))) if rest != plain else None
            if verb is not None:
                return (verb, *_pieces("made", means))
        return ()

    def _verb(self, word: str) -> Piece | None:
        pieces = self._folded.get(word, ())
        return pieces[0] if len(pieces) == 1 and pieces[0].tag == "verb" else None

    def _nearly(self, word: str) -> tuple[Piece, ...]:
        """What a misspelt word is taken for: one that looks nearly like it, or sounds the same."""
        if self.characters or len(word) < 4:
            return ()
        plain, sound = folded(word), self.sound(folded(word))
        for near in difflib.get_close_matches(plain, self._single, n=3, cutoff=NEAR):
            if self.sound(near)[:1] == sound[:1]:  # "lava" is not "clava": a first letter is seldom wrong
                return tuple(replace(piece, said=word) for piece in self._folded[near])
        return tuple(replace(piece, said=word) for piece in self._by_sound.get(sound, ()))

    def sound(self, word: str) -> str:
        """How a word is said, in letters: the same for words that sound the same. Chinese characters as pinyin without tones, which are what is misheard."""
        if self.characters:
            from pypinyin import lazy_pinyin  # takes a moment, and most people speak something else

            return "".join(lazy_pinyin(word))
        for letters, instead in self._sounds:
            word = letters.sub(instead, word)
        return word


def _nouns_due(found: Sequence[tuple[Piece, str]]) -> list[Piece]:
    """The pieces, each found with its words. A verb is none where a noun is due: "die rote Tante" has nothing of dancing ("tanze"), "la tapa roja" nothing of covering."""
    pieces = [piece for piece, _ in found]
    due: list[Piece] = []
    for (piece, words), before, after in zip(found, [None, *pieces], [*pieces[1:], None]):
        nearly = piece.said and before is not None and before.tag in _BEFORE_NOUN
        within = before is not None and before.tag == "det" and after is not None and after.tag in _AFTER_NOUN
        due.append(Piece("unknown", words, words) if piece.tag == "verb" and (nearly or within) else piece)
    return due


def _runs_joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Unknown characters that follow each other are one word."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.tag == "unknown" and joined and joined[-1].tag == "unknown":
            joined[-1] = Piece("unknown", joined[-1].english + piece.english, joined[-1].said + piece.said)
        else:
            joined.append(piece)
    return joined


_AllWords = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""In which "no" and "on" are the words they are; the slower one where PyYAML came without its C part."""


@functools.cache
def read_language(path: Path) -> Language:
    """The language of a file such as prompts/languages/de.yaml. Raises LanguageError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _AllWords)  # noqa: S506 - it builds texts, lists and mappings only
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise LanguageError(f"{path} is not valid YAML ({' '.join(str(error).split())}).") from error
    missing = [key for key in ("name", "understand", "speak", "say", "otherwise") if not isinstance(data, dict) or key not in data]
    if missing:
        raise LanguageError(f"{path} lacks {', '.join(missing)}; compare it with the other files beside it.")
    language = Language(path.stem, data)
    for tag, meanings in data["understand"].items():
        for english, said in meanings.items():
            pieces = _pieces(tag, str(english))
            for words in spellings(str(said), data.get("endings", {})):
                key = " ".join(language.words(words))
                language.pieces.setdefault(key, pieces)
    return language


def _pieces(tag: str, english: str) -> tuple[Piece, ...]:
    """What a spelling stands for: one piece, or under the tag "made" several, such as "verb:put pron:it" (underscores are spaces)."""
    if tag != "made":
        return (Piece(tag, english),)
    return tuple(Piece(part.split(":")[0], part.split(":")[1].replace("_", " ")) for part in english.split())


def spellings(said: str, endings: dict[str, list[str]]) -> list[str]:
    """"rot~ | rötlich~" with the endings of "~": rot, rote, roten ... A mark of `endings` at a word's end stands for each of its endings."""
    found = []
    for one in said.split("|"):
        forms = [one.strip()]
        for mark, ends in endings.items():
            forms = [form.replace(mark, end) for form in forms for end in (ends if mark in form else [""])]
        found.extend(forms)
    return found
