"""Memory and disk that really run out, each in a process of its own: a limit holds for all that a process does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CASES = (
    "test_a_map_that_does_not_fit_is_told",
    "test_a_picture_that_does_not_fit_is_told",
    "test_a_full_disk_is_told_and_leaves_the_old_file",
    "test_a_save_after_the_disk_has_room_again_works",
)
TIME_LIMIT_S = 120


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's limits of a process")
@pytest.mark.parametrize("case", CASES)
def test_in_a_process_apart(case: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"tests/window/starving.py::{case}"]
    # One thread: each would take address space of its own. One arena, for the same reason.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    ran = subprocess.run(
        [*command, "--basetemp", str(tmp_path / "apart")],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT_S,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 passed" in ran.stdout
