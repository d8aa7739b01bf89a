import numpy as np
import pytest

from assistant.speaking import VoiceError
from assistant.speaking.languages import ESPEAK, LanguageVoices, espeak_voice, pinyin


class Voice:
    def __init__(self, language):
        self.language = language

    def synthesize(self, text):
        return np.zeros(len(text), np.float32), 16_000


def test_each_language_has_a_voice_and_the_chosen_one_keeps_its_own():
    made = []
    voices = LanguageVoices(lambda language: made.append(language) or Voice(language))
    chosen = Voice("en")
    assert voices.of("en", chosen) is chosen
    assert voices.of("de", chosen).language == "de"
    assert voices.of("de", chosen) is voices.of("de", chosen)
    assert made == ["de"]  # once
    assert voices.of("de", german := Voice("de")) is german


@pytest.mark.parametrize("language", ESPEAK)
def test_espeak_has_all_of_them(language):
    try:
        voice = espeak_voice("en")
    except VoiceError as reason:
        pytest.skip(str(reason))
    voice = espeak_voice(language)
    samples, rate = voice.synthesize("你好，我看到两个方块。" if language == "zh" else "Vela 2")
    assert len(samples) > 0.3 * rate


def test_chinese_is_read_as_pinyin():
    assert pinyin("我看到两个红色的方块。") == "wo3 kan4 dao4 liang3 ge4 hong2 se4 de5 fang1 kuai4 ."
