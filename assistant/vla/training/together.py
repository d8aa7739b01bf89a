"""Several processes teach one model: each draws lessons of its own, and their gradients are averaged before every step.

On small models two processes of one thread each do a quarter more than one process of two. Knows parameters; nothing of what they mean.
"""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Callable, Iterable

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import Tensor

from assistant.worker import end_with_parent


def run(work: Callable[..., None], processes: int, *given) -> None:
    """Calls work(rank, *given) in as many processes of one thread each, which `average` joins; in this one when `processes` is 1. Raises what one of them raises.

    Each has copies of its own of what is given.
    """
    if processes == 1:
        work(0, *given)
        return
    with tempfile.TemporaryDirectory() as meeting:
        context = mp.start_processes(_one, (processes, str(Path(meeting) / "meeting"), work, given), processes, join=False, start_method="spawn")
        try:
            while not context.join():
                pass
        except BaseException:  # an interrupt of this one alone, too, ends them all
            for process in context.processes:
                process.terminate()
                process.join()
            raise


def average(parameters: Iterable[Tensor]) -> None:
    """Replaces, in place, each parameter's gradient by its mean over the processes; one that has none here counts as zero. Alone, changes nothing."""
    if not dist.is_initialized():
        return
    parameters = list(parameters)
    flat = torch.cat([torch.zeros_like(p).flatten() if p.grad is None else p.grad.flatten() for p in parameters])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for parameter, part in zip(parameters, flat.split([p.numel() for p in parameters])):
        parameter.grad = part.view_as(parameter)


def processes() -> int:
    """How many teach."""
    return dist.get_world_size() if dist.is_initialized() else 1


def _one(rank: int, count: int, meeting: str, work: Callable[..., None], given: tuple) -> None:
    end_with_parent()  # alone it would write over the next run's checkpoint
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=count)
    try:
        work(rank, *copy.deepcopy(given))  # tensors arrive in memory that all share: each would step the others' weights, too
    finally:
        dist.destroy_process_group()
