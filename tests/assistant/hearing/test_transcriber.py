import numpy as np
import pytest

from assistant.hearing import Transcriber
from assistant.hearing.transcriber import Guess, without_repeats
from assistant.speaking import VoiceError, voice_named
from tests.assistant.hearing.conftest import no_speech, spoken

COMMANDS = (
    "Pick up the red cup.",
    "Put the green cube on the white plate.",
    "Take the purple can and put it next to the yellow bowl.",
    "Is the red ball bigger than the blue one?",
    "What is in front of the green box?",
    "Stop.",
)


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def word_errors(said: str, heard: str) -> int:
    """Words to insert, leave out or replace."""
    row = list(range(len(words(heard)) + 1))
    for i, a in enumerate(words(said), 1):
        above, row = row, [i]
        for j, b in enumerate(words(heard), 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return row[-1]


@pytest.mark.parametrize("name", ["hibari", "piper", "pyttsx3"])
def test_commands_are_heard_in_voices_it_was_not_tuned_to(transcriber, name):
    try:
        voice = voice_named(name)
    except VoiceError as reason:
        pytest.skip(str(reason))
    heard = [transcriber.transcribe(spoken(voice, command)) for command in COMMANDS]
    errors = [word_errors(command, transcript.text if transcript else "") for command, transcript in zip(COMMANDS, heard)]
    assert errors[0] == 0, heard[0]
    allowed = 0.15 if name == "pyttsx3" else 0.05  # espeak-ng is hard to understand for people, too
    assert sum(errors) <= allowed * sum(len(words(command)) for command in COMMANDS), heard
    assert all(0.5 < transcript.confidence <= 1.0 and transcript.language == "en" for transcript in heard if transcript)


@pytest.mark.parametrize("name", no_speech())
def test_no_words_are_made_of_noise_even_without_the_turn_detector(transcriber, name):
    heard = transcriber.transcribe(no_speech()[name])
    # Whisper's stock words at the most, and unsure of them: no command. What keeps noise from it at all is the turn detector.
    assert heard is None or heard.text == "Thank you, Vela." or (len(heard.text.split()) == 1 and heard.confidence < 0.5), heard


def test_a_click_is_nothing(transcriber):
    assert transcriber.transcribe(np.ones(400, np.float32)) is None


def test_long_speech_is_heard_to_its_end(transcriber, hibari):
    sentences = ["Pick up the red cup."] + ["Then wait for a little while until I have found my glasses."] * 3 + ["Now put it in the blue bowl."]
    heard = transcriber.transcribe(np.concatenate([spoken(hibari, sentence) for sentence in sentences]))
    assert heard.end > 10.0
    assert "red cup" in heard.text and "blue bowl" in heard.text


def test_the_tokenizer_writes_the_as_one_token(transcriber):
    assert len(transcriber._tokenizer("en").encode(" the cup")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pick up the cup. Pick up the cup. Pick up", "Pick up the cup."),
        ("stop, stop, stop", "stop,"),
        ("Stack the red cube on the blue cube.", "Stack the red cube on the blue cube."),
        ("Put the cup on the cup", "Put the cup on the cup"),
        ("Stop.", "Stop."),
        ("", ""),
    ],
)
def test_without_repeats(text, expected):
    assert without_repeats(text) == expected


def test_a_text_that_went_in_circles_is_doubted_though_it_was_likely():

    assert Guess("pick", -0.4, 0.0, repeated=True).doubtful  # so it is heard again in a longer context
    assert not Guess("Pick up the red cup.", -0.1, 0.0).doubtful
    assert not Guess("Pick up the red cup.", -0.3, 0.0, repeated=True).doubtful  # a whole sentence said twice is what a short context does


def test_a_word_or_two_of_a_long_sound_is_doubted_and_one_of_a_short_sound_is_not():

    assert Guess("Would", -0.5, 0.0, seconds=2.2).doubtful  # of "would you be so kind as to pick up the black tin"
    assert not Guess("Stop.", -0.1, 0.0, seconds=1.0).doubtful
    assert not Guess("Yes.", -0.1, 0.0, seconds=1.25).doubtful  # as long as it takes to say it, and the silence around it
    assert not Guess("The red cup.", -0.1, 0.0, seconds=2.0).doubtful


@pytest.mark.parametrize(("text", "doubtful"), [
    ("Pick pick up the green cube.", True), ("Pick up the green cube.", False), ("No, no, the other one.", False), ("", True), ("Would", True),
])
def test_what_a_short_context_stutters_is_heard_again(text, doubtful):
    assert Guess(text, -0.1, 0.0, seconds=2.0).doubtful == doubtful


def test_a_draft_is_one_look_and_nothing_where_that_is_doubtful(transcriber, hibari, monkeypatch):
    looks, decode = [], transcriber._decode
    monkeypatch.setattr(transcriber, "_decode", lambda *what: looks.append(what) or decode(*what))
    assert words(transcriber.draft(spoken(hibari, "Pick up the red cup.")).text) == words("Pick up the red cup.")
    assert transcriber.draft(no_speech()["loud white noise"]) is None
    assert len(looks) == 2


def test_a_quicker_one_hears_in_passing_and_what_it_hears_is_provisional(transcriber, hibari):
    ears = Transcriber("base", quicker=Transcriber("tiny.en", threads=1), threads=1)
    sound = spoken(hibari, "Pick up the red cup.")
    glimpse = ears.glimpse(sound)
    assert glimpse.text.lower().strip(".") == "pick up the red cup" and glimpse.provisional
    assert not ears.draft(sound).provisional and not transcriber.glimpse(sound).provisional
