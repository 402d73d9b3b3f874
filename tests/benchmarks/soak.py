"""Whether the window grows: many runs, and the slope of what it holds. `python -m tests.benchmarks.soak`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import psutil

from lamgui.base.threads import wait_asleep
from lamgui.control.undoable import UNDO_LIMIT
from tests.benchmarks.bench_window import BenchWindow

RUNS = 1000
WARM_UP_RUNS = UNDO_LIMIT
"""Left out of the slope: each run is a step that can be undone, until the history is full; caches fill sooner."""
SAMPLE_EVERY_RUNS = 10
PRINT_EVERY_RUNS = 100
PATCHES = 16
"""The patch goes around among so many, whose maps stay cached; each run computes its map anew."""
CERTAIN = 1.96
"""Standard errors of a slope's ± at 95 %."""


@dataclass(frozen=True)
class Held:
    """What the process holds."""

    rss_mib: float
    threads: int
    descriptors: int
    qobjects: int
    """Below the program and its window."""
    python_objects: int
    """Those that the garbage collection knows."""


NAMES = ("RSS in MiB", "threads", "descriptors", "QObjects", "Python objects")


def main() -> None:
    """Run, print what is held, and how it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="(default: %(default)s)")
    parser.add_argument("--network", default="FSRCNN", help="(default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.runs < WARM_UP_RUNS + 3 * SAMPLE_EVERY_RUNS:
        parser.error(f"the slope needs more than {WARM_UP_RUNS + 3 * SAMPLE_EVERY_RUNS - 1} runs")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wait_asleep()
    picture = np.random.default_rng(0).integers(0, 256, (256, 256, 3), dtype=np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        bench = BenchWindow(Path(folder), picture, arguments.network)
        samples = soak(bench, arguments.runs)
        bench.close()
    for name, values in zip(NAMES, zip(*(astuple(held) for _, held in samples), strict=True), strict=True):
        slope, error = slope_of([run for run, _ in samples], values)
        sys.stdout.write(f"{name}: {100 * slope:+.3f} ± {100 * error:.3f} in 100 runs\n")


def soak(bench: BenchWindow, runs: int) -> list[tuple[int, Held]]:
    """The number of a run and what is held after it, for every tenth run after the first ones."""
    samples = []
    sys.stdout.write(f"{'run':>6}" + "".join(f"{name:>16}" for name in NAMES) + "\n")
    for run in range(1, runs + 1):
        bench.run_around(PATCHES)
        if run % SAMPLE_EVERY_RUNS == 0:
            held = held_by(bench)
            if run > WARM_UP_RUNS:
                samples.append((run, held))
            if run % PRINT_EVERY_RUNS == 0:
                values = (f"{value:.1f}" if isinstance(value, float) else str(value) for value in astuple(held))
                sys.stdout.write(f"{run:>6}" + "".join(f"{value:>16}" for value in values) + "\n")
                sys.stdout.flush()
    return samples


def held_by(bench: BenchWindow) -> Held:
    """What the process holds now, garbage collected."""
    gc.collect()
    process = psutil.Process()
    return Held(
        process.memory_info().rss / 2**20,
        process.num_threads(),
        process.num_fds() if hasattr(process, "num_fds") else process.num_handles(),
        bench.count_qobjects(),
        len(gc.get_objects()),
    )


def slope_of(runs: list[int], values: tuple[float, ...]) -> tuple[float, float]:
    """Growth a run by least squares, and its ± at 95 %; three values at least."""
    x, y = np.asarray(runs, dtype=np.float64), np.asarray(values, dtype=np.float64)
    x -= x.mean()
    slope = float((x * y).sum() / (x * x).sum())
    rest = y - y.mean() - slope * x
    error = float(np.sqrt((rest * rest).sum() / (len(x) - 2) / (x * x).sum()))
    return slope, CERTAIN * error


if __name__ == "__main__":
    main()
