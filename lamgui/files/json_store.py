"""A small JSON file of the user's: a broken one counts as empty, and where none can be written, nothing is stored."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from lamgui.base.file_limits import OWN_STORE
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes
from lamgui.files.json_text import json_values


class UserFile:
    """A JSON object, of which the latest `most` items are stored."""

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most

    def read(self) -> dict[str, Any]:
        """The items of the file."""
        try:
            items = json_values(read_bytes(self._path, OWN_STORE.bytes), only_finite=False)
        except (OSError, ValueError):
            return {}
        return items if isinstance(items, dict) else {}

    def write(self, items: dict[str, Any]) -> None:
        """Store these items, without the first ones where there are too many."""
        latest = dict(list(items.items())[-self._most :])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as temporary:
                temporary.write_text(json.dumps(latest), encoding="utf-8")
        except (OSError, ValueError):
            # A read-only home: the program works without stored items.
            return

    def remove(self) -> None:
        """Delete the file."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
