"""The paper's detector: the length of the gradient, edges and texture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.detectors.kind import DetectorKind

if TYPE_CHECKING:
    from torch import Tensor


def gradient_length(picture: Tensor) -> Tensor:
    """G = sqrt(vertical difference^2 + horizontal difference^2), by forward differences.

    Where both differences are exactly 0 the root's gradient is taken as 0 (it has none).
    """
    here = picture[..., :-1, :-1]
    squared = (here - picture[..., 1:, :-1]) ** 2 + (here - picture[..., :-1, 1:]) ** 2
    return root(squared, squared == 0)


def root(squared: Tensor, flat: Tensor) -> Tensor:
    """The square root; where `flat`, it and its gradient are 0."""
    return squared.masked_fill(flat, 1.0).sqrt().masked_fill(flat, 0.0)


DETECTOR = DetectorKind(
    name="gradient",
    title="Gradient",
    formula="D = Σ √(Δrow² + Δcolumn²) of F(γ) over the patch: edges and texture.",
    density=gradient_length,
)
