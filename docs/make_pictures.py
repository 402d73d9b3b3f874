"""Makes the screenshots of the README: `python docs/make_pictures.py`, on a screen or under xvfb-run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path(__file__).parent / "pictures"
SIZES = {"": "1280x800", "-large": "1920x1080"}


def main() -> None:
    """Start the program once for each picture, with settings of its own, as on the first day."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        _make({**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "APPDATA": home})


def _make(environment: dict[str, str]) -> None:
    for theme in ("dark", "light"):
        for suffix, size in SIZES.items():
            target = PICTURES / f"window-{theme}{suffix}.png"
            command = [
                sys.executable,
                "-m",
                "lamgui",
                "window",
                "--theme",
                theme,
                "--size",
                size,
                "--network",
                "FSRCNN",
            ]
            subprocess.run(
                [*command, "--screenshot", str(target), "--quit-after-first-map"], check=True, env=environment
            )


if __name__ == "__main__":
    main()
