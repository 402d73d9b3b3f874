"""Detectors: how much of a feature a patch of the SR picture holds, as one number (paper 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from lamgui.attribution.detectors.density import (
    DENSITIES,
    Density,
    brightness,
    difference_downwards,
    difference_rightwards,
    gradient_length,
    root,
)
from lamgui.attribution.detectors.gabor import gabor_kernels
from lamgui.attribution.device.handover import sent
from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.settings.detector_values import Gabor
from lamgui.attribution.settings.settings import DetectorName, Settings

Detector = Callable[[Tensor], Tensor]
"""Maps the patch and its margin, (N, C, l + 1, l + 1), to D, (N,)."""

ROUNDING = 16
"""In units of the arithmetic's precision: what a Gabor filter may make of a flat place by rounding alone."""


def gradient(crop: Tensor) -> Tensor:
    """Sum over channels and pixels of G, the length of the gradient."""
    return gradient_length(crop).sum(dim=(-3, -2, -1))


def intensity(crop: Tensor) -> Tensor:
    """Sum of the SR values over the patch: the attribution of brightness."""
    return brightness(crop).sum(dim=(-3, -2, -1))


def vertical_difference(crop: Tensor) -> Tensor:
    """Signed sum over channels and pixels of S[i,j] - S[i+1,j].

    What lies between cancels: it is the sum over the patch's first row less that over the row below the patch.
    """
    return difference_downwards(crop).sum(dim=(-3, -2, -1))


def horizontal_difference(crop: Tensor) -> Tensor:
    """Signed sum over channels and pixels of S[i,j] - S[i,j+1].

    What lies between cancels: it is the sum over the patch's first column less that over the column right of it.
    """
    return difference_rightwards(crop).sum(dim=(-3, -2, -1))


class GaborEnergy:
    """Sum over channels and places of sqrt(even^2 + odd^2), the filter's responses in both phases.

    The places are those where the filter lies inside the patch as a whole, (l - side + 1)^2 of them; there are no
    borders to invent. The root makes D independent of where a grating's crests are. A response that rounding alone
    makes of a flat place counts as 0, and the root's gradient there is taken as 0. Calling it raises SettingsError
    where the patch is smaller than the filter.
    """

    def __init__(self, gabor: Gabor) -> None:
        self._gabor = gabor
        self._kernels = torch.from_numpy(gabor_kernels(gabor))[:, None]
        self._placed: dict[tuple[torch.device, torch.dtype], Tensor] = {}

    def __call__(self, crop: Tensor) -> Tensor:
        """D, (N,), of (N, C, l + 1, l + 1)."""
        self._gabor.require_room(crop.shape[-1] - 1)
        return self.at_places(crop).sum(dim=(-3, -2, -1))

    def at_places(self, picture: Tensor) -> Tensor:
        """The terms of the sum for a picture of any size, (N, C, H - side, W - side): the margin is left out."""
        inside = picture[..., :-1, :-1]
        # The filter is blind to brightness: taking some of it away leaves less to round.
        contrast = inside - inside[..., :1, :1].detach()
        responses = functional.conv2d(contrast.flatten(0, 1)[:, None], self._placed_as(picture))
        least = ROUNDING * torch.finfo(picture.dtype).eps * contrast.detach().abs().flatten(1).amax(dim=1)
        energy = (responses**2).sum(dim=1).reshape(*picture.shape[:2], *responses.shape[-2:])
        return root(energy, energy <= least[:, None, None, None] ** 2)

    def _placed_as(self, picture: Tensor) -> Tensor:
        """The kernels where the picture is, taken there once: a GPU that had to wait for them each time would idle."""
        key = (picture.device, picture.dtype)
        if key not in self._placed:
            self._placed[key] = sent(self._kernels, picture)
        return self._placed[key]


DETECTORS: Mapping[DetectorName, Detector] = {
    DetectorName.GRADIENT: gradient,
    DetectorName.INTENSITY: intensity,
    DetectorName.VERTICAL_DIFFERENCE: vertical_difference,
    DetectorName.HORIZONTAL_DIFFERENCE: horizontal_difference,
}
"""Those that need no more than their name."""


def make_detector(settings: Settings, own: Detector | None = None) -> Detector:
    """The detector that the settings name; `own` is the user's function, loaded, which a detector of theirs needs."""
    if settings.gabor is not None:
        return GaborEnergy(settings.gabor)
    if settings.detector is DetectorName.OWN:
        if own is None:
            raise ValueError("a detector of the user's has to be loaded before it is used")
        return own
    return DETECTORS[settings.detector]


def make_density(settings: Settings) -> tuple[Density, int] | None:
    """The terms of the detector that the settings name, and the side of the square of SR pixels that each is about.

    None for a detector that is no sum over places of the patch, as one of the user's.
    """
    if settings.gabor is not None:
        return GaborEnergy(settings.gabor).at_places, settings.gabor.side_px
    density = DENSITIES.get(settings.detector)
    return None if density is None else (density, 1)


def detect(detector: Detector, sr: Tensor, patch: Patch) -> Tensor:
    """D of (N, C, H, W), one number a picture: the patch is cropped first, so nothing outside it matters.

    Raises SettingsError where the patch, with the margin of one pixel, leaves the picture.
    """
    patch.require_inside(sr.shape[-1], sr.shape[-2])
    reach = patch.size + DETECTOR_MARGIN_PX
    return detector(sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach])
