"""Which numbers of several maps can be compared: DI depends on the LR picture's size and on the scale."""

from __future__ import annotations

from collections.abc import Iterable

from lamgui.maps.result import Analysis

INCOMPARABLE_DI = (
    "DI does not compare here: the maps are of LR pictures of different sizes or scales. Compare effective pixels."
)

DiBasis = tuple[int, int]
"""What a DI depends on besides the map: the number of LR pixels, and the scale."""


def di_basis(analysis: Analysis) -> DiBasis | None:
    """The basis of a map's DI; None for a map without one."""
    width, height = analysis.lr_size
    return None if analysis.diffusion_index is None else (width * height, analysis.network.scale)


def di_warning(bases: Iterable[DiBasis | None]) -> str:
    """A sentence where several DI cannot be compared; empty where they can."""
    return INCOMPARABLE_DI if len({basis for basis in bases if basis is not None}) > 1 else ""
