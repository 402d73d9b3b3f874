"""The line around a map: smooth, closed, inside the picture, around the share it says of the smoothed map."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.figures.pixels.outline import OUTLINE_SIGMA_PX, smooth_outline


def spot(x: int, y: int, size: tuple[int, int] = (40, 60)) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    values = np.zeros(size)
    values[y, x] = 1.0
    return values


def test_around_a_single_pixel_it_is_the_circle_of_the_gaussian() -> None:
    (line,) = smooth_outline(spot(30, 20), 0.9)
    radii = np.hypot(*(line - [30.5, 20.5]).T)
    # Of a Gaussian in the plane, 1 - exp(-r² / 2σ²) lies within r; pixels make it uneven by less than half of one.
    assert radii == pytest.approx(OUTLINE_SIGMA_PX * np.sqrt(2 * np.log(10)), abs=0.5)
    assert np.array_equal(line[0], line[-1])


def test_it_encloses_the_area_that_holds_the_share_of_the_smoothed_map() -> None:
    values = np.random.default_rng(3).exponential(size=(40, 60)) ** 4
    smoothed = cv2.GaussianBlur(values, (0, 0), OUTLINE_SIGMA_PX, borderType=cv2.BORDER_REFLECT)
    area = area_of_contribution(np.asarray(smoothed, dtype=np.float64), 0.7)
    inside = np.zeros(area.shape, bool)
    middles = np.stack(np.meshgrid(np.arange(60) + 0.5, np.arange(40) + 0.5), axis=-1).reshape(-1, 2)
    for line in smooth_outline(values, 0.7):
        polygon = line.astype(np.float32)
        within = [cv2.pointPolygonTest(polygon, tuple(map(float, point)), False) > 0 for point in middles]
        inside ^= np.array(within).reshape(area.shape)
    # The pixel at the level itself lies on the line.
    assert (inside != area).sum() <= 2


def test_a_scatter_of_pixels_has_one_line_and_not_one_for_each() -> None:
    values = np.zeros((40, 60))
    values[10:30:2, 20:40:2] = 1.0
    assert len(smooth_outline(values, 0.9)) == 1


def test_it_stays_inside_the_picture_and_closes_at_its_border() -> None:
    (line,) = smooth_outline(spot(0, 0), 0.9)
    assert line.min() == 0
    assert np.array_equal(line[0], line[-1])
    (around,) = smooth_outline(np.ones((6, 9)), 1.0)
    assert (around.min(axis=0).tolist(), around.max(axis=0).tolist()) == ([0, 0], [9, 6])


@pytest.mark.parametrize("values", [np.zeros((6, 9)), np.full((6, 9), np.nan)])
def test_without_importance_there_is_none(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    assert smooth_outline(values, 0.9) == []
