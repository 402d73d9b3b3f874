"""The most memory that one way to a map takes, in a process of its own: used by `engine`, a process a measurement."""

from __future__ import annotations

import sys
from pathlib import Path

from lamgui.maps.devices import highest_memory_bytes, used_memory_bytes
from tests.benchmarks.engine_loops import Case, case_of, engine_plan, engine_steps, plain_passes


def main() -> None:
    """Print the MiB of a pass: network `argv[1]`, `argv[2]` LR pixels a side, device, and the way: plain or engine."""
    name, side, device, way = sys.argv[1:5]
    take_pass(case_of(name, 16, device), way)
    case = case_of(name, int(side), device)
    before = used_memory_bytes(device)
    take_pass(case, way)
    sys.stdout.write(f"{(most_bytes(device) - before) / 2**20:.1f}\n")


def most_bytes(device: str) -> int:
    """The most memory that this process has had so far: on a GPU there, else its own."""
    status = Path("/proc/self/status")
    if device == "cpu" and status.exists():
        # The system's ru_maxrss counts what the process that started this one had, too.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return highest_memory_bytes(device)


def take_pass(case: Case, way: str) -> None:
    """The pass of one node, or of as many as the program takes together."""
    if way == "plain":
        next(plain_passes(case))
    else:
        next(iter(engine_steps(case, engine_plan(case, "arc", case.work.batch))))


if __name__ == "__main__":
    main()
