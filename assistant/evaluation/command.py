"""`python app.py evaluate`: read or draw scenarios, play them on one or more robots at once, print and write the score.

Exit status: 0 when every scenario passed, 1 when some failed or the results could not be written, 2 when a file or an option was not valid (nothing is run).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Callable, Iterator, NoReturn, Sequence

from assistant.evaluation.conditions import CONDITIONS, Condition
from assistant.evaluation.drawn import SUITES, draw
from assistant.evaluation.ears import Ears, EarsError
from assistant.evaluation.runner import Result, play
from assistant.evaluation.scenario import Scenario, ScenarioError, read_scenarios
from assistant.evaluation.score import lines, summary
from assistant.evaluation.stage import LANGUAGES, Settings, Stage
from assistant.interface import VLA
from assistant.output import OutputError, check_output, write_output
from assistant.translation import LanguageError, interpreter
from assistant.vla.loading import CheckpointError, load_brain
from assistant.worker import end_with_parent

WHAT = "The results"
MakeBrain = Callable[[Settings], VLA]


def main(argv: Sequence[str], settings: Settings | None = None, make_brain: MakeBrain | None = None) -> int:
    """argv: the words after `evaluate`. make_brain must be picklable (a module's function); None loads the checkpoint."""
    options = _parser().parse_args(list(argv))
    settings = settings or Settings()
    if options.condition != "clean":
        settings = replace(settings, condition=Condition(options.condition))
    if options.checkpoint:
        settings = replace(settings, checkpoint=Path(options.checkpoint))
    make_brain = make_brain or bundled_brain
    try:
        scenarios = _scenarios(options)
        if options.json:
            check_output(options.json, WHAT)  # hours of playing must not end in a path that cannot be written
        Ears(options.voice, settings.hearing_model).check(turn.hear for scenario in scenarios for turn in scenario.turns if turn.hear)
        interpreter(LANGUAGES)  # what is broken is said once, in one sentence, and not by every worker
        if make_brain is bundled_brain:
            make_brain(settings)
    except (ScenarioError, EarsError, OutputError, LanguageError, CheckpointError) as error:
        print(error, file=sys.stderr)
        return 2

    began = time.perf_counter()
    results, wall = _play_all(scenarios, settings, make_brain, options.voice, max(1, min(options.workers, len(scenarios))))
    totals = summary(results, wall)
    totals["condition"] = options.condition
    totals["speed"]["with_start_seconds"] = round(time.perf_counter() - began, 1)
    print("\n".join(lines(totals)))
    if options.json:
        try:
            write_output(options.json, WHAT, lambda file: file.write_text(json.dumps(totals, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"))
        except OutputError as error:
            print(error, file=sys.stderr)
            return 1
    return 0 if totals["passed"] == totals["scenarios"] else 1


def bundled_brain(settings: Settings) -> VLA:
    return load_brain(settings.checkpoint, settings.coverage, settings.body)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see `python {self.prog} --help`.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="app.py evaluate", description="Play scenarios in the simulator, in lockstep, and score them.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="scenario files (YAML)")
    parser.add_argument("--json", metavar="OUT", help="write the results there")
    parser.add_argument("--voice", metavar="NAME", help="speak each sentence with this voice and let Whisper hear it: hibari, pyttsx3, piper, piper:FILE.onnx")
    parser.add_argument("--episodes", type=_positive, metavar="N", help="draw N scenarios instead of reading them")
    parser.add_argument("--seed", type=_seed, default=0, metavar="S", help="what is drawn depends on it (default 0)")
    parser.add_argument("--suite", choices=(*SUITES, "all"), default=None, metavar="NAME", help=f"what to draw: {', '.join(SUITES)} or all (default)")
    parser.add_argument("--workers", type=_positive, default=max(1, min(2, os.cpu_count() or 1)), metavar="N", help="robots at once (default 2, or 1 on one core)")
    parser.add_argument("--condition", choices=CONDITIONS, default="clean", metavar="NAME", help=f"in what it is played: {', '.join(CONDITIONS)}")
    parser.add_argument("--checkpoint", metavar="PATH", help="another model than the bundled one")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def _scenarios(options: argparse.Namespace) -> list[Scenario]:
    drawn = options.episodes is not None or options.suite is not None
    if bool(options.files) == drawn:
        raise ScenarioError("Name scenario files, or draw some with --episodes N (and --suite NAME): one of the two.")
    if drawn:
        return draw(options.suite or "all", options.episodes or 100, options.seed)
    faults, scenarios = [], []
    for path in options.files:
        try:
            scenarios.extend(read_scenarios(path))
        except ScenarioError as error:
            faults.append(str(error))
    if faults:
        raise ScenarioError("\n".join(faults))
    return scenarios


def _play_all(
    scenarios: Sequence[Scenario], settings: Settings, make_brain: MakeBrain, voice: str | None, workers: int,
) -> tuple[list[Result], float]:
    """The results in the scenarios' order, and the wall seconds from the first scenario's start to the last one's end."""
    results: dict[int, Result] = {}
    first, last = float("inf"), 0.0
    for index, result, began, ended in _played(scenarios, settings, make_brain, voice, workers):
        results[index] = result
        first, last = min(first, began), max(last, ended)
        words = "passed" if result.passed else "FAILED: " + "; ".join(result.failures)
        print(f"[{len(results)}/{len(scenarios)}] {result.id}: {words}", flush=True)
    return [results[index] for index in sorted(results)], last - first


def _played(scenarios, settings, make_brain, voice, workers) -> Iterator[tuple[int, Result, float, float]]:
    if workers == 1:
        with Stage(make_brain(settings), settings) as stage:
            ears = Ears(voice, settings.hearing_model)
            for index, scenario in enumerate(scenarios):
                yield _timed(index, scenario, stage, ears)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start_worker, (settings, make_brain, voice)) as pool:
        futures = [pool.submit(_work, index, scenario) for index, scenario in enumerate(scenarios)]
        for future in as_completed(futures):
            yield future.result()


def _timed(index: int, scenario: Scenario, stage: Stage, ears: Ears) -> tuple[int, Result, float, float]:
    began = time.time()  # the wall's clock, which all processes share
    return index, play(scenario, stage, ears), began, time.time()


_worker: tuple[Stage, Ears] | None = None  # one robot a process, for as long as the process lives


def _start_worker(settings: Settings, make_brain: MakeBrain, voice: str | None) -> None:
    global _worker
    end_with_parent()  # and the robot with it
    os.environ["OMP_NUM_THREADS"] = "1"  # as many workers as cores: more threads would only wait
    import torch  # heavy, and whoever only asks for help needs none of it

    torch.set_num_threads(1)  # where it was imported before, the environment comes too late
    _worker = Stage(make_brain(settings), settings), Ears(voice, settings.hearing_model)


def _work(index: int, scenario: Scenario) -> tuple[int, Result, float, float]:
    return _timed(index, scenario, *_worker)
