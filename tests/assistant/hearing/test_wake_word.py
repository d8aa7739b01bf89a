from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from assistant.config import HearingSettings
from assistant.hearing.speech import RATE
from assistant.hearing.wake_word import WAKE_WORDS, WakeWord, spoken_form
from tests.assistant.hearing.conftest import no_speech, silence, spoken

PEOPLE = next((folder / "shared" / "audio" / "words" for folder in Path(__file__).parents if (folder / "shared" / "audio" / "words").is_dir()), None)


def heard(word: str, sound: np.ndarray) -> int:
    """How often the word was recognised, fed as a microphone feeds it."""
    wake_word, sound = WakeWord(word), np.concatenate([sound, silence(0.8)])
    return sum(wake_word.feed(sound[begin : begin + 512]) for begin in range(0, len(sound), 512))


@pytest.mark.parametrize("word", WAKE_WORDS)
def test_each_wake_word_is_recognised_and_no_other_sentence(hibari, word):
    assert heard(word, spoken(hibari, f"{spoken_form(word)}, pick up the red cup.")) >= 1
    assert heard(word, spoken(hibari, "Pick up the red cup and put it in the blue bowl.")) == 0


@pytest.mark.parametrize("name", no_speech())
def test_noise_is_no_wake_word(name):
    assert heard("hey_jarvis", no_speech()[name]) == 0


def test_the_settings_offer_the_words_there_are():
    assert set(HearingSettings.model_fields["wake_word"].annotation.__args__) == set(WAKE_WORDS)
    with pytest.raises(ValueError):
        WakeWord("no such word")


@pytest.mark.skipif(PEOPLE is None, reason="The recordings of people (shared/audio/words) are not on this machine.")
def test_people_are_heard():
    """A few of them, as it takes a while; of all, 29 of 30 were heard and none of the 60 others when this was written."""
    counts = {}
    for folder in sorted(PEOPLE.iterdir()):
        sounds = [soundfile.read(path, dtype="float32") for path in sorted(folder.glob("*.flac"))[:6]]
        counts[folder.name] = sum(heard("alexa", soxr.resample(sound, rate, RATE)) > 0 for sound, rate in sounds)
    assert counts.pop("alexa") >= 5 and sum(counts.values()) == 0
