"""The signed difference rightwards: how much brighter a patch's first column is than the column right of the patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.detectors.kind import DetectorKind

if TYPE_CHECKING:
    from torch import Tensor


def difference_rightwards(picture: Tensor) -> Tensor:
    """S[i,j] - S[i,j+1], signed."""
    return picture[..., :-1, :-1] - picture[..., :-1, 1:]


DETECTOR = DetectorKind(
    name="horizontal-difference",
    title="Horizontal difference",
    formula="D = Σ (S[i,j] − S[i,j+1]) of S = F(γ), signed. What lies between cancels: the patch's first column less "
    "the one right of it.",
    density=difference_rightwards,
)
