"""What keeping a CUDA device busy gains: a map with and without it. `python -m tests.benchmarks.queue`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from unittest.mock import patch

import numpy as np

from lamgui.attribution.integrate import Floats
from lamgui.attribution.settings import Precision, Rule
from lamgui.devices import resolve_device
from lamgui.steps import finished
from tests.benchmarks.device import described, settle
from tests.benchmarks.engine_loops import Case, case_of, engine_plan, engine_steps
from tests.benchmarks.engine_networks import NETWORKS

SIDES = (64, 256)
STEPS = 200
"""Many, so that shapes repeat."""

ROUNDS = 3


@dataclass(frozen=True)
class Row:
    """Seconds of the nodes of one map: the host waits at every pass, works one pass ahead, and with recordings too."""

    network: str
    side_px: int
    batch: int
    waiting_s: float
    ahead_s: float
    recorded_s: float
    off_by: float
    """How far the maps of the second and third way are from the first's, relative L2, the larger of both."""


@contextmanager
def waiting() -> Iterator[None]:
    """The host takes every value at once."""
    with patch("lamgui.attribution.handover.QUEUES", "none"), unrecorded():
        yield


@contextmanager
def unrecorded() -> Iterator[None]:
    """No pass is recorded."""
    with patch("lamgui.attribution.integrate.recorder_of", lambda _device: None):
        yield


def main() -> None:
    """Measure all networks, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS), help="default: all")
    parser.add_argument("--device", default="auto", help="auto, cuda:0 (default: the fastest here)")
    arguments = parser.parse_args()
    device = resolve_device(arguments.device, Precision.FLOAT32)
    if not device.startswith("cuda"):
        sys.exit("There is no CUDA device here: nothing is queued on others, so there is nothing to measure.")
    rows = [row_of(name, side, case_of(name, side, device)) for name in arguments.networks for side in SIDES]
    show(rows, device, as_json=arguments.json)


def row_of(name: str, side: int, case: Case) -> Row:
    """The three ways in turn, each the fastest of some rounds."""
    ways: tuple[Callable[[], AbstractContextManager[None]], ...] = (waiting, unrecorded, nullcontext)
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    maps: list[Floats] = []
    for _ in range(ROUNDS):
        maps.clear()
        for way, taken in zip(ways, times, strict=True):
            with way():
                seconds, lam = timed(case)
            taken.append(seconds)
            maps.append(lam)
    off_by = max(float(np.linalg.norm(lam - maps[0]) / np.linalg.norm(maps[0])) for lam in maps[1:])
    waited, ahead, recorded = (min(taken) for taken in times)
    return Row(name, side, case.work.batch, waited, ahead, recorded, off_by)


def timed(case: Case) -> tuple[float, Floats]:
    """Seconds of the nodes, and the map."""
    plan = engine_plan(case, Rule.ARC, STEPS)
    settle(case.device)
    began = time.perf_counter()
    lam = finished(engine_steps(case, plan)).lam
    settle(case.device)
    return time.perf_counter() - began, lam


def show(rows: list[Row], device: str, *, as_json: bool) -> None:
    """Print the rows with the machine they were taken on."""
    if as_json:
        sys.stdout.write(json.dumps({**described(device), "rows": [asdict(row) for row in rows]}, indent=2) + "\n")
        return
    sys.stdout.write(", ".join(f"{key} {value}" for key, value in described(device).items()) + "\n\n")
    sys.stdout.write("| network | LR | nodes a pass | host waits | one pass ahead | recorded | off by |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for row in rows:
        ratios = (f"{seconds / row.waiting_s:.2f}" for seconds in (row.ahead_s, row.recorded_s))
        cells = (row.network, row.side_px, row.batch, f"{row.waiting_s:.2f} s", *ratios, f"{row.off_by:.1e}")
        sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")


if __name__ == "__main__":
    main()
