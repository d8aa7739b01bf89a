"""Things as they are named: pieces of one thing's name, in any language's order, to its English name.

Knows English names of things ("the other two small red cubes on the left"); nothing of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PLURAL = {"cube": "cubes", "cup": "cups", "ball": "balls", "can": "cans", "bowl": "bowls", "plate": "plates", "box": "boxes", "thing": "things", "one": "ones"}
HEADS = ("kind", "kinds", "thing", "name", "one")
BEFORE = ("det", "num", "all", "other", "order", "sup", "size", "color", "look")
PARTS = (*BEFORE, *HEADS, "side")


@dataclass
class NounPhrase:
    """What was said of one thing (or several). head: None where only its looks were named ("the red one")."""

    det: str | None = None
    num: str | None = None
    all: str | None = None
    before: dict[str, list[str]] = field(default_factory=dict)
    head: str | None = None
    plural: bool = False
    name: bool = False  # the head has its own article: "my brother"
    after: list[str] = field(default_factory=list)

    def add(self, tag: str, english: str) -> None:
        if tag == "det":
            self.det = english
        elif tag in ("num", "all"):
            setattr(self, tag, english)
            self.plural = self.plural or english not in ("one", "every", "each")
        elif tag in HEADS:
            self.head, self.name = english, tag == "name"
            self.plural = self.plural or tag == "kinds"
        elif tag == "side":
            self.after.append(english)
        else:
            self.before.setdefault(tag, []).append(english)

    @property
    def bare_look(self) -> bool:
        """Only looks, without an article or a noun: "red", which may be said of something."""
        return self.head is None and not (self.det or self.num or self.all or self.before.get("other") or self.after)

    @property
    def looks(self) -> str:
        return " ".join(word for tag in ("other", "order", "sup", "size", "look", "color") for word in self.before.get(tag, ()))

    def noun(self, plural: bool | None = None) -> str:
        many = self.plural if plural is None else plural
        word = self.head or "one"
        return PLURAL.get(word, word) if many else word

    def english(self, article: str = "the", plural: bool | None = None) -> str:
        """article: what it has where nothing was said of that."""
        if self.name:
            return " ".join([self.head or "", *self.after])
        det = article if self.det is None else self.det
        many = self.plural if plural is None else plural
        if self.all in ("every", "each"):
            det, many = "", False
        elif self.num:
            det = "the" if self.det == "the" and not self.all and self.before.get("other") else ""
        elif self.all == "one of":
            det = "the"  # "这些方块中的一个"
        elif det == "a" and many:
            det = ""
        noun = "" if self.all == "both" and self.head is None else self.noun(many)
        words = [self.all or "", det, self.num or "", self.looks, noun, *self.after]
        text = " ".join(word for word in words if word)
        return with_article(text)


def with_article(text: str) -> str:
    """"a orange cube" -> "an orange cube"."""
    words = text.split(" ")
    for place, (word, following) in enumerate(zip(words, words[1:])):
        if word == "a" and following[:1] in "aeiou":
            words[place] = "an"
    return " ".join(words)
