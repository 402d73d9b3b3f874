"""What tells the maps of a page apart: the network's name, and where that is not enough its path, patch or picture."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of


def distinct_names(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """A name for each map; those that are equal in all that names can say are numbered."""
    names = [label_of(analysis.network) for analysis in analyses]
    for told in (_picture, _patch, _path):
        words = [told(analysis) for analysis in analyses]
        if len(set(names)) < len(names) and len(set(words)) > 1:
            names = [f"{name}, {word}" for name, word in zip(names, words, strict=True)]
    if len(set(names)) < len(names):
        names = [f"{name} ({number})" for number, name in enumerate(names, start=1)]
    return tuple(names)


def _picture(analysis: Analysis) -> str:
    return analysis.picture.name


def _patch(analysis: Analysis) -> str:
    patch = analysis.pictures.patch_in_picture
    return f"patch at x {patch.x}, y {patch.y}"


def _path(analysis: Analysis) -> str:
    return f"path {analysis.settings.path_words}"
