"""`python -m drivers.simulator`: this robot alone, in real time, as one plugs in an arm. Prints its serial port and lives until Ctrl-C.

It has no camera here: a camera belongs to the process that looks through it (see client.py).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from drivers.simulator.robot import DEFAULT_THINGS, SimulatedRobot
from drivers.simulator.scene import read_scene


def main(arguments: list[str] | None = None) -> int:
    """0 after Ctrl-C or SIGTERM, 2 with one sentence when the scene or the link is not possible."""
    options = _options().parse_args(arguments)
    wanted = threading.Event()
    wanted.set()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: wanted.clear())
    try:
        things, seed = read_scene(options.scene) if options.scene else (DEFAULT_THINGS, 0)
        robot = SimulatedRobot(things, seed if options.seed is None else options.seed, paced=not options.at_once)
    except (ValueError, OSError, RuntimeError) as error:
        print(f"The simulated arm does not start: {error}", file=sys.stderr)
        return 2
    try:
        if options.link:
            robot.bus.link(options.link)
        print(options.link or robot.port, flush=True)
        robot.serve_realtime(wanted.is_set)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads the port's name: so nobody wants the arm
    except OSError as error:
        print(f"The link {options.link} cannot be made ({error.strerror}): choose another path, or remove what is there.", file=sys.stderr)
        return 2
    finally:
        robot.close()
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m drivers.simulator", description="A simulated SO-101 on a serial port. Prints the port; Ctrl-C ends it.")
    parser.add_argument("--link", metavar="PATH", help="also give the port this name (an old link there is replaced)")
    parser.add_argument("--scene", metavar="FILE", help="YAML with `objects`, as in a scenario")
    parser.add_argument("--at-once", action="store_true", help="answer at once, not in the time that the bytes would take on a wire")
    parser.add_argument("--seed", type=_seed, metavar="N", help="what is left open in the scene is drawn from this (default: the scene's own, or 0)")
    return parser


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a whole number from 0 up, not {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
