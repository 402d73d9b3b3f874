"""Writes the folder of odd files, and a list of what each is: `python -m tests.odd_files FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.imaging.pictures import coloured
from tests.odd_files.networks import odd_networks
from tests.odd_files.rasters import odd_rasters
from tests.odd_files.tiffs import odd_tiffs


def main() -> None:
    """Pictures and networks in folders of their own; what they hold is printed, a line each."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m tests.odd_files FOLDER")
    folder, shown = Path(sys.argv[1]), coloured(96, 72)
    for kind, files in (("pictures", [*odd_tiffs(shown), *odd_rasters(shown)]), ("networks", list(odd_networks()))):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for odd in files:
            (folder / kind / odd.name).write_bytes(odd.data)
            print(f"{kind}/{odd.name}: {odd.odd}")


if __name__ == "__main__":
    main()
