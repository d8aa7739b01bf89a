"""Text made ready to be said: what is written in digits, signs and markup becomes words, and what is words already stays."""

import random
import re

import numpy as np
import pytest

from assistant.assembly import phrases
from assistant.speaking import Speaker
from assistant.speaking.spoken_text import spoken_text


@pytest.mark.parametrize(
    "written, said",
    [
        ("It is 3 cm to the left.", "It is three centimetres to the left."),
        ("2.5 and 1,000", "two point five and one thousand"),
        ("50 % of 1 cm, 7°", "fifty percent of one centimetre, seven degrees"),
        ("the 1st and the 22nd", "the first and the twenty-second"),
        ("at 10:30, 9:05 and 12:00", "at ten thirty, nine oh five and twelve o'clock"),
        ("-3 °C or −2.5 cm (-1)", "minus three degrees Celsius or minus two point five centimetres (minus one)"),
        ("3-5 cm at 1 m/s and 3 rad/s", "three to five centimetres at one metre per second and three radians per second"),
        ("2*3 = 6, a 2x4 block, 2x faster", "two times three equals six, a two by four block, two times faster"),
        ("SO-101 with STS3215 servos", "SO one hundred and one with STS three thousand two hundred and fifteen servos"),
        ("step 1/2, $5, 007", "step one of two, five dollars, zero zero seven"),
        ("2-finger gripper", "two-finger gripper"),
        ("Put 2 in the bowl.", "Put two in the bowl."),
        ("version 1.2.3", "version one dot two dot three"),
        ("on 2026-11-28", "on two thousand and twenty-six, eleven, twenty-eight"),
    ],
)
def test_numbers_and_units_in_words(written, said):
    assert spoken_text(written) == said


@pytest.mark.parametrize(
    "written, said",
    [
        ("I moved **the red cup** into the *blue* bowl 🎉👍🏽.", "I moved the red cup into the blue bowl."),
        ("# Plan\n- the cup\n- the bowl\n\n1. first\n2. second", "Plan. the cup. the bowl. one, first. two, second"),
        ("See https://www.example.com/a/b?x=1.", "See example dot com."),
        ("[the page](http://x.org/y) or a@b.org", "the page or a at b dot org"),
        ("`pick_up` it:\n```python\nx = 1\n```\nDone.", "pick up it: Done."),
        ("| a | b |\n|---|---|\n| c | d |", "a, b. c, d"),
        ("<b>bold</b> &amp; cup/bowl → box", "bold and cup or bowl, box"),
        ("😀 ✅", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_is_only_for_the_eye_is_not_said(written, said):
    assert spoken_text(written) == said


@pytest.mark.parametrize(
    "language, written, said",
    [
        ("de", "3 cm, 2,5 kg, 1.000 g, 1 s, 10:30, -3 °C, 50 %", "drei Zentimeter, zwei Komma fünf Kilogramm, eintausend Gramm, eine Sekunde, zehn Uhr dreißig, minus drei Grad Celsius, fünfzig Prozent"),
        ("es", "3 cm, 1 h, 10:30, 1.º", "tres centímetros, una hora, diez y treinta, primero"),
        ("fr", "2,5 kg, 1er, 1\u202f000 m", "deux virgule cinq kilogrammes, premier, mille mètres"),
        ("en-us", "1 cm", "one centimetre"),
        ("zh", "**红色**的杯子 3 cm，50 %😀", "红色的杯子 3 厘米，50 %"),  # num2words has no Chinese: its voice reads digits
        ("xx", "3 cm **b**", "3 cm b"),
    ],
)
def test_other_languages(language, written, said):
    assert spoken_text(written, language) == said


def test_words_stay_as_they_are():
    plain = [*phrases().values(), "I heard 'pick up the rent cup': did you mean the red cup?", "It's the well-known one - isn't it?", "Which cube: the green or the blue one?"]
    assert [spoken_text(text) for text in plain] == plain


def test_nothing_breaks_it_and_no_digit_or_markup_is_left():
    draw = random.Random(5)
    pieces = list("0123456789.,:-/*_`#|<>[]()€$%°′½²٣𝟛×=~&@\\\n\t\u202f\u200d😀é好x ") + ["cm", "1st", "http://a.b/", "```", "rad/s", "10:30", "1e9", "-5", "99999999999999999"]
    for _ in range(400):
        text = "".join(draw.choice(pieces) for _ in range(draw.randint(1, 25)))
        for language in ("en", "de", "es", "fr", "zh", "xx"):
            said = spoken_text(text, language)
            assert "\n" not in said and not re.search(r"[*_#`|<>]", said), text
            assert language in ("zh", "xx") or not re.search(r"[0-9]", said), (text, said)


def test_the_voice_gets_what_is_said_and_everybody_else_what_was_written():
    class Voice:
        language = "de"

        def __init__(self):
            self.given = []

        def synthesize(self, text):
            self.given.append(text)
            return np.full(160, 0.1, np.float32), 16_000

    voice, shown = Voice(), []
    speaker = Speaker(voice, on_audio=lambda wav, text: shown.append(text))
    speaker.say("**3 cm**")
    speaker.say("😀")
    assert speaker.wait(30)
    speaker.close()
    assert voice.given == ["drei Zentimeter"] and shown == ["**3 cm**"]


@pytest.mark.parametrize("name, language", [("hibari", "en"), ("pyttsx3:de", "de"), ("piper", "en"), ("pyttsx3:cmn", "zh")])
def test_a_voice_knows_its_language(name, language):
    from assistant.speaking import voice_named, voices

    if name.partition(":")[0] not in voices():
        pytest.skip(f"the voice {name} is not installed")
    assert voice_named(name).language == language
