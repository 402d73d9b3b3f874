"""A small JSON file of the user's: a broken one counts as empty, and where none can be kept, none is."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from lamgui.files.atomic import replacing


class UserFile:
    """An object with names, of which the latest `most` are kept."""

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most

    def read(self) -> dict[str, Any]:
        """What it holds."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def write(self, kept: dict[str, Any]) -> None:
        """Hold this from now on, the first ones dropped where there are too many."""
        latest = dict(list(kept.items())[-self._most :])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as temporary:
                temporary.write_text(json.dumps(latest), encoding="utf-8")
        except (OSError, ValueError):
            # A read-only home: the program works without a memory.
            return

    def remove(self) -> None:
        """Hold nothing, and leave no file."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
