"""The paper's path: a blur that fades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.path.kind import PathKind

if TYPE_CHECKING:
    from torch import Tensor

    from lamgui.attribution.path.path import Path
    from lamgui.attribution.settings.settings import Settings


def make(settings: Settings, lr: Tensor) -> Path:
    """γ(α) = ω(σ - ασ) ⊗ I."""
    from lamgui.attribution.path.blur_path import blur_path

    return blur_path(lr, settings.sigma, settings.kernel_width)


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
