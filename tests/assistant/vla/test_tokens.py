"""Words to numbers and back."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant.interface import ReplyKind, Utterance
from assistant.vla.tokens import Reading, Writing, join_words, split_words

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


@pytest.fixture(scope="module")
def reading():
    return Reading(Tokenizer.from_file(str(Path(__file__).parents[3] / "assistant/vla/weights/tokenizer.json")))


def test_what_was_offered_is_counted_from_both_ends(reading):
    offered = "Which cube do you mean, the white one, the large orange one, or the black one?"
    pieces, _, turn, _, part, from_end = (t[0].tolist() for t in reading.encode([[Utterance("robot", offered), Utterance("user", "the second")]]))
    words = {reading.tokenizer.id_to_token(p): (a, b) for p, t, a, b in zip(pieces, turn, part, from_end) if t == 1}
    assert words["which"] == (0, 3)
    assert words["white"] == (1, 2)
    assert words["orange"] == words["large"] == (2, 1)
    assert words["black"] == (3, 0)  # ", or" divides once


def test_the_newest_line_comes_first_and_a_long_past_is_dropped(reading):
    pieces, speaker, turn, position, *_ = reading.encode([[*(Utterance("robot", "yes " * 60) for _ in range(3)), Utterance("user", "pick it up")], [Utterance("user", "")]])
    assert turn[0].tolist()[:4] == [0, 0, 0, 1] and speaker[0].tolist()[:4] == [0, 0, 0, 1]
    assert int(turn[0].max()) == 2 and pieces.shape[1] == 3 + 2 * 40
    assert pieces[1].tolist()[:2] == [100, 0]  # nothing said is one unknown piece


def test_a_line_that_would_be_cut_is_too_long(reading):
    assert not reading.too_long("pick up the red cup, no wait, the blue cup instead")
    assert not reading.too_long("yes " * 64) and reading.too_long("yes " * 65)


FEW_WORDS = ["put", "the", "red", "cup", "cups", "in", "box", "putting", "then", "four", ",", "."]
PUT, PUTTING = "put the red cup in the box", "putting the red cup in the box"


@pytest.mark.parametrize(("steps", "text", "spoken"), [
    (2, f"{PUTTING}, then {PUTTING}.", "Putting the red cup in the box, then putting the red cup in the box."),
    (4, f"{PUTTING}, then {PUTTING}, then putting the", "Putting the red cup in the box, and so on."),
    (5, f"{PUTTING}.", "Putting the red cup in the box, and so on."),
    (4, "putting four cups in the box.", "Putting four cups in the box."),
])
def test_of_more_than_three_steps_no_less_is_told_than_is_done(steps, text, spoken):
    writing = Writing(FEW_WORDS)
    assert writing.decode(writing.encode("act", text, [PUT] * steps, ())[1:-1]) == (ReplyKind.ACT, spoken, [PUT] * steps, [])


def test_a_step_that_was_cut_off_is_not_done():
    writing = Writing(FEW_WORDS)
    said = writing.encode("act", "", [PUT, PUT], ())[1:-1]
    assert said[-1] == writing.number["<say>"] and writing.decode(said[:-4])[2] == [PUT]
    with pytest.raises(ValueError, match="nothing to do"):
        writing.decode(writing.encode("act", "", [PUT], ())[1:-3])


def test_a_thing_that_is_put_nowhere_is_not_put_and_nothing_is_done_after_it():
    writing = Writing([*WORDS, "down", "where", "it", "was"])
    whole, nowhere = ["pick up the red cup", "put down the red cup", "put the red cup where it was", "put the red cup in the blue bowl"], "put the red cup"
    assert writing.decode(writing.encode("act", "pick up the red cup.", [*whole, nowhere, "pick up the red cup"], [])[1:-1])[2] == whole
    with pytest.raises(ValueError, match="nothing to do"):
        writing.decode(writing.encode("act", "put the red cup.", [nowhere], [])[1:-1])


@pytest.mark.parametrize("said, meant", [("the thiiird one", "the third one"), ("the biiig greeeen cube", "the big green cube"), ("pleeease, the REEED cup", "please, the RED cup"), ("goood, take the cup", "good, take the cup"), ("zzz", "zzz")])
def test_a_stretched_word_is_the_word(reading, said, meant):
    stretched, spelled = (reading.encode([[Utterance("user", text)]]) for text in (said, meant))
    assert all((a == b).all() for a, b in zip(stretched, spelled))


@pytest.mark.parametrize("said, meant", [("put 2 cubes in the bowl", "put two cubes in the bowl"), ("the 3rd one", "the third one"), ("pick up the 10.", "pick up the ten."), ("25 of them", "twenty five of them")])
def test_a_small_number_is_its_words(reading, said, meant):
    digits, words = (reading.encode([[Utterance("user", text)]]) for text in (said, meant))
    assert all((a == b).all() for a, b in zip(digits, words))


@pytest.mark.parametrize("said", ["3.14", "2,5", "at 10:30", "1969", "x2"])
def test_other_numbers_stay(reading, said):
    assert reading._pieces(said) == reading.tokenizer.encode(said, add_special_tokens=False).ids


def test_what_is_no_word_in_either_spelling_stays(reading):
    assert reading._pieces("brrrzz") == reading.tokenizer.encode("brrrzz", add_special_tokens=False).ids
