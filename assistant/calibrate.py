"""`python app.py calibrate`: the calibration of drivers/calibrating.py at a terminal, step by step, each until Enter is pressed.

Knows the steps and what to say of them; nothing of servos.
"""

from __future__ import annotations

import select
import sys
import time
from pathlib import Path
from typing import Any, Callable, Protocol

from drivers import feetech as ft
from drivers.calibrating import Calibrating, NotYet, set_up
from drivers.calibration import JOINTS, save_calibration

LOOK = 0.02  # s from one look at the joint to the next: a hand turns it by a few degrees meanwhile
SHOW = 0.2  # s from one line about it to the next

BEGIN = "The arm goes limp now: hold it, or lay it down. Then press Enter."
MIDDLE = "Put every joint about in the middle of its range, the gripper half open, and keep it so. Then press Enter."
KEEP = "All six are measured. Press Enter and the servos keep it."
MOVES = {
    "shoulder_pan": "Turn the whole arm (shoulder_pan) to the left as far as it goes, then to the right.",
    "shoulder_lift": "Tip the upper arm (shoulder_lift) back as far as it goes, then forward.",
    "elbow_flex": "Fold the elbow (elbow_flex) as far as it goes, then stretch it.",
    "wrist_flex": "Bend the wrist (wrist_flex) down as far as it goes, then up.",
    "wrist_roll": "Turn the wrist (wrist_roll) a good way to the left and to the right; it needs no stop.",
    "gripper": "Close the gripper, then open it as far as it goes.",
}
CONNECT = "Connect the {joint} servo alone to the adapter, and the power supply. Then press Enter (it takes a quarter of a minute)."


class Person(Protocol):
    """Who calibrates: is told a line, or shown one that the next one replaces, and says when a step is done."""

    def tell(self, line: str) -> None: ...
    def show(self, line: str) -> None: ...
    def ready(self, wait: float) -> bool: ...


class Terminal:
    """The person at the keyboard. ready(): whether Enter was pressed within so many seconds; EOFError where nobody can press it."""

    def tell(self, line: str) -> None:
        print(line, flush=True)

    def show(self, line: str) -> None:
        print(f"\r{line}\x1b[K", end="", flush=True)

    def ready(self, wait: float) -> bool:
        if not select.select([sys.stdin], [], [], wait)[0]:
            return False
        if not sys.stdin.readline():
            raise EOFError
        return True


def calibrate(bus: ft.Bus, person: Person, out: Path | None) -> None:
    """The whole calibration, kept in the servos and, where `out` is given, in LeRobot's file. Raises what the bus and the steps raise but NotYet and NoReply, after which the step is asked for again."""
    steps = Calibrating(bus)
    _until_done(person, BEGIN, steps.begin)
    while not steps.finished:
        if steps.joint is None:
            _until_done(person, MIDDLE, steps.middle)
        else:
            _measure(person, steps)
    found = _until_done(person, KEEP, steps.finish)
    person.tell("The servos keep the calibration now. The arm is still limp.")
    if out is not None:
        save_calibration(out, found)
        person.tell(f"LeRobot's file of it is {out}.")


def number(port: str, person: Person) -> None:
    """Gives all six servos their numbers, one connected after the other, from the gripper down as LeRobot does."""
    for joint in reversed(JOINTS):
        def one() -> None:
            was, rate = set_up(port, joint)
            person.tell(f"It was number {was} at {rate} baud, and is {JOINTS.index(joint) + 1} at 1000000 now. Write that on it.")

        _until_done(person, CONNECT.format(joint=joint), one)
    person.tell("All six have their numbers. Connect them all, then calibrate.")


def _until_done(person: Person, line: str, step: Callable[[], Any]) -> Any:
    while True:
        person.tell(line)
        while not person.ready(3600.0):
            pass
        try:
            return step()
        except (NotYet, ft.NoReply) as error:
            person.tell(str(error))


def _measure(person: Person, steps: Calibrating) -> None:
    joint, shown = steps.joint, 0.0
    person.tell(f"{MOVES[joint]} Then press Enter.")
    try:
        while not person.ready(LOOK):
            reach = steps.watch()
            if time.monotonic() - shown > SHOW:
                person.show(f"  {joint}: now {reach.position}, from {reach.low} to {reach.high}{', enough' if reach.enough else ''}")
                shown = time.monotonic()
        steps.done()
    except (NotYet, ft.NoReply) as error:
        person.tell(f"\n{error}")
    else:
        person.tell("")
