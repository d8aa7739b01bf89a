"""Files of prompts/ that are missing or damaged are one sentence that names them, before anything is started that could move."""

import pytest
import torch

from assistant import assembly
from assistant.assembly import Unusable
from assistant.config import Config

READERS = [("PHRASES", assembly.phrases), ("UNFINISHED", assembly.unfinished), ("MISHEARD", assembly.misheard), ("SAMPLES", assembly.samples), ("MANNERS", assembly.manners)]
DAMAGED = {"broken": b"ready: [broken\n", "of another kind": b"- a list\n", "empty": b"", "no text": b"\xff\xfe\x00"}


@pytest.mark.parametrize(("name", "read"), READERS)
@pytest.mark.parametrize("damage", [None, *DAMAGED])
def test_words_that_cannot_be_read(monkeypatch, tmp_path, name, read, damage):
    path = tmp_path / "words.yaml"
    if damage is not None:
        path.write_bytes(DAMAGED[damage])
    monkeypatch.setattr(assembly, name, path)
    with pytest.raises(Unusable, match="words.yaml") as refusal:
        read()
    assert "\n" not in str(refusal.value) and str(refusal.value).endswith(".")


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_language_that_cannot_be_read(monkeypatch, tmp_path, damage):
    (tmp_path / "en.txt").write_text("the cup\n")
    (tmp_path / "xx.yaml").write_bytes(DAMAGED[damage])
    monkeypatch.setattr(assembly, "LANGUAGES", tmp_path)
    with pytest.raises(Unusable, match="xx.yaml") as refusal:
        assembly.other_languages()
    assert "\n" not in str(refusal.value)


def test_languages_that_are_not_there(monkeypatch, tmp_path):
    monkeypatch.setattr(assembly, "LANGUAGES", tmp_path / "nowhere")
    with pytest.raises(Unusable, match="nowhere"):
        assembly.other_languages()


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (4, 2), (64, assembly.MOST_THREADS)])
def test_the_model_leaves_half_of_the_cores_to_ears_voice_and_servos(monkeypatch, cores, threads):
    before = torch.get_num_threads()
    monkeypatch.setattr(assembly, "usable_cores", lambda: cores)
    monkeypatch.setattr("assistant.vla.loading.load_brain", lambda *_: "a brain")
    try:
        assert assembly.load_vla(Config()) == "a brain" and torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
