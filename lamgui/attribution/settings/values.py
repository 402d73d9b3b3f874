"""Settings as plain JSON values, and back: one form for sessions, preferences, figures and results."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lamgui.attribution.settings.detector_values import Gabor, OwnDetector
from lamgui.attribution.settings.settings import DetectorName, PathName, Precision, Rule, Settings

Plain = dict[str, Any]


def settings_values(settings: Settings) -> Plain:
    """All fields by name; what belongs to another detector, or to steps that are not found, is left out."""
    values: Plain = {
        "detector": settings.detector.value,
        "path": settings.path.value,
        "sigma": settings.sigma,
        "kernel_size": settings.kernel_size,
        "steps": settings.steps,
        "rule": settings.rule.value,
        "precision": settings.precision.value,
    }
    if settings.steps is None:
        values["tolerance"] = settings.tolerance
    if settings.gabor is not None:
        values["gabor"] = {"angle_deg": settings.gabor.angle_deg, "wavelength_px": settings.gabor.wavelength_px}
    if settings.own_detector is not None:
        values["own_detector"] = _own_values(settings.own_detector)
    return values


def settings_from(values: Mapping[str, Any]) -> Settings:
    """The settings; raises KeyError, TypeError, OverflowError or ValueError for values that are none."""
    return Settings(
        **{name: READERS[name](values[name]) for name in READERS if name not in _OPTIONAL or name in values}
    )


def gabor_from(values: Mapping[str, Any] | None) -> Gabor | None:
    """A Gabor filter's values, or none."""
    return None if values is None else Gabor(float(values["angle_deg"]), float(values["wavelength_px"]))


def own_detector_from(values: Mapping[str, Any] | None) -> OwnDetector | None:
    """A user's detector, or none."""
    if values is None:
        return None
    path = values.get("path")
    return OwnDetector(
        str(values["function"]),
        str(values["file_name"]),
        str(values["sha256"]),
        None if path is None else Path(str(path)),
    )


def _own_values(own: OwnDetector) -> Plain:
    """The path only where it is known, so that portable settings are without it."""
    values: Plain = {"function": own.function, "file_name": own.file_name, "sha256": own.sha256}
    return values if own.path is None else {**values, "path": os.fspath(own.path)}


READERS: Mapping[str, Any] = {
    "detector": DetectorName,
    "path": PathName,
    "sigma": float,
    "kernel_size": lambda size: None if size is None else int(size),
    "steps": lambda steps: None if steps is None else int(steps),
    "tolerance": float,
    "rule": Rule,
    "precision": Precision,
    "gabor": gabor_from,
    "own_detector": own_detector_from,
}
"""From a plain value to a field's."""

_OPTIONAL = ("tolerance", "gabor", "own_detector")
