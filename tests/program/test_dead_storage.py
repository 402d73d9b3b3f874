"""A drive that does not answer stops nothing: each call that names it hangs for ten minutes, in a process apart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TIME_LIMIT_S = 240
COMPILER = shutil.which("cc")


@pytest.mark.skipif(not sys.platform.startswith("linux") or COMPILER is None, reason="needs Linux and a C compiler")
def test_a_dead_drive_stops_neither_start_nor_maps_nor_saving_nor_closing(tmp_path: Path) -> None:
    assert COMPILER is not None
    library = tmp_path / "dead.so"
    source = str(CHECKOUT / "tests/program/dead_storage.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-w", "-o", str(library), source, "-ldl"], check=True)
    environment = os.environ | {"LD_PRELOAD": str(library), "DEAD_PREFIX": str(tmp_path / "drive")}
    environment.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/program/dead_storage.py"]
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
    assert "2 passed" in ran.stdout
