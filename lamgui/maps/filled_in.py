"""What forward passes between the nodes of a run found: D(F(γ(α))) and pictures, to be drawn. Free of torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from lamgui.base.arrays import Floats
from lamgui.base.memory_limits import RESTORED_FRAMES_OF_RUN_BYTES
from lamgui.imaging.picture import Pixels
from lamgui.maps.close_up import CloseUp


@dataclass(frozen=True, eq=False)
class PointBetween:
    """A point of the path between nodes: D there, γ(α) and, in the region, F(γ(α)); None where memory is short."""

    objective: float
    gamma: Pixels | None
    sr: Pixels | None

    @property
    def nbytes(self) -> int:
        """Memory of the pictures."""
        return sum(pixels.nbytes for pixels in (self.gamma, self.sr) if pixels is not None)


@dataclass(frozen=True, eq=False)
class FilledIn:
    """What forward passes between the nodes of a run found, as far as they have come; drawn, and part of no number."""

    region: CloseUp
    points: Mapping[float, PointBetween] = field(default_factory=dict)
    """By α."""
    spent_s: float = 0.0

    @property
    def nbytes(self) -> int:
        """Memory of the pictures."""
        return sum(point.nbytes for point in self.points.values())

    def has_room(self, lr: Pixels, scale: int) -> bool:
        """Whether the pictures of another point are within the limit."""
        each = lr.nbytes + 3 * self.region.width * self.region.height * scale**2
        return self.nbytes + each <= RESTORED_FRAMES_OF_RUN_BYTES

    def with_point(self, alpha: float, point: PointBetween, took_s: float) -> FilledIn:
        """With one point more."""
        return replace(self, points={**self.points, alpha: point}, spent_s=self.spent_s + took_s)

    def among(self, alpha: Floats, objective: Floats) -> tuple[Floats, Floats]:
        """α and D of nodes and ends, rising in α, with the points between."""
        between = np.array(sorted(self.points), dtype=np.float64)
        at = np.searchsorted(alpha, between)
        return np.insert(alpha, at, between), np.insert(objective, at, [self.points[a].objective for a in between])

    @property
    def words(self) -> str:
        """For a heading; empty without points."""
        count = len(self.points)
        return f"filled in by {count} pass{'es' * (count != 1)} between nodes" if count else ""

    @property
    def short_words(self) -> str:
        """For a heading without room."""
        return f"{len(self.points)} filled in" if self.points else ""
