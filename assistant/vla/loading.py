"""Folders of weights: what kind of model is in one, whether it is whole, where a published one lies, whether it fits into memory.

What a person can mend raises `CheckpointError`, one sentence. Knows nothing of what the models do.
"""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

BACKBONES = ("qwen3_vl",)
"""Model types, as config.json names them, that a Vela model can be built around."""
_FETCHED = ("*.json", "*.safetensors", "*.txt", "*.jinja")
_READING = (("preprocessor_config.json", "processor_config.json"), ("tokenizer.json",), ("chat_template.json", "chat_template.jinja", "tokenizer_config.json"))
"""Of each, one is needed to read pictures and words."""


class CheckpointError(OSError):
    """The model cannot be loaded. The message is one sentence: what is wrong, and what to do."""


def load_brain(folder: Path, coverage: float | None = None, body: str = "joints"):
    """The model in a folder, whichever of Vela's it is, ready to talk and act. coverage, body: see `RobotVLA.coverage` and `embody`; the bundled model's. Raises CheckpointError."""
    if not (folder / "config.json").is_file():
        raise CheckpointError(f"There is no model in {folder}; train one with `python app.py train`, or name a folder that has one (vla.checkpoint, --checkpoint).")
    from safetensors import SafetensorError

    from assistant.vla.model import RobotVLA  # heavy, and not needed to say that a folder is empty

    try:
        model = RobotVLA.from_pretrained(folder)
        if coverage is not None and isinstance(model, RobotVLA):
            model.coverage = coverage
        if body != "joints" and isinstance(model, RobotVLA):
            model.embody(body)
        return model
    except CheckpointError:
        raise
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise CheckpointError(f"The model in {folder} cannot be loaded ({' '.join(str(error).split())[:200]}); take it anew from the repository, or train one with `python app.py train`.") from error


def model_type(folder: Path) -> str:
    """What config.json says the model is; "" when it does not say. Raises CheckpointError."""
    try:
        said = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(f"There is no model in {folder}: it has no config.json; name a folder that has one.") from error
    except (ValueError, OSError) as error:
        raise CheckpointError(f"{folder / 'config.json'} cannot be read ({error}); fetch the model again.") from error
    return str(said.get("model_type", "")) if isinstance(said, dict) else ""


def find_backbone(name: str | Path) -> Path:
    """The folder of a backbone: a local one, or a published one by its name (OWNER/MODEL), fetched once and kept. Raises CheckpointError."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        if str(name).startswith((".", "/", "~")) or str(name).count("/") != 1:
            raise CheckpointError(f"There is no folder {name}; name one that holds a Qwen3-VL, or a published one such as Qwen/Qwen3-VL-2B-Instruct.")
        folder = _fetch(str(name))
    _expect_family(folder, str(name))
    check_whole(folder)
    return folder


def check_whole(folder: Path) -> None:
    """Raises CheckpointError, which names them, when files of the weights, the tokenizer or the pictures' settings are missing."""
    index = folder / "model.safetensors.index.json"
    weights = ["model.safetensors"]
    if index.is_file():
        try:
            weights = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
        except (ValueError, KeyError, AttributeError) as error:
            raise CheckpointError(f"{index} cannot be read; fetch the model again.") from error
    missing = [name for name in weights if not (folder / name).is_file()]
    missing += [names[0] for names in _READING if not any((folder / name).is_file() for name in names)]
    if missing:
        raise CheckpointError(f"The model in {folder} is not whole, it lacks {', '.join(missing[:4])}; fetch it again (Vela reads safetensors only).")


def check_memory(folder: Path, device: str, times: float = 1.0, more: float = 0.0) -> None:
    """Raises CheckpointError when the weights in `folder`, so many times their size there, and `more` bytes beside them will not fit.

    Asked beforehand, because Linux ends a program that takes too much without a word.
    """
    needed = sum(path.stat().st_size for path in folder.glob("*.safetensors")) * 1.05 * times + more
    for place, free in _free(device):
        if needed > free:
            raise CheckpointError(f"The model in {folder} needs {needed / 1e9:.1f} GB of memory and this {place} has {free / 1e9:.1f} GB free; close other programs, or take a smaller model.")


@contextmanager
def quietly() -> Iterator[None]:
    """Without transformers' progress bars and tables of what is missing: the terminal belongs to whoever loads the model."""
    from transformers.utils.logging import disable_progress_bar, enable_progress_bar, get_verbosity, is_progress_bar_enabled, set_verbosity, set_verbosity_error

    shown, told = is_progress_bar_enabled(), get_verbosity()
    disable_progress_bar()
    set_verbosity_error()
    try:
        yield
    finally:
        set_verbosity(told)
        if shown:
            enable_progress_bar()


def _expect_family(folder: Path, name: str) -> None:
    found = model_type(folder)
    if found == "vela_backbone_vla":
        raise CheckpointError(f"{name} is a model of Vela already; load it with RobotVLA.from_pretrained.")
    if found not in BACKBONES:
        raise CheckpointError(f"{name} is a {found or 'model that does not say what it is'}; Vela builds on Qwen3-VL ({', '.join(BACKBONES)}) only, such as Qwen/Qwen3-VL-2B-Instruct.")


def _fetch(name: str) -> Path:
    """What was fetched before, without asking the network. Else the settings first: gigabytes of another family need not come to be refused."""
    from huggingface_hub import hf_hub_download, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError

    kept = _fetched_before(name)
    if kept is not None:
        return kept
    log = logging.getLogger("huggingface_hub")
    level = log.level
    log.setLevel(logging.ERROR)  # one sentence at the end says more than each attempt
    try:
        _expect_family(Path(hf_hub_download(name, "config.json")).parent, name)
        return Path(snapshot_download(name, allow_patterns=list(_FETCHED)))
    except CheckpointError:
        raise
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise CheckpointError(f"Nothing is published as {name}, or not for everybody; check the name, or give a folder.") from error
    except (LocalEntryNotFoundError, HfHubHTTPError.__base__) as error:  # the base: of whichever HTTP library the hub's stands on
        raise CheckpointError(f"{name} is not on this machine and could not be fetched; connect to the network once, or give the folder of a copy.") from error
    except OSError as error:
        raise CheckpointError(f"{name} could not be fetched ({' '.join(str(error).split())[:150]}); see to it and try again.") from error
    finally:
        log.setLevel(level)


def _fetched_before(name: str) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
        check_whole(folder)
    except (LocalEntryNotFoundError, HFValidationError, CheckpointError):
        return None  # never, or not all of it
    return folder


def _free(device: str) -> Iterator[tuple[str, float]]:
    """(place, free bytes) of every memory that the weights pass through; what cannot be asked is left out."""
    meminfo = Path("/proc/meminfo")
    if meminfo.is_file():
        lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
        if "MemAvailable" in lines:
            yield "computer", float(lines["MemAvailable"].split()[0]) * 1024
    if device.startswith("cuda"):
        import torch

        yield "GPU", float(torch.cuda.mem_get_info(device)[0])
