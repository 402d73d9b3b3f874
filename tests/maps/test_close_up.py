"""The close-up holds the patch and every gradient along the path, inside the picture and as wide to high as it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from lamgui.attribution.patch import Patch
from lamgui.maps.close_up import CloseUp, close_up


def gradient_at(*pixels: tuple[int, int], width: int = 80, height: int = 40) -> npt.NDArray[np.float16]:
    gradient = np.zeros((height, width), np.float16)
    for row, column in pixels:
        gradient[row, column] = 1
    return gradient


def test_its_shorter_side_is_20_px_where_that_holds_all() -> None:
    region = close_up((gradient_at((20, 40)),), Patch(160, 80, 8), 4)
    assert (region.width, region.height) == (40, 20)
    assert (region.x + region.width / 2, region.y + region.height / 2) == pytest.approx((41, 21), abs=0.5)


def test_it_holds_what_any_frame_sees_and_keeps_the_shape() -> None:
    region = close_up((gradient_at((20, 30)), gradient_at((20, 60))), Patch(160, 80, 8), 4)
    assert region.x <= 30
    assert region.x + region.width > 60
    assert region.width / region.height == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize(("patch", "pixel"), [(Patch(0, 0, 8), (0, 0)), (Patch(310, 150, 8), (39, 79))])
def test_it_stays_inside_the_picture(patch: Patch, pixel: tuple[int, int]) -> None:
    region = close_up((gradient_at(pixel),), patch, 4)
    assert region.x >= 0
    assert region.y >= 0
    assert region.x + region.width <= 80
    assert region.y + region.height <= 40
    inside = region.patch(patch, 4)
    inside.require_inside(4 * region.width + 1, 4 * region.height + 1)


def test_a_network_that_sees_everything_is_shown_whole() -> None:
    region = close_up((gradient_at((0, 0), (39, 79)),), Patch(160, 80, 8), 4)
    assert (region.x, region.y, region.width, region.height) == (0, 0, 80, 40)


def test_a_gradient_that_is_not_finite_hides_nothing() -> None:
    broken = gradient_at((20, 40))
    broken[0, 0] = np.nan
    region = close_up((broken, gradient_at((20, 70))), Patch(160, 80, 8), 4)
    assert region.x + region.width > 70


def test_the_cut_is_the_same_part_of_lr_and_sr() -> None:
    region = close_up((gradient_at((20, 40)),), Patch(160, 80, 8), 4)
    lr = np.arange(40 * 80).reshape(40, 80)
    sr = lr.repeat(4, 0).repeat(4, 1)
    np.testing.assert_array_equal(region.cut(sr, 4)[::4, ::4], region.cut(lr))


def test_a_region_grows_no_further_than_the_picture_and_finds_itself_in_what_it_grew_to() -> None:
    picture, region = np.arange(40 * 80).reshape(40, 80), CloseUp(2, 30, 20, 9)
    grown = region.grown(3, 40, 80)
    assert grown == CloseUp(0, 27, 25, 13)
    np.testing.assert_array_equal(region.within(grown).cut(grown.cut(picture)), region.cut(picture))
