"""An object whose pickle does something, so that a test sees whether anybody loaded it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


class Hostile:
    """Whoever unpickles it makes the folder `marker`."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, (str(self._marker),)
