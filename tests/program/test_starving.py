"""Memory and disk that really run out, in a process apart: a limit holds for all that a process does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TIME_LIMIT_S = 120


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's limits of a process")
def test_memory_and_disk_run_out(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/program/starving.py"]
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
    assert "4 passed" in ran.stdout
