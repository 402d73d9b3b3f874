"""The most memory that one way to a map takes, in a process of its own: used by `engine`, a process a measurement."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import psutil

from lamgui.attribution.settings import Rule
from tests.benchmarks.engine_loops import Case, case_of, engine_plan, engine_steps, plain_passes


def main() -> None:
    """Print MiB that a pass of the network `argv[1]` on `argv[2]` LR pixels a side took, `argv[3]`: plain or engine."""
    name, side, way = sys.argv[1:4]
    take_pass(case_of(name, 16), way)
    case = case_of(name, int(side))
    before = psutil.Process().memory_info().rss
    take_pass(case, way)
    sys.stdout.write(f"{(most_bytes() - before) / 2**20:.1f}\n")


def most_bytes() -> int:
    """The most memory that this process has had so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # The system's ru_maxrss counts what the process that started this one had, too.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def take_pass(case: Case, way: str) -> None:
    """The pass of one node, or of as many as the program takes together."""
    if way == "plain":
        next(plain_passes(case))
    else:
        next(iter(engine_steps(case, engine_plan(case, Rule.ARC, case.work.batch))))


if __name__ == "__main__":
    main()
