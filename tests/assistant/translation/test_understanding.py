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
        # one of them, whichever
        ("de", "Nimm einen der Würfel.", "Pick up one of the cubes."),
        ("de", "Nimm eine von den grünen Dosen.", "Pick up one of the green cans."),
        ("es", "Coge uno de los cubos.", "Pick up one of the cubes."),
        ("es", "Coge uno de los rojos.", "Pick up one of the red ones."),
        ("fr", "Prends l'un des cubes.", "Pick up one of the cubes."),
        ("fr", "Prends un des cubes verts.", "Pick up one of the green cubes."),
        ("zh", "拿其中一个方块。", "Pick up one of the cubes."),
        ("zh", "拿这些绿色方块中的一个。", "Pick up one of the green cubes."),
        ("de", "Nimm einen Würfel.", "Pick up a cube."),
        ("es", "Pon un cubo de la mesa en el bol.", "Put a cube on the table in the bowl."),
        # what everything is said of
        ("de", "Wirf alles runter, was auf dem Tisch steht.", "Throw all the things on the table."),
        ("de", "Leg alles, was da liegt, in die Kiste.", "Put all the things in the box."),
        # a tower, and how
        ("de", "Bau einen Turm: der grüne Würfel auf den gelben.", "Stack the green cube on the yellow one."),
        ("zh", "搭个塔，绿方块放在黄方块上。", "Put the green cube on the yellow cube."),
        # what is wished for, and where
        ("de", "Den Ball hätte ich gern neben dem Würfel.", "Put the ball next to the cube."),
        ("de", "Ich hätte gern den Ball neben dem Würfel.", "Give me the ball next to the cube."),
        # no, or not
        ("es", "No, coge la taza.", "No, pick up the cup."),
        ("es", "No, déjalo.", "No, put it."),
        ("zh", "不是，还是拿黄色的吧。", "No, pick up the yellow one."),
        ("zh", "是。", "Yes."),
        # what nobody knows is none of the table's, and no verb where a noun is due
        ("zh", "拿起红色的被子。", "Pick up the red gadget."),
        ("de", "Nimm die rote Tante.", "Pick up the red gadget."),
        ("es", "Coge la tapa roja.", "Pick up the red gadget."),
    ],
)
def test_into_english(code, said, english):
    assert understood(read_language(LANGUAGES / f"{code}.yaml"), said) == english


@pytest.mark.parametrize("code", ["de", "es", "fr", "zh"])
@pytest.mark.parametrize("said", ["", "?!", "xqzt"])
def test_what_is_nothing_is_nothing(code, said):
    assert understood(read_language(LANGUAGES / f"{code}.yaml"), said) is None


@pytest.mark.parametrize(("code", "said"), [("es", "¿Cómo pongo la taza en el plato?"), ("fr", "Comment je mets la tasse dans le bol ?")])
def test_how_to_do_it_is_no_command(code, said):
    assert understood(read_language(LANGUAGES / f"{code}.yaml"), said) is None
