"""A map for each input frame of a network that takes several: one path leads through all of them."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.arrays import Floats
from lamgui.imaging.picture import Pixels


@dataclass(frozen=True, eq=False)
class InputFrames:
    """A map for each frame that the network was given, of one run: all frames are blurred and sharpened together."""

    lam: Floats
    """(T, C, h, w), signed; ΔD is the sum over all."""
    pictures: tuple[Pixels, ...]
    """The frames in their order, (h, w, 3)."""
    at: int
    """The place of the picture that was opened, from 0 on."""

    def shown(self, wanted: int | None) -> int:
        """The place that is shown where `wanted` is asked for: that of the picture for None, or one too large."""
        return self.at if wanted is None or wanted >= len(self.lam) else wanted

    def name(self, place: int) -> str:
        """What a frame is called, counted from 1; that of the picture is marked."""
        return f"frame {place + 1}{' (the picture)' if place == self.at else ''}"

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each frame in the importance of all, Σ |Σ_c LAM|; NaN where there is none."""
        sums = [float(abs(one.sum(axis=0)).sum(dtype="float64")) for one in self.lam]
        total = sum(sums)
        return tuple(one / total if total > 0 else float("nan") for one in sums)
