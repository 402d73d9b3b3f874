"""Finds the folders of data that ship with the program, however it was installed."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def models_folder() -> Path:
    """The folder of the bundled networks: `catalogue.toml`, weights, recipes and cards.

    Raises FileNotFoundError naming the places that were searched.
    """
    return _data_folder("models")


def resources_folder() -> Path:
    """The folder of icons and sample pictures.

    Raises FileNotFoundError naming the places that were searched.
    """
    return _data_folder("resources")


def sample_picture() -> Path:
    """The picture that is open at first start."""
    return resources_folder() / "pictures" / "sample.png"


def natural_pictures() -> tuple[Path, ...]:
    """Crops of photographs on which the conventions of a network are tried, in the order of their names."""
    return tuple(sorted((resources_folder() / "pictures" / "natural").glob("*.png")))


def icon(name: str) -> Path:
    """The SVG file of the icon called `name`, without its suffix.

    Raises FileNotFoundError where there is no such icon.
    """
    path = resources_folder() / "icons" / f"{name}.svg"
    if not path.is_file():
        raise FileNotFoundError(f"There is no icon '{name}': {path} is missing.")
    return path


def _data_folder(name: str) -> Path:
    """The first that exists of: the bundle's folder, the folder beside the package, the one inside the wheel."""
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle)] if bundle else [_PACKAGE.parent, _PACKAGE / "_data"]
    for place in places:
        if (place / name / _MARKS[name]).is_file():
            return place / name
    searched = " or ".join(str(place / name) for place in places)
    raise FileNotFoundError(
        f"The program's data folder '{name}' is missing: looked for {searched}. Install lamgui again."
    )


_MARKS = {"models": "catalogue.toml", "resources": "README.md"}
"""A file that distinguishes each folder from another of the same name, such as one beside an installed package."""
