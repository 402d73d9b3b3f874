"""Maps from Python beside other programs: threads sleep while they wait, or are fewer where torch was there first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SLEEPING = "GOMP_SPINCOUNT = '0'"
"""What GNU's OpenMP prints when it is loaded: how often a waiting thread looks again before it sleeps."""

LAMGUI_FIRST = "import lamgui; lamgui.explain; import torch"
TORCH_FIRST = "import torch, lamgui; lamgui.explain"

TWO_MAPS_ON_A_BUSY_MACHINE = """
import warnings, numpy, torch
import lamgui
from lamgui.attribution.device import cores

torch.set_num_threads(3)
cores.own_cores = lambda: [0, 1, 2]
cores.busy_cores_of_others = lambda _: 2.0
seen = set()
picture = numpy.random.default_rng(0).integers(0, 256, (48, 48, 3), dtype=numpy.uint8)
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    for _ in range(2):
        lamgui.explain(picture, "FSRCNN", (8, 8, 8), steps=2, progress=lambda _: seen.add(torch.get_num_threads()))
print(sorted(seen), torch.get_num_threads(), sum("imported before lamgui" in str(one.message) for one in said))
"""


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python that has not been told how threads wait."""
    plain = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    return subprocess.run(
        [sys.executable, "-c", program], env={**plain, **environment}, capture_output=True, text=True, check=True
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only GNU's OpenMP prints its settings so")
def test_torch_is_loaded_with_threads_that_sleep() -> None:
    assert SLEEPING in run(LAMGUI_FIRST, OMP_DISPLAY_ENV="VERBOSE").stderr
    assert SLEEPING not in run(TORCH_FIRST, OMP_DISPLAY_ENV="VERBOSE").stderr


def test_where_torch_was_first_nothing_pretends_that_its_threads_sleep() -> None:
    told = "import os; print(os.environ.get('OMP_WAIT_POLICY'))"
    assert run(f"{TORCH_FIRST}; {told}").stdout.strip() == "None"
    assert run(f"{LAMGUI_FIRST}; {told}").stdout.strip() == "PASSIVE"


def test_where_torch_was_first_maps_take_fewer_threads_on_a_busy_machine_and_say_so_once() -> None:
    assert run(TWO_MAPS_ON_A_BUSY_MACHINE).stdout.split("\n")[0] == "[1] 3 1"


def test_where_lamgui_was_first_maps_take_all_threads() -> None:
    lamgui_first = TWO_MAPS_ON_A_BUSY_MACHINE.replace("numpy, torch", "numpy").replace(
        "from lamgui.attr", "lamgui.explain; import torch\nfrom lamgui.attr"
    )
    assert run(lamgui_first).stdout.split("\n")[0] == "[3] 3 0"
