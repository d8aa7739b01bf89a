"""A sentence of another language about Vela's table, in English: cut into clauses, each put into English order.

What it cannot make anything of is None, never a guess: a clause with a word it does not know and no verb that it does. Only a whole sentence of
that kind beside one that is understood ("Hallo, mein Lieber. ...") is left out.
"""

from __future__ import annotations

from assistant.translation.clause import grouped
from assistant.translation.lexicon import Language, Piece
from assistant.translation.noun_phrase import HEADS, PARTS
from assistant.translation.sentence import english

_CORE = ("verb", "say", "q", "see", "there")
_JOINS = ("and", "then", "but", "or")
_ASKING = ("did", "what", "where", "which", "how", "is", "are", "do", "why", "who", "can")


def understood(language: Language, text: str) -> str | None:
    """The sentence in English, None when it is not understood."""
    told: list[str] = []
    sentences = _topics_joined(_answered(_sentences(_relatives(_without_tag(_without_interjections(language.read(text)))))))
    asked_for = any(piece.tag in ("verb", "q") for pieces, _ in sentences for piece in pieces)
    for pieces, asks in sentences:
        if _chatter(pieces):
            return None
        if asked_for and len(sentences) > 1 and not _has_core(pieces) and any(piece.tag == "unknown" for piece in pieces):
            continue
        clauses = _asked_alone(_clauses(pieces))
        for number, clause in enumerate(clauses):
            joined = clause[0].english if clause and clause[0].tag in _JOINS else ","
            body = clause[1:] if clause and clause[0].tag in (*_JOINS, "mark") else clause
            said = _clause(language, body, asks, number > 0 or bool(told))
            if said is None:
                return None
            if not said or said == "stack" and number + 1 < len(clauses):  # "搭个塔，绿方块放在黄方块上": what it is to become, and then how
                continue
            if joined == "or" and told and told[-1].lower() == "no":
                joined = ","  # "不是，还是拿黄色的吧": rather that one
            if number and told:
                told[-1] += said if said.startswith(",") else ("" if joined == "," else ", " if joined in ("then", "but") else " ") + joined + " " + said
            else:
                told.append(said + ("?" if said.split()[0] in _ASKING else ""))
    text = " ".join(part[:1].upper() + part[1:] + ("" if part.endswith("?") else ".") for part in told)
    return text or None


def _chatter(pieces: list[Piece]) -> bool:
    """A sentence of which a third is unknown and that neither asks for anything nor asks anything is not for Vela."""
    meant = [piece for piece in pieces if piece.tag not in ("drop", "mark")]
    unknown = sum(piece.tag == "unknown" for piece in meant)
    return len(meant) > 3 and unknown > len(meant) / 3 and not any(piece.tag in ("verb", "q", "see", "there") for piece in meant)


def _without_interjections(pieces: list[Piece]) -> list[Piece]:
    """"Ah, el más grande.": a word that nobody knows, with a comma after it, at the beginning."""
    if len(pieces) > 2 and pieces[0].tag == "unknown" and pieces[1] == Piece("mark", ","):
        return pieces[2:]
    return pieces


def _without_tag(pieces: list[Piece]) -> list[Piece]:
    """"..., ¿no?", "..., oder?", "..., n'est-ce pas ?", "...，好不好？": it asks for a yes, and means nothing by it."""
    if len(pieces) < 3 or pieces[-1] != Piece("mark", "?"):
        return pieces
    at = len(pieces) - 1
    while at and _is_tag(pieces[at - 1]):
        at -= 1
    tag, before = pieces[at:-1], pieces[:at]
    comma = bool(before) and before[-1] == Piece("mark", ",")
    if not any(piece.tag != "drop" for piece in tag) or not any(piece.tag in ("verb", "be") for piece in before) or not (comma or tag[0].tag == "not"):
        return pieces
    asks = any(piece.tag in ("q", "see", "there") for piece in before)
    return [*(before[:-1] if comma else before), Piece("mark", "?" if asks else ".")]


def _answered(sentences: list[tuple[list[Piece], bool]]) -> list[tuple[list[Piece], bool]]:
    """"No, ..." where that is the word for "not" too, and "是。" where what asked is answered by what is."""
    answered = []
    for pieces, asks in sentences:
        if pieces[0].tag == "not" and (len(pieces) == 1 or pieces[1].tag == "mark"):
            pieces = [Piece("say", "no"), *pieces[1:]]
        elif not asks and all(piece == Piece("be", "is") for piece in pieces):
            pieces = [Piece("say", "yes")]
        answered.append((pieces, asks))
    return answered


def _relatives(pieces: list[Piece]) -> list[Piece]:
    """"Wirf alles runter, was auf dem Tisch steht.": what everything is said of, not a question of its own."""
    asks = next((place for place, piece in enumerate(pieces) if piece == Piece("q", "what") and place and pieces[place - 1] == Piece("mark", ",")), 0)
    whole = next((place for place, piece in enumerate(pieces[:asks]) if piece.tag == "all" and pieces[place + 1].tag not in PARTS), None)
    if whole is None:
        return pieces
    end = next((place for place in range(asks, len(pieces)) if pieces[place].tag == "mark"), len(pieces))
    said = pieces[asks + 1 : end]
    if any(piece.tag == "verb" for piece in said):
        return pieces
    where = [piece for piece in said if piece.tag not in ("be", "there", "see", "drop")]
    return [*pieces[: whole + 1], Piece("thing", "things"), *where, *pieces[whole + 1 : asks - 1], *pieces[end + (pieces[end : end + 1] == [Piece("mark", ",")]) :]]


def _is_tag(piece: Piece) -> bool:
    return piece.tag in ("not", "or", "drop", "ask") or (piece.tag == "say" and piece.english in ("yes", "no", "okay"))


def _topics_joined(sentences: list[tuple[list[Piece], bool]]) -> list[tuple[list[Piece], bool]]:
    """"The can on the far left. Pick it up.": a thing that is named alone, and then what is to be done with it, are one sentence."""
    joined: list[tuple[list[Piece], bool]] = []
    for pieces, asks in sentences:
        if joined and not joined[-1][1] and _names_alone(joined[-1][0]) and any(piece.tag == "verb" for piece in pieces):
            joined[-1] = ([*joined[-1][0], Piece("mark", ","), *pieces], asks)
        else:
            joined.append((pieces, asks))
    return joined


def _names_alone(pieces: list[Piece]) -> bool:
    """Whether it is the name of a thing and nothing else."""
    pieces = [piece for piece in pieces if piece.tag != "drop"]
    return bool(pieces) and any(piece.tag in HEADS for piece in pieces) and all(piece.tag in (*PARTS, "that", "be", "de", "prep", "loc") for piece in pieces)


def _sentences(pieces: list[Piece]) -> list[tuple[list[Piece], bool]]:
    found: list[tuple[list[Piece], bool]] = []
    current: list[Piece] = []
    for piece in pieces:
        if piece == Piece("mark", ":") and any(said.tag == "verb" for said in current) and not any(said.tag in PARTS for said in current):
            continue  # "bau einen Turm: der grüne auf den gelben": it says what of
        if piece.tag == "mark" and piece.english in ".?!;:":
            if current:
                found.append((current, piece.english == "?"))
            current = []
        else:
            current.append(piece)
    return [*found, (current, False)] if current else found


def _clauses(pieces: list[Piece]) -> list[list[Piece]]:
    """Cut at commas and "and" where either side has a verb, or asks, of its own."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.tag in _JOINS or (piece.tag == "mark" and piece.english == ","):
            if len(parts[-1]) == 1 and parts[-1][0].tag in (*_JOINS, "mark"):
                parts[-1] = [piece]  # ", and then"
            else:
                parts.append([piece])
        else:
            parts[-1].append(piece)
    merged: list[list[Piece]] = []
    for part in parts:
        if merged and not (_has_core(part) and _has_core(merged[-1])):
            merged[-1] = merged[-1] + part
        else:
            merged.append(part)
    return merged


def _asked_alone(clauses: list[list[Piece]]) -> list[list[Piece]]:
    """"Erzähl mal, was du getan hast.": where a whole question is known, what leads up to it is nothing."""
    asked = [[piece] for clause in clauses for piece in clause if piece.tag == "say" and piece.english.startswith(("what did", "what do you see", "what are you"))]
    return asked[:1] if asked and not any(piece.tag == "verb" for clause in clauses for piece in clause) else clauses


def _has_core(pieces: list[Piece]) -> bool:
    return any(piece.tag in _CORE for piece in pieces)


def _clause(language: Language, pieces: list[Piece], asks: bool, later: bool) -> str | None:
    if _tells(language, pieces) or pieces and pieces[0] == Piece("q", "how"):
        return None
    acts = next((place for place, piece in enumerate(pieces) if piece.tag == "verb"), len(pieces))
    done = any(piece.tag == "past" for piece in pieces[acts:]) and (asks or any(piece.tag == "ask" for piece in pieces))
    pieces = [piece for piece in pieces if piece.tag not in ("drop", "self", "past")]
    while pieces and pieces[0].tag == "mark":
        pieces = pieces[1:]
    while pieces and pieces[-1].tag == "mark":
        pieces = pieces[:-1]
    meant = [piece for piece in pieces if piece.tag != "mark"]
    unknown = [piece for piece in meant if piece.tag == "unknown"]
    if unknown and (not _has_core(meant) and not any(piece.tag == "be" for piece in meant) or len(unknown) > len(meant) / 2):
        return None
    if _unknown_looks(language, meant) or _unknown_act(language, meant):
        return None
    text = english(grouped(pieces, bool(language.data.get("adjectives_follow"))), asks, later)
    if done and any(piece.tag == "verb" for piece in meant) and not any(piece.tag == "q" for piece in meant):
        text = f"did you {text}"  # "你拿了杯子吗"
    return " ".join(text.replace(" ,", ",").split())


def _tells(language: Language, pieces: list[Piece]) -> bool:
    """"Ich lege den Ball in die Schüssel", "我把杯子放在碗里了": what somebody else does, or has done."""
    pieces = [piece for piece in pieces if piece.tag not in ("mark", "drop")]
    if language.characters:
        return bool(pieces) and pieces[0] == Piece("name", "me") and any(piece.tag == "verb" for piece in pieces)
    return any(piece.tag == "self" and after.tag == "verb" and after.english not in ("give me", "want") for piece, after in zip(pieces, pieces[1:]))


def _unknown_looks(language: Language, pieces: list[Piece]) -> bool:
    """"coge el cubo bermejo", "把斑点杯子拿起来": a thing by a look that nobody knows would be any of its kind."""
    follow = bool(language.data.get("adjectives_follow"))
    if not any(piece.tag == "verb" for piece in pieces):
        return False
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None]):
        if piece.tag != "unknown":
            continue
        if follow and before is not None and before.tag in ("kind", "kinds") or language.characters and after is not None and after.tag in ("kind", "side", "color"):
            return True
    return False


def _unknown_act(language: Language, pieces: list[Piece]) -> bool:
    """"réduis la tasse en miettes", with "miettes" for a verb: what stands where the verb should and is not known was the verb."""
    verbs = [piece for piece in pieces if piece.tag == "verb"]
    unknown = any(piece.tag == "unknown" for piece in pieces)
    if unknown and verbs and pieces[0].tag != "verb" and all(piece.said for piece in verbs):
        return True
    return not language.characters and len(pieces) > 1 and pieces[0].tag == "unknown" and pieces[1].tag in PARTS and bool(verbs)
