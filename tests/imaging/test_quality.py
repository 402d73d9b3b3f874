"""PSNR and SSIM against the field's published number and against slow, separate implementations."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from scipy.ndimage import correlate1d

from lamgui.imaging.quality import measure_quality, psnr, ssim
from lamgui.imaging.reduce import reduce
from tests.imaging.pictures import SET5, coloured, noise, rgb_of
from tests.shared import shared_path

Plane = npt.NDArray[np.float64]


def planes(width: int, height: int) -> tuple[Plane, Plane]:
    a = coloured(width, height)[..., 0].astype(float)
    return a, np.clip(a + np.random.default_rng(3).normal(0, 12, a.shape), 0, 255)


def ssim_by_loops(a: Plane, b: Plane) -> float:
    offsets = np.arange(-5, 6)
    window = np.exp(-(offsets[:, None] ** 2 + offsets[None, :] ** 2) / (2 * 1.5**2))
    window /= window.sum()
    similarities = []
    for row in range(a.shape[0] - 10):
        for column in range(a.shape[1] - 10):
            p, q = (plane[row : row + 11, column : column + 11] for plane in (a, b))
            mean_p, mean_q = (window * p).sum(), (window * q).sum()
            var_p, var_q = (window * (p - mean_p) ** 2).sum(), (window * (q - mean_q) ** 2).sum()
            covariance = (window * (p - mean_p) * (q - mean_q)).sum()
            luminance = (2 * mean_p * mean_q + 6.5025) / (mean_p**2 + mean_q**2 + 6.5025)
            similarities.append(luminance * (2 * covariance + 58.5225) / (var_p + var_q + 58.5225))
    return float(np.mean(similarities))


def ssim_by_scipy(a: Plane, b: Plane) -> float:
    taps = np.exp(-(np.arange(-5, 6) ** 2) / 4.5)
    taps /= taps.sum()

    def mean(plane: Plane) -> Plane:
        return np.asarray(correlate1d(correlate1d(plane, taps, axis=0), taps, axis=1)[5:-5, 5:-5])

    cross = mean(a * b) - mean(a) * mean(b)
    spread = mean(a * a) - mean(a) ** 2 + mean(b * b) - mean(b) ** 2
    luminance = (2 * mean(a) * mean(b) + 6.5025) / (mean(a) ** 2 + mean(b) ** 2 + 6.5025)
    return float((luminance * (2 * cross + 58.5225) / (spread + 58.5225)).mean())


@pytest.mark.parametrize("size", [(11, 11), (17, 23), (30, 12)])
def test_ssim_is_the_definition_looped_over(size: tuple[int, int]) -> None:
    a, b = planes(*size)
    assert ssim(a, b) == pytest.approx(ssim_by_loops(a, b), abs=1e-10)


@pytest.mark.parametrize("height", [73, 74, 75, 138, 200])
def test_ssim_of_a_tall_picture_counts_every_window_once(height: int) -> None:
    a, b = planes(40, height)
    assert ssim(a, b) == pytest.approx(ssim_by_scipy(a, b), abs=1e-10)


@pytest.mark.parametrize("lr_from", ["matlab", "pillow"])
def test_bicubic_on_set5_has_the_published_psnr(lr_from: str) -> None:
    values = []
    for name in SET5:
        hr = rgb_of(shared_path("images", "set5", f"{name}.png"))
        published = rgb_of(shared_path("images", "set5-lr-x4-matlab", f"{name}_LRBI_x4.png"))
        lr = published if lr_from == "matlab" else reduce(hr, 4)
        sr = np.asarray(Image.fromarray(lr).resize((hr.shape[1], hr.shape[0]), Image.Resampling.BICUBIC))
        values.append(measure_quality(sr, hr, 4))
    assert np.mean([value.psnr_y for value in values]) == pytest.approx(28.43, abs=0.005)
    assert np.mean([value.ssim_y for value in values]) == pytest.approx(0.811, abs=0.0005)


def test_psnr_of_a_known_error() -> None:
    hr = np.full((40, 40, 3), 100, np.uint8)
    quality = measure_quality(hr + np.uint8(2), hr, 4)
    assert quality.psnr_rgb == pytest.approx(20 * math.log10(255 / 2))
    assert quality.psnr_y == pytest.approx(20 * math.log10(255 / (2 * 219 / 255)))


def test_psnr_of_planes_is_its_definition() -> None:
    a, b = planes(20, 10)
    assert psnr(a, b) == pytest.approx(10 * math.log10(255**2 / np.mean((a - b) ** 2)))


def test_equal_pictures_are_infinitely_near() -> None:
    quality = measure_quality(noise(30, 20), noise(30, 20), 4)
    assert (quality.psnr_y, quality.psnr_rgb) == (math.inf, math.inf)
    assert quality.ssim_y == pytest.approx(1.0)


def test_the_border_does_not_count() -> None:
    hr = coloured(40, 30)
    sr = hr.copy()
    sr[:4], sr[-4:], sr[:, :4], sr[:, -4:] = 0, 0, 0, 0
    assert measure_quality(sr, hr, 4).psnr_rgb == math.inf
    assert measure_quality(sr, hr, 3).psnr_rgb < 60


def test_a_small_rest_has_psnr_but_no_ssim() -> None:
    quality = measure_quality(noise(18, 30), noise(18, 30, 1), 4)
    assert math.isfinite(quality.psnr_y)
    assert math.isnan(quality.ssim_y)


def test_nothing_but_border_has_no_numbers() -> None:
    quality = measure_quality(noise(8, 30), noise(8, 30, 1), 4)
    assert all(math.isnan(value) for value in (quality.psnr_y, quality.ssim_y, quality.psnr_rgb))


def test_two_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="SR is 8x9 but HR is 8x8"):
        measure_quality(noise(8, 9), noise(8, 8), 0)
