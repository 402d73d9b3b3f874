"""How the window feels: start, latency, cancel, maps, memory. `python -m tests.benchmarks.application`."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from lamgui.base.threads import wait_asleep
from tests.benchmarks.table import Measurement, show

STARTS = 5
RUNS = 200


def main() -> None:
    """Take all measurements and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs for the memory measurement (default: %(default)s)")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wait_asleep()
    measurements = [*measure_start(), *measure_runs(arguments.runs), *measure_large_picture(), *measure_comparison()]
    show(measurements, as_json=arguments.json)


def measure_start() -> list[Measurement]:
    """Medians over fresh processes, of modules that are compiled already, as an installation leaves them."""
    command = [sys.executable, "-m", "tests.benchmarks.first_paint"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def started() -> dict[str, float]:
        # What the system says of a process' start is rounded to the second that it was booted in.
        ran = subprocess.run([*command, repr(time.time())], check=True, capture_output=True, env=environment)
        figures: dict[str, float] = json.loads(ran.stdout)
        return figures

    started()
    starts = [started() for _ in range(STARTS)]

    def median(key: str) -> float:
        return float(statistics.median(start[key] for start in starts))

    return [
        Measurement("process start to first paint", median("first_paint_s"), "s", 1.0),
        Measurement("process start to first full map (imports torch, FSRCNN)", median("first_map_s"), "s"),
        Measurement("longest pause of the window while torch is imported", median("longest_pause_ms"), "ms"),
    ]


def measure_runs(runs: int) -> list[Measurement]:
    """FSRCNN on a 64x64 LR picture in one window: clicks, latency, cancel, memory."""
    from tests.benchmarks.bench_window import BenchWindow

    picture = np.random.default_rng(0).integers(0, 256, (256, 256, 3), dtype=np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        bench = BenchWindow(Path(folder), picture, "FSRCNN")
        bench.run_once()
        clicks = [bench.click() for _ in range(9)]
        latency = bench.latency_ms()
        after_cancel = bench.steps_after_cancel()
        bench.run_once()
        hovers = bench.hover_ms()
        grown = memory_growth(bench, runs)
        bench.close()
    return [
        Measurement("click to coarse map, FSRCNN 64x64", statistics.median(c.coarse_s for c in clicks), "s", 0.15),
        Measurement("click to full map (arc, 50), FSRCNN 64x64", statistics.median(c.full_s for c in clicks), "s", 0.6),
        Measurement("event-loop latency during a run, p95", float(np.percentile(latency, 95)), "ms", 30),
        Measurement("event-loop latency during a run, longest", max(latency), "ms"),
        Measurement("pointer moves to its curve painted, p95", float(np.percentile(hovers, 95)), "ms", 30),
        Measurement("pointer moves to its curve painted, longest", max(hovers), "ms"),
        Measurement("steps computed after Cancel", after_cancel, "steps", 1),
        Measurement(f"memory grown over {runs} runs", grown / 2**20, "MiB", 20),
    ]


def measure_large_picture() -> list[Measurement]:
    """EDSR on a 256x256 LR picture in one window: the first patch, for which it is restored, and others."""
    from tests.benchmarks.bench_window import BenchWindow

    picture = np.random.default_rng(0).integers(0, 256, (1024, 1024, 3), dtype=np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        bench = BenchWindow(Path(folder), picture, "EDSR")
        clicks = [bench.click() for _ in range(5)]
        bench.close()
    coarse, full = (statistics.median(times) for times in zip(*((c.coarse_s, c.full_s) for c in clicks), strict=True))
    return [
        Measurement("picture opened to its first full map, EDSR 256x256", bench.opened_s, "s"),
        Measurement("click on another patch to coarse map, EDSR 256x256", coarse, "s"),
        Measurement("click on another patch to full map (arc, 50), EDSR 256x256", full, "s"),
    ]


def measure_comparison() -> list[Measurement]:
    """Twelve networks on a 128x128 LR picture in one window of 1920x1080."""
    from tests.benchmarks.bench_compare import latency_of_twelve_ms

    with tempfile.TemporaryDirectory() as folder:
        latency = latency_of_twelve_ms(Path(folder))
    return [
        Measurement("latency while 12 networks run, 128x128, p95", float(np.percentile(latency, 95)), "ms", 30),
        Measurement("latency while 12 networks run, 128x128, longest", max(latency), "ms"),
    ]


def memory_growth(bench: object, runs: int) -> float:
    """Bytes that the process gained over `runs` runs of one patch, after as many to warm up as a tenth of them.

    Maps of other patches would be kept, up to a bound of their own.
    """
    from tests.benchmarks.bench_window import BenchWindow

    if not isinstance(bench, BenchWindow):
        raise TypeError("memory is measured on a BenchWindow")
    process = psutil.Process()
    for _ in range(max(10, runs // 10)):
        bench.run_again()
    gc.collect()
    before = process.memory_info().rss
    for _ in range(runs):
        bench.run_again()
    gc.collect()
    return float(process.memory_info().rss - before)


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    sys.stderr.write(f"took {time.perf_counter() - began:.0f} s\n")
