"""The engine against a plain loop at the same error of the map. `python -m tests.benchmarks.engine`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from lamgui.attribution.settings.settings import Precision
from lamgui.base.arrays import Floats
from lamgui.base.generators import result_of
from lamgui.base.threads import wait_asleep
from lamgui.maps.devices import free_memory_bytes, resolve_device
from tests.benchmarks.device import described, matrix_rate, settle
from tests.benchmarks.engine_loops import (
    PLAIN_STEPS,
    Case,
    case_of,
    engine_map,
    engine_plan,
    engine_steps,
    plain_passes,
)
from tests.benchmarks.engine_networks import NETWORKS

SIDES = (64, 256)
"""Of the LR picture."""

ARC_STEPS = (8, 10, 12, 14, 16, 18, 20, 23, 26, 30, 34, 38, 43, 48, 54, 62, 70, 80, 90, 100)
FEWER_ARC_STEPS = ARC_STEPS[2::3]
"""Numbers of nodes that are tried, where a pass is quick and where it is not."""

QUICK_S = 0.25
"""A pass up to which many numbers of nodes are tried and many passes timed, and beyond which few."""

LONG_S, LONG_AGAIN_S = 4.0, 0.4
"""A pass on the large picture from which on only its time is measured: as expected, and as it is."""

REFERENCE_STEPS = 400
"""Arc nodes of the map that errors are told by."""

ROOM = 1.5
"""Times what a pass of the plain loop keeps has to be free, or it is not tried: it needs some memory beside that."""

PROBE_PX = 16
"""Side of the LR picture on which the operations of a pass are counted."""


@dataclass(frozen=True)
class Row:
    """One network on one size. Errors are relative L2 to a reference; None where it was not taken at this size.

    Where the plain loop would not fit into memory none of its passes was timed: its time is that of the smaller size
    for so many pixels, its memory what a pass would keep.
    """

    network: str
    side_px: int
    plain_s: float
    plain_passes_timed: int
    plain_error: float | None
    nodes: int
    engine_s: float
    engine_nodes_timed: int
    engine_error: float | None
    share_of_work: float
    matrix_share: float
    plain_mib: float
    engine_mib: float

    @property
    def ratio(self) -> float:
        """How many times faster the engine is."""
        return self.plain_s / self.engine_s


@dataclass(frozen=True)
class Accuracy:
    """What was found at one size: the error of the plain loop and the fewest nodes that do no worse."""

    nodes: int
    plain_error: float
    engine_error: float
    is_slow: bool
    """Whether a pass takes so long that fewer are timed."""


def main() -> None:
    """Measure all networks, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS), help="default: all")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:0 (default: the fastest here)")
    arguments = parser.parse_args()
    wait_asleep()
    device = resolve_device(arguments.device, Precision.FLOAT32)
    rate = matrix_rate(device)
    rows = [row for name in arguments.networks for row in measure(name, device, rate)]
    show(rows, device, rate, as_json=arguments.json)


def measure(name: str, device: str, rate: float) -> list[Row]:
    """A network at every size, the smaller first: where a pass is long its nodes are those of the smaller."""
    first, last = (case_of(name, side, device) for side in SIDES)
    sys.stderr.write(f"{name}\n")
    pass_s = engine_times(first, 1)[1]
    accuracy = accuracy_of(first, pass_s)
    rows = [row_of(name, SIDES[0], first, rate, accuracy, measured_here=True)]
    enlarged = (SIDES[1] / SIDES[0]) ** 2
    is_long = pass_s * enlarged > LONG_S or engine_times(last, 1)[1] > LONG_AGAIN_S
    here = accuracy if is_long else accuracy_of(last, LONG_AGAIN_S / 2)
    rows.append(row_of(name, SIDES[1], last, rate, here, measured_here=not is_long))
    if rows[1].plain_passes_timed == 0:
        rows[1] = replace(rows[1], plain_s=enlarged * rows[0].plain_s)
    return rows


def row_of(name: str, side: int, case: Case, rate: float, accuracy: Accuracy, *, measured_here: bool) -> Row:
    """Times, interleaved, and memory."""
    is_slow = accuracy.is_slow
    plain_kept = case.placed.activation_bytes_per_pixel * side**2
    plain_fits = ROOM * plain_kept < free_memory_bytes(case.device)
    rounds = 3 if measured_here else 1
    timed_nodes = (3 if is_slow else accuracy.nodes) if measured_here else 1
    plain, ends, nodes = [], [], []
    for _ in range(rounds):
        plain.append(plain_time(case, 1 if is_slow else 2) if plain_fits else 0.0)
        ends_s, node_s = engine_times(case, timed_nodes)
        ends.append(ends_s)
        nodes.append(node_s)
    return Row(
        network=name,
        side_px=side,
        plain_s=PLAIN_STEPS * min(plain),
        plain_passes_timed=rounds * (1 if is_slow else 2) if plain_fits else 0,
        plain_error=accuracy.plain_error if measured_here else None,
        nodes=accuracy.nodes,
        engine_s=min(ends) + accuracy.nodes * min(nodes),
        engine_nodes_timed=len(nodes) * timed_nodes,
        engine_error=accuracy.engine_error if measured_here else None,
        share_of_work=1.0 if case.work.crop is None else case.work.crop.share,
        matrix_share=operations(case) / min(nodes) / rate,
        plain_mib=memory_mib(name, side, case.device, "plain") if plain_fits else plain_kept / 2**20,
        engine_mib=memory_mib(name, side, case.device, "engine"),
    )


def accuracy_of(case: Case, pass_s: float) -> Accuracy:
    """The error of the plain loop's sum, and by bisection the number of arc nodes from which on it is no larger."""
    is_slow = pass_s >= QUICK_S
    reference = engine_map(case, "arc", REFERENCE_STEPS)
    # Gradients of weights change no map: the plain loop's sum is taken the fast way.
    limit = distance(engine_map(case, "right", PLAIN_STEPS), reference)
    errors: dict[int, float] = {}
    tried = FEWER_ARC_STEPS if is_slow else ARC_STEPS
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        errors[tried[middle]] = distance(engine_map(case, "arc", tried[middle]), reference)
        low, high = (low, middle) if errors[tried[middle]] <= limit else (middle + 1, high)
    nodes = tried[high]
    error = errors[nodes] if nodes in errors else distance(engine_map(case, "arc", nodes), reference)
    return Accuracy(nodes, limit, error, is_slow)


def distance(lam: Floats, reference: Floats) -> float:
    """Relative L2."""
    return float(np.linalg.norm(lam - reference) / np.linalg.norm(reference))


def plain_time(case: Case, passes: int) -> float:
    """Seconds of the fastest of some passes of the plain loop."""
    loop = plain_passes(case)
    times = []
    for _ in range(passes):
        began = time.perf_counter()
        next(loop)
        settle(case.device)
        times.append(time.perf_counter() - began)
    loop.close()  # type: ignore[attr-defined] # it is a generator
    return min(times)


def engine_times(case: Case, nodes: int) -> tuple[float, float]:
    """Seconds for both ends of the path and all that comes before the nodes, and for each node."""
    began = time.perf_counter()
    plan = engine_plan(case, "arc", nodes)
    ends = time.perf_counter()
    result_of(engine_steps(case, plan))
    return ends - began, (time.perf_counter() - ends) / nodes


def operations(case: Case) -> float:
    """Floating-point operations of the convolutions of one node, as their definition has them."""
    picture = torch.zeros(1, 3, PROBE_PX, PROBE_PX, device=case.device)
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        case.placed(picture)
    share = 1.0 if case.work.crop is None else case.work.crop.share
    pixels = case.lr.shape[-2] * case.lr.shape[-1] / PROBE_PX**2
    return float(2 * share * pixels * counter.get_total_flops())


def memory_mib(name: str, side: int, device: str, way: str) -> float:
    """The most that a pass takes in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.engine_memory", name, str(side), device, way]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def show(rows: Sequence[Row], device: str, rate: float, *, as_json: bool) -> None:
    """Print the rows with the machine they were taken on."""
    machine = {
        **described(device),
        "matrix_product_gflops": round(rate / 1e9, 1),
    }
    if as_json:
        sys.stdout.write(
            json.dumps({**machine, "rows": [{**asdict(r), "ratio": r.ratio} for r in rows]}, indent=2) + "\n"
        )
        return
    sys.stdout.write(", ".join(f"{key} {value}" for key, value in machine.items()) + "\n\n")
    sys.stdout.write(
        "| network | LR | plain loop | error | nodes | engine | error | faster | work | matrix rate | MiB |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    for row in rows:
        sys.stdout.write("| " + " | ".join(cells(row)) + " |\n")


def cells(row: Row) -> list[str]:
    """A row as text; a star says that the nodes are those of the smaller picture and one pass of each was timed."""
    star = "" if row.plain_error is not None else " *"
    errors = [f"{100 * e:.1f} %" if e is not None else "as at 64" for e in (row.plain_error, row.engine_error)]
    return [
        row.network,
        f"{row.side_px}",
        f"{row.plain_s:.1f} s ({row.plain_passes_timed or 'none'} timed){star}",
        errors[0],
        f"{row.nodes}",
        f"{row.engine_s:.2f} s{star}",
        errors[1],
        f"{row.ratio:.1f}",
        f"{100 * row.share_of_work:.0f} %",
        f"{100 * row.matrix_share:.0f} %",
        f"{row.plain_mib:.0f} / {row.engine_mib:.0f}",
    ]


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    sys.stderr.write(f"took {time.perf_counter() - began:.0f} s\n")
