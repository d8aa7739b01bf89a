#!/usr/bin/env python3
"""The only door to Vela: `python app.py COMMAND`. Says what went wrong in one sentence; exit status 0 done, 1 tried and failed, 2 bad input.

Every setting of config.yaml is also a flag: --arm.port=/dev/ttyACM0. Imports what a command needs when it is given: a mistake in
the words is told in a moment, not after loading a model.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import threading
import webbrowser
from typing import NoReturn, Sequence

from assistant.config import DEFAULT_PATH, Config, ConfigError, load_config
from assistant.journal import log_directory, start_log

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
SETTING = re.compile(r"--([a-z_]+(?:\.[a-z_]+)+)(?:=(.*))?", re.DOTALL)


class BadInput(Exception):
    """Something the user gave cannot be used; the message is one sentence."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}; see `python {self.prog} --help`.")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    try:
        words, flags = _without_settings(list(sys.argv[1:] if argv is None else argv))
        options, options.rest = _parser().parse_known_args(words)
        if options.rest and options.run not in (_evaluate, _train):  # those two read their own words
            raise BadInput(f"app.py: unrecognized arguments: {' '.join(options.rest)}; see `python app.py --help`.")
        config = load_config(options.config, flags=flags)
        _start_log(config, options)
        return options.run(options, config)
    except (BadInput, ConfigError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("Interrupted: the arm holds still.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; nothing is left to say to
        return FAILED


def _parser() -> Parser:
    parser = Parser(prog="app.py", description="Vela, a voice-driven robot assistant.", epilog="Every setting of config.yaml is also a flag, as in --arm.port=/dev/ttyACM0.")
    parser.add_argument("--config", metavar="FILE", default=DEFAULT_PATH, help="another file of settings than config.yaml")
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument("--config", metavar="FILE", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    run = commands.add_parser("run", parents=[anywhere], help="start Vela with its panel, until Ctrl-C")
    _scene_options(run)
    run.set_defaults(run=_run)

    say = commands.add_parser("say", parents=[anywhere], help="one sentence, typed: reply and act")
    say.add_argument("text", metavar="TEXT")
    _scene_options(say)
    say.add_argument("--json", action="store_true", help="print the result as JSON")
    say.add_argument("--explain", nargs="?", const="", metavar="FILE.png", help="also say why; with a file, draw there what the reply hung on")
    say.set_defaults(run=_say)

    hear = commands.add_parser("hear", parents=[anywhere], help="a recording (WAV, FLAC): hear it, reply and act")
    hear.add_argument("file", metavar="FILE")
    _scene_options(hear)
    hear.add_argument("--json", action="store_true", help="print the result as JSON")
    hear.set_defaults(run=_hear)

    evaluate = commands.add_parser("evaluate", help="play scenarios in the simulator and score them", add_help=False)
    evaluate.set_defaults(run=_evaluate)

    train = commands.add_parser("train", help="train the bundled model in the simulator", add_help=False)
    train.set_defaults(run=_train)

    bench = commands.add_parser("bench", parents=[anywhere], help="how long the parts take on this machine, and how well it hears")
    parts = bench.add_subparsers(dest="part", metavar="PART", required=True)
    _bench_options(parts.add_parser("vla", parents=[anywhere], help="to load, to reply, and to decide on a chunk of motion"), "vla")
    _bench_options(parts.add_parser("hearing", parents=[anywhere], help="how well and how fast words are made out, beside stock faster-whisper"), "hearing")
    _bench_options(parts.add_parser("turn", parents=[anywhere], help="from the end of what is said to the first sound and the first servo byte"), "turn")
    _bench_options(parts.add_parser("stop", parents=[anywhere], help="from a spoken stop to the hold on the servos' wire, and what else stops or moves her"), "stop")

    calibrate = commands.add_parser("calibrate", parents=[anywhere], help="measure a real arm's joints, moved by hand, and keep that in its servos")
    calibrate.add_argument("--set-up", action="store_true", help="before that: give new servos their numbers, one connected after the other")
    calibrate.add_argument("--out", metavar="FILE", help="write LeRobot's calibration file there, too (default: arm.calibration, if it is set)")
    calibrate.set_defaults(run=_calibrate)

    doctor = commands.add_parser("doctor", parents=[anywhere], help="what is found, missing or wrong, and what to do")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(run=_doctor)
    return parser


def _scene_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scene", metavar="FILE", help="YAML with `objects`: what stands on the simulator's table")
    parser.add_argument("--seed", type=_seed, metavar="N", help="what the scene leaves open is drawn from it")


def _bench_options(parser: argparse.ArgumentParser, part: str) -> None:
    parser.add_argument("--json", metavar="OUT", help="write the report there, too")
    parser.add_argument("--seed", type=_seed, default=0, metavar="S", help="what is drawn depends on it (default 0)")
    parser.set_defaults(run=_bench if part == "vla" else _bench_voice)
    if part == "vla":
        parser.add_argument("--sentences", type=_sentences, default=36, metavar="N", help="how many are drawn, each with a scene of its own (default 36, at least 30)")
        return
    parser.add_argument("--utterances", type=_count, default=200, metavar="N", help="how many are said in each room: quiet, and with noise at 20 and 10 dB (default 200)")
    parser.add_argument("--voices", type=_names, metavar="A,B,...", help="who says them, instead of the benchmark's six voices")
    if part != "turn":
        parser.add_argument("--recordings", metavar="DIR", help="recordings of people, counted on their own: orders/*.flac with orders/slots.json, words/*/*.flac")
    if part == "stop":
        parser.add_argument("--minutes", type=_minutes, default=60.0, metavar="M", help="of other sound in which nothing may stop or move her (default 60; 0: none)")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0.0 <= minutes <= 10_000.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes from 0 to 10000")
    return minutes


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in (part.strip() for part in text.split(",")) if name)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {2**32 - 1}")
    return int(text)


def _sentences(text: str) -> int:
    if not text.isdecimal() or int(text) < 30:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 30 up")
    return int(text)


def _without_settings(argv: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words, and the settings among them (--section.key=value, or the value as the next word)."""
    words, flags = [], []
    while argv:
        word = argv.pop(0)
        match = SETTING.fullmatch(word)
        if match is None:
            words.append(word)
        elif match[2] is not None:
            flags.append((match[1], match[2]))
        elif argv:
            flags.append((match[1], argv.pop(0)))
        else:
            raise BadInput(f"{word}: a value must follow, as in {word}=VALUE.")
    return words, flags


def _start_log(config: Config, options: argparse.Namespace) -> None:
    settings = config.logging
    start_log(settings.level, log_directory(settings.directory), settings.file_size, settings.files, terminal=options.command == "run")


# -- the commands ------------------------------------------------------------------------------------------------------


def _run(options: argparse.Namespace, config: Config) -> int:
    started, ended = threading.Event(), threading.Event()
    _on_signals(started, ended)
    from assistant.assembly import Unusable
    from assistant.live import running

    things, seed = _scene(options)
    try:
        with running(config, things, seed, tell=lambda line: print(line, flush=True)) as vela:
            started.set()
            print("I am ready. Ctrl-C ends me.", flush=True)
            if config.panel.open:
                _open_in_browser(vela.panel.url)
            ended.wait()
            vela.parts.safety.stop("signal")  # before a word is said of it: a terminal that is held (Ctrl-S) keeps whoever prints waiting
            print("Stopping: the arm holds still.", flush=True)
    except (Unusable, ValueError) as error:
        raise BadInput(str(error)) from error
    return DONE


def _on_signals(started: threading.Event, ended: threading.Event) -> None:
    """The first SIGINT, SIGTERM or SIGHUP sets `ended`, or while Vela is still starting interrupts that; a second one ends the process the hard way."""

    def end(number: int, frame: object) -> None:
        if ended.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        ended.set()
        if not started.is_set():
            raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def _open_in_browser(url: str) -> None:
    import os

    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):  # without either, a text browser would take the terminal
        threading.Thread(target=webbrowser.open, args=(url,), name="browser", daemon=True).start()


def _say(options: argparse.Namespace, config: Config) -> int:
    from assistant.once import check_picture, check_text, say

    try:
        check_text(options.text)
        if options.explain:
            check_picture(options.explain)
    except ValueError as error:
        raise BadInput(str(error)) from error
    return _once(options, config, lambda things, seed, tell: say(config, options.text, things, seed, tell, options.explain is not None, options.explain or None))


def _hear(options: argparse.Namespace, config: Config) -> int:
    from assistant.once import check_recording, hear

    try:
        check_recording(options.file)
    except ValueError as error:
        raise BadInput(str(error)) from error
    return _once(options, config, lambda things, seed, tell: hear(config, options.file, things, seed, tell))


def _once(options: argparse.Namespace, config: Config, play) -> int:
    """Plays what was said and prints what came of it: as JSON, or line by line as it happens."""
    from assistant.assembly import Unusable
    from assistant.once import TurnFailed, render

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    things, seed = _scene(options)
    try:
        result = play(things, seed, None if options.json else print)
    except (Unusable, ValueError) as error:
        raise BadInput(str(error)) from error
    except TurnFailed as error:
        print(error, file=sys.stderr)
        return FAILED
    print(json.dumps(result, ensure_ascii=False, indent=1) if options.json else render(result))
    return DONE if result["done"] else FAILED


def _scene(options: argparse.Namespace) -> tuple[tuple | None, int | None]:
    """The things of --scene, None without; and the seed, None when nothing says one."""
    if options.scene is None:
        return None, options.seed
    from drivers.simulator.scene import read_scene

    try:
        things, seed = read_scene(options.scene)
    except ValueError as error:
        raise BadInput(f"{error}.") from error
    return things, seed if options.seed is None else options.seed


def _evaluate(options: argparse.Namespace, config: Config) -> int:
    from assistant.assembly import PHRASES, limits, pace
    from assistant.config import resolve
    from assistant.evaluation.command import main as evaluate
    from assistant.evaluation.stage import Settings

    settings = Settings(checkpoint=resolve(config.vla.checkpoint), coverage=config.vla.coverage, body=config.vla.body, phrases=PHRASES, limits=limits(config), pace=pace(config), home=tuple(config.motion.home),
                        hearing_model=config.hearing.model)
    return evaluate(options.rest, settings)


def _train(options: argparse.Namespace, config: Config) -> int:
    from assistant.vla.training.__main__ import main as train

    return train(options.rest)


def _bench(options: argparse.Namespace, config: Config) -> int:
    from assistant.assembly import Unusable, load_vla, pace
    from assistant.bench.command import WHAT, bench_vla
    from assistant.bench.vla import Budget
    from assistant.output import OutputError, check_output

    played = pace(config)
    try:
        if options.json:
            check_output(options.json, WHAT)
        budget = Budget(played.rows_per_chunk, played.lookahead)
    except ValueError as error:
        raise BadInput(str(error)) from error
    try:
        bench_vla(lambda: load_vla(config), budget, config.motion.home, options.sentences, options.seed, options.json)
    except OutputError as error:
        print(error, file=sys.stderr)
        return FAILED
    except (Unusable, ValueError) as error:
        raise BadInput(str(error)) from error
    return DONE


def _bench_voice(options: argparse.Namespace, config: Config) -> int:
    import importlib

    from assistant.assembly import Unusable
    from assistant.bench.command import WHAT, bench_voice
    from assistant.bench.session import Unfit
    from assistant.bench.voices import VOICES, VoiceMissing
    from assistant.output import OutputError, check_output

    if options.json:
        try:
            check_output(options.json, WHAT)
        except OutputError as error:
            raise BadInput(str(error)) from error
    measure = importlib.import_module(f"assistant.bench.{options.part}").measure
    more = {name: getattr(options, name) for name in ("recordings", "minutes") if hasattr(options, name)}
    try:
        bench_voice(lambda tell: measure(config, options.utterances, options.seed, options.voices or VOICES, tell, **more), options.json)
    except (OutputError, Unfit) as error:
        print(error, file=sys.stderr)
        return FAILED
    except (Unusable, VoiceMissing) as error:
        raise BadInput(str(error)) from error
    return DONE


def _calibrate(options: argparse.Namespace, config: Config) -> int:
    from pathlib import Path

    from assistant.calibrate import Terminal, calibrate, number
    from assistant.config import resolve
    from assistant.output import OutputError, check_output
    from drivers.calibration import CalibrationError
    from drivers.feetech import Bus, BusError, PortBusy, PortDenied, PortMissing

    if config.arm.port == "simulator":
        raise BadInput("The simulated arm is calibrated already; set arm.port to the real one's (`python app.py doctor` lists what it finds), as in --arm.port=/dev/ttyACM0.")
    out = Path(options.out) if options.out else None if config.arm.calibration is None else resolve(config.arm.calibration)
    try:
        if out is not None and not options.set_up:
            check_output(out, "The calibration")
        if options.set_up:
            number(config.arm.port, Terminal())
        else:
            with Bus(config.arm.port, config.arm.baudrate) as bus:
                calibrate(bus, Terminal(), out)
    except KeyboardInterrupt:
        print("Given up: the servos keep what they had. The arm is limp.", file=sys.stderr)
        return INTERRUPTED
    except EOFError:
        raise BadInput("Calibrating needs somebody at the keyboard who presses Enter; nothing was written.") from None
    except (OutputError, PortMissing, PortDenied, PortBusy) as error:
        raise BadInput(str(error)) from error
    except (BusError, CalibrationError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED
    return DONE


def _doctor(options: argparse.Namespace, config: Config) -> int:
    from dataclasses import asdict

    from assistant.doctor import examine, render

    findings = []
    for finding in examine(config):
        findings.append(finding)
        if not options.json:
            print(render(finding), flush=True)
    wrong = sum(finding.state == "wrong" for finding in findings)
    if options.json:
        print(json.dumps({"well": not wrong, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=1))
    else:
        print("\nVela can run as configured." if not wrong else f"\nVela cannot run as configured: {wrong} thing{'s' * (wrong > 1)} to mend.")
    return FAILED if wrong else DONE


if __name__ == "__main__":
    from assistant.late import leave

    leave(main())
