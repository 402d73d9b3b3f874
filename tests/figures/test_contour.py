"""Outlines of a mask: filled again they give the mask, and no pixel's edge is missing or drawn twice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import example, given
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import ndimage

from lamgui.base.arrays import Mask
from lamgui.figures.pixels.outline import contour_paths

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=7))
RING = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], bool)
DIAGONAL = np.eye(3, dtype=bool)


def test_a_pixel_is_a_square_that_runs_clockwise() -> None:
    mask = np.zeros((4, 5), bool)
    mask[2, 3] = True
    (path,) = contour_paths(mask)
    assert path.tolist() == [[3, 2], [4, 2], [4, 3], [3, 3]]
    assert path.dtype == np.float64


def test_only_corners_are_kept() -> None:
    (path,) = contour_paths(np.ones((40, 60), bool))
    assert path.tolist() == [[0, 0], [60, 0], [60, 40], [0, 40]]


def test_an_empty_mask_has_no_outline() -> None:
    assert contour_paths(np.zeros((3, 4), bool)) == []


def test_a_hole_runs_the_other_way_round() -> None:
    assert sorted(_area(path) for path in contour_paths(RING)) == [-1.0, 9.0]


def test_pixels_that_touch_at_a_corner_have_outlines_of_their_own() -> None:
    assert [_area(path) for path in contour_paths(DIAGONAL)] == [1.0, 1.0, 1.0]


@given(MASKS)
@example(RING)
@example(DIAGONAL)
@example(~DIAGONAL)
def test_outlines_filled_again_give_the_mask(mask: Mask) -> None:
    inside = np.zeros(mask.shape, int)
    for path in contour_paths(mask):
        inside += _crossings_to_the_right(path, mask.shape)
    assert np.array_equal(inside % 2 == 1, mask)
    assert sum(_area(path) for path in contour_paths(mask)) == mask.sum()


@given(MASKS)
def test_every_edge_is_drawn_once_and_every_corner_turns(mask: Mask) -> None:
    padded = np.pad(mask, 1).astype(int)
    edges = np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum()
    paths = contour_paths(mask)
    sides = [np.roll(path, -1, axis=0) - path for path in paths]
    assert sum(np.abs(side).sum() for side in sides) == edges
    for side in sides:
        assert np.all((side == 0).sum(axis=1) == 1)
        assert np.all((side * np.roll(side, -1, axis=0)).sum(axis=1) == 0)


@given(MASKS)
def test_there_is_one_outline_for_each_part_and_one_for_each_hole(mask: Mask) -> None:
    parts = ndimage.label(mask)[1]
    touching = np.ones((3, 3))
    holes = ndimage.label(~np.pad(mask, 1), touching)[1] - 1
    areas = [_area(path) for path in contour_paths(mask)]
    assert sum(area > 0 for area in areas) == parts
    assert sum(area < 0 for area in areas) == holes


def _area(path: npt.NDArray[np.float64]) -> float:
    """Enclosed area, positive where the polygon runs clockwise on the screen, by the shoelace formula."""
    x, y = path.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def _crossings_to_the_right(path: npt.NDArray[np.float64], shape: tuple[int, int]) -> npt.NDArray[np.int_]:
    """How often a ray from each pixel's centre to the right crosses the polygon."""
    rows, columns = np.indices(shape) + 0.5
    crossings = np.zeros(shape, int)
    for (x, y), (next_x, next_y) in zip(path, np.roll(path, -1, axis=0), strict=True):
        if x == next_x:
            crossings += (min(y, next_y) < rows) & (rows < max(y, next_y)) & (columns < x)
    return crossings
