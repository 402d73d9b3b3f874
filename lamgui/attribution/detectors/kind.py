"""What a detector declares: its name, its texts, its options, and its function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lamgui.attribution.options import Options
from lamgui.base.arrays import Doubles

if TYPE_CHECKING:
    from torch import Tensor

Density = Callable[["Tensor"], "Tensor"]
"""Maps pictures (N, C, H, W) to the terms whose sum over a patch is D, at their upper left corners.

(N, C, H - side, W - side) for terms that are about squares of `side` pixels: the last row and column are margin.
"""

Detector = Callable[["Tensor"], "Tensor"]
"""Maps the patch and its margin, (N, C, l + 1, l + 1), to D, (N,)."""


@dataclass(frozen=True)
class DetectorKind:
    """One detector; its file is imported at the start of the window, and imports torch only inside its functions.

    One that is a sum over positions of the patch has a `density`, or with `options` a `density_of` them: then D of
    every patch of a picture is known from one pass. Any other has `of_patch`, or is the user's own (`needs_file`).
    """

    name: str
    title: str
    """Name in the panel."""
    formula: str
    """What D is, for tooltips."""
    density: Density | None = None
    density_of: Callable[[Any], Density] | None = None
    of_patch: Detector | None = None
    options: type[Options] | None = None
    needs_file: bool = False
    """Whether the function is in a file of the user's, whose code runs only with permission."""
    filters: Callable[[Any], Doubles] | None = None
    """Its filters as pictures, (N, rows, columns), which the panel draws."""
    filters_tooltip: str = ""

    @property
    def keyword(self) -> str:
        """Key of its options in stored settings and in Python."""
        return self.name.replace("-", "_")

    @property
    def sentence(self) -> str:
        """Beginning of the sentence in a caption."""
        return f"{self.name.replace('-', ' ').capitalize()} detector"
