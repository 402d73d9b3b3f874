"""Starts the application from a checkout: `python main.py` is the same program as `lamgui`."""

from __future__ import annotations

import multiprocessing
import sys

from lamgui.cli.main import main

if __name__ == "__main__":
    # In a bundle a worker process is this program, started again.
    multiprocessing.freeze_support()
    sys.exit(main())
