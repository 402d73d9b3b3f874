"""TOML files: read with the limits of the program's own files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from lamgui.base.file_limits import OWN_STORE
from lamgui.files.door import read_bytes
from lamgui.files.json_text import require_bounded


def toml_values(path: Path) -> dict[str, Any]:
    """The table of a file; raises ValueError for text that is none, or nested too deep, and OSError."""
    try:
        values = tomllib.loads(read_bytes(path, OWN_STORE.bytes).decode("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    require_bounded(values)
    return values
