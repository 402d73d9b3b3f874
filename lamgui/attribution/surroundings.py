"""Which part of an LR picture a network is given around a patch, where it is not given all of it."""

from __future__ import annotations

from itertools import count

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.receptive_field import PixelBox
from lamgui.base.errors import SettingsError

PAPER_SURROUNDINGS_PX = 64
"""Side in LR pixels: DI of such pictures compares with the paper's Table 1."""


def surroundings_box(patch: Patch, scale: int, side_px: int, width: int, height: int) -> PixelBox | None:
    """The `side_px` x `side_px` LR pixels around the patch in a picture of width x height LR pixels.

    With c the patch's centre in SR pixels, the first column is floor(c / scale - side_px / 2 + 1/2), moved into the
    picture; the first row likewise. None where a side of the picture is under `side_px`: it is used whole. Raises
    SettingsError where the patch and the row and column beyond it, which differences reach into, do not fit.
    """
    if min(width, height) < side_px:
        return None
    left = min(max(_first(patch.x, patch.size, scale, side_px), 0), width - side_px)
    top = min(max(_first(patch.y, patch.size, scale, side_px), 0), height - side_px)
    if not (_holds(left, side_px, patch.x, patch.size, scale) and _holds(top, side_px, patch.y, patch.size, scale)):
        raise SettingsError(
            f"Surroundings of {side_px}x{side_px} LR pixels do not hold the patch of {patch.size}x{patch.size} SR "
            "pixels and the row and column beyond it.",
            f"Take surroundings of {_smallest(patch, scale)} or more, or a smaller patch.",
        )
    return PixelBox(left, top, left + side_px, top + side_px)


def _first(begin: int, size: int, scale: int, side_px: int) -> int:
    """floor((begin + size / 2) / scale - side_px / 2 + 1/2), in whole numbers."""
    return (2 * begin + size - scale * side_px + scale) // (2 * scale)


def _holds(first: int, side_px: int, begin: int, size: int, scale: int) -> bool:
    """Whether LR pixels from `first` on hold `size` SR pixels from `begin` on, and the margin."""
    return first * scale <= begin and begin + size + DETECTOR_MARGIN_PX <= (first + side_px) * scale


def _smallest(patch: Patch, scale: int) -> int:
    """The smallest side that holds a patch of this size and margin wherever it lies."""
    places = range(2 * scale)
    return next(
        side_px
        for side_px in count(1)
        if all(_holds(_first(at, patch.size, scale, side_px), side_px, at, patch.size, scale) for at in places)
    )
