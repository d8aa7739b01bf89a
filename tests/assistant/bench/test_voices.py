"""Where speech lies in a sound, and that the benchmark's people speak equally loud."""

import numpy as np
import pytest

from assistant.bench.voices import LOUDNESS, RATE, VoiceMissing, Voices, decibels, longest_gap, speech_span, spoken


def tone(seconds: float) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * RATE)) / RATE)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE))


@pytest.mark.parametrize("floor", [0.0, 1e-4, 0.003])
@pytest.mark.parametrize("before, speech, after", [(0.3, 0.4, 0.5), (0.0, 1.237, 0.111), (1.5, 0.08, 0.0)])
def test_the_end_of_speech_is_found_within_20_ms(before, speech, after, floor):
    sound = np.concatenate([silence(before), tone(speech), silence(after)])
    sound = sound + floor * np.random.default_rng(0).normal(size=len(sound))
    start, end = speech_span(sound)
    assert start == pytest.approx(before, abs=0.02) and end == pytest.approx(before + speech, abs=0.02)


def test_a_soft_last_consonant_belongs_to_the_word():
    sound = np.concatenate([silence(0.2), tone(0.3), silence(0.08), 0.05 * tone(0.04), silence(0.3)])
    assert speech_span(sound)[1] == pytest.approx(0.62, abs=0.02)


def test_silence_has_no_speech_in_it():
    with pytest.raises(ValueError, match="nothing"):
        speech_span(silence(1.0))


def test_everybody_is_equally_loud():
    one = spoken("", "", np.concatenate([silence(0.3), 0.01 * tone(0.5), silence(0.4)]))
    assert decibels(one.sound[round(one.start * RATE) : round(one.end * RATE)]) == pytest.approx(LOUDNESS, abs=0.1)


def test_the_longest_gap_is_the_pause():
    sound = np.concatenate([tone(0.3), silence(0.06), tone(0.3), silence(0.2), tone(0.4)])
    assert longest_gap(sound, *speech_span(sound)) == pytest.approx((0.66, 0.86), abs=0.02)
    assert longest_gap(tone(1.0), 0.0, 1.0) is None


def test_a_pause_in_a_sentence_is_as_long_as_asked():
    voices = Voices(("hibari",))
    one = voices.say_with_pause("Put the red cup", "in the blue bowl.", 1.2, "hibari")
    begin, end = longest_gap(one.sound, one.start, one.end)
    assert end - begin == pytest.approx(1.2, abs=0.1) and one.text == "Put the red cup in the blue bowl."


def test_the_pause_is_where_it_was_asked_for_and_not_at_a_consonant():
    """Hibari reads over this comma, and is silent for longer in the "p" of "cup"."""
    voices = Voices(("hibari",))
    one = voices.say_with_pause("Take the red cup and", "put it in the bowl.", 1.2, "hibari")
    first, second = voices.say("Take the red cup and", "hibari"), voices.say("put it in the bowl.", "hibari")
    begin, end = longest_gap(one.sound, one.start, one.end)
    assert begin - one.start == pytest.approx(first.end - first.start, abs=0.1) and one.end - end == pytest.approx(second.end - second.start, abs=0.1)


def test_a_larger_person_takes_longer():
    voices = Voices(("hibari", "hibari*0.8"))
    plain, large = (voices.say("Pick up the red cup.", name) for name in voices.names)
    assert (large.end - large.start) / (plain.end - plain.start) == pytest.approx(1.25, abs=0.05)


def test_a_voice_that_is_not_there_is_named_with_what_to_do():
    with pytest.raises(VoiceMissing, match="'piper:/no/such.onnx'.*check the path.*--voices"):
        Voices(("hibari", "piper:/no/such.onnx"))
