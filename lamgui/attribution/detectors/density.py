"""Detectors that are sums over places, as what each place adds: with it, D of every patch of a picture is known."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from lamgui.attribution.detectors.kind import Density
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Floats

STRIP_ELEMENTS = 2**20
"""SR values whose density is taken together, so that a large picture needs no more memory than its pass."""


def make_density(settings: Settings) -> tuple[Density, int] | None:
    """The terms of the detector that the settings name, and the side of the square of SR pixels that each is about.

    None for a detector that is no sum over places of the patch, as one of the user's.
    """
    kind, options = DETECTORS[settings.detector], settings.detector_options
    if kind.density_of is not None and options is not None:
        return kind.density_of(options), options.side_px
    return None if kind.density is None else (kind.density, 1)


def summed_density(density: Density, side_px: int, sr: Tensor) -> Floats:
    """What each place of (C, H, W) adds to D over all channels, (H - side_px, W - side_px), in its precision.

    Empty where no square of `side_px` pixels fits.
    """
    channels, height, width = sr.shape
    if min(height, width) <= side_px:
        return np.zeros((0, 0))
    strip = max(1, STRIP_ELEMENTS // (channels * width))
    tops = range(0, height - side_px, strip)
    parts = [density(sr[None, :, top : top + strip + side_px])[0].sum(dim=0) for top in tops]
    return np.concatenate([part.cpu().numpy() for part in parts])
