import random

import pytest

from assistant.interface import ReplyKind
from assistant.translation.lexicon import read_language
from assistant.translation.wording import Wording
from assistant.vla.training.language.lessons import SOURCES, draw_lesson
from tests.assistant.translation.conftest import LANGUAGES
from tests.assistant.vla.training.drawn import lessons as lessons_of


@pytest.mark.parametrize(
    ("code", "english", "said"),
    [
        ("de", "Putting the left white cube in the blue bowl, then going home.", "Ich stelle den linken weißen Würfel in die blaue Schüssel, dann fahre ich in die Ruhestellung."),
        ("de", "Which cup do you mean, the red one or the blue one?", "Welche Tasse meinst du, die rote oder die blaue?"),
        ("de", "I don't see a cube. I see two red balls.", "Ich sehe keinen Würfel. Ich sehe zwei rote Bälle."),
        ("es", "The red cup is on the left, left of the blue bowl.", "La taza roja está a la izquierda, a la izquierda del cuenco azul."),
        ("es", "Picking up the right red cube.", "Cojo el cubo rojo de la derecha."),
        ("fr", "The ball is on the white plate.", "La balle est sur l'assiette blanche."),
        ("fr", "Which cup do you mean, the left one or the right one?", "Quelle tasse veux-tu dire, celle de gauche ou celle de droite ?"),
        ("de", "Putting four cubes in the white box.", "Ich stelle vier Würfel in die weiße Kiste."),
        ("fr", "Putting the red cube in the white box, and so on.", "Je mets le cube rouge dans la boîte blanche et ainsi de suite."),
        ("de", "I put the red cup in the white box, then picked up the green can.", "Ich habe die rote Tasse in die weiße Kiste gestellt, dann habe ich die grüne Dose genommen."),
        ("fr", "Yes, a red cube and a blue cube are in the white box.", "Oui, un cube rouge et un cube bleu sont dans la boîte blanche."),
        ("es", "Yes, the red cup is not on the white plate.", "Sí, la taza roja no está sobre el plato blanco."),
        ("de", "Picking up the red cup, then putting the red cup where it was.", "Ich nehme die rote Tasse, dann stelle ich die rote Tasse zurück."),
        ("es", "The red cup is where it was.", "La taza roja está otra vez en su sitio."),
        ("fr", "I picked up the blue ball, then put the blue ball where it was.", "J'ai pris la balle bleue, puis j'ai remis la balle bleue à sa place."),
        ("zh", "The red cup is not where it was.", "红色的杯子不在原处。"),
        ("de", "I only see two cups.", "Ich sehe nur zwei Tassen."),
        ("zh", "There are two red cubes.", "有两个红色的方块。"),
        ("zh", "Where should I put the red cup, in the blue bowl or on the white plate?", "我该把红色的杯子放到哪里，蓝色的碗里还是白色的盘子上？"),
    ],
)
def test_from_english(code, english, said):
    assert Wording(read_language(LANGUAGES / f"{code}.yaml")).of(english) == (said, True)


@pytest.mark.parametrize("code", ["de", "es", "fr", "zh"])
def test_nearly_all_that_vela_says_has_its_words(code):
    rng = random.Random(11)
    wording = Wording(read_language(LANGUAGES / f"{code}.yaml"))
    lessons = [draw_lesson(rng, None) for _ in range(150)]
    whole = sum(wording.of(lesson.text, ReplyKind(lesson.kind), lesson.options)[1] for lesson in lessons)
    assert whole >= 0.97 * len(lessons)


@pytest.mark.parametrize("code", ["de", "es", "fr", "zh"])
def test_no_kind_of_lesson_is_answered_without_words(code):
    wording = Wording(read_language(LANGUAGES / f"{code}.yaml"))
    for name, (_, source, _, _) in SOURCES.items():
        texts = [(lesson.text, wording.of(lesson.text, ReplyKind(lesson.kind), lesson.options)[1]) for lesson in lessons_of(source, 12)]
        assert sum(whole for _, whole in texts) >= 10, (name, [text for text, whole in texts if not whole])


def test_every_language_words_the_same_sentences():
    keys = {code: set(read_language(LANGUAGES / f"{code}.yaml").data["say"]) for code in ("de", "es", "fr", "zh")}
    needed = keys["de"]
    assert {code: needed - have for code, have in keys.items() if needed - have} == {}
