"""An LR picture with the HR original that it is measured against, both read by one choice of levels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lamgui.imaging.picture import Picture
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import AS_USUAL, LevelRule, Reading


def read_with_reference(path: Path, reference: Path | None, reading: Reading = AS_USUAL) -> Picture:
    """The LR picture at `path` with its original; raises PictureError where one of them cannot be read."""
    picture = read_picture(path, reading)
    return picture if reference is None else with_reference(picture, reference)


def with_reference(picture: Picture, reference: Path) -> Picture:
    """A picture with its original, which is read as it was.

    Where levels are found by the bit depth, and that of the two differs, both get those of the larger depth. Raises
    PictureError where one of them cannot be read.
    """
    reading = replace(picture.reading, page=None)
    original = read_picture(reference, reading)
    if reading.levels is LevelRule.AUTO and picture.values is not None and original.values is not None:
        larger = max(picture.values.levels, original.values.levels, key=max)
        if original.values.levels != larger:
            original = read_picture(reference, replace(reading, levels=larger))
        if picture.values.levels != larger and picture.path is not None:
            picture = read_picture(picture.path, replace(picture.reading, levels=larger))
    return replace(picture, reference=original)
