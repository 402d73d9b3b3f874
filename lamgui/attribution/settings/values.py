"""Settings as plain JSON values, and back: one form for sessions, preferences, figures and results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.options import Options
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Settings
from lamgui.base.plain_values import plain, read_as

Plain = dict[str, Any]


def settings_values(settings: Settings) -> Plain:
    """All fields by name; what belongs to another detector or path, to steps not found or to no seed, is left out.

    The options of detector and path are under their names. The path of a detector's file is left out where it is
    unknown, as in portable settings.
    """
    values: Plain = plain(settings)
    if settings.steps is not None:
        del values["tolerance"]
        del values["most_steps"]
    if settings.seed is None:
        del values["seeds"]
    if settings.own_detector is not None and settings.own_detector.path is None:
        del values["own_detector"]["path"]
    values[DETECTORS[settings.detector].keyword] = values.pop("detector_options")
    values[PATHS[settings.path].keyword] = values.pop("path_options")
    return {name: value for name, value in values.items() if name in _ALWAYS or value is not None}


def settings_from(values: Any) -> Settings:
    """The settings; raises ValueError for invalid or missing values."""
    left_out = [name for name in _ALWAYS if not isinstance(values, Mapping) or name not in values]
    if left_out:
        raise ValueError(f"the settings are without {', '.join(left_out)}")
    values = _with_most_steps(values)
    settings = read_as({name: value for name, value in values.items() if name not in _OPTIONS}, Settings)
    detector, path = DETECTORS[settings.detector], PATHS[settings.path]
    return replace(
        settings,
        detector_options=_options(detector.options, values.get(detector.keyword)),
        path_options=_options(path.options, values.get(path.keyword)),
    )


def settings_that_can_be_read(values: Any) -> Settings:
    """The settings, with the default in place of every value that cannot be read."""
    read = settings_values(Settings())
    for name, value in _with_most_steps(values).items() if isinstance(values, Mapping) else ():
        try:
            settings_from({**read, name: value})
        except ValueError:
            continue
        read[name] = value
    return settings_from(read)


def _with_most_steps(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """With how many automatic steps there are at most, which 0.1.0 did not state."""
    if "steps" in values and values["steps"] is None and "most_steps" not in values:
        return {**values, "most_steps": MOST_BEFORE_IT_WAS_STATED}
    return values


def _options(kind: type[Options] | None, values: Any) -> Options | None:
    return None if kind is None or values is None else read_as(values, kind)


_ALWAYS = ("detector", "path", "sigma", "kernel_size", "steps", "rule", "precision")
"""Fields that decide every map, and so are never left to the default of the version that reads them."""

MOST_BEFORE_IT_WAS_STATED = 486
"""Of automatic steps in 0.1.0."""

_OPTIONS = ("detector_options", "path_options")
"""Fields that are stored under the name of the detector or path."""
