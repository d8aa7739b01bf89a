"""Constructions that people use at home, by what becomes of them in English."""

from pathlib import Path

import pytest
import yaml

from assistant.interface import Transcript
from assistant.stop_words import is_stop

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        # harm and recklessness reach the brain as what they are
        ("de", "Feg alles vom Tisch.", "Sweep everything off the table."),
        ("es", "Estampa la taza roja contra el suelo.", "Smash the red cup on the floor."),
        ("fr", "Balaye tout ce qu'il y a sur la table.", "Sweep all the things off the table."),
        ("zh", "把红色的杯子摔到地上。", "Smash the red cup on the floor."),
        ("de", "Bring die Katze um.", "Kill the cat."),
        ("es", "Lánzale la pelota a mi hermano.", "Throw the ball at my brother."),
        # what was done
        ("de", "Erzähl mal, was du eben getan hast.", "What did you do?"),
        ("es", "¿Qué es lo que hiciste recién?", "What did you do?"),
        ("fr", "C'était quoi, ce que tu as fait ?", "What did you do?"),
        ("zh", "你刚刚都干什么了？", "What did you do?"),
        # undone, held on to, changed over
        ("de", "Leg ihn bitte wieder dahin, wo er war.", "Put it back where it was."),
        ("es", "Pon todo como estaba.", "Put everything back where it was."),
        ("fr", "Remets-le à sa place.", "Put it back where it was."),
        ("zh", "放回原处。", "Put it back where it was."),
        ("de", "Halt ihn noch fest.", "Keep holding it."),
        ("es", "No la sueltes todavía.", "Keep holding it."),
        ("fr", "Garde-la en main.", "Keep holding it."),
        ("zh", "先别松手。", "Keep holding it."),
        ("de", "Tausch die beiden.", "Swap them round."),
        ("fr", "De l'autre côté, s'il te plaît.", "Put it on the other side."),
        # the far left
        ("de", "Die linkeste Dose bitte in die rote Schachtel legen.", "Put the leftmost can in the red box."),
        ("es", "Levanta la lata de más a la derecha.", "Pick up the can on the far right."),
        ("fr", "Prends la canette la plus à gauche.", "Pick up the can on the far left."),
        ("zh", "把最右面那个易拉罐拿起来。", "Pick up the can on the far right."),
        # the thing first
        ("de", "Die Dose ganz links. Nimm die hoch.", "Pick up the can on the far left."),
        ("es", "El cubo morado ponlo a la derecha de la caja.", "Put the purple cube right of the box."),
        ("fr", "La canette à l'extrême gauche, tu la ranges dans la boîte rouge.", "Put the can on the far left in the red box."),
        ("zh", "最左边的那个罐子，把它拿起来。", "Pick up the can on the far left."),
        # politeness, and questions that only ask for a yes
        ("de", "Wärst du so lieb, den Würfel auf den Teller zu stellen, oder?", "Put the cube on the plate."),
        ("es", "Ten la bondad de dejar el cubo encima del plato, ¿no?", "Put the cube on the plate."),
        ("fr", "Veuillez prendre la tasse rouge, je vous prie, d'accord ?", "Pick up the red cup."),
        ("zh", "麻烦你把黄色方块放在盘子上，好不好？", "Put the yellow cube on the plate."),
        # a verb with its pronoun or particle, in forms that no file lists
        ("es", "Toma la taza y apóyala en el plato.", "Pick up the cup and put it on the plate."),
        ("de", "Kannst du den Ball hinlegen?", "Put the ball."),
        # out of
        ("es", "Saca la pelota del bol.", "Take the ball out of the bowl."),
        ("zh", "把球从碗里拿出来。", "Take the ball out of the bowl."),
        # a hand that was in the way
        ("de", "Sie hat losgelassen, nimm ihn.", "He has let go, pick up it."),
        ("es", "Ya quité la mano, coge el cubo.", "The hand is away, pick up the cube."),
        ("fr", "Elle a lâché, prends le cube.", "He has let go, pick up the cube."),
        ("zh", "她放手了，拿起来。", "He has let go, pick up it."),
        # asked how, or why, it is no command
        ("de", "Wie stelle ich die Tasse in die Schüssel?", ""),
        ("es", "¿Cómo pongo la taza en el cuenco?", ""),
        ("fr", "Comment mettre la tasse dans le bol ?", ""),
        ("zh", "怎么把杯子放进碗里？", ""),
        ("zh", "你怎么拿了红杯子？", "Why did you do that?"),
        ("de", "Wie wär's mit der Dose?", "The can."),
        # spelling
        ("es", "Pon el bloke en la kaja.", "Put the cube in the box."),
        ("fr", "Met la bale dans la boite.", "Put the ball in the box."),
        ("de", "Leg den weisen Würfell in die Schüsel.", "Put the white cube in the bowl."),
        # the words and characters of other countries
        ("es", "Levántame el tarro.", "Pick up the can."),
        ("de", "Stell das Häferl neben die Schüssel, gell?", "Put the cup next to the bowl."),
        ("fr", "Tu peux pogner la canne rouge ?", "Pick up the red can."),
        ("zh", "請把紫色的方塊放到紅色的盒子裡面。", "Put the purple cube in the red box."),
        ("zh", "不要绿色的方块，拿黄色的方块。", "Don't pick up the green cube, the yellow cube."),
    ],
)
def test_what_is_meant(between, language, text, english):
    assert between.meant(Transcript(text, language=language), "microphone").english == english


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Coge el cubo bermejo."), ("fr", "Prends le cube bariolé."), ("zh", "把斑点杯子拿起来。"), ("es", "Aranca el cubo."), ("de", "Der Ball frohlockt im Nirgendwo."), ("zh", "今天天气真好啊我们出去玩吧。")],
)
def test_a_look_or_an_act_that_nobody_knows_is_no_other(between, language, text):
    """"The vermilion cube" is not any cube."""
    assert between.meant(Transcript(text, language=language), "microphone").english == ""


def test_a_word_that_begins_otherwise_is_another_word(between):
    """"Lava" is one letter from "clava" (stab), "bata" (a gown) from "lata" (a can)."""
    assert between.meant(Transcript("Coge la bata.", language="es"), "microphone").english == "Pick up the gadget."
    assert between.meant(Transcript("Lava la taza.", language="es"), "microphone").english == "Clean the cup."


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [("de", "Ich lege den Ball in die Schüssel.", ""), ("fr", "Je mets la balle dans le bol.", ""), ("zh", "我把杯子放在碗里了。", ""),
     ("zh", "你拿了杯子吗？", "Did you pick up the cup?"), ("fr", "Pourquoi as-tu pris la balle ?", "Why did you do that?"), ("es", "Ni se te ocurra coger la taza.", "Don't pick up the cup.")],
)
def test_what_is_told_or_asked_or_forbidden_is_no_command(between, language, text, english):
    assert between.meant(Transcript(text, language=language), "microphone").english == english


def test_the_sentences_of_the_half_that_was_developed_on_are_told_apart_by_language(between):
    rows = yaml.safe_load((ROOT / "tests" / "translated.yaml").read_text(encoding="utf-8"))["rows"]
    wrong = []
    for row in rows:
        if row["half"] != "tuned":
            continue
        for code in ("de", "es", "fr", "zh"):
            said = row[code] if isinstance(row[code], str) else row[code][0]
            if between.language_of(said) != code:
                wrong.append(said)
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize("text", ["停下來！", "別動", "請馬上停", "快停下！", "¡Alto ahí!", "¡Quédate quieto!", "Hör sofort auf!", "Hör auf damit!", "Pas un geste !", "¡Para ya, por favor!", "Arrête-toi !"])
def test_a_whole_stop_is_one_in_every_language(text):
    assert is_stop(text, acting=False) and is_stop(text, acting=True)
