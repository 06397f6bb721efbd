"""What the benchmarks share: CPU time, and a figure beside what it is compared with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

RUNS = 15


def median(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Milliseconds of the processor: whoever else is at work does not stretch them."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def line(name: str, ours: float, raw: float, unit: str = "ms") -> None:
    """One figure."""
    print(f"{name:44s} {ours:9.2f} {unit}   raw {raw:9.2f} {unit}   {ours / raw:5.2f}x", flush=True)
