"""The memory that a run is planned to need is what it takes at most, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = "tests.benchmarks.run_memory"


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system does not report the most memory")
@pytest.mark.parametrize(("network", "precision"), [("SRCNN", "float64"), ("FSRCNN", "float32")])
def test_a_run_takes_no_more_than_a_third_above_its_plan(network: str, precision: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", MEASURE, network, precision, "96"], capture_output=True, text=True, check=True
    )
    planned, most = map(float, done.stdout.split())
    assert 0 < most < 1.3 * planned + 64
