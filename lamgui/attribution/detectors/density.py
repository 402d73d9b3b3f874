"""Detectors that are sums over pixels, as what each pixel adds: with it, D of every patch of a picture is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.settings.settings import DetectorName

Floats = npt.NDArray[np.floating]

STRIP_ELEMENTS = 2**20
"""SR values whose density is taken together, so that a large picture needs no more memory than its pass."""

Density = Callable[[Tensor], Tensor]
"""Maps pictures (N, C, H, W) to the terms whose sum over a patch is D, at their upper left corners.

(N, C, H - side, W - side) for terms that are about squares of `side` pixels: the last row and column are margin.
"""


def gradient_length(picture: Tensor) -> Tensor:
    """G = sqrt(vertical difference^2 + horizontal difference^2), by forward differences.

    Where both differences are exactly 0 the root's gradient is taken as 0 (it has none).
    """
    here = picture[..., :-1, :-1]
    squared = (here - picture[..., 1:, :-1]) ** 2 + (here - picture[..., :-1, 1:]) ** 2
    return root(squared, squared == 0)


def brightness(picture: Tensor) -> Tensor:
    """The values themselves."""
    return picture[..., :-1, :-1]


def difference_downwards(picture: Tensor) -> Tensor:
    """S[i,j] - S[i+1,j], signed."""
    return picture[..., :-1, :-1] - picture[..., 1:, :-1]


def difference_rightwards(picture: Tensor) -> Tensor:
    """S[i,j] - S[i,j+1], signed."""
    return picture[..., :-1, :-1] - picture[..., :-1, 1:]


def root(squared: Tensor, flat: Tensor) -> Tensor:
    """The square root; where `flat`, it and its gradient are 0."""
    positive = torch.where(flat, torch.ones_like(squared), squared).sqrt()
    return torch.where(flat, torch.zeros_like(positive), positive)


DENSITIES: Mapping[DetectorName, Density] = {
    DetectorName.GRADIENT: gradient_length,
    DetectorName.INTENSITY: brightness,
    DetectorName.VERTICAL_DIFFERENCE: difference_downwards,
    DetectorName.HORIZONTAL_DIFFERENCE: difference_rightwards,
}
"""Those that are sums over single pixels."""


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
