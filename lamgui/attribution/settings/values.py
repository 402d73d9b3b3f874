"""Settings as plain JSON values, and back: one form for sessions, preferences, figures and results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lamgui.attribution.settings.settings import Settings
from lamgui.base.plain_values import plain, read_as

Plain = dict[str, Any]


def settings_values(settings: Settings) -> Plain:
    """All fields by name; what belongs to another detector, or to steps that are not found, is left out.

    So is the place of the detector's file where it is not known: portable settings are without it.
    """
    values: Plain = plain(settings)
    if settings.steps is not None:
        del values["tolerance"]
    if settings.own_detector is not None and settings.own_detector.path is None:
        del values["own_detector"]["path"]
    return {name: value for name, value in values.items() if name in _ALWAYS or value is not None}


def settings_from(values: Any) -> Settings:
    """The settings; raises ValueError for values that are none, or are not all there."""
    left_out = [name for name in _ALWAYS if not isinstance(values, Mapping) or name not in values]
    if left_out:
        raise ValueError(f"the settings are without {', '.join(left_out)}")
    return read_as(values, Settings)


_ALWAYS = ("detector", "path", "sigma", "kernel_size", "steps", "rule", "precision")
"""What decides every map, and so is never left to the default of the version that reads it."""
