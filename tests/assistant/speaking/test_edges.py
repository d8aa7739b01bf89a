import numpy as np

from assistant.speaking import voice_named
from assistant.speaking.edges import AFTER, BEFORE, without_silence


def test_what_is_heard_stays_and_the_silence_around_it_goes():
    rate = 8_000
    sound = 0.5 * np.sin(np.arange(rate)).astype(np.float32)
    soft = 0.01 * sound[:800]  # a soft consonant is heard
    kept = without_silence(np.concatenate([np.zeros(rate), soft, sound, np.zeros(rate)]).astype(np.float32), rate)
    assert abs(len(kept) / rate - (BEFORE + 1.1 + AFTER)) < 0.01
    assert np.isin(np.concatenate([soft, sound]), kept).all()


def test_a_sound_without_silence_around_it_is_left_as_it_is():
    sound = np.full(100, 0.2, np.float32)
    assert np.array_equal(without_silence(sound, 8_000), sound)


def test_nothing_is_left_of_silence():
    assert len(without_silence(np.zeros(100, np.float32), 8_000)) == 0
    assert len(without_silence(np.zeros(0, np.float32), 8_000)) == 0


def test_the_default_voice_begins_at_once():
    samples, rate = voice_named("hibari").synthesize("Picking up the green cube.")
    assert np.flatnonzero(np.abs(samples) > 0.003)[0] > 0.2 * rate, "the voice itself begins at once now; this file may go"
    kept = without_silence(samples, rate)
    assert np.flatnonzero(np.abs(kept) > 0.003)[0] < 0.05 * rate
