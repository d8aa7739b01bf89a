"""A sentence of another language about Vela's table, in English: cut into clauses, each put into English order.

What it cannot make anything of is None, never a guess: a clause with a word it does not know and no verb that it does. Only a whole sentence of
that kind beside one that is understood ("Hallo, mein Lieber. ...") is left out.
"""

from __future__ import annotations

from assistant.translation.clause import grouped
from assistant.translation.lexicon import Language, Piece
from assistant.translation.sentence import english

_CORE = ("verb", "say", "q", "see", "there")
_JOINS = ("and", "then", "but", "or")
_ASKING = ("what", "where", "which", "how", "is", "are", "do", "why", "who", "can")


def understood(language: Language, text: str) -> str | None:
    """The sentence in English, None when it is not understood."""
    told: list[str] = []
    sentences = _sentences(_without_interjections(language.read(text)))
    asked_for = any(piece.tag in ("verb", "q") for pieces, _ in sentences for piece in pieces)
    for pieces, asks in sentences:
        if _chatter(pieces):
            return None
        if asked_for and len(sentences) > 1 and not _has_core(pieces) and any(piece.tag == "unknown" for piece in pieces):
            continue
        clauses = _clauses(pieces)
        for number, clause in enumerate(clauses):
            joined = clause[0].english if clause and clause[0].tag in _JOINS else ","
            body = clause[1:] if clause and clause[0].tag in (*_JOINS, "mark") else clause
            said = _clause(language, body, asks, number > 0)
            if said is None:
                return None
            if not said:
                continue
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


def _sentences(pieces: list[Piece]) -> list[tuple[list[Piece], bool]]:
    found: list[tuple[list[Piece], bool]] = []
    current: list[Piece] = []
    for piece in pieces:
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


def _has_core(pieces: list[Piece]) -> bool:
    return any(piece.tag in _CORE for piece in pieces)


def _clause(language: Language, pieces: list[Piece], asks: bool, later: bool) -> str | None:
    pieces = [piece for piece in pieces if piece.tag != "drop"]
    while pieces and pieces[0].tag == "mark":
        pieces = pieces[1:]
    while pieces and pieces[-1].tag == "mark":
        pieces = pieces[:-1]
    if pieces and pieces[0].tag == "not" and (len(pieces) == 1 or pieces[1].tag == "mark"):
        pieces = [Piece("say", "no"), *pieces[1:]]
    meant = [piece for piece in pieces if piece.tag != "mark"]
    unknown = [piece for piece in meant if piece.tag == "unknown"]
    if unknown and (not _has_core(meant) and not any(piece.tag == "be" for piece in meant) or len(unknown) > len(meant) / 2):
        return None
    text = english(grouped(pieces, bool(language.data.get("adjectives_follow"))), asks, later)
    return " ".join(text.replace(" ,", ",").split())
