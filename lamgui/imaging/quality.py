"""PSNR and SSIM as the SR field states them: on BT.601 luma and on RGB, borders cut."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lamgui.imaging.colour import luma_bt601
from lamgui.imaging.picture import Pixels

SSIM_WINDOW_PX = 11
SSIM_SIGMA_PX = 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


@dataclass(frozen=True)
class Quality:
    """How near an SR picture is to its HR original; PSNR in dB, infinite where they are equal."""

    psnr_y: float
    ssim_y: float
    psnr_rgb: float


def measure_quality(sr: Pixels, hr: Pixels, border_px: int) -> Quality:
    """Compare uint8 (H, W, 3) pictures of one size after cutting `border_px` (the scale) on each side.

    SSIM (Wang et al. 2004) is NaN where less than its 11-pixel window is left.
    """
    if sr.shape != hr.shape:
        raise ValueError(f"SR is {sr.shape[1]}x{sr.shape[0]} but HR is {hr.shape[1]}x{hr.shape[0]}")
    sr, hr = _cut(sr, border_px), _cut(hr, border_px)
    luma_sr, luma_hr = luma_bt601(sr), luma_bt601(hr)
    return Quality(
        psnr_y=psnr(luma_sr, luma_hr),
        ssim_y=ssim(luma_sr, luma_hr),
        psnr_rgb=psnr(sr.astype(np.float64), hr.astype(np.float64)),
    )


def psnr(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    """Peak signal-to-noise ratio in dB for a peak of 255; infinite for equal arrays."""
    error = float(np.mean((a - b) ** 2))
    return float("inf") if error == 0 else 10 * float(np.log10(255**2 / error))


def ssim(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> float:
    """Mean structural similarity of two (H, W) planes in 0..255, 11x11 Gaussian window of 1.5 pixels."""
    if min(a.shape) < SSIM_WINDOW_PX:
        return float("nan")
    mean_a, mean_b = _window(a), _window(b)
    var_a, var_b = _window(a * a) - mean_a**2, _window(b * b) - mean_b**2
    covariance = _window(a * b) - mean_a * mean_b
    similarity = ((2 * mean_a * mean_b + _C1) * (2 * covariance + _C2)) / (
        (mean_a**2 + mean_b**2 + _C1) * (var_a + var_b + _C2)
    )
    return float(similarity.mean())


def _window(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Gaussian-weighted local mean where the whole window lies inside the plane."""
    taps = cv2.getGaussianKernel(SSIM_WINDOW_PX, SSIM_SIGMA_PX)
    half = SSIM_WINDOW_PX // 2
    return np.asarray(cv2.sepFilter2D(plane, cv2.CV_64F, taps, taps)[half:-half, half:-half])


def _cut(pixels: Pixels, border_px: int) -> Pixels:
    height, width = pixels.shape[:2]
    if min(height, width) <= 2 * border_px:
        raise ValueError(f"a picture of {width}x{height} is nothing but border when {border_px} pixels are cut")
    return pixels[border_px : height - border_px, border_px : width - border_px]
