"""English sentences from the grouped items of a clause: questions by the word that asks, everything else with its verb first.

Knows how Vela's English is put; nothing of other languages.
"""

from __future__ import annotations

from assistant.translation.clause import COMPARED, Item, Place
from assistant.translation.lexicon import Piece
from assistant.translation.noun_phrase import NounPhrase

WITH_IT = ("put", "move", "stack", "place", "bring", "pick up", "take", "push", "throw", "give me", "hand me", "put down", "lift", "drop", "hold")
"""Verbs that say what they are done to: in a second clause, where it is left out, that is "it"."""
_OFF = " off the table"
_BY_SIZE = {"large": "bigger", "small": "smaller", "biggest": "bigger", "smallest": "smaller"}
_TOGETHER = {("take", "up"): "pick up", ("take", "on"): "pick up", ("make", "on"): "open", ("make", "to"): "close", ("make", "up"): "open", ("make", "open"): "open", ("make", "shut"): "close", ("put", "down"): "put down", ("let", "go"): "let go of",
             ("go", "back"): "go back", ("hold", "up"): "pick up", ("move", "over"): "kill", ("throw", "over"): "knock over", ("push", "over"): "knock over", ("hit", "over"): "knock over", ("take", "away"): "take away", ("put", "away"): "put away", ("let", "down"): "drop"}


def english(items: list[Item], asks: bool, later: bool) -> str:
    """asks: it ended with a question mark. later: another clause came before, so that what is left out is "it"."""
    tags = {item.tag: item for item in items if isinstance(item, Piece)}
    things = [item for item in items if isinstance(item, NounPhrase) or _tag(item) == "pron"]
    places = " ".join(item.english for item in items if isinstance(item, Place))
    than = next((item for item in items if isinstance(item, Place) and item.relation == "than"), None)
    if than is not None and things:
        how = next((_BY_SIZE[word] for item in things[1:] if isinstance(item, NounPhrase) for word in item.looks.split() if word in _BY_SIZE), "")
        how = how or (tags["cmp"].english if "cmp" in tags else "bigger")
        return f"is {_article(things[0])} {how} {than.english}"
    question = tags.get("q")
    if question is not None:
        text = _asked(question.english, items, things, places, tags)
        if text is not None:
            return text
    if "see" in tags and "verb" not in tags:
        if not things:
            return f"what do you see {places}".strip()
        return f"do you see {_article(things[0], 'a')} {places}".strip()
    if "there" in tags and "verb" not in tags and things:
        thing = things[0]
        many = isinstance(thing, NounPhrase) and thing.plural and not thing.num
        text = f"are there any {thing.looks} {thing.noun()} {' '.join(thing.after)}" if many else f"is there {_article(thing, 'a')}"
        return " ".join(f"{text} {places}".split())
    if "be" in tags and "verb" not in tags and things and (asks or "ask" in tags or _tag(items[0]) == "be"):
        return _is_it(items)
    if "ask" in tags and "verb" not in tags and len(things) == 1 and places:
        return f"is {_article(things[0])} {places}"
    return _told(items, later)


def _asked(word: str, items: list[Item], things: list[Item], places: str, tags: dict[str, Piece]) -> str | None:
    thing = things[0] if things else None
    if word == "how many":
        looks = [t for t in things if isinstance(t, NounPhrase) and t.bare_look]
        named = [t for t in things if isinstance(t, NounPhrase) and t not in looks]
        if looks and not named and ("be" in tags or "them" in tags):
            return f"how many of them are {looks[0].looks}"
        if not named and looks:  # "wie viele rote": red ones
            named, looks = looks, []
        if not named:
            return f"how many are {places or 'there'}"
        what = " ".join(w for w in (named[0].looks, named[0].noun(True) if named[0].head else "things", *named[0].after) if w)
        return f"how many {what} are {looks[0].looks if looks else places or 'there'}"
    if word == "what color":
        return " ".join(f"what color is {_article(thing) if thing is not None else 'it'} {places}".split())
    if word == "why":
        return "why did you do that"
    if word == "where":
        many = isinstance(thing, NounPhrase) and thing.plural
        return f"where {'are' if many else 'is'} {_article(thing) if thing is not None else 'it'} {places}".strip()
    if word == "what" and "verb" not in tags:
        if "see" in tags:
            return f"what do you see {places}".strip()
        if places:
            return f"what is {places}"
        if thing is not None and "be" in tags:
            return f"what is {_article(thing)}"
        return "what do you see" if "there" in tags else None
    if word == "which" and "verb" not in tags and things:
        at = next(place for place, item in enumerate(items) if _tag(item) == "q")
        if at + 1 < len(items) and _tag(items[at + 1]) == "be":  # "cuál es el cubo más grande"
            return f"which one is {_article(things[0])} {places}".strip()
        first = things[0].english("") if isinstance(things[0], NounPhrase) else "one"
        rest = [_predicate(item) for item in items if item is not things[0] and not _tag(item) in ("q", "be", "there", "mark", "ask", "at")]
        return f"which {first} is {' '.join(rest)}".strip()
    return None


def _is_it(items: list[Item]) -> str:
    """is the cup in the bowl, is the cube bigger than the ball."""
    rest = [item for item in items if _tag(item) not in ("be", "ask", "mark", "at")]
    many = isinstance(rest[0], NounPhrase) and rest[0].plural
    subject = next((item for item in rest if isinstance(item, NounPhrase) and not item.bare_look or _tag(item) == "pron"), None)
    if subject is None:
        return "is it " + " ".join(_predicate(item) for item in rest)
    rest.remove(subject)
    return f"{'are' if many else 'is'} {_article(subject)} {' '.join(_predicate(item) for item in rest)}".strip()


def _predicate(item: Item) -> str:
    if isinstance(item, NounPhrase):
        if item.bare_look:
            return " ".join(COMPARED.get(word, word) for word in item.looks.split(" "))
        if item.head is None and item.det == "the" and list(item.before) == ["sup"]:
            return f"the {item.looks}"
        return item.english()
    if isinstance(item, Piece) and item.tag == "that":
        return "than"
    return item.english


def _told(items: list[Item], later: bool) -> str:
    """The verb first, then everything in its own order; what one verb acts on, the next does too."""
    clauses: list[list[Item]] = [[]]
    for item in items:
        if _tag(item) == "verb" and clauses[-1] and _tag(clauses[-1][-1]) == "verb" and clauses[-1][-1].english in ("put", "go", "let"):
            clauses[-1].pop()  # "va mettre", "ve a poner"
        elif _tag(item) == "verb" and any(_tag(other) == "verb" for other in clauses[-1]):
            clauses.append([])
        clauses[-1].append(item)
    texts = [_one(clause, later or number > 0) for number, clause in enumerate(clauses)]
    return " and ".join(text for text in texts if text)


def _one(items: list[Item], later: bool) -> str:
    verb = next((item for item in items if _tag(item) == "verb"), None)
    if verb is None:
        be = any(_tag(item) == "be" for item in items)
        words = [_predicate(item) if be else _plain(item) for item in items if _tag(item) not in ("at", "de", "ask", "part", "prep", "loc", "unknown", "them")]
        return " ".join(word for word in words if word)
    particles = [item.english for item in items if _tag(item) in ("part", "prep")]  # a preposition that is left over was a particle: "mach die Hand auf"
    has_place = any(isinstance(item, Place) for item in items)
    word = verb.english
    for particle in particles:
        if (word, particle) in _TOGETHER and not (particle == "down" and has_place):
            word = _TOGETHER[word, particle]
    if word == "want":  # "den Ball hätte ich gern neben dem Würfel" is where it goes, not which it is
        at = items.index(verb)
        word = "put" if any(isinstance(item, NounPhrase) for item in items[:at]) and any(isinstance(item, Place) for item in items[at:]) else "give me"
    if word == "raise":  # "sube el cubo encima del otro"
        word = "put" if has_place else "pick up"
    if word in ("pick up", "take", "take out"):
        for item in items:  # "saca la pelota del bol", "hol den Ball aus der Schüssel", "把球从碗里拿出来"
            if isinstance(item, Place) and item.relation in (("of", "from", "out of") if word != "take out" else ("of", "from", "in", "on")):
                word, item.relation = "take", "out of" if item.relation in ("of", "in") else item.relation
    if word == "take" and not any(isinstance(item, Place) and item.relation in ("out of", "from", "off", "of") for item in items):
        word = "pick up"
    rest = [item for item in items if item is not verb and _tag(item) not in ("part", "prep", "be", "at", "de", "ask", "loc", "unknown", "there", "see", "that", "them")]
    negated = any(_tag(item) == "not" for item in rest)
    rest = [item for item in rest if _tag(item) != "not"] if negated else rest
    objects = [item for item in rest if isinstance(item, NounPhrase) or _tag(item) == "pron"]
    if not objects and later and word in WITH_IT:
        rest = [Piece("pron", "it"), *rest]
    at = items.index(verb)
    doubled = at + 1 < len(items) and _tag(items[at + 1]) == "pron"  # "el cubo ponlo en la caja"
    if at and isinstance(items[0], NounPhrase) and (doubled or any(_tag(item) == "mark" for item in items[:at])):
        rest = [item for item in rest if _tag(item) not in ("mark", "pron")]  # "das Ding hinter der Dose, nimm das": it was named before
    if word == "throw":  # "lánzale la pelota a mi hermano"
        rest = [Place("at", item.english()) if place and isinstance(item, NounPhrase) and item.name else item for place, item in enumerate(rest)]
    pronoun = next((item for item in rest if _tag(item) == "pron"), None)
    if pronoun is not None:  # "la puedes poner", "kannst du sie legen"
        rest = [pronoun, *(item for item in rest if item is not pronoun)]
    if rest and isinstance(rest[0], Place) and len(rest) > 1 and isinstance(rest[1], NounPhrase):
        rest[0], rest[1] = rest[1], rest[0]  # "in die Schüssel leg den Ball"
    text = " ".join([word, *(w for w in map(_plain, rest) if w)])
    if word.endswith(_OFF):  # "push the cup off the table"
        what = " ".join(_plain(item) for item in rest if not isinstance(item, Place) and _tag(item) not in ("adv", "mark")).removesuffix(" on the table")
        text = f"{word.removesuffix(_OFF)} {'everything' if what in ('', 'all the ones') else what}{_OFF}"
    return f"don't {text}" if negated else text


def _plain(item: Item) -> str:
    return item.english() if isinstance(item, NounPhrase) else item.english


def _article(item: Item, article: str = "the") -> str:
    return item.english(article) if isinstance(item, NounPhrase) else item.english


def _tag(item: Item | None) -> str:
    return item.tag if isinstance(item, Piece) else ""
