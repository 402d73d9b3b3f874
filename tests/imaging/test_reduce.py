"""Reduction equals Pillow's and MATLAB's to the bit, and keeps what any reduction must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lamgui.imaging.reduce import Reduction, crop_to_multiple, reduce, reduce_values
from tests.imaging.pictures import SET5, coloured, noise, rgb_of
from tests.shared import shared_path

SCALES = st.integers(1, 4)
LR_SIDES = st.integers(1, 12)
REDUCTIONS = st.sampled_from(Reduction)


@pytest.mark.parametrize("name", SET5)
def test_matlab_reduction_makes_the_published_lr_of_set5(name: str) -> None:
    hr = rgb_of(shared_path("images", "set5", f"{name}.png"))
    published = rgb_of(shared_path("images", "set5-lr-x4-matlab", f"{name}_LRBI_x4.png"))
    assert np.array_equal(reduce(crop_to_multiple(hr, 4), 4, Reduction.MATLAB), published)


def test_pillow_reduction_is_the_one_of_the_demo() -> None:
    pixels = rgb_of(shared_path("images", "lam", "7.png"))
    demo = Image.fromarray(pixels)
    width, height = demo.size
    cropped = demo.crop((0, 0, width - width % 4, height - height % 4))
    reduced = cropped.resize((width // 4, height // 4), Image.Resampling.BICUBIC)
    assert np.array_equal(reduce(crop_to_multiple(pixels, 4), 4), np.asarray(reduced))


@pytest.mark.parametrize("scale", [2, 3, 4, 5])
def test_matlab_reduction_agrees_with_pillow_away_from_the_border(scale: int) -> None:
    hr = coloured(20 * scale, 15 * scale)
    pillow, matlab = (reduce(hr, scale, reduction).astype(int) for reduction in Reduction)
    assert np.abs(pillow - matlab)[2:-2, 2:-2].max() <= 1
    assert not np.array_equal(pillow, matlab)


@given(width=LR_SIDES, height=LR_SIDES, scale=SCALES, level=st.integers(0, 255), reduction=REDUCTIONS)
def test_a_flat_picture_stays_flat(width: int, height: int, scale: int, level: int, reduction: Reduction) -> None:
    flat = np.full((height * scale, width * scale, 3), level, np.uint8)
    assert np.array_equal(reduce(flat, scale, reduction), np.full((height, width, 3), level))


@given(width=LR_SIDES, height=LR_SIDES, scale=SCALES, reduction=REDUCTIONS, seed=st.integers(0, 99))
def test_mirroring_before_is_mirroring_after(
    width: int, height: int, scale: int, reduction: Reduction, seed: int
) -> None:
    hr = noise(width * scale, height * scale, seed)
    mirrored = reduce(hr[::-1, ::-1], scale, reduction).astype(int)
    assert np.abs(mirrored - reduce(hr, scale, reduction)[::-1, ::-1]).max() <= 1


@given(scale=SCALES, reduction=REDUCTIONS, seed=st.integers(0, 99))
def test_the_mean_is_kept(scale: int, reduction: Reduction, seed: int) -> None:
    # Levels far from 0 and 255, so that nothing is clipped.
    hr = 96 + noise(24 * scale, 24 * scale, seed) // 4
    assert reduce(hr, scale, reduction).mean() == pytest.approx(hr.mean(), abs=1.0)


@given(width=st.integers(4, 40), height=st.integers(4, 40), scale=SCALES)
def test_cropping_takes_the_top_left_and_less_than_a_scale_away(width: int, height: int, scale: int) -> None:
    hr = coloured(width, height)
    cropped = crop_to_multiple(hr, scale)
    assert cropped.shape[0] % scale == cropped.shape[1] % scale == 0
    assert height - cropped.shape[0] < scale
    assert width - cropped.shape[1] < scale
    assert np.array_equal(cropped, hr[: cropped.shape[0], : cropped.shape[1]])


@pytest.mark.parametrize("reduction", Reduction)
def test_the_result_is_one_s_own_to_write_on(reduction: Reduction) -> None:
    hr = coloured(8, 8)
    for scale in (1, 2):
        reduce(hr, scale, reduction)[:] = 0
    assert np.array_equal(hr, coloured(8, 8))


def test_a_side_that_is_no_multiple_is_refused() -> None:
    with pytest.raises(ValueError, match="9x8 cannot be reduced by 4 without cropping"):
        reduce(coloured(9, 8), 4)


@pytest.mark.parametrize("scale", [2, 3, 4, 5])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 7), (20, 15)])
def test_values_are_reduced_as_pillow_reduces_floating_point(scale: int, width: int, height: int) -> None:
    values = np.clip(noise(width * scale, height * scale) / 255, 0.2, 0.8)
    reduced = reduce_values(values, scale)
    for channel in range(3):
        plane = Image.fromarray(values[..., channel].astype(np.float32))
        pillows = np.asarray(plane.resize((width, height), Image.Resampling.BICUBIC))
        # Pillow's floating point is float32.
        assert np.abs(reduced[..., channel] - np.clip(pillows, 0, 1)).max() < 1e-6


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_values_are_reduced_as_matlab_does_before_it_rounds(scale: int) -> None:
    pixels = coloured(20 * scale, 15 * scale)
    reduced = reduce_values(pixels / 255, scale, Reduction.MATLAB)
    assert np.abs(reduced * 255 - reduce(pixels, scale, Reduction.MATLAB)).max() <= 0.5 + 0.5 * 1.3
    flat = np.full((4 * scale, 3 * scale, 3), 1 / 3)
    assert np.abs(reduce_values(flat, scale, Reduction.MATLAB) - 1 / 3).max() < 1e-15


def test_values_stay_within_black_and_white_and_fit_the_scale() -> None:
    edges = np.zeros((16, 16, 3))
    edges[:, 8:] = 1
    for reduction in Reduction:
        reduced = reduce_values(edges, 4, reduction)
        assert (reduced.min(), reduced.max()) == (0, 1)
    with pytest.raises(ValueError, match="cannot be reduced by 3 without cropping"):
        reduce_values(edges, 3)
