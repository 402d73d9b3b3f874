"""The most memory that a run takes above the loaded program, beside its plan: `python -m tests.benchmarks.run_memory`.

With a network, a precision and a side in LR pixels it measures this process and prints planned and taken MiB; without
any it prints the table of all bundled networks, a process a measurement.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.networks.catalogue import bundled, find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.benchmarks.engine_memory import most_bytes

SIDES = (64, 160, 320)


def main() -> None:
    """One measurement, or the table."""
    if len(sys.argv) == 4:
        planned, taken = measured(sys.argv[1], Precision(sys.argv[2]), int(sys.argv[3]))
        sys.stdout.write(f"{planned / 2**20:.1f} {taken / 2**20:.1f}\n")
        return
    write = sys.stdout.write
    write("| network | precision | LR px | plan, MiB | most, MiB | (most - 64) / plan |\n|---|---|---|---|---|---|\n")
    for name, precision, side in product([entry.name for entry in bundled()], Precision, SIDES):
        words = [sys.executable, "-m", "tests.benchmarks.run_memory", name, precision.value, str(side)]
        plan, most = map(float, subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())
        above = max(0.0, most - 64) / plan
        write(f"| {name} | {precision.value} | {side}x{side} | {plan:.0f} | {most:.0f} | {above:.2f} |\n")
        sys.stdout.flush()


def measured(name: str, precision: Precision, side: int) -> tuple[int, int]:
    """Bytes that a run was planned to need, and that it took, above those of the program with the network loaded."""
    network = load_network(find(name))
    _plan_of(network_request(network, precision, 24))
    Path("/proc/self/clear_refs").write_text("5")
    before = most_bytes("cpu")
    return _plan_of(network_request(network, precision, side)), most_bytes("cpu") - before


def network_request(network: Network, precision: Precision, side: int) -> Request:
    """A run of one step for a patch in the middle of a picture of noise."""
    pixels = np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8)
    settings = Settings(steps=1, precision=precision)
    picture = Picture(pixels, "noise", None, f"{side:064x}")
    patch = Patch(2 * side, 2 * side, 16)
    return Request(picture, network, patch, settings, role=Role.LR, device="cpu")


def _plan_of(request: Request) -> int:
    running, planned = analyse(request), 0
    for progress in running:
        planned = max(planned, progress.activation_bytes)
    return planned


if __name__ == "__main__":
    main()
