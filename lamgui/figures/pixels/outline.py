"""Lines around what a map marks: one smooth line around the area of contribution, or the edges of a mask's pixels."""

from __future__ import annotations

from collections.abc import Sequence

import contourpy
import cv2
import numpy as np
import numpy.typing as npt

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.base.arrays import Doubles, Floats, Mask

OUTLINE_SIGMA_PX = 1.5
"""σ in LR pixels of the Gaussian that the importance is smoothed by before its area is outlined."""

_BEYOND_PX = 1e-3


def smooth_outline(importance: Floats, share: float) -> list[Doubles]:
    """The line around the area that holds `share` (0..1) of the smoothed importance (h, w): polygons (n, 2) of x, y.

    Drawn only: the area of contribution that is counted and compared is of the importance as it is. The line is where
    the smoothed importance has the smallest value of its area, in pixels from the left top edge; at the border of the
    picture it follows the border. Values that are not finite count as 0. The last point is the first.
    """
    height, width = importance.shape
    finite = np.nan_to_num(np.asarray(importance, dtype=np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    # Reflected, so that the border loses nothing; the filter's float64 is exact enough to count the share.
    smoothed: Doubles = cv2.GaussianBlur(finite, (0, 0), OUTLINE_SIGMA_PX, borderType=cv2.BORDER_REFLECT).astype(
        np.float64, copy=False
    )
    area = area_of_contribution(smoothed, share)
    if not area.any():
        return []
    # Just below, or an even map would have no line.
    level = float(smoothed[area].min()) * (1 - 1e-9)
    # The picture's border has the values of its pixels, and zeros just beyond it: every line closes, along the border.
    ground = np.pad(np.pad(smoothed, 1, mode="edge"), 1)
    at_x, at_y = _middles_and_borders(width), _middles_and_borders(height)
    lines = contourpy.contour_generator(at_x, at_y, ground, line_type="Separate").lines(level)
    return [np.clip(np.asarray(line, dtype=np.float64), 0, (width, height)) for line in lines if len(line) > 3]


def _middles_and_borders(count: int) -> Doubles:
    """Where the values of a padded row lie: beyond the border, on it, in the middles of `count` pixels, and again."""
    return np.concatenate([[-_BEYOND_PX, 0.0], np.arange(count) + 0.5, [count, count + _BEYOND_PX]])


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
