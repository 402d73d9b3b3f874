"""Options of the window's start: files, look, and unattended use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.imaging.reading import AS_USUAL, Reading

THEMES = ("system", "dark", "light")


@dataclass(frozen=True)
class WindowOptions:
    """How the window starts."""

    picture: Path | None = None
    """None opens the picture that comes with the program."""
    reading: Reading = AS_USUAL
    """How that picture is read."""
    reference: Path | None = None
    """The HR original of that picture, which then is LR."""
    networks: tuple[str, ...] = ()
    """Names or files; empty takes the first network that comes with the program."""
    screenshot: Path | None = None
    """Where to save a picture of the window once its first map is finished."""
    quit_after_first_map: bool = False
    theme: str = "system"
    size: tuple[int, int] | None = None
    """Width and height in device-independent pixels; None takes those of the last time."""

    @property
    def names_files(self) -> bool:
        """Whether a picture or network is named, which the window then begins with."""
        return self.picture is not None or bool(self.networks)

    @property
    def is_unattended(self) -> bool:
        """Whether nobody looks: the window begins with the same each time, and its end is not remembered."""
        return self.screenshot is not None or self.quit_after_first_map

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise ValueError(f"the theme is {self.theme!r}; it must be one of {', '.join(THEMES)}")
