import pytest

from assistant.stop_words import is_stop


@pytest.mark.parametrize("text", ["Stop!", "Don't move!", "do not move the arm please", "Stop it.", "Hold still", "Stopp!", "Halt", "¡Alto!", "¡Para!", "para, para", "Para por favor", "Arrête !", "arrête-toi", "arrete", "停！", "停下", "快停下来", "别动", "机器人，停", "No te muevas", "Ne bouge plus !"])
def test_a_stop_in_any_language_is_one_at_rest_and_in_motion(text):
    assert is_stop(text, acting=False) and is_stop(text, acting=True)


@pytest.mark.parametrize("text", ["don't move the red cup", "Coge la taza para mí", "the alto sings", "el vaso alto", "把车停在盒子旁边", "Pick up the red cup", "para la caja azul", "", "拿起红色的杯子"])
def test_what_is_harmless_stops_nothing_even_in_motion(text):
    assert not is_stop(text, acting=True)


@pytest.mark.parametrize("text", ["how do I stop you?", "wie stoppt man dich, mit stopp?", "你停下来过吗我问你呢"])
def test_with_the_arm_at_rest_a_sentence_about_stopping_is_none(text):
    assert not is_stop(text, acting=False)
    assert is_stop(text, acting=True)
