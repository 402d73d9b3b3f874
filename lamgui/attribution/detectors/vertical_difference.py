"""The signed difference downwards: how much brighter a patch's first row is than the row below the patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.detectors.kind import DetectorKind

if TYPE_CHECKING:
    from torch import Tensor


def difference_downwards(picture: Tensor) -> Tensor:
    """S[i,j] - S[i+1,j], signed."""
    return picture[..., :-1, :-1] - picture[..., 1:, :-1]


DETECTOR = DetectorKind(
    name="vertical-difference",
    title="Vertical difference",
    formula="D = Σ (S[i,j] − S[i+1,j]) of S = F(γ), signed. What lies between cancels: the patch's first row less the "
    "row below it.",
    density=difference_downwards,
)
