"""PSNR and SSIM as the SR field states them: on BT.601 luma and on RGB, borders cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Doubles
from lamgui.imaging.colour import luma_bt601
from lamgui.imaging.picture import Pixels

SSIM_WINDOW_PX = 11
SSIM_SIGMA_PX = 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_STRIP_PX = 64
"""Rows of SSIM taken at a time, so that its planes stay in the processor's cache."""

Plane = Doubles


@dataclass(frozen=True)
class Quality:
    """How close an SR picture is to its HR original; PSNR in dB, infinite where they are equal.

    A number is NaN where too little is left to measure it on.
    """

    psnr_y: float
    ssim_y: float
    psnr_rgb: float


def cut_border_px(scale: int) -> int:
    """How much of the border is left out: as many pixels as the scale in super-resolution, none in restoration."""
    return scale if scale > 1 else 0


def measure_quality(sr: Pixels, hr: Pixels, border_px: int) -> Quality:
    """Compare uint8 (H, W, 3) pictures of one size after cutting `border_px` on each side.

    Raises ValueError for pictures of two sizes. All is NaN for pictures that are only border; SSIM is NaN where
    less than its 11-pixel window (Wang et al. 2004) is left.
    """
    if sr.shape != hr.shape:
        raise ValueError(
            f"SR is {sr.shape[1]}x{sr.shape[0]} but HR is {hr.shape[1]}x{hr.shape[0]}: crop them to one size first"
        )
    height, width = hr.shape[:2]
    if min(height, width) <= 2 * border_px:
        return Quality(float("nan"), float("nan"), float("nan"))
    sr = sr[border_px : height - border_px, border_px : width - border_px]
    hr = hr[border_px : height - border_px, border_px : width - border_px]
    luma_sr, luma_hr = luma_bt601(sr), luma_bt601(hr)
    return Quality(
        psnr_y=psnr(luma_sr, luma_hr),
        ssim_y=ssim(luma_sr, luma_hr),
        psnr_rgb=decibels(cv2.norm(sr, hr, cv2.NORM_L2SQR) / hr.size),
    )


def quality_around(sr: Pixels, hr: Pixels, x: int, y: int, size: int, margin_px: int) -> Quality:
    """The same over a square of `size` SR pixels at column x, row y, and `margin_px` around it; no border is cut.

    The part that lies outside the pictures is left out.
    """
    rows = slice(max(0, y - margin_px), y + size + margin_px)
    columns = slice(max(0, x - margin_px), x + size + margin_px)
    return measure_quality(np.ascontiguousarray(sr[rows, columns]), np.ascontiguousarray(hr[rows, columns]), 0)


def squared_error(sr: Pixels, hr: Pixels) -> npt.NDArray[np.float32]:
    """The squared difference of uint8 (H, W, 3) pictures of one size, on Y of BT.601, at each pixel: (H, W)."""
    difference = luma_bt601(sr) - luma_bt601(hr)
    return np.square(difference, out=difference).astype(np.float32)


def psnr(a: Plane, b: Plane) -> float:
    """Peak signal-to-noise ratio in dB for a peak of 255; infinite for equal arrays."""
    difference = a - b
    return decibels(float(np.vdot(difference, difference)) / a.size)


def decibels(mean_square: float) -> float:
    """Peak signal-to-noise ratio of a mean squared error, for a peak of 255."""
    return float("inf") if mean_square == 0 else 10 * float(np.log10(255**2 / mean_square))


def ssim(a: Plane, b: Plane) -> float:
    """Mean structural similarity of two (H, W) planes in 0..255, 11x11 Gaussian window of 1.5 pixels.

    The window stays inside the plane. NaN where it does not fit.
    """
    height, width = (side - SSIM_WINDOW_PX + 1 for side in a.shape)
    if min(height, width) < 1:
        return float("nan")
    total = sum(_similarity_sum(a[rows], b[rows]) for rows in _strips(height))
    return float(total / (height * width))


def _strips(height: int) -> Iterator[slice]:
    for first in range(0, height, _STRIP_PX):
        yield slice(first, min(first + _STRIP_PX, height) + SSIM_WINDOW_PX - 1)


def _similarity_sum(a: Plane, b: Plane) -> float:
    mean_a, mean_b = _window(a), _window(b)
    mean_product, mean_squares = mean_a * mean_b, mean_a**2 + mean_b**2
    covariance = _window(a * b) - mean_product
    variances = _window(a * a + b * b) - mean_squares
    similarity = (2 * mean_product + _C1) * (2 * covariance + _C2) / ((mean_squares + _C1) * (variances + _C2))
    return float(similarity.sum())


def _window(plane: Plane) -> Plane:
    """Gaussian-weighted local mean where the whole window lies inside the plane."""
    taps = cv2.getGaussianKernel(SSIM_WINDOW_PX, SSIM_SIGMA_PX)
    half = SSIM_WINDOW_PX // 2
    return np.asarray(cv2.sepFilter2D(plane, cv2.CV_64F, taps, taps)[half:-half, half:-half])
