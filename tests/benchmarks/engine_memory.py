"""The most memory that one way to a map takes, in a process of its own: used by `engine`, a process a measurement."""

from __future__ import annotations

import resource
import sys

import psutil

from tests.benchmarks.engine_loops import Case, case_of, engine_plan, engine_steps, plain_passes


def main() -> None:
    """Print MiB that a pass of the network `argv[1]` on `argv[2]` LR pixels a side took, `argv[3]`: plain or engine."""
    name, side, way = sys.argv[1:4]
    take_pass(case_of(name, 16), way)
    case = case_of(name, int(side))
    before = psutil.Process().memory_info().rss
    take_pass(case, way)
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    sys.stdout.write(f"{(most - before) / 2**20:.1f}\n")


def take_pass(case: Case, way: str) -> None:
    """The pass of one node, or of as many as the program takes together."""
    if way == "plain":
        next(plain_passes(case))
    else:
        from lamgui.attribution.settings import Rule

        next(iter(engine_steps(case, engine_plan(case, Rule.ARC, case.work.batch))))


if __name__ == "__main__":
    main()
