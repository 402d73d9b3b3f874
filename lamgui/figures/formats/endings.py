"""What a figure is written as, by the ending of its name: a picture, a page for browsers, or an animation."""

from __future__ import annotations

from pathlib import Path

PAGE = "html"
TIFF_ENDINGS = ("tiff", "tif")
ANIMATIONS = ("webp", "apng", "gif", "mp4")

FRAMES_OF_PAGE, FRAMES_OF_ANIMATION = 10, 60
"""Most frames of the path in a page, which stores the pictures of each, and in an animation."""


def ending_of(path: Path) -> str:
    """The ending of a file's name, in small letters without its dot."""
    return path.suffix.lower().removeprefix(".")


def frames_in(path: Path) -> int:
    """How many frames of the path a file shows restored, at most: 0 for a picture."""
    ending = ending_of(path)
    return FRAMES_OF_PAGE if ending == PAGE else FRAMES_OF_ANIMATION if ending in ANIMATIONS else 0
