"""Words to numbers and back."""

import pytest

from assistant.interface import ReplyKind
from assistant.vla.tokens import Writing, join_words, split_words

WORDS = ["pick", "up", "the", "red", "cup", "put", "in", "blue", "bowl", "which", "do", "you", "mean", "one", "or", "i", "don't", "see", ".", ",", "?"]


@pytest.mark.parametrize(
    "kind, text, steps, options",
    [
        ("act", "Pick up the red cup.", ["pick up the red cup", "put the red cup in the blue bowl"], []),
        ("ask", "Which cup do you mean, the red one or the blue one?", [], ["red cup", "blue cup"]),
        ("answer", "I don't see the red cup.", [], []),
    ],
)
def test_a_reply_survives_the_round_trip(kind, text, steps, options):
    writing = Writing(WORDS)
    numbers = writing.encode(kind, text, steps, options)
    assert writing.decode(numbers[1:-1]) == (ReplyKind(kind), text, steps, options)


def test_a_line_without_a_kind_is_an_error():
    writing = Writing(WORDS)
    with pytest.raises(ValueError, match="no reply"):
        writing.decode([writing.number["cup"]])
    with pytest.raises(ValueError):
        writing.decode([])


def test_a_word_outside_the_vocabulary_is_an_error():
    with pytest.raises(KeyError):
        Writing(WORDS).encode("answer", "banana", [], [])


def test_sentences_are_written_as_people_write_them():
    assert join_words(split_words("i don't see it. which one, vela?")) == "I don't see it. Which one, Vela?"
