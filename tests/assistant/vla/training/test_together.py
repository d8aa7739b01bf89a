"""Processes that teach together take the same step, and what breaks one of them is heard."""

from pathlib import Path

import pytest
import torch
from torch import nn

from assistant.vla.training.together import average, processes, run


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
