"""What Vela says in English, in another language: sentence by sentence, by the templates of the language's file.

Vela's English is bounded (assistant/vla/training/language/replies.py), so that templates can cover it; what none fits is said in fewer,
honest words, and the English is shown beside it. Knows nothing of what people say.
"""

from __future__ import annotations

import re
from typing import Sequence

from assistant.interface import ReplyKind
from assistant.translation.lexicon import Language
from assistant.translation.naming import Naming, named, several

_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


class Wording:
    """One language's way of saying what Vela says; made once, asked for each reply."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._naming = Naming(language.data["speak"])
        self._then, self._so_on = language.data["say"]["then"], language.data["say"]["and so on"]
        templates = [(_pattern(english, more), said, english) for english, said in language.data["say"].items() for more in ("?", "")]
        self._whole = [(pattern, said) for pattern, said, english in templates if english.endswith((".", "?"))]
        self._doing = [(pattern, said) for pattern, said, english in templates if not english.endswith((".", "?")) and english not in ("then", "and so on")]

    def of(self, text: str, kind: ReplyKind = ReplyKind.ANSWER, options: Sequence[str] = ()) -> tuple[str, bool]:
        """The text in this language, and whether all of it was put into it; if not, it is the shorter sentence for this kind of reply."""
        sentences = [self._sentence(sentence) for sentence in re.split(r"(?<=[.?!]) ", text.strip())]
        if None not in sentences:
            return self._language.data["speak"]["space"].join(sentences), True
        return self._otherwise(kind, options), False

    def _otherwise(self, kind: ReplyKind, options: Sequence[str]) -> str:
        shorter = self._language.data["otherwise"][kind.value]
        if kind is ReplyKind.ASK:
            things = [self._naming.things(f"the {option}", "acc") for option in options]
            if not things or None in things:
                return self._language.data["say"]["I did not understand that."]
            return shorter.format(options=self._naming.joined(things, "or"))
        return shorter

    def _sentence(self, sentence: str) -> str | None:
        for pattern, said in self._whole:
            found = pattern.fullmatch(sentence)
            filled = self._filled(said, found.groupdict()) if found else None
            if filled is not None:
                return _upper(filled)
        return self._did(sentence) or self._acting(sentence.removeprefix("I am "))  # "I am putting ...": what she is at

    def _did(self, sentence: str) -> str | None:
        """"I put the red cup in the box, then picked up the can.": each part as it is said alone."""
        first, *more = sentence.rstrip(".").split(", then ")
        if not more or not first.startswith("I "):
            return None
        parts = [self._sentence(f"{part}.") for part in (first, *(f"I {part}" for part in more))]
        return None if None in parts else self._one_after_another([part[:1].lower() + part[1:-1] for part in parts]) + parts[0][-1]

    def _acting(self, sentence: str) -> str | None:
        """"Picking up the red cup, then putting it down.", or "Putting the red cup in the box, and so on."."""
        parts = []
        told, more = sentence.rstrip(".").removesuffix(", and so on"), sentence.endswith(", and so on.")
        for part in told.split(", then "):
            filled = None
            for pattern, said in self._doing:
                found = pattern.fullmatch(part[:1].upper() + part[1:])
                filled = self._filled(said, found.groupdict()) if found else None
                if filled is not None:
                    parts.append(filled)
                    break
            if filled is None:
                return None
        end = "。" if self._language.characters else "."
        return self._one_after_another(parts) + (self._so_on if more else "") + end

    def _one_after_another(self, parts: list[str]) -> str:
        if self._language.data["speak"].get("inverts"):  # German: "ich nehme ..., dann stelle ich ..."
            parts[1:] = [re.sub(r"^(\w+) (\w+)", r"\2 \1", part) for part in parts[1:]]
        return _upper(self._then.join(parts))

    def _filled(self, said: str, slots: dict[str, str]) -> str | None:
        """The template with its slots put into the language, None when one cannot be."""
        kind = re.sub(r"^.* ", "", slots["k"]) if slots.get("k") else None
        values = {}
        for found in _SLOT.finditer(said):
            slot, form = found[1], found[2] or ("nom" if found[1] in ("t", "u") else "")
            value = self._slot(slot, form, slots, kind)
            if value is None:
                return None
            values[found[0]] = value
        text = _SLOT.sub(lambda found: values[found[0]], said)
        return self._naming.mended(" ".join(text.split()))

    def _slot(self, slot: str, form: str, slots: dict[str, str], kind: str | None) -> str | None:
        text = slots[slot]
        if slot in ("h", "g"):  # what was heard, and what may have been said: in this language already
            return text
        if slot in ("t", "u"):
            return self._naming.things(text[:1].lower() + text[1:], form, kind)
        if slot == "p":
            return self._naming.place(text, goal=form == "goal")
        if slot == "ps":
            places = [self._naming.place(part, goal=True) for piece in text.split(", ") for part in piece.split(" or ")]
            return None if None in places else self._naming.joined(places, "or")
        if slot == "c":
            thing = several(slots["t"][:1].lower() + slots["t"][1:]) if "t" in slots else None
            return self._naming.color_of(text, thing[0][0].kind) if thing else self._naming.color(text)
        return self._which(text)

    def _which(self, text: str) -> str | None:
        """"red cube", after "which": with the ending that the question word needs before it, where it needs one."""
        thing = named(text)
        if thing is None or thing.kind == "one":
            return None
        code, speak = self._language.code, self._naming
        if code == "de":
            ending = {"m": "n", "f": "", "n": "s"}[speak.gender(thing.kind)]
            return f"{ending} {speak.thing(named('the ' + text), 'acc').split(' ', 1)[1]}"
        if code == "fr":
            return f"{'le' if speak.gender(thing.kind) == 'f' else ''} {speak.thing(thing)}"
        return speak.thing(thing)


_PLACES = "(?:in front of|left of|right of|next to|behind|in|on) the .+"
_SHAPES = {"p": _PLACES, "ps": _PLACES, "c": "[a-z]+"}


def _pattern(template: str, more: str) -> re.Pattern:
    """"{t} is {p}." as what it fits. more: "?" for the shortest thing before a place, "" for the longest: "the can on the table in front of
    the cup" is either, and one of the two is a name of Vela's."""
    parts = []
    at = 0
    for found in _SLOT.finditer(template):
        parts += [re.escape(template[at : found.start()]), f"(?P<{found[1]}>{_SHAPES.get(found[1], '.+') + (more if found[1] != 'c' else '')})"]
        at = found.end()
    return re.compile("".join(parts) + re.escape(template[at:]))


def _upper(text: str) -> str:
    """The first letter large, Spanish question marks and all."""
    for place, character in enumerate(text):
        if character.isalpha():
            return text[:place] + character.upper() + text[place + 1 :]
    return text
