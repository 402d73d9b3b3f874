"""Detectors applied to SR pictures: D of one patch (paper 3.3), and the terms of D at every position."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from lamgui.attribution.detectors.kind import Density, Detector
from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.base.arrays import Floats

STRIP_ELEMENTS = 2**20
"""SR values whose density is computed together, so that a large picture needs no more memory than its pass."""


def detect(detector: Detector, sr: Tensor, patch: Patch) -> Tensor:
    """D of (N, C, H, W), one number a picture: the patch is cropped first, so nothing outside it matters.

    Raises SettingsError where the patch, with the margin of one pixel, leaves the picture.
    """
    patch.require_inside(sr.shape[-1], sr.shape[-2])
    reach = patch.size + DETECTOR_MARGIN_PX
    return detector(sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach])


def summed_density(density: Density, side_px: int, sr: Tensor) -> Floats:
    """The terms of D at each position of (C, H, W), summed over the channels: (H - side_px, W - side_px).

    Empty where no square of `side_px` pixels fits.
    """
    channels, height, width = sr.shape
    if min(height, width) <= side_px:
        return np.zeros((0, 0))
    strip = max(1, STRIP_ELEMENTS // (channels * width))
    tops = range(0, height - side_px, strip)
    parts = [density(sr[None, :, top : top + strip + side_px])[0].sum(dim=0) for top in tops]
    return np.concatenate([part.cpu().numpy() for part in parts])
