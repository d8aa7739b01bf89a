"""The stop spotter while it learns: that it is Whisper's encoder to begin with, that it learns what can be learned, and that what is run is what was taught."""

import numpy as np
import pytest
import soxr
import torch

from assistant.hearing import StopSpotter, WeightsError
from assistant.hearing.speech import RATE
from assistant.hearing.stop_spotter import FRAMES, WINDOW, spectrum
from assistant.hearing.weights import whisper_weights
from assistant.speaking import voice_named
from assistant.stop_training.network import Head, Whole, save, taught
from assistant.stop_training.tiny_encoder import NAME, halves


@pytest.fixture(scope="module")
def encoder():
    try:
        return halves()
    except WeightsError as reason:
        pytest.skip(str(reason))


def test_it_is_whispers_encoder_to_begin_with(encoder):
    """Compared with CTranslate2's own, in its eight bits, on the same sound."""
    import ctranslate2

    samples, rate = voice_named("hibari").synthesize("Pick up the red cup, please.")
    spectra = spectrum(soxr.resample(np.asarray(samples, np.float32), rate, RATE)[:WINDOW])[None]
    whisper = ctranslate2.models.Whisper(str(whisper_weights(NAME)), device="cpu", compute_type="int8", intra_threads=1)
    theirs = np.asarray(whisper.encode(ctranslate2.StorageView.from_array(np.ascontiguousarray(spectra))))
    lower, upper = encoder
    with torch.inference_mode():
        ours = upper(lower(torch.from_numpy(spectra))).numpy()
    assert ours.shape == theirs.shape == (1, FRAMES // 2, 384)
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.98


def test_weights_that_cannot_be_read_are_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr("assistant.stop_training.tiny_encoder.whisper_weights", lambda name: tmp_path)
    for broken in (b"", (6).to_bytes(4, "little") + b"\x05\x00Whis", (3).to_bytes(4, "little")):
        (tmp_path / "model.bin").write_bytes(broken)
        with pytest.raises(WeightsError, match="model.bin"):
            halves()


def test_it_learns_what_can_be_learned(encoder):
    chance = np.random.default_rng(0)
    states = chance.normal(size=(960, FRAMES // 2, 384)).astype(np.float32)
    answers = chance.integers(0, 2, size=(960, 2)).astype(np.float32)
    states[:, -10:, :16] += 2.0 * answers[:, 0, None, None]
    states[:, -10:, 16:32] += 2.0 * answers[:, 1, None, None]
    answers[::7, 0] = np.nan
    told: list[str] = []
    taught([(states.astype(np.float16), answers)], halves()[1], epochs=3, seed=0, tell=told.append)
    assert len(told) == 3 and float(told[-1].rpartition(" ")[2]) < 0.6 * float(told[0].rpartition(" ")[2])


def test_what_is_run_is_what_was_taught(encoder, tmp_path):
    pytest.importorskip("onnx", reason="the network is written with onnx: pip install -r requirements-test.txt")
    torch.manual_seed(0)
    whole = Whole(*encoder, Head()).eval()
    save(whole, tmp_path / "spotter.onnx")
    assert (tmp_path / "spotter.onnx").stat().st_size < 12e6
    spectra = np.random.default_rng(0).normal(0.0, 0.3, (3, 80, FRAMES)).astype(np.float32)
    with torch.inference_mode():
        answers = whole(torch.from_numpy(spectra)).numpy()
    np.testing.assert_allclose(StopSpotter(tmp_path / "spotter.onnx").answers(spectra), answers, atol=0.03)
