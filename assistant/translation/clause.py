"""One clause in another language: its pieces grouped into things and places, and put into English order.

No parser: things are runs of pieces that can name one, places are a preposition with a thing (in Chinese a thing with a place word),
and the verb goes first. Knows the pieces of lexicon.py; nothing of single languages but how adjectives and place words stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from assistant.translation.lexicon import Piece
from assistant.translation.noun_phrase import BEFORE, HEADS, PARTS, NounPhrase

INSIDE = ("bowl", "box", "cup", "can")
"""What things are put in; on all else they are put on. For prepositions that say neither ("en el plato")."""
UNHEARD_OF = "gadget"
"""What a thing is called of which the lexicon has no word: the brain has been taught this word for what it does not know, and says that there is none.
The word itself, in another language, it may take for anything: "in the tiroir" was once "in the box"."""
_ONE_OF = Piece("all", "one of")
COMPARED = {"biggest": "bigger", "smallest": "smaller"}
_FOLLOW = ("color", "size", "sup", "look", "order", "other")  # what may follow the noun, where adjectives do


_ASIDE = {"left of": "on the left", "right of": "on the right", "between": "in the middle", "in front of": "in front", "behind": "at the back"}


@dataclass
class Place:
    relation: str
    thing: str

    @property
    def english(self) -> str:
        return f"{self.relation} {self.thing}"


Item = Union[Piece, NounPhrase, Place]


def grouped(pieces: list[Piece], adjectives_follow: bool) -> list[Item]:
    """Things, places and what is left."""
    return _places(_things(_pronouns(_partitives(pieces)), adjectives_follow))


def _partitives(pieces: list[Piece]) -> list[Piece]:
    """"einen der Würfel", "uno de los cubos", "l'un des cubes", "其中一个方块", "方块中的一个": one of them, whichever."""
    kept: list[Piece] = []
    place = 0
    while place < len(pieces):
        length = _partitive(pieces, place)
        if length and kept and kept[-1].tag == "det":
            kept.pop()  # "l'un"
        if pieces[place : place + 3] == [Piece("loc", "in"), Piece("de", "de"), Piece("num", "one")] and kept and kept[-1].tag in ("kind", "kinds"):
            begin = len(kept) - 1
            while begin and kept[begin - 1].tag in (*BEFORE, "de"):
                begin -= 1
            kept.insert(begin, _ONE_OF)
            place += 3
        elif length:
            kept.append(_ONE_OF)
            place += length
        else:
            kept.append(pieces[place])
            place += 1
    return kept


def _partitive(pieces: list[Piece], place: int) -> int:
    """How many pieces say "one of" here, 0 when none do. The article after them stays."""
    first, *after = pieces[place : place + 4] + [Piece("mark", ".")] * 3
    if first.tag == "them" and after[0] == Piece("num", "one"):
        return 2
    if first != Piece("det", "a"):
        return 0
    named = [piece.tag in HEADS or piece.tag in BEFORE and piece.tag != "det" for piece in after]
    if after[0].tag == "det" and named[1]:  # "einen der Würfel"; French "des" is an article without "the" in it
        return 2 if after[0].english == "a" else 1
    return 2 if after[0].tag == "prep" and after[0].english in ("of", "from") and after[1].tag == "det" and named[2] else 0


def _pronouns(pieces: list[Piece]) -> list[Piece]:
    """An article with nothing to it is a pronoun: "leg die in die Schüssel", "tu peux le mettre". A relative clause loses its "that is"."""
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        following = pieces[place + 1].tag if place + 1 < len(pieces) else ""
        before = kept[-1].tag if kept else ""
        if piece.tag == "loc" and piece.english in _ASIDE and before not in (*HEADS, "unknown", "pron") and not (before == "de" and len(kept) > 1 and kept[-2].tag in HEADS):
            piece = Piece("side", _ASIDE[piece.english], piece.said)  # "左边的方块": on the left of nothing in particular
        if piece.tag == "det" and piece.english == "this" and before in ("de", "color", "size", "side", "sup", "order") and following not in PARTS:
            piece = Piece("one", "one", piece.said)  # "红色的那个"
        if piece.tag == "det" and piece.english != "a" and following not in (*PARTS, "unknown", "de", "not"):
            piece = Piece("pron", "it", piece.said)
        if piece.tag == "that" and kept and kept[-1].tag == "sup":
            kept.append(Piece("cmp", "than", piece.said))  # "más grande que"
            continue
        if piece.tag == "that" and following in ("be", "there", *PARTS, "prep") and kept and kept[-1].tag in PARTS:
            continue
        if piece.tag in ("be", "there") and place and pieces[place - 1].tag == "that" and following in ("color", "size", "sup", "look", "side", "prep", "at"):
            continue
        kept.append(piece)
    return _not_so(kept)


def _not_so(pieces: list[Piece]) -> list[Piece]:
    """"que no es rojo", "der nicht rot ist", "不是红色的": a thing by what it is not."""
    kept: list[Piece] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        end = place + 1
        while end < len(pieces) and pieces[end].tag == "be":
            end += 1
        if piece.tag == "not" and piece.english == "not" and end < len(pieces) and pieces[end].tag in ("color", "size") and (end + 1 >= len(pieces) or pieces[end + 1].tag != "kind" or pieces[end + 1].tag == "de"):
            while kept and kept[-1].tag in ("that", "be"):
                kept.pop()
            if kept and kept[-1].tag == "det" and len(kept) > 1 and kept[-2].tag in ("kind", "kinds", "mark"):
                kept.pop()
            if kept and kept[-1].tag == "mark":
                kept.pop()
            kept.append(Piece("side", f"that is not {pieces[end].english}"))
            place = end + 1
            while place < len(pieces) and pieces[place].tag == "be":
                place += 1
            continue
        kept.append(piece)
        place += 1
    return kept


def _things(pieces: list[Piece], adjectives_follow: bool) -> list[Item]:
    items: list[Item] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        before = items[-1].tag if items and isinstance(items[-1], Piece) else ""
        if piece.tag in PARTS or (piece.tag == "unknown" and before in ("verb", "prep")):
            thing, place = _thing(pieces, place, adjectives_follow)
            # "桌上有几个球": a place of its own, no thing
            items.append(Place("on", "the table") if thing == NounPhrase(after=["on the table"]) and pieces[place - 1].tag == "side" else thing)
        else:
            items.append(piece)
            place += 1
    return items


def _thing(pieces: list[Piece], place: int, adjectives_follow: bool) -> tuple[NounPhrase, int]:
    thing = NounPhrase()
    begun = place
    while place < len(pieces):
        piece = pieces[place]
        tag, english = piece.tag, piece.english
        if tag == "de":
            if thing.head is None and place + 1 < len(pieces) and pieces[place + 1].tag == "unknown":
                thing.add("thing", UNHEARD_OF)  # "红色的被子" is not any red thing
                place += 2
                continue
            if thing.head is not None or place + 1 >= len(pieces) or pieces[place + 1].tag not in PARTS:
                if thing.head is None:
                    place += 1  # "红色的": the red one
                break
            place += 1
            continue
        if tag == "unknown" and thing.head is None and (place == begun or _awaits_noun(thing, adjectives_follow)):
            tag, english = "thing", UNHEARD_OF
        if tag not in PARTS or (tag in HEADS and thing.head is not None):
            break
        if tag == "det" and english == "this" and thing.after and thing.head is None and pieces[place + 1].tag in PARTS:
            place += 1  # "最左边的那个罐子": it is said already which
            continue
        if tag == "det" and place > begun and (thing.before or thing.num or thing.head or thing.after or thing.det):
            break
        if thing.head is not None and tag != "side" and not (adjectives_follow and tag in _FOLLOW):
            break
        if tag == "side" and thing.head is None and place + 1 < len(pieces) and pieces[place + 1].tag == "de" and place > begun:
            thing.add(tag, english)  # "蓝色左边的"
        else:
            thing.add(tag, english)
        place += 1
    return thing, place


def _awaits_noun(thing: NounPhrase, adjectives_follow: bool) -> bool:
    return bool(thing.det or thing.num or thing.all or (thing.before and not adjectives_follow)) and not (adjectives_follow and thing.before.get("color"))


def _places(items: list[Item]) -> list[Item]:
    found: list[Item] = []
    place = 0
    while place < len(items):
        item = items[place]
        following = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, Piece) and item.tag == "at" and isinstance(following, NounPhrase):
            after = items[place + 2] if place + 2 < len(items) else None
            if not (_is(after, "loc") or (_is(after, "de") and place + 3 < len(items) and _is(items[place + 3], "loc")) or (_is(after, "and") and _between(items, place + 1))):
                found.append(Place(_relation(item.english, following), following.english()))
                place += 2
                continue
            place += 1
            continue
        if isinstance(item, Piece) and item.tag == "prep" and (isinstance(following, NounPhrase) or _is(following, "pron")):
            second = items[place + 3] if place + 3 < len(items) and _is(items[place + 2], "and") else None
            if item.english == "between" and isinstance(second, NounPhrase):
                found.append(Place("between", f"{following.english()} and {second.english()}"))
                place += 4
            else:
                found.append(Place(_relation(item.english, following), following.english if isinstance(following, Piece) else following.english()))
                place += 2
            continue
        if isinstance(item, NounPhrase) or _is(item, "pron"):
            at = _between(items, place)
            if at:
                found.append(Place("between", f"{item.english()} and {items[place + 2].english()}"))
                place = at
            else:
                loc = place + 1 + (1 if _is(following, "de") else 0)
                if loc < len(items) and _is(items[loc], "loc"):
                    found.append(Place(items[loc].english, item.english if isinstance(item, Piece) else item.english()))
                    place = loc + 1
                else:
                    found.append(item)
                    place += 1
                    continue
            if place + 1 < len(items) and _is(items[place], "de") and isinstance(items[place + 1], NounPhrase):
                items[place + 1].after.append(found.pop().english)  # "碗里的杯子": the cup in the bowl
                place += 1
            elif place < len(items) and _is(items[place], "de"):
                found.append(NounPhrase(after=[found.pop().english]))  # "碗里的": the one in the bowl
                place += 1
            continue
        found.append(item)
        place += 1
    return found


def _between(items: list[Item], place: int) -> int:
    """Where it goes on after "A 和 B (的) 中间", 0 when it is not that."""
    if place + 3 < len(items) and _is(items[place + 1], "and") and isinstance(items[place + 2], NounPhrase):
        loc = place + 3 + (1 if _is(items[place + 3], "de") else 0)
        if loc < len(items) and _is(items[loc], "loc") and items[loc].english == "between":
            return loc + 1
    return 0


def _is(item: Item | None, tag: str) -> bool:
    return isinstance(item, Piece) and item.tag == tag


def _relation(english: str, thing: Item) -> str:
    """in or on, where the language says neither."""
    if english != "in/on":
        return english
    return "in" if isinstance(thing, NounPhrase) and (thing.head in INSIDE or thing.head == "bowls") else "on"
