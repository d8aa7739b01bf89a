"""Processes that teach together take the same step, and what breaks one of them is heard."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from torch import nn

from assistant.vla.training.together import average, processes, run
from tests.processes import alive, until


def teach(rank: int, out: str) -> None:
    """Each has a gradient of its own; one parameter has one in the first process only."""
    model = nn.ParameterDict({"both": nn.Parameter(torch.zeros(2, 3)), "first": nn.Parameter(torch.zeros(2)), "neither": nn.Parameter(torch.zeros(1))})
    loss = model["both"].sum() * (rank + 1) + (0 if rank else model["first"].sum() * 4)
    loss.backward()
    average(model.parameters())
    torch.save({"count": processes(), **{name: p.grad for name, p in model.items()}}, Path(out) / f"{rank}.pt")


def stumble(rank: int) -> None:
    if rank == 1:
        raise ValueError("a lesson that nobody can read")


def test_gradients_are_the_mean_of_all(tmp_path):
    run(teach, 2, str(tmp_path))
    first, second = (torch.load(tmp_path / f"{rank}.pt", weights_only=True) for rank in (0, 1))
    assert first["count"] == 2
    for told in (first, second):
        assert torch.equal(told["both"], torch.full((2, 3), 1.5)) and torch.equal(told["first"], torch.full((2,), 2.0)) and not told["neither"].any()


def test_alone_it_keeps_its_own(tmp_path):
    run(teach, 1, str(tmp_path))
    told = torch.load(tmp_path / "0.pt", weights_only=True)
    assert told["count"] == 1 and torch.equal(told["both"], torch.ones(2, 3)) and told["neither"] is None


def test_what_breaks_one_is_raised():
    with pytest.raises(Exception, match="nobody can read"):
        run(stumble, 2)


def linger(rank: int, out: str) -> None:
    Path(out, f"{rank}.pid").write_text(str(os.getpid()))
    time.sleep(120)


def test_when_the_first_process_is_killed_none_goes_on(tmp_path):
    code = "import sys\nfrom assistant.vla.training.together import run\nfrom tests.assistant.vla.training.test_together import linger\nif __name__ == '__main__':\n    run(linger, 2, sys.argv[1])\n"
    script = tmp_path / "teach.py"
    script.write_text(code)
    # ignoring SIGINT, as what a shell starts in the background does
    first = subprocess.Popen([sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": os.getcwd()}, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    try:
        assert until(lambda: len(list(tmp_path.glob("*.pid"))) == 2 and all(p.read_text() for p in tmp_path.glob("*.pid")))
        pids = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
        assert all(alive(pid) for pid in pids)
    finally:
        first.kill()
        first.wait()
    assert until(lambda: not any(alive(pid) for pid in pids))


def step(rank: int, model: nn.Module, out: str) -> None:
    """One step down a slope of 1."""
    (model.weight.sum() * 1.0).backward()
    average(model.parameters())
    with torch.no_grad():
        model.weight -= model.weight.grad
    torch.save(model.weight.detach().clone(), Path(out) / f"{rank}.pt")
    average(model.parameters())  # both are done with it


def test_a_model_that_is_handed_over_is_stepped_once(tmp_path):
    model = nn.Linear(2, 1, bias=False)
    nn.init.zeros_(model.weight)
    run(step, 2, model, str(tmp_path))
    for rank in (0, 1):
        assert torch.load(tmp_path / f"{rank}.pt", weights_only=True).tolist() == [[-1.0, -1.0]]


def test_an_interrupt_of_the_first_process_alone_ends_all(tmp_path):
    script = tmp_path / "teach.py"
    script.write_text("import sys\nfrom assistant.vla.training.together import run\nfrom tests.assistant.vla.training.test_together import linger\nif __name__ == '__main__':\n    run(linger, 2, sys.argv[1])\n")
    first = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": os.getcwd()}, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests that run in a shell's background have inherited that it is ignored
    )
    try:
        assert until(lambda: len(list(tmp_path.glob("*.pid"))) == 2 and all(p.read_text() for p in tmp_path.glob("*.pid")))
        pids = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
        first.send_signal(signal.SIGINT)
        assert until(lambda: first.poll() is not None, 30.0)
    finally:
        first.kill()
        first.wait()
    assert until(lambda: not any(alive(pid) for pid in pids))
