"""The attribution of brightness: the sum of the SR values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.attribution.detectors.kind import DetectorKind

if TYPE_CHECKING:
    from torch import Tensor


def brightness(picture: Tensor) -> Tensor:
    """The values themselves."""
    return picture[..., :-1, :-1]


DETECTOR = DetectorKind(
    name="intensity",
    title="Intensity",
    formula="D = Σ F(γ) over the patch: its brightness.",
    density=brightness,
)
