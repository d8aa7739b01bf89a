"""The machine that was measured on, and how many measurements are told in few numbers."""

from __future__ import annotations

import math
import os
import platform
import time
from pathlib import Path
from typing import Any, Callable, Sequence, TypeVar

from assistant.assembly import usable_cores

What = TypeVar("What")

CPUINFO = Path("/proc/cpuinfo")


def machine() -> dict[str, Any]:
    """Processor, cores, how busy it is already, and what torch makes of it."""
    import torch

    facts = _cpuinfo()
    return {
        "cpu": facts.get("model name") or platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "usable_cores": usable_cores(),
        "avx512": "avx512f" in facts.get("flags", "").split(),
        "load_average": round(os.getloadavg()[0], 2),
        "nice": os.nice(0),
        "torch": torch.__version__,
        "torch_threads": torch.get_num_threads(),
        "python": platform.python_version(),
    }


def machine_line(facts: dict[str, Any]) -> str:
    wide = "with" if facts["avx512"] else "without"
    return (
        f"{facts['cpu']} ({wide} AVX-512), {facts['usable_cores']} of {facts['cores']} cores, torch {facts['torch']} on {facts['torch_threads']} "
        f"thread{'s' * (facts['torch_threads'] > 1)}; load average {facts['load_average']}, nice {facts['nice']}"
    )


def timed(call: Callable[[], What]) -> tuple[What, tuple[float, float]]:
    """What it returns, and its seconds by the wall's clock and of this process's work on all cores; on a busy machine the first is longer."""
    wall, work = time.perf_counter(), time.process_time()
    made = call()
    return made, (time.perf_counter() - wall, time.process_time() - work)


def spread(samples: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Of `timed` seconds: how many, and by both clocks the median, the 95th percentile and the worst (nearest rank)."""
    told: dict[str, Any] = {"n": len(samples)}
    for name, values in zip(("seconds", "cpu_seconds"), zip(*samples)):
        ordered = sorted(values)
        told[name] = {key: round(ordered[math.ceil(share * len(ordered)) - 1], 4) for key, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}
    return told


def once(sample: tuple[float, float]) -> dict[str, float]:
    """Of one `timed`."""
    return {"seconds": round(sample[0], 4), "cpu_seconds": round(sample[1], 4)}


def _cpuinfo() -> dict[str, str]:
    """The first processor's facts; empty where the system does not tell."""
    if not CPUINFO.exists():
        return {}
    first = CPUINFO.read_text(encoding="utf-8").split("\n\n")[0]
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in first.splitlines())}
