"""Words to numbers and back: MiniLM's word pieces for what is said to the model, a closed vocabulary for what it writes.

What it writes is one line of words: the kind of reply, steps and options between marks, and what is to be spoken:
`<act> pick up the red cup <step> put the red cup in the blue bowl <say> picking up … .`
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Sequence

import torch
from num2words import num2words
from tokenizers import Tokenizer
from torch import Tensor

from assistant.interface import ReplyKind, Utterance
from assistant.vla.language import LENGTH, PARTS, SPEAKERS, TURNS

MARKS = ("<pad>", "<start>", "<end>", "<act>", "<ask>", "<answer>", "<refuse>", "<step>", "<option>", "<say>")
_WORDS = re.compile(r"[a-z']+|[.,?:;!]")
_LONGEST = 90  # word pieces of a whole conversation
_OLDER = 40  # word pieces of a line that is not the newest
_TOLD = 3  # steps that are told one by one
_COUNTED = re.compile(r"Putting (four|five) .*\.$")
_CHARACTERS = 400  # of one line
_NOWHERE = re.compile(r"put the (?!.* (?:in|on|next to|left of|right of|in front of|behind) the |.* where it was$)")
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,:])(\d{1,2})(st|nd|rd|th)?(?![\w:]|[.,]\d)")


def split_words(text: str) -> list[str]:
    return _WORDS.findall(text.lower())


def join_words(words: Sequence[str]) -> str:
    """Words and punctuation as a person writes them."""
    text = re.sub(r" ([.,?:;!])", r"\1", " ".join(words))
    text = re.sub(r"(^|[.?!] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
    return re.sub(r"\bi\b", "I", text).replace("vela", "Vela")


def write_line(kind: str, text: str, steps: Sequence[str] = (), options: Sequence[str] = ()) -> str:
    """A reply as one line of free text, in the same form."""
    parts = " <step> ".join(steps) or " <option> ".join(options)
    return " ".join(part for part in (f"<{kind}>", parts, "<say>", text) if part)


def read_line(line: str) -> tuple[ReplyKind, str, list[str], list[str]]:
    """Kind, spoken text, steps, options of a line of free text. A line that names no kind is an answer: it is spoken, and nothing moves."""
    kind_named = re.match(r"\s*<(act|ask|answer|refuse)>", line)
    kind = ReplyKind(kind_named[1]) if kind_named else ReplyKind.ANSWER
    before, said, after = line[kind_named.end() if kind_named else 0 :].partition("<say>")
    if not kind_named and not said:
        before, after = "", before
    listed = [" ".join(part.split()) for part in re.split(r"<step>|<option>", before)]
    listed = [part for part in listed if part]
    text = " ".join(re.sub("|".join(MARKS), " ", after).split())
    return kind, text, listed if kind is ReplyKind.ACT else [], listed if kind is ReplyKind.ASK else []


class Writing:
    """The closed vocabulary of replies."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = [*MARKS, *words]
        self.number = {word: n for n, word in enumerate(self.words)}

    def encode(self, kind: str, text: str, steps: Sequence[str], options: Sequence[str]) -> list[int]:
        """Start, the reply, end. KeyError for a word that is not in the vocabulary."""
        line = [f"<{kind}>"]
        for mark, parts in (("<step>", steps), ("<option>", options)):
            for index, part in enumerate(parts):
                line += ([mark] if index else []) + split_words(part)
        line += ["<say>", *split_words(text)]
        return [1, *(self.number[w] for w in line), 2]

    def decode(self, numbers: Sequence[int]) -> tuple[ReplyKind, str, list[str], list[str]]:
        """Kind, spoken text, steps, options; of a line that ended before anything was to be spoken the last step or option is not whole, and left out.

        So is a step that puts a thing nowhere, with what comes after it: what the hand made of it would be anything. ValueError if the line has no kind, or is to act and has no step.
        """
        words = [self.words[n] for n in numbers]
        if not words or words[0] not in ("<act>", "<ask>", "<answer>", "<refuse>"):
            raise ValueError(f"the model wrote no reply: {' '.join(words)!r}")
        kind, text, steps, options = read_line(" ".join(words))
        if "<say>" not in words:
            steps, options = steps[:-1], options[:-1]
        steps = list(takewhile(lambda step: not _NOWHERE.match(step), steps))
        if kind is ReplyKind.ACT and not steps:
            raise ValueError(f"the model wrote an act and nothing to do: {' '.join(words)!r}")
        return kind, _shortened(join_words(text.split()), len(steps)), steps, options


def _shortened(text: str, steps: int) -> str:
    """What is spoken of more than three steps: how many, or the first and that there are more. To tell each is more than there is room for."""
    if steps <= _TOLD or _COUNTED.match(text):
        return text
    return f"{text.split(', then ')[0].rstrip('.')}, and so on." if text else text


def _in_words(digits: re.Match) -> str:
    """"2 cubes" are two, and "the 10" that Whisper heard is a ten, which sounds like a tin."""
    return num2words(int(digits[1]), to="ordinal" if digits[2] else "cardinal").replace("-", " ")


class Reading:
    """Conversations as word pieces, newest line first, each piece with who said it, how long ago, where in the line, and in which part of it.

    The parts of a line are what commas, "and", "or" and "then" divide: "the second one" is in the second part of what the robot offered.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._vocabulary = tokenizer.get_vocab()
        self._dividers = {tokenizer.token_to_id(word) for word in (",", "and", "or", "then")}

    def encode(self, conversations: Sequence[Sequence[Utterance]]) -> tuple[Tensor, ...]:
        """(B, T) each: pieces (0 = padding), speaker, turn, position, part, part from the end."""
        rows = [self._row(c) for c in conversations]
        length = max(len(r) for r in rows)
        table = torch.zeros(len(rows), length, 6, dtype=torch.long)
        for index, row in enumerate(rows):
            table[index, : len(row)] = torch.tensor(row)
        return tuple(table.unbind(-1))

    def too_long(self, text: str) -> bool:
        """Whether a line has more word pieces than are read."""
        return len(text) > _CHARACTERS or len(self._pieces(text)) > LENGTH

    def _pieces(self, text: str) -> list[int]:
        spelled = _DIGITS.sub(_in_words, re.sub(r"[a-zA-Z]+", self._unstretched, text[:_CHARACTERS]))
        return self.tokenizer.encode(spelled, add_special_tokens=False).ids

    def _unstretched(self, match: re.Match) -> str:
        """A word as it is spelled: "biiig" and "greeeen" are a big and a green one. What is no word either way stays as it is."""
        word = match[0]
        spelled = {_STRETCHED.sub(letters, word) for letters in (r"\1", r"\1\1")} if _STRETCHED.search(word) else ()
        words = [w for w in spelled if len(w) > 1 and w.lower() in self._vocabulary]
        return min(words, key=lambda w: self._vocabulary[w.lower()], default=word)  # MiniLM's pieces are numbered by how common they are: "goood" is good, not god

    def _row(self, conversation: Sequence[Utterance]) -> list[tuple[int, ...]]:
        row: list[tuple[int, ...]] = []
        for turn, line in enumerate(list(conversation)[::-1][:TURNS]):
            pieces = self._pieces(line.text)[: _OLDER if turn else LENGTH] or [100]
            if turn and len(row) + len(pieces) > _LONGEST:
                break
            parts = self._parts(pieces)
            row += [
                (piece, SPEAKERS.index(line.speaker), turn, position, min(part, PARTS - 1), min(parts[-1] - part, PARTS - 1))
                for position, (piece, part) in enumerate(zip(pieces, parts))
            ]
        return row

    def _parts(self, pieces: Sequence[int]) -> list[int]:
        """For each piece, how many parts of the line are before its own; ", and" divides once."""
        parts, count, fresh = [], 0, True
        for piece in pieces:
            divides = piece in self._dividers
            count += divides and not fresh
            fresh = divides
            parts.append(count)
        return parts
