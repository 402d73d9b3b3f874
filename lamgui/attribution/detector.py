"""Detectors: how much of a feature a patch of the SR picture holds, as one number (paper 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor

from lamgui.attribution.density import brightness, gradient_length
from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.settings import DetectorName

Detector = Callable[[Tensor], Tensor]
"""Maps the patch and its margin, (N, C, l + 1, l + 1), to D, (N,)."""


def gradient(crop: Tensor) -> Tensor:
    """Sum over channels and pixels of G, the length of the gradient."""
    return gradient_length(crop).sum(dim=(-3, -2, -1))


def intensity(crop: Tensor) -> Tensor:
    """Sum of the SR values over the patch: the attribution of brightness."""
    return brightness(crop).sum(dim=(-3, -2, -1))


DETECTORS: Mapping[DetectorName, Detector] = {
    DetectorName.GRADIENT: gradient,
    DetectorName.INTENSITY: intensity,
}


def detect(detector: Detector, sr: Tensor, patch: Patch) -> Tensor:
    """D of (N, C, H, W), one number a picture: the patch is cropped first, so nothing outside it matters.

    Raises SettingsError where the patch, with the margin of one pixel, leaves the picture.
    """
    patch.require_inside(sr.shape[-1], sr.shape[-2])
    reach = patch.size + DETECTOR_MARGIN_PX
    return detector(sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach])
