"""The settings of a study's maps: one for each combination of the values that `[settings]` lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import product
from typing import Any

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_from, settings_values
from lamgui.base.errors import SettingsError
from lamgui.base.registry import nearest

_ELSEWHERE = {"surroundings", "own_detector", "detector_options", "path_options"}
"""Fields of Settings that are stated in another place, or another form."""

DETECTOR_FILE = "detector_file"


def names_of_settings() -> tuple[str, ...]:
    """What `[settings]` can state: the fields of Settings, and detectors and paths with options by their names."""
    plain = [field.name for field in fields(Settings) if field.name not in _ELSEWHERE]
    detectors = (kind.keyword for kind in DETECTORS.values() if kind.options)
    paths = (kind.keyword for kind in PATHS.values() if kind.options)
    return (*plain, DETECTOR_FILE, *detectors, *paths)


def settings_of(stated: Mapping[str, Any], surroundings: int | None) -> tuple[Settings, ...]:
    """One Settings for each combination of listed values, in the order in which they are listed.

    Raises SettingsError for a name that is none, and for a value outside what the method allows.
    """
    known = names_of_settings()
    for name in stated:
        if name not in known:
            near = nearest(name, known)
            raise SettingsError(
                f"There is no setting {name!r}.", f"Did you mean {near}?" if near else f"There are {', '.join(known)}."
            )
    axes = [
        [(name, one) for one in value] if isinstance(value, list) else [(name, value)] for name, value in stated.items()
    ]
    if any(not axis for axis in axes):
        raise SettingsError("A setting has an empty list of values.", "State one value at least, or leave it out.")
    return tuple(dict.fromkeys(_settings(dict(combination), surroundings) for combination in product(*axes)))


def _settings(values: dict[str, Any], surroundings: int | None) -> Settings:
    named_file = values.pop(DETECTOR_FILE, None)
    if named_file is not None:
        from lamgui.maps.detector_file import own_detector_named

        values["own_detector"] = own_detector_named(str(named_file))
    try:
        usual = settings_values(Settings())
        if "steps" in values:
            usual = {name: value for name, value in usual.items() if name not in {"tolerance", "most_steps"}}
        if "tolerance" in values:
            # How many there are at most depends on it.
            usual.pop("most_steps", None)
            values.setdefault("most_steps", None)
        return replace(settings_from({**usual, **_plain(values)}), surroundings=surroundings)
    except SettingsError:
        raise
    except ValueError as error:
        raise SettingsError(f"The settings cannot be read: {error}.", "docs/studies.md lists them.") from error


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """TOML has no nothing: "auto" stands for it, as on the command line."""
    return {name: None if value == "auto" else value for name, value in values.items()}
