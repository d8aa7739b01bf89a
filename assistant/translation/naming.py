"""Things as Vela names them ("the left red cube on the white plate", "two green cubes"), put into another language.

A language's file says its nouns, its adjectives (in as many forms as it has), its articles and their order. Knows nothing of sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_NOUNS = "cube|cup|ball|can|bowl|plate|box|object|thing|one"
_ADJECTIVES = ("red green blue yellow orange purple pink white black brown gray silver gold small medium large left right middle near far "
               "first second third other held").split()
_RELATIONS = ("in front of", "left of", "right of", "next to", "behind", "in", "on")
_NUMBERS = "one|two|three|four|five|six|seven"
_THING = re.compile(rf"(?:(the|an?|no|{_NUMBERS}) )?((?:(?:{'|'.join(_ADJECTIVES)}) ?)*)\b(?:({_NOUNS})(e?s)?)?(?: ((?:in|on) the .+))?")
_PLACE = re.compile(rf"({'|'.join(_RELATIONS)}) (.+)")


@dataclass(frozen=True)
class Named:
    """article: "the", "a", "no", a number, or "" (none). kind: None where only its looks are named."""

    article: str
    adjectives: tuple[str, ...]
    kind: str
    plural: bool
    place: str = ""


def named(text: str) -> Named | None:
    """One thing's name, None when it is not one."""
    found = _THING.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        return None
    article = "a" if found[1] == "an" else found[1] or ""
    return Named(article, tuple(found[2].split()), found[3] or "one", bool(found[4]), found[5] or "")


def several(text: str) -> tuple[list[Named], str] | None:
    """"a red cup, two cubes and a bowl": each, and "and" or "or" before the last. None when any of it is not a thing's name."""
    last = "or" if " or " in text else "and"
    parts = [part for piece in text.split(", ") for part in piece.split(f" {last} ")]
    things = [named(part) for part in parts]
    return None if None in things else (things, last)


class Naming:
    """speak: the part of that name of a language's file."""

    def __init__(self, speak: dict[str, Any]) -> None:
        self._speak = speak

    def things(self, text: str, case: str, gender_of: str | None = None) -> str | None:
        """gender_of: of which kind "one" is ("the red one", of cups). case: nom, acc, dat or no (none of it, after a negation)."""
        found = several(text)
        if found is None:
            return None
        return self.joined([self.thing(thing, case, gender_of) for thing in found[0]], found[1])

    def joined(self, words: list[str], last: str) -> str:
        if len(words) == 1:
            return words[0]
        return self._speak["comma"].join(words[:-1]) + self._speak[last] + words[-1]

    def place(self, text: str, goal: bool) -> str | None:
        """"in the blue bowl"; goal: where something is put, not where it is."""
        if text == "on the table":
            return self._speak["table"]["goal" if goal else "at"]
        found = _PLACE.fullmatch(text)
        thing = named(found[2]) if found else None
        if thing is None:
            return None
        where = self._speak["relations"][found[1]].format(x=self.thing(thing, "acc" if goal else "dat"))
        return self.mended(where)

    def color(self, word: str) -> str | None:
        """As it is said of something: "red", of what is masculine."""
        form = self._speak["adjectives"].get(word)
        return None if form is None else self._speak.get("bare", {}).get(word) or (form if isinstance(form, str) else form[0])

    def color_of(self, word: str, kind: str) -> str | None:
        form = self._speak["adjectives"].get(word)
        if isinstance(form, str) or form is None:
            return self.color(word)
        return form[1 if self.gender(kind) == "f" else 0]

    def gender(self, kind: str) -> str:
        return self._speak["gender"].get(kind, "x")

    def noun(self, kind: str, plural: bool = False) -> str:
        return self._speak["nouns"][kind][int(plural)]

    def thing(self, thing: Named, case: str = "nom", gender_of: str | None = None) -> str:
        speak = self._speak
        negated = case == "no" or thing.article == "no"
        plural = thing.plural
        case = "acc" if case == "no" else case
        article = "no" if negated else thing.article
        gender = self.gender(gender_of or thing.kind) if thing.kind == "one" else self.gender(thing.kind)
        if article in speak["numbers"] and not plural and article != "one":
            article = ""
        number = speak["numbers"].get(article, "") if plural or "measure" in speak else ""
        if "measure" in speak and (number or article == "a"):
            number = (number or speak["a"]["x"]) + speak["measure"][thing.kind]
        elif article == "one":
            article = "a"
        one = speak.get("one")
        ending = self._endings("the" if article == "the" else "" if number else "a" if article in ("a", "no") else "", case)
        words = [(word, self._agreed(speak["adjectives"][word], gender, plural, ending)) for word in thing.adjectives]
        words.sort(key=lambda said: isinstance(speak["adjectives"][said[0]], str) and "measure" not in speak)  # "rojo de la izquierda"
        before = " ".join(form for word, form in words if word in speak["before"])
        after = speak["space"].join(form for word, form in words if word not in speak["before"])
        noun = self.noun(thing.kind, plural)
        if plural and case == "dat" and not number and "datives" in speak:
            noun = speak["datives"][thing.kind]
        art = "" if number else self._article(article, case, gender, plural)
        if one and thing.kind == "one" and not before and not after and article == "the":
            art = one[gender]
        tail = "" if not thing.place else (self.place(thing.place, goal=False) or "")
        if tail and "measure" in speak:
            tail += "的"
        text = speak["phrase"].format(art=art, num=number, before=before, after=after, noun=noun, tail=tail)
        if "measure" in speak and thing.kind == "one" and after.endswith("的") and noun:
            text = text[: -len(noun)] if not thing.place else text
        return self.mended(" ".join(text.split()))

    def mended(self, text: str) -> str:
        """Contractions and elisions: "de el" is "del", "la assiette" is "l'assiette"."""
        for pattern, instead in self._speak["mends"].items():
            text = re.sub(pattern, instead, text)
        return text

    def _article(self, article: str, case: str, gender: str, plural: bool) -> str:
        table = self._speak.get(article) if article in ("the", "a", "no") else None
        if not table or (article == "a" and plural):
            return ""
        if case in table:
            return table[case]["p" if plural else gender]
        return table.get(f"{gender}p" if plural else gender, table.get("x", ""))

    def _endings(self, article: str, case: str) -> dict[str, str] | None:
        """German: which endings its adjectives have after that article."""
        table = self._speak.get({"the": "weak", "a": "mixed"}.get(article, "strong"))
        return None if table is None else table[case]

    @staticmethod
    def _agreed(form: str | list[str], gender: str, plural: bool, endings: dict[str, str] | None) -> str:
        if isinstance(form, list):
            return form[(2 if plural else 0) + (1 if gender == "f" else 0)]
        if endings is None:
            return form
        return form + endings["p" if plural else gender]
