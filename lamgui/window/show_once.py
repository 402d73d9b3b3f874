"""Shows a widget what it is given, and skips what it shows already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class ShowOnce:
    """Calls `show` with values that are not all those of the last time, compared by equality."""

    def __init__(self, show: Callable[..., object]) -> None:
        self._show = show
        self._shown: tuple[Any, ...] | None = None

    def __call__(self, *values: Any) -> None:
        """Show these values."""
        if values != self._shown:
            self._shown = values
            self._show(*values)

    def forget(self) -> None:
        """The widget may show something else by now, because the user has used it: the next values are shown."""
        self._shown = None
