"""Stands between what people say and a brain that knows English alone: their sentence in English, its reply in their language.

A spoken sentence's language is known from hearing; a typed one's is told by its words, with the one spoken last in doubt. Knows nothing of
sound, of voices, or of what sentences are for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Sequence

from assistant.interface import ReplyKind, Transcript
from assistant.translation.lexicon import Language, read_language
from assistant.translation.phonetic import corrections
from assistant.translation.understanding import understood
from assistant.translation.wording import Wording

ENGLISH = "en"
KNOWN = 0.5
"""The share of a sentence's words that a language must know before a typed sentence is taken for it."""
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Meant:
    """english: what the brain is given; empty where the sentence was not understood. language: in which it was said."""

    english: str
    language: str


@dataclass(frozen=True)
class Worded:
    """text: what is said, in `language`. whole: whether that is all of the English; if not, it is a shorter sentence in its place."""

    text: str
    language: str
    whole: bool = True


class Interpreter:
    """languages: those besides English. english: words by which English is known."""

    def __init__(self, languages: Iterable[Language], english: Sequence[str]) -> None:
        self._languages = {language.code: language for language in languages}
        self._wordings = {code: Wording(language) for code, language in self._languages.items()}
        self._english = frozenset(english)
        self.language = ENGLISH
        """Of the sentence heard last: replies are in it."""

    def hear(self, transcript: Transcript, source: str) -> Meant:
        """A sentence to be replied to, in English; the reply will be in its language."""
        meant = self.meant(transcript, source)
        self.language = meant.language
        return meant

    def meant(self, transcript: Transcript, source: str) -> Meant:
        """The same, and nothing is kept of it."""
        code = self.language_of(transcript.text) if source == "typed" else transcript.language
        language = self._languages.get(code)
        if language is None:
            return Meant(transcript.text, ENGLISH)
        return Meant(understood(language, transcript.text) or "", code)

    def language_of(self, text: str) -> str:
        """Of a typed sentence."""
        if _HAN.search(text):
            return "zh" if "zh" in self._languages else ENGLISH
        shares = {code: self._share(language, text) for code, language in self._languages.items() if not language.characters}
        words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
        if not words or not shares:
            return self.language if len(words) == 0 else ENGLISH
        english = sum(word in self._english for word in words) / len(words)
        best = max(shares, key=lambda code: (shares[code], code == self.language))
        if self.language in shares and shares[self.language] >= max(KNOWN, english):
            return self.language if shares[self.language] >= shares[best] else best
        return best if shares[best] >= KNOWN and shares[best] > english else ENGLISH

    def _share(self, language: Language, text: str) -> float:
        """Of the words, those that the language knows as they are written."""
        words = [word for word in language.words(text) if word.strip("-'").isalpha()]
        found = [piece for piece in language.read(text, exactly=True) if piece.tag != "mark"]
        unknown = sum(piece.tag == "unknown" for piece in found)
        return 1 - unknown / len(words) if words else 0.0

    def corrections(self, text: str, named: bool = False) -> Iterable[tuple[str, str]]:
        """What a sentence in the language heard last may have been, as it is said and in English (see phonetic.py); nothing for English."""
        language = self._languages.get(self.language)
        return () if language is None else corrections(language, text, named)

    def worded(self, text: str, kind: ReplyKind = ReplyKind.ANSWER, options: Sequence[str] = ()) -> Worded:
        """What the brain says, in the language of the last sentence."""
        wording = self._wordings.get(self.language)
        if wording is None or not text:
            return Worded(text, ENGLISH)
        said, whole = wording.of(text, kind, options)
        return Worded(said, self.language, whole)


def interpreter(folder: Path) -> Interpreter:
    """With every language of the folder prompts/languages/. Raises LanguageError."""
    words = (folder / "en.txt").read_text(encoding="utf-8").split()
    return Interpreter([read_language(path) for path in sorted(folder.glob("*.yaml"))], words)

