"""From a map to coloured pixels: the same functions for the screen and for every exported figure."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Floats
from lamgui.figures.pixels.contrast import LINEAR, Contrast
from lamgui.imaging.picture import Pixels

Table = npt.NDArray[np.uint8]
"""uint8 (256, 3), RGB."""

NON_FINITE_COLOUR = (255, 0, 255)
"""RGB of a value that is not a number or infinite: magenta, which no colour map holds."""

_OPENCV_MAPS = {
    "inferno": cv2.COLORMAP_INFERNO,
    "viridis": cv2.COLORMAP_VIRIDIS,
    "magma": cv2.COLORMAP_MAGMA,
    "turbo": cv2.COLORMAP_TURBO,
    "jet": cv2.COLORMAP_JET,
}
_PAPER = (
    (255, 255, 255), (254, 226, 213), (252, 189, 164), (252, 148, 116), (248, 106, 76),
    (232, 60, 46), (200, 28, 30), (154, 12, 20), (96, 0, 10),
)  # fmt: skip
"""White to dark red at equal steps, for print: the larger a value, the darker."""

COLOUR_MAPS = (*_OPENCV_MAPS, "grey", "paper")
"""Names of all that importance can be coloured by."""

FROM_WHITE = frozenset({"paper"})
"""Colour maps that begin with white: what they lie over is pale."""

_GREY_LEVELS, _PALE_LEVELS = (56, 200), (172, 250)
"""Of black and of white under a map: lightened, so that black lines are apart from what is dark in the map."""

_SIGNED_ZERO = 128
_SIGNED_REACH = 127


@cache
def colour_table(colour_map: str) -> Table:
    """The 256 colours of a `ColourMap` (or its name), for values from 0 to the maximum.

    Raises ValueError for a name that is not one.
    """
    steps = np.arange(256, dtype=np.uint8)
    if colour_map == "grey":
        return _read_only(np.repeat(steps[:, None], 3, axis=1))
    if colour_map == "paper":
        at = np.linspace(0, len(_PAPER) - 1, 256)
        channels = [np.interp(at, range(len(_PAPER)), channel) for channel in zip(*_PAPER, strict=True)]
        return _read_only(np.rint(np.stack(channels, axis=1)).astype(np.uint8))
    if colour_map not in _OPENCV_MAPS:
        raise ValueError(f"there is no colour map {str(colour_map)!r}; choose one of {', '.join(COLOUR_MAPS)}")
    blue_first = cv2.applyColorMap(steps, _OPENCV_MAPS[colour_map]).reshape(256, 3)
    return _read_only(np.ascontiguousarray(blue_first[:, ::-1], dtype=np.uint8))


@cache
def signed_table() -> Table:
    """Blue - white - red for values from -maximum (entry 1) over 0 (entry 128, pure white) to +maximum (entry 255)."""
    position = np.clip((np.arange(256) - _SIGNED_ZERO) / _SIGNED_REACH, -1, 1)
    fade = 1 - np.abs(position)
    red, blue = np.where(position < 0, fade, 1), np.where(position > 0, fade, 1)
    return _read_only(np.rint(255 * np.stack([red, fade, blue], axis=1)).astype(np.uint8))


def _read_only(table: Table) -> Table:
    """A table that is made once, and that nobody may change."""
    table.setflags(write=False)
    return table


def colour_importance(
    importance: Floats, colour_map: str, peak: float | None = None, contrast: Contrast = LINEAR
) -> Pixels:
    """Importance (h, w), at least 0, through a contrast in the colours of `colour_map`; `peak` counts as 1.

    Without a `peak` it is the map's own. An all-zero map has the colour of 0 everywhere; non-finite values have
    NON_FINITE_COLOUR.
    """
    return _coloured(importance, colour_table(colour_map), peak, contrast, zero=0, reach=255)


def colour_signed(signed: Floats, peak: float | None = None, contrast: Contrast = LINEAR) -> Pixels:
    """A signed map (h, w), its magnitude through a contrast, in blue - white - red about 0; `peak` counts as 1.

    An all-zero map is white; non-finite values have NON_FINITE_COLOUR.
    """
    return _coloured(signed, signed_table(), peak, contrast, zero=_SIGNED_ZERO, reach=_SIGNED_REACH)


def consensus_table() -> Table:
    """Black for 0, then from blue (few networks) over violet to red (all): the colours of the paper's Figure 6."""
    hue = np.linspace(120, 180, 256).astype(np.uint8)
    full = np.full_like(hue, 255)
    hsv = np.stack([hue % 180, full, full], axis=1)[None]
    table: Table = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0].astype(np.uint8, copy=False)
    table[0] = 0
    return table


def colour_consensus(shares: Floats) -> Pixels:
    """Shares of networks (h, w), 0..1: black where none looks, blue where few do, red where all do."""
    return _coloured(shares, consensus_table(), 1.0, LINEAR, zero=0, reach=255)


def consensus_colours(count: int) -> Table:
    """The legend of a consensus of `count` networks, (count, 3): the colour of a pixel of 1, 2, … and of all."""
    shares = np.arange(1, count + 1, dtype=np.float64)[None] / count
    colours: Table = colour_consensus(shares)[0]
    return colours


def error_map(sr: Pixels, hr: Pixels) -> npt.NDArray[np.float32]:
    """|SR - HR|, the mean over the channels, (H, W), in 8-bit levels."""
    error: npt.NDArray[np.float32] = cv2.absdiff(sr, hr).mean(axis=2, dtype=np.float32)
    return error


def _coloured(values: Floats, table: Table, peak: float | None, contrast: Contrast, zero: int, reach: int) -> Pixels:
    """Table entry `zero + reach * strength` of each value, with its sign, rounded and kept inside the table."""
    strength = contrast.strength(values, contrast.peak_of(values) if peak is None else peak)
    finite = np.isfinite(values)
    index = np.clip(np.copysign(strength, values) * reach + (zero + 0.5), 0, 255).astype(np.uint8)
    pixels = cv2.applyColorMap(index, table.reshape(256, 1, 3)).astype(np.uint8, copy=False)
    if not finite.all():
        pixels[~finite] = NON_FINITE_COLOUR
    return pixels


def enlarged(pixels: Pixels, scale: int) -> Pixels:
    """Each pixel as a block of `scale` x `scale`."""
    return np.repeat(np.repeat(pixels, scale, axis=0), scale, axis=1)


def grey_ground(picture: Pixels, is_pale: bool) -> Pixels:
    """What a map lies over: the luma of a picture (H, W, 3), lightened; paler under colours that begin with white."""
    black, white = _PALE_LEVELS if is_pale else _GREY_LEVELS
    luma = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    grey = np.rint(black + (white - black) / 255 * luma).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def overlay(background: Pixels, coloured: Pixels, opacity: Floats) -> Pixels:
    """`coloured` (h, w, 3) over `background`, each pixel at its own opacity (h, w), 0..1.

    A map of LR pixels is enlarged to its background, nearest neighbour. Raises ValueError where the background's sides
    are not one whole multiple of the map's, or for an opacity outside its range.
    """
    if not ((opacity >= 0) & (opacity <= 1)).all():
        raise ValueError("an opacity lies between 0 and 1")
    (height, width), (rows, columns) = background.shape[:2], coloured.shape[:2]
    scale = max(1, height // rows)
    if (height, width) != (scale * rows, scale * columns):
        raise ValueError(
            f"a map of {columns}x{rows} does not fit a picture of {width}x{height}; give its LR or SR picture"
        )
    part = opacity[..., None]
    if scale > 1:
        coloured, part = (np.repeat(np.repeat(one, scale, axis=0), scale, axis=1) for one in (coloured, part))
    blended: Pixels = np.rint(background + part * (coloured.astype(np.float64) - background)).astype(np.uint8)
    return blended
