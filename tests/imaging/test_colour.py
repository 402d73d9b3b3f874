"""Colour conversions against Pillow's JPEG, published values and their own inverses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from lamgui.imaging.colour import (
    luma_bt601,
    rgb_to_ycbcr,
    rgb_to_ycbcr_studio,
    ycbcr_studio_to_rgb,
    ycbcr_to_rgb,
)
from tests.imaging.pictures import noise

Planes = npt.NDArray[np.float64]
PLANES = hnp.arrays(
    np.float64, st.tuples(st.just(3), st.integers(1, 4), st.integers(1, 4)), elements=st.floats(-0.5, 1.5)
)


def planes_of(pixels: npt.NDArray[np.uint8]) -> Planes:
    return pixels.transpose(2, 0, 1) / 255.0


def test_full_range_ycbcr_is_the_one_of_jpeg() -> None:
    pixels = noise(64, 48)
    jpeg = np.asarray(Image.fromarray(pixels).convert("YCbCr")).transpose(2, 0, 1)
    # Pillow adds tables of whole numbers: it lands up to a level lower.
    assert np.abs(rgb_to_ycbcr(planes_of(pixels)) * 255 - jpeg).max() < 1.1


def test_luma_spans_16_to_235() -> None:
    black_and_white = np.array([[[0, 0, 0], [255, 255, 255]]], np.uint8)
    assert np.allclose(luma_bt601(black_and_white), [[16, 235]])


def test_luma_of_a_colour_is_the_weighted_sum() -> None:
    assert luma_bt601(np.array([[[200, 10, 77]]], np.uint8)).item() == pytest.approx(
        16 + (65.481 * 200 + 128.553 * 10 + 24.966 * 77) / 255
    )


def test_studio_luma_is_the_luma_that_psnr_uses() -> None:
    pixels = noise(9, 7)
    assert np.allclose(rgb_to_ycbcr_studio(planes_of(pixels))[0] * 255, luma_bt601(pixels))


@pytest.mark.parametrize(
    ("rgb", "ycbcr"),
    [
        ((1, 0, 0), (81.481, 90.203, 240.0)),
        ((0, 1, 0), (144.553, 53.797, 34.214)),
        ((0, 0, 1), (40.966, 240.0, 109.786)),
    ],
)
def test_studio_range_of_the_primaries_is_the_published_one(rgb: tuple[int, ...], ycbcr: tuple[float, ...]) -> None:
    planes = np.array(rgb, np.float64)[:, None, None]
    assert np.allclose(rgb_to_ycbcr_studio(planes)[:, 0, 0] * 255, ycbcr, atol=1e-3)


@pytest.mark.parametrize(("there", "back"), [(rgb_to_ycbcr, ycbcr_to_rgb), (rgb_to_ycbcr_studio, ycbcr_studio_to_rgb)])
@given(planes=PLANES)
def test_back_undoes_there(there: Callable[[Planes], Planes], back: Callable[[Planes], Planes], planes: Planes) -> None:
    assert np.allclose(back(there(planes)), planes, atol=1e-9)


@given(level=st.floats(0, 1))
def test_grey_has_no_chroma(level: float) -> None:
    grey = np.full((3, 1, 1), level)
    assert np.allclose(rgb_to_ycbcr(grey)[:, 0, 0], [level, 128 / 255, 128 / 255])


def test_single_precision_stays_single_and_batches_pass() -> None:
    batch = np.zeros((2, 3, 4, 5), np.float32)
    converted = ycbcr_to_rgb(rgb_to_ycbcr(batch))
    assert converted.dtype == np.float32
    assert converted.shape == (2, 3, 4, 5)


def test_channels_last_is_refused() -> None:
    with pytest.raises(ValueError, match="put the three channels first"):
        rgb_to_ycbcr(np.zeros((4, 5, 3)))
