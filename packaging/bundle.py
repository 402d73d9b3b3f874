"""Makes the one-folder program `dist/lamgui/`, which runs on machines without Python."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from licences import copy_licences
from render_icon import write_icons

CHECKOUT = Path(__file__).resolve().parents[1]
BUILD = CHECKOUT / "build"
BUNDLE = CHECKOUT / "dist" / "lamgui"


def build() -> int:
    """Render the icons, run PyInstaller and say what came out; returns PyInstaller's exit status."""
    write_icons(BUILD / "icons")
    status = subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(BUNDLE.parent), "--workpath", str(BUILD)),
            str(CHECKOUT / "packaging" / "lamgui.spec"),
        ],
        # A fixed hash seed makes two builds of the same sources the same.
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=False,
    ).returncode
    if status:
        return status
    copy_licences("lamgui", BUNDLE / "licences")
    shutil.copy(CHECKOUT / "LICENSE", BUNDLE)
    if sys.platform == "linux":
        _add_desktop_files()
    size_mib = (
        sum(file.stat().st_size for file in BUNDLE.rglob("*") if file.is_file() and not file.is_symlink()) / 2**20
    )
    print(f"{size_mib:.0f} MiB in {BUNDLE}")
    print(f"Start it: {shlex.quote(str(BUNDLE / 'lamgui'))}")
    print(f"Check it: {shlex.join([sys.executable, str(CHECKOUT / 'packaging' / 'check_bundle.py')])}")
    return 0


def _add_desktop_files() -> None:
    """What a Linux desktop needs to show the program in its menu, in the places that the standard names."""
    share = BUNDLE / "share"
    (share / "applications").mkdir(parents=True, exist_ok=True)
    shutil.copy(CHECKOUT / "packaging" / "lamgui.desktop", share / "applications")
    for picture in sorted((BUILD / "icons").glob("lamgui-*.png")):
        size_px = picture.stem.removeprefix("lamgui-")
        folder = share / "icons" / "hicolor" / f"{size_px}x{size_px}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, folder / "lamgui.png")


if __name__ == "__main__":
    sys.exit(build())
