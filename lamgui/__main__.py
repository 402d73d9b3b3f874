"""`python -m lamgui` is the same program as `lamgui`."""

from __future__ import annotations

import sys

from lamgui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
