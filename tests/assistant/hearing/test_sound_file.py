import numpy as np
import pytest
import soundfile

from assistant.hearing import SoundFileError, read_sound

SECOND = np.sin(np.arange(16_000) * 2 * np.pi * 440 / 16_000) * 0.5


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "FLOAT"])
@pytest.mark.parametrize("channels", [1, 2, 8])
def test_every_usual_wav_is_read(tmp_path, rate, subtype, channels):
    soundfile.write(tmp_path / "sound.wav", np.repeat(SECOND[:, None], channels, axis=1), rate, subtype)
    samples, read_rate = read_sound(tmp_path / "sound.wav")
    assert read_rate == rate and samples.shape == (16_000,) and samples.dtype == np.float32
    assert np.abs(samples - SECOND).max() < 0.02


@pytest.mark.parametrize("ending", ["flac", "ogg"])
def test_other_formats_whatever_the_name_says(tmp_path, ending):
    soundfile.write(tmp_path / f"sound.{ending}", SECOND, 16_000)
    (tmp_path / f"sound.{ending}").rename(tmp_path / "sound.raw")
    assert len(read_sound(tmp_path / "sound.raw")[0]) == 16_000


def test_a_recording_that_broke_off_is_read_as_far_as_it_goes(tmp_path):
    soundfile.write(tmp_path / "sound.wav", SECOND, 16_000)
    whole = (tmp_path / "sound.wav").read_bytes()
    (tmp_path / "sound.wav").write_bytes(whole[: len(whole) // 2])
    assert 7_000 < len(read_sound(tmp_path / "sound.wav")[0]) < 9_000


def unfit(folder) -> dict:
    (folder / "empty.wav").write_bytes(b"")
    (folder / "text.wav").write_text("this is not sound\n" * 100)
    (folder / "noise.wav").write_bytes(np.random.default_rng(0).bytes(10_000))
    soundfile.write(folder / "header.wav", np.zeros(0), 16_000)
    whole = (folder / "header.wav").read_bytes()
    (folder / "stub.wav").write_bytes(whole[:20])
    with soundfile.SoundFile(folder / "hour.wav", "w", 8_000, 1, "PCM_U8") as file:
        for _ in range(60):
            file.write(np.zeros(8_000 * 60, np.float32))
    soundfile.write(folder / "slow.wav", SECOND, 100)
    return {
        "empty.wav": "is empty",
        "text.wav": "not a sound file",
        "noise.wav": "not a sound file",
        "header.wav": "holds no sound",
        "stub.wav": "sound",
        "hour.wav": "60 minutes long",
        "slow.wav": "sample rate",
        "missing.wav": "There is no file",
        ".": "not a file",
    }


def test_every_unfit_file_is_one_clear_sentence(tmp_path):
    for name, words in unfit(tmp_path).items():
        with pytest.raises(SoundFileError) as raised:
            read_sound(tmp_path / name)
        sentence = str(raised.value)
        assert words in sentence, name
        assert sentence.endswith(".") and "\n" not in sentence and str(tmp_path) in sentence
