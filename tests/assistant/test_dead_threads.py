"""A thread that dies is told, and stops the arm if it moved it."""

import sys
import threading

import pytest

from assistant.dead_threads import dead_threads_told
from assistant.events import Bus, Problem


def die(name, error):
    def work():
        raise error

    thread = threading.Thread(target=work, name=name)
    thread.start()
    thread.join(10.0)


@pytest.mark.parametrize("name, stops", [("speaker", False), ("dialogue", True)])
def test_a_thread_that_dies_is_a_problem_and_in_the_log_and_its_arm_is_stopped_first(name, stops, caplog):
    bus, happened, before = Bus(), [], threading.excepthook
    bus.subscribe(happened.append)
    with dead_threads_told(bus, lambda: happened.append("stop")):
        die(name, RuntimeError("no memory"))
    assert threading.excepthook is before
    assert happened[:-1] == ["stop"] * stops
    problem = happened[-1]
    assert isinstance(problem, Problem) and problem.part == name and name in problem.text and "no memory" in problem.text and problem.advice
    assert ("The arm is stopped." in problem.text) == stops
    (record,) = caplog.records
    assert name in record.getMessage() and record.exc_info[1].args == ("no memory",)


def test_a_thread_that_ends_itself_is_no_problem():
    bus, happened = Bus(), []
    bus.subscribe(happened.append)
    with dead_threads_told(bus, lambda: happened.append("stop")):
        thread = threading.Thread(target=sys.exit, name="dialogue")
        thread.start()
        thread.join(10.0)
    assert happened == []
