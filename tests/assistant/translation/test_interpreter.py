from pathlib import Path

import pytest
import yaml

from assistant.interface import ReplyKind, Transcript

ROOT = Path(__file__).resolve().parents[3]
SCENARIOS = ROOT / "tests" / "scenarios"


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Stell die rote Tasse in die blaue Schüssel.", "de", "Put the red cup in the blue bowl."),
        ("Pon la taza roja en el cuenco azul.", "es", "Put the red cup in the blue bowl."),
        ("Mets la tasse rouge dans le bol bleu.", "fr", "Put the red cup in the blue bowl."),
        ("把红色的杯子放进蓝色的碗里。", "zh", "Put the red cup in the blue bowl."),
        ("Put the red cup in the blue bowl.", "en", "Put the red cup in the blue bowl."),
    ],
)
def test_a_typed_sentence_is_known_by_its_words_and_put_into_english(between, text, language, english):
    meant = between.hear(Transcript(text), "typed")
    assert (meant.language, meant.english) == (language, english)
    assert between.language == language


def test_a_spoken_sentence_is_in_the_language_that_hearing_says(between):
    assert between.hear(Transcript("Nimm den Ball.", language="de"), "microphone").english == "Pick up the ball."
    assert between.hear(Transcript("Nimm den Ball.", language="en"), "microphone").english == "Nimm den Ball."


def test_a_reply_is_in_the_language_of_the_last_sentence(between):
    assert between.worded("I have the red cup.").text == "I have the red cup."
    between.hear(Transcript("Prends la tasse rouge."), "typed")
    assert between.worded("I have the red cup.").text == "J'ai la tasse rouge."
    between.hear(Transcript("Pick up the ball."), "typed")
    assert between.worded("I have the ball.").language == "en"


def test_what_is_only_asked_for_changes_nothing(between):
    between.meant(Transcript("Nimm den Ball."), "typed")
    assert between.language == "en"


def test_a_short_answer_is_in_the_language_that_is_spoken(between):
    between.hear(Transcript("Coge el cubo."), "typed")
    assert between.hear(Transcript("El azul."), "typed").english == "The blue one."


def test_a_sentence_that_is_not_understood_is_empty_and_never_a_guess(between):
    assert between.hear(Transcript("Der Bundeskanzler frohlockt über die rote Tasse", language="de"), "microphone").english == ""


def test_english_as_people_say_it_is_english(between):
    """All sentences of the English scenario files, but for those that are in another language."""
    foreign = {"bonjour, comment ça va aujourd'hui", "muchas gracias por todo, amigo", "hmmmm hm hm la la la"}
    said = [str(turn["say"]) for path in SCENARIOS.glob("*.yaml") if len(path.stem) > 2
            for scenario in yaml.safe_load(path.read_text(encoding="utf-8")) for turn in scenario["turns"] if "say" in turn]
    assert len(said) > 1000
    assert [text for text in said if text not in foreign and between.language_of(text) != "en"] == []


def test_what_no_template_fits_is_said_shorter(between):
    between.hear(Transcript("Nimm den Würfel."), "typed")
    worded = between.worded("Which of these marvels do you mean?", ReplyKind.ASK, ("red cube", "blue cube"))
    assert (worded.text, worded.whole) == ("Was meinst du, den roten Würfel oder den blauen Würfel?", False)
    assert between.worded("Whoa.", ReplyKind.ACT).text == "Okay."
