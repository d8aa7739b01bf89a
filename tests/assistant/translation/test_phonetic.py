"""What may have been said instead of a word that its language does not know."""

import pytest

from assistant.translation.lexicon import read_language
from assistant.translation.phonetic import corrections
from tests.assistant.translation.conftest import LANGUAGES


def corrected(code, text, named=False):
    return list(corrections(read_language(LANGUAGES / f"{code}.yaml"), text, named))


@pytest.mark.parametrize(
    ("code", "heard", "said", "english"),
    [
        ("de", "Nimm die tote Tasse.", "Nimm die rote Tasse.", "Pick up the red cup."),
        ("de", "Heb die grüne Hose hoch.", "Heb die grüne Dose hoch.", "Pick up the green can."),
        ("es", "Pon el tubo verde en la caja.", "Pon el cubo verde en la caja.", "Put the green cube in the box."),
        ("fr", "Mets le tube vert dans le bol.", "Mets le cube vert dans le bol.", "Put the green cube in the bowl."),
        ("zh", "把管子放进碗里。", "把罐子放进碗里。", "Put the can in the bowl."),  # the same sounds, other characters
        ("zh", "把求放到盒子裡。", "把球放到盒子里。", "Put the ball in the box."),
    ],
)
def test_the_likeliest_is_the_first(code, heard, said, english):
    assert corrected(code, heard)[0] == (said, english)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Nimm die rote Tasse."),
        ("de", "Was für ein schöner Tag."),
        ("de", "Mein Bruder liest ein Buch über Geschichte."),
        ("es", "Mañana vamos a cenar con mis padres."),
        ("es", "Coge la botella."),
        ("fr", "Demain on va dîner chez mes parents."),
        ("zh", "今天天气真好。"),
        ("zh", "我们明天去看电影吧。"),
    ],
)
def test_what_is_known_and_what_is_chatter_is_not_another(code, text):
    assert corrected(code, text) == []


def test_what_may_just_not_be_there_is_another_thing_only_beside_a_word_of_it():
    assert corrected("de", "Nimm die Tante.") and not corrected("de", "Nimm die Tante.", named=True)
    assert corrected("zh", "拿起红色的被子。", named=True)[0] == ("拿起红色的杯子。", "Pick up the red cup.")


def test_each_meaning_comes_once():
    meanings = [english for _, english in corrected("es", "Coge la tapa roja.")]
    assert len(meanings) == len(set(meanings))
