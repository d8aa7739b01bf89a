"""Word order, one rule a line; that the lexicons hold what people say is for the scenarios (tests/scenarios/de.yaml and so on)."""

import pytest

from assistant.translation.lexicon import read_language
from assistant.translation.understanding import understood
from tests.assistant.translation.conftest import LANGUAGES


@pytest.mark.parametrize(
    ("code", "said", "english"),
    [
        ("de", "Kannst du bitte die rote Tasse in die blaue Schüssel stellen?", "Put the red cup in the blue bowl."),
        ("de", "Heb den grünen Würfel hoch.", "Pick up the green cube."),
        ("de", "In die Schüssel leg bitte den Ball.", "Put the ball in the bowl."),
        ("de", "Leg die auf den Teller.", "Put it on the plate."),
        ("de", "Nimm den Klotz, der nicht rot ist.", "Pick up the cube that is not red."),
        ("de", "Fass die Tasse nicht an.", "Don't touch the cup."),
        ("de", "Nimm den Ball und leg ihn in die Kiste.", "Pick up the ball and put it in the box."),
        ("de", "Nimm die Tase.", "Pick up the cup."),  # misheard, mistyped
        ("es", "¿Puedes levantar la taza roja?", "Pick up the red cup."),
        ("es", "Pon la lata a la izquierda del plato.", "Put the can left of the plate."),
        ("es", "Pon la lata en el plato.", "Put the can on the plate."),
        ("es", "¿Cuántos cubos hay?", "How many cubes are there?"),
        ("es", "No, el de la izquierda.", "No, the one on the left."),
        ("fr", "Tu peux la mettre dans le bol ?", "Put it in the bowl."),
        ("fr", "Qu'est-ce qu'il y a dans le bol ?", "What is in the bowl?"),
        ("fr", "Prends le cube qui est à gauche du bol.", "Pick up the cube left of the bowl."),
        ("de", "Das Ding hinter der Dose, nimm das bitte.", "Pick up the thing behind the can."),
        ("fr", "Mets le cube rouge dans le yaourt.", "Put the red cube in the gadget."),  # what nobody knows must not be taken for the box
        ("fr", "Et combien sont blanches ?", "How many of them are white?"),
        ("es", "Ah, el más grande.", "The biggest one."),
        ("zh", "把碗左边的方块放到盒子里", "Put the cube left of the bowl in the box."),
        ("zh", "左边的那个", "The one on the left."),
        ("zh", "把红色方块拿起来放到蓝色盒子里", "Pick up the red cube and put it in the blue box."),
        ("zh", "红色的球比蓝色的球大吗", "Is the red ball bigger than the blue ball?"),
        ("zh", "杯子在碗里吗？", "Is the cup in the bowl?"),
    ],
)
def test_into_english(code, said, english):
    assert understood(read_language(LANGUAGES / f"{code}.yaml"), said) == english


@pytest.mark.parametrize("code", ["de", "es", "fr", "zh"])
@pytest.mark.parametrize("said", ["", "?!", "xqzt"])
def test_what_is_nothing_is_nothing(code, said):
    assert understood(read_language(LANGUAGES / f"{code}.yaml"), said) is None
