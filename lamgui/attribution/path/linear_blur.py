"""A straight line from the blurred picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.path.kind import PathKind, PathParameters

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.attribution.path.path import Path


def make(parameters: PathParameters, lr: Tensor) -> Path:
    """γ(α) = I' + α(I - I') with I' = ω(σ) ⊗ I."""
    from lamgui.attribution.path.blur_path import blur_path
    from lamgui.attribution.path.linear_path import LinearPath

    return LinearPath(lr, blur_path(lr, parameters.sigma, parameters.kernel_width).at([0.0])[0])


PATH = PathKind(
    name="linear-blur",
    title="Linear from blurred",
    formula="γ(α) = I' + α(I − I'), from the blurred picture I' = ω(σ) ⊗ I.",
    row_title="Blurred, linear",
    sentence="linear path from the blurred input",
    make=make,
    blurs=True,
    figure3_column=1,
)
