"""The detectors by name: adding one is adding its file and its line here."""

from __future__ import annotations

from lamgui.attribution.detectors.kind import DetectorKind
from lamgui.base.registry import Registry

DETECTORS = Registry(
    "detector",
    DetectorKind,
    "lamgui.attribution.detectors",
    "DETECTOR",
    (
        "gradient",
        "intensity",
        "vertical_difference",
        "horizontal_difference",
        "gabor",
        "own",
    ),
)
