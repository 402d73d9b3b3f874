"""Detectors by their names, as functions of a patch with its margin."""

from __future__ import annotations

from lamgui.attribution.detectors.kind import Density
from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.settings.makers import make_detector
from lamgui.attribution.settings.settings import Settings

PLAIN = [name for name, kind in DETECTORS.items() if kind.density is not None]
"""Those that need no more than their name."""

gradient = make_detector(Settings("gradient"))
intensity = make_detector(Settings("intensity"))
vertical_difference = make_detector(Settings("vertical-difference"))
horizontal_difference = make_detector(Settings("horizontal-difference"))


def terms(name: str) -> Density:
    """What each pixel adds to D of one of PLAIN."""
    density = DETECTORS[name].density
    assert density is not None
    return density
