"""What keeping a CUDA device busy gains: a map with and without it. `python -m tests.benchmarks.queue`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from unittest.mock import patch

import numpy as np
from torch import Tensor

from lamgui.attribution.device.cuda_graph import Function, Record, record_graph
from lamgui.attribution.settings.settings import Precision
from lamgui.base.arrays import Floats
from lamgui.base.generators import result_of
from lamgui.maps.devices import resolve_device
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
    recordings: int
    """Made in the runs that were timed; 0 where the device never waited, or a recording was of no use."""
    off_by: float
    """How far the maps of the second and third way are from the first's, relative L2, the larger of both."""


class Recorder:
    """Records as the program does, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, function: Function, like: Tensor) -> Function:
        """What `record_graph` makes."""
        self.count += 1
        return record_graph(function, like)


def never(_function: Function, _like: Tensor) -> Function:
    """Stands for a function that cannot be recorded."""
    raise RuntimeError("nothing is recorded here")


def main() -> None:
    """Measure all networks, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS), help="default: all")
    parser.add_argument("--sides", nargs="+", type=int, default=SIDES, help="of the LR picture (default: %(default)s)")
    parser.add_argument("--steps", type=int, default=STEPS, help="nodes of a map (default: %(default)s)")
    parser.add_argument("--device", default="auto", help="auto, cuda:0 (default: the fastest here)")
    arguments = parser.parse_args()
    device = resolve_device(arguments.device, Precision.FLOAT32)
    if not device.startswith("cuda"):
        sys.exit("There is no CUDA device here: nothing is queued on others, so there is nothing to measure.")
    cases = ((name, side, case_of(name, side, device)) for name in arguments.networks for side in arguments.sides)
    show([row_of(name, side, case, arguments.steps) for name, side, case in cases], device, as_json=arguments.json)


def row_of(name: str, side: int, case: Case, steps: int) -> Row:
    """The three ways in turn, each the fastest of some rounds."""
    waited, ahead, recorded, recorder = [], [], [], Recorder()
    for _ in range(ROUNDS):
        with patch("lamgui.attribution.device.handover.QUEUES", "none"):
            waited.append(timed(case, steps, never))
        ahead.append(timed(case, steps, never))
        recorded.append(timed(case, steps, recorder))
    first, *others = (lam for _, lam in (waited[-1], ahead[-1], recorded[-1]))
    off_by = max(float(np.linalg.norm(lam - first) / np.linalg.norm(first)) for lam in others)
    fastest = (min(seconds for seconds, _ in runs) for runs in (waited, ahead, recorded))
    return Row(name, side, case.work.batch, next(fastest), next(fastest), next(fastest), recorder.count, off_by)


def timed(case: Case, steps: int, record: Record) -> tuple[float, Floats]:
    """Seconds of the nodes, and the map."""
    plan = engine_plan(case, "arc", steps)
    settle(case.device)
    began = time.perf_counter()
    lam = result_of(engine_steps(case, plan, record)).lam
    settle(case.device)
    return time.perf_counter() - began, lam


def show(rows: list[Row], device: str, *, as_json: bool) -> None:
    """Print the rows with the machine they were taken on."""
    if as_json:
        sys.stdout.write(json.dumps({**described(device), "rows": [asdict(row) for row in rows]}, indent=2) + "\n")
        return
    sys.stdout.write(", ".join(f"{key} {value}" for key, value in described(device).items()) + "\n\n")
    sys.stdout.write("| network | LR | nodes a pass | host waits | one pass ahead | recorded | recordings | off by |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    for row in rows:
        ratios = (f"{seconds / row.waiting_s:.2f}" for seconds in (row.ahead_s, row.recorded_s))
        times = (f"{row.waiting_s:.2f} s", *ratios)
        cells = (row.network, row.side_px, row.batch, *times, row.recordings, f"{row.off_by:.1e}")
        sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")


if __name__ == "__main__":
    main()
