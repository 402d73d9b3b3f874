"""What a path declares: its name, its texts, its options, and its function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lamgui.attribution.options import Options

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.attribution.path.path import Path


@dataclass(frozen=True)
class PathParameters:
    """The numbers of a path: those of the blur, in LR pixels, for paths that blur, and the options that it declares."""

    sigma: float
    kernel_width: int
    """The kernel's side, odd."""
    options: Options | None = None


@dataclass(frozen=True)
class PathKind:
    """One path; its file is imported at the start of the window, and imports torch only inside `make`."""

    name: str
    title: str
    """Name in the panel."""
    formula: str
    """What γ is, for tooltips."""
    row_title: str
    """Title of a column or a row: baseline and kind of path."""
    sentence: str
    """Words in a caption."""
    make: Callable[[PathParameters, Tensor], Path]
    """Makes the path from its parameters and the LR picture, (C, h, w), in which it ends."""
    blurs: bool
    """Whether σ and the kernel decide it."""
    baseline_is_fixed: bool = False
    """Whether the baseline stays the same when the input gets brighter."""
    figure3_column: int | None = None
    """Place in the paper's Figure 3, from the left; None for a path that is not in it."""
    options: type[Options] | None = None

    @property
    def keyword(self) -> str:
        """Key of its options in stored settings and in Python."""
        return self.name.replace("-", "_")
