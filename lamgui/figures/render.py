"""From a map to coloured pixels and outlines: the same functions for the screen and for every exported figure."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Doubles, Floats, Mask
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
_SIGNED_ZERO = 128
_SIGNED_REACH = 127


def colour_table(colour_map: str) -> Table:
    """The 256 colours of a `ColourMap` (or its name), for values from 0 to the maximum.

    Raises ValueError for a name that is not one.
    """
    steps = np.arange(256, dtype=np.uint8)
    if colour_map == "grey":
        return np.repeat(steps[:, None], 3, axis=1)
    if colour_map not in _OPENCV_MAPS:
        known = ", ".join([*_OPENCV_MAPS, "grey"])
        raise ValueError(f"there is no colour map {str(colour_map)!r}; choose one of {known}")
    blue_first = cv2.applyColorMap(steps, _OPENCV_MAPS[colour_map]).reshape(256, 3)
    return np.ascontiguousarray(blue_first[:, ::-1], dtype=np.uint8)


def signed_table() -> Table:
    """Blue - white - red for values from -maximum (entry 1) over 0 (entry 128, pure white) to +maximum (entry 255)."""
    position = np.clip((np.arange(256) - _SIGNED_ZERO) / _SIGNED_REACH, -1, 1)
    fade = 1 - np.abs(position)
    red, blue = np.where(position < 0, fade, 1), np.where(position > 0, fade, 1)
    table: Table = np.rint(255 * np.stack([red, fade, blue], axis=1)).astype(np.uint8)
    return table


def finite_peak(values: Floats) -> float:
    """The largest absolute value of the finite ones; 0 where there is none."""
    peak = float(np.abs(values).max(initial=0.0))
    if np.isfinite(peak):
        return peak
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def colour_importance(importance: Floats, colour_map: str, peak: float | None = None) -> Pixels:
    """Importance (h, w), at least 0, divided by its maximum (or `peak`), in the colours of `colour_map`.

    An all-zero map has the colour of 0 everywhere; non-finite values have NON_FINITE_COLOUR.
    """
    return _coloured(importance, colour_table(colour_map), peak, zero=0, reach=255)


def colour_signed(signed: Floats, peak: float | None = None) -> Pixels:
    """A signed map (h, w), divided by its largest absolute value (or `peak`), in blue - white - red about 0.

    An all-zero map is white; non-finite values have NON_FINITE_COLOUR.
    """
    return _coloured(signed, signed_table(), peak, zero=_SIGNED_ZERO, reach=_SIGNED_REACH)


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
    return _coloured(shares, consensus_table(), 1.0, zero=0, reach=255)


def consensus_colours(count: int) -> Table:
    """The legend of a consensus of `count` networks, (count, 3): the colour of a pixel of 1, 2, … and of all."""
    shares = np.arange(1, count + 1, dtype=np.float64)[None] / count
    colours: Table = colour_consensus(shares)[0]
    return colours


def error_map(sr: Pixels, hr: Pixels) -> npt.NDArray[np.float32]:
    """|SR - HR|, the mean over the channels, (H, W), in 8-bit levels."""
    error: npt.NDArray[np.float32] = cv2.absdiff(sr, hr).mean(axis=2, dtype=np.float32)
    return error


def _coloured(values: Floats, table: Table, peak: float | None, zero: int, reach: int) -> Pixels:
    """Table entry `zero + reach * value / peak` of each value, rounded and kept inside the table."""
    peak = finite_peak(values) if peak is None else peak
    finite = np.isfinite(values)
    # Divided, not multiplied by the inverse, which is infinite for the smallest of peaks.
    share = np.where(finite, values, 0) / (peak if peak > 0 else np.inf)
    index = np.clip(share * reach + (zero + 0.5), 0, 255).astype(np.uint8)
    pixels = cv2.applyColorMap(index, table.reshape(256, 1, 3)).astype(np.uint8, copy=False)
    if not finite.all():
        pixels[~finite] = NON_FINITE_COLOUR
    return pixels


def enlarged(pixels: Pixels, scale: int) -> Pixels:
    """Each pixel as a block of `scale` x `scale`."""
    return np.repeat(np.repeat(pixels, scale, axis=0), scale, axis=1)


def overlay(background: Pixels, coloured: Pixels, opacity: float) -> Pixels:
    """`coloured` at `opacity` (0..1) over `background`; an LR map is enlarged to it, nearest neighbour.

    Raises ValueError where the background's sides are not one whole multiple of the map's.
    """
    if not 0 <= opacity <= 1:
        raise ValueError(f"an opacity lies between 0 and 1, not at {opacity}")
    (height, width), (rows, columns) = background.shape[:2], coloured.shape[:2]
    scale = max(1, height // rows)
    if (height, width) != (scale * rows, scale * columns):
        raise ValueError(
            f"a map of {columns}x{rows} does not fit a picture of {width}x{height}; give its LR or SR picture"
        )
    if scale > 1:
        coloured = np.repeat(np.repeat(coloured, scale, axis=0), scale, axis=1)
    blended: Pixels = cv2.addWeighted(background, 1 - opacity, coloured, opacity, 0.0).astype(np.uint8, copy=False)
    return blended


def contour_paths(mask: Mask) -> list[Doubles]:
    """Outlines of a mask (h, w) along its pixels' edges: closed polygons (n, 2) of corners x (0..w), y (0..h).

    The last corner joins the first. The mask lies to the right of the way, so outlines run clockwise and holes the
    other way round; pixels that only touch at a corner have outlines of their own.
    """
    rows, columns = mask.shape
    starts = _boundary_starts(np.pad(mask, 1))
    exists = np.zeros((rows + 1) * (columns + 1) * 4, dtype=bool)
    exists[starts] = True
    vertex, direction = np.divmod(starts, 4)
    y, x = np.divmod(vertex, columns + 1)
    end = vertex + np.array([1, columns + 1, -1, -columns - 1])[direction]
    turns = [end * 4 + (direction + turn) % 4 for turn in (1, 0, 3)]
    following = np.where(exists[turns[0]], turns[0], np.where(exists[turns[1]], turns[1], turns[2]))
    position_of = np.cumsum(exists) - 1
    turning = following % 4 != direction
    corner = np.stack([x, y], axis=1).astype(np.float64)
    follow = position_of[following]
    is_corner = np.zeros(len(starts), dtype=bool)
    is_corner[follow[turning]] = True
    return [corner[loop[is_corner[loop]]] for loop in _loops(follow.tolist())]


def _boundary_starts(padded: Mask) -> npt.NDArray[np.intp]:
    """The directed edges between mask and rest, sorted, as 4 * (vertex they start from) + direction (E, S, W, N)."""
    inside = padded[1:-1, 1:-1]
    stride = inside.shape[1] + 1
    beyond = (padded[:-2, 1:-1], padded[1:-1, 2:], padded[2:, 1:-1], padded[1:-1, :-2])
    start_offsets = (0, 1, stride + 1, stride)
    edges = []
    for direction, (outside, offset) in enumerate(zip(beyond, start_offsets, strict=True)):
        row, column = np.nonzero(inside & ~outside)
        edges.append((row * stride + column + offset) * 4 + direction)
    return np.sort(np.concatenate(edges))


def _loops(follow: Sequence[int]) -> list[npt.NDArray[np.intp]]:
    """The cycles of a permutation, each as the indices in order."""
    seen = bytearray(len(follow))
    loops = []
    for first in range(len(follow)):
        if seen[first]:
            continue
        loop = []
        at = first
        while not seen[at]:
            seen[at] = 1
            loop.append(at)
            at = follow[at]
        loops.append(np.array(loop, dtype=np.intp))
    return loops
