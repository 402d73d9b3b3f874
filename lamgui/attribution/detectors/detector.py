"""Detectors: how much of a feature a patch of the SR picture holds, as one number (paper 3.3)."""

from __future__ import annotations

from torch import Tensor

from lamgui.attribution.detectors.density import make_density
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.settings.settings import Settings


def make_detector(settings: Settings, own: Detector | None = None) -> Detector:
    """The detector that the settings name; `own` is the user's function, loaded, which a detector of theirs needs.

    Where the detector is told more than its name, calling it raises SettingsError for a patch that is too small.
    """
    kind = DETECTORS[settings.detector]
    if kind.needs_file:
        if own is None:
            raise ValueError("a detector of the user's has to be loaded before it is used")
        return own
    if kind.whole is not None:
        return kind.whole
    terms = make_density(settings)
    if terms is None:
        raise TypeError(f"the detector {kind.name} declares neither a density nor a function of the whole patch")
    density, _ = terms

    def summed(crop: Tensor) -> Tensor:
        settings.require_room(crop.shape[-1] - DETECTOR_MARGIN_PX)
        return density(crop).sum(dim=(-3, -2, -1))

    return summed


def detect(detector: Detector, sr: Tensor, patch: Patch) -> Tensor:
    """D of (N, C, H, W), one number a picture: the patch is cropped first, so nothing outside it matters.

    Raises SettingsError where the patch, with the margin of one pixel, leaves the picture.
    """
    patch.require_inside(sr.shape[-1], sr.shape[-2])
    reach = patch.size + DETECTOR_MARGIN_PX
    return detector(sr[..., patch.y : patch.y + reach, patch.x : patch.x + reach])
