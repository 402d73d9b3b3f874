"""The paper's path: a blur that fades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.path.kind import PathKind, PathParameters

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.attribution.path.path import Path


def make(parameters: PathParameters, lr: Tensor) -> Path:
    """γ(α) = ω(σ - ασ) ⊗ I."""
    from lamgui.attribution.path.blur_path import blur_path

    return blur_path(lr, parameters.sigma, parameters.kernel_width)


PATH = PathKind(
    name="blur",
    title="Progressive blur",
    formula="γ(α) = ω(σ − ασ) ⊗ I: the blur fades as α goes from 0 to 1. The paper's.",
    row_title="Progressive blur",
    sentence="progressive blur",
    make=make,
    blurs=True,
    figure3_column=2,
)
