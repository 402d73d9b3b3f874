"""A straight line from black: Integrated Gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.path.kind import PathKind, PathParameters

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.attribution.path.path import Path


def make(_parameters: PathParameters, lr: Tensor) -> Path:
    """γ(α) = αI."""
    from lamgui.attribution.path.linear_path import LinearPath

    return LinearPath(lr, lr.new_zeros(lr.shape))


PATH = PathKind(
    name="linear-black",
    title="Linear from black",
    formula="γ(α) = αI, from black, I' = 0: Integrated Gradients.",
    row_title="Black, linear",
    sentence="linear path from black (Integrated Gradients)",
    make=make,
    blurs=False,
    baseline_is_fixed=True,
    figure3_column=0,
)
