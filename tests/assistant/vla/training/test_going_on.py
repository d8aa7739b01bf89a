"""A finished checkpoint whose language goes on learning, by the command that a user gives."""

import json
import shutil

import pytest
import torch
from safetensors.torch import load_file

from assistant.vla.training import train_language
from assistant.vla.training.__main__ import main
from tests.bundled import model


def test_the_language_learns_and_all_else_is_taken_over(model, tmp_path, monkeypatch):
    monkeypatch.setattr(train_language, "score", lambda *_: {"all": 0.0})  # on 300 sentences, which take a while; scored is tested elsewhere
    before = torch.get_num_threads()
    try:
        assert main(["--from", str(model), "--runs", str(tmp_path), "--out", str(tmp_path / "out"), "--stages", "language", "whole", "--scale", "0.0001", "--threads", "1"]) == 0
    finally:
        torch.set_num_threads(before)
    old, new = (load_file(folder / "model.safetensors") for folder in (model, tmp_path / "out"))
    changed = {name.split(".")[0] for name in old if not torch.equal(old[name].half(), new[name].half())}
    assert old.keys() == new.keys() and changed == {"language"}
    assert torch.load(tmp_path / "language.pt", weights_only=True)["step"] == 2


def test_a_checkpoint_with_other_words_is_refused(model, tmp_path):
    shutil.copytree(model, tmp_path / "old")
    config = json.loads((tmp_path / "old" / "config.json").read_text())
    config["words"][-1] = "unheard-of"
    (tmp_path / "old" / "config.json").write_text(json.dumps(config))
    with pytest.raises(SystemExit, match="other words"):
        main(["--from", str(tmp_path / "old"), "--runs", str(tmp_path), "--stages", "language"])


def test_layers_that_cannot_be_are_refused_in_a_sentence(model, tmp_path, capsys):
    with pytest.raises(SystemExit, match="--layers 5: an encoder of .* can be given"):
        main(["--from", str(model), "--runs", str(tmp_path), "--layers", "5", "--stages", "language"])
    with pytest.raises(SystemExit):
        main(["--runs", str(tmp_path), "--layers", "12"])
    assert "--from" in capsys.readouterr().err


def test_a_run_begun_with_other_layers_is_not_gone_on_with(model, tmp_path):
    torch.save({"model": {"summary": torch.zeros(1)}}, tmp_path / "language.pt")
    with pytest.raises(SystemExit, match="same --layers"):
        main(["--from", str(model), "--runs", str(tmp_path), "--stages", "whole"])
