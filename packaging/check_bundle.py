"""Starts the one-folder program on an X server of its own, without Python, and checks that it draws its first map."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

PROGRAM = Path(__file__).resolve().parents[1] / "dist" / "lamgui" / "lamgui"
TIME_LIMIT_S = 300
FEWEST_COLOURS = 500
"""A window without its pictures shows far fewer."""


def start(program: Path, screenshot: Path) -> float:
    """Run `program` until its first map is drawn and its window saved; returns the seconds that took.

    Raises RuntimeError naming what went wrong.
    """
    server = shutil.which("xvfb-run")
    if server is None:
        raise RuntimeError("xvfb-run is missing: apt-get install xvfb xauth")
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        command = [
            *(server, "--auto-servernum", "--server-args", "-screen 0 1600x1000x24"),
            # The search path is for xvfb-run only: the program finds no Python on it.
            *("env", "PATH=/nonexistent", str(program)),
            *("window", "--size", "1400x900", "--screenshot", str(screenshot), "--quit-after-first-map"),
        ]
        environment = {"PATH": os.defpath, "HOME": home, "XDG_CONFIG_HOME": home, "LANG": "C.UTF-8"}
        with subprocess.Popen(command, env=environment, start_new_session=True) as process:
            try:
                status = process.wait(TIME_LIMIT_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise RuntimeError(f"no map after {TIME_LIMIT_S} s") from None
    if status:
        raise RuntimeError(f"{program} ended with status {status}")
    return time.monotonic() - began_s


def count_colours(screenshot: Path) -> int:
    """How many different colours the saved window has; raises RuntimeError where there is none."""
    if not screenshot.is_file():
        raise RuntimeError("the program saved no picture of its window")
    with Image.open(screenshot) as picture:
        return len(np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0))


def main() -> int:
    """Check the program that is named, or the one in dist/; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, nargs="?", default=PROGRAM)
    parser.add_argument("--screenshot", type=Path, default=PROGRAM.parents[1] / "window.png")
    arguments = parser.parse_args()
    screenshot: Path = arguments.screenshot.resolve()
    screenshot.unlink(missing_ok=True)
    try:
        took_s = start(arguments.program.resolve(), screenshot)
        colours = count_colours(screenshot)
        if colours < FEWEST_COLOURS:
            raise RuntimeError(f"the window has {colours} colours only, so no map was drawn: see {screenshot}")
    except RuntimeError as error:
        print(f"The bundle does not work: {error}", file=sys.stderr)
        return 1
    print(f"The bundle works: first map after {took_s:.1f} s, {colours} colours, window saved as {screenshot}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
