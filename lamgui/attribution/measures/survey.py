"""A picture surveyed: D of any patch of it at some α of the path, and ΔD of all patches of a size. Free of torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats

BASELINE, INPUT = 0.0, 1.0
"""α of the path's ends."""

NODE_COUNTS = (17, 9, 5, 3, 2)
"""Possible numbers of nodes of a survey, the largest first; each set of nodes contains the next."""


@dataclass(frozen=True, eq=False)
class Survey:
    """Contributions of every position of the SR picture to D at some α, for a detector that is a sum over positions.

    `alpha` rises; `densities` are planes (H - side_px, W - side_px) of an SR picture (H, W), one for each α: their
    values depend on squares of `side_px` pixels, given by the upper left corner, and belong to the patches that contain
    these squares; the detector's margin is left out. They are stored instead of their running sums, which would need
    twice the bytes to be as exact. Raises ValueError where their numbers or shapes differ.
    """

    alpha: tuple[float, ...]
    densities: tuple[Floats, ...]
    side_px: int = 1

    def __post_init__(self) -> None:
        if len(self.alpha) != len(self.densities) or list(self.alpha) != sorted(set(self.alpha)):
            raise ValueError(f"{len(self.densities)} planes for α = {self.alpha}, which must rise")
        if len({plane.shape for plane in self.densities}) > 1:
            raise ValueError("the planes of a survey must be of one picture")

    @property
    def has_ends(self) -> bool:
        """Whether both ends of the path are known, and ΔD with them."""
        return self.alpha[:1] == (BASELINE,) and self.alpha[-1:] == (INPUT,)

    @property
    def alpha_values(self) -> Floats:
        """α as an array, (n,)."""
        return np.array(self.alpha)

    @property
    def nbytes(self) -> int:
        """Memory of all planes."""
        return sum(plane.nbytes for plane in self.densities)

    def with_node(self, alpha: float, density: Floats) -> Survey:
        """The survey with one more α, in order."""
        place = int(np.searchsorted(self.alpha, alpha))
        return Survey(
            (*self.alpha[:place], alpha, *self.alpha[place:]),
            (*self.densities[:place], density, *self.densities[place:]),
            self.side_px,
        )

    def holds(self, patch: Patch) -> bool:
        """Whether the patch, with the margin of the detector, lies in the picture, and contains a position."""
        places = self._places(patch.size)
        if not self.densities or not places:
            return False
        height, width = self.densities[0].shape
        return bool(patch.x + places <= width and patch.y + places <= height)

    def objective(self, patch: Patch) -> Floats:
        """D(F(γ(α))) of a patch at each α, (n,), summed in float64; raises ValueError for one outside the picture."""
        if not self.holds(patch):
            raise ValueError(f"{patch} does not lie in the picture that was surveyed")
        places = self._places(patch.size)
        rows, columns = slice(patch.y, patch.y + places), slice(patch.x, patch.x + places)
        return np.array([plane[rows, columns].sum(dtype=np.float64) for plane in self.densities])

    def delta(self, size: int) -> Floats:
        """ΔD of every patch of a size, at [y, x] that of the patch there: (H - size, W - size), float64.

        Empty where the picture is smaller, or the patch too small for a position. Raises ValueError before both ends
        are known.
        """
        if not self.has_ends:
            raise ValueError("ΔD needs both ends of the path")
        places = self._places(size)
        if not places:
            return np.zeros((0, 0))
        return box_sums(np.subtract(self.densities[-1], self.densities[0], dtype=np.float64), places)

    def _places(self, size: int) -> int:
        """Number of positions along a side of a patch."""
        return max(0, size - self.side_px + 1)


def box_sums(plane: Floats, size: int) -> Floats:
    """Sums over all squares of a side, (H - size + 1, W - size + 1), in float64; empty where none fits.

    By running sums: two look-ups along each side, whatever the size.
    """
    if min(plane.shape) < size:
        return np.zeros((0, 0))
    down: Floats = np.cumsum(plane, axis=0, dtype=np.float64)
    rows = np.vstack([down[size - 1 : size], down[size:] - down[:-size]])
    along: Floats = np.cumsum(rows, axis=1)
    return np.hstack([along[:, size - 1 : size], along[:, size:] - along[:, :-size]])


def coarse_to_fine(count: int) -> tuple[int, ...]:
    """The order in which nodes are taken: both ends, the middle, the quarters; at any time they are spread evenly.

    `count` is one of NODE_COUNTS.
    """
    order: list[int] = []
    for nodes in reversed(NODE_COUNTS):
        if nodes <= count:
            step = (count - 1) // (nodes - 1)
            order += [place for place in range(0, count, step) if place not in order]
    return tuple(order)
