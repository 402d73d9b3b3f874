"""Preparing gives an LR input and an HR original that fit each other, or says what size is needed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.base.errors import PictureError
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Prepared, Role, prepare
from lamgui.imaging.read import picture_from_pixels
from lamgui.imaging.reduce import Reduction, reduce
from tests.imaging.pictures import coloured, sixteen_bit


def picture(width: int, height: int) -> Picture:
    return picture_from_pixels(coloured(width, height), "a wave.png")


@given(
    width=st.integers(4, 40), height=st.integers(4, 40), scale=st.integers(1, 4), reduction=st.sampled_from(Reduction)
)
def test_hr_is_cropped_then_reduced(width: int, height: int, scale: int, reduction: Reduction) -> None:
    opened = picture(width, height)
    prepared = prepare(opened, Role.HR, scale, reduction)
    assert prepared.hr is not None
    assert prepared.hr.shape == (height // scale * scale, width // scale * scale, 3)
    assert np.array_equal(prepared.hr, opened.pixels[: prepared.hr.shape[0], : prepared.hr.shape[1]])
    assert np.array_equal(prepared.lr, reduce(prepared.hr, scale, reduction))


@given(width=st.integers(1, 20), height=st.integers(1, 20), scale=st.integers(1, 4))
def test_lr_is_used_as_it_is(width: int, height: int, scale: int) -> None:
    opened = picture(width, height)
    prepared = prepare(opened, Role.LR, scale, Reduction.PILLOW)
    assert prepared.hr is None
    assert np.array_equal(prepared.lr, opened.pixels)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 100), (100, 3)])
def test_too_small_for_the_scale_names_the_smallest_that_works(width: int, height: int) -> None:
    with pytest.raises(PictureError) as refused:
        prepare(picture(width, height), Role.HR, 4, Reduction.PILLOW)
    said = str(refused.value)
    assert f"a wave.png is {width}x{height}" in said
    assert "at least 4x4" in said
    assert "larger picture, or open this one as LR" in said


def test_the_smallest_that_works_works() -> None:
    assert prepare(picture(4, 4), Role.HR, 4, Reduction.MATLAB).lr.shape == (1, 1, 3)


def test_a_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="scale came as 0"):
        prepare(picture(8, 8), Role.HR, 0, Reduction.PILLOW)


def test_an_hr_that_does_not_fit_its_lr_is_refused() -> None:
    with pytest.raises(ValueError, match="no whole multiple"):
        Prepared(lr=coloured(2, 2), hr=coloured(8, 9))


@pytest.mark.parametrize("reduction", Reduction)
@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_16_bits_that_are_8_give_the_lr_of_8_within_rounding(reduction: Reduction, scale: int) -> None:
    """MATLAB rounds after each axis, Pillow once a channel: half a level each."""
    pixels = coloured(50, 37)
    deep = picture_from_pixels(pixels.astype(np.uint16) * 257, "deep")
    assert np.array_equal(deep.pixels, pixels)
    of_8, of_16 = (prepare(one, Role.HR, scale, reduction) for one in (picture_from_pixels(pixels, "8"), deep))
    assert of_8.lr_values is None
    assert of_8.network_input is of_8.lr
    assert of_16.lr_values is not None
    assert of_16.network_input is of_16.lr_values
    # A rounded column is reduced along the rows with weights whose absolute values sum to at most 1.3.
    assert np.abs(of_16.lr_values * 255 - of_8.lr).max() <= 0.5 + 0.5 * 1.3 + 1e-3
    assert np.abs(of_16.lr.astype(int) - of_8.lr).max() <= 1
    assert of_16.hr is not None
    assert of_8.hr is not None
    assert np.array_equal(of_16.hr, of_8.hr)


def test_an_lr_picture_of_16_bits_is_given_to_the_last_of_them() -> None:
    numbers = sixteen_bit(9, 8)
    prepared = prepare(picture_from_pixels(numbers, "deep"), Role.LR, 4, Reduction.PILLOW)
    assert prepared.lr_values is not None
    assert prepared.lr_values.dtype == np.float64
    assert np.array_equal(prepared.lr_values, numbers / 65535)
