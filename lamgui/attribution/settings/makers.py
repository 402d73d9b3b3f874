"""Makes what settings name: the detector, its density, the path, the steps, and the type of a run's tensors."""

from __future__ import annotations

import torch
from torch import Tensor

from lamgui.attribution.detectors.kind import Density, Detector
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.integral.quadrature import AutomaticSteps
from lamgui.attribution.patch import DETECTOR_MARGIN_PX
from lamgui.attribution.path.kind import PathParameters
from lamgui.attribution.path.path import Path
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Precision, Settings


def make_detector(settings: Settings, own: Detector | None = None) -> Detector:
    """The detector that the settings name; `own` is the user's function, loaded, which a detector of theirs needs.

    A detector with options raises SettingsError when it is called with a patch that is too small for them.
    """
    kind = DETECTORS[settings.detector]
    if kind.needs_file:
        if own is None:
            raise ValueError("a detector of the user's has to be loaded before it is used")
        return own
    if kind.of_patch is not None:
        return kind.of_patch
    terms = make_density(settings)
    if terms is None:
        raise TypeError(f"the detector {kind.name} declares neither a density nor a function of the whole patch")
    density, _ = terms

    def summed(crop: Tensor) -> Tensor:
        settings.require_room(crop.shape[-1] - DETECTOR_MARGIN_PX)
        return density(crop).sum(dim=(-3, -2, -1))

    return summed


def make_density(settings: Settings) -> tuple[Density, int] | None:
    """The terms of the detector that the settings name, and the side of the square of SR pixels that each depends on.

    None for a detector that is no sum over positions of the patch, such as one of the user's.
    """
    kind, options = DETECTORS[settings.detector], settings.detector_options
    if kind.density_of is not None and options is not None:
        return kind.density_of(options), options.side_px
    return None if kind.density is None else (kind.density, 1)


def make_path(settings: Settings, lr: Tensor) -> Path:
    """The path that the settings name, ending at `lr`, (C, h, w)."""
    parameters = PathParameters(settings.sigma, settings.kernel_width, settings.path_options)
    return PATHS[settings.path].make(parameters, lr)


def make_steps(settings: Settings) -> int | AutomaticSteps:
    """How many steps, or how they are found."""
    if settings.steps is not None:
        return settings.steps
    assert settings.most_steps is not None, "settings with automatic steps say how many they are at most"
    return AutomaticSteps(settings.tolerance, settings.most_steps)


def dtype_of(precision: Precision) -> torch.dtype:
    """The type of every tensor of a run, from the LR picture on."""
    return torch.float64 if precision is Precision.FLOAT64 else torch.float32
